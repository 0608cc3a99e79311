"""Data folders behind their indexes: opened, or made first, so that a question costs what its answer costs.

Of a folder with a claims file of `LARGE` bytes or more the index is made at the first question and kept; that
of a smaller one is made in memory each time unless it was compiled before.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from evidence_graph import folders, model
from evidence_graph.errors import CannotWrite
from evidence_graph.store import cache_folder, cache_place, database, index, notices
from evidence_graph.vocabulary import BY_RECORD, UNNAMED, record_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.sparql.execution import QueryResult
    from evidence_graph.store.cache_folder import Cache
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.data_set import Dataset
    from evidence_graph.store.folder_text import FolderText
    from evidence_graph.store.index import Index
    from evidence_graph.store.rdf import Triple

    Told = Callable[[int], None]
    """Hears of the bytes that have been read."""

R = TypeVar("R")

TOLD = {errno.EBUSY, errno.ENOMEM}
"""Somebody else is at work, or there is no memory: that is said, while a full disk only costs time."""

COUNTED = 20_000_000
"""Bytes of a claims file up to which the problems are counted for a warning, in a second or two."""

IN_MEMORY = ":memory:"

LARGE = 200_000
"""Bytes of a claims file above which reading it takes longer than looking into an index."""


def kept_indexes() -> Cache:
    """The indexes that are kept for this user.

    Raises CannotWrite where there is no place for them.
    """
    return cache_folder.Cache(cache_place.place(), version=database.statements())


def find(folder: Path) -> Index | None:
    """The compiled index of what *folder* holds now, if there is one."""
    with suppress(OSError, CannotWrite):  # without a place where they are kept there is none
        cache = kept_indexes()
        path = cache.find(folder, folders.current(folder).paths())
        if path is None:
            return None
        if whole_index := _whole_index(path):
            return whole_index

        cache.remove(path)

    return None


def _whole_index(path: Path) -> Index | None:
    """The index at *path*, if it can be read."""
    try:
        found = index.open_index(path)
    except sqlite3.DatabaseError:
        return None

    return found if found.is_whole() else None


@contextmanager
def _without_the_cache() -> Iterator[None]:
    """Go on where nothing can be kept; it is said where somebody can do something about it."""
    try:
        yield
    except (OSError, CannotWrite, sqlite3.OperationalError) as error:
        if isinstance(error, OSError) and error.errno in TOLD:
            notices.say(f"the answer comes without the cache: {error.filename}: {error.strerror}")


def open_store(folder: Path, *, cached: bool, whole: bool = False, told: Told | None = None) -> FolderStore:
    """The data in *folder* behind an index: one that is kept, if *cached*, or one made now.

    Large claims are read in a stream unless all that they say will be asked for as well: *whole*. Raises
    BrokenFile where a file cannot be read, CannotWrite where there is no room for the index.
    """
    compiled = find(folder) if cached else None
    if compiled is not None:
        return FolderStore(folder, compiled)
    if whole or claims_size(folder) <= COUNTED:
        return _read(folder, cached=cached)

    if cached:
        with _without_the_cache():
            return FolderStore(folder, build(folder, told))

    return FolderStore(folder, build_aside(folder, told))


def claims_size(folder: Path) -> int:
    """The bytes of the claims in *folder*."""
    return folders.files(folder).claims_size()


def of_dataset(data_set: Dataset) -> FolderStore:
    """The data of a *data_set* behind an index in memory. Raises CannotWrite as saving it would."""
    from evidence_graph.store import folder_text, new_texts

    text = folder_text.of_texts(data_set.folder, new_texts.new_contents(data_set))
    connection = database.create(IN_MEMORY)
    text.fill(connection)

    return FolderStore(data_set.folder, index.Index(connection), text)


class _FolderReading:
    """A folder that is parsed once, whatever becomes of the index that is made of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.text: FolderText | None = None

    def fill(self, path: Path | str) -> sqlite3.Connection:
        """A new index at *path* of what the folder holds."""
        from evidence_graph.store import folder_text

        if self.text is None:
            self.text = folder_text.read(self._folder)

        if path != IN_MEMORY:
            Path(path).unlink(missing_ok=True)

        connection = database.create(str(path))
        self.text.fill(connection)

        return connection

    def write(self, path: Path) -> None:
        """Write a new index of what the folder holds now to *path*."""
        self.text = None
        self.fill(path).close()


