# ruff: noqa: E501 - files in the shape in which Zotero writes them
"""Zotero: a library comes with its keys, and goes back with tags and notes of what is judged of its works."""

import io
import json
import re
import shutil
from itertools import chain
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.bibliography import evidence_marks
from evidence_graph.bibliography.keywords import keywords
from evidence_graph.cli import main
from evidence_graph.exports.zotero import ZoteroFormat, to_zotero

TEA = Path(__file__).parent / "tea"
FORMATS = list(ZoteroFormat)
MINE = """@article{leaf2001,
  title = {Long steeps and EGCG},
  author = {Leaf, A. and Blatt, C.},
  year = {2001},
  doi = {10.5555/leaf.2001},
  keywords = {my tag, to read; {milk, warm}, evidence: opposes "gone-claim"},
  note = {Lent to Jo},
  annote = {Ask about the water. Evidence by evidence-graph: old. End of the evidence.}
}
"""


@pytest.fixture
def mine(tea):
    """The tea data with tags and notes of its user, some of an earlier export."""
    path = tea / "citations.bib"
    path.write_text(
        re.sub(r"@article\{leaf2001,.*?\n\}\n", lambda _: MINE, path.read_text("utf-8"), flags=re.DOTALL)
    )
    return tea


def written(graph, folder, form, **options):
    path = folder / f"out.{form}"
    path.write_text(to_zotero(graph, graph.citations(), form=form, **options), "utf-8")
    return path


def empty(folder):
    eg.new(folder, title="Empty", curator="Ana")
    (folder / "citations.bib").write_text("")
    return folder


def imported(capsys, folder, path):
    capsys.readouterr()
    assert main(["import", str(path), "--into", str(folder), "-f", "json"]) == 0
    return json.loads(capsys.readouterr().out)[0]


def facts(citation):
    names = ("title", "authors", "year", "container", "volume", "issue", "doi", "pmid", "isbn", "publisher")
    # A range without an end is a page to RIS.
    return {name: getattr(citation, name) for name in names} | {"pages": (citation.pages or "").rstrip("-–")}


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_to_zotero_comes_back_under_the_same_keys_and_doubles_nothing(tmp_path, capsys, form, tea):
    graph = eg.load()
    path = written(graph, tmp_path, form)
    back = eg.read_bibliography(path)
    own = {citation.key: citation for citation in graph.citations()}

    assert list(back.entries) == list(own)
    told = {key: facts(bib.citation(entry)) for key, entry in back.entries.items()}
    assert {key: told[key] for key, citation in own.items() if told[key] != facts(citation)} == {}

    report = imported(capsys, tea, written(eg.load(tea), tmp_path, form))
    assert (report["added"], set(report["present"])) == ([], {c.key for c in eg.load(tea).citations()})


@pytest.mark.parametrize("form", FORMATS)
def test_each_work_has_a_tag_for_each_stance_and_a_note_of_its_judgements(tmp_path, form):
    text = written(eg.load(TEA), tmp_path, form).read_text("utf-8").replace("&quot;", '"').replace('\\"', '"')

    assert 'evidence: supports "long-steeping-makes-bitter"' in text
    assert 'evidence: opposes "long-steeping-makes-bitter"' in text
    assert (
        "supports: Steeping tea for longer makes it more bitter. (long-steeping-makes-bitter); "
        "finding: Tasters called 10-minute tea more bitter than 3-minute tea; judged by Ana, 2026-01-05; "
        "verdict on the claim: uncertain, leans for it."
    ) in text


@pytest.mark.parametrize("form", FORMATS)
def test_tags_and_notes_of_the_user_stay_and_ours_are_made_anew(tmp_path, capsys, mine, form):
    path = written(eg.load(mine), tmp_path, form)
    raw = eg.read_bibliography(path).entries["leaf2001"]
    folder = empty(tmp_path / "new")
    imported(capsys, folder, path)
    entry = eg.load(folder).store.literature(["leaf2001"]).entries["leaf2001"]
    again = written(eg.load(mine), tmp_path, form).read_text("utf-8")

    tags = keywords(raw.fields["keywords"], {})
    ours = [word for word in tags if evidence_marks.TAG.fullmatch(word)]
    assert ours == [
        'evidence: supports "long-steeping-makes-bitter"',
        'evidence: qualifies "long-steeping-makes-bitter"',
    ]
    assert {"my tag", "to read"} <= set(tags)
    assert "gone-claim" not in again
    assert again.count("Ask about the water.") == again.count("Lent to Jo") == 1
    assert {"my tag", "to read"} <= set(keywords(entry.fields["keywords"], {}))
    told = " ".join(entry.fields.get(name, "") for name in ("note", "annote"))
    assert "Lent to Jo" in told
    assert "Ask about the water." in told
    assert "evidence" not in json.dumps(entry.fields).lower()


