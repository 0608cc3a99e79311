"""A data folder: find it, read it, write it.

A data folder holds ``claims.ttl`` (claims, assertions, evidence lines, study facts, concepts) and
``citations.bib`` (the literature). Reading is strict about syntax and lenient about content: what
does not fit becomes a `Problem`, and everything else loads.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

from evidence_graph import bibliography as bib
from evidence_graph import commit, folders, model
from evidence_graph.dataset import amending, comparison, positions, reader, writer
from evidence_graph.errors import BrokenFile, CannotWrite, EditConflict
from evidence_graph.folders import CITATIONS, CLAIMS, bundled, find, is_data_folder, require
from evidence_graph.model import Problem
from evidence_graph.vocabulary import UNNAMED, identifier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.dataset.reader import Fault, Reading

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

    The *text* of the claims and the *literature* are as they were read, whatever becomes of the rest.
    """

    folder: Path
    text: str
    reading: Reading
    bibliography: Bibliography
    literature: str = ""

    def records(self, record_type: type[R]) -> Mapping[str, R]:
        """The records of one type by id."""
        wanted: Any = record_type
        return cast("Mapping[str, R]", self.reading.records.get(wanted, {}))

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """The *faults* with the lines where they stand; the text is searched only for their subjects."""
        told = list(faults)
        wanted = {fault.subject for fault in told if fault.line is None}
        places = positions.locate(self.text, wanted=wanted) if wanted else positions.Positions()
        return [self._problem(fault, places) for fault in told]

    def problem(self, fault: Fault) -> Problem:
        """The *fault* with the line where it stands."""
        return self.problems([fault])[0]

    def _problem(self, fault: Fault, places: positions.Positions) -> Problem:
        line, column = fault.line, 1
        if line is None:
            line = places.line(fault.subject, fault.predicate, occurrence=fault.occurrence)
            column = places.column(fault.subject, fault.predicate, occurrence=fault.occurrence)
        name = self.label(fault.subject)
        return Problem(str(self.folder / CLAIMS), line, fault.code, fault.message, fault.cure, name, column)

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
    """The data set in *folder*: both files of one moment, whoever writes meanwhile.

    Raises NotADataFolder when the two files are not there, BrokenFile where one cannot be read.
    """
    folder = Path(folder)
    require(folder)
    return _load(folder)


def _load(folder: Path) -> Dataset:
    return folders.at_rest(folder, lambda claims, literature: _read(folder, claims, literature))


def _read(folder: Path, claims: Path, literature: Path) -> Dataset:
    text = reader.decode(claims)
    bibliography = bib.load(literature)
    reading = reader.read(text, name=folder / CLAIMS)
    return Dataset(folder, text, reading, bibliography, bib.write(bibliography))


def of(records: Iterable[model.Record | model.Citation], *, base: str = UNNAMED) -> Dataset:
    """The data set of *records* that lie in no folder; a work may bring the facts of its study along.

    They live below the address *base*. Raises what `written` raises, and InvalidEntry for a work that would
    break a bibliography.
    """
    own: list[model.Record] = []
    works: list[model.Citation] = []
    about = model.DataSet(identifier(base), "In memory")
    for record in records:
        if isinstance(record, model.Citation):
            works.append(record)
            own += [*([record.study] if record.study else ()), *record.results]
        elif isinstance(record, model.DataSet):
            about = replace(record, id=identifier(base))
        else:
            own.append(record)
    empty = parse("")
    bibliography = bib.put(empty.bibliography, *map(bib.from_citation, works))
    reading = replace(empty.reading, base=base)
    return written(put(replace(empty, reading=reading, bibliography=bibliography), about, *own))


def put(dataset: Dataset, *records: model.Record) -> Dataset:
    """*dataset* with *records* in the place of those with their ids, or beside the others."""
    by_type = _copy(dataset.reading)
    for record in records:
        by_type.setdefault(type(record), {})[record.id] = record
    return replace(dataset, reading=replace(dataset.reading, records=by_type))


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


def _copy(reading: Reading) -> dict[type[model.Record], dict[str, model.Record]]:
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
    with commit.alone(folder, folders.NAMES, wait=wait):
        return _save(replace(change(_load(folder)), folder=folder), keep)


def written(dataset: Dataset) -> Dataset:
    """*dataset* as its folder would be read after a save; nothing is written.

    Raises CannotWrite when the new text would say something else than it should.
    """
    text = _claims(dataset)
    reading = reader.read(text, name=dataset.folder / CLAIMS)
    return Dataset(dataset.folder, text, reading, dataset.bibliography, bib.write(dataset.bibliography))


