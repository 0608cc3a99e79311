"""The index as an SQLite database, to be explored with anybody's tools."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

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


def write(graph: EvidenceGraph, path: Path) -> None:
    """Write the tables of *graph* and the view ``evidence`` to a new database at *path*, whole or not at all.

    Raises CannotWrite.
    """
    if not path.parent.is_dir():
        raise CannotWrite(path, f"there is no folder {path.parent}")
    with tempfile.TemporaryDirectory(prefix=".evidence-graph-", dir=path.parent) as aside:
        made = Path(aside) / path.name
        target = sqlite3.connect(made)
        graph.index.connection.backup(target)
        target.executescript(VIEWS)
        target.close()
        try:
            made.replace(path)
        except OSError as error:
            raise CannotWrite(path, error.strerror or str(error)) from error
