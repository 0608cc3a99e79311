"""The body of evidence of one claim, as plain values: the works, what is known of them, who read them how.

In come the records of a claim (see `passes`); out go `Body`, `Work`, `Facts` and `Reading`, which are all
that the method knows. What a data set does not record is None here, or ``NOT_RECORDED``, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.model import (
    BiasJudgement,
    ClaimKind,
    Directness,
    PooledDesigns,
    RetractionStatus,
    Stance,
    StudyDesign,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

D = StudyDesign

META_ANALYSES = frozenset({D.META_ANALYSIS, D.NETWORK_META_ANALYSIS})
REVIEWS = META_ANALYSES | {D.SYSTEMATIC_REVIEW}
OPINION = frozenset({D.NARRATIVE_REVIEW, D.EXPERT_OPINION})
RANDOMISED = frozenset({D.RANDOMISED_CONTROLLED_TRIAL, D.RANDOMISED_CROSSOVER})

MEASURED = frozenset({ClaimKind.DESCRIPTION, ClaimKind.ASSOCIATION})
"""The kinds of claim that say how things are, which measuring answers as well as an experiment."""

FULL_TRIALS = 3
"""A meta-analysis of fewer trials is no full one."""

LARGE_TRIAL = 400
"""A randomised trial of so many people, with its interval, stands for two bodies of evidence."""

SIDES = (Stance.SUPPORTS, Stance.OPPOSES)
OTHER_SIDE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}


class Confirmation(StrEnum):
    """Whether somebody has confirmed, in the work itself, what a line says it found."""

    CONFIRMED = "confirmed"
    FROM_MEMORY = "from-memory"
    NOT_RECORDED = "not-recorded"


class Reason(StrEnum):
    """Why a work weighs nothing, whatever it says."""

    RETRACTED = "retracted"
    OPINION = "opinion"
    FROM_MEMORY = "from memory"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LineReading:
    """One evidence line: what one reader says of the work for the claim.

    *design* and *participants* are those of the line, where they differ from the work's.
    """

    reader: str
    stance: Stance
    directness: Directness = Directness.NOT_RECORDED
    finding: Confirmation = Confirmation.NOT_RECORDED
    withdrawn: bool = False
    design: StudyDesign | None = None
    participants: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a work: how it came to its result, how far one can trust it, what it shares.

    *pools* names the works that a review pools; *pools_complete* says that it names all of them.
    *reviewed_retracted* says that one of them is retracted. *twin* is the first key under which the same
    work is there more than once, or in another version.
    """

    design: StudyDesign | None = None
    participants: int | None = None
    trials: int | None = None
    year: int | None = None
    status: RetractionStatus | None = None
    conflict_of_interest: bool = False
    cohort: str | None = None
    version_of: str | None = None
    pools: tuple[str, ...] = ()
    pools_complete: bool = False
    pooled_designs: PooledDesigns | None = None
    reviewed_retracted: bool = False
    bias: BiasJudgement | None = None
    twin: str | None = None


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class JudgedStudy:
    """A citation with its readings for one claim.

    *crossings* has one item for each interval recorded for this claim: whether it crosses no effect, or
    leaves the margin stated for the claim.
    """

    key: str
    readings: tuple[LineReading, ...]
    facts: Facts = NO_FACTS
    crossings: tuple[bool, ...] = ()

    @property
    def is_review(self) -> bool:
        """Whether the work pools or collects others."""
        return self.facts.design in REVIEWS

    @property
    def is_open_review(self) -> bool:
        """Whether it is a review of which nobody recorded all works that it pools."""
        return self.is_review and not self.facts.pools_complete

    @property
    def is_full(self) -> bool:
        """Whether it is a meta-analysis of three trials or more with an interval for this claim."""
        enough = (self.facts.trials or 0) >= FULL_TRIALS

        return self.facts.design in META_ANALYSES and enough and bool(self.crossings)

    @property
    def is_randomised(self) -> bool:
        """Whether chance allotted the treatment, in the work or in those that it pools."""
        pooled = self.is_review and self.facts.pooled_designs is PooledDesigns.RANDOMISED

        return pooled or self.facts.design in RANDOMISED

    @property
    def bodies(self) -> int:
        """For how many independent bodies of evidence the work stands."""
        large = (self.facts.participants or 0) >= LARGE_TRIAL and bool(self.crossings)
        if self.is_full or (large and self.facts.design in RANDOMISED):
            return 2

        return 1