def test_a_judgement_that_is_withdrawn_or_not_asked_for_is_not_told(tea, tmp_path):
    with eg.edit(tea) as book:
        line = next(
            line
            for line in book.graph.all(model.EvidenceLine)
            if line.citation == "sorensen2015" and line.stance == "opposes"
        )
        book.withdraw(line.id, why="misread")

    whole = written(eg.load(tea), tmp_path, "ris").read_text("utf-8")
    part = written(eg.load(TEA), tmp_path, "ris", claims=["milk-hides-bitterness"]).read_text("utf-8")

    assert 'opposes "long-steeping-makes-bitter"' not in whole
    assert set(re.findall(r"KW  - (evidence: .*)", part)) == {'evidence: supports "milk-hides-bitterness"'}


BETTER_BIBTEX = """
@article{ekSteam2001,
  title = {Steam},
  author = {Ek, Jo and {Tea Board}},
  date = {2001-06-03},
  journaltitle = {Journal of Tea},
  volume = {3},
  pages = {1--9},
  doi = {10.5555/steam},
  keywords = {tea,evidence: supports "tea-is-bitter"},
  file = {/home/jo/Zotero/storage/ABCD1234/Ek - Steam.pdf}
}
"""
ZOTERO_CSL = [
    {"id": "http://zotero.org/users/12345/items/ABCD1234", "type": "article-journal", "title": "Steam",
     "container-title": "Journal of Tea", "volume": "3", "page": "1-9", "DOI": "10.5555/steam", "language": "en",
     "author": [{"family": "Ek", "given": "Jo"}, {"literal": "Tea Board"}], "issued": {"date-parts": [["2001", 6, 3]]},
     "citation-key": "ekSteam2001"},
]  # fmt: skip
BETTER_CSL = [{**ZOTERO_CSL[0], "id": "ekSteam2001"}]
EXTRA_CSL = [{**ZOTERO_CSL[0], "note": "Citation Key: ekSteam2001\nPMID: 77"}]
del BETTER_CSL[0]["citation-key"], EXTRA_CSL[0]["citation-key"]
ZOTERO_RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
    <bib:Article rdf:about="https://example.org/steam">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:1234-5679"/>
        <bib:authors><rdf:Seq>
            <rdf:li><foaf:Person><foaf:surname>Ek</foaf:surname><foaf:GIVEN>Jo</foaf:GIVEN></foaf:Person></rdf:li>
            <rdf:li><foaf:Person><foaf:surname>Tea Board</foaf:surname></foaf:Person></rdf:li>
        </rdf:Seq></bib:authors>
        <dcterms:isReferencedBy rdf:resource="#item_7"/>
        <link:link rdf:resource="#item_8"/>
        <dc:subject>tea</dc:subject>
        <dc:subject><z:AutomaticTag><rdf:value>Steam engines</rdf:value></z:AutomaticTag></dc:subject>
        <dc:title>Steam</dc:title>
        <dc:date>2001-06-03</dc:date>
        <dc:description>Citation Key: ekSteam2001
tex.eid: 17
Lent to Jo</dc:description>
        <bib:pages>1-9</bib:pages>
    </bib:Article>
    <bib:Journal rdf:about="urn:issn:1234-5679"><prism:volume>3</prism:volume><dc:title>Journal of Tea</dc:title>
        <dc:identifier>DOI 10.5555/steam</dc:identifier><dc:identifier>ISSN 1234-5679</dc:identifier></bib:Journal>
    <bib:Memo rdf:about="#item_7"><rdf:value>&lt;p&gt;Hot &amp;amp; wet&lt;/p&gt;</rdf:value></bib:Memo>
    <z:Attachment rdf:about="#item_8"><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment>
    <z:Collection rdf:about="#collection_5"><dc:title>Tea</dc:title><dcterms:hasPart rdf:resource="https://example.org/steam"/></z:Collection>
