"""A data folder: find it, read it, write it.

A data folder holds ``claims.ttl`` (claims, assertions, evidence lines, study facts, concepts),
``citations.bib`` (the literature), and further files of both kinds. Reading is strict about syntax and
lenient about content: what does not fit becomes a `Problem`, and everything else loads.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

from evidence_graph import bibliography as bib
from evidence_graph import commit, folders, model
from evidence_graph.errors import BrokenFile, CannotWrite, EditConflict
from evidence_graph.folders import CITATIONS, CLAIMS, bundled, find, is_data_folder, require
from evidence_graph.garbage import nothing_collected
from evidence_graph.model import Problem
from evidence_graph.store import (
    amending,
    comparison,
    folder_text,
    positions,
    reader,
    shares,
    streams,
    writer,
)
from evidence_graph.vocabulary import UNNAMED, identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.store.folder_text import FolderText
    from evidence_graph.store.reader import Described, Fault, FileRecords
    from evidence_graph.store.shares import FileShare

R = TypeVar("R")

Keep = Callable[[Mapping[str, bytes], Mapping[str, bytes]], None]
"""Hears of the files that change, by their names: as they were, and as they will be."""

__all__ = [
    "CITATIONS",
    "CLAIMS",
    "Dataset",
    "bundled",
    "citations",
    "edit",
    "find",
    "is_data_folder",
    "load",
    "of",
    "parse",
    "put",
    "remove",
    "require",
    "save",
    "short_name",
    "tidied",
    "tidy",
    "written",
]


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


def load(folder: Path | str) -> Dataset:
    """The data set in *folder*: all files of one moment, whoever writes meanwhile.

    Raises NotADataFolder when the two files are not there, BrokenFile where one cannot be read.
    """
    folder = Path(folder)
    require(folder)

    return _load(folder)


def _load(folder: Path) -> Dataset:
    return of_text(folder_text.read(folder))


def of_text(files: FolderText) -> Dataset:
    """The data set that the *files* of a folder hold."""
    with nothing_collected():
        described_by_file = {
            name: reader.together(each.subjects, each.path) for name, each in files.claims.items()
        }

    texts = {name: each.text for name, each in files.claims.items()}

    return of_statements(files.folder, texts, described_by_file, files.bibliographies)


def of_statements(
    folder: Path,
    texts: Mapping[str, str],
    described: Mapping[str, Mapping[str, Described]],
    shelf: Mapping[str, Bibliography],
) -> Dataset:
    """The data set in *folder* whose *texts* say what is *described*, with the bibliographies of *shelf*."""
    reading = reader.interpret(_all_together(list(described.values())), "")
    for name, text in texts.items():
        reading.faults.extend(reader.cut_off(text, name))

    return Dataset(folder, texts, described, reading, bib.join(list(shelf.values())), shelf)


def _all_together(described_by_file: Sequence[Mapping[str, Described]]) -> Mapping[str, Described]:
    """What all files together say of each subject."""
    if len(described_by_file) == 1:
        return described_by_file[0]

    together: dict[str, Described] = {}
    for subjects in described_by_file:
        for subject, facts in subjects.items():
            facts_so_far = together.setdefault(subject, {})
            for predicate, terms in facts.items():
                facts_so_far[predicate] = [*facts_so_far.get(predicate, ()), *terms]

    return together


def of(records: Iterable[model.Record | model.Citation], *, base: str = UNNAMED) -> Dataset:
    """The data set of *records* that lie in no folder; a work may bring the facts of its study along.

    They live below the address *base*. Raises what `written` raises, and InvalidEntry for a work that would
    break a bibliography.
    """
    own: list[model.Record] = []
    citations: list[model.Citation] = []
    about = model.DataSet(identifier(base), "In memory")
    for record in records:
        if isinstance(record, model.Citation):
            citations.append(record)
            own += [*([record.study] if record.study else ()), *record.results]
        elif isinstance(record, model.DataSet):
            about = replace(record, id=identifier(base))
        else:
            own.append(record)

    empty = parse("")
    bibliography = bib.put(empty.bibliography, *map(bib.from_citation, citations))
    reading = replace(empty.reading, base=base)

    return written(put(replace(empty, reading=reading, bibliography=bibliography), about, *own))


def parse(text: str, literature: str = "", *, name: Path | str = "in memory") -> Dataset:
    """The data set that the *text* of claims and the *literature* make, which lie in no folder."""
    return of_text(folder_text.of_texts(Path(name), {CLAIMS: text, CITATIONS: literature}))


def written(dataset: Dataset) -> Dataset:
    """*dataset* as its folder would be read after a save; nothing is written.

    Raises CannotWrite when the new text would say something else than it should.
    """
    return of_text(folder_text.of_texts(dataset.folder, new_contents(dataset)))


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


def edit(
    folder: Path | str,
    change: Callable[[Dataset], Dataset],
    *,
    wait: float = commit.WAIT,
    keep: Keep | None = None,
) -> Dataset:
    """What *change* makes of the data set in *folder*, written while nobody else can write.

    *change* gives back another data set, and must not save one itself: it would wait for its own end.
    Another writer is waited for *wait* seconds; *keep* hears of the files that change, as they were and as
    they will be, before one does. Raises what `load` and `save` raise.
    """
    folder = Path(folder)
    require(folder)
    with commit.alone(folder, folders.names(folder), wait=wait):
        return _save(replace(change(_load(folder)), folder=folder), keep)


def save(dataset: Dataset) -> Dataset:
    """Write what has become of a *dataset* that was loaded to its folder: all of its files, or none.

    What nobody changed keeps its words, and a file in which nothing changed its every byte. What is given
    back is what the folder holds then. Raises EditConflict when somebody else has changed the folder
    since it was read, FolderBusy when somebody is writing there all the time, CannotWrite when a file cannot
    be replaced or the new text would say something else than it should, UnfinishedWrite when the disk
    fails at the very moment of the change.
    """
    require(dataset.folder)
    with commit.alone(dataset.folder, folders.names(dataset.folder)):
        return _save(dataset)


def tidy(folder: Path | str, *, wait: float = commit.WAIT, keep: Keep | None = None) -> Dataset:
    """The data set in *folder*, whose claims are written anew in their canonical order and form.

    The bibliography has one field a line then. *wait* and *keep* are those of `edit`. Raises what `load` and
    `save` raise.
    """
    folder = Path(folder)
    require(folder)
    with commit.alone(folder, folders.names(folder), wait=wait):
        dataset = _load(folder)
        return _write(dataset, tidied(dataset), keep)


def tidied(dataset: Dataset) -> dict[str, str]:
    """The texts of the files of *dataset* in their canonical order and form.

    Raises CannotWrite when they would say something else.
    """
    claims = {share.name: _canonical(dataset, share) for share in shares.claims(dataset)}

    return {**claims, **{name: bib.write(bib.tidy(each)) for name, each in dataset.shelf.items()}}


def _save(dataset: Dataset, keep: Keep | None = None) -> Dataset:
    """Write *dataset*; nobody else does meanwhile."""
    return _write(dataset, new_contents(dataset), keep)


def new_contents(dataset: Dataset) -> dict[str, str]:
    """The texts of the files that hold *dataset* as it is now. Raises CannotWrite as `save` does."""
    claims = {share.name: _amend(dataset, share) for share in shares.claims(dataset)}
    citations = shares.bibliographies(dataset)

    return {**claims, **{name: bib.write(each) for name, each in citations.items()}}


def _write(dataset: Dataset, texts: Mapping[str, str], keep: Keep | None) -> Dataset:
    """Let the files of *dataset* hold the *texts*; nobody else writes there meanwhile."""
    folder, before = dataset.folder, dataset.contents()
    new = [name for name in before if not (folder / name).exists()]
    for name in before.keys() - set(new):
        if _as_read(folder / name) != before[name]:
            raise EditConflict(folder / name)

    contents = {name: text.encode() for name, text in texts.items() if text != before[name]}
    for name in contents.keys() & dataset.texts.keys() - set(new):
        if (folder / name).read_bytes().startswith(BOM_UTF8):
            contents[name] = BOM_UTF8 + contents[name]  # what was read was without it

    if contents:
        _put_in_place(folder, contents, [name for name in new if name in contents], keep)

    return _load(folder)


def _as_read(path: Path) -> str:
    """The text at *path* as it is read: claims without their mark of byte order, works to the letter."""
    if path.suffix == folders.TURTLE:
        return streams.decode(path)

    return path.read_bytes().decode(errors="replace")


def _put_in_place(folder: Path, contents: Mapping[str, bytes], new: Iterable[str], keep: Keep | None) -> None:
    """Replace the files that *contents* names, all or none; those that are *new* begin empty."""
    for name in new:
        (folder / name).touch(exist_ok=False)

    try:
        if keep:
            keep({name: (folder / name).read_bytes() for name in contents}, contents)

        commit.put_in_place(folder, contents)
    except CannotWrite:
        for name in new:
            (folder / name).unlink(missing_ok=True)

        raise


def _canonical(dataset: Dataset, share: FileShare) -> str:
    """The text of a file in its canonical form. Raises CannotWrite when it would say something else."""
    return _faithful(dataset, share, lambda: writer.to_turtle(share.wanted, before=share.text))


def _amend(dataset: Dataset, share: FileShare) -> str:
    """The new text of a file: the old one when nothing changed, else with what changed in its place.

    Raises CannotWrite when it would not say what it should.
    """

    def text() -> str:
        if not comparison.has_changes(share.old, share.wanted):
            return share.text

        _require_address(dataset)

        return amending.amend(share.text, share.old, share.wanted)

    return _faithful(dataset, share, text)


def _faithful(dataset: Dataset, share: FileShare, write: Callable[[], str]) -> str:
    """What *write* makes of a file. Raises CannotWrite unless it says what it should."""
    try:
        text = write()
        if text != share.text:
            comparison.require_faithful(text, share.old, share.wanted)
    except (BrokenFile, UnicodeEncodeError) as error:
        reason = f"the new text would be broken ({error})"
        raise CannotWrite(dataset.folder / share.name, reason) from error

    return text


def _require_address(dataset: Dataset) -> None:
    """Raise CannotWrite when there is a new record and nothing says below which address it lives."""
    reading = dataset.reading
    new = any(own.keys() - _ids(reading, record_type) for record_type, own in reading.records.items())
    if new and not reading.base:
        cure = 'add <https://your.address/> a eg:DataSet ; dcterms:title "…"'
        raise CannotWrite(dataset.folder / CLAIMS, f"it does not say which data set it is; {cure}")


def _ids(reading: FileRecords, record_type: type[model.Record]) -> set[str]:
    """The ids of the records of a kind that the file names itself."""
    return {name for known, name in reading.iris if known is record_type}


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
