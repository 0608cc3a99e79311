"""How many problems a data folder has, for the warning of whoever asks something else.

A small folder is checked for it, once. A large one is not: nobody waits half a minute for a warning. Its
number is named once somebody has checked it, and as long as no file of it changes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from evidence_graph.store import cache_folder, compiled
from evidence_graph.vocabulary import WHOLE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph


class NeverCountedError(OSError):
    """The number is not kept, and counting would take too long; as an OSError it says: go on without."""


def count(graph: EvidenceGraph, folder: Path) -> int | None:
    """How many problems a check finds in the *folder* behind *graph*; None where counting takes too long."""
    from evidence_graph.checks import check

    is_large = compiled.claims_size(folder) > compiled.COUNTED

    def write(aside: Path) -> None:
        if is_large:
            raise NeverCountedError

        aside.write_text(str(len(check(graph.dataset))), "utf-8")

    place = graph.store.aside(cache_folder.PROBLEMS, write)
    text = place.read_text("utf-8", "replace") if place else ""
    if WHOLE_NUMBER.fullmatch(text):
        return int(text)

    return None if is_large else len(check(graph.dataset))


@contextmanager
def keeping(folder: Path) -> Iterator[Callable[[int], None]]:
    """What keeps the number that a check of *folder* finds meanwhile, where the folder is compiled.

    The index is looked up before the check and must still be that of the folder after it, so that no number
    is kept for other files than those that were checked.
    """
    index = compiled.find(folder)

    def keep(number: int) -> None:
        if index is not None:
            store = compiled.FolderStore(folder, index)
            store.aside(cache_folder.PROBLEMS, lambda aside: _write(aside, number))

    try:
        yield keep
    finally:
        if index is not None:
            index.connection.close()


def _write(aside: Path, number: int) -> None:
    aside.write_text(str(number), "utf-8")
