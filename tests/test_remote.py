"""Data behind an endpoint: the same answers as from the folder they were published from.

The servers are real, started on loopback: Oxigraph, and Virtuoso, which is the pickiest of those that
people run.
"""

import os
import shlex
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import model
from evidence_graph.assessment import assess_all
from evidence_graph.cli import main
from evidence_graph.endpoint.address import read
from evidence_graph.endpoint.calls import Call, Caller
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.errors import EndpointError, NeedsFolder, RefusedQuery, UnknownName
from evidence_graph.folders import bundled
from evidence_graph.sheets.claim_sheet import facets_of
from evidence_graph.sparql import execution as sparql
from evidence_graph.sparql.asking import CHOICES
from evidence_graph.sparql.questions import questions
from evidence_graph.vocabulary import SCHEMA

sys.path.insert(0, str(Path(__file__).parent))
import folders
import servers

ASIDE = tempfile.TemporaryDirectory(prefix="evidence-graph-invented-")
FOLDERS = {
    "tea": Path(__file__).parent / "tea",
    "bundled": bundled(),
    "invented": folders.invented(Path(ASIDE.name), 60),
}
"""The invented one has every field that a verdict depends on, filled here and left out there."""

KINDS = [entry.record for entry in SCHEMA]


@cache
def folder(name):
    return eg.load(FOLDERS[name])


@pytest.fixture(scope="module", params=list(servers.STARTED))
def published(request, tmp_path_factory):
    """Where the data sets can be read, by their names."""
    with (
        servers.STARTED[request.param](tmp_path_factory.mktemp(request.param)) as url,
        mock.patch.dict(os.environ, servers.OWNER),
    ):
        done = {name: eg.publish(path, url) for name, path in FOLDERS.items()}
        yield {name: publication.address for name, publication in done.items()}


@pytest.fixture(params=list(FOLDERS))
def both(request, published):
    """A graph from its folder, and the same from the endpoint."""
    return folder(request.param), eg.connect(published[request.param])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back_as_it_was(both, kind):
    here, there = both

    assert there.all(kind) == here.all(kind)
    assert there.store.ids(kind) == here.store.ids(kind)


def test_every_work_comes_back_as_it_was(both):
    here, there = both

    assert there.store.ids(model.Citation) == here.store.ids(model.Citation)
    assert there.citations() == here.citations()
    assert dict(there.store.literature([]).strings) == dict(here.store.literature([]).strings)


def test_records_asked_for_one_by_one_are_the_same(both):
    here, there = both
    fresh = eg.connect(str(there.store))

    assert [fresh.evidence(c.id) for c in here.claims()[:2]] == [here.evidence(c) for c in here.claims()[:2]]
    assert [there.evidence(c.id) for c in here.claims()] == [here.evidence(c) for c in here.claims()]
    assert [there.assertions(claim=c.id) for c in here.claims()] == [
        here.assertions(claim=c) for c in here.claims()
    ]
    assert [facets_of(there, c) for c in here.claims()] == [facets_of(here, c) for c in here.claims()]


def test_the_graph_for_rdflib_is_the_same(both):
    here, there = both

    assert set(there.rdf) == set(here.rdf)
    assert set(there.rdf.namespaces()) == set(here.rdf.namespaces())


def test_a_question_costs_few_requests_however_many_records_its_answer_has(published):
    there = eg.connect(published["bundled"])
    with mock.patch.object(Caller, "send", autospec=True, side_effect=Caller.send) as calls:
        found = there.evidence("no-transfer-to-sprinting")

    assert len(found) > 10
    assert calls.call_count <= 5


def test_all_claims_are_weighed_in_few_requests(published):
    there = eg.connect(published["bundled"])
    with mock.patch.object(Caller, "send", autospec=True, side_effect=Caller.send) as calls:
        weighed = [eg.assess(there, claim) for claim in there.claims()]

    assert [w.verdict for w in weighed] == [eg.assess(folder("bundled"), w.claim).verdict for w in weighed]
    assert calls.call_count <= 60  # a few for each kind of record, none for each claim


