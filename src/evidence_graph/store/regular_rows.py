"""Regular records on their way into a table: from the parser's terms straight to the cells of a row.

In comes what is said of a subject, out goes a row with the cells that it has, for the table of its class::

    claim:tea-is-wet a eg:Claim ; eg:statement "Tea is wet." ; eg:topic concept:tea .

    INSERT INTO "claim" ("id", "statement", "topic") VALUES (?, ?, ?)   ["tea-is-wet", "Tea is wet.", "tea"]

Few records differ in which properties they have and in which order. So what has to be asked of these (are
they all of this class, is any missing, is one doubled) is asked once for each such order, their shape. What
is not regular raises `Odd` or KeyError, and goes through the reader. `regular` is the way back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Literal, NamedNode

from evidence_graph.invisible import is_blank
from evidence_graph.limits import LITERAL
from evidence_graph.model import DataSet
from evidence_graph.store import conversion, database, streams
from evidence_graph.vocabulary import (
    BY_CLASS,
    BY_RECORD,
    RDF_TYPE,
    XSD,
    Kind,
    choices_by_iri,
    identifier,
    record_iri,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence_graph.store.database import IndexTables
    from evidence_graph.store.streams import SubjectStatements
    from evidence_graph.vocabulary import Property, RecordType

    Converter = Callable[[Any], Any]
    """Makes the cell of a term of the parser; raises Odd or KeyError where that would not say the term."""

Predicates = tuple[NamedNode, ...]

SAFE = re.compile(r"[A-Za-z0-9_.~-]+").fullmatch
"""Whether a name stands in an IRI as it is."""

CELLS_IN_MIND = 10_000
"""So many numbers, dates and references of a field are known again: few others come."""

SHAPES_IN_MIND = 1_000
"""So many shapes of a class are known again; a table that people fill has dozens."""

HOME = BY_RECORD[DataSet].table
TYPE = NamedNode(RDF_TYPE)
TEXT = NamedNode(XSD + "string")


class Odd(Exception):  # noqa: N818 - never leaves the compilation
    """Something that only the reader can judge."""


class RegularRows:
    """What takes the regular records of the data set at *base* into *tables*."""

    def __init__(self, base: str, tables: IndexTables) -> None:
        self._plans = {NamedNode(entry.iri): _ClassPlan(entry, base) for entry in BY_CLASS.values()}
        self._tables = tables

    def put(self, subject: str, statements: SubjectStatements) -> None:
        """Take in a regular record. Raises Odd or KeyError for any other, of which nothing is taken in."""
        predicates, terms = statements
        if TYPE not in predicates:
            raise Odd

        plan = self._plans[terms[predicates.index(TYPE)]]
        shape = plan.shapes[predicates]
        cells = [convert(term) for convert, term in zip(shape.converters, terms, strict=True)]
        cells[shape.class_place] = name = plan.name(subject)
        if shape.lists:
            self._put_with_lists(shape, name, cells)
        else:
            self._tables.insert(shape.insertion, cells)

    def _put_with_lists(self, shape: _Shape, name: str, cells: list[Any]) -> None:
        """Take in the record *name*, in whose lists each value stands once, in order."""
        row = [cells[place] for place in shape.single_places]
        for places, relation in shape.lists:
            values = sorted({cells[place] for place in places})
            row.append(database.list_cell(values))
            if relation:
                for value in values:
                    self._tables.add("link", (relation, name, value))

        self._tables.insert(shape.insertion, row)


class _Memory(dict[Any, Any]):
    """What was made of each thing that came lately, so that it is not made again."""

    def __init__(self, make: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, thing: Any) -> Any:  # noqa: ANN401 - any term, any cell
        value = self._make(thing)
        if len(self) >= self._most:
            self.clear()

        self[thing] = value

        return value


class _RowField(NamedTuple):
    """The column of a property, what makes its cells, and whether it holds a list, with its relation."""

    column: str
    convert: Converter
    is_list: bool = False
    relation: str = ""


class _Shape(NamedTuple):
    """What becomes of records that have the same properties in the same order."""

    insertion: str
    converters: list[Converter]
    class_place: int
    """Where the class stands. The table says it, so the id takes its place."""
    single_places: list[int]
    lists: list[tuple[list[int], str]]
    """Of each list the places of its values, and its relation if these are references."""


class _ClassPlan:
    """How the statements about one kind of record become a row, in the data set at *base*."""

    def __init__(self, entry: RecordType, base: str) -> None:
        self.name = _names(entry, base)
        self.shapes: Mapping[Predicates, _Shape] = _Memory(self._shape, SHAPES_IN_MIND)
        self._table = entry.table
        self._required = {NamedNode(p.iri) for p in entry.properties if p.required and not p.many}
        self._fields = {TYPE: _RowField("id", _class)}
        for prop, unsaid in zip(entry.properties, database.defaults(entry), strict=True):
            relation = f"{entry.table}.{prop.attribute}" if database.is_list(prop) else ""
            convert = _converter(prop, unsaid, base)
            self._fields[NamedNode(prop.iri)] = _RowField(prop.attribute, convert, prop.many, relation)

    def _shape(self, predicates: Predicates) -> _Shape:
        """The shape of the records with these *predicates*. Raises Odd or KeyError where none is regular."""
        if self._table == HOME or not self._required.issubset(predicates):
            raise Odd

        fields = [self._fields[predicate] for predicate in predicates]
        singles: dict[str, int] = {}
        lists: dict[str, tuple[list[int], str]] = {}
        for place, field in enumerate(fields):
            if field.is_list:
                lists.setdefault(field.column, ([], field.relation))[0].append(place)
            elif field.column in singles:
                raise Odd
            else:
                singles[field.column] = place

        insertion = database.insertion(self._table, (*singles, *lists))
        converters = [field.convert for field in fields]

        return _Shape(insertion, converters, singles["id"], list(singles.values()), list(lists.values()))


def _class(term: Any) -> None:  # noqa: ANN401 - any of pyoxigraph's terms
    """Nothing: the id takes its place."""


def _converter(prop: Property, unsaid: object, base: str) -> Converter:
    """What makes a cell of *prop*, where the cell says the term to the letter, and not what is *unsaid*."""
    if prop.kind is Kind.TEXT:
        return _text

    if prop.kind is Kind.CHOICE and prop.choices is not None:
        values = {
            NamedNode(iri): choice.value
            for iri, choice in choices_by_iri(prop.choices).items()
            if prop.many or choice.value != unsaid
        }
        return values.__getitem__

    if prop.kind is Kind.REFERENCE and prop.target is not None:
        make = _references(BY_RECORD[prop.target], base)
    else:
        make = _literals(prop)

    return _Memory(make, CELLS_IN_MIND).__getitem__


def _text(term: Any) -> str:  # noqa: ANN401
    if type(term) is not Literal or term.datatype != TEXT:
        raise Odd

    text: str = term.value
    # A letter of ASCII at the start spares the look at each; of others some are letters that nobody sees.
    is_plain = text[:1].isascii() and text[:1].isalnum()
    if len(text) > LITERAL or not (is_plain or not is_blank(text)):
        raise Odd

    return text


def _references(target: RecordType, base: str) -> Converter:
    """What makes the id of a record of the kind *target* of the IRI that names it."""
    name = _names(target, base)

    def reference(term: Any) -> str:  # noqa: ANN401
        if type(term) is not NamedNode:
            raise Odd

        return name(term.value)

    return reference


def _literals(prop: Property) -> Converter:
    """What makes the cell of a number, a date or a truth, where it is written as we would write it."""
    convert = conversion.converter(prop)

    def cell(term: Any) -> object:  # noqa: ANN401
        plain = streams.plain(term, "")
        try:
            value = convert(plain, prop)
        except conversion.BadValue:
            raise Odd from None

        if conversion.to_term(value, prop) != plain:
            raise Odd

        return value

    return cell


def _names(entry: RecordType, base: str) -> Callable[[str], str]:
    """What makes the id of a record of its IRI, and raises Odd where the IRI does not follow from it."""
    start = f"{base}{entry.folder}/"
    length = len(start)

    def name(iri: str) -> str:
        if iri.startswith(start) and SAFE(iri, length):
            return iri[length:]

        readable = identifier(iri)
        if record_iri(base, entry, readable) != iri:
            raise Odd

        return readable

    return name
