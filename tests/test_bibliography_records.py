"""Entries become citations in plain text, and citations become entries that LaTeX prints as they are."""

import pytest

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import Entry, InvalidEntry
from evidence_graph.model import Citation, Stance


def cite(**fields):
    """The citation of an entry with *fields* in braces."""
    return bib.citation(Entry("k", "article", {name: f"{{{value}}}" for name, value in fields.items()}))


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"Garc{\'\i}a Garc{\'i}a \'{\i}", "García García í"),
        (r"T{\o}nnessen \O{}degaard {\L}ukasz \ss", "Tønnessen Ødegaard Łukasz ß"),
        (r"M{\"u}ller \v{S}ari\'c \c{C} {\H{o}} \k a", "Müller Šarić Ç ő ą"),
        (r"Strength \& Conditioning: 50\% \#1 a\_b 5\$", "Strength & Conditioning: 50% #1 a_b 5$"),
        (r"The {EMG} of {{Tønnessen}}", "The EMG of Tønnessen"),
        (r"{$\alpha$}-actinin $\beta \geq 2$", "α-actinin β≥2"),
        (r"a -- b --- c ``d'' e~f", "a – b — c “d” e f"),
        (r"\emph{In vivo} {\it in vitro} \textbf{x}", "In vivo in vitro x"),
        (r"50% of R&D #1 for 5$", "50% of R&D #1 for 5$"),
        (r"{\textbackslash}input{\textbraceleft}x{\textbraceright} \{y\}", r"\input{x} {y}"),
        (r"\unknown and \today stay", r"\unknown and \today stay"),
        ("two\n  lines", "two lines"),
    ],
)
def test_latex_is_read_as_what_it_prints(latex, text):
    assert cite(title=latex).title == text


@pytest.mark.parametrize("command", [r"\input{/etc/hostname}", r"\write18{ls}", r"\verb|x|", r"\cite{x}"])
def test_a_command_that_prints_no_text_is_kept_and_never_run(command):
    assert command.split("{")[0] in cite(title=f"a {command} b").title


def test_decoding_reports_nothing_on_its_own(caplog, capfd):
    """A command that pylatexenc stumbles over stays, without a log line."""
    assert cite(title=r"a \frac").title == r"a \frac"
    assert (caplog.records, capfd.readouterr().err) == ([], "")


@pytest.mark.parametrize("latex", ["{" * 300 + r"\x" + "}" * 300, r"\'" * 2_000, r"\emph" * 2_000 + "x"])
def test_deep_latex_is_no_bomb(latex):
    assert isinstance(cite(title=latex).title, str)


@pytest.mark.parametrize(
    ("source", "names", "incomplete"),
    [
        ("Leaf, A. and Blatt, C.", ("Leaf, A.", "Blatt, C."), False),
        ("Ann B. Leaf AND Plato", ("Leaf, Ann B.", "Plato"), False),
        ("Jan van der Berg and de la Cruz, Ana", ("van der Berg, Jan", "de la Cruz, Ana"), False),
        ("{World Health Organization} and others", ("World Health Organization",), True),
        ("Leaf, A. and et al.", ("Leaf, A.",), True),
        (r"Leaf, A. and \'Emile Zola and {B}", ("Leaf, A.", "Zola, Émile", "B"), False),
        ("King, Jr., Martin", ("King, Jr., Martin",), False),
        ("{Smith and Wesson}, Inc. and {Leaf, Inc.}", ("Smith and Wesson, Inc.", "Leaf, Inc."), False),
        (r"{\'E}mile Zola and {\O}deg{\aa}rd, J{\"u}rgen", ("Zola, Émile", "Ødegård, Jürgen"), False),
        ("Leaf,\n  A.\n  and\n  Blatt,C.", ("Leaf, A.", "Blatt, C."), False),
        ("A, B, C, D", ("A, B, C, D",), False),
        ("", (), False),
    ],
)
def test_names_are_family_then_given(source, names, incomplete):
    citation = cite(author=source)

    assert (citation.authors, citation.authors_incomplete) == (names, incomplete)


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"year": "2001"}, 2001),
        ({"date": "2015-06-01"}, 2015),
        ({"year": "in press", "date": "2016"}, 2016),
        ({"year": "c. 1999"}, 1999),
        ({"year": "20015"}, None),
        ({}, None),
    ],
)
def test_the_year_is_a_number_from_year_or_date(fields, year):
    assert cite(**fields).year == year


@pytest.mark.parametrize(
    ("source", "pages"),
    [("78--84", "78-84"), ("S78–S84", "S78-S84"), ("1 - 9, 12---14", "1-9, 12-14"), ("e12", "e12")],
)
def test_pages_are_written_with_one_plain_hyphen(source, pages):
    assert cite(pages=source).pages == pages


@pytest.mark.parametrize(
    "source",
    [
        "10.1/A_b",
        r"10.1/A\_b",
        "https://doi.org/10.1/A_b",
        "http://dx.doi.org/10.1/A_b",
        "doi:10.1/A_b",
        "DOI 10.1/A_b",
        r"\url{https://doi.org/10.1/A_b}",
        "https://doi.org/10.1%2FA_b",
    ],
)
def test_a_doi_is_bare_however_it_was_written(source):
    assert cite(doi=source).doi == "10.1/A_b"


