"""A data folder: read it, write it.

A data folder holds ``claims.ttl`` (claims, assertions, evidence lines, study facts, concepts),
``citations.bib`` (the literature), and further files of both kinds. Reading is strict about syntax and
lenient about content: what does not fit becomes a `Problem`, and everything else loads.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import commit, folders, model
from evidence_graph.errors import CannotWrite, EditConflict
from evidence_graph.folders import CITATIONS, CLAIMS, require
from evidence_graph.garbage import nothing_collected
from evidence_graph.store import folder_text, reader, streams
from evidence_graph.store.data_set import Dataset, put
from evidence_graph.store.new_texts import new_contents, tidied
from evidence_graph.vocabulary import UNNAMED, identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.store.folder_text import FolderText
    from evidence_graph.store.reader import Described

Keep = Callable[[Mapping[str, bytes], Mapping[str, bytes]], None]
"""Hears of the files that change, by their names: as they were, and as they will be."""


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
        _change(folder, change, keep)
        return _load(folder)


def change(
    folder: Path | str,
    change: Callable[[Dataset], Dataset],
    *,
    wait: float = commit.WAIT,
    keep: Keep | None = None,
) -> None:
    """Write what *change* makes of the data set in *folder*, as `edit` does, and do not read it again."""
    folder = Path(folder)
    require(folder)
    with commit.alone(folder, folders.names(folder), wait=wait):
        _change(folder, change, keep)


def _change(folder: Path, change: Callable[[Dataset], Dataset], keep: Keep | None) -> None:
    """Write what *change* makes of the data set in *folder*; nobody else writes there meanwhile."""
    dataset = replace(change(_load(folder)), folder=folder)
    _write(dataset, new_contents(dataset), keep)


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
        _write(dataset, new_contents(dataset), None)
        return _load(dataset.folder)


def tidy(folder: Path | str, *, wait: float = commit.WAIT, keep: Keep | None = None) -> Dataset:
    """The data set in *folder*, whose claims are written anew in their canonical order and form.

    The bibliography has one field a line then. *wait* and *keep* are those of `edit`. Raises what `load` and
    `save` raise.
    """
    folder = Path(folder)
    require(folder)
    with commit.alone(folder, folders.names(folder), wait=wait):
        dataset = _load(folder)
        _write(dataset, tidied(dataset), keep)
        return _load(folder)


def _write(dataset: Dataset, texts: Mapping[str, str], keep: Keep | None) -> None:
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
