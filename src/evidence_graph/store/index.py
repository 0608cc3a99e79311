"""The index: the records of a data set as SQLite tables, derived from the data and disposable.

A question costs what its answer costs: records are found by their ids and by what they name.
"""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import finalize

from evidence_graph.folders import CITATIONS
from evidence_graph.model import Citation, Result, Stance, Study
from evidence_graph.store import database
from evidence_graph.store.database import CITATION_COLUMNS, quote
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.model import Record
    from evidence_graph.vocabulary import RecordType

R = TypeVar("R")

IN_MIND = 4096
"""So many works are kept as values: few are named by most claims."""


class Index:
    """Records by id and by their links, out of one SQLite database."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self.connection = connection
        finalize(self, connection.close)
        self._citations: dict[str, Citation] = {}
        self.path = path

    def note(self, name: str) -> str | int | None:
        """A fact about the whole that was written down when the index was compiled."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()

        return row[0] if row else None

    def is_whole(self) -> bool:
        """Whether the database can be read."""
        try:
            return self.note("base") is not None
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # the damage may stand in a name that is told
            return False

    def get(self, record_type: type[R], identifier: str) -> R | None:
        """The record *identifier*, if there is one."""
        if record_type is Citation:
            return cast("R | None", self._citation(identifier))

        return next(self._select(record_type, "WHERE id = ?", (identifier,)), None)

    def each(self, record_type: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""
        if record_type is Citation:
            rows = self.connection.execute(_citations("ORDER BY key"))
            return cast("Iterator[R]", map(self._citation_of_row, rows))

        return self._select(record_type, "ORDER BY id")

    def pointing_to(self, record_type: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        return list(self._select(record_type, *_naming(_entry(record_type), attribute, target)))

    def tables(self, *_: type[Record | Citation]) -> sqlite3.Connection:
        """The records as tables; here all of them are there."""
        return self.connection

    def _citation(self, key: str) -> Citation | None:
        citation = self._citations.get(key)
        if citation is None:
            row = self.connection.execute(_citations("WHERE key = ?"), (key,)).fetchone()
            if row is None:
                return None

            if len(self._citations) >= IN_MIND:
                self._citations.clear()

            citation = self._citations[key] = self._citation_of_row(row)

        return citation

    def ids(self, record_type: type[Record | Citation]) -> list[str]:
        """The ids of all records of a kind."""
        if issubclass(record_type, Citation):
            return [row[0] for row in self.connection.execute("SELECT key FROM citation ORDER BY key")]

        table = quote(BY_RECORD[record_type].table)

        return [row[0] for row in self.connection.execute(f"SELECT id FROM {table} ORDER BY id")]

    def flaws(self) -> int:
        """How many places do not fit, name what is not there, or cannot stand as they are."""
        unsound = self.note("unsound")
        if unsound is None:
            doubts = database.unsound(self.connection)
        else:
            doubts = int(unsound)

        return int(self.note("flaws") or 0) + doubts

    def stances(self) -> Iterator[tuple[str, Stance, str]]:
        """Claim, stance and citation of the evidence lines that nobody withdrew, each once."""
        for claim, stance, citation in self.connection.execute(
            "SELECT DISTINCT claim, stance, citation FROM line WHERE withdrawn IS NULL"
        ):
            yield claim, Stance(stance), citation

    def odd_iris(self) -> Iterator[tuple[str, str, str]]:
        """The kind, id and IRI of the records whose IRIs do not follow from their ids."""
        yield from self.connection.execute("SELECT kind, id, iri FROM iri")

    def literature(self, keys: Iterable[str]) -> Bibliography:
        """The bibliography's own entries for *keys*, as they stand in it, and all its macros."""
        from evidence_graph.bibliography import Bibliography, Block, BlockKind, Entry

        sql = "SELECT type, fields, line, raw FROM entry WHERE key = ?"
        blocks = []
        for key in keys:
            for kind, fields, line, raw in self.connection.execute(sql, (key,)):
                entry = Entry(key, kind, json.loads(fields), line)
                blocks.append(Block(BlockKind.ENTRY, raw, line, entry))

        return Bibliography(CITATIONS, tuple(blocks), self._strings())

    def _strings(self) -> dict[str, str]:
        """What each ``@string`` macro of the bibliography stands for."""
        return dict(self.connection.execute("SELECT name, text FROM string"))

    def _citation_of_row(self, row: Sequence[Any]) -> Citation:
        values = dict(zip(CITATION_COLUMNS, row, strict=True))
        values |= {name: database.as_list(values[name]) for name in database.CITATION_LISTS}
        values |= {name: bool(values[name]) for name in database.CITATION_BOOLEANS}
        results = self.pointing_to(Result, "citation", values["key"])

        return Citation(
            **values,
            study=self.get(Study, values["key"]),
            results=tuple(sorted(results, key=lambda r: r.number)),
        )

    def _select(self, record_type: type[R], where: str, parameters: Sequence[object] = ()) -> Iterator[R]:
        record, sql, fields = _reading(_entry(record_type))
        for row in self.connection.execute(f"{sql} {where}", parameters):
            try:
                cell_values = [
                    default if cell is None else convert(cell) if convert else cell
                    for (convert, default), cell in zip(fields, row, strict=True)
                ]
            except (KeyError, ValueError, TypeError) as error:
                raise sqlite3.DatabaseError(f"a {record_type.__name__} holds {error}") from None

            yield cast("R", record(*cell_values))


def open_index(path: Path, *, kept: bool = True) -> Index:
    """The index in the file at *path*, which nobody changes any more; it may go when it is not *kept*."""
    from urllib.parse import quote

    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    if not kept:
        connection.execute("SELECT 1 FROM meta").fetchone()  # from now on the file is open

    return Index(connection, path if kept else None)


def _entry(record_type: type[Any]) -> RecordType:
    return BY_RECORD[record_type]


def _naming(entry: RecordType, attribute: str, target: str) -> tuple[str, tuple[str, ...]]:
    """The condition under which a record's *attribute* names *target*, and the values it takes."""
    prop = next(p for p in entry.properties if p.attribute == attribute)
    if not prop.many:
        return f"WHERE {quote(attribute)} = ? ORDER BY id", (target,)

    where = "WHERE id IN (SELECT source FROM link WHERE relation = ? AND target = ?) ORDER BY id"

    return where, (f"{entry.table}.{attribute}", target)


@cache
def _reading(entry: RecordType) -> tuple[Callable[..., Record], str, database.Reading]:
    """What makes a record of a row, and the row it takes: the columns in the order of the record's fields."""
    kinds = database.reading(entry)
    sql = f"SELECT {', '.join(map(quote, kinds))} FROM {quote(entry.table)}"

    return entry.record, sql, tuple(kinds.values())


@cache
def _citations(where: str) -> str:
    return f"SELECT {', '.join(CITATION_COLUMNS)} FROM citation {where}"