def _read(folder: Path, *, cached: bool) -> FolderStore:
    """The data in a *folder* whose claims are read whole; its index is kept where that pays."""
    reading = _FolderReading(folder)
    if cached and claims_size(folder) >= LARGE:
        with _without_the_cache():
            return FolderStore(folder, _keep(folder, reading.write), reading.text)

    connection = reading.fill(IN_MEMORY)

    return FolderStore(folder, index.Index(connection), reading.text)


def build(folder: Path, told: Told | None = None) -> Index:
    """The compiled index of what *folder* holds now, made unless there is one, and kept.

    Raises BrokenFile where a file cannot be read, OSError or CannotWrite when the index cannot be kept.
    """
    from evidence_graph.store import compiling

    return _keep(folder, lambda aside: compiling.compile_folder(folder, aside, told=told))


def _keep(folder: Path, write: Callable[[Path], None]) -> Index:
    """The index of *folder*, which *write* makes unless there is one, kept for the next questions."""
    folders.refuse_large(folder)
    cache = kept_indexes()
    try:
        path = cache.make(folder, folders.current(folder).paths(), write)
    except sqlite3.OperationalError as error:
        raise CannotWrite(cache.root, f"no index can be kept there: {error}") from error

    if whole_index := _whole_index(path):
        return whole_index

    raise CannotWrite(path, "it is damaged and cannot be replaced; remove it")


def has_own_weights(compiled: Index) -> bool:
    """Whether the data set has a table of weights: a store of verdicts would outlive an edit of it."""
    return any(data_set.weights for data_set in compiled.each(model.DataSet))


def require_store(compiled: Index) -> None:
    """Raise CannotWrite when a store for SPARQL should be kept beside the index *compiled*, and is not."""
    if has_own_weights(compiled):
        return

    if compiled.path:
        path = compiled.path.with_suffix(cache_folder.STORE)
    else:
        path = Path(cache_folder.STORE)

    if not path.is_dir():
        raise CannotWrite(path, "the store cannot be kept there; look for room and rights")


def build_aside(folder: Path, told: Told | None = None) -> Index:
    """A compiled index of *folder* that lives as long as it is open.

    Raises BrokenFile where a file cannot be read, CannotWrite where there is no room for it.
    """
    from tempfile import TemporaryDirectory

    from evidence_graph.store.compiling import compile_folder

    with TemporaryDirectory(prefix="evidence-graph-") as aside:
        path = Path(aside) / "index.sqlite"
        try:
            folders.at_rest(folder, lambda *_: compile_folder(folder, path, told=told))
        except sqlite3.OperationalError as error:
            reason = f"the index of {folder} needs room there: {error}; name another place in TMPDIR"
            raise CannotWrite(path, reason) from error

        return index.open_index(path, kept=False)


def _always() -> bool:
    return True


