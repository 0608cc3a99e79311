"""How sure a verdict is, and why: a start, and the steps that each domain takes off.

Guyatt et al., GRADE guidelines 1, J Clin Epidemiol 2011;64:383-394; Cochrane Handbook 6, chapter 14. Only
*backed* and *opposed* have a certainty: that of the side that leads. Shares are of the weight that counts
there, and "half" means half or more. A gap takes the step of the ordinary bad value and is told as a gap.
Publication bias and large effects are not assessed: nothing is recorded to judge them by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.assessment.sums import PRIOR
from evidence_graph.model import BiasJudgement, Certainty, RetractionStatus, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph.assessment.body import JudgedStudy
    from evidence_graph.assessment.sums import ClaimSums, Side

    Split = Callable[[str], bool]
    """Whether the sides would disagree without the work of this key."""

D = StudyDesign

LEVELS = (Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH)

HALF = 0.5
INCONSISTENT = 0.2
"""From this share of the weight on the other side on, the evidence is inconsistent."""

VERY_INDIRECT = 0.8
"""From this share of the weight that is not direct on, a second step is taken off."""

DIRECT_BODIES = 2
"""So many direct bodies make the evidence direct: what is indirect beside them takes nothing away."""

FEW_PEOPLE = 100
"""Fewer people than this are few: a rule of thumb for the optimal information size."""

HIGH_BODIES = 3
"""Fewer bodies of evidence than this never make a certainty high."""

SLACK = 1e-9

OBSERVED = frozenset({D.COHORT, D.CASE_CONTROL, D.NON_RANDOMISED_TRIAL, D.LABORATORY_EXPERIMENT})
"""Designs with a comparison, though not by chance."""

NOT_TOLD = frozenset({None, BiasJudgement.UNCLEAR})
RISKY = NOT_TOLD | {BiasJudgement.HIGH, BiasJudgement.CRITICAL}
"""A risk of bias that nobody recorded, or could tell, counts like a high one."""

DOUBTED = frozenset({RetractionStatus.DISPUTED, RetractionStatus.EXPRESSION_OF_CONCERN})


@dataclass(frozen=True, slots=True)
class CertaintyStep:
    """One domain of GRADE: how many levels it takes off, why, and whether a gap makes it do so.

    The domain "start" says where the certainty begins and takes nothing off; "ceiling" only caps it.
    """

    domain: str
    steps: int
    why: str
    is_gap: bool = False


class Grade(NamedTuple):
    """The certainty of a side, and the steps that lead to it."""

    certainty: Certainty
    steps: tuple[CertaintyStep, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The domains of which too little is recorded."""
        return tuple(step.domain for step in self.steps if step.is_gap)


def grade(sums: ClaimSums, would_split: Split) -> Grade:
    """The certainty of the leading side of *sums*.

    *would_split* says whether the verdict would be contested without a work, the set chosen anew.
    """
    side = sums.leading
    level, start = _start(sums, side)
    steps = [
        step
        for step in (
            _risk_of_bias(side),
            _integrity(side),
            _inconsistency(sums, would_split),
            _indirectness(sums, side),
            _imprecision(side),
            _amount(sums, side),
        )
        if step is not None
    ]
    level = max(0, level - sum(step.steps for step in steps))

    if sums.bodies(side) < HIGH_BODIES and level == LEVELS.index(Certainty.HIGH):
        steps.append(
            CertaintyStep("ceiling", 1, "Fewer than three independent bodies of evidence: at most moderate.")
        )
        level -= 1

    return Grade(LEVELS[level], (start, *steps))


def _is_half(share: float) -> bool:
    return share >= HALF - SLACK


def _start(sums: ClaimSums, side: Side) -> tuple[int, CertaintyStep]:
    if sums.body.is_measured:
        return 3, CertaintyStep(
            "start", 0, "Starts high: the claim says how things are, and that was measured."
        )

    randomised = _is_half(side.share(lambda study: study.is_randomised))
    if randomised or sums.bodies(side, lambda study: study.is_randomised) >= DIRECT_BODIES:
        return 3, CertaintyStep("start", 0, "Starts high: half of the weight or two bodies are randomised.")

    if _is_half(side.share(_compares)):
        gap = any(study.is_review and study.facts.pooled_designs is None for study in side.studies)
        return 1, CertaintyStep(
            "start", 0, "Starts low: observed or compared, but not by chance.", is_gap=gap
        )

    return 0, CertaintyStep(
        "start", 0, "Starts very low: most of the weight comes from studies without a comparison."
    )


