"""Statements of a whole graph put in order on the disk, so that writing them takes little memory.

    shelf.put(triples)    in any order, any of them twice
    shelf.subjects()      what is said of each subject, the subjects in the order of their names

SQLite sorts in a file of its own, which is gone with the shelf. Ten thousand claims say 1.4 million things:
as Python's texts they take a gigabyte.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.store.conversion import Described
    from evidence_graph.store.rdf import Triple

ASIDE = ""
"""The name of a database in a file that SQLite makes where temporary files lie, and removes."""

TABLE = "CREATE TABLE statement (subject TEXT, predicate TEXT, text TEXT, datatype TEXT)"
PUT = "INSERT INTO statement VALUES (?, ?, ?, ?)"
LAST = "SELECT MAX(rowid) FROM statement"
SORTED = """
SELECT DISTINCT subject, predicate, text, datatype FROM statement WHERE rowid <= ? ORDER BY 1, 2, 3, 4
"""


class StatementShelf:
    """Statements by subject, kept aside."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, triples: Iterable[Triple]) -> None:
        """Take in *triples*."""
        self._connection.executemany(PUT, ((s, p, text, datatype) for s, p, (text, datatype) in triples))

    def subjects(self) -> Iterator[tuple[str, Described]]:
        """What is said of each subject, once each; what is put in meanwhile is not among it."""
        last = self._connection.execute(LAST).fetchone()
        for subject, rows in groupby(self._connection.execute(SORTED, last), key=itemgetter(0)):
            described: Described = {}
            for _, predicate, text, datatype in rows:
                described.setdefault(predicate, []).append((text, datatype))

            yield subject, described


@contextmanager
def shelf() -> Iterator[StatementShelf]:
    """An empty shelf, which is gone afterwards. Raises CannotWrite where there is no room for it."""
    connection = sqlite3.connect(ASIDE, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(TABLE)
        yield StatementShelf(connection)
    except sqlite3.OperationalError as error:
        reason = f"sorting the statements needs room there: {error}; name another place in TMPDIR"
        raise CannotWrite(Path(gettempdir()), reason) from error
    finally:
        connection.close()
