"""The graph in the terms of the standards says what the records say, no more, and comes back as them."""

import json
import re
import shlex
from pathlib import Path

import pytest
import standard_vocabularies as standards
from rdflib import RDF, RDFS, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, XSD
from standard_vocabularies import OA, OBO, SCHEMA, SEPIO

import evidence_graph as eg
from evidence_graph import vocabulary
from evidence_graph.authoring import importing
from evidence_graph.cli import main
from evidence_graph.exports import standard_formats
from evidence_graph.graph import EvidenceGraph
from evidence_graph.model import (
    Article,
    Assertion,
    Attitude,
    Citation,
    CitationUse,
    Claim,
    Concept,
    Curator,
    DataSet,
    EvidenceLine,
    Force,
    Scheme,
    Stance,
    Verdict,
    Weighing,
)
from evidence_graph.store import data_folder
from evidence_graph.vocabulary import TERMS, choice_iri

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # rdflib of itself

PROVENANCE = str(PROV.Entity)
TEA = Path(__file__).parent / "tea"
BASE = "https://example.org/tea/"
FORMATS = {
    "turtle": ("standard_formats", "to_turtle", "turtle"),
    "ntriples": ("standard_formats", "to_ntriples", "nt"),
    "jsonld": ("standard_formats", "to_jsonld", "json-ld"),
    "trig": ("standard_formats", "to_trig", "trig"),
}
ENDINGS = {"turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld", "trig": ".trig"}


def term(prefix, name):
    return URIRef(prefix + name)


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def written(tea):
    """The graph of tea as rdflib reads the Turtle of it."""
    return Graph().parse(data=standard_formats.to_turtle(tea), format="turtle")


def export(capsys, *arguments):
    assert main(["export", *arguments, "--data", str(TEA)]) == 0
    return capsys.readouterr().out


def of(*records):
    """A graph of one claim, two works and *records*, written and read by rdflib."""
    base = [
        DataSet("small", title="Small"),
        Scheme("topics", label="Topics"),
        Concept("t", label="t", scheme="topics"),
        Claim("c", statement="Tea is hot.", topic="t"),
        Curator("ana", name="Ana"),
        Article("blog", title="Blog"),
        Citation("one", title="One"),
        Citation("two", title="Two"),
    ]
    graph = EvidenceGraph.of([*base, *records], base=BASE)
    return Graph().parse(data=standard_formats.to_ntriples(graph), format="nt")


def line(name="l", stance=Stance.SUPPORTS, **facts):
    return EvidenceLine(name, claim="c", citation="one", stance=stance, curator="ana", **facts)


LINE, CLAIM, ONE = (URIRef(BASE + name) for name in ("line/l", "claim/c", "citation/one"))


# What is exported is the same in every syntax, and comes back as the same records.


@pytest.mark.parametrize("form", FORMATS)
def test_every_syntax_says_the_same(tea, form):
    _, function, syntax = FORMATS[form]
    expected = set(Graph().parse(data=standard_formats.to_ntriples(tea), format="nt"))
    text = getattr(standard_formats, function)(tea)

    if form == "trig":
        quads = Dataset().parse(data=text, format="trig").quads()
        statements = {(s, p, o) for s, p, o, place in quads if place and str(place).startswith(BASE)}
    else:
        statements = set(Graph().parse(data=text, format=syntax))

    assert statements == expected


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_is_read_again_as_the_same_records(tmp_path, capsys, form):
    path, folder = tmp_path / f"all{ENDINGS[form]}", tmp_path / "data"
    path.write_text(export(capsys, form, "--standard"), "utf-8")
    eg.new(folder, title="Other", curator="Ana", empty=True)

    (report,) = importing.import_into(folder, [importing.read(path)])

    there, here = (data_folder.load(place).reading.records for place in (folder, TEA))
    kinds = [kind for kind in here if kind.__name__ not in {"DataSet", "Curator"}]
    assert (report.refused, report.notices, report.left_out) == ((), (), ())
    assert {kind: there[kind] for kind in kinds} == {kind: here[kind] for kind in kinds}


def test_without_the_option_turtle_has_our_terms_alone(capsys):
    assert SEPIO not in export(capsys, "turtle")
    assert SEPIO[: -len("SEPIO_")] in export(capsys, "turtle", "--standard")


def test_the_option_is_refused_for_what_is_no_rdf(capsys):
    assert main(["export", "bibtex", "--standard", "--data", str(TEA)]) == 2
    assert "--standard goes with turtle, ntriples, jsonld, trig" in capsys.readouterr().err