</rdf:RDF>"""
ZOTERO_RIS = """TY  - JOUR
TI  - Steam
AU  - Ek, Jo
AU  - Tea Board
T2  - Journal of Tea
AB  - Hot.
DA  - 2001/06/03/
PY  - 2001
DO  - 10.5555/steam
VL  - 3
SP  - 1
EP  - 9
LA  - en
M2  - Citation Key: ekSteam2001
KW  - tea
ER  -
"""
LIBRARIES = {
    "better.bib": BETTER_BIBTEX,
    "zotero.json": json.dumps(ZOTERO_CSL, indent="\t"),
    "better.json": json.dumps(BETTER_CSL),
    "extra.json": json.dumps(EXTRA_CSL),
    "zotero.rdf": ZOTERO_RDF.replace("GIVEN", "givenName"),
    "old.rdf": ZOTERO_RDF.replace("GIVEN", "givenname"),
    "zotero.ris": ZOTERO_RIS,
}


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_collection_of_zotero_comes_with_its_citation_keys_and_once(tmp_path, capsys, name):
    folder = empty(tmp_path / "data")
    (tmp_path / name).write_text(LIBRARIES[name], "utf-8")

    first = imported(capsys, folder, tmp_path / name)
    second = imported(capsys, folder, tmp_path / name)
    [citation] = [bib.citation(e) for e in eg.read_bibliography(folder / "citations.bib").entries.values()]

    assert (first["added"], second["added"], second["present"]) == (
        ["ekSteam2001"],
        [],
        {"ekSteam2001": "ekSteam2001"},
    )
    assert (citation.authors, citation.year, citation.doi) == (("Ek, Jo", "Tea Board"), 2001, "10.5555/steam")
    assert (citation.container, citation.volume, citation.pages.replace("–", "-")) == (
        "Journal of Tea",
        "3",
        "1-9",
    )


def test_all_formats_of_one_collection_are_one_work(tmp_path, capsys):
    folder = empty(tmp_path / "data")
    for name, text in LIBRARIES.items():
        (tmp_path / name).write_text(text, "utf-8")

    added = [imported(capsys, folder, tmp_path / name)["added"] for name in LIBRARIES]

    assert list(chain.from_iterable(added)) == ["ekSteam2001"]


def test_the_key_of_an_item_in_zotero_its_tags_and_its_notes_are_kept(tmp_path):
    entries = {}
    for name in ("zotero.json", "zotero.rdf"):
        (tmp_path / name).write_text(LIBRARIES[name], "utf-8")
        entries[name] = eg.read_bibliography(tmp_path / name).entries["ekSteam2001"].fields

    assert entries["zotero.json"]["zotero-key"] == "{ABCD1234}"
    assert keywords(entries["zotero.rdf"]["keywords"], {}) == ("tea", "Steam engines")
    assert (entries["zotero.rdf"]["note"], entries["zotero.rdf"]["eid"]) == ("{Lent to Jo}", "{17}")
    assert entries["zotero.rdf"]["annote"] == r"{Hot \& wet}"


def test_an_item_of_zotero_without_a_citation_key_gets_one_of_author_year_and_title(tmp_path):
    item = {name: value for name, value in ZOTERO_CSL[0].items() if name != "citation-key"}
    (tmp_path / "x.json").write_text(json.dumps([item]))

    assert list(eg.read_bibliography(tmp_path / "x.json").entries) == ["ek2001steam"]


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_whatever_texts_hold_the_rdf_can_be_read(title, finding):
    records = [
        model.Scheme("s", "S"), model.Concept("t", "T", "s"), model.Curator("c", "C"), model.Claim("x", f"a{title}", "t"),
        model.Citation("k", title=f"a{title}", authors=("Ek, Jo",)),
        model.EvidenceLine("l", "x", "k", model.Stance.OPPOSES, "c", finding=f"a{finding}"),
    ]  # fmt: skip
    text = to_zotero(eg.EvidenceGraph.of(records), [model.Citation("k", title="a")])

    graph = rdflib.Graph().parse(io.StringIO(text), format="xml", publicID="https://example.org/")

    bib_terms, z = "http://purl.org/net/biblio#", "http://www.zotero.org/namespaces/export#"
    assert [str(key) for key in graph.objects(None, rdflib.URIRef(f"{z}citationKey"))] == ["k"]
    [memo] = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{bib_terms}Memo"))
    note = str(graph.value(memo, rdflib.RDF.value))
    assert re.sub(r"</?(p|ul|li)>", "", note).count("<") == 0
    assert next(graph.subjects(rdflib.URIRef("http://purl.org/dc/terms/isReferencedBy"), memo))


def test_the_verb_writes_the_format_that_the_name_of_the_file_says(tmp_path, capsys):
    export = ["export", "zotero", "--data", str(TEA)]

    assert [main([*export, "-o", str(tmp_path / f"x.{form}")]) for form in FORMATS] == [0, 0, 0]
    starts = [(tmp_path / f"x.{form}").read_text("utf-8")[:8] for form in FORMATS]
    assert starts == ["<rdf:RDF", "TY  - JO", "[\n  {\n  "]
    capsys.readouterr()
    assert main([*export, "milk-hides-bitterness", "--stance", "supports"]) == 0
    printed = capsys.readouterr().out
    assert re.findall(r"<z:citationKey>(.*?)<", printed) == ["sorensen2015"]
    assert re.findall(r"<dc:subject>(.*?)<", printed) == ['evidence: supports "milk-hides-bitterness"']
    assert main([*export, "-o", str(tmp_path / "x.bib")]) == 2
    assert "Zotero imports FILE.rdf" in capsys.readouterr().err
    assert main([*export, "milk-spoils-tea"]) == 1


def test_an_export_leaves_the_folder_as_it_is(tea):
    before = shutil.copytree(tea, tea.parent / "before")
    to_zotero(eg.load(tea), eg.load(tea).citations())

    assert {p.name: p.read_bytes() for p in tea.iterdir()} == {
        p.name: p.read_bytes() for p in before.iterdir()
    }
