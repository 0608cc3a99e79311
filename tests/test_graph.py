"""What an EvidenceGraph answers, on the small data set about tea."""

import re
from pathlib import Path
from shutil import copytree

import networkx as nx
import pytest
import rdflib

import evidence_graph as eg
from evidence_graph import cli, model
from evidence_graph.drawing import render
from evidence_graph.errors import CannotWrite, EndpointError, NotADataFolder, UnknownName
from evidence_graph.model import Stance
from evidence_graph.store import rdf
from evidence_graph.vocabulary import BACKED_BY, OPPOSED_BY, SCHEMA, TERMS, Kind

TEA = Path(__file__).parent / "tea"
BASE = "https://example.org/tea/"


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


def test_a_claim_is_a_plain_value(tea):
    claim = tea.claim("milk-hides-bitterness")

    assert claim.statement == "Milk hides the bitterness of tea."
    assert claim.premises == ("long-steeping-makes-bitter",)
    assert claim.conflicts == ("milk-spoils-tea",)


def test_an_unknown_claim_names_thenearest(tea):
    with pytest.raises(UnknownName) as caught:
        tea.claim("milk-hides-bitternes")

    assert caught.value.nearest[0] == "milk-hides-bitterness"


def test_evidence_comes_for_against_qualifying_background(tea):
    stances = [e.stance for e in tea.evidence("long-steeping-makes-bitter")]

    assert stances == [Stance.SUPPORTS, Stance.OPPOSES, Stance.QUALIFIES, Stance.BACKGROUND]


def test_evidence_of_one_stance(tea):
    found = tea.evidence("long-steeping-makes-bitter", stance="supports")

    assert [(e.citation.key, e.finding) for e in found] == [
        ("leaf2001", "Tasters called 10-minute tea more bitter than 3-minute tea.")
    ]


def test_an_unknown_stance_is_refused(tea):
    with pytest.raises(UnknownName, match="Did you mean supports"):
        tea.evidence("long-steeping-makes-bitter", stance="support")


def test_one_item_a_study_with_the_stances_of_all_curators(tea):
    leaf = tea.studies("long-steeping-makes-bitter")[0]

    assert (leaf.citation.key, leaf.stances, leaf.disputed) == (
        "leaf2001",
        (Stance.SUPPORTS, Stance.QUALIFIES),
        True,
    )


def test_a_study_is_kept_when_any_curator_gives_the_stance(tea):
    found = tea.studies("long-steeping-makes-bitter", stance="qualifies")

    assert [s.citation.key for s in found] == ["leaf2001"]


def test_a_citation_brings_its_study_facts_and_results(tea):
    citation = tea.citation("leaf1999")

    assert (citation.key, citation.label, citation.study.participants) == ("leaf2001", "Leaf et al. 2001", 24)
    assert [r.text for r in citation.results] == ["Bitterness 6.1 against 3.4 of 10."]


@pytest.mark.parametrize("word", ["tea", "CUPPA", "brew"])
def test_a_concept_is_found_by_any_of_its_names(tea, word):
    assert tea.concept(word).id == "tea"


def test_claims_about_a_concept_include_those_about_narrower_ones(tea):
    assert [c.id for c in tea.claims(about="tea")] == ["long-steeping-makes-bitter"]


def test_what_rests_on_a_claim(tea):
    assert [c.id for c in tea.all(model.Claim, premises="long-steeping-makes-bitter")] == [
        "milk-hides-bitterness"
    ]


def test_steps_keep_their_order(tea):
    assert [s.text for s in tea.all(eg.Step, procedure="cold-brew")] == ["Fill the jug.", "Wait eight hours."]


def test_a_folder_without_data_is_refused(tmp_path):
    with pytest.raises(NotADataFolder) as caught:
        eg.load(tmp_path)

    assert caught.value.missing == ("claims.ttl", "citations.bib")


