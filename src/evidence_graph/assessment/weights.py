"""What one study weighs for one claim: the one table, and the product that follows from it.

The weights are judgements, set down here so that everybody sees them and can change them. Their
order follows the hierarchy of designs in GRADE (Guyatt et al., J Clin Epidemiol 2011;64:383-394) and
of the Oxford Centre for Evidence-Based Medicine (2011); their size has no deeper source. A weight of
1 is one unit of evidence against the prior weight of 2 (see `evidence_graph.assessment`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evidence_graph.model import Directness, RetractionStatus, StudyDesign

if TYPE_CHECKING:
    from evidence_graph.assessment.judgements import Facts, Judgement

D = StudyDesign

DESIGN: dict[StudyDesign | None, tuple[float, float]] = {
    D.META_ANALYSIS: (3.0, 3.0),
    D.NETWORK_META_ANALYSIS: (3.0, 3.0),
    D.SYSTEMATIC_REVIEW: (2.0, 2.0),
    D.RANDOMISED_CONTROLLED_TRIAL: (1.5, 1.0),
    D.RANDOMISED_CROSSOVER: (1.25, 1.0),
    D.NON_RANDOMISED_TRIAL: (1.0, 0.75),
    D.COHORT: (0.75, 1.0),
    D.LABORATORY_EXPERIMENT: (0.75, 1.0),
    D.BEFORE_AFTER: (0.5, 0.5),
    D.CASE_CONTROL: (0.5, 0.75),
    D.CROSS_SECTIONAL: (0.5, 1.0),
    D.RETROSPECTIVE_RECORDS: (0.5, 1.0),
    D.CADAVER_STUDY: (0.5, 1.0),
    D.MODELLING: (0.5, 0.75),
    D.SURVEY: (0.25, 0.5),
    D.ANIMAL_EXPERIMENT: (0.25, 0.25),
    D.NARRATIVE_REVIEW: (0.25, 0.25),
    D.CASE_REPORT: (0.1, 0.1),
    D.EXPERT_OPINION: (0.1, 0.1),
    None: (0.25, 0.25),
}
"""The weight of a design for what something causes or what one should do, and for how things are."""

DIRECTNESS: dict[Directness, float] = {
    Directness.DIRECT: 1.0,
    Directness.INDIRECT: 0.5,
    Directness.NOT_RECORDED: 0.5,
    Directness.UNCLEAR: 0.3,
    Directness.VERY_INDIRECT: 0.2,
}

SIZE: tuple[tuple[int, float], ...] = ((10, 0.5), (20, 0.7), (50, 0.85))
"""The factor of a study with fewer participants than the number; 1 from the last number on."""

UNKNOWN_SIZE = 0.7

INTEGRITY: dict[RetractionStatus, float] = {
    RetractionStatus.RETRACTED: 0.0,
    RetractionStatus.EXPRESSION_OF_CONCERN: 0.25,
    RetractionStatus.DISPUTED: 0.25,
}
"""The factor of a work whose integrity is in doubt; 1 for all others."""

CONFLICT_OF_INTEREST = 0.85
UNVERIFIED = 0.5

REVIEWS = {D.META_ANALYSIS, D.NETWORK_META_ANALYSIS, D.SYSTEMATIC_REVIEW}
OPINION = {D.NARRATIVE_REVIEW, D.EXPERT_OPINION, None}
CORRELATIONAL = {
    D.COHORT,
    D.CASE_CONTROL,
    D.CROSS_SECTIONAL,
    D.RETROSPECTIVE_RECORDS,
    D.SURVEY,
    D.CASE_REPORT,
}
"""Designs that observe what goes together and change nothing."""

RANDOMISED = {
    D.META_ANALYSIS,
    D.NETWORK_META_ANALYSIS,
    D.SYSTEMATIC_REVIEW,
    D.RANDOMISED_CONTROLLED_TRIAL,
    D.RANDOMISED_CROSSOVER,
}


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors whose product is the weight of one evidence line."""

    design: float
    directness: float
    size: float
    integrity: float
    verified: float

    @property
    def weight(self) -> float:
        """The product."""
        return self.design * self.directness * self.size * self.integrity * self.verified


@lru_cache(maxsize=1 << 16)
def factors(line: Judgement, facts: Facts | None, *, measured: bool) -> Factors:
    """What each property of the study and of the judgement contributes to the weight of *line*.

    *measured* takes the weight of the design for how things are. Nothing is known of a study without *facts*.
    """
    return Factors(
        design=DESIGN[facts.design if facts else None][1 if measured else 0],
        directness=DIRECTNESS[line.directness],
        size=facts.size if facts else UNKNOWN_SIZE,
        integrity=facts.integrity if facts else 1.0,
        verified=1.0 if line.verified else UNVERIFIED,
    )


def size(design: StudyDesign | None, participants: int | None) -> float:
    """The factor of the number of participants."""
    if design in REVIEWS or design in OPINION:
        return 1.0
    if participants is None:
        return UNKNOWN_SIZE
    return next((factor for below, factor in SIZE if participants < below), 1.0)


def integrity(status: RetractionStatus | None, *, conflict_of_interest: bool) -> float:
    """The factor of a work's integrity."""
    factor = INTEGRITY.get(status, 1.0) if status else 1.0
    return factor * (CONFLICT_OF_INTEREST if conflict_of_interest else 1.0)