def test_json_ld_reads_the_same_with_the_committed_context(tea, written):
    told = json.loads(standard_formats.to_jsonld(tea))
    committed = json.loads(vocabulary.document("context.jsonld"))["@context"]
    document = json.dumps({"@context": committed, "@graph": told["@graph"]})

    assert told["@context"] == committed
    assert set(Graph().parse(data=document, format="json-ld")) == set(written)


def test_json_ld_has_our_words(tea):
    nodes = {node["id"]: node for node in json.loads(standard_formats.to_jsonld(tea))["@graph"]}
    judgement = nodes[BASE + "line/long-steeping-makes-bitter.leaf2001.ana"]

    assert judgement["type"] == ["EvidenceLine", "obo:SEPIO_0000002"]
    assert (judgement["stance"], judgement["verified"]) == ("supports", True)
    assert judgement["claim"] == BASE + "claim/long-steeping-makes-bitter"


def test_the_shapes_still_hold(written):
    pyshacl = pytest.importorskip("pyshacl")
    shapes = Graph().parse(data=vocabulary.document("shapes.ttl"), format="turtle")

    conforms, _, text = pyshacl.validate(written, shacl_graph=shapes)

    assert conforms, text


def test_every_node_has_a_name_and_the_bytes_stay(tea, written):
    assert all(isinstance(node, URIRef | Literal) for node in written.all_nodes())
    assert standard_formats.to_trig(tea) == standard_formats.to_trig(eg.load(TEA))


# Judgements.


@pytest.mark.parametrize(
    ("stance", "direction", "leading"),
    [
        (Stance.SUPPORTS, "0000403", "0000007"),
        (Stance.OPPOSES, "0000404", "0000008"),
        (Stance.INCONCLUSIVE, "0000405", "0000009"),
    ],
)
def test_a_judgement_with_a_direction_is_an_evidence_line_of_sepio(stance, direction, leading):
    graph = of(line(stance=stance, finding="It was hot.", verified=True, strength="B"))
    finding = graph.value(LINE, term(SEPIO, "0000084"))
    strength = graph.value(LINE, term(SEPIO, "0000132"))

    assert (LINE, RDF.type, term(SEPIO, "0000002")) in graph
    assert graph.value(LINE, term(SEPIO, "0000183")) == term(SEPIO, direction)
    assert graph.value(LINE, term(SEPIO, "0000427")) == CLAIM
    assert graph.value(CLAIM, term(SEPIO, leading)) == LINE
    assert graph.value(LINE, term(SEPIO, "0000124")) == ONE
    assert (str(graph.value(finding, RDFS.label)), graph.value(finding, DCTERMS.source)) == (
        "It was hot.",
        ONE,
    )
    assert str(graph.value(strength, RDFS.label)) == "B"


@pytest.mark.parametrize(
    "other",
    [
        line(stance=Stance.QUALIFIES, finding="Mostly."),
        line(stance=Stance.BACKGROUND, finding="Kettles."),
        line(withdrawn="2026-02-01", withdrawn_why="Misread."),
    ],
    ids=["qualifies", "background", "withdrawn"],
)
def test_a_judgement_that_argues_neither_way_is_none(other):
    graph = of(other)

    assert list(graph[LINE : RDF.type]) == [URIRef(TERMS + "EvidenceLine")]
    assert {p for p in graph.predicates(LINE) if str(p).startswith(OBO)} == set()
    assert graph.value(LINE, PROV.wasAttributedTo) == URIRef(BASE + "curator/ana")


def test_what_is_from_memory_has_no_reference_and_no_finding():
    graph = of(line(finding="I recall heat.", verified=False))

    assert graph.value(LINE, term(SEPIO, "0000124")) is None
    assert graph.value(LINE, term(SEPIO, "0000084")) is None
    assert graph.value(LINE, term(SEPIO, "0000183")) == term(SEPIO, "0000403")


def test_who_judged_when_and_from_what_is_told_in_prov():
    graph = of(line(date="2026-01-05", withdrawn="2026-02-01", withdrawn_why="Misread."))

    assert (URIRef(BASE + "curator/ana"), RDF.type, PROV.Agent) in graph
    assert graph.value(LINE, PROV.wasDerivedFrom) == ONE
    assert graph.value(LINE, DCTERMS.date) == Literal("2026-01-05", datatype=XSD.date)
    assert str(graph.value(LINE, PROV.generatedAtTime)).startswith("2026-01-05T00:00:00")
    assert str(graph.value(LINE, PROV.invalidatedAtTime)).startswith("2026-02-01T00:00:00")


