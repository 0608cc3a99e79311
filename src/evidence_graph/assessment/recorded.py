"""How much of a body of evidence is recorded: what a verdict could not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import set_aside, weighing_readings
from evidence_graph.assessment.certainty import NOT_TOLD
from evidence_graph.model import Directness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence_graph.assessment.body import Body, JudgedStudy


@dataclass(frozen=True, slots=True)
class Recorded:
    """Of how many of the works that weigh a field is recorded."""

    field: str
    number: int
    studies: int

    def __str__(self) -> str:
        return f"{self.field} of {self.number} of {self.studies}"


def _has_size(study: JudgedStudy) -> bool:
    return study.facts.participants is not None or (study.is_review and study.facts.trials is not None)


def _has_directness(study: JudgedStudy) -> bool:
    return all(reading.directness is not Directness.NOT_RECORDED for reading in weighing_readings(study))


def _has_overlap(study: JudgedStudy) -> bool:
    return not study.is_open_review


FIELDS: tuple[tuple[str, Callable[[JudgedStudy], bool]], ...] = (
    ("design", lambda study: study.facts.design is not None),
    ("directness", _has_directness),
    ("size", _has_size),
    ("risk of bias", lambda study: study.facts.bias not in NOT_TOLD),
    ("an interval", lambda study: bool(study.crossings)),
    ("what it pools", _has_overlap),
)
"""The fields that the method reads, in the order of their steps."""


def recorded_fields(body: Body) -> Iterator[Recorded]:
    """Field by field, of how many works of *body* it is recorded; of what reviews pool, among the reviews."""
    studies = [study for study in body.studies if set_aside(study) is None]
    for field, is_recorded in FIELDS:
        if field == "what it pools":
            concerned = [study for study in studies if study.is_review]
        else:
            concerned = studies

        if concerned:
            yield Recorded(field, sum(map(is_recorded, concerned)), len(concerned))
