"""The index as an SQLite database, to be explored with anybody's tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.errors import CannotWrite
from evidence_graph.store import disk
from evidence_graph.store.writer import refuse_read_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph

NEW, BEFORE = "new", "before"
"""Names aside of the database that is made, and of the file whose place it takes."""

VIEWS = """
CREATE VIEW evidence AS
SELECT line.claim, claim.statement, line.stance, line.directness, line.citation,
       citation.title, citation.year, citation.doi, study.design, study.participants, line.finding,
       line.curator, line.verified
FROM line
LEFT JOIN claim ON claim.id = line.claim
LEFT JOIN citation ON citation.key = line.citation
LEFT JOIN study ON study.id = line.citation;
"""
"""What people ask for first: one row for each judgement, with its claim and its study."""


def write(graph: EvidenceGraph, path: Path | str) -> None:
    """Write the tables of *graph* and the view ``evidence`` to a database at *path*, whole or not at all.

    It is on the disk when this returns. A link stays one, and a file there keeps its mode. Raises
    CannotWrite, also for a device or a pipe; what was there before is there still.
    """
    path = Path(path)
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise CannotWrite(path, f"there is no folder {path.parent}")
    if target.exists() and not target.is_file():
        raise CannotWrite(path, "it is no file, and a database can be written to nothing else")

    tables = graph.store.tables()
    try:
        refuse_read_only(target)
        with _aside(target.parent) as aside:
            made_file = aside / NEW
            _fill(made_file, tables)
            if target.exists():
                made_file.chmod(target.stat().st_mode & 0o7777)

            disk.sync(made_file)
            _put_in_place(made_file, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise CannotWrite(path, getattr(error, "strerror", None) or str(error)) from error


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A place in *folder* where the database is made, which is gone afterwards.

    A disk that fails to remove it must not turn a whole answer into an error, nor hide the first one.
    """
    aside = Path(tempfile.mkdtemp(prefix=".evidence-graph-", dir=folder))
    try:
        yield aside
    finally:
        for name in (NEW, f"{NEW}-journal", BEFORE):
            with suppress(OSError):
                (aside / name).unlink()

        with suppress(OSError):
            aside.rmdir()


def _fill(path: Path, tables: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables.backup(connection)
        connection.executescript(VIEWS)


def _put_in_place(made_file: Path, target: Path) -> None:
    """Let *made_file* be *target*; when the disk does not take the new name, the old file gets it back."""
    before = made_file.with_name(BEFORE)
    if target.exists():
        _keep(target, before)

    made_file.replace(target)
    try:
        disk.sync_folder(target.parent)
    except OSError:
        if before.exists():
            before.replace(target)
        else:
            target.unlink()

        raise


def _keep(target: Path, before: Path) -> None:
    """Keep the file *target* as *before*, by a second name where the file system has such."""
    try:
        os.link(target, before)
    except OSError:
        shutil.copy2(target, before)
