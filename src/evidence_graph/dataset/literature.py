"""The bibliography of a folder as tables: read in this process, or beside it in one of its own.

Started with two paths, this module reads the bibliography at the first into a database at the second.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import inheritance
from evidence_graph.bibliography.contents import Contents
from evidence_graph.engine import tables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.bibliography import Entry

LARGE = 1_000_000
"""Bytes of a bibliography from which on a process of its own saves more time than its start takes."""

HELD = ("work", "entry", "string")


class Works(Protocol):
    """Works that can be taken into an index."""

    def into(self, connection: sqlite3.Connection) -> int:
        """Take them into the tables of *connection*; how many problems the bibliography has."""


@contextmanager
def reading(path: Path, beside: Path) -> Iterator[Works]:
    """The works of the bibliography at *path*, which is read meanwhile if it is large."""
    if path.stat().st_size < LARGE:
        yield _Here(path)
        return
    made = beside.with_name(f"{beside.name}-works")
    process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
        [sys.executable, "-P", "-m", __name__, str(path), str(made)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _Beside(path, made, process)
    finally:
        process.kill()
        process.communicate()
        made.unlink(missing_ok=True)


class _Here:
    """Works that are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def into(self, connection: sqlite3.Connection) -> int:
        """Read the works into *connection*."""
        return read(self._path, connection)


class _Beside:
    """Works that another process reads."""

    def __init__(self, path: Path, made: Path, process: subprocess.Popen[bytes]) -> None:
        self._path, self._made, self._process = path, made, process

    def into(self, connection: sqlite3.Connection) -> int:
        """Take over what the process has read; where it failed, read it here, so that its error is told."""
        if self._process.wait() != 0:
            return read(self._path, connection)
        connection.commit()
        connection.execute("ATTACH ? AS beside", (str(self._made),))
        for table in HELD:
            connection.execute(f"INSERT INTO {table} SELECT * FROM beside.{table}")  # noqa: S608 - our own names
        problems: int = connection.execute("SELECT value FROM beside.meta").fetchone()[0]
        connection.commit()
        connection.execute("DETACH beside")
        return problems


def read(path: Path, connection: sqlite3.Connection) -> int:
    """Read the bibliography at *path* into the tables of *connection*; how many problems it has.

    Raises BrokenFile for an encoding other than UTF-8.
    """
    filled = tables.Tables(connection)
    contents = Contents(str(path))
    children: list[Entry] = []  # BibTeX has parents after their children: these wait for the end
    for block in bib.stream(path, contents):
        if block.entry is None:
            continue
        filled.add("entry", (block.entry.key, block.raw))
        if inheritance.is_child(block.entry):
            children.append(block.entry)
        else:
            filled.add("work", tables.work_row(bib.citation(block.entry, contents.strings)))
    if children:
        _put_children(children, contents.strings, filled, connection)
    for item in contents.strings.items():
        filled.add("string", item)
    filled.flush()
    return len(contents.problems)


def _put_children(
    children: Iterable[Entry],
    strings: Mapping[str, str],
    filled: tables.Tables,
    connection: sqlite3.Connection,
) -> None:
    """Take in the works that inherit fields, when all entries from which they may are in the tables."""
    filled.flush()
    connection.execute("CREATE INDEX parent_key ON entry (key)")

    @cache
    def look_up(key: str) -> Entry | None:
        row = connection.execute("SELECT raw FROM entry WHERE key = ?", (key,)).fetchone()
        return bib.parse(row[0]).entries.get(key) if row else None

    for child in children:
        filled.add("work", tables.work_row(bib.citation(child, strings, look_up)))
    connection.execute("DROP INDEX parent_key")


def main() -> None:
    """Read the bibliography that is named first into a database that is named second.

    Whoever started it holds the other end of its standard input: when they are gone, so is it.
    """
    Thread(target=_end_with_the_parent, daemon=True).start()
    with closing(tables.create(sys.argv[2])) as connection:
        problems = read(Path(sys.argv[1]), connection)
        connection.execute("INSERT INTO meta VALUES ('problems', ?)", (problems,))
        connection.commit()


def _end_with_the_parent() -> None:
    while os.read(0, 1):  # without a buffer, whose lock would break the end of the process
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
