"""Which file of a folder holds which part of a data set, when there are several.

In comes a data set as it was read and as it is to be; out comes for each of its files what it says now and
what it is to say. A record stays in the file that describes it; a new one goes where it was put, or into
``claims.ttl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.errors import CannotWrite
from evidence_graph.folders import CITATIONS, CLAIMS
from evidence_graph.store import reader
from evidence_graph.vocabulary import BY_RECORD, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.bibliography import Bibliography, Entry
    from evidence_graph.store.data_set import Dataset
    from evidence_graph.store.reader import FileRecords


@dataclass(frozen=True)
class FileShare:
    """What one file says, and what it is to say."""

    name: str
    text: str
    old: FileRecords
    wanted: FileRecords


def claims(dataset: Dataset) -> Iterator[FileShare]:
    """The shares of the files of claims.

    Raises CannotWrite where it is not clear which of them has to change.
    """
    doubled = _doubled_subjects(dataset)
    for name, text in dataset.texts.items():
        old = reader.interpret(dataset.said[name], text)
        new_records = (
            dataset.reading if len(dataset.texts) == 1 else _wanted_records(dataset, name, old, doubled)
        )
        yield FileShare(name, text, old, new_records)


def _doubled_subjects(dataset: Dataset) -> dict[str, list[str]]:
    """The subjects that several files describe, each with these files."""
    files: dict[str, list[str]] = {}
    for name, subjects in dataset.said.items():
        for subject in subjects:
            files.setdefault(subject, []).append(name)

    doubled = {subject: names for subject, names in files.items() if len(names) > 1}
    _refuse_changes(dataset, doubled)

    return doubled


def _refuse_changes(dataset: Dataset, doubled: Mapping[str, list[str]]) -> None:
    """Raise CannotWrite where a record has changed that several files describe."""
    if not doubled:
        return

    before = reader.interpret(dataset.reading.said, "")
    for record_type, records in before.records.items():
        now = dataset.reading.records.get(record_type, {})
        for identifier, record in records.items():
            subject = before.iris[record_type, identifier]
            if subject in doubled and now.get(identifier) != record:
                names = " and ".join(doubled[subject])
                reason = f"{names} both describe <{subject}>; put that together in one of them first"
                raise CannotWrite(dataset.folder / doubled[subject][0], reason)


def _wanted_records(
    dataset: Dataset, name: str, old: FileRecords, doubled: Mapping[str, list[str]]
) -> FileRecords:
    """What the file *name* is to say: its part of what the data set is to hold."""
    reading, subjects = dataset.reading, dataset.said[name]

    def is_here(subject: str) -> bool:
        return subject in subjects and subject not in doubled

    new_records = reader.FileRecords(base=reading.base, iris=dict(reading.iris), said=subjects)
    for record_type, records in reading.records.items():
        for identifier, record in records.items():
            subject = reading.iris.get((record_type, identifier))
            home = dataset.homes.get((record_type, identifier), CLAIMS)
            if is_here(subject) if subject else home == name:
                new_records.records.setdefault(record_type, {})[identifier] = record

    _keep_doubled(new_records, old, doubled)
    described = {subject for said in dataset.said.values() for subject in said}
    homes = _homes(dataset)
    for statement in reading.foreign:
        subject = statement[0]
        if is_here(subject) or (subject not in described and homes.get(subject, CLAIMS) == name):
            new_records.foreign.append(statement)

    return new_records


def _homes(dataset: Dataset) -> dict[str, str]:
    """The file of each new record, by its IRI."""
    base = dataset.reading.base

    return {
        record_iri(base, BY_RECORD[record_type], identifier): name
        for (record_type, identifier), name in dataset.homes.items()
    }


def _keep_doubled(new_records: FileRecords, old: FileRecords, doubled: Mapping[str, list[str]]) -> None:
    """Let *new_records* hold what the file says of the subjects that others describe as well."""
    for (record_type, identifier), subject in old.iris.items():
        if subject in doubled:
            new_records.records.setdefault(record_type, {})[identifier] = old.records[record_type][identifier]

    new_records.foreign += [statement for statement in old.foreign if statement[0] in doubled]


def bibliographies(dataset: Dataset) -> dict[str, Bibliography]:
    """What each bibliography is to hold: a changed entry stays in its file, a new one goes to its home."""
    if len(dataset.shelf) == 1:
        return {CITATIONS: dataset.bibliography}

    before = bib.join(list(dataset.shelf.values())).entries
    after = dataset.bibliography.entries
    new_keys = _new_keys(before, after)
    shelf = {name: _with_new_keys(each, new_keys) for name, each in dataset.shelf.items()}

    homes = {key: name for name, each in shelf.items() for key in each.entries}
    own: dict[str, list[Entry]] = {name: [] for name in shelf}
    for key, entry in after.items():
        name = homes.get(key) or dataset.citation_homes.get(key, CITATIONS)
        if shelf[name].entries.get(key) != entry:
            own[name].append(entry)

    return {name: _with(each, own[name], after) for name, each in shelf.items()}


def _new_keys(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> dict[str, str]:
    """The new key of each entry that says the same under another one."""
    gone = [before[key] for key in sorted(before.keys() - after.keys())]
    coming = {_content(after[key]): key for key in after.keys() - before.keys()}

    return {entry.key: coming[_content(entry)] for entry in gone if _content(entry) in coming}


def _content(entry: Entry) -> tuple[str, frozenset[tuple[str, str]]]:
    return entry.type, frozenset(entry.fields.items())


def _with_new_keys(bibliography: Bibliography, new_keys: Mapping[str, str]) -> Bibliography:
    for key, new in new_keys.items():
        if key in bibliography.entries:
            bibliography = bib.rename(bibliography, key, new)

    return bibliography


def _with(bibliography: Bibliography, entries: Sequence[Entry], after: Mapping[str, Entry]) -> Bibliography:
    """*bibliography* with *entries*, and without what is not there *after* the change."""
    gone = sorted(bibliography.entries.keys() - after.keys())
    if entries:
        bibliography = bib.put(bibliography, *entries)

    if gone:
        return bib.remove(bibliography, *gone)

    return bibliography
