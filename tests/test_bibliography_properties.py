"""Promises that hold for every text: reading loses no byte, and what is written reads back the same."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import BlockKind, Entry
from evidence_graph.bibliography.keywords import keywords
from evidence_graph.bibliography.latex import tidy
from evidence_graph.model import Citation, Stance

unhurried = settings(deadline=None)

# Letters of all kinds, with the signs that BibTeX and LaTeX take for their own in every other place.
SIGNS = list("{}\\\"%&#$_~^@=,;()'`-<>|?!.: \t\n")
letters = st.characters(exclude_categories=["Cs", "Co", "Cn"])
texts = st.lists(st.one_of(letters, st.sampled_from([*SIGNS, "and", " and ", "--", "α", "é", "\\input{x}"])))
plain = st.builds(lambda parts: tidy("".join(parts)), texts)
sources = st.lists(
    st.one_of(
        st.sampled_from(
            [*SIGNS, "\r\n", "\r", "@misc{a, ", "@string{s = ", "@comment{", "\n@article(", "b = "]
        ),
        letters,
    )
).map("".join)

keys = st.from_regex(r"[\w.:;/+*!?|-]+", fullmatch=True).filter(lambda key: len(key) <= 40)


def groups(inner):
    """Braces round *inner*, nested at will."""
    return st.lists(inner, max_size=4).map(lambda parts: "{" + "".join(parts) + "}")


quiet = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='{}\\@"\r'), max_size=12)
braced = groups(st.recursive(quiet, groups, max_leaves=6))
quoted = quiet.map(lambda text: f'"{text}"')
piece = st.one_of(braced, quoted, st.sampled_from(["jan", "DEC", "jtt", "2001"]))
expressions = st.lists(piece, min_size=1, max_size=3).map(" # ".join)
names = st.sampled_from(["title", "author", "note", "x-unknown", "month", "file"])
entries = st.builds(
    Entry, keys, st.sampled_from(["article", "misc", "dataset"]), st.dictionaries(names, expressions)
)


def composed(text):
    """*text* as it is compared: what looks the same is the same."""
    return unicodedata.normalize("NFC", text)


@unhurried
@given(sources)
@example("@misc{a, title = {x}},\n y = {1}}\n@misc{a}")
@example("@misc{a b @misc{c}\n@misc{d} }")
@example("\ufdd0\\{@misc{a, x={\\}}")
def test_any_text_is_written_back_byte_for_byte(text):
    bibliography = bib.parse(text)

    assert bib.write(bibliography) == text
    assert "".join(block.raw for block in bibliography.blocks) == text


@unhurried
@given(sources)
def test_what_is_broken_is_named(text):
    """No block is set aside without a problem on one of its lines."""
    bibliography = bib.parse(text)

    broken = [block for block in bibliography.blocks if block.kind is BlockKind.BROKEN]
    lines = {problem.line for problem in bibliography.problems}

    for block in broken:
        height = block.raw.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        assert lines & set(range(block.line, block.line + height + 1))


@unhurried
@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.key), st.sampled_from(["\n", "\r\n"]))
def test_entries_read_back_as_they_were_written(citations, newline):
    """Nested braces, quotes, joined macros, months, unknown fields: every value as it was."""
    text = '@string{jtt = "Tea"}\n' + "".join(map(bib.format_entry, citations))

    bibliography = bib.parse(text.replace("\n", newline))

    assert [problem.code for problem in bibliography.problems] == []
    for citation in citations:
        values = {name: value.replace("\n", newline) for name, value in citation.fields.items()}
        assert bibliography.entries[citation.key] == Entry(citation.key, citation.type, values)


@unhurried
@given(st.lists(entries, max_size=3, unique_by=lambda entry: entry.key), entries)
def test_putting_an_entry_in_changes_no_other(citations, new):
    text = "% top\n" + "\n".join(map(bib.format_entry, citations))

    after = bib.put(bib.parse(text), new)

    assert after.entries[new.key] == new
    assert [after.entries[citation.key] for citation in citations if citation.key != new.key] == [
        citation for citation in citations if citation.key != new.key
    ]


@unhurried
@given(
    st.builds(
        Citation,
        key=keys,
        type=st.sampled_from(["article", "inproceedings", "phdthesis", "misc"]),
        title=plain,
        container=plain,
        volume=plain,
        issue=plain,
        year=st.one_of(st.none(), st.integers(1000, 2999)),
    )
)
@example(Citation("k", title="--- `` '' ?` <<,, {$\\alpha$} \\& \\textbackslash{} α₂"))
def test_a_citation_reads_back_as_it_was_written(citation):
    bibliography = bib.parse(bib.format_entry(citation))
    found = bib.citation(bibliography.entries[citation.key])

    assert bibliography.problems == ()
    assert (found.key, found.type, found.year) == (citation.key, citation.type, citation.year)
    for field in ["title", "container", "volume", "issue"]:
        assert getattr(found, field) == (getattr(citation, field) or None)


@unhurried
@given(plain, st.lists(plain, max_size=2))
def test_protected_words_change_no_text(title, protect):
    entry = bib.from_citation(Citation("k", title=title), protect=protect)

    assert bib.field_text(entry, "title") == title


name = st.one_of(
    plain,
    st.tuples(plain, plain).map(", ".join),
    st.sampled_from(["others", "Smith and Wesson, Inc", "King, Jr., Martin", "de la Cruz, Ana", "et al."]),
).map(lambda text: ", ".join(tidy(part) for part in text.split(",")).strip())


@unhurried
@given(st.lists(name.filter(bool), max_size=4), st.booleans())
def test_names_read_back_as_they_were_written(authors, incomplete):
    citation = Citation("k", authors=tuple(authors), authors_incomplete=incomplete)

    found = bib.citation(bib.parse(bib.format_entry(citation)).entries["k"])

    assert found.authors_incomplete is incomplete
    assert [bare(author) for author in found.authors] == [bare(author) for author in authors]


def bare(text):
    """A name without the spaces at its commas."""
    return ",".join(part.strip() for part in text.split(","))


@unhurried
@given(plain)
def test_addresses_never_break_an_entry(address):
    bibliography = bib.parse(bib.format_entry(Citation("k", url=address, doi=address)))

    assert bibliography.problems == ()
    assert set(bibliography.entries) == {"k"}


claims = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
links = st.lists(st.tuples(st.sampled_from(Stance), claims), unique=True)


@unhurried
@given(entries, st.lists(plain), links, links)
def test_links_read_back_and_other_keywords_stay(entry, others, first, second):
    """Whatever a claim is called, its links are read as they were written, and replaced as a whole."""
    tagged = bib.parse(bib.format_entry(entry, keywords=others)).entries[entry.key]
    before = keywords(tagged.fields.get("keywords", ""), {})

    linked = bib.annotate(bib.annotate(tagged, first), second)
    bibliography = bib.parse(bib.format_entry(linked))

    after = keywords(bibliography.entries[entry.key].fields.get("keywords", ""), {})
    assert bib.links(bibliography) == tuple((entry.key, stance, claim) for stance, claim in second)
    assert [word for word in after if not word.startswith("eg:")] == list(before)


@unhurried
@given(texts.map("".join))
def test_any_latex_is_read_without_an_error(latex):
    entry = Entry("k", "misc", {"title": f"{{{latex}}}", "author": f"{{{latex}}}", "doi": f"{{{latex}}}"})

    assert bib.citation(entry).key == "k"
