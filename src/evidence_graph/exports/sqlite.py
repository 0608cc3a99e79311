"""The index as an SQLite database, to be explored with anybody's tools."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.dataset.writer import refuse_read_only
from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph

VIEWS = """
CREATE VIEW evidence AS
SELECT line.claim, claim.statement, line.stance, line.directness, line.citation, work.title, work.year,
       work.doi, citation.design, citation.participants, line.finding, line.curator, line.verified
FROM line
LEFT JOIN claim ON claim.id = line.claim
LEFT JOIN work ON work.key = line.citation
LEFT JOIN citation ON citation.id = line.citation;
"""
"""What people ask for first: one row for each judgement, with its claim and its study."""


def write(graph: EvidenceGraph, path: Path | str) -> None:
    """Write the tables of *graph* and the view ``evidence`` to a database at *path*, whole or not at all.

    A link stays one, and a file there keeps its mode. Raises CannotWrite, also for a device or a pipe.
    """
    path = Path(path)
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise CannotWrite(path, f"there is no folder {path.parent}")
    if target.exists() and not target.is_file():
        raise CannotWrite(path, "it is no file, and a database can be written to nothing else")
    tables = graph.index.connection
    try:
        refuse_read_only(target)
        with tempfile.TemporaryDirectory(prefix=".evidence-graph-", dir=target.parent) as aside:
            made = Path(aside) / target.name
            _fill(made, tables)
            if target.exists():
                made.chmod(target.stat().st_mode & 0o7777)
            made.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise CannotWrite(path, getattr(error, "strerror", None) or str(error)) from error


def _fill(path: Path, tables: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(path)) as made:
        tables.backup(made)
        made.executescript(VIEWS)
