"""The tables of an index: one a kind of record, filled row by row, in memory or in a file.

The columns of a record's table are its fields (a list is a JSON array). `citation` holds the bibliographic
records, `entry` the BibTeX they come from and `macro` that of the macros; `link` holds the references of
lists, both ways. `said` holds what is said of a subject whose row does not say all of it (`regular`). An
index is finished when all rows are in: only then are its look-ups made; to keep them up would take longer.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from evidence_graph.model import Citation, Curator, Study
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, Kind, RecordType, record_iri
from evidence_graph.ways import circles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from evidence_graph.bibliography import Entry
    from evidence_graph.model import Record
    from evidence_graph.store.conversion import Described
    from evidence_graph.vocabulary import Property

    Row = Sequence[object]

CITATION_COLUMNS = tuple(f.name for f in fields(Citation) if f.name not in {"study", "results"})
CITATION_LISTS = {"authors", "editors", "translators", "bodies"}
CITATION_BOOLEANS = {"authors_incomplete", "editors_incomplete"}

Reading = tuple[tuple["Callable[[Any], Any] | None", object], ...]
"""For each field of a record what makes its value of a cell, and its value where the cell is empty."""

AT_ONCE = 5_000
"""So many rows are handed to SQLite at a time."""


def is_list(prop: Property) -> bool:
    """Whether a field holds references to several records."""
    return prop.many and prop.kind is Kind.REFERENCE


def is_looked_up(prop: Property) -> bool:
    """Whether records are asked for by what this field of theirs names; all lines of a curator never are."""
    return prop.kind is Kind.REFERENCE and not prop.many and prop.target is not Curator


class IndexTables:
    """The tables of one index while they are filled."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[Row]] = defaultdict(list)
        self._written: Counter[str] = Counter()

    def put(self, entry: RecordType, identifier: str, values: Mapping[str, Any]) -> None:
        """Take in a record by the values of its fields; one that is not given has its default."""
        cells: list[object] = [identifier]
        for prop, default in zip(entry.properties, defaults(entry), strict=True):
            value = values.get(prop.attribute, () if prop.many else default)
            cells.append(json.dumps(value, ensure_ascii=False) if prop.many else value)

        self.add(entry.table, tuple(cells))
        for name in _lists(entry):
            relation = f"{entry.table}.{name}"
            for target in values.get(name, ()):
                self.add("link", (relation, identifier, target))

    def put_all(self, entry: RecordType, records: Iterable[Record]) -> None:
        """Take in records of one kind whose IRIs somebody else knows."""
        for record in records:
            values = {p.attribute: getattr(record, p.attribute) for p in entry.properties}
            self.put(entry, record.id, values)

    def put_odd(self, entry: RecordType, identifier: str, iri: str, base: str) -> None:
        """Note that the record that came last is odd, and its *iri* when that does not follow from its id."""
        row = self._written[entry.table] + len(self._waiting[entry.table])
        self.add("odd", (entry.table, row))
        if iri != record_iri(base, entry, identifier):
            self.add("iri", (entry.table, identifier, iri, row))

    def put_entry(self, entry: Entry, raw: str) -> None:
        """Take in an *entry* of the bibliography and its letters."""
        fields = json.dumps(dict(entry.fields), ensure_ascii=False)
        self.add("entry", (entry.key, entry.type, fields, entry.line, raw))

    def put_said(self, subject: str, facts: Described) -> None:
        """Take in what is said of a *subject*."""
        for predicate, terms in facts.items():
            for text, datatype in terms:
                self.add("said", (subject, predicate, text, datatype))

    def clear(self) -> None:
        """Let go of all rows of records; what is said stays."""
        self.flush()
        names = [*(entry.table for entry in SCHEMA), "link", "iri", "odd"]
        for statement, name in zip(statements(), names, strict=False):
            self._connection.execute(f"DROP TABLE {quote(name)}")
            self._connection.execute(statement)

        self._written.clear()

    def set_aside(self, name: str) -> None:
        """Let the table *name* begin anew; what it held is in one named ``before_`` it."""
        self._connection.execute(f"ALTER TABLE {quote(name)} RENAME TO {quote('before_' + name)}")
        self._connection.execute(next(s for s in statements() if s.startswith(f"CREATE TABLE {name} ")))

    def note(self, **facts: object) -> None:
        """Take in facts about the whole."""
        for name, value in facts.items():
            self.add("meta", (name, value))

    def add(self, table: str, row: Row) -> None:
        """Take in one *row* as it is."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= AT_ONCE:
            self._write(table, waiting)

    def flush(self) -> None:
        """Write what waits."""
        for table, waiting in self._waiting.items():
            self._write(table, waiting)

        self._connection.commit()

    def finish(self) -> None:
        """Write what waits, and make the look-ups.

        Raises sqlite3.IntegrityError when two records of a kind have one id.
        """
        self.flush()
        for entry in SCHEMA:
            table = quote(entry.table)
            self._connection.execute(f"CREATE INDEX {quote(entry.table + '.id')} ON {table} (id)")
            self._refuse_doubled(table)
            for prop in filter(is_looked_up, entry.properties):
                name, column = quote(f"{entry.table}.{prop.attribute}"), quote(prop.attribute)
                self._connection.execute(
                    f"CREATE INDEX {name} ON {table} ({column}) WHERE {column} IS NOT NULL"
                )

        self._connection.execute("CREATE INDEX link_back ON link (relation, target, source)")
        self._connection.execute("CREATE INDEX said_of ON said (subject)")
        self._connection.commit()

    def _refuse_doubled(self, table: str) -> None:
        """Raise IntegrityError for two records of one id; a unique look-up that fails needs a journal."""
        doubled = f"SELECT id FROM {table} GROUP BY id HAVING count(*) > 1 LIMIT 1"
        if row := self._connection.execute(doubled).fetchone():
            raise sqlite3.IntegrityError(f"two records in {table} have the id {row[0]}")

    def finish_citations(self) -> None:
        """Write the works that wait, and make their look-ups."""
        self.flush()
        self._connection.execute("CREATE UNIQUE INDEX citation_key ON citation (key)")
        self._connection.execute("CREATE UNIQUE INDEX entry_key ON entry (key)")
        self._connection.commit()

    def _write(self, table: str, waiting: list[Row]) -> None:
        if waiting:
            marks = ", ".join("?" * len(waiting[0]))
            self._connection.executemany(f"INSERT INTO {quote(table)} VALUES ({marks})", waiting)
            self._written[table] += len(waiting)
            waiting.clear()


def create(path: str) -> sqlite3.Connection:
    """A new database with empty tables in memory or at *path*."""
    connection = sqlite3.connect(path, check_same_thread=False)
    if path != ":memory:":
        # The file is made aside and thrown away when the making is interrupted: nothing to journal.
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;"
        )

    for statement in statements():
        connection.execute(statement)

    return connection


@cache
def statements() -> tuple[str, ...]:
    """What makes the tables; whoever keeps an index knows by them whether it is of this version."""
    records = (
        f"CREATE TABLE {quote(entry.table)} "
        f"(id TEXT NOT NULL, {', '.join(quote(p.attribute) for p in entry.properties)})"
        for entry in SCHEMA
    )

    return (
        *records,
        "CREATE TABLE link (relation, source, target)",
        "CREATE TABLE iri (kind, id, iri, row)",
        "CREATE TABLE odd (kind, row, PRIMARY KEY (kind, row)) WITHOUT ROWID",
        "CREATE TABLE said (subject, predicate, text, datatype)",
        f"CREATE TABLE citation ({', '.join(CITATION_COLUMNS)})",
        "CREATE TABLE entry (key, type, fields, line, raw)",
        "CREATE TABLE string (name, text)",
        "CREATE TABLE macro (raw)",
        "CREATE TABLE meta (name PRIMARY KEY, value)",
    )


def citation_row(citation: Citation) -> Row:
    """A bibliographic record as a row."""
    return tuple(
        json.dumps(getattr(citation, name), ensure_ascii=False)
        if name in CITATION_LISTS
        else getattr(citation, name)
        for name in CITATION_COLUMNS
    )


CONTRADICTIONS = """
SELECT count(*) FROM (
    SELECT 1 FROM line WHERE withdrawn IS NULL
    GROUP BY claim, citation, curator, design, participants, exposures, outcomes
    HAVING count(*) > 1 AND sum(stance = 'supports') > 0 AND sum(stance = 'opposes') > 0
)
"""
RETRACTED = """
SELECT count(*) FROM line WHERE withdrawn IS NULL AND stance IN ('supports', 'opposes')
AND citation IN (SELECT id FROM study WHERE retraction_status = 'retracted')
"""
ROUNDS = "SELECT source, target FROM link WHERE relation = ?"
ACYCLIC = ("claim.premises", "claim.qualifies", "claim.refines")
"""The relations that must not lead back to where they began."""


def unsound(connection: sqlite3.Connection) -> int:
    """How many references name what is not there, and how often evidence cannot stand as it is.

    That is where a curator contradicts himself, a retracted work counts, and a claim rests on itself,
    qualifies or refines itself.
    """
    counts = (CONTRADICTIONS, RETRACTED)
    doubts: int = sum(connection.execute(count).fetchone()[0] for count in counts)
    rounds = sum(_goes_round(connection.execute(ROUNDS, (relation,))) for relation in ACYCLIC)

    return _dangling(connection) + doubts + rounds


def _goes_round(links: Iterable[tuple[str, str]]) -> bool:
    """Whether some way along *links* leads back to where it began."""
    edges: dict[str, list[str]] = {}
    for source, target in links:
        edges.setdefault(source, []).append(target)

    return any(True for _ in circles(edges))


def _dangling(connection: sqlite3.Connection) -> int:
    return sum(
        connection.execute(_count_dangling(entry, prop)).fetchone()[0]
        for entry in SCHEMA
        for prop in entry.properties
        if prop.kind is Kind.REFERENCE
    )


def _count_dangling(entry: RecordType, prop: Property) -> str:
    target = BY_RECORD[prop.target] if prop.target else entry
    target_keys = (
        "SELECT key FROM citation" if prop.target is Study else f"SELECT id FROM {quote(target.table)}"
    )
    if prop.many:
        relation = f"{entry.table}.{prop.attribute}"
        return f"SELECT count(*) FROM link WHERE relation = '{relation}' AND target NOT IN ({target_keys})"

    column = quote(prop.attribute)

    return f"SELECT count({column}) FROM {quote(entry.table)} WHERE {column} NOT IN ({target_keys})"


def quote(name: str) -> str:
    """A name of ours as SQL takes it."""
    return f'"{name}"'


@cache
def defaults(entry: RecordType) -> tuple[object, ...]:
    """The cell of each field when it is not given."""
    defaults_by_name = {f.name: f.default for f in fields(entry.record)}
    properties_with_default = ((prop, defaults_by_name[prop.attribute]) for prop in entry.properties)

    return tuple(
        "[]" if p.many else None if default is MISSING else default for p, default in properties_with_default
    )


@cache
def _lists(entry: RecordType) -> tuple[str, ...]:
    return tuple(p.attribute for p in entry.properties if is_list(p))


@cache
def reading(entry: RecordType) -> Mapping[str, tuple[Callable[[Any], Any] | None, object]]:
    """What makes the value of each field of its cell, and its value where the cell is empty."""
    converters = {p.attribute: _converter(p) for p in entry.properties}
    defaults_by_name = ((f.name, None if f.default is MISSING else f.default) for f in fields(entry.record))

    return {name: (converters.get(name), default) for name, default in defaults_by_name}


def _converter(prop: Property) -> Callable[[Any], Any] | None:
    if prop.many:
        return as_list
    if prop.kind is Kind.CHOICE and prop.choices is not None:
        return {choice.value: choice for choice in prop.choices}.__getitem__

    return bool if prop.kind is Kind.BOOLEAN else None


def as_list(cell: str) -> tuple[str, ...]:
    """The texts in the cell of a list."""
    return tuple(json.loads(cell)) if cell != "[]" else ()