class FolderStore:
    """A data folder behind its index, in memory or in a file.

    The *text* from which the index was made serves whoever needs the statements themselves.
    """

    def __init__(self, folder: Path, index: Index, text: FolderText | None = None) -> None:
        self._folder = folder
        self.index = index
        self._text = text

    def __str__(self) -> str:
        return self._folder.name

    def get(self, kind: type[R], name: str) -> R | None:
        """The record with the id *name*, if there is one."""
        return self.index.get(kind, name)

    def each(self, kind: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""
        return self.index.each(kind)

    def ids(self, kind: type[model.Record | model.Citation]) -> list[str]:
        """The ids of all records of a kind."""
        return self.index.ids(kind)

    def pointing_to(self, kind: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        return self.index.pointing_to(kind, attribute, target)

    def tables(self, *_: type[model.Record | model.Citation]) -> sqlite3.Connection:
        """The records as tables."""
        return self.index.connection

    @cached_property
    def base(self) -> str:
        """The IRI below which the records live."""
        return str(self.index.note("base") or UNNAMED)

    def dataset(self) -> Dataset:
        """The data folder, read whole."""
        from evidence_graph.store import data_folder

        if self._text:
            return data_folder.of_text(self._text)

        return data_folder.load(self._folder)

    def iri(self, record_type: type[model.Record], identifier: str) -> str:
        """The IRI of a record, also of one that is named but not there."""
        entry = BY_RECORD[record_type]

        return self._odd.get((entry.table, identifier)) or record_iri(self.base, entry, identifier)

    def names(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The ids of those of *iris* from which they do not follow."""
        wanted = set(iris)

        return {iri: name for (_, name), iri in self._odd.items() if iri in wanted}

    def triples(self) -> Iterator[Triple]:
        """What people wrote, and what is derived from it."""
        from evidence_graph.store import regular

        yield from regular.triples(self.index.connection, str(self.index.note("base")))
        yield from self._derived()

    def _derived(self) -> Iterator[Triple]:
        from evidence_graph.store import rdf

        yield from rdf.shortcuts(self.index.stances(), self.iri)
        yield from rdf.numbers(self.index.each(model.Effect), self.iri)
        yield from rdf.bibliographic(self.index.each(model.Citation), self.iri)

    def literature(self, keys: Iterable[str]) -> Bibliography:
        """The bibliography's own entries for *keys*, as they stand in it, and all its macros."""
        return self.index.literature(keys)

    def file(self, name: str) -> str:
        """The text of the file *name* beside the claims."""
        return folders.beside(self._folder, name)

    def flaws(self) -> int:
        """How many places of the files do not fit, lead nowhere or cannot stand."""
        return self.index.flaws()

    def aside(self, suffix: str, build: Callable[[Path], None]) -> Path | None:
        """What *build* makes, kept beside the index under *suffix*; None where it cannot be kept.

        What is made of the files is not kept when they no longer say what the index holds.
        """
        if self.index.path is None:
            return None

        if suffix == cache_folder.PROBLEMS:
            still = self._is_current
        else:
            still = _always

        with _without_the_cache():
            return kept_indexes().beside(self.index.path, suffix, build, still=still)

        return None

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],
        timeout: float,
        memory: int,
    ) -> QueryResult:
        """The answer to a SPARQL *query*, from an Oxigraph store that is made when first asked for.

        Where none can be kept, or it is damaged, the answer comes from the files; *concluded* may be
        asked for twice.
        """
        from evidence_graph.sparql import execution
        from evidence_graph.store import rdf

        prefixes = rdf.namespaces(self.base)
        ask = partial(execution.run, query, given=given, prefixes=prefixes, timeout=timeout, memory=memory)
        store = None
        if not has_own_weights(self.index):
            store = self.aside(cache_folder.STORE, lambda aside: self._store(aside, concluded))

        if store is not None:
            try:
                return ask(store)
            except execution.UnreadableStore as error:
                notices.say(
                    f"{store} cannot be read ({error}): it was removed, and the answer is worked out anew"
                )
                with suppress(OSError):
                    cache_folder.remove(store)

        return ask(chain(self.triples(), concluded))

    def _is_current(self) -> bool:
        """Whether the folder still says what the index holds."""
        return kept_indexes().find(self._folder, folders.current(self._folder).paths()) == self.index.path

    def _store(self, path: Path, concluded: Iterable[Triple]) -> None:
        from evidence_graph.store import oxigraph

        oxigraph.write(path, chain(self.triples(), concluded), named=self._folder)

    @cached_property
    def _odd(self) -> Mapping[tuple[str, str], str]:
        return {(kind, name): iri for kind, name, iri in self.index.odd_iris()}