def test_a_quotation_is_an_annotation_of_the_work():
    graph = of(line(quotes=("It was hot.", "Very."), language="en"))
    exact = {}
    for annotation in graph[: RDF.type : term(OA, "Annotation")]:
        target = graph.value(annotation, term(OA, "hasTarget"))
        selector = graph.value(target, term(OA, "hasSelector"))
        assert graph.value(annotation, term(OA, "hasBody")) == LINE
        exact[str(graph.value(selector, term(OA, "exact")))] = graph.value(target, term(OA, "hasSource"))

    assert exact == {"It was hot.": ONE, "Very.": ONE}


# Articles.


@pytest.mark.parametrize("attitude", Attitude)
def test_only_an_article_that_asserts_a_claim_puts_it_forth_as_true(attitude):
    graph = of(Assertion("a", claim="c", article="blog", attitude=attitude, force=Force.PLAIN))
    assertion, article = URIRef(BASE + "assertion/a"), URIRef(BASE + "article/blog")
    holds = attitude is Attitude.ASSERTS

    assert ((assertion, RDF.type, term(SEPIO, "0000001")) in graph) is holds
    assert (graph.value(assertion, term(SEPIO, "0000030")) == CLAIM) is holds
    assert graph.value(assertion, term(SEPIO, "0000108")) == article
    assert ((CLAIM, term(SCHEMA, "appearance"), article) in graph) is (attitude is not Attitude.DENIES)


@pytest.mark.parametrize(
    ("use", "how"),
    [
        (CitationUse.EVIDENCE, "citesAsEvidence"),
        (CitationUse.BACKGROUND, "obtainsBackgroundFrom"),
        (CitationUse.COUNTER_VIEW, "disagreesWith"),
        (CitationUse.NONE, None),
    ],
)
def test_cito_stands_between_an_article_and_what_it_uses(use, how):
    graph = of(line(article="blog", used_for=use))
    article = URIRef(BASE + "article/blog")
    cito = {(s, str(p), o) for s, p, o in graph if str(p).startswith(standards.CITO)}

    assert cito == ({(article, standards.CITO + how, ONE)} if how else set())


def test_no_study_cites_anything(written):
    """All of CiTO is citing: between a study and a claim it would make the study cite an article."""
    subjects = {s for s, p, _ in written if str(p).startswith(standards.CITO)}

    assert subjects == {URIRef(BASE + "article/tea-blog")}


def test_a_passage_is_a_stretch_of_its_article(written):
    passage = URIRef(BASE + "passage/tea-blog.10-52")
    (target,) = written[: term(OA, "hasSelector") : passage]

    assert [int(written.value(passage, term(OA, name))) for name in ("start", "end")] == [10, 52]
    assert written.value(target, term(OA, "hasSource")) == URIRef(BASE + "article/tea-blog")


# Works and verdicts.


def test_a_work_has_its_authors_in_order(written):
    citation = URIRef(BASE + "citation/leaf2001")
    order = written.value(citation, URIRef("http://purl.org/ontology/bibo/authorList"))
    authors = [written.value(order, RDF[f"_{number}"]) for number in (1, 2, 3)]
    names = [str(written.value(author, term(SCHEMA, "name"))) for author in authors]

    assert names == ["Leaf, A.", "Blatt, C.", "Feuille, D."]
    assert set(authors) == set(written[citation : term(SCHEMA, "author")])
    assert (citation, RDF.type, term(SCHEMA, "ScholarlyArticle")) in written
    assert written.value(citation, term(SCHEMA, "sameAs")) == URIRef("https://doi.org/10.5555/leaf.2001")


def verdict_of(graph, claim):
    """The node of the verdict of a claim, and the verdict."""
    (verdict,) = (
        s for s in graph[: term(OBO, "IAO_0000136") : claim] if (s, PROV.wasGeneratedBy, None) in graph
    )
    return verdict, graph.value(verdict, term(SEPIO, "0000197"))


def test_a_verdict_says_that_it_was_computed_by_which_method_and_version(tea, written):
    for claim in tea.claims():
        verdict, conclusion = verdict_of(written, URIRef(f"{BASE}claim/{claim.id}"))
        program = written.value(verdict, PROV.wasAttributedTo)
        method = written.value(verdict, term(SEPIO, "0000041"))

        assert conclusion == URIRef(choice_iri(eg.assess(tea, claim).verdict))
        assert (program, RDF.type, PROV.SoftwareAgent) in written
        assert str(written.value(program, term(SCHEMA, "softwareVersion"))) == eg.__version__
        assert str(written.value(method, RDFS.label)) == f"grade, as evidence-graph {eg.__version__} weighs"
        assert written.value(URIRef(f"{BASE}claim/{claim.id}"), URIRef(TERMS + "verdict")) == conclusion


