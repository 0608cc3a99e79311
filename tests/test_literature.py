# ruff: noqa: E501 - a table of cases reads best with one case a line
"""What a bibliography says is what is shown: inherited fields, people and bodies, dates, markup, identifiers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph.bibliography import dates, inheritance, latex, markup, name_lists
from evidence_graph.bibliography.identifiers import arxiv_identity, bare_doi, doi_within
from evidence_graph.cli import main
from evidence_graph.model import Citation
from evidence_graph.store import compiled


def citations(text):
    """The works of a .bib *text*, by key."""
    read = bib.parse(text)
    return {key: bib.citation(e, read.strings, read.entries.get) for key, e in read.entries.items()}


def citation(kind="misc", **fields):
    """The work of one entry with *fields* in braces."""
    listed = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    return citations(f"@{kind}{{k, {listed}}}")["k"]


FAMILY = """
@xdata{press, publisher = {Reed & Co}, location = {Lagos}}
@mvbook{all1990, title = {Works}, editor = {Okoro, Ada}, date = {1990/1995}, xdata = {press}}
@book{two1992, title = {On Tea}, subtitle = {A Primer}, volume = {2}, date = {1992}, crossref = {all1990}}
@inbook{five, author = {Ma, Li}, title = {Steam}, pages = {5--9}, crossref = {two1992}}
@periodical{jtea, title = {Tea Journal}, issn = {1234-5679}, year = {2003}, number = {4}}
@article{short, author = {Ba, Bo}, title = {Leaf}, crossref = {jtea}}
@proceedings{conf, title = {Proc. Tea}, year = {2005}, editor = {Ng, Al}, doi = {10.5555/conf}, keywords = {x}}
@inproceedings{talk, author = {Ra, Su}, title = {Cups}, CROSSREF = "conf", year = {2006}}
@incollection{own, author = {Ra, Su}, title = {Pots}, booktitle = {My Book}, xref = {two1992}}
"""


def test_a_chapter_has_the_book_year_and_publisher_of_its_parents_and_their_parents():
    chapter = citations(FAMILY)["five"]

    assert (chapter.container, chapter.year, chapter.volume) == ("On Tea: A Primer", 1992, "2")
    assert (chapter.publisher, chapter.place, chapter.editors) == ("Reed & Co", "Lagos", ("Okoro, Ada",))


def test_what_an_entry_says_itself_goes_first_and_no_identifier_is_inherited():
    talk = citations(FAMILY)["talk"]

    assert (talk.year, talk.container, talk.editors) == (2006, "Proc. Tea", ("Ng, Al",))
    assert talk.doi is None


def test_an_article_has_the_title_of_its_periodical_as_its_journal():
    article = citations(FAMILY)["short"]

    assert (article.title, article.container, article.year, article.issue) == (
        "Leaf",
        "Tea Journal",
        2003,
        "4",
    )


def test_xref_gives_nothing():
    assert citations(FAMILY)["own"].year is None


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, crossref = {a}, title = {T}}",
        "@misc{a, crossref = {b}, title = {T}} @misc{b, xdata = {a}, year = 2001}",
        "@misc{a, crossref = {nobody}, title = {T}}",
    ],
)
def test_a_circle_of_parents_and_a_missing_one_do_no_harm(text):
    assert citations(text)["a"].title == "T"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_every_parent_comes_after_its_children(pairs):
    """Whatever inherits from what, as long as it is no circle."""
    ways = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    parents = {f"k{n}": [f"k{p}" for c, p in sorted(ways) if c == n] for n in range(10)}

    order = inheritance.in_order([f"k{n}" for n in range(9, -1, -1)], parents)

    assert sorted(order) == [f"k{n}" for n in range(10)]
    assert all(order.index(f"k{child}") < order.index(f"k{parent}") for child, parent in ways)


def test_a_folder_its_compiled_index_and_what_is_shown_inherit_alike(tea, own_cache, capsys):  # noqa: ARG001 - the cache
    with (tea / "citations.bib").open("a") as file:
        file.write(FAMILY)

    read = {w.key: w for w in eg.load(tea).store.each(eg.Citation)}
    index = compiled.build(tea)
    main(["show", "five", "--data", str(tea), "-f", "json"])
    shown = json.loads(capsys.readouterr().out)

    assert [index.get(Citation, key) for key in read] == list(read.values())
    assert (shown["container"], shown["publisher"]) == ("On Tea: A Primer", "Reed & Co")


@pytest.mark.parametrize(
    ("source", "listed", "bodies"),
    [
        (
            "{Office for Roads, Rails and Ports} and Ek, Jo",
            ("Office for Roads, Rails and Ports", "Ek, Jo"),
            1,
        ),
        ("family=Hertog, given=Jan, prefix=den, suffix=Jr.", ("den Hertog, Jr., Jan",), 0),
        ('given="Ann Bo", given-i=AB, family=Cole and Ek, Jo', ("Cole, Ann Bo", "Ek, Jo"), 0),
        ("family={Board of Tea, Inc}", ("Board of Tea, Inc",), 1),
        ("Ek, Jo; Cole, Ann; Ma, Li", ("Ek, Jo", "Cole, Ann", "Ma, Li"), 0),
        ("N&uacute;&ntilde;ez, Jos&eacute; and Ek, Jo", ("Núñez, José", "Ek, Jo"), 0),
        ("Ludwig von dem Berg and d'Arc, Jeanne", ("von dem Berg, Ludwig", "d'Arc, Jeanne"), 0),
    ],
)
def test_people_and_bodies_are_read_as_they_are_written(source, listed, bodies):
    people = name_lists.people(source)

    assert (people.names, len(people.bodies)) == (listed, bodies)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"author": "{Agency of Tea, Milk and Sugar}", "year": "2001"}, "Agency of Tea, Milk and Sugar 2001"),
        ({"editor": "Ek, Jo", "year": "2001"}, "Ek (ed.) 2001"),
        ({"editor": "Ek, Jo and Ma, Li", "date": "2001-02"}, "Ek & Ma (eds) 2001"),
        ({"editor": "Ek, Jo and others", "date": "19XX"}, "Ek et al. (eds) 1900s"),
        ({"author": "Ek, Jo", "editor": "Ma, Li", "date": "-0043"}, "Ek 44 BCE"),
        ({"author": "Ek, Jo", "year": "to appear"}, "Ek to appear"),
        ({"author": "Ek, Jo", "year": "n.d."}, "Ek n.d."),
    ],
)
def test_a_label_names_bodies_whole_editors_as_such_and_any_date(fields, label):
    assert citation("book", **fields).label == label


@given(
    st.lists(st.sampled_from(["Ek, Jo", "Sea, Land and Air, Inc", "van der Aa, Bo", "Plato", "a, b, c, d"]))
)
def test_people_and_bodies_come_back_from_bibtex(listed):
    bodies = [name for name in listed if name in {"Sea, Land and Air, Inc", "a, b, c, d"}]

    people = name_lists.people(name_lists.write(listed, bodies=bodies))

    assert people.names == tuple(listed)
    assert set(people.bodies) >= set(bodies)


@pytest.mark.parametrize(
    ("year", "date", "state", "number", "words"),
    [
        (None, "1788~", None, 1788, "c. 1788"),
        (None, "1788?", None, 1788, "1788?"),
        (None, "1914-07/1918-11", None, 1914, "1914-07–1918-11"),
        (None, "../1950", None, 1950, "–1950"),
        (None, "198X", None, None, "1980s"),
        (None, "0000", None, 0, "1 BCE"),
        (None, "2011-23", None, 2011, "autumn 2011"),
        (None, "2004%", None, 2004, "c. 2004?"),
        ("197x", None, None, None, "1970s"),
        (None, "May 2004", None, 2004, "May 2004"),
        (None, "1999-12-31T23:59:59Z", None, 1999, "1999-12-31"),
        ("2010", "2011-05", None, 2011, "2011-05"),
        ("2010", "soon", None, 2010, None),
        ("2020b", None, None, 2020, None),
        ("2012", None, "inpress", 2012, "2012, in press"),
        ("accepted", None, None, None, "accepted"),
        ("[1777]", None, None, 1777, "[1777]"),
        ("1888, repr. 1999", None, None, 1888, "1888, repr. 1999"),
        ("o. J.", None, None, None, None),
        (None, None, None, None, None),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(year, date, state, number, words):
    assert dates.publication_date(year, date, state) == (number, words)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Growth of <em>A. niger</em> on Fe<sub>2</sub>O<sub>3</sub>", "Growth of A. niger on Fe₂O₃"),
        ("<jats:title>Tea</jats:title><jats:p>Hot</jats:p>", "Tea Hot"),
        ("10<sup>−3</sup> m &lt; 5 &amp;amp; x&nbsp;y", "10⁻³ m < 5 & x y"),
        (r"$\less$b$\greater$Bold$\less$/b$\greater$ R{\&}amp$\mathsemicolon$D", "Bold R&D"),
        ("p < 0.05 and q > 3, if a<b and c>d", "p < 0.05 and q > 3, if a<b and c>d"),
        ('<mml:math xmlns:mml="x"><mml:mi>k</mml:mi></mml:math>-means', "k-means"),
        ("&#946;-carotene &eacute;tude", "β-carotene étude"),
        ("AT&T; R&D;", "AT&T; R&D;"),
        (r"SO$_4^{2-}$, NH$_{4}$, $10^{-6}$ and 37\,$^{\circ}$C", "SO₄²⁻, NH₄, 10⁻⁶ and 37 °C"),
        (r"\enquote{Tea \enquote{hot} now}, \textsuperscript{14}C", "“Tea “hot” now”, ¹⁴C"),
        (r"See \url{https://example.org/a_b}", "See https://example.org/a_b"),
        (r"{\noopsort{Alpha}}Beta", "Beta"),
        (
            r"{\textless}em{\textgreater}E. coli{\textless}/em{\textgreater} at p {\textless} 5",
            "E. coli at p < 5",
        ),
        (r"p {\textless} 0.05", "p < 0.05"),
    ],
)
def test_markup_of_any_origin_is_read_as_what_it_prints(source, text):
    assert citation(title=source).title == text


@given(st.text("<>/ib sub&amp;;#36{}\\$x", max_size=40))
def test_markup_never_opens_a_brace_that_it_does_not_close(source):
    made = markup.to_latex(source)

    assert made.count("{") - made.count("}") == source.count("{") - source.count("}")


@given(st.text("H₂O10⁻³ⁿ₍₎⁼ x"))
def test_raised_and_lowered_figures_come_back_from_latex(text):
    assert latex.decode(latex.encode(text)) == latex.tidy(text)


DOI = "10.1093/Tea.v1(2):3-4"


@pytest.mark.parametrize(
    "written",
    [
        "{}", "doi:{}", "DOI: {}", "https://doi.org/{}", "http://dx.doi.org/{}", "dx.doi.org/{}", "{}.", "{},",
        "<{}>", "https://doi.org/doi:{}", "https://doi-org.proxy.example.edu/{}", "info:doi/{}", "{}{}",
        "https://academic.example.org/doi/full/{}", "https://www.doi.org/{}?utm=x", "\u200b{}", " {} ",
        "{} https://doi.org/{}",
    ],
)  # fmt: skip
def test_a_doi_is_one_in_every_spelling(written):
    assert bare_doi(written.replace("{}", DOI)) == DOI


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ({"url": "https://doi.org/10.5555/Ab_c"}, "10.5555/Ab_c"),
        ({"note": "Accessed 2020. doi: 10.5555/abc."}, "10.5555/abc"),
        ({"howpublished": r"\url{http://dx.doi.org/10.5555/a\_b}"}, "10.5555/a_b"),
        ({"eprint": "10.5555/abc", "eprinttype": "doi"}, "10.5555/abc"),
        ({"doi": r"10.1000/(TEA)1-2(1999)1:1\&lt;1::AID-T1\&gt;3.0.CO;2-A"}, "10.1000/(TEA)1-2(1999)1:1<1::AID-T1>3.0.CO;2-A"),
        ({"doi": r"\href{https://doi.org/10.5555/abc}{10.5555/abc}"}, "10.5555/abc"),
        ({"url": "https://example.org/10.5555/abc"}, None),
        ({"note": "10.5555 cups"}, None),
    ],
)  # fmt: skip
def test_a_doi_is_found_wherever_it_is_named_as_one(fields, doi):
    assert citation(**fields).doi == doi


def test_text_that_names_no_doi_has_none_and_arxiv_numbers_lose_their_version():
    assert doi_within("https://example.org/doi") is None
    assert [arxiv_identity(t) for t in ("arXiv:1234.56789v3", "math/0309136", "https://arxiv.org/abs/1234.5678", "tea")] == [
        "1234.56789", "math/0309136", "1234.5678", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        ("manual", {"organization": "Tea Board"}, {"publisher": "Tea Board"}),
        ("mastersthesis", {"institution": "Uni T"}, {"container": "Uni T"}),
        ("BOOK", {"publisher": "P", "address": "Q", "edition": "3rd", "series": "S"},
         {"type": "book", "publisher": "P", "place": "Q", "edition": "3rd", "series": "S"}),
        ("article", {"journaltitle": "J", "eid": "e7"}, {"container": "J", "eid": "e7"}),
        ("misc", {"howpublished": "Poster"}, {"how_published": "Poster", "container": None}),
        ("misc", {"howpublished": r"\url{https://example.org/x}"}, {"url": "https://example.org/x"}),
        ("online", {"eprint": "1234.5678", "archiveprefix": "arXiv"}, {"eprint": "1234.5678", "archive": "arXiv"}),
        ("book", {"title": "Tea", "subtitle": "A Life", "origdate": "1901", "translator": "Ek, Jo"},
         {"title": "Tea: A Life", "original_date": "1901", "translators": ("Ek, Jo",)}),
        ("report", {"institution": "Inst", "publisher": "Pub"}, {"container": "Inst", "publisher": "Pub"}),
    ],
)  # fmt: skip
def test_whatever_names_publisher_place_or_form_is_in_the_record(kind, fields, shown):
    read = citation(kind, **fields)

    assert {name: getattr(read, name) for name in shown} == shown


def test_a_record_comes_back_from_the_bibtex_made_of_it():
    text = """@book{k, author = {{Tea, Milk and Co}}, editor = {Ek, Jo and others}, translator = {Ma, Li}, title = {T},
      publisher = {P}, address = {Q}, edition = {2}, series = {S}, year = {in press}, origdate = {1901}, isbn = {1},
      eprint = {1234.5678}, eprinttype = {arXiv}, note = {50\\% off}, eid = {e1}, howpublished = {Poster}}"""
    read = citations(text)["k"]

    entry = bib.from_citation(read)

    assert bib.citation(entry) == read
