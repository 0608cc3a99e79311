"""What one reading of a work weighs for one claim: the tables, and the product that follows from them.

The weights are judgements, set down here so that everybody sees them and can change them. Their order
follows the hierarchy of designs in GRADE (Guyatt et al., J Clin Epidemiol 2011;64:383-394) and of the
Oxford Centre for Evidence-Based Medicine (2011); their size has no deeper source. A weight of 1 is one
unit of evidence against the prior weight of 2 (see `evidence_graph.assessment.sums`).

A gap weighs like the ordinary bad value of its field, so that silence never beats an ordinary bad mark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import fsum
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import (
    META_ANALYSES,
    OPINION,
    RANK,
    REVIEWS,
    set_aside,
    weighing_readings,
)
from evidence_graph.model import Directness, PooledDesigns, RetractionStatus, Stance, StudyDesign
from evidence_graph.own_weights import CONFLICT, NOT_RECORDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.assessment.body import Facts, JudgedStudy, LineReading
    from evidence_graph.own_weights import OwnWeights

D = StudyDesign

DESIGN: dict[StudyDesign | None, tuple[float, float]] = {
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
    D.CASE_REPORT: (0.1, 0.1),
    None: (0.25, 0.25),
}
"""The weight of a primary design for what something causes or what one should do, and for how things are."""

META_ANALYSIS = 2.0
SYSTEMATIC_REVIEW = 4 / 3
"""So many times the weight of what it pools: with trials 3 and 2."""

POOLED = {
    PooledDesigns.RANDOMISED: D.RANDOMISED_CONTROLLED_TRIAL,
    PooledDesigns.OTHER: D.NON_RANDOMISED_TRIAL,
    None: D.NON_RANDOMISED_TRIAL,
}
"""As what design the works that a review pools are weighed."""

DIRECTNESS: dict[Directness, float] = {
    Directness.DIRECT: 1.0,
    Directness.INDIRECT: 0.5,
    Directness.NOT_RECORDED: 0.5,
    Directness.UNCLEAR: 0.5,
    Directness.VERY_INDIRECT: 0.2,
}

SIZE: tuple[tuple[int, float], ...] = ((10, 0.5), (20, 0.7), (50, 0.85))
"""The factor of a study with fewer participants than the number; 1 from the last number on."""

SMALL = 0.7
"""The factor of a size that is not recorded, and of a review of few trials and few people."""

REVIEWED_TRIALS, REVIEWED_PEOPLE = 3, 50
"""A review of so many trials, or of so many people, is not small."""

INTEGRITY: dict[RetractionStatus, float] = {
    RetractionStatus.RETRACTED: 0.0,
    RetractionStatus.EXPRESSION_OF_CONCERN: 0.25,
    RetractionStatus.DISPUTED: 0.25,
}
"""The factor of a work whose integrity is in doubt; 1 for all others."""

CONFLICT_OF_INTEREST = 0.85


@dataclass(frozen=True, eq=False)
class Weights:
    """The tables that a data set may replace entries of; *name* is the file where it does.

    Two of them are equal when they are one, which makes them keys that cost nothing.
    """

    name: str | None = None
    design: Mapping[StudyDesign | None, tuple[float, float]] = field(default_factory=lambda: DESIGN)
    meta_analysis: float = META_ANALYSIS
    systematic_review: float = SYSTEMATIC_REVIEW
    directness: Mapping[Directness, float] = field(default_factory=lambda: DIRECTNESS)
    integrity: Mapping[RetractionStatus, float] = field(default_factory=lambda: INTEGRITY)
    conflict_of_interest: float = CONFLICT_OF_INTEREST


STANDARD = Weights()
"""The tables above."""


def with_own(own: OwnWeights) -> Weights:
    """The tables with the entries that a data set has of its *own* in their place."""
    conflict = own.integrity.get(CONFLICT, STANDARD.conflict_of_interest)
    statuses = {key: factor for key, factor in own.integrity.items() if key != CONFLICT}

    return Weights(
        own.name,
        {**STANDARD.design, **{_design(key): pair for key, pair in own.design.items()}},
        own.review.get(D.META_ANALYSIS, STANDARD.meta_analysis),
        own.review.get(D.SYSTEMATIC_REVIEW, STANDARD.systematic_review),
        {**STANDARD.directness, **{Directness(key): factor for key, factor in own.directness.items()}},
        {**STANDARD.integrity, **{RetractionStatus(key): factor for key, factor in statuses.items()}},
        conflict,
    )


def _design(word: str) -> StudyDesign | None:
    if word == NOT_RECORDED:
        return None

    return StudyDesign(word)


PLACES = 9
"""Sums are rounded to so many places, so that the order of the works cannot move a verdict."""


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors whose product is the weight of one reading; *share* is its part of the work."""

    design: float
    directness: float
    size: float
    integrity: float
    share: float

    @property
    def weight(self) -> float:
        """The product."""
        return self.design * self.directness * self.size * self.integrity * self.share


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a work says for one claim: its weight by stance, and how direct it is where it says so.

    *weights* and *direct_weights* are by stance; *ranks* is the rank of the most direct reading
    of each stance (`body.RANK`, the gap counted like indirect).
    """

    study: JudgedStudy
    weights: dict[Stance, float]
    direct_weights: dict[Stance, float]
    ranks: dict[Stance, int]
    factors: tuple[tuple[LineReading, Factors], ...]

    @property
    def key(self) -> str:
        """The key of the work."""
        return self.study.key

    def weight(self, stance: Stance) -> float:
        """What it weighs for *stance*."""
        return self.weights.get(stance, 0.0)

    def direct_weight(self, stance: Stance) -> float:
        """What its direct readings weigh for *stance*."""
        return self.direct_weights.get(stance, 0.0)


def weigh(study: JudgedStudy, *, measured: bool, weights: Weights = STANDARD) -> Weighed | None:
    """The weighing of *work*; None where it weighs nothing, whatever it says (see `body.set_aside`).

    Each reader has an equal share of the work, and each reading of a reader an equal share of that.
    *measured* takes the weights of designs for how things are, from the tables *weights*.
    """
    if set_aside(study) is not None:
        return None

    readings = weighing_readings(study)
    lines_of: dict[str, int] = {}
    for reading in readings:
        lines_of[reading.reader] = lines_of.get(reading.reader, 0) + 1

    shares = [1 / (len(lines_of) * lines_of[reading.reader]) for reading in readings]
    products = [
        factors(reading, study.facts, share, measured, weights)
        for reading, share in zip(readings, shares, strict=True)
    ]

    return Weighed(
        study,
        _by_stance(readings, products),
        _by_stance(readings, products, directness=Directness.DIRECT),
        _ranks(readings),
        tuple(zip(readings, products, strict=True)),
    )


def _by_stance(
    readings: Sequence[LineReading], products: Sequence[Factors], *, directness: Directness | None = None
) -> dict[Stance, float]:
    """What the readings of each stance weigh together; of one *directness* only, where it is named."""
    weights: dict[Stance, list[float]] = {}
    for reading, product in zip(readings, products, strict=True):
        if directness in {None, reading.directness}:
            weights.setdefault(reading.stance, []).append(product.weight)

    return {stance: round(fsum(terms), PLACES) for stance, terms in weights.items()}


def _ranks(readings: Sequence[LineReading]) -> dict[Stance, int]:
    """The rank of the most direct reading of each stance."""
    ranks: dict[Stance, int] = {}
    for reading in readings:
        rank = RANK[Directness.INDIRECT if _is_like_indirect(reading) else reading.directness]
        ranks[reading.stance] = min(rank, ranks.get(reading.stance, rank))

    return ranks


def _is_like_indirect(reading: LineReading) -> bool:
    return DIRECTNESS[reading.directness] == DIRECTNESS[Directness.INDIRECT]


@lru_cache(maxsize=1 << 16)
def factors(
    reading: LineReading,
    facts: Facts,
    share: float,
    measured: bool,  # noqa: FBT001 - cached
    weights: Weights = STANDARD,
) -> Factors:
    """What each property of the work and of the *reading* contributes to its weight."""
    design = reading.design or facts.design
    if reading.participants is None:
        people = facts.participants
    else:
        people = reading.participants

    return Factors(
        design=design_weight(design, facts.pooled_designs, measured=measured, weights=weights),
        directness=weights.directness[reading.directness],
        size=size(design, people, facts.trials),
        integrity=integrity(facts.status, conflict_of_interest=facts.conflict_of_interest, weights=weights),
        share=share,
    )


def design_weight(
    design: StudyDesign | None,
    pooled: PooledDesigns | None,
    *,
    measured: bool,
    weights: Weights = STANDARD,
) -> float:
    """The weight of a *design*; a review weighs by what it pools, opinion nothing."""
    column = 1 if measured else 0

    if design in OPINION:
        return 0.0

    if design in REVIEWS:
        if design in META_ANALYSES:
            times = weights.meta_analysis
        else:
            times = weights.systematic_review

        return times * weights.design[POOLED[pooled]][column]

    return weights.design[design][column]


def size(design: StudyDesign | None, participants: int | None, trials: int | None) -> float:
    """The factor of the number of *participants*, and of *trials* for a review."""
    if design in REVIEWS:
        enough = (trials or 0) >= REVIEWED_TRIALS or (participants or 0) >= REVIEWED_PEOPLE
        return 1.0 if enough else SMALL

    if participants is None:
        return SMALL

    return next((factor for below, factor in SIZE if participants < below), 1.0)


def integrity(
    status: RetractionStatus | None, *, conflict_of_interest: bool, weights: Weights = STANDARD
) -> float:
    """The factor of a work's integrity."""
    factor = weights.integrity.get(status, 1.0) if status else 1.0

    return factor * (weights.conflict_of_interest if conflict_of_interest else 1.0)
