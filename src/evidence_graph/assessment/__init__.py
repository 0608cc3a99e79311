"""Verdict and certainty of a claim, derived from its evidence, with every term of the sum.

Each study is weighed (`weights`), what shares data is counted once (`independence`), and the sums r
for and s against the claim become support, opposition and unknown as in subjective logic: belief
r/(r+s+W), disbelief s/(r+s+W), uncertainty W/(r+s+W) with the prior weight W = 2 (Jøsang, Subjective
Logic, Springer 2016, section 3.4). docs/assessment.md derives the method and works one claim by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_graph.assessment import weights
from evidence_graph.assessment.certainty import LEVELS, MOSTLY_UNKNOWN, Reason, rate
from evidence_graph.assessment.terms import Term, terms
from evidence_graph.model import Certainty, Claim, ClaimKind, Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from evidence_graph.graph import EvidenceGraph, StudyEvidence

__all__ = [
    "LEVELS",
    "Assessment",
    "Certainty",
    "Fragility",
    "Reason",
    "Term",
    "Verdict",
    "assess",
    "assess_all",
    "fragile",
    "weigh",
]

PRIOR = 2.0
TWICE = 2.0
"""One side must weigh this many times the other for a verdict; else the claim is contested."""


@dataclass(frozen=True, slots=True)
class Assessment:
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


@dataclass(frozen=True, slots=True)
class Fragility:
    """The fewest studies found whose removal turns a verdict, and what it turns into."""

    claim: str
    verdict: Verdict
    without: tuple[str, ...]
    then: Verdict


def assess(graph: EvidenceGraph, claim: Claim | str, *, without: Collection[str] = ()) -> Assessment:
    """The assessment of *claim*, as if the works *without* had not been published.

    Raises UnknownName for a claim or work that the graph does not have.
    """
    found = graph.claim(claim)
    left_out = {graph.citation(key).key for key in without}
    studies = [s for s in graph.studies(found) if s.citation.key not in left_out]
    return weigh(found, studies)


def assess_all(graph: EvidenceGraph) -> list[Assessment]:
    """The assessment of every claim, in the order of their ids."""
    return [weigh(claim, graph.studies(claim)) for claim in graph.claims()]


def weigh(claim: Claim, studies: Sequence[StudyEvidence]) -> Assessment:
    """The assessment of *claim* by *studies* alone: a function of plain values."""
    summed = terms(studies, claim.kind)
    r = sum(term.supports for term in summed)
    s = sum(term.opposes for term in summed)
    whole = r + s + PRIOR
    verdict, why = _verdict(claim.kind, summed, r, s)
    certainty, reasons = rate(
        summed, kind=claim.kind, support=r / whole, opposition=s / whole, unknown=PRIOR / whole
    )
    return Assessment(
        claim.id, r / whole, s / whole, PRIOR / whole, verdict, why, certainty, reasons, tuple(summed)
    )


def _verdict(kind: ClaimKind | None, summed: Sequence[Term], r: float, s: float) -> tuple[Verdict, str]:
    tested = [t for t in summed if set(t.stances) - {Stance.BACKGROUND}]
    if not tested:
        return Verdict.UNTESTED, "No study supports, opposes or qualifies it."
    unknown = PRIOR / (r + s + PRIOR)
    if unknown > MOSTLY_UNKNOWN:
        return Verdict.THIN, f"{unknown:.0%} is unknown: too little weight on either side."
    if max(r, s) < TWICE * min(r, s):
        return Verdict.CONTESTED, "Neither side weighs twice as much as the other."
    leading = [t for t in summed if (t.supports if r > s else t.opposes) > 0]
    if kind is ClaimKind.CAUSAL and all(t.design in weights.CORRELATIONAL | weights.OPINION for t in leading):
        return Verdict.THIN, "Only what goes together was observed; that does not settle what causes what."
    side = Verdict.BACKED if r > s else Verdict.OPPOSED
    return (
        side,
        f"The evidence {'for' if r > s else 'against'} it weighs at least twice that on the other side.",
    )


def fragile(graph: EvidenceGraph) -> list[Fragility]:
    """The claims with a verdict, those first whose verdict turns when the fewest studies are removed.

    Of the leading side the heaviest study is removed first, then the next: exact for one study, and
    an upper bound beyond.
    """
    found = []
    for claim in graph.claims():
        studies = graph.studies(claim)
        now = weigh(claim, studies)
        if now.verdict in {Verdict.BACKED, Verdict.OPPOSED, Verdict.CONTESTED}:
            found.append((_turn(claim, studies, now), now))
    found.sort(key=lambda pair: (len(pair[0].without), pair[1].unknown * -1, pair[0].claim))
    return [fragility for fragility, _ in found]


def _turn(claim: Claim, studies: Sequence[StudyEvidence], now: Assessment) -> Fragility:
    by_weight = sorted(now.terms, key=lambda t: (-abs(t.supports - t.opposes), t.key))
    singles = ((term.key,) for term in by_weight if term.supports or term.opposes)
    leading = [t.key for t in by_weight if (t.supports > t.opposes) == (now.support >= now.opposition)]
    runs = (tuple(leading[: size + 1]) for size in range(1, len(leading)))
    for removed in (*singles, *runs):
        then = weigh(claim, [s for s in studies if s.citation.key not in removed])
        if then.verdict is not now.verdict:
            return Fragility(claim.id, now.verdict, removed, then.verdict)
    removed = tuple(sorted(t.key for t in now.terms))
    return Fragility(claim.id, now.verdict, removed, replace(now, verdict=Verdict.UNTESTED).verdict)
