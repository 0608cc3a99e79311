"""All claims weighed in one pass come out as each weighed alone, and cost no statement more."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.assessment import assess, assess_all, fragile, rate_all
from evidence_graph.model import Verdict

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "benchmarks")]
import assess as assess_benchmark  # noqa: E402 - a module of the benchmarks
import folders  # noqa: E402 - a module beside the tests


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return eg.load(folders.harder(folders.invented(tmp_path_factory.mktemp("invented"), 1200)))


@pytest.fixture(params=["invented", "bundled", "tea"])
def any_graph(request):
    if request.param == "invented":
        return request.getfixturevalue("graph")
    return eg.load(Path(__file__).parent / "tea" if request.param == "tea" else None)


def test_a_work_that_the_bibliography_lacks_is_weighed_under_its_key(tmp_path):
    tea = Path(__file__).parent / "tea"
    (tmp_path / "claims.ttl").write_bytes((tea / "claims.ttl").read_bytes())
    citations = (tea / "citations.bib").read_text("utf-8").replace("@article{leaf2001", "@article{gone")
    (tmp_path / "citations.bib").write_text(citations, "utf-8")
    graph = eg.load(tmp_path)

    [found] = [a for a in assess_all(graph) if a.claim == "long-steeping-makes-bitter"]

    assert found == assess(graph, found.claim)
    assert found.terms[0].key == "leaf2001"


def test_all_claims_in_one_pass_come_out_as_each_alone(any_graph):
    alone = [assess(any_graph, claim) for claim in any_graph.claims()]

    assert list(assess_all(any_graph)) == alone


def test_a_rating_is_the_assessment_without_its_terms(any_graph):
    names = ("claim", "support", "opposition", "unknown", "verdict", "certainty", "lean", "why", "steps")
    ratings, assessments = list(rate_all(any_graph)), list(assess_all(any_graph))

    assert [[getattr(r, name) for name in names] for r in ratings] == [
        [getattr(a, name) for name in names] for a in assessments
    ]
    assert [r.counted for r in ratings] == [
        {term.key for term in a.terms if term.supports or term.opposes} for a in assessments
    ]


def test_works_can_be_left_out_of_all_claims(graph):
    often = max(graph.citations(), key=lambda citation: len(graph.evidence(citation=citation))).key

    found = list(assess_all(graph, without=[often]))

    assert found == [assess(graph, claim, without=[often]) for claim in graph.claims()]
    assert found != list(assess_all(graph))


def test_the_invented_claims_put_every_verdict_and_every_rule_to_the_test(graph):
    found = list(assess_all(graph))
    notes = {t.note[:22].split(":")[0] for a in found for t in a.terms if t.note}

    assert {a.verdict for a in found} == set(Verdict)
    assert notes == {
        "Its data are, or may b", "Its data are in the po", "Its finding is from me",
        "Every judgement of it ", "Retracted", "Opinion or narrative r", "Qualifies", "Background",
        "Could not tell",
    }  # fmt: skip


def test_a_pass_over_all_claims_takes_no_statement_for_each(graph):
    statements = []
    graph.store.tables().set_trace_callback(statements.append)

    assert len(list(rate_all(graph))) == 1200
    assert len(list(assess_all(graph))) == 1200
    assert len(fragile(graph)) > 100

    graph.store.tables().set_trace_callback(None)
    assert len(statements) < 40  # some for each kind of record, none for each claim


def test_a_fragile_verdict_turns_when_what_is_named_is_removed(graph):
    for found in fragile(graph)[:150]:
        assert assess(graph, found.claim).verdict is found.verdict
        assert assess(graph, found.claim, without=found.without).verdict is found.then
        assert found.then is not found.verdict


def test_the_first_claims_of_a_pass_need_not_wait_for_the_last(graph):
    first = next(iter(assess_all(graph)))

    assert first == assess(graph, min(c.id for c in graph.claims()))


def is_plain(rating):
    """Whether no works of the claim share data, and each reading says how direct it is."""
    sums = rating.together.sums
    sides = (sums.supports, sums.opposes)
    whole = all(side.counted == {w.key for w in sums.weighings if w.weight(side.stance)} for side in sides)
    directness = {reading.directness for w in sums.weighings for reading, _ in w.factors}
    return whole and "not-recorded" not in directness


def test_the_sums_are_those_of_one_sql_statement_over_the_same_table_of_weights(graph):
    """Where no studies share data: the statement of the benchmarks knows nothing of that."""
    plain = [rating for rating in rate_all(graph) if is_plain(rating)]

    summed = {row[0]: row[1:4] for row in graph.store.tables().execute(assess_benchmark.statement())}

    assert len(plain) > 400
    assert len(summed) == 1200
    for rating in plain:
        assert (rating.support, rating.opposition, rating.unknown) == pytest.approx(summed[rating.claim])