def test_every_verdict_is_that_of_the_folder(both):
    here, there = both

    assert list(assess_all(there)) == list(assess_all(here))
    claims = [claim.id for claim in here.claims()[::9]]
    assert [eg.assess(there, claim) for claim in claims] == [eg.assess(here, claim) for claim in claims]


def test_verdicts_that_need_a_file_of_the_folder_are_refused_in_a_sentence(tmp_path):
    own = folders.ruled(folders.invented(tmp_path / "own", 10), 'eg:weights "own.toml"')
    (own / "own.toml").write_text("[directness]\nindirect = 0.4\n", "utf-8")
    with servers.STARTED["oxigraph"](tmp_path) as url:
        there = eg.connect(eg.publish(own, url).address)

        with pytest.raises(EndpointError, match=r"own\.toml, .* Read the folder instead\."):
            list(assess_all(there))
        assert {a.weighing for a in assess_all(there, weighing="counts")} == {"counts"}
        told = eg.ask(there, "SELECT ?claim ?support { ?claim eg:support ?support } ORDER BY ?claim").rows
        assert dict(told) == {a.claim: round(a.support, 4) for a in assess_all(eg.load(own))}


def samples(graph, parameter):
    """Values that a parameter can be given."""
    records = {
        "claim": [c.id for c in graph.claims()][:3],
        "citation": [c.key for c in graph.citations()][:3],
        "article": [a.id for a in graph.all(model.Article)],
        "concept": [c.id for c in graph.all(model.Concept)][:3],
        "procedure": [p.id for p in graph.all(model.Procedure)][:2],
        "curator": [c.id for c in graph.store.each(model.Curator)],
        "integer": [2015],
        "text": ["a", "Athlet"],
    }
    kind = parameter.kind
    return [str(value) for value in CHOICES[kind]][:3] if kind in CHOICES else records[kind]


def askings(graph, question):
    """The question with each parameter alone, and with all of them."""
    needed = {p.name: samples(graph, p)[0] for p in question.parameters if p.required}
    every = [needed | {p.name: samples(graph, p)[-1] for p in question.parameters}]
    return [needed, *(every if question.parameters else [])]


@cache
def embedded(name, asked, values):
    return eg.ask(folder(name), asked, **dict(values))


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_every_ready_made_question_has_the_same_rows(both, question):
    here, there = both
    name = next(n for n in FOLDERS if folder(n) is here)
    for values in askings(here, question):
        answer = eg.ask(there, question.name, **values)
        expected = embedded(name, question.name, tuple(values.items()))

        assert answer.columns == expected.columns
        assert Counter(answer.rows) == Counter(expected.rows), values
        assert Counter(answer.terms) == Counter(expected.terms), values


VERBS = [
    "studies {claim}",
    "studies {claim} -f json",
    "claims",
    "claims -f csv",
    "show {claim}",
    "show {citation} -f json",
    "show {article}",
    "export bibtex",
    "export bibtex {claim} --annotate",
    "export graphml",
    "export ntriples",
    "export jsonld",
    "assess",
    "assess {claim} -f json",
    "assess --fragile",
    "audit {article}",
    "agreement -f json",
    "log {claim} -f json",
    "ask 'SELECT * {{ ?claim a eg:Claim ; eg:verdict ?v }} ORDER BY ?claim' -f tsv",
    "ask 'CONSTRUCT {{ ?c eg:verdict ?v }} WHERE {{ ?c eg:verdict ?v }}' -f turtle",
    "ask 'ASK {{ ?claim eg:verdict verdict:uncertain }}'",
    "map -o {out}/map.html",
    "site -o {out}/site",
]


EXPECTED = {}
"""What each verb says of a folder, asked once for all servers."""


