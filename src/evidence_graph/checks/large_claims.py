"""What large claims say of each subject, kept in a file aside, so that checking them takes little memory.

In come the files of a folder; out comes a mapping that reads as a dictionary of all statements would, and the
faults of the single records. A hundred thousand claims make four gigabytes of Python's texts; here only the
names of their subjects are in memory.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from weakref import finalize

from evidence_graph.dataset import short_name
from evidence_graph.model import Problem
from evidence_graph.store import positions, reader, streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evidence_graph.folders import Files
    from evidence_graph.store.conversion import Described, Term
    from evidence_graph.store.reader import Fault
    from evidence_graph.vocabulary import RecordType

LARGE = 10_000_000
"""Bytes of claims from which on a file aside takes less time than the memory is worth."""

LENGTH = 32
LONGEST = (1 << LENGTH) - 1
"""A place in the file and a length are one number: a pair takes three times the memory."""

AT_HAND = 16
"""So many subjects are kept as values: a check looks at one several times before it goes on."""


class SubjectShelf(Mapping[str, "Described"]):
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
            stored_facts = self._load(subject)
            for predicate, terms in described.items():
                stored_facts.setdefault(predicate, []).extend(terms)

            described = stored_facts

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
            self.faults.append(reader.taken_id(subject, record_type, given["id"], first))
            return False

        if record_type.folder == "data-set":
            self.base = subject

        return True


def fill(folder: Path, files: Files) -> SubjectShelf:
    """What the claims among the *files* of *folder* say.

    Raises BrokenFile where one cannot be read.
    """
    shelf = SubjectShelf()
    for number, (name, path) in enumerate(files.claims.items()):
        for subject, statements in streams.subjects(path):
            if subject.startswith("_:"):
                iri = f"_:f{number}.{subject[2:]}"
            else:
                iri = subject

            shelf.put(iri, streams.describe(statements, folder / name))

    shelf.finish()

    return shelf


def take_records(shelf: SubjectShelf, files: Files) -> tuple[str, list[Fault]]:
    """Where the records of a *shelf* live, and the faults that each of them has by itself."""
    takings = Takings()
    for subject, described in shelf.items():
        reader.take(subject, described, takings)
        takings.foreign.clear()

    for name, path in files.claims.items():
        if streams.is_cut_off(path):
            takings.faults.extend(reader.cut_off(streams.decode(path), name))

    return takings.base, takings.faults


def problems(faults: Iterable[Fault], folder: Path, files: Files, base: str) -> list[Problem]:
    """The *faults* with the places where they stand, one file after the other."""
    waiting = list(faults)
    subjects = {fault.subject for fault in waiting if fault.line is None}
    places = {
        name: positions.locate(streams.decode(path), wanted=subjects)
        for name, path in (files.claims.items() if subjects else ())
    }

    return [_problem(fault, places, folder, base) for fault in waiting]


def _problem(fault: Fault, places: Mapping[str, positions.Positions], folder: Path, base: str) -> Problem:
    name, occurrence = _file(fault, places)
    line, column = fault.line, 1
    if line is None:
        positions_in_file = places[name]
        line = positions_in_file.line(fault.subject, fault.predicate, occurrence=occurrence)
        column = positions_in_file.column(fault.subject, fault.predicate, occurrence=occurrence)

    subject = short_name(fault.subject, base)

    return Problem(str(folder / name), line, fault.code, fault.message, fault.cure, subject, column)


def _file(fault: Fault, places: Mapping[str, positions.Positions]) -> tuple[str, int]:
    """The name of the file in which a *fault* stands, and at which of the values there."""
    first = fault.file or "claims.ttl"
    occurrence = fault.occurrence
    for name, positions_in_file in places.items() if fault.line is None else ():
        if fault.subject not in positions_in_file.subjects:
            continue

        values = len(positions_in_file.values.get((fault.subject, fault.predicate or ""), ()))
        if fault.predicate is None or occurrence < values or len(places) == 1:
            return name, occurrence

        first, occurrence = name, occurrence - values

    return first, occurrence
