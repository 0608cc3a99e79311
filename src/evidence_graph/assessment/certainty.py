"""How sure the verdict is, and why: the domains of GRADE, each with its reason.

Guyatt et al., GRADE guidelines 1, J Clin Epidemiol 2011;64:383-394. The body of evidence is that of
the side that weighs more. It starts high when experiments with random order or allocation (or
reviews) are in it, for a claim of how things are also when they were measured directly; else low.
Each domain then takes steps off. Publication bias can't be judged from what is recorded and is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment import weights
from evidence_graph.model import Certainty, ClaimKind, Directness, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment.terms import Term

FEW_PEOPLE = 100
"""Fewer participants than this in all is imprecise: a rule of thumb for the optimal information size."""

HALF = 0.5
MOSTLY_UNKNOWN = 0.5
"""Above this share of unknown the evidence is thin."""

INCONSISTENT = 0.25
"""From this share of the weight on the weaker side on, the evidence is inconsistent."""

UNCONTROLLED = {StudyDesign.BEFORE_AFTER, StudyDesign.CASE_REPORT, StudyDesign.SURVEY}


LEVELS = (Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH)


@dataclass(frozen=True, slots=True)
class Reason:
    """One domain of GRADE: how many steps it takes off, and why. The domain "design" says where it starts."""

    domain: str
    steps: int
    why: str


def rate(
    terms: Sequence[Term], *, kind: ClaimKind | None, support: float, opposition: float, unknown: float
) -> tuple[Certainty, tuple[Reason, ...]]:
    """The certainty of the side that weighs more, and the reasons."""
    for_it = support >= opposition
    body = [t for t in terms if (t.supports if for_it else t.opposes) > 0]
    if not body:
        return Certainty.VERY_LOW, (Reason("design", 0, "No study counts for either side."),)
    start, design = _start(body, kind)
    weigh = _Weigh(body, for_it=for_it)
    taken = [
        _indirectness(weigh),
        _imprecision(body, unknown),
        _inconsistency(support, opposition),
        _risk_of_bias(weigh),
        _conflicts(weigh),
    ]
    reasons = (design, *(reason for reason in taken if reason.steps))
    level = max(0, start - sum(reason.steps for reason in taken))
    return LEVELS[level], reasons


class _Weigh:
    """The share of the weight of a body of evidence that terms with some property hold."""

    def __init__(self, body: Sequence[Term], *, for_it: bool) -> None:
        self.body = body
        self._for_it = for_it
        self._total = sum(self._of(term) for term in body)

    def _of(self, term: Term) -> float:
        return term.supports if self._for_it else term.opposes

    def share(self, terms: Sequence[Term]) -> float:
        return sum(self._of(term) for term in terms) / self._total


def _start(body: Sequence[Term], kind: ClaimKind | None) -> tuple[int, Reason]:
    designs = {term.design for term in body}
    if designs & weights.RANDOMISED:
        return 3, Reason("design", 0, "Starts high: reviews or randomised experiments are among the studies.")
    if kind in {ClaimKind.DESCRIPTION, ClaimKind.ASSOCIATION} and designs - weights.OPINION:
        return 3, Reason("design", 0, "Starts high: what the claim describes was measured.")
    if designs - weights.OPINION:
        return 1, Reason("design", 0, "Starts low: no randomised experiment is among the studies.")
    return 0, Reason("design", 0, "Starts very low: opinion and narrative review only.")


def _indirectness(weigh: _Weigh) -> Reason:
    direct = [t for t in weigh.body if Directness.DIRECT in t.directness]
    very = [t for t in weigh.body if set(t.directness) <= {Directness.VERY_INDIRECT, Directness.UNCLEAR}]
    if weigh.share(very) > HALF:
        return Reason("indirectness", 2, "Most of the weight comes from very indirect evidence.")
    if weigh.share(direct) < HALF:
        return Reason("indirectness", 1, "Less than half of the weight comes from direct evidence.")
    return Reason("indirectness", 0, "")


def _imprecision(body: Sequence[Term], unknown: float) -> Reason:
    if unknown > MOSTLY_UNKNOWN:
        return Reason("imprecision", 2, f"{unknown:.0%} is unknown: there is too little evidence.")
    if any(t.design in weights.REVIEWS for t in body):
        return Reason("imprecision", 0, "")
    people = sum(t.participants or 0 for t in body)
    if people < FEW_PEOPLE:
        return Reason("imprecision", 1, f"Only {people} participants are known of in all.")
    return Reason("imprecision", 0, "")


def _inconsistency(support: float, opposition: float) -> Reason:
    weaker = min(support, opposition) / (support + opposition)
    if weaker >= INCONSISTENT:
        return Reason("inconsistency", 1, f"{weaker:.0%} of the weight is on the other side.")
    return Reason("inconsistency", 0, "")


def _risk_of_bias(weigh: _Weigh) -> Reason:
    weak = [t for t in weigh.body if t.design in UNCONTROLLED or not t.verified]
    if weigh.share(weak) > HALF:
        why = "Most of the weight comes from studies without a control or with unverified results."
        return Reason("risk of bias", 1, why)
    return Reason("risk of bias", 0, "")


def _conflicts(weigh: _Weigh) -> Reason:
    marked = [t for t in weigh.body if t.marks]
    if weigh.share(marked) > HALF:
        why = "Most of the weight comes from works with a conflict of interest or in dispute."
        return Reason("conflicts of interest", 1, why)
    return Reason("conflicts of interest", 0, "")
