"""Verdict and certainty of a claim, derived from its evidence, with every term of the sums.

In come a graph and a claim, or a `Body` as plain values; out come `Assessment` and `Rating`. The works are
weighed (`weights`), what shares data is counted once (`overlap`), the sums of both sides (`sums`) give a
verdict where they agree in both reckonings of overlap (`verdict`), and the leading side a certainty
(`certainty`). docs/assessment.md derives the method and works one claim by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import Body
from evidence_graph.assessment.certainty import LEVELS, CertaintyStep
from evidence_graph.assessment.fragility import Fragility, fragility, without_heaviest
from evidence_graph.assessment.one_claim import body_of
from evidence_graph.assessment.passes import bodies_of
from evidence_graph.assessment.recorded import Recorded, recorded_fields
from evidence_graph.assessment.rules import STANDARD, Rules, rules_for, rules_of
from evidence_graph.assessment.sentence import NeutralQuestion, answer
from evidence_graph.assessment.sums import Shares
from evidence_graph.assessment.tally import Heading, Tally, tally
from evidence_graph.assessment.terms import Term, terms
from evidence_graph.assessment.verdict import Rating, rate
from evidence_graph.display import Shown
from evidence_graph.graph import needs_graph
from evidence_graph.model import Answer, Certainty, Claim, Verdict, Weighing
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Evidence, Stance

__all__ = [
    "LEVELS",
    "Assessment",
    "Body",
    "Certainty",
    "CertaintyStep",
    "Fragility",
    "Heading",
    "NeutralQuestion",
    "Rating",
    "Recorded",
    "Rules",
    "Shares",
    "Tally",
    "Term",
    "Verdict",
    "assess",
    "assess_all",
    "assess_body",
    "bodies_of",
    "body_of",
    "fragile",
    "fragility",
    "question_of",
    "rate",
    "rate_all",
    "rules_for",
    "rules_of",
]


@dataclass(frozen=True, slots=True)
class Turn:
    """The heaviest work of the leading side, and the verdict without it."""

    without: str
    then: Verdict


@dataclass(frozen=True, slots=True)
class Assessment(Shown):
    """What the evidence says of one claim: *answer* to its *question*, or of the claim as stated.

    *certainty* is that of backed and opposed, *lean* the side an uncertain verdict leans to. *shares* count
    overlap that nobody recorded as there; *apart* are the shares as if it were not, where they differ.
    *inconclusive* is what the works weigh that could not tell. *turn* says where the verdict hangs on one
    work. *weights* is the data set's own table of weights, if it has one.
    """

    claim: str
    answer: str
    verdict: Verdict
    why: str
    certainty: Certainty | None
    lean: Stance | None
    shares: Shares
    apart: Shares | None
    inconclusive: float
    turn: Turn | None
    steps: tuple[CertaintyStep, ...]
    recorded: tuple[Recorded, ...]
    tally: Tally
    terms: tuple[Term, ...]
    weighing: Weighing = Weighing.GRADE
    question: str | None = None
    weights: str | None = None

    @property
    def support(self) -> float:
        """The belief that the claim is true."""
        return self.shares.support

    @property
    def opposition(self) -> float:
        """The belief that it is not."""
        return self.shares.opposition

    @property
    def unknown(self) -> float:
        """What is left open; with support and opposition it adds up to 1."""
        return self.shares.unknown


def assess(
    graph: EvidenceGraph,
    claim: Claim | str,
    *,
    without: Collection[str] = (),
    weighing: Weighing | str | None = None,
    evidence: Sequence[Evidence] | None = None,
) -> Assessment:
    """The assessment of *claim*, as if the works *without* had not been published.

    By the *weighing* that is named, else that of the data set. Whoever has asked for the *evidence* of the
    claim already hands it over. Raises UnknownName for a claim, work or weighing that the graph does not
    have.
    """
    needs_graph(graph)
    left_out = [graph.citation(key).key for key in _keys(without)]
    asked = graph.claim(claim)
    if evidence is None:
        evidence = graph.evidence(asked)

    labels = {item.citation.key: item.citation.label for item in evidence}
    body = body_of(graph, asked, evidence).without(left_out)

    return assess_body(body, labels, question_of(asked), rules_of(graph, weighing))


def assess_all(
    graph: EvidenceGraph, *, without: Collection[str] = (), weighing: Weighing | str | None = None
) -> Iterator[Assessment]:
    """The assessment of every claim, one after another in the order of their ids, in one pass.

    As if the works *without* had not been published; raises UnknownName for one the graph does not have.
    """
    left_out = [graph.citation(key).key for key in _keys(without)]
    labels, rules = dict(table_sums.labels(graph.store)), rules_of(graph, weighing)
    questions = {claim.id: question_of(claim) for claim in graph.claims()}

    return (
        assess_body(body.without(left_out), labels, questions.get(body.claim, NeutralQuestion()), rules)
        for body in bodies_of(graph)
    )


def rate_all(
    graph: EvidenceGraph, *, without: Collection[str] = (), weighing: Weighing | str | None = None
) -> Iterator[Rating]:
    """What `assess_all` says of every claim, without terms and words: verdict, certainty, sums."""
    left_out = [graph.citation(key).key for key in _keys(without)]
    rules = rules_of(graph, weighing)

    return (rate(body.without(left_out), rules) for body in bodies_of(graph))


def _keys(without: Collection[str]) -> Collection[str]:
    """The works to leave out; one key alone is not taken for a list of letters."""
    if isinstance(without, str):
        return (without,)

    return without


def question_of(claim: Claim) -> NeutralQuestion:
    """The neutral question of *claim*; without one the answer speaks of the claim as stated."""
    if claim.question is None or claim.answers is None:
        return NeutralQuestion()

    return NeutralQuestion(claim.question, claim.answers is Answer.YES)


def assess_body(
    body: Body, labels: Mapping[str, str], question: NeutralQuestion | None = None, rules: Rules = STANDARD
) -> Assessment:
    """The assessment of *body* alone: a function of plain values."""
    rating = rate(body, rules)
    studies = tally(body, opinion_counts=rules.opinion_counts)
    turn = without_heaviest(body, rating, rules)

    return Assessment(
        claim=body.claim,
        answer=answer(rating, studies, question or NeutralQuestion(), searched=body.last_search),
        verdict=rating.verdict,
        why=rating.why,
        certainty=rating.certainty,
        lean=rating.lean,
        shares=rating.shares,
        apart=None if rating.apart.shares == rating.shares else rating.apart.shares,
        inconclusive=rating.together.undecided,
        turn=Turn(*turn) if turn else None,
        steps=rating.steps,
        recorded=tuple(recorded_fields(body)),
        tally=studies,
        terms=tuple(terms(body, rating, labels, rules)),
        weighing=rules.weighing,
        question=question.text if question else None,
        weights=rules.weights.name,
    )


def fragile(graph: EvidenceGraph, *, weighing: Weighing | str | None = None) -> list[Fragility]:
    """The claims with a verdict, those first whose verdict turns when the fewest works are removed.

    Exact for one work, and an upper bound beyond: of the leading side the heaviest work is removed first.
    """
    rules = rules_of(graph, weighing)
    turns = [turn for body in bodies_of(graph) if (turn := fragility(body, rules))]
    ranked = sorted(turns, key=lambda pair: (len(pair[0].without), -pair[1], pair[0].claim))

    return [turn for turn, _ in ranked]
