"""The index: the records of a data set as SQLite tables, derived from the data and disposable.

A question costs what its answer costs: records are found by their ids and by what they name.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import finalize

from evidence_graph.engine import tables
from evidence_graph.engine.tables import WORK, quoted
from evidence_graph.model import Citation, Result, Stance, Study
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evidence_graph.model import Record
    from evidence_graph.vocabulary import RecordType

R = TypeVar("R")

LABEL = (
    "title", "authors", "authors_incomplete", "editors", "editors_incomplete", "bodies", "year", "date"
)  # fmt: skip
"""What of a work its label is made of."""

IN_MIND = 4096
"""So many works are kept as values: few are named by most claims."""


class Index:
    """Records by id and by their links, out of one SQLite database."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self._connection = connection
        finalize(self, connection.close)
        self._works: dict[str, Citation] = {}
        self.path = path

    @property
    def connection(self) -> sqlite3.Connection:
        """The database itself, for sums over whole tables."""
        return self._connection

    def note(self, name: str) -> str | int | None:
        """A fact about the whole that was written down when the index was compiled."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def is_whole(self) -> bool:
        """Whether the database can be read."""
        try:
            return self.note("base") is not None
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # the damage may stand in a name that is told
            return False

    def get(self, record_type: type[R], identifier: str) -> R | None:
        """The record *identifier*, if there is one."""
        return next(self._select(record_type, "WHERE id = ?", (identifier,)), None)

    def all(self, record_type: type[R]) -> list[R]:
        """All records of a kind, in the order of their ids."""
        return list(self._select(record_type, "ORDER BY id"))

    def each(self, record_type: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""
        return self._select(record_type, "ORDER BY id")

    def pointing_to(self, record_type: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        return list(self._select(record_type, *_naming(_entry(record_type), attribute, target)))

    def has(self, record_type: type[Record], identifier: str) -> bool:
        """Whether there is a record *identifier*."""
        sql = f"SELECT 1 FROM {quoted(BY_RECORD[record_type].folder)} WHERE id = ?"
        return self._connection.execute(sql, (identifier,)).fetchone() is not None

    def count(self, record_type: type[Record]) -> int:
        """How many records of a kind there are."""
        table = quoted(BY_RECORD[record_type].folder)
        number: int = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return number

    def named(self, record_type: type[Record], attribute: str) -> set[str]:
        """What the records of a kind name by *attribute*."""
        column, table = quoted(attribute), quoted(BY_RECORD[record_type].folder)
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
        return {row[0] for row in self._connection.execute(sql)}

    def citation(self, key: str) -> Citation | None:
        """The work *key* with its study facts and results, if there is one."""
        found = self._works.get(key)
        if found is None:
            row = self._connection.execute(_works("WHERE key = ?"), (key,)).fetchone()
            if row is None:
                return None
            if len(self._works) >= IN_MIND:
                self._works.clear()
            found = self._works[key] = self._citation(row)
        return found

    def citations(self) -> list[Citation]:
        """All works, in the order of their keys."""
        return list(self.each_citation())

    def each_citation(self) -> Iterator[Citation]:
        """All works, one after the other, in the order of their keys."""
        return (self._citation(row) for row in self._connection.execute(_works("ORDER BY key")))

    def bibliographic_records(self) -> Iterator[Citation]:
        """All works without what is known of the study, in one pass and in the order of their keys."""
        for row in self._connection.execute(_works("ORDER BY key")):
            yield Citation(**_work_values(row))

    def ids(self, record_type: type[Record]) -> list[str]:
        """The ids of all records of a kind."""
        table = quoted(BY_RECORD[record_type].folder)
        return [row[0] for row in self._connection.execute(f"SELECT id FROM {table} ORDER BY id")]

    def alike(self, record_type: type[Record], folded: str) -> list[str]:
        """The ids of the records of a kind that are *folded* when their case is."""
        self._connection.create_function("folded", 1, str.casefold, deterministic=True)
        sql = f"SELECT id FROM {quoted(BY_RECORD[record_type].folder)} WHERE folded(id) = ? ORDER BY id"
        return [row[0] for row in self._connection.execute(sql, (folded,))]

    def keys(self) -> list[str]:
        """The keys of all works."""
        return [row[0] for row in self._connection.execute("SELECT key FROM work ORDER BY key")]

    def judgements(self) -> Iterator[tuple[Any, ...]]:
        """Every claim with each judgement of it, as cells of the tables.

        Claim, kind, work, curator, stance, directness, verified, withdrawn, design, participants. One pass,
        in the order of claims, works and curators; a claim without evidence has one row of None.
        """
        claims = self._connection.execute("SELECT id, kind FROM claim ORDER BY id")
        lines = self._connection.execute(
            "SELECT claim, citation, curator, stance, directness, verified, withdrawn, design, participants"
            " FROM line ORDER BY claim, citation, curator, id"
        )
        line = next(lines, None)
        for claim, kind in claims:
            while line and line[0] < claim:
                line = next(lines, None)
            if line is None or line[0] != claim:
                yield claim, kind, *(None,) * 8
            while line and line[0] == claim:
                yield claim, kind, *line[1:]
                line = next(lines, None)

    def work_facts(self) -> Iterator[tuple[Any, ...]]:
        """Of every work what its weight depends on, as cells of the tables.

        Key, design, participants, included studies, year, retraction status, conflict of interest, cohort,
        version of, the works it pools, whether these are all, and of what designs they are.
        """
        facts = self._connection.execute(
            "SELECT key, design, participants, included_studies, year, retraction_status,"
            " conflict_of_interest, cohort, version_of, pools, pools_complete, pooled_designs"
            " FROM work LEFT JOIN citation ON id = key ORDER BY key"
        )
        return ((*row[:9], tables.as_list(row[9] or "[]"), *row[10:]) for row in facts)

    def intervals(self) -> Iterator[tuple[Any, ...]]:
        """The confirmed intervals that bear on claims, in their order: claim, work, measure, both ends."""
        # A generator, so that the index lives as long as somebody reads on.
        yield from self._connection.execute(
            "SELECT claim, citation, measure, low, high FROM effect"
            " WHERE claim IS NOT NULL AND verified AND low IS NOT NULL AND high IS NOT NULL"
            " ORDER BY claim, citation, number, id"
        )

    def labels(self) -> Iterator[tuple[str, str]]:
        """The key and the label of every work."""
        for key, *cells in self._connection.execute(f"SELECT key, {', '.join(LABEL)} FROM work"):
            values = dict(zip(LABEL, cells, strict=True))
            values |= {name: tables.as_list(values[name]) for name in tables.WORK_LISTS & values.keys()}
            values |= {name: bool(values[name]) for name in tables.WORK_BOOLEANS}
            yield key, Citation(key, **values).label

    def unsound(self) -> int:
        """How many references name what is not there, and how often evidence cannot stand as it is."""
        known = self.note("unsound")
        return tables.unsound(self._connection) if known is None else int(known)

    def works_like(self, wanted: str) -> list[str]:
        """The keys of the works whose key, alias, DOI or label may be *wanted*, which is in lower case."""
        year = int(wanted[-4:]) if wanted[-4:].isdecimal() else None
        sql = (
            "SELECT key FROM work WHERE lower(key) = ?1 OR lower(doi) = ?1 OR year IS ?2 OR key IN "
            "(SELECT id FROM citation WHERE aliases != '[]' AND instr(lower(aliases), ?1)) ORDER BY key"
        )
        return [row[0] for row in self._connection.execute(sql, (wanted, year))]

    def stances(self) -> Iterator[tuple[str, Stance, str]]:
        """Claim, stance and citation of the evidence lines that nobody withdrew, each once."""
        for claim, stance, citation in self._connection.execute(
            "SELECT DISTINCT claim, stance, citation FROM line WHERE withdrawn IS NULL"
        ):
            yield claim, Stance(stance), citation

    def odd_iris(self) -> Iterator[tuple[str, str, str]]:
        """The kind, id and IRI of the records whose IRIs do not follow from their ids."""
        yield from self._connection.execute("SELECT kind, id, iri FROM iri")

    def bibtex(self, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The BibTeX entries of works as they stand in the bibliography, each with its key."""
        for key in keys:
            yield from self._connection.execute("SELECT key, raw FROM entry WHERE key = ?", (key,))

    def strings(self) -> dict[str, str]:
        """What each ``@string`` macro of the bibliography stands for."""
        return dict(self._connection.execute("SELECT name, text FROM string"))

    def _citation(self, row: Sequence[Any]) -> Citation:
        values = _work_values(row)
        results = self.pointing_to(Result, "citation", values["key"])
        return Citation(
            **values,
            study=self.get(Study, values["key"]),
            results=tuple(sorted(results, key=lambda r: r.number)),
        )

    def _select(self, record_type: type[R], where: str, given: Sequence[object] = ()) -> Iterator[R]:
        record, sql, fields = _reading(_entry(record_type))
        for row in self._connection.execute(f"{sql} {where}", given):
            try:
                held = [
                    default if cell is None else convert(cell) if convert else cell
                    for (convert, default), cell in zip(fields, row, strict=True)
                ]
            except (KeyError, ValueError, TypeError) as error:
                raise sqlite3.DatabaseError(f"a {record_type.__name__} holds {error}") from None
            yield cast("R", record(*held))