def _compares(study: JudgedStudy) -> bool:
    unknown_review = study.is_review and study.facts.pooled_designs is None
    return study.is_randomised or unknown_review or study.facts.design in OBSERVED


def _risk_of_bias(side: Side) -> CertaintyStep | None:
    if _is_half(side.share(lambda study: study.facts.bias is BiasJudgement.CRITICAL)):
        return CertaintyStep(
            "risk of bias", 2, "Half of the weight or more comes from works at critical risk of bias."
        )

    if not _is_half(side.share(lambda study: study.facts.bias in RISKY)):
        return None

    unrecorded = side.share(lambda study: study.facts.bias in NOT_TOLD)
    if unrecorded > 0:
        why = f"The risk of bias is not recorded for works of {unrecorded:.0%} of the weight."
        return CertaintyStep("risk of bias", 1, why, is_gap=True)

    return CertaintyStep(
        "risk of bias", 1, "Half of the weight or more comes from works at high risk of bias."
    )


def _integrity(side: Side) -> CertaintyStep | None:
    doubted = side.share(_is_doubted)
    if not _is_half(doubted):
        return None

    why = "comes from works with a conflict of interest, in dispute, or that pool a retracted work."

    return CertaintyStep("integrity", 1, f"{doubted:.0%} of the weight {why}")


def _is_doubted(study: JudgedStudy) -> bool:
    facts = study.facts
    return facts.conflict_of_interest or facts.reviewed_retracted or facts.status in DOUBTED


def _inconsistency(sums: ClaimSums, would_split: Split) -> CertaintyStep | None:
    weaker = sums.trailing.total / (sums.leading.total + sums.trailing.total)
    if weaker >= INCONSISTENT - SLACK:
        return CertaintyStep("inconsistency", 1, f"{weaker:.0%} of the weight is on the other side.")

    heaviest = sums.leading.heaviest_study
    if would_split(heaviest):
        return CertaintyStep("inconsistency", 1, f"Without {heaviest} the sides would disagree.")

    return None


def _indirectness(sums: ClaimSums, side: Side) -> CertaintyStep | None:
    direct = sums.bodies(side, lambda study: side.weighings[study.key].direct_weight(side.stance) > 0)
    indirect = 1 - side.direct_share
    if direct >= DIRECT_BODIES or not _is_half(indirect):
        return None

    unrecorded = side.unrecorded_directness_share
    is_gap = not _is_half(indirect - unrecorded)
    why = f"{indirect:.0%} of the weight is not direct."
    if unrecorded > 0:
        why = f"{indirect:.0%} of the weight is indirect, or its directness is not recorded."

    return CertaintyStep("indirectness", 2 if indirect >= VERY_INDIRECT - SLACK else 1, why, is_gap=is_gap)


def _imprecision(side: Side) -> CertaintyStep | None:
    crossings = [crosses for study in side.studies for crosses in study.crossings]
    if not crossings:
        return CertaintyStep("imprecision", 1, "No interval is recorded.", is_gap=True)
    if all(crossings):
        return CertaintyStep("imprecision", 1, "Every recorded interval leaves room for no effect.")

    return None


def _amount(sums: ClaimSums, side: Side) -> CertaintyStep | None:
    weight = sums.leading.total + sums.trailing.total
    if weight < PRIOR:
        return CertaintyStep(
            "amount", 1, f"All that counts weighs {weight:.2f}, less than what is left open (2)."
        )

    people = [study.facts.participants for study in side.studies]
    recorded = sum(number for number in people if number is not None)
    if recorded >= FEW_PEOPLE:
        return None

    is_gap = None in people
    why = f"{recorded} participants are recorded in all."
    if is_gap:
        why = f"{recorded} participants are recorded, of {people.count(None)} of {len(people)} works none."

    return CertaintyStep("amount", 1, why, is_gap=is_gap)