def said(capfd, out, line, place, graph):
    """The exit status of a command line, what it prints, and the files it makes."""
    out.mkdir()
    names = {
        "claim": graph.claims()[0].id,
        "citation": graph.citations()[0].key,
        "article": graph.all(model.Article)[0].id,
        "out": out,
    }
    words = [word.format(**names) for word in shlex.split(line)]
    status = main([*words, "--data", str(place)])
    printed = capfd.readouterr().out
    made = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return status, printed, made


def differs(capfd, out, line, name, place):
    """Whether a verb says something else of what is published at *place* than of the folder, or nothing."""
    if (name, line) not in EXPECTED:
        EXPECTED[name, line] = said(capfd, out / "here", line, FOLDERS[name], folder(name))
    expected = EXPECTED[name, line]

    is_empty = not (expected[1] or expected[2])
    return is_empty or said(capfd, out / "there", line, place, folder(name)) != expected


@pytest.mark.parametrize("line", VERBS)
def test_every_verb_that_reads_answers_the_same(capfd, tmp_path, monkeypatch, published, line):
    monkeypatch.setenv("COLUMNS", "100")

    assert not differs(capfd, tmp_path, line, "tea", published["tea"])


@pytest.mark.trial
def test_every_verb_answers_the_same_of_data_that_people_wrote(
    capfd, tmp_path, monkeypatch, published, trial, request
):
    """Where a sample is run, every second verb is asked, by turns of one server and the other."""
    monkeypatch.setenv("COLUMNS", "100")
    turn = list(servers.STARTED).index(request.node.callspec.params["published"])
    lines = trial.amount(sample=VERBS[turn :: 2 * len(servers.STARTED)], whole=VERBS)

    faults = []
    for number, line in enumerate(lines):
        out = tmp_path / str(number)
        out.mkdir()
        if differs(capfd, out, line, "bundled", published["bundled"]):
            faults.append(line)

    trial.tell(f"{len(lines)} verbs, {len(faults)} answers that differ")
    assert faults == []


def test_other_graphs_of_the_store_do_not_leak_in(published):
    tea = eg.connect(published["tea"])

    assert eg.ask(tea, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a eg:Claim }").rows == ((3,),)
    assert eg.ask(tea, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c a eg:Claim } }").rows == ((0,),)


def test_where_there_are_several_data_sets_one_has_to_be_named(published):
    with pytest.raises(EndpointError) as told:
        eg.connect(read(published["tea"]).url)

    assert "it holds 3 data sets. Name one: " in str(told.value)
    assert published["tea"] in str(told.value)


def test_check_and_build_need_the_folder(published, capfd):
    for verb in ("check", "build"):
        status = main([verb, "--data", published["tea"]])

        assert status == 2
        assert "this needs the data folder itself" in capfd.readouterr().err
    with pytest.raises(NeedsFolder):
        _ = eg.connect(published["tea"]).dataset


def test_a_misspelt_name_is_met_with_its_neighbours(published):
    tea = eg.connect(published["tea"])

    with pytest.raises(UnknownName, match="milk-hides-bitterness"):
        tea.claim("milk-hides-biterness")
    assert tea.claim("MILK-hides-bitterness").id == "milk-hides-bitterness"


def test_a_broken_query_is_told_with_its_place(published):
    broken = "SELECT *\n{ ?s ?p }"
    with pytest.raises(RefusedQuery) as here:
        eg.ask(folder("tea"), broken)

    with pytest.raises(RefusedQuery) as there:
        eg.ask(eg.connect(published["tea"]), broken)
    assert (str(there.value), there.value.line) == (str(here.value), 2)


@pytest.mark.parametrize("clause", ["SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }", "} ; DROP ALL #"])
def test_what_is_refused_at_hand_is_refused_before_it_is_sent(published, clause):
    tea = eg.connect(published["tea"])

    with (
        mock.patch.object(Caller, "send", side_effect=AssertionError("sent")),
        pytest.raises(RefusedQuery),
    ):
        eg.ask(tea, f"SELECT * {{ {clause} }}")


def test_a_query_is_ended_at_its_time_limit(published):
    tea = eg.connect(published["bundled"])
    product = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(6))

    with pytest.raises((RefusedQuery, EndpointError), match="time limit"):
        eg.ask(tea, f"SELECT (COUNT(*) AS ?n) {{ {product} }}", timeout=1)


