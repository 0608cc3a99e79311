"""The rows of records as the statements they were made of, and which records are regular enough for that.

A regular record is one whose row says all that a file says of it, term by term: it lies where its id says,
its numbers have no needless zeros, what it names lies below the same address. Of all others the statements
are kept beside their rows (the table ``said``), so that an index holds everything and the files need not be
parsed again.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph.store.conversion import DATATYPES
from evidence_graph.store.database import defaults, quote
from evidence_graph.vocabulary import BY_RECORD, RDF_TYPE, SCHEMA, Kind, choice_iri, record_iri

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from evidence_graph.store.conversion import Described, Term
    from evidence_graph.vocabulary import Property, RecordType

Fact = tuple[str, "Term"]
"""A property and a value of it."""

SAID = "SELECT subject, predicate, text, datatype FROM said ORDER BY rowid"
IS_ODD = "rowid IN (SELECT row FROM odd WHERE kind = ?)"
AWAY = "SELECT kind, row, iri FROM iri"


class RegularSubject(NamedTuple):
    """A record with what its row says of it, and whether that is all that is said of it there."""

    iri: str
    is_regular: bool
    facts: list[Fact]

    def described(self) -> Described:
        """What is said of it, by property."""
        described: Described = {}
        for predicate, term in self.facts:
            described.setdefault(predicate, []).append(term)

        return described


def triples(connection: sqlite3.Connection, base: str) -> Iterator[tuple[str, str, Term]]:
    """Every statement of the index in *connection*, whose records live below *base*."""
    for subject in subjects(connection, base):
        if subject.is_regular:
            yield from ((subject.iri, predicate, term) for predicate, term in subject.facts)

    for iri, predicate, text, datatype in connection.execute(SAID):
        yield iri, predicate, (text, datatype)


def subjects(connection: sqlite3.Connection, base: str) -> Iterator[RegularSubject]:
    """The records, kind by kind, as they came."""
    away = {(kind, row): iri for kind, row, iri in connection.execute(AWAY)}
    for entry in SCHEMA:
        columns = ", ".join(quote(prop.attribute) for prop in entry.properties)
        sql = f"SELECT {IS_ODD}, rowid, id, {columns} FROM {quote(entry.table)} ORDER BY rowid"
        for is_odd, row, identifier, *cells in connection.execute(sql, (entry.table,)):
            iri = away.get((entry.table, row)) or record_iri(base, entry, identifier)
            yield RegularSubject(iri, not is_odd, list(_facts(entry, cells, base)))


def _facts(entry: RecordType, cells: list[Any], base: str) -> Iterator[Fact]:
    yield RDF_TYPE, (entry.iri, None)
    for (prop, unsaid, write), cell in zip(_writers(entry), cells, strict=True):
        if cell is None or cell == unsaid:
            continue

        for value in json.loads(cell) if prop.many else (cell,):
            yield prop.iri, write(value, base)


@cache
def _writers(entry: RecordType) -> list[tuple[Property, object, Callable[[Any, str], Term]]]:
    """For each field its property, the cell of what nobody said, and what makes a term of a cell."""
    return [
        (prop, unsaid, _writer(prop)) for prop, unsaid in zip(entry.properties, defaults(entry), strict=True)
    ]


def _writer(prop: Property) -> Callable[[Any, str], Term]:
    """What makes a term of a cell; the second argument is the address of the data set."""
    if prop.kind is Kind.REFERENCE and prop.target is not None:
        target = BY_RECORD[prop.target]
        return lambda cell, base: (record_iri(base, target, cell), None)

    if prop.kind is Kind.CHOICE and prop.choices is not None:
        iris = {choice.value: choice_iri(choice) for choice in prop.choices}
        return lambda cell, _: (iris[cell], None)

    if prop.kind is Kind.BOOLEAN:
        datatype = DATATYPES[prop.kind]
        return lambda cell, _: ("true" if cell else "false", datatype)

    kind = DATATYPES.get(prop.kind)

    return lambda cell, _: (str(cell), kind)