@dataclass(frozen=True, slots=True)
class RecordedSearch:
    """That somebody looked for studies of the claim: when, and whether systematically."""

    date: str
    systematic: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A claim and all that is judged of it."""

    claim: str
    kind: ClaimKind | None
    studies: tuple[JudgedStudy, ...] = ()
    searches: tuple[RecordedSearch, ...] = field(default=())

    @property
    def is_measured(self) -> bool:
        """Whether the claim says how things are, which needs no experiment."""
        return self.kind in MEASURED

    @property
    def last_search(self) -> str | None:
        """The date of the last search on record; a systematic one comes before others."""
        systematic = [search.date for search in self.searches if search.systematic]

        return max(systematic or [search.date for search in self.searches], default=None)

    @property
    def is_searched_systematically(self) -> bool:
        """Whether somebody looked systematically for studies of the claim."""
        return any(search.systematic for search in self.searches)

    def without(self, keys: Sequence[str] | frozenset[str]) -> Body:
        """The same claim as if the works of *keys* had not been published."""
        return replace(self, studies=tuple(study for study in self.studies if study.key not in keys))


def set_aside(study: JudgedStudy) -> Reason | None:
    """Why *work* weighs nothing for any claim, if that is so."""
    if study.facts.status is RetractionStatus.RETRACTED:
        return Reason.RETRACTED

    if study.facts.design in OPINION:
        return Reason.OPINION

    if all(reading.withdrawn for reading in study.readings):
        return Reason.WITHDRAWN

    if not weighing_readings(study):
        return Reason.FROM_MEMORY

    return None


def weighing_readings(study: JudgedStudy) -> list[LineReading]:
    """The readings of *work* that weigh, with the directness that other readers recorded where one did not.

    Left out are those withdrawn and those from memory, those whose own design is opinion, and background
    beside another reading of the same reader.
    """
    readings = [reading for reading in study.readings if _weighs(reading)]
    # Most studies have one: nothing stands beside it, and nobody else told its directness.
    if len(readings) == 1:
        return readings

    taking_sides = {reading.reader for reading in readings if reading.stance is not Stance.BACKGROUND}

    return [
        _with_directness(reading, readings)
        for reading in readings
        if reading.stance is not Stance.BACKGROUND or reading.reader not in taking_sides
    ]


def stands(reading: LineReading) -> bool:
    """Whether somebody read it in the work and it is not withdrawn."""
    return not reading.withdrawn and reading.finding is not Confirmation.FROM_MEMORY


def _weighs(reading: LineReading) -> bool:
    return stands(reading) and reading.design not in OPINION


def _with_directness(reading: LineReading, readings: Sequence[LineReading]) -> LineReading:
    """The *reading* with the least direct of what the other readers recorded, where it records nothing."""
    if reading.directness is not Directness.NOT_RECORDED:
        return reading

    others = [other.directness for other in readings if other.reader != reading.reader]
    recorded = [directness for directness in others if directness is not Directness.NOT_RECORDED]
    if not recorded:
        return reading

    return replace(reading, directness=max(recorded, key=RANK.__getitem__))


RANK = {
    Directness.DIRECT: 0,
    Directness.INDIRECT: 1,
    Directness.NOT_RECORDED: 2,
    Directness.UNCLEAR: 3,
    Directness.VERY_INDIRECT: 4,
}
"""From the most direct to the least."""