def test_odd_letters_come_back_as_they_were_sent(published):
    there = eg.connect(published["tea"])
    odd = "x\"\\\t\u00fc\u4e2d\U0001f600\u200d<&>'{}"
    escaped = sparql.write_term((odd, sparql.STRING))

    assert eg.ask(there, f"SELECT ?x {{ VALUES ?x {{ {escaped} }} }}").rows == ((odd,),)


@given(
    texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=30)
)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_that_is_stored_comes_back_letter_by_letter(published, texts):
    query = read(published["tea"])
    path = "/sparql-auth" if query.path == "/sparql" else "/update"
    rows = "".join(
        sparql.lines((f"urn:text:{n}", "urn:is", (text, sparql.STRING)) for n, text in enumerate(texts))
    )
    update = Endpoint(query.beside(path))
    update.update("DROP SILENT GRAPH <urn:texts>", timeout=60)
    update.update(f"INSERT DATA {{ GRAPH <urn:texts> {{ {rows} }} }}", timeout=60)
    found = Endpoint(read(query.url, graph="urn:texts")).query("SELECT ?s ?o { ?s ?p ?o }").rows

    assert {s[0]: o[0] for s, o in found} == {f"urn:text:{n}": text for n, text in enumerate(texts)}


@pytest.fixture(scope="module")
def loaded_by_others(tmp_path_factory):
    """An endpoint with the statements about tea alone, as others would load them."""
    body = "".join(sparql.lines(folder("tea").store.triples())).encode()
    with servers.oxigraph(tmp_path_factory.mktemp("others")) as url:
        put = Call(url.replace("/query", "/store?default"), body, "PUT", {"Content-Type": "text/turtle"})
        assert Caller(read(url)).send(put, seconds=30).status < 300
        yield url


def test_data_that_others_loaded_into_the_default_graph_are_found_and_read(loaded_by_others):
    there = eg.connect(loaded_by_others)

    assert there.title == folder("tea").title
    assert there.claims() == folder("tea").claims()
    assert there.store.flaws() == 0


def test_without_bibtex_a_work_is_told_by_its_fields(loaded_by_others):
    citation = folder("tea").citation("sorensen2015")
    told = eg.connect(loaded_by_others).citation("sorensen2015")

    assert (told.title, told.year, told.doi, sorted(told.authors)) == (
        citation.title,
        citation.year,
        citation.doi,
        sorted(citation.authors),
    )
    assert told.study == citation.study


def test_references_to_nothing_are_counted_where_nobody_checked_the_folder(tmp_path):
    with servers.oxigraph(tmp_path) as url:
        claims = (FOLDERS["tea"] / "claims.ttl").read_text("utf-8").replace("curator:bo", "curator:nobody", 1)
        put = Call(
            url.replace("/query", "/store?default"), claims.encode(), "PUT", {"Content-Type": "text/turtle"}
        )
        Caller(read(url)).send(put, seconds=30)

        assert eg.connect(url).store.flaws() > 0


def test_an_endpoint_without_claims_says_how_to_fill_it(tmp_path):
    with servers.oxigraph(tmp_path) as url, pytest.raises(EndpointError, match="with publish"):
        eg.connect(url)


def test_more_rows_than_the_server_gives_at_once_are_fetched_in_pages(tmp_path):
    here = folder("invented")
    with servers.virtuoso(tmp_path, rows=1_000) as url, mock.patch.dict(os.environ, servers.OWNER):
        there = eg.connect(eg.publish(FOLDERS["invented"], url).address)

        assert there.all(model.EvidenceLine) == here.all(model.EvidenceLine)
        assert len(there.rdf) == len(here.rdf) > 3 * 1_000
        with pytest.raises(EndpointError, match="no more than 1,000 rows"):
            Endpoint(read(str(there.store))).query("SELECT * { ?s ?p ?o }")
