"""The index: the records of a data set as SQLite tables, derived from the data and disposable.

Each kind of record is a table whose columns are its fields (a list is a JSON array); `work` holds the
bibliographic records; `link` holds every reference between records, indexed both ways, so that a
question costs what its answer costs.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evidence_graph.model import Citation, Result, Study
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, Kind, RecordType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.model import Record

R = TypeVar("R")

WORK = tuple(f.name for f in fields(Citation) if f.name not in {"study", "results"})
WORK_LISTS = {"authors"}


class Index:
    """Records by id and by their links, out of one SQLite database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, record_type: type[R], identifier: str) -> R | None:
        """The record *identifier*, if there is one."""
        return next(self._select(record_type, "WHERE id = ?", (identifier,)), None)

    def all(self, record_type: type[R]) -> list[R]:
        """All records of a kind, in the order of their ids."""
        return list(self._select(record_type, "ORDER BY id"))

    def pointing_to(self, record_type: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        relation = f"{BY_RECORD[cast('Any', record_type)].folder}.{attribute}"
        where = "WHERE id IN (SELECT source FROM link WHERE relation = ? AND target = ?) ORDER BY id"
        return list(self._select(record_type, where, (relation, target)))

    def citation(self, key: str) -> Citation | None:
        """The work *key* with its study facts and results, if there is one."""
        row = self._connection.execute(f"{_select_work()} WHERE key = ?", (key,)).fetchone()
        return self._citation(row) if row else None

    def citations(self) -> list[Citation]:
        """All works, in the order of their keys."""
        return [self._citation(row) for row in self._connection.execute(f"{_select_work()} ORDER BY key")]

    def ids(self, record_type: type[Record]) -> list[str]:
        """The ids of all records of a kind."""
        table = _table(BY_RECORD[record_type])
        return [row[0] for row in self._connection.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608

    def keys(self) -> list[str]:
        """The keys of all works."""
        return [row[0] for row in self._connection.execute("SELECT key FROM work ORDER BY key")]

    def judgements(self) -> Iterator[tuple[Any, ...]]:
        """Every claim with each judgement of it: claim, kind, work, stance, directness, verified.

        One pass, in the order of claims, works and curators; a claim without evidence has one row of
        None. The rows are those of the tables, not yet our values.
        """
        claims = self._connection.execute("SELECT id, kind FROM claim ORDER BY id")
        lines = self._connection.execute(
            "SELECT claim, citation, stance, directness, verified FROM line"
            " ORDER BY claim, citation, curator, id"
        )
        line = next(lines, None)
        for claim, kind in claims:
            while line and line[0] < claim:
                line = next(lines, None)
            if line is None or line[0] != claim:
                yield claim, kind, None, None, None, None
            while line and line[0] == claim:
                yield claim, kind, *line[1:]
                line = next(lines, None)

    def work_facts(self) -> Iterator[tuple[Any, ...]]:
        """Of every work what its weight depends on: key, whether there is a study, then the study's fields.

        These are design, participants, retraction status, conflict of interest, cohort, version of, and
        the works it pools.
        """
        facts = self._connection.execute(
            "SELECT key, id IS NOT NULL, design, participants, retraction_status, conflict_of_interest,"
            " cohort, version_of, pools FROM work LEFT JOIN citation ON id = key ORDER BY key"
        )
        return ((*row[:-1], _list(row[-1] or "[]")) for row in facts)

    def labels(self) -> Iterator[tuple[str, str]]:
        """The key and the label of every work."""
        for key, authors, *rest in self._connection.execute(
            "SELECT key, authors, authors_incomplete, title, year FROM work"
        ):
            incomplete, title, year = rest
            work = Citation(
                key, title=title, authors=_list(authors), authors_incomplete=bool(incomplete), year=year
            )
            yield key, work.label

    def dangling(self) -> int:
        """How many references name a record that is not there."""
        found = 0
        for entry in SCHEMA:
            for prop in entry.properties:
                if prop.target is not None:
                    there = "SELECT key FROM work" if prop.target is Study else _ids(prop.target)
                    count = f"SELECT count(*) FROM link WHERE relation = ? AND target NOT IN ({there})"  # noqa: S608
                    found += self._connection.execute(
                        count, (f"{entry.folder}.{prop.attribute}",)
                    ).fetchone()[0]
        return found

    def _citation(self, row: Sequence[Any]) -> Citation:
        values = dict(zip(WORK, row, strict=True))
        values["authors"] = tuple(json.loads(values["authors"]))
        values["authors_incomplete"] = bool(values["authors_incomplete"])
        results = self.pointing_to(Result, "citation", values["key"])
        return Citation(
            **values,
            study=self.get(Study, values["key"]),
            results=tuple(sorted(results, key=lambda r: r.number)),
        )

    def _select(self, record_type: type[R], where: str, given: Sequence[object] = ()) -> Iterator[R]:
        entry = BY_RECORD[cast("Any", record_type)]
        converters = _converters(entry)
        columns = ", ".join(_quote(p.attribute) for p in entry.properties)
        sql = f"SELECT id, {columns} FROM {_table(entry)} {where}"  # noqa: S608 - names of our own table
        for row in self._connection.execute(sql, given):
            held = {
                attribute: convert(cell)
                for (attribute, convert), cell in zip(converters, row[1:], strict=True)
                if cell is not None
            }
            yield cast("R", entry.record(id=row[0], **held))


def build(
    records: Mapping[type[Record], Mapping[str, Record]],
    citations: Iterable[Citation],
    *,
    path: str = ":memory:",
) -> Index:
    """An index of *records* and *citations*, in memory or in a new file at *path*."""
    connection = sqlite3.connect(path, check_same_thread=False)
    for entry in SCHEMA:
        columns = ", ".join(_quote(p.attribute) for p in entry.properties)
        connection.execute(f"CREATE TABLE {_table(entry)} (id TEXT PRIMARY KEY, {columns}) WITHOUT ROWID")
    connection.execute(f"CREATE TABLE work (key TEXT PRIMARY KEY, {', '.join(WORK[1:])}) WITHOUT ROWID")
    connection.execute("CREATE TABLE link (relation TEXT, source TEXT, target TEXT)")
    for record_type, held in records.items():
        entry = BY_RECORD[record_type]
        marks = ", ".join("?" * (len(entry.properties) + 1))
        insert = f"INSERT INTO {_table(entry)} VALUES ({marks})"  # noqa: S608
        connection.executemany(insert, (_row(record, entry) for record in held.values()))
        links = (link for record in held.values() for link in _links(record, entry))
        connection.executemany("INSERT INTO link VALUES (?, ?, ?)", links)
    insert = f"INSERT INTO work VALUES ({', '.join('?' * len(WORK))})"  # noqa: S608
    connection.executemany(insert, (_work(citation) for citation in citations))
    connection.execute("CREATE INDEX link_forth ON link (relation, source, target)")
    connection.execute("CREATE INDEX link_back ON link (relation, target, source)")
    connection.commit()
    return Index(connection)


def _row(record: Record, entry: RecordType) -> tuple[object, ...]:
    cells: list[object] = [record.id]
    for prop in entry.properties:
        held = getattr(record, prop.attribute)
        cells.append(json.dumps(held, ensure_ascii=False) if prop.many else held)
    return tuple(cells)


def _links(record: Record, entry: RecordType) -> Iterator[tuple[str, str, str]]:
    for prop in entry.properties:
        if prop.kind is Kind.REFERENCE:
            held = getattr(record, prop.attribute)
            targets = held if prop.many else (held,)
            yield from (
                (f"{entry.folder}.{prop.attribute}", record.id, target) for target in targets if target
            )


def _work(citation: Citation) -> tuple[object, ...]:
    return tuple(
        json.dumps(getattr(citation, name), ensure_ascii=False)
        if name in WORK_LISTS
        else getattr(citation, name)
        for name in WORK
    )


def _select_work() -> str:
    return f"SELECT {', '.join(WORK)} FROM work"  # noqa: S608 - names of our own table


def _ids(record_type: type[Record]) -> str:
    return f"SELECT id FROM {_table(BY_RECORD[record_type])}"  # noqa: S608 - names of our own table


def _table(entry: RecordType) -> str:
    return _quote(entry.folder)


def _quote(name: str) -> str:
    return f'"{name}"'


def _same(cell: Any) -> Any:  # noqa: ANN401 - a cell is what SQLite holds
    return cell


def _list(cell: str) -> tuple[str, ...]:
    return tuple(json.loads(cell))


@cache
def _converters(entry: RecordType) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    def converter(prop: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a row of the table
        if prop.many:
            return _list
        if prop.kind is Kind.CHOICE:
            return cast("Callable[[Any], Any]", prop.choices)
        return bool if prop.kind is Kind.BOOLEAN else _same

    return tuple((prop.attribute, converter(prop)) for prop in entry.properties)
