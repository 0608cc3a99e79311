"""The bibliography of a folder as tables: read in this process, or beside it in one of its own.

Started with paths, this module reads the bibliography at all but the first into a database at the first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import inheritance
from evidence_graph.bibliography.file_contents import Contents
from evidence_graph.store import database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.bibliography import Block, Entry

LARGE = 1_000_000
"""Bytes of a bibliography from which on a process of its own saves more time than its start takes."""

BIBLIOGRAPHIC_TABLES = ("citation", "entry", "string", "macro")


class Bibliographies(Protocol):
    """Works that can be taken into an index."""

    def into(self, connection: sqlite3.Connection) -> int:
        """Take them into the tables of *connection*; how many problems the bibliography has."""


@contextmanager
def reading(paths: Sequence[Path], beside: Path) -> Iterator[Bibliographies]:
    """The works of the bibliography in the files at *paths*, which is read meanwhile if it is large."""
    if sum(path.stat().st_size for path in paths) < LARGE:
        yield _Here(paths)
        return

    database_aside = beside.with_name(f"{beside.name}-citations")
    process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
        [sys.executable, "-P", "-m", __name__, str(database_aside), *map(str, paths)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _Beside(paths, database_aside, process)
    finally:
        process.kill()
        process.communicate()
        database_aside.unlink(missing_ok=True)


class _Here:
    """Works that are read when they are asked for."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def into(self, connection: sqlite3.Connection) -> int:
        """Read the works into *connection*."""
        return read(self._paths, connection)


@dataclass(frozen=True)
class Whole:
    """Works of a bibliography that was read whole."""

    bibliography: bib.Bibliography

    def into(self, connection: sqlite3.Connection) -> int:
        """Take the works into *connection*."""
        _fill(connection, self.bibliography.blocks, self.bibliography.strings)

        return len(self.bibliography.problems)


class _Beside:
    """Works that another process reads."""

    def __init__(self, paths: Sequence[Path], database_aside: Path, process: subprocess.Popen[bytes]) -> None:
        self._paths, self._made, self._process = paths, database_aside, process

    def into(self, connection: sqlite3.Connection) -> int:
        """Take over what the process has read; where it failed, read it here, so that its error is told."""
        if self._process.wait() != 0:
            return read(self._paths, connection)

        connection.commit()
        connection.execute("ATTACH ? AS beside", (str(self._made),))
        for table in BIBLIOGRAPHIC_TABLES:
            connection.execute(f"INSERT INTO {table} SELECT * FROM beside.{table}")  # noqa: S608 - our own names

        problems: int = connection.execute("SELECT value FROM beside.meta").fetchone()[0]
        connection.commit()
        connection.execute("DETACH beside")

        return problems


def read(paths: Sequence[Path], connection: sqlite3.Connection) -> int:
    """Read the bibliography at *paths* into the tables of *connection*; how many problems it has.

    Raises BrokenFile for an encoding other than UTF-8.
    """
    contents = Contents("")
    _fill(connection, _blocks(paths, contents), contents.strings)

    return len(contents.problems)


def _blocks(paths: Sequence[Path], contents: Contents) -> Iterator[Block]:
    for path in paths:
        contents.file = str(path)
        yield from bib.stream(path, contents)


def _fill(connection: sqlite3.Connection, blocks: Iterable[Block], strings: Mapping[str, str]) -> None:
    """Take the *blocks* of a bibliography into the tables of *connection*; its macros are *strings*."""
    filled = database.IndexTables(connection)
    children: list[Entry] = []  # BibTeX has parents after their children: these wait for the end
    for block in blocks:
        if block.kind is bib.BlockKind.STRING:
            filled.add("macro", (block.raw,))

        if block.entry is None:
            continue

        filled.put_entry(block.entry, block.raw)
        if inheritance.is_child(block.entry):
            children.append(block.entry)
        else:
            filled.add("citation", database.citation_row(bib.citation(block.entry, strings)))

    if children:
        _put_children(children, strings, filled, connection)

    for item in strings.items():
        filled.add("string", item)

    filled.flush()


def _put_children(
    children: Iterable[Entry],
    strings: Mapping[str, str],
    filled: database.IndexTables,
    connection: sqlite3.Connection,
) -> None:
    """Take in the works that inherit fields, when all entries from which they may are in the tables."""
    filled.flush()
    connection.execute("CREATE INDEX parent_key ON entry (key)")

    @cache
    def look_up(key: str) -> Entry | None:
        row = connection.execute("SELECT type, fields, line FROM entry WHERE key = ?", (key,)).fetchone()
        if row:
            return bib.Entry(key, row[0], json.loads(row[1]), row[2])

        return None

    for child in children:
        filled.add("citation", database.citation_row(bib.citation(child, strings, look_up)))

    connection.execute("DROP INDEX parent_key")


def main() -> None:
    """Read the bibliography in the files that are named into a database that is named before them.

    Whoever started it holds the other end of its standard input: when they are gone, so is it.
    """
    Thread(target=_end_with_the_parent, daemon=True).start()
    with closing(database.create(sys.argv[1])) as connection:
        problems = read([Path(path) for path in sys.argv[2:]], connection)
        connection.execute("INSERT INTO meta VALUES ('problems', ?)", (problems,))
        connection.commit()


def _end_with_the_parent() -> None:
    while os.read(0, 1):  # without a buffer, whose lock would break the end of the process
        pass

    os._exit(1)


if __name__ == "__main__":
    main()
