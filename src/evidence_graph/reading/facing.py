"""The evidence on a claim turned to face a sentence: where the article denies the claim, the sides change.

In come an assertion, the assessment of its claim and the studies; out comes what speaks for the sentence and
what against it.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.model import Attitude, Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.assessment import Assessment
    from evidence_graph.model import Assertion
    from evidence_graph.sheets.study_rows import StudyRow

OTHER_VERDICT = {Verdict.BACKED: Verdict.OPPOSED, Verdict.OPPOSED: Verdict.BACKED}
OTHER_STANCE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}
"""What a verdict and a stance on a claim say of a sentence that denies it."""

OTHER_HEADING = {one.value: other.value for one, other in OTHER_STANCE.items()}

WHOLE = 100.0
"""How wide a bar is."""


class BarBlock(NamedTuple):
    """A study in a bar: where it begins and how wide it is."""

    x: float
    width: float


class SideOfBar(NamedTuple):
    """One side of a bar: its share of the whole, and what each study adds to it, the heaviest first."""

    share: float
    weights: tuple[float, ...]

    def blocks(self, *, from_right: bool = False) -> Iterator[BarBlock]:
        """The studies as blocks, the heaviest at the outer end of the side."""
        begin = WHOLE - self.share if from_right else 0.0
        weights = self.weights[::-1] if from_right else self.weights
        total = sum(weights)

        for start, weight in zip(accumulate(weights, initial=0.0), weights, strict=False):
            x = begin + self.share * start / total
            yield BarBlock(round(x, 2), round(self.share * weight / total, 2))


class Facing(NamedTuple):
    """What the evidence says to a sentence: the verdict, its lean, both sides of the bar, and the studies."""

    verdict: Verdict
    lean: Stance | None
    support: SideOfBar
    opposition: SideOfBar
    rows: Mapping[str, Sequence[StudyRow]]

    @property
    def unknown(self) -> float:
        """What lies between both sides of the bar."""
        return WHOLE - self.support.share - self.opposition.share

    @property
    def leans_against(self) -> bool:
        """Whether more weighs against the sentence than for it."""
        return self.opposition.share > self.support.share

    def turn(self) -> Facing:
        """The same with the sides changed."""
        return Facing(
            verdict=OTHER_VERDICT.get(self.verdict, self.verdict),
            lean=OTHER_STANCE[self.lean] if self.lean else None,
            support=self.opposition,
            opposition=self.support,
            rows={OTHER_HEADING.get(heading, heading): group for heading, group in self.rows.items()},
        )


def face(assertion: Assertion, assessment: Assessment, rows: Mapping[str, Sequence[StudyRow]]) -> Facing:
    """What the *assessment* of a claim and its studies say to the sentence of *assertion*."""
    supports = sorted((term.supports for term in assessment.terms if term.supports), reverse=True)
    opposes = sorted((term.opposes for term in assessment.terms if term.opposes), reverse=True)
    towards_claim = Facing(
        verdict=assessment.verdict,
        lean=assessment.lean,
        support=SideOfBar(WHOLE * assessment.support, tuple(supports)),
        opposition=SideOfBar(WHOLE * assessment.opposition, tuple(opposes)),
        rows=rows,
    )
    if assertion.attitude is Attitude.DENIES:
        return towards_claim.turn()

    return towards_claim