def build(records: Mapping[type[Record], Mapping[str, Record]], citations: Iterable[Citation]) -> Index:
    """An index in memory of *records* and *citations*."""
    connection = tables.create(":memory:")
    filled = tables.Tables(connection)
    for record_type, held in records.items():
        filled.put_all(BY_RECORD[record_type], held.values())
    for citation in citations:
        filled.add("work", tables.work_row(citation))
    filled.finish()
    filled.finish_works()
    return Index(connection)


def opened(path: Path, *, kept: bool = True) -> Index:
    """The index in the file at *path*, which nobody changes any more; it may go when it is not *kept*."""
    from urllib.parse import quote

    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    if not kept:
        connection.execute("SELECT 1 FROM meta").fetchone()  # from now on the file is open
    return Index(connection, path if kept else None)


def _entry(record_type: type[Any]) -> RecordType:
    return BY_RECORD[record_type]


def _work_values(row: Sequence[Any]) -> dict[str, Any]:
    """The fields of a work by the cells of its row."""
    values = dict(zip(WORK, row, strict=True))
    values |= {name: tables.as_list(values[name]) for name in tables.WORK_LISTS}
    values |= {name: bool(values[name]) for name in tables.WORK_BOOLEANS}
    return values


def _naming(entry: RecordType, attribute: str, target: str) -> tuple[str, tuple[str, ...]]:
    """The condition under which a record's *attribute* names *target*, and the values it takes."""
    prop = next(p for p in entry.properties if p.attribute == attribute)
    if not prop.many:
        return f"WHERE {quoted(attribute)} = ? ORDER BY id", (target,)
    where = "WHERE id IN (SELECT source FROM link WHERE relation = ? AND target = ?) ORDER BY id"
    return where, (f"{entry.folder}.{attribute}", target)


@cache
def _reading(entry: RecordType) -> tuple[Callable[..., Record], str, tables.Reading]:
    """What makes a record of a row, and the row it takes: the columns in the order of the record's fields."""
    kinds = tables.reading(entry)
    sql = f"SELECT {', '.join(map(quoted, kinds))} FROM {quoted(entry.folder)}"
    return entry.record, sql, tuple(kinds.values())


@cache
def _works(where: str) -> str:
    return f"SELECT {', '.join(WORK)} FROM work {where}"
