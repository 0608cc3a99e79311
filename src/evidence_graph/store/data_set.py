"""A data set as a value: its records, its bibliography, and the texts both came from.

What changes it gives back another one; nothing is read and nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.folders import CITATIONS, CLAIMS
from evidence_graph.model import Problem
from evidence_graph.store import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.store.reader import Described, Fault, FileRecords

R = TypeVar("R")


@dataclass(frozen=True)
class Dataset:
    """What a data folder holds: its records, its bibliography, and the texts both came from.

    The *texts* of the claims, what each of them *said*, and the *shelf* of bibliographies are, by the names
    of the files, as they were read, whatever becomes of the rest. A new record goes into the file that
    *homes* names for it, a new work into that of *work_homes*.
    """

    folder: Path
    texts: Mapping[str, str]
    said: Mapping[str, Mapping[str, Described]]
    reading: FileRecords
    bibliography: Bibliography
    shelf: Mapping[str, Bibliography]
    homes: Mapping[tuple[type[model.Record], str], str] = field(default_factory=dict)
    citation_homes: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of ``claims.ttl``."""
        return self.texts[CLAIMS]

    def file_of(self, record: model.Record) -> str:
        """The name of the file that describes *record*, or in which it will be described."""
        key = type(record), record.id
        subject = self.reading.iris.get(key)
        files = (name for name, subjects in self.said.items() if subject in subjects)

        return next(files, self.homes.get(key, CLAIMS))

    def file_of_citation(self, key: str) -> str:
        """The name of the bibliography that holds the work *key*, or in which it will be."""
        files = (name for name, bibliography in self.shelf.items() if key in bibliography.entries)

        return next(files, self.citation_homes.get(key, CITATIONS))

    def contents(self) -> dict[str, str]:
        """The text of each file, as it was read."""
        return {**self.texts, **{name: bib.write(each) for name, each in self.shelf.items()}}

    def records(self, record_type: type[R]) -> Mapping[str, R]:
        """The records of one type by id."""
        any_type: Any = record_type

        return cast("Mapping[str, R]", self.reading.records.get(any_type, {}))

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """The *faults* with the places where they stand; a text is searched only for their subjects."""
        all_faults = list(faults)
        subjects = {fault.subject for fault in all_faults if fault.line is None}
        places: dict[str, positions.Positions] = {}
        for name, text in self.texts.items():
            here = subjects & self.said[name].keys()
            places[name] = positions.locate(text, wanted=here) if here else positions.Positions()

        return [self._problem(fault, places) for fault in all_faults]

    def problem(self, fault: Fault) -> Problem:
        """The *fault* with the place where it stands."""
        return self.problems([fault])[0]

    def _problem(self, fault: Fault, places: Mapping[str, positions.Positions]) -> Problem:
        name, occurrence = self._file(fault)
        line, column = fault.line, 1
        if line is None:
            line = places[name].line(fault.subject, fault.predicate, occurrence=occurrence)
            column = places[name].column(fault.subject, fault.predicate, occurrence=occurrence)

        subject = self.label(fault.subject)

        return Problem(str(self.folder / name), line, fault.code, fault.message, fault.cure, subject, column)

    def _file(self, fault: Fault) -> tuple[str, int]:
        """The name of the file in which *fault* stands, and at which of the values there."""
        if len(self.texts) == 1 or fault.line is not None:
            return fault.file or CLAIMS, fault.occurrence

        files = [name for name in self.texts if fault.subject in self.said[name]]
        if fault.predicate is None:
            return next(iter(files), CLAIMS), 0

        occurrence = fault.occurrence
        for name in files:
            values = len(self.said[name][fault.subject].get(fault.predicate, ()))
            if occurrence < values:
                return name, occurrence

            occurrence -= values

        return next(iter(files), CLAIMS), fault.occurrence

    def label(self, iri: str) -> str:
        """The short name of a subject, such as ``claim:plants-need-light``."""
        return short_name(iri, self.reading.base)


def short_name(iri: str, base: str) -> str:
    """What people call the subject *iri* of the data set at *base*.

    >>> short_name("https://example.org/data/claim/plants-need-light", "https://example.org/data/")
    'claim:plants-need-light'
    """
    if not iri or iri.startswith("_:"):
        return ""
    if base and iri.startswith(base) and iri != base:
        return unquote(iri.removeprefix(base)).replace("/", ":", 1)

    return f"<{iri}>"


def citations(dataset: Dataset) -> dict[str, model.Citation]:
    """Every work of the bibliography with its study facts and results, by key."""
    studies = dataset.records(model.Study)
    results: dict[str, list[model.Result]] = {}
    for result in sorted(dataset.records(model.Result).values(), key=lambda r: (r.citation, r.number)):
        results.setdefault(result.citation, []).append(result)

    return {
        key: replace(
            bib.citation(entry, dataset.bibliography.strings, dataset.bibliography.entries.get),
            study=studies.get(key),
            results=tuple(results.get(key, ())),
        )
        for key, entry in dataset.bibliography.entries.items()
    }


def put(dataset: Dataset, *records: model.Record, file: str = CLAIMS) -> Dataset:
    """*dataset* with *records* in the place of those with their ids, or beside the others.

    Those that are new go into the *file* of this name, which need not be there yet.
    """
    by_type, homes = _copy(dataset.reading), dict(dataset.homes)
    for record in records:
        by_type.setdefault(type(record), {})[record.id] = record
        homes[type(record), record.id] = file

    texts, described_by_file = dict(dataset.texts), dict(dataset.said)
    if file not in texts:
        texts[file], described_by_file[file] = "", {}

    reading = replace(dataset.reading, records=by_type)

    return replace(dataset, reading=reading, texts=texts, said=described_by_file, homes=homes)


def put_citations(dataset: Dataset, *entries: bib.Entry, file: str = CITATIONS) -> Dataset:
    """*dataset* with *entries* in the place of those with their keys, or beside the others.

    Those that are new go into the *file* of this name, which need not be there yet. Raises InvalidEntry for
    one that would break a bibliography.
    """
    shelf = dict(dataset.shelf)
    if file not in shelf:
        shelf[file] = bib.parse("", name=str(dataset.folder / file))

    citation_homes = {**dataset.citation_homes, **{entry.key: file for entry in entries}}
    bibliography = bib.put(dataset.bibliography, *entries)

    return replace(dataset, shelf=shelf, citation_homes=citation_homes, bibliography=bibliography)


def remove(dataset: Dataset, *records: model.Record) -> Dataset:
    """*dataset* without *records*, and without what else is said of them."""
    reading = dataset.reading
    by_type = _copy(reading)
    subjects: set[str | None] = set()
    for record in records:
        by_type.get(type(record), {}).pop(record.id, None)
        subjects.add(reading.iris.get((type(record), record.id)))

    foreign = [statement for statement in reading.foreign if statement[0] not in subjects]

    return replace(dataset, reading=replace(reading, records=by_type, foreign=foreign))


def _copy(reading: FileRecords) -> dict[type[model.Record], dict[str, model.Record]]:
    """The records of *reading* by type and id, to be changed without it."""
    return {record_type: dict(records) for record_type, records in reading.records.items()}
