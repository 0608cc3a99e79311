"""The verdict on a body of evidence: the sums, their shares, and which side outweighs the other."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.assessment.body import DIRECT, OBSERVED, TESTED
from evidence_graph.assessment.certainty import MOSTLY_UNKNOWN, Grade, grade
from evidence_graph.model import Certainty, ClaimKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment.judgements import Share

PRIOR = 2.0
TWICE = 2.0
"""One side must weigh this many times the other for a verdict; else the claim is contested."""


class Rating(NamedTuple):
    """What the evidence says of one claim, without the terms; support, opposition and unknown add up to 1.

    *counted* is the number of studies that add something to a side, *direct* how many of them have direct
    evidence.
    """

    claim: str
    support: float
    opposition: float
    unknown: float
    verdict: Verdict
    certainty: Certainty
    counted: int
    direct: int


def rate(claim: str, kind: ClaimKind | None, shares: Sequence[Share]) -> Rating:
    """The rating of *claim*, a claim of *kind*, by what its studies add."""
    return outcome(claim, kind, shares)[0]


def outcome(claim: str, kind: ClaimKind | None, shares: Sequence[Share]) -> tuple[Rating, Grade]:
    """The rating of *claim* with the steps that its certainty follows from."""
    r = fsum([share.supports for share in shares])
    s = fsum([share.opposes for share in shares])
    whole = r + s + PRIOR
    unknown = PRIOR / whole
    counted = [share for share in shares if share.supports > 0 or share.opposes > 0]
    graded = grade(counted, kind, r=r, s=s, unknown=unknown)
    direct = [share for share in counted if share.marks & DIRECT]
    verdict = _verdict(kind, shares, r=r, s=s)
    found = Rating(claim, r / whole, s / whole, unknown, verdict, graded.certainty, len(counted), len(direct))
    return found, graded


def _verdict(kind: ClaimKind | None, shares: Sequence[Share], *, r: float, s: float) -> Verdict:
    if r + s == 0 and not any(share.marks & TESTED for share in shares):
        return Verdict.UNTESTED
    if PRIOR / (r + s + PRIOR) > MOSTLY_UNKNOWN:
        return Verdict.THIN
    if max(r, s) < TWICE * min(r, s):
        return Verdict.CONTESTED
    if kind is ClaimKind.CAUSAL and _observed_only(shares, 0 if r > s else 1):
        return Verdict.THIN
    return Verdict.BACKED if r > s else Verdict.OPPOSED


def _observed_only(shares: Sequence[Share], side: int) -> bool:
    """Whether all that counts on a *side* only saw what goes together, or is opinion."""
    return all(share.marks & OBSERVED for share in shares if share[side] > 0)


def why(rating: Rating) -> str:
    """The verdict of *rating* in a sentence."""
    side = "for" if rating.verdict is Verdict.BACKED else "against"
    clear = f"The evidence {side} it weighs at least twice that on the other side."
    thin = (
        f"{rating.unknown:.0%} is unknown: too little weight on either side."
        if rating.unknown > MOSTLY_UNKNOWN
        else "Only what goes together was observed; that does not settle what causes what."
    )
    return {
        Verdict.UNTESTED: "No study supports, opposes or qualifies it.",
        Verdict.THIN: thin,
        Verdict.CONTESTED: "Neither side weighs twice as much as the other.",
        Verdict.BACKED: clear,
        Verdict.OPPOSED: clear,
    }[rating.verdict]
