"""The data as they were on a day, by the dates that they record.

What is dated later is left out: judgements, searches, risk of bias, notices of retraction; what was withdrawn
later still counts.
What has no date counts as always there, and the number of it is told.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.graph import EvidenceGraph
from evidence_graph.store import compiled
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Record

DATED = tuple(record for record in BY_RECORD if "date" in record.__dataclass_fields__)
"""The kinds of records that have a date."""


@dataclass(frozen=True, slots=True)
class LaterCounts:
    """How many records came later, how many were withdrawn only later, and how many have no date."""

    later: int
    withdrawn_later: int
    undated: int


class PastGraph(EvidenceGraph):
    """The graph of a day, which it names in its title."""

    def __init__(self, dataset: Dataset, day: dt.date, reckoning: LaterCounts) -> None:
        super().__init__(compiled.of_dataset(dataset))
        self.day, self.reckoning = day, reckoning

    @property
    def title(self) -> str:
        """What the data set calls itself, with the day."""
        return f"{super().title}, {self.day.isoformat()}"

    @property
    def remark(self) -> str:
        """What was left out, and what counts as always there, in a sentence."""
        remark = f"as of {self.day.isoformat()}: {self.reckoning.later:,} judgements and searches came later"
        if self.reckoning.withdrawn_later:
            remark += f", {self.reckoning.withdrawn_later:,} withdrawn only later count"

        return (
            f"{remark}; what has no date counts as always there: {self.reckoning.undated:,} judgements and "
            "searches, and all claims, studies and figures"
        )


def as_of(graph: EvidenceGraph, day: dt.date | str) -> PastGraph:
    """The *graph* as it was at the end of a *day*.

    Raises NeedsFolder for a graph from an endpoint, ValueError for what is no day.
    """
    if isinstance(day, dt.date):
        wanted_day = day
    else:
        wanted_day = dt.date.fromisoformat(day)

    return _past(graph.dataset, wanted_day)


def _past(dataset: Dataset, day: dt.date) -> PastGraph:
    later = [record for record in _dated_records(dataset) if _date(record) > day.isoformat()]
    gone = {record for record in later if isinstance(record, model.EvidenceLine)}
    lines = (line for line in dataset.records(model.EvidenceLine).values() if line not in gone)
    reinstated = [line for line in lines if (line.withdrawn or "") > day.isoformat()]

    studies = [study for study in dataset.records(model.Study).values() if _is_status_later(study, day)]
    undated = sum(not _date(record) for record in _dated_records(dataset))
    lines_before = [replace(line, withdrawn=None, withdrawn_why=None) for line in reinstated]
    studies_before = [replace(study, retraction_status=None, retraction_notices=()) for study in studies]
    past = data.put(data.remove(dataset, *later), *lines_before, *studies_before)

    return PastGraph(past, day, LaterCounts(len(later), len(reinstated), undated))


def _is_status_later(study: model.Study, day: dt.date) -> bool:
    """Whether the notice that the status of *study* follows from came after a *day*."""
    return (study.retraction_date or "") > day.isoformat()


def _dated_records(dataset: Dataset) -> Iterator[Record]:
    """The records that may have a date."""
    for record_type in DATED:
        yield from dataset.reading.records.get(record_type, {}).values()


def _date(record: Record) -> str:
    """The date of a *record*; empty where it has none."""
    return getattr(record, "date", None) or ""