def votes(stance):
    """Two judgements of one stance, and the data set that counts votes."""
    second = EvidenceLine("m", claim="c", citation="two", stance=stance, curator="ana")
    gone = EvidenceLine("n", claim="c", citation="two", stance=stance, curator="ana", withdrawn="2026-01-01")
    return DataSet("small", title="Small", weighing=Weighing.COUNTS), line(stance=stance), second, gone


@pytest.mark.parametrize(
    ("stance", "verdict"), [(Stance.SUPPORTS, Verdict.BACKED), (Stance.OPPOSES, Verdict.OPPOSED)]
)
def test_only_a_claim_that_is_backed_is_put_forth_as_true(stance, verdict):
    graph = of(*votes(stance))
    node, conclusion = verdict_of(graph, CLAIM)

    assert conclusion == URIRef(choice_iri(verdict))
    assert (graph.value(node, term(SEPIO, "0000030")) == CLAIM) is (verdict is Verdict.BACKED)


def test_a_verdict_rests_on_the_judgements_that_stand():
    graph = of(*votes(Stance.SUPPORTS))
    node, _ = verdict_of(graph, CLAIM)

    assert set(graph[node : PROV.wasDerivedFrom]) == {LINE, URIRef(BASE + "line/m")}
    assert set(graph[node : term(SEPIO, "0000006")]) == {LINE, URIRef(BASE + "line/m")}
    assert str(graph.value(graph.value(node, term(SEPIO, "0000041")), RDFS.label)).startswith("counts, as ")


def test_trig_keeps_apart_what_was_recorded_and_what_was_computed(tea):
    quads = list(Dataset().parse(data=standard_formats.to_trig(tea), format="trig").quads())
    where = {(str(p), str(place)) for _, p, _, place in quads if place}
    place = f"{BASE}standard/graph/"

    assert {g for p, g in where if p == TERMS + "verdict"} == {place + "computed"}
    assert {g for p, g in where if p == TERMS + "backedBy"} == {place + "computed"}
    assert {g for p, g in where if p == TERMS + "stance"} == {place + "recorded"}
    assert {g for p, g in where if p == SEPIO + "0000183"} == {place + "mapped"}
    assert (URIRef(place + "computed"), PROV.wasDerivedFrom, URIRef(place + "recorded")) in {
        q[:3] for q in quads
    }


def test_every_standard_term_that_is_said_is_said_of_what_it_is_for(written):
    """Domain and range of each, as the standards have them, against the classes that are said."""
    slips = set()
    for s, p, o in written:
        known = standards.TERMS.get(str(p), standards.CLASS)
        for node, classes in ((s, known.domain), (o, known.range)):
            own = standards.above([node, *written[node : RDF.type]]) | {PROVENANCE}
            if isinstance(node, URIRef) and classes and not classes & own:
                slips.add((str(p), *sorted(own)))

    assert slips == set()


PAGE = (Path(__file__).parents[1] / "docs" / "standards.md").read_text("utf-8")


def test_the_session_of_the_page_runs(tmp_path, monkeypatch, capfd):
    session = "".join(re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    for command, output in re.findall(r"^\$ evidence-graph (.*)\n((?:! .*\n)*)", session, re.MULTILINE):
        assert main([*shlex.split(command), "--data", str(TEA)]) == 0
        assert capfd.readouterr().err == output.replace("! ", "")


def test_the_python_of_the_page_runs():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names = {}

    exec(code.replace("eg.load()", f"eg.load({str(TEA)!r})"), names)  # noqa: S102 - our own page

    assert names["turtle"].startswith("@prefix")
    assert len(names["statements"]) > 400


@pytest.mark.trial
def test_the_bundled_data_come_back_record_by_record(tmp_path, trial):
    data = Path(__file__).parents[1] / "data"
    graph, here = eg.load(data), data_folder.load(data)
    forms = ["jsonld", "trig", "turtle", "ntriples"][: trial.amount(sample=1, whole=4)]
    for form in forms:
        path, folder = tmp_path / f"all{ENDINGS[form]}", tmp_path / form
        path.write_text(getattr(standard_formats, FORMATS[form][1])(graph), "utf-8")
        eg.new(folder, title="Other", curator="Cy", empty=True)
        (report,) = importing.import_into(folder, [importing.read(path)])

        there = data_folder.load(folder)
        kinds = [kind for kind in here.reading.records if kind not in {DataSet, Curator}]
        assert (report.refused, report.notices, report.left_out) == ((), (), ())
        assert all(there.reading.records[kind] == here.reading.records[kind] for kind in kinds)
        assert [citation.authors for citation in eg.load(folder).citations()] == [
            citation.authors for citation in graph.citations()
        ]

    trial.tell(f"{len(graph.all(EvidenceLine))} bundled judgements came back the same in {', '.join(forms)}")
