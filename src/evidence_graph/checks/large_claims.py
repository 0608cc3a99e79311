"""What large claims say of each subject, kept in a file aside, so that checking them takes little memory.

In comes a claims file; out come a mapping that reads as a dictionary of all statements would, and a data set
that has the faults of the single records, and no record. A hundred thousand claims make four gigabytes of
Python's texts; here only the names of their subjects are in memory.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from weakref import finalize

from evidence_graph.dataset import Dataset, positions, reader, streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.dataset.reader import Described, Fault
    from evidence_graph.dataset.terms import Term
    from evidence_graph.model import Problem
    from evidence_graph.vocabulary import RecordType

LARGE = 10_000_000
"""Bytes of claims from which on a file aside takes less time than the memory is worth."""

LENGTH = 32
LONGEST = (1 << LENGTH) - 1
"""A place in the file and a length are one number: a pair takes three times the memory."""

AT_HAND = 16
"""So many subjects are kept as values: a check looks at one several times before it goes on."""


class Shelf(Mapping[str, "Described"]):
    """What is said of each subject, by its IRI, in the order in which the subjects came."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="evidence-graph-")  # noqa: SIM115 - open as long as the shelf lives
        self._end = 0
        self._places: dict[str, int] = {}
        self._at_hand: dict[str, Described] = {}
        finalize(self, self._file.close)

    def put(self, subject: str, described: Described) -> None:
        """Add what is said of a *subject*, beside what was said of it before."""
        if subject in self._places:
            known = self._load(subject)
            for predicate, terms in described.items():
                known.setdefault(predicate, []).extend(terms)
            described = known
        raw = marshal.dumps(described)
        self._file.write(raw)
        self._places[subject] = self._end << LENGTH | len(raw)
        self._end += len(raw)

    def finish(self) -> None:
        """Everything is there from now on."""
        self._file.flush()

    def _load(self, subject: str) -> Described:
        place = self._places[subject]
        start, length = place >> LENGTH, place & LONGEST
        self._file.flush()
        described: Described = marshal.loads(os.pread(self._file.fileno(), length, start))  # noqa: S302 - our own bytes
        return described

    def __getitem__(self, subject: str) -> Described:
        described = self._at_hand.get(subject)
        if described is None:
            if len(self._at_hand) >= AT_HAND:
                self._at_hand.clear()
            described = self._at_hand[subject] = self._load(subject)
        return described

    def __contains__(self, subject: object) -> bool:
        return subject in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass
class Takings:
    """The faults of single records; a `reader.Sink` that keeps no record."""

    base: str = ""
    faults: list[Fault] = field(default_factory=list)
    foreign: list[tuple[str, str, Term]] = field(default_factory=list)
    _iris: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, subject: str, record_type: RecordType, given: dict[str, Any]) -> bool:
        """Whether there was a place for the record: two of a kind cannot have one id."""
        iris = self._iris.setdefault(record_type.folder, {})
        first = iris.setdefault(given["id"], subject)
        if first != subject:
            self.faults.append(reader.taken(subject, record_type, given["id"], first))
            return False
        if record_type.folder == "data-set":
            self.base = subject
        return True


@dataclass(frozen=True)
class LargeDataset(Dataset):
    """A data set of which only what a check needs is known; its claims are read at *claims*."""

    claims: Path = Path()

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """The *faults* with the lines where they stand; the text is read only where there are any."""
        told = list(faults)
        wanted = {fault.subject for fault in told if fault.line is None}
        text = reader.decode(self.claims) if wanted else ""
        places = positions.locate(text, wanted=wanted) if wanted else positions.Positions()
        return [self._problem(fault, places) for fault in told]


def filled(claims: Path, name: Path) -> Shelf:
    """What the file at *claims* says, which people know as *name*.

    Raises BrokenFile where it cannot be read.
    """
    shelf = Shelf()
    for subject, statements in streams.subjects(claims):
        shelf.put(subject, streams.described(statements, name))
    shelf.finish()
    return shelf


def data_set(folder: Path, claims: Path, shelf: Shelf, bibliography: Bibliography) -> LargeDataset:
    """The data set in *folder* whose claims are on the *shelf*, with the faults that records have alone."""
    takings = Takings()
    for subject, described in shelf.items():
        reader.take(subject, described, takings)
        takings.foreign.clear()
    if streams.is_cut_off(claims):
        text = reader.decode(claims)
        takings.faults.append(reader.cut_off(positions.line_of(text.rstrip(), len(text))))
    reading = reader.Reading(base=takings.base, faults=takings.faults)
    return LargeDataset(folder, "", reading, bibliography, claims=claims)