def test_rdf_is_a_plain_rdflib_graph(tea):
    claim = rdflib.URIRef(BASE + "claim/milk-spoils-tea")

    assert isinstance(tea.rdf, rdflib.Graph)
    assert tea.rdf.value(claim, rdflib.URIRef(TERMS + "statement")) == rdflib.Literal("Milk spoils tea.")
    assert "^^xsd:string" not in tea.rdf.serialize(format="turtle")
    assert "claim:milk-spoils-tea a eg:Claim" in tea.rdf.serialize(format="turtle")


def test_rdf_holds_what_the_file_says_and_reads_back_the_same(tea):
    written = rdflib.Graph().parse(data=(TEA / "claims.ttl").read_text(), format="turtle")
    again = rdflib.Graph().parse(data=tea.rdf.serialize(format="turtle"), format="turtle")

    assert set(written) - set(tea.rdf) == set()
    assert set(again) == set(tea.rdf)


def test_backed_by_and_opposed_by_are_derived(tea):
    claim = rdflib.URIRef(BASE + "claim/long-steeping-makes-bitter")

    assert set(tea.rdf.objects(claim, rdflib.URIRef(BACKED_BY))) == {
        rdflib.URIRef(BASE + "citation/leaf2001")
    }
    assert set(tea.rdf.objects(claim, rdflib.URIRef(OPPOSED_BY))) == {
        rdflib.URIRef(BASE + "citation/sorensen2015")
    }


def test_networkx_has_typed_nodes_and_edges(tea):
    made = eg.to_networkx(tea)

    assert isinstance(made, nx.MultiDiGraph)
    assert made.nodes["claim:milk-spoils-tea"]["type"] == "claim"
    edges = made.get_edge_data("citation:leaf2001", "claim:long-steeping-makes-bitter")
    assert {key: held["type"] for key, held in edges.items()} == {"ana": "supports", "bo": "qualifies"}
    assert made.get_edge_data("claim:milk-hides-bitterness", "claim:long-steeping-makes-bitter") == {
        "premise": {"type": "premise"}
    }


def test_graphml_reads_back_with_networkx(tea):
    from evidence_graph.network import to_graphml

    made = eg.to_networkx(tea)
    again = nx.parse_graphml(to_graphml(tea), force_multigraph=True)

    assert dict(again.nodes(data=True)) == dict(made.nodes(data=True))
    assert sorted(again.edges(data="type")) == sorted(made.edges(data="type"))


def test_every_edge_of_the_graphml_has_an_id_of_its_own():
    """Gephi and yEd keep one edge of each id; networkx alone looks at the ends too."""
    from evidence_graph.network import to_graphml

    ids = re.findall(r'<edge [^>]*id="([^"]*)"', to_graphml(eg.load()))

    assert len(set(ids)) == len(ids) > 1000


def test_graphml_is_the_same_each_time(tea):
    from evidence_graph.network import to_graphml

    assert to_graphml(tea) == to_graphml(eg.load(TEA))


def test_a_question_in_own_words_finds_the_claim(tea):
    [first, *_] = tea.find("is my cuppa more bitter when I steep it longer?")

    assert first.claim.id == "long-steeping-makes-bitter"
    assert first.fits


@pytest.mark.parametrize("question", ["how do I change a tyre", "", "the of and"])
def test_a_question_about_something_else_fits_no_claim(tea, question):
    assert not any(match.fits for match in tea.find(question))


def test_among_many_names_the_nearest_is_still_found():
    from evidence_graph.names import nearest

    known = [f"claim-about-thing-{number}" for number in range(5_000)]

    assert nearest("claim-abuot-thing-4321", known)[0] == "claim-about-thing-4321"


@pytest.mark.parametrize(
    "named",
    ["10.1234/tea.2015", "doi:10.1234/tea.2015", "https://doi.org/10.1234/tea.2015", "DOI:10.1234/TEA.2015"],
)
def test_a_citation_is_named_by_its_doi_as_people_write_it(named, tmp_path):
    for name in ("claims.ttl", "citations.bib"):
        (tmp_path / name).write_bytes((TEA / name).read_bytes())
    entries = (tmp_path / "citations.bib").read_text("utf-8")
    with_doi = entries.replace(
        "@article{sorensen2015,", "@article{sorensen2015,\n  doi = {10.1234/tea.2015},"
    )
    (tmp_path / "citations.bib").write_text(with_doi, "utf-8")

    assert eg.load(tmp_path).citation(named).key == "sorensen2015"