def parse(text: str, literature: str = "", *, name: Path | str = "in memory") -> Dataset:
    """The data set that the *text* of claims and the *literature* make, which lie in no folder."""
    folder = Path(name)
    bibliography = bib.parse(literature, name=str(folder / CITATIONS))
    return Dataset(folder, text, reader.read(text, name=folder / CLAIMS), bibliography, literature)


def save(dataset: Dataset) -> Dataset:
    """Write what has become of a *dataset* that was loaded to its folder: all of its files, or none.

    What nobody changed keeps its words, and a file in which nothing changed its every byte. What is given
    back is what the folder holds then. Raises EditConflict when somebody else has changed the folder
    since it was read, FolderBusy when somebody is writing there all the time, CannotWrite when a file cannot
    be replaced or the new text would say something else than it should, UnfinishedWrite when the disk
    fails at the very moment of the change.
    """
    require(dataset.folder)
    with commit.alone(dataset.folder, folders.NAMES):
        return _save(dataset)


def tidy(folder: Path | str, *, wait: float = commit.WAIT, keep: Keep | None = None) -> Dataset:
    """The data set in *folder*, whose claims are written anew in their canonical order and form.

    The bibliography has one field a line then. *wait* and *keep* are those of `edit`. Raises what `load` and
    `save` raise.
    """
    folder = Path(folder)
    require(folder)
    with commit.alone(folder, folders.NAMES, wait=wait):
        dataset = _load(folder)
        return _write(dataset, tidied(dataset), keep)


def tidied(dataset: Dataset) -> dict[str, str]:
    """The texts of both files of *dataset* in their canonical order and form.

    Raises CannotWrite when they would say something else.
    """
    return {CLAIMS: _canonical(dataset), CITATIONS: bib.write(bib.tidy(dataset.bibliography))}


def _save(dataset: Dataset, keep: Keep | None = None) -> Dataset:
    """Write *dataset*; nobody else does meanwhile."""
    return _write(dataset, {CLAIMS: _claims(dataset), CITATIONS: bib.write(dataset.bibliography)}, keep)


def _write(dataset: Dataset, texts: Mapping[str, str], keep: Keep | None) -> Dataset:
    """Let the files of *dataset* hold the *texts*; nobody else writes there meanwhile."""
    folder = dataset.folder
    before = {CLAIMS: dataset.text, CITATIONS: dataset.literature}
    if reader.decode(folder / CLAIMS) != dataset.text:
        raise EditConflict(folder / CLAIMS)
    if (folder / CITATIONS).read_bytes() != dataset.literature.encode():
        raise EditConflict(folder / CITATIONS)
    contents = {name: text.encode() for name, text in texts.items() if text != before[name]}
    if CLAIMS in contents and (folder / CLAIMS).read_bytes().startswith(BOM_UTF8):
        contents[CLAIMS] = BOM_UTF8 + contents[CLAIMS]  # what was read was without it
    if contents:
        if keep:
            keep({name: (folder / name).read_bytes() for name in contents}, contents)
        commit.put_in_place(folder, contents)
    return _load(folder)


def _canonical(dataset: Dataset) -> str:
    """The text of the claims in its canonical form. Raises CannotWrite when it would say something else."""
    return _faithful(dataset, lambda _: writer.to_turtle(dataset.reading, before=dataset.text))


def _claims(dataset: Dataset) -> str:
    """The new text of the claims: the old one when nothing changed, else with what changed in its place.

    Raises CannotWrite when it would not say what it should.
    """

    def text(old: Reading) -> str:
        if not comparison.has_changes(old, dataset.reading):
            return dataset.text
        _require_address(dataset)
        return amending.amended(dataset.text, old, dataset.reading)

    return _faithful(dataset, text)


def _faithful(dataset: Dataset, write: Callable[[Reading], str]) -> str:
    """What *write* makes of the claims as they are read. Raises CannotWrite unless it says what it should."""
    try:
        old = reader.read(dataset.text)
        text = write(old)
        if text != dataset.text:
            comparison.require_faithful(text, old, dataset.reading)
    except (BrokenFile, UnicodeEncodeError) as error:
        reason = f"the new text would be broken ({error})"
        raise CannotWrite(dataset.folder / CLAIMS, reason) from error
    return text


def _require_address(dataset: Dataset) -> None:
    """Raise CannotWrite when there is a new record and nothing says below which address it lives."""
    reading = dataset.reading
    new = any(own.keys() - _ids(reading, record_type) for record_type, own in reading.records.items())
    if new and not reading.base:
        cure = 'add <https://your.address/> a eg:DataSet ; dcterms:title "…"'
        raise CannotWrite(dataset.folder / CLAIMS, f"it does not say which data set it is; {cure}")


def _ids(reading: Reading, record_type: type[model.Record]) -> set[str]:
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
