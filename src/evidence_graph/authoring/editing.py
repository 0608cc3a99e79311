"""A book opened on a folder, and written at the end: all of it, or nothing."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import commit
from evidence_graph import dataset as data
from evidence_graph.authoring import beginning, undoing
from evidence_graph.authoring.book import Book
from evidence_graph.authoring.homes import Homes
from evidence_graph.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph


PYTHON = "a change from Python"
"""What was done, as `undo` tells it where nobody says more."""


@contextmanager
def edit(
    folder: Path | str,
    *,
    curator: str | None = None,
    language: str = "",
    wait: float = commit.WAIT,
    what: str = PYTHON,
) -> Iterator[Book]:
    """A book on the data in *folder*, which is written when the block ends; an error in it writes nothing.

    *curator* judges what is added, else the first of the data; texts are in the *language* of a tag such as
    "de", if it is named. Another writer is waited for *wait* seconds; *what* was done is told by `undo`.
    What somebody else changed meanwhile stays: RecordConflict is raised where they changed the same. Raises
    what `evidence_graph.dataset.edit` raises.
    """
    book = open_book(folder, curator=curator, language=language)
    yield book
    write(book, wait=wait, what=what)


def open_book(folder: Path | str, *, curator: str | None = None, language: str = "") -> Book:
    """A book on the data in *folder*, which somebody may `write`. Raises what `load` raises."""
    return Book(data.load(folder), curator=curator, language=language, homes=Homes(Path(folder)))


def write(book: Book, *, wait: float = commit.WAIT, what: str = PYTHON) -> None:
    """Write *book* to its folder; *what* was done is told by `undo`. Raises as `edit` does."""
    folder = book.stock.read.folder
    if book.stock.has_changes():
        data.change(folder, book.stock.onto, wait=wait, keep=undoing.keeper(folder, what))


def save(what: EvidenceGraph | Book | Dataset, folder: Path | str) -> Dataset:
    """Write the data of a graph or a book to a new *folder*, as they are now.

    Raises RefusedChange where a data folder is there already: `edit` changes one.
    """
    dataset = what if isinstance(what, Dataset) else _dataset(what)

    return beginning.write(Path(folder), dataset.contents())


def _dataset(what: EvidenceGraph | Book) -> Dataset:
    if isinstance(what, Book):
        return what.stock.now()

    return what.dataset