@pytest.mark.parametrize(
    ("named", "known", "near"),
    [
        ("abcdefghij", "abcdefgxyz", ["abcdefgxyz"]),  # seven of ten letters
        ("abcdefghij", "abcdefwxyz", []),  # six of ten
        ("milk", "does-milk-hide-it", ["does-milk-hide-it"]),
        ("bitterr", "bitterness-of-tea-in-the-pot", ["bitterness-of-tea-in-the-pot"]),
        ("bixxerr", "bitterness-of-tea-in-the-pot", []),
    ],
)
def test_a_name_is_near_by_its_letters_its_beginning_or_what_it_holds(named, known, near):
    from evidence_graph.names import nearest

    assert nearest(named, [known]) == near


def test_a_question_in_place_of_an_id_is_pointed_to_find(tea):
    with pytest.raises(UnknownName, match=r"answered by graph\.find"):
        tea.studies("does milk spoil tea?")


def test_load_points_an_address_to_connect():
    with pytest.raises(EndpointError, match=r"evidence_graph\.connect"):
        eg.load("http://localhost:7878/query")


def test_a_graph_says_of_which_data_it_is(tea):
    assert repr(tea) == "<EvidenceGraph of tea>"


@pytest.mark.parametrize("one", ["milk-spoils-tea", "claim"])
def test_the_map_of_one_claim_needs_no_list(tea, one):
    one = tea.claim("milk-spoils-tea") if one == "claim" else one

    assert render(tea, claims=one) == render(tea, claims=["milk-spoils-tea"])


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("yes", "boolean"), ("2020-02-30", "date"), ("x", "integer"), ("1E999999999", "decimal")],
)
def test_what_is_no_value_of_its_datatype_is_kept_to_the_letter_without_a_word(text, datatype, caplog):
    literal = (text, rdflib.XSD[datatype])

    graph = rdf.as_rdflib([("urn:a", "urn:b", literal)], BASE)

    assert [str(o) for o in graph.objects()] == [text]
    assert caplog.records == []


def test_the_bibtex_of_one_work_needs_no_list(tea):
    citation = tea.citation("leaf2001")

    assert eg.to_bibtex(citation) == eg.to_bibtex([citation])


def test_a_map_for_a_folder_that_is_not_there_says_which(tea, tmp_path):
    with pytest.raises(CannotWrite, match=r"there is no folder .*nowhere"):
        eg.draw(tea, tmp_path / "nowhere" / "map.html")


MEMBERS = {
    "about",
    "all",
    "article",
    "assertions",
    "citation",
    "citations",
    "claim",
    "claims",
    "concept",
    "dataset",
    "effects",
    "evidence",
    "find",
    "get",
    "has",
    "in_language",
    "label",
    "of",
    "of_dataset",
    "passages",
    "quotes",
    "rdf",
    "references",
    "searches",
    "store",
    "studies",
    "title",
    "topics",
    "weighing",
}
"""What everybody who uses a graph has to know of it: no more than 32 names."""


def test_a_graph_has_few_names(tea):
    assert {name for name in dir(tea) if not name.startswith("_")} == MEMBERS
    assert len(MEMBERS) <= 32


@pytest.mark.parametrize("entry", SCHEMA, ids=lambda entry: entry.folder)
def test_the_records_of_every_kind_are_had_in_one_way(tea, entry):
    records = tea.all(entry.record)

    assert {record.id for record in records} == set(tea.store.ids(entry.record))
    assert [tea.get(entry.record, record.id) for record in records] == records


def links():
    """Every field of a record that names another record."""
    for entry in SCHEMA:
        for prop in entry.properties:
            if prop.kind is Kind.REFERENCE:
                yield pytest.param(entry.record, prop.attribute, id=f"{entry.folder}-{prop.attribute}")