def test_macros_and_joined_values_are_expanded():
    text = '@string{jtt = "Tea \\& Co"}@article{a, journal = JTT # { (online)}, month = jun, note = nope}'
    bibliography = bib.parse(text)
    entry = bibliography.entries["a"]

    assert bib.citation(entry, bibliography.strings).container == "Tea & Co (online)"
    assert bib.field_text(entry, "month", bibliography.strings) == "June"
    assert bib.field_text(entry, "note", bibliography.strings) == "nope"
    assert bib.field_text(entry, "volume", bibliography.strings) == ""


def test_identifiers_of_pubmed_are_found_in_either_form():
    assert cite(pmid="42", pmcid="PMC7").pmid == "42"
    assert cite(eprint="42", eprinttype="pubmed").pmid == "42"
    assert cite(eprint="1234.5", archiveprefix="arXiv").pmid is None


def test_a_chapter_stands_in_its_book():
    entry = bib.from_citation(Citation("k", "incollection", container="Handbook"))

    assert entry.fields == {"booktitle": "{Handbook}"}
    assert bib.citation(entry).container == "Handbook"


def test_an_entry_is_written_one_field_a_line_and_aligned():
    citation = Citation(
        "tonnessen2015",
        "article",
        title="50% of the EMG in 3-D: PloS & vitamin D_3 for TNF-α",
        authors=("Tønnessen, E.", "Smith and Wesson, Inc", "WHO", "García-de-Alcaraz, A."),
        authors_incomplete=True,
        year=2015,
        container="Sport & Co",
        volume="29",
        issue="3",
        pages="78-84",
        doi="10.1/a_b%20",
        pmid="42",
        url="https://example.org/a_b?c#d",
    )

    assert bib.format_entry(citation, keywords=["tea", "a, b"], annote="see #1") == (
        "@article{tonnessen2015,\n"
        "  author     = {Tønnessen, E. and {Smith and Wesson}, Inc and {WHO} and"
        " {García-de-Alcaraz}, A. and others},\n"
        "  title      = {50\\% of the {EMG} in {3-D}: {PloS} \\& vitamin {D\\_3} for {TNF-{$\\alpha$}}},\n"
        "  journal    = {Sport \\& Co},\n"
        "  year       = {2015},\n"
        "  volume     = {29},\n"
        "  number     = {3},\n"
        "  pages      = {78--84},\n"
        "  doi        = {10.1/a_b%20},\n"
        "  eprint     = {42},\n"
        "  eprinttype = {pubmed},\n"
        "  url        = {https://example.org/a_b?c#d},\n"
        "  keywords   = {tea, {a, b}},\n"
        "  annote     = {see \\#1},\n"
        "}\n"
    )


def test_words_that_the_caller_names_keep_their_capitals():
    entry = bib.from_citation(
        Citation("k", title="Nordic curls of Copenhagen"), protect=["Nordic", "Copenhagen"]
    )

    assert entry.fields["title"] == "{{Nordic} curls of {Copenhagen}}"


def test_commands_in_data_are_written_as_text():
    """No backslash of a title, name or note survives as one that TeX would obey."""
    evil = r"\input{/etc/passwd} \write18{ls} %"
    text = bib.format_entry(
        Citation("k", title=evil, authors=(evil, f"{evil}, X"), container=evil, url=evil, doi=evil),
        keywords=[evil],
        annote=evil,
    )

    assert "\\input" not in text
    assert "\\write" not in text
    assert bib.parse(text).problems == ()


@pytest.mark.parametrize(
    "key", ["", "a b", "a,b", "a}b", "a{", "a%b", "a#b", 'a"b', "a\\b", "a\nb", "a=b", "a~b"]
)
def test_a_key_that_breaks_bibtex_is_refused(key):
    with pytest.raises(InvalidEntry, match="a key is made of letters"):
        bib.format_entry(Citation(key, title="x"))


@pytest.mark.parametrize(
    "entry",
    [
        Entry("k", "comment", {}),
        Entry("k", "a b", {}),
        Entry("k", "misc", {"title": "{x}, evil = {y}"}),
        Entry("k", "misc", {"title": "{x"}),
        Entry("k", "misc", {"title": ""}),
        Entry("k", "misc", {"a b": "{x}"}),
    ],
)
def test_an_entry_that_would_break_the_file_is_refused(entry):
    with pytest.raises(InvalidEntry, match="The entry 'k' cannot be written"):
        bib.format_entry(entry)


def test_links_are_carried_by_keywords_beside_those_of_others():
    entry = Entry("leaf2001", "misc", {"keywords": "{tea; eg:supports:old, {milk, warm}, eg:x:y}"})

    linked = bib.annotate(entry, [(Stance.OPPOSES, "long-steeps-calm")], annote="found 5%")

    assert linked.fields["keywords"] == "{tea, {milk, warm}, eg:x:y, eg:opposes:long-steeps-calm}"
    assert linked.fields["annote"] == r"{found 5\%}"
    bibliography = bib.parse(bib.format_entry(linked))
    assert bib.links(bibliography) == (("leaf2001", Stance.OPPOSES, "long-steeps-calm"),)


def test_keywords_made_of_macros_stay_macros():
    entry = Entry("k", "misc", {"keywords": "kw # {, eg:supports:a}"})

    linked = bib.annotate(entry, [(Stance.QUALIFIES, "b")])

    assert linked.fields["keywords"] == "kw # {, eg:qualifies:b}"


def test_an_entry_without_links_has_no_keywords():
    entry = bib.annotate(Entry("k", "misc", {"keywords": "{eg:supports:a}"}), [])

    assert dict(entry.fields) == {}
