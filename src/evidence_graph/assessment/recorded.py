"""How much of a body of evidence is recorded: what a verdict could not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import set_aside, weighing_readings
from evidence_graph.assessment.certainty import NOT_TOLD
from evidence_graph.model import Directness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence_graph.assessment.body import Body, Work


@dataclass(frozen=True, slots=True)
class Recorded:
    """Of how many of the works that weigh a field is recorded."""

    field: str
    number: int
    works: int

    def __str__(self) -> str:
        return f"{self.field} of {self.number} of {self.works}"


def _has_size(work: Work) -> bool:
    return work.facts.participants is not None or (work.is_review and work.facts.trials is not None)


def _has_directness(work: Work) -> bool:
    return all(reading.directness is not Directness.NOT_RECORDED for reading in weighing_readings(work))


def _has_overlap(work: Work) -> bool:
    return not work.is_open_review


FIELDS: tuple[tuple[str, Callable[[Work], bool]], ...] = (
    ("design", lambda work: work.facts.design is not None),
    ("directness", _has_directness),
    ("size", _has_size),
    ("risk of bias", lambda work: work.facts.bias not in NOT_TOLD),
    ("an interval", lambda work: bool(work.crossings)),
    ("what it pools", _has_overlap),
)
"""The fields that the method reads, in the order of their steps."""


def recorded(body: Body) -> Iterator[Recorded]:
    """Field by field, of how many works of *body* it is recorded; of what reviews pool, among the reviews."""
    works = [work for work in body.works if set_aside(work) is None]
    for field, is_recorded in FIELDS:
        concerned = [work for work in works if work.is_review] if field == "what it pools" else works
        if concerned:
            yield Recorded(field, sum(map(is_recorded, concerned)), len(concerned))
