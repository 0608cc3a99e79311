"""How sure the verdict is, and why: the domains of GRADE, each with its reason.

Guyatt et al., GRADE guidelines 1, J Clin Epidemiol 2011;64:383-394. The body of evidence is that of
the side that weighs more. It starts high when experiments with random order or allocation (or
reviews) are in it, for a claim of how things are also when they were measured directly; else low.
Each domain then takes steps off. Publication bias can't be judged from what is recorded and is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.assessment.body import (
    DIRECT,
    MARKED,
    MEASURED,
    OPINION,
    RANDOMISED,
    REVIEW,
    VERY_INDIRECT,
    WEAK,
)
from evidence_graph.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment.judgements import Share
    from evidence_graph.model import ClaimKind

FEW_PEOPLE = 100
"""Fewer participants than this in all is imprecise: a rule of thumb for the optimal information size."""

HALF = 0.5
MOSTLY_UNKNOWN = 0.5
"""Above this share of unknown the evidence is thin."""

INCONSISTENT = 0.25
"""From this share of the weight on the weaker side on, the evidence is inconsistent."""

LEVELS = (Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH)

EXPERIMENTS, MEASUREMENTS, OBSERVATIONS, OPINIONS = range(4)
STARTS = {
    EXPERIMENTS: (3, "Starts high: reviews or randomised experiments are among the studies."),
    MEASUREMENTS: (3, "Starts high: what the claim describes was measured."),
    OBSERVATIONS: (1, "Starts low: no randomised experiment is among the studies."),
    OPINIONS: (0, "Starts very low: opinion and narrative review only."),
}
"""The level at which a body of evidence starts, and why."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One domain of GRADE: how many steps it takes off, and why. The domain "design" says where it starts."""

    domain: str
    steps: int
    why: str


class Grade(NamedTuple):
    """The steps that each domain takes off, with the numbers they follow from; no start without a body."""

    start: int | None
    indirectness: int = 0
    imprecision: int = 0
    inconsistency: int = 0
    bias: int = 0
    conflicts: int = 0
    unknown: float = 1.0
    weaker: float = 0.0
    people: int = 0

    @property
    def certainty(self) -> Certainty:
        """The level that is left; very low when nothing counts."""
        if self.start is None:
            return Certainty.VERY_LOW
        return LEVELS[max(0, STARTS[self.start][0] - sum(self[1:6]))]


def grade(counted: Sequence[Share], kind: ClaimKind | None, *, r: float, s: float, unknown: float) -> Grade:
    """The grade of the side that weighs more, r for the claim and s against it."""
    side = 0 if r >= s else 1
    body = [share for share in counted if share[side] > 0]
    if not body:
        return Grade(None)
    total, some, every = (r, s)[side], 0, ~0
    for share in body:
        some |= share.marks
        every &= share.marks
    weaker = min(r, s) / (r + s)
    people = sum(share.people for share in body)
    return Grade(
        _start(some, every, kind),
        _indirectness(body, side, total, every),
        _imprecision(some, unknown, people),
        1 if weaker >= INCONSISTENT else 0,
        1 if some & WEAK and _weight(body, side, WEAK) > HALF * total else 0,
        1 if some & MARKED and _weight(body, side, MARKED) > HALF * total else 0,
        unknown,
        weaker,
        people,
    )


def _weight(body: Sequence[Share], side: int, mark: int) -> float:
    return fsum([share[side] for share in body if share.marks & mark])


def _start(some: int, every: int, kind: ClaimKind | None) -> int:
    if some & RANDOMISED:
        return EXPERIMENTS
    if every & OPINION:
        return OPINIONS
    return MEASUREMENTS if kind in MEASURED else OBSERVATIONS


def _indirectness(body: Sequence[Share], side: int, total: float, every: int) -> int:
    if every & DIRECT and not every & VERY_INDIRECT:
        return 0
    if _weight(body, side, VERY_INDIRECT) > HALF * total:
        return 2
    return 1 if _weight(body, side, DIRECT) < HALF * total else 0


def _imprecision(some: int, unknown: float, people: int) -> int:
    if unknown > MOSTLY_UNKNOWN:
        return 2
    return 1 if people < FEW_PEOPLE and not some & REVIEW else 0


def reasons(graded: Grade) -> tuple[Reason, ...]:
    """Where the certainty starts, and each domain that takes something off, in words."""
    if graded.start is None:
        return (Reason("design", 0, "No study counts for either side."),)
    indirect = {
        0: "",
        1: "Less than half of the weight comes from direct evidence.",
        2: "Most of the weight comes from very indirect evidence.",
    }
    imprecise = {
        0: "",
        1: f"Only {graded.people} participants are known of in all.",
        2: f"{graded.unknown:.0%} is unknown: there is too little evidence.",
    }
    biased = "Most of the weight comes from studies without a control or with unverified results."
    conflicted = "Most of the weight comes from works with a conflict of interest or in dispute."
    taken = [
        Reason("indirectness", graded.indirectness, indirect[graded.indirectness]),
        Reason("imprecision", graded.imprecision, imprecise[graded.imprecision]),
        Reason(
            "inconsistency", graded.inconsistency, f"{graded.weaker:.0%} of the weight is on the other side."
        ),
        Reason("risk of bias", graded.bias, biased),
        Reason("conflicts of interest", graded.conflicts, conflicted),
    ]
    return Reason("design", 0, STARTS[graded.start][1]), *(reason for reason in taken if reason.steps)