@pytest.mark.parametrize(("kind", "field"), list(links()))
def test_the_records_that_name_a_thing_are_had_by_any_of_their_links(tea, kind, field):
    def names_of(record):
        value = getattr(record, field)
        return value if isinstance(value, tuple) else (value,) if value else ()

    for target in {name for record in tea.all(kind) for name in names_of(record)}:
        expected = [record for record in tea.all(kind) if target in names_of(record)]
        assert tea.all(kind, **{field: target}) == expected


def test_two_links_leave_what_names_both(tea):
    claim, citation = "long-steeping-makes-bitter", "leaf2001"

    lines = tea.all(eg.EvidenceLine, claim=claim, citation=citation)

    assert {line.id for line in lines} == {
        line.id for line in tea.all(eg.EvidenceLine) if (line.claim, line.citation) == (claim, citation)
    }
    assert [item.line for item in tea.evidence(claim, citation=citation)] == sorted(
        lines, key=lambda line: list(Stance).index(line.stance)
    )


def test_parts_of_a_whole_stand_by_their_numbers():
    steps = [model.Step(f"wait.{number}", "wait", number, f"Wait {number}.") for number in range(1, 13)]
    procedure = model.Procedure("wait", "Waiting")

    graph = eg.EvidenceGraph.of([procedure, *steps])

    assert [step.number for step in graph.all(eg.Step, procedure=procedure)] == list(range(1, 13))
    assert [step.number for step in graph.all(eg.Step)] == list(range(1, 13))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda tea: tea.all(eg.Step, procedures="cold-brew"), "Did you mean procedure"),
        (lambda tea: tea.all(eg.Step, text="Fill the jug."), "The links are: procedure."),
        (lambda tea: tea.all(eg.Step, procedure="cold-brw"), "Did you mean cold-brew"),
        (lambda tea: tea.all(eg.EvidenceLine, citation="leaf20001"), "Did you mean leaf2001"),
        (lambda tea: tea.all(eg.Citation, study="leaf2001"), "It has no links."),
        (lambda tea: tea.all(eg.Claim), "This takes a kind of record"),
        (lambda tea: tea.all("claim"), "This takes a kind of record"),
        (lambda tea: tea.get("claim", "milk-spoils-tea"), "This takes a kind of record"),
        (lambda tea: tea.get(eg.Claim, "milk-spoils-tea"), "This takes a kind of record"),
        (lambda tea: tea.all(eg.Step, procedure=tea.claims()[0]), "This takes a Procedure or its id"),
    ],
)
def test_a_kind_a_link_and_a_name_that_there_is_not_are_refused_in_a_sentence(tea, ask, message):
    with pytest.raises(eg.EvidenceGraphError, match=re.escape(message)):
        ask(tea)


def test_a_record_in_hand_need_not_be_in_the_data(tea):
    assert tea.all(eg.EvidenceLine, citation=eg.Citation("nobody1900")) == []


def test_what_readers_call_a_thing_is_had_by_its_kind(tea):
    words = [
        tea.label("tea"),
        tea.label("drinks", eg.Scheme),
        tea.label("ana", eg.Curator),
        tea.label("tea-blog", eg.Article),
        tea.label("cold-brew", eg.Procedure),
        tea.label("milk-spoils-tea", model.Claim),
        tea.label("nobody", eg.Curator),
    ]

    assert words == [
        tea.concept("tea").label,
        tea.get(eg.Scheme, "drinks").label,
        tea.get(eg.Curator, "ana").name,
        tea.article("tea-blog").title,
        "Cold brew",
        tea.claim("milk-spoils-tea").statement,
        "nobody",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "long-steeping-makes-bitter"],
        ["show", "long-steeping-makes-bitter"],
        ["studies", "long-steeping-makes-bitter"],
        ["log", "long-steeping-makes-bitter"],
        ["export", "graphml"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_work_that_the_bibliography_lacks_is_told_by_every_verb(arguments, tmp_path, capsys):
    copytree(TEA, tmp_path / "tea")
    (tmp_path / "tea" / "citations.bib").write_text("", "utf-8")

    status = cli.main(["--data", str(tmp_path / "tea"), *arguments])

    assert (status, "leaf2001" in capsys.readouterr().out) == (0, True)
