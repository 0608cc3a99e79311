"""How far long work has come, on standard error and only where somebody looks."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evidence_graph import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def reading(folder: Path) -> Iterator[Callable[[int], None] | None]:
    """Hears of the bytes read of *folder*, and shows them once there are any."""
    if not sys.stderr or not sys.stderr.isatty():
        yield None
        return

    bar = _Bar(folder)
    try:
        yield bar.advance
    finally:
        bar.stop()


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Hears how many of how many are done, and shows it as a bar named *what*."""
    if not sys.stderr or not sys.stderr.isatty():
        yield None
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


@contextmanager
def waiting(for_what: str) -> Iterator[None]:
    """Says *for_what* one waits, as long as it takes."""
    if not sys.stderr or not sys.stderr.isatty():
        yield
        return

    from rich.console import Console

    with Console(stderr=True).status(for_what):
        yield


class _Bar:
    """A bar that is drawn when the first bytes are read: a question of a compiled folder draws none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stop: Callable[[], None] | None = None
        self._advance: Callable[[int], None] = self._start

    def advance(self, read: int) -> None:
        """So many bytes more are read."""
        self._advance(read)

    def stop(self) -> None:
        """Take the bar away."""
        if self._stop:
            self._stop()

    def _start(self, read: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        total = sum(path.stat().st_size for path in folders.files(self._folder).paths())
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        task = bar.add_task("compiling the data", total=total)
        self._stop = bar.stop
        self._advance = lambda more: bar.advance(task, more)
        bar.start()
        self._advance(read)
