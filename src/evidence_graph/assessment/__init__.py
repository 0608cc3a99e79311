"""Verdict and certainty of a claim, derived from its evidence, with every term of the sum.

Each study is weighed (`weights`), what shares data is counted once (`independence`), and the sums r
for and s against the claim become support, opposition and unknown as in subjective logic: belief
r/(r+s+W), disbelief s/(r+s+W), uncertainty W/(r+s+W) with the prior weight W = 2 (Jøsang, Subjective
Logic, Springer 2016, section 3.4). docs/assessment.md derives the method and works one claim by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import judged, shares
from evidence_graph.assessment.certainty import LEVELS, Reason, reasons
from evidence_graph.assessment.fragility import Fragility, fragility
from evidence_graph.assessment.passes import Body, bodies_of
from evidence_graph.assessment.rating import Rating, outcome, rate, why
from evidence_graph.assessment.terms import Term, terms
from evidence_graph.display import Shown
from evidence_graph.model import Certainty, Claim, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph, StudyEvidence

__all__ = [
    "LEVELS",
    "Assessment",
    "Body",
    "Certainty",
    "Fragility",
    "Rating",
    "Reason",
    "Term",
    "Verdict",
    "assess",
    "assess_all",
    "bodies_of",
    "fragile",
    "fragility",
    "rate_all",
    "rated",
    "weigh",
]


@dataclass(frozen=True, slots=True)
class Assessment(Shown):
    """What the evidence says of one claim; support, opposition and unknown add up to 1."""

    claim: str
    support: float
    opposition: float
    unknown: float
    verdict: Verdict
    why: str
    certainty: Certainty
    reasons: tuple[Reason, ...]
    terms: tuple[Term, ...]


def assess(graph: EvidenceGraph, claim: Claim | str, *, without: Collection[str] = ()) -> Assessment:
    """The assessment of *claim*, as if the works *without* had not been published.

    Raises UnknownName for a claim or work that the graph does not have.
    """
    found = graph.claim(claim)
    left_out = {graph.citation(key).key for key in without}
    studies = [s for s in graph.studies(found) if s.citation.key not in left_out]
    return weigh(found, studies)


def assess_all(graph: EvidenceGraph, *, without: Collection[str] = ()) -> Iterator[Assessment]:
    """The assessment of every claim, one after another in the order of their ids, in one pass.

    As if the works *without* had not been published; raises UnknownName for one the graph does not have.
    """
    left_out = {graph.citation(key).key for key in without}
    labels = graph.labels()
    return (_assessment(body, labels) for body in _without(bodies_of(graph), left_out))


def rate_all(graph: EvidenceGraph, *, without: Collection[str] = ()) -> Iterator[Rating]:
    """What `assess_all` says of every claim, without terms and reasons: verdict, certainty, shares."""
    left_out = {graph.citation(key).key for key in without}
    for body in _without(bodies_of(graph), left_out):
        yield rated(body)


def rated(body: Body) -> Rating:
    """The rating of one claim by its body of evidence alone: a function of plain values."""
    return rate(body.claim, body.kind, shares(body.studies, body.kind))


def weigh(claim: Claim, studies: Sequence[StudyEvidence]) -> Assessment:
    """The assessment of *claim* by *studies* alone: a function of plain values."""
    ordered = sorted(studies, key=lambda study: study.citation.key)
    labels = {study.citation.key: study.citation.label for study in ordered}
    body = [
        judged(s.citation.key, s.citation.study, ((x.stance, x.directness, x.verified) for x in s.lines))
        for s in ordered
    ]
    return _assessment(Body(claim.id, claim.kind, body), labels)


def fragile(graph: EvidenceGraph) -> list[Fragility]:
    """The claims with a verdict, those first whose verdict turns when the fewest studies are removed.

    Of the leading side the heaviest study is removed first, then the next: exact for one study, and
    an upper bound beyond.
    """
    found = [turn for body in bodies_of(graph) if (turn := fragility(body))]
    return [
        turn for turn, _ in sorted(found, key=lambda pair: (len(pair[0].without), -pair[1], pair[0].claim))
    ]


def _assessment(body: Body, labels: Mapping[str, str]) -> Assessment:
    counted, told = terms(body.studies, labels, body.kind)
    found, graded = outcome(body.claim, body.kind, counted)
    return Assessment(
        body.claim,
        found.support,
        found.opposition,
        found.unknown,
        found.verdict,
        why(found),
        found.certainty,
        reasons(graded),
        tuple(told),
    )


def _without(bodies: Iterator[Body], left_out: Collection[str]) -> Iterator[Body]:
    if not left_out:
        return bodies
    return (b._replace(studies=[s for s in b.studies if s.key not in left_out]) for b in bodies)
