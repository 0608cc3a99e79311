"""A data folder as an index: its subjects taken in one after the other, in memory or in a file.

What is regular goes the short way, from the parser's terms straight to a row. A subject with anything
odd about it goes through `reader.take`, the one place that knows what does not fit, and what is said of it is
kept beside its row. Statements about one subject mostly stand together. When they do not, or there is a
fault, all that came before is turned into statements again, and from then on subjects are put together first.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from evidence_graph import folders, model
from evidence_graph.invisible import is_blank
from evidence_graph.limits import LITERAL
from evidence_graph.store import conversion, database, literature, reader, regular, streams
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
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from evidence_graph.store.conversion import Described
    from evidence_graph.store.reader import Fault
    from evidence_graph.store.streams import Statements
    from evidence_graph.vocabulary import Property, RecordType

SAFE = re.compile(r"[A-Za-z0-9_.~-]+").fullmatch
"""Whether a name stands in an IRI as it is."""

KNOWN = 10_000
"""So many numbers, dates and truths are known again: few others come."""

TEXT = XSD + "string"
DATA_SET, HOME = BY_RECORD[model.DataSet].iri, BY_RECORD[model.DataSet].table
TYPE = NamedNode(RDF_TYPE)
FIELDS = frozenset(NamedNode(prop.iri) for entry in BY_CLASS.values() for prop in entry.properties)

TAKEN = "CREATE TEMP TABLE taken (kind, id, iri, PRIMARY KEY (kind, id)) WITHOUT ROWID"
BY_SUBJECT = "CREATE INDEX said_subject ON said (subject)"
SUBJECTS = "SELECT subject FROM said GROUP BY subject ORDER BY min(rowid)"
FACTS = "SELECT predicate, text, datatype FROM said WHERE subject = ? ORDER BY rowid"
BEFORE = "SELECT predicate, text, datatype FROM before_said WHERE subject = ? ORDER BY rowid"
BEFORE_SUBJECTS = "SELECT subject FROM before_said GROUP BY subject ORDER BY min(rowid)"
BEFORE_BY_SUBJECT = "CREATE INDEX before_subject ON before_said (subject)"
WITHOUT_ENTRY = """
SELECT id, doi, pmid FROM study
WHERE (doi IS NOT NULL OR pmid IS NOT NULL) AND id NOT IN (SELECT key FROM citation)
"""
"""The works that are known by their DOI or PubMed number alone."""

DATA_SETS = """
SELECT subject FROM said WHERE predicate = ? AND text = ? GROUP BY subject ORDER BY min(rowid)
"""


class Odd(Exception):  # noqa: N818 - never leaves this module
    """Something that only the reader can judge."""


def compile_folder(folder: Path, path: Path, *, told: Callable[[int], None] | None = None) -> None:
    """Write the index of the data in *folder* to a file at *path*, in the place of what is there.

    *told* hears of bytes read. A large bibliography is read by a process of its own meanwhile. Raises
    BrokenFile where a file cannot be read.
    """
    files = folders.current(folder)
    path.unlink(missing_ok=True)
    citations_of = literature.reading(list(files.citations.values()), path)
    with citations_of as citations, closing(database.create(str(path))) as connection:
        claims = list(files.claims.values())
        subjects = chain.from_iterable(streams.subjects(each, told) for each in claims)
        fill(connection, subjects, citations, name=claims[0], flaws=sum(map(streams.is_cut_off, claims)))


def fill(
    connection: sqlite3.Connection,
    subjects: Iterable[tuple[str, Statements]],
    citations: literature.Bibliographies,
    *,
    name: Path | str,
    flaws: int = 0,
) -> None:
    """Take the *subjects* of the claims file *name* and the *works* into the empty tables of *connection*.

    *flaws* of the file are known already. Raises what going through the *subjects* raises.
    """
    compilation = _Compilation(connection, name)
    with streams.nothing_collected():
        compilation.take(iter(subjects))

    compilation.finish(citations, flaws)


class _Compilation:
    """One index while it is made; a `reader.Sink`."""

    def __init__(self, connection: sqlite3.Connection, name: Path | str) -> None:
        self._connection, self._name = connection, name
        self._tables = database.IndexTables(connection)
        self._plans = _plans("")
        self._base = ""
        self._records = self._flaws = 0
        self._is_together = False
        self.faults: list[Fault] = []
        self.foreign: list[tuple[str, str, conversion.Term]] = []

    def take(self, subjects: Iterator[tuple[str, Statements]]) -> None:
        """Take in all: as they come while nothing is odd and each subject stands in one place."""
        for subject, statements in subjects:
            try:
                self._quick(subject, statements)
            except (Odd, KeyError):
                if self._is_misplaced(subject, statements):
                    self._put_together(chain([(subject, statements)], subjects))
                    return

                self._take_odd(subject, streams.describe(statements, self._name))
                if self.faults:
                    self._put_together(subjects)
                    return

        try:
            self._tables.finish()
        except sqlite3.IntegrityError:
            self._put_together(())

    def finish(self, citations: literature.Bibliographies, flaws: int) -> None:
        """Take in the *works*, count what names nothing, and write all down."""
        flaws += self._flaws + citations.into(self._connection)
        for key, doi, pmid in self._connection.execute(WITHOUT_ENTRY).fetchall():
            self._tables.add("citation", database.citation_row(model.Citation(key, doi=doi, pmid=pmid)))

        self._tables.finish_citations()
        self._tables.note(base=self._base, flaws=flaws, unsound=database.unsound(self._connection))
        self._tables.flush()

    def put(self, subject: str, record_type: RecordType, values: dict[str, Any]) -> bool:
        """Whether there was a place for the record; the first of an id has it."""
        if self._is_together:
            place = record_type.table, values["id"]
            others = "SELECT iri FROM taken WHERE kind = ? AND id = ?"
            other = self._connection.execute(others, place).fetchone()
            if other:
                self.faults.append(reader.taken_id(subject, record_type, values["id"], other[0]))
                return False

            self._connection.execute("INSERT INTO taken VALUES (?, ?, ?)", (*place, subject))

        self._records += 1
        self._tables.put(record_type, values["id"], values)
        self._tables.put_odd(record_type, values["id"], subject, self._base)

        return True

    def _is_misplaced(self, subject: str, statements: Statements) -> bool:
        """Whether the subject cannot be judged by itself.

        Its class may be given elsewhere, or it says late, or once more, where the data set lives.
        """
        classes = [term.value for predicate, term in statements if predicate == TYPE]
        if not classes:
            return not FIELDS.isdisjoint(predicate for predicate, _ in statements)
        if DATA_SET not in classes or subject == self._base:
            return False
        if self._records:
            return True

        self._base, self._plans = subject, _plans(subject)

        return False

    def _quick(self, subject: str, statements: Statements) -> None:
        """Take in a regular record. Raises Odd or KeyError for any other."""
        predicate, term = statements[0]
        if predicate != TYPE:  # it mostly comes first
            predicate, term = next((each for each in statements if each[0] == TYPE), (TYPE, TYPE))

        plan = self._plans[term]
        if plan.table == HOME:
            raise Odd

        row, fields_seen = list(plan.blank), 0
        lists: dict[int, list[str]] = {}
        for predicate, term in statements:
            place, bit, convert = plan.fields[predicate]
            if not bit:
                lists.setdefault(place, []).append(convert(term))
            elif fields_seen & bit:
                raise Odd
            else:
                fields_seen |= bit
                row[place] = convert(term)

        if plan.required & ~fields_seen:
            raise Odd

        row[0] = name = plan.name(subject)
        for place, values in lists.items():
            distinct = sorted(set(values))
            row[place] = json.dumps(distinct, ensure_ascii=False)
            for target in distinct if place in plan.links else ():
                self._tables.add("link", (plan.links[place], name, target))

        self._records += 1
        self._tables.add(plan.table, row)

    def _take_odd(self, subject: str, facts: Described) -> None:
        """Take in a subject whose row may not say all that is said of it."""
        self._tables.put_said(subject, facts)
        reader.take(subject, facts, self)
        self.foreign.clear()

    def _put_together(self, subjects: Iterable[tuple[str, Statements]]) -> None:
        """Take in once more what was taken in, and then *subjects*, all that is said of each at a time."""
        self._return_rows()
        for subject, statements in subjects:
            self._tables.put_said(subject, streams.describe(statements, self._name))

        self._tables.clear()
        self._connection.execute(BY_SUBJECT)
        self._connection.execute(TAKEN)

        self._is_together, self._base = True, self._home()
        for (subject,) in self._connection.execute(SUBJECTS):
            self.faults.clear()
            reader.take(subject, self._facts(subject), self)
            self.foreign.clear()
            self._flaws += len(self.faults)

        self._tables.finish()
        self._connection.execute("DROP TABLE taken")
        self._connection.execute("DROP INDEX said_subject")

    def _return_rows(self) -> None:
        """Turn the rows into statements again, of each kind in the order in which they came."""
        self._tables.flush()
        self._tables.set_aside("said")
        self._connection.execute(BEFORE_BY_SUBJECT)
        rest = dict.fromkeys(iri for (iri,) in self._connection.execute(BEFORE_SUBJECTS))
        for subject in regular.subjects(self._connection, self._base):
            if subject.is_regular:
                self._tables.put_said(subject.iri, subject.described())

            if subject.iri in rest:
                self._return_said(subject.iri)
                del rest[subject.iri]

        for iri in rest:
            self._return_said(iri)

        self._tables.flush()
        self._connection.execute("DROP TABLE before_said")

    def _return_said(self, subject: str) -> None:
        """Put what was said of *subject* behind all that is said."""
        for row in self._connection.execute(BEFORE, (subject,)):
            self._tables.add("said", (subject, *row))

    def _home(self) -> str:
        """The data set below which the records live, as the reader tells it among those that are none."""
        reading = reader.FileRecords()
        for (subject,) in self._connection.execute(DATA_SETS, (RDF_TYPE, DATA_SET)).fetchall():
            reader.take(subject, self._facts(subject), reading)

        return reading.base

    def _facts(self, subject: str) -> Described:
        facts: Described = {}
        for predicate, text, datatype in self._connection.execute(FACTS, (subject,)):
            facts.setdefault(predicate, []).append((text, datatype))

        return facts


class _Plan:
    """How the statements about one kind of record become a row, in the data set at *base*."""

    def __init__(self, entry: RecordType, base: str) -> None:
        self._entry, self._base = entry, base
        self._start = f"{base}{entry.folder}/"
        self.table = entry.table
        self.fields: dict[NamedNode, tuple[int, int, Callable[[Any], Any]]] = {TYPE: (0, 1, _class)}
        self.links: dict[int, str] = {}
        self.required = 0
        self.blank: list[object] = [None, *database.defaults(entry)]
        for place, prop in enumerate(entry.properties, 1):
            # The bit says that a field was given; a list may be given any number of times.
            convert = _quick_converter(prop, self.blank[place], base)
            self.fields[NamedNode(prop.iri)] = place, 0 if prop.many else 1 << place, convert
            if database.is_list(prop):
                self.links[place] = f"{entry.table}.{prop.attribute}"

            if prop.required and not prop.many:
                self.required |= 1 << place

    def name(self, subject: str) -> str:
        """The id of *subject*. Raises Odd where its IRI does not follow from it."""
        if subject.startswith(self._start) and SAFE(subject, len(self._start)):
            return subject[len(self._start) :]

        name = identifier(subject)
        if record_iri(self._base, self._entry, name) != subject:
            raise Odd

        return name


@lru_cache(2)
def _plans(base: str) -> dict[NamedNode, _Plan]:
    """The plan of each class in the data set at *base*."""
    return {NamedNode(entry.iri): _Plan(entry, base) for entry in BY_CLASS.values()}


def _class(term: Any) -> None:  # noqa: ANN401 - any of pyoxigraph's terms
    """Nothing: the table of a record says its class."""


def _quick_converter(prop: Property, unsaid: object, base: str) -> Callable[[Any], object]:
    """What makes a cell of a term of the parser, or raises Odd or KeyError.

    It does so where the cell does not say the term to the letter, or says what it would say *unsaid*.
    """
    if prop.kind is Kind.CHOICE and prop.choices is not None:
        values = {
            NamedNode(iri): choice.value
            for iri, choice in choices_by_iri(prop.choices).items()
            if prop.many or choice.value != unsaid
        }
        return values.__getitem__

    if prop.kind is Kind.REFERENCE and prop.target is not None:
        return _quick_reference(BY_RECORD[prop.target], base)
    if prop.kind is Kind.TEXT:
        return _text

    convert = conversion.converter(prop)

    @lru_cache(KNOWN)
    def careful(term: Any) -> object:  # noqa: ANN401 - any of pyoxigraph's terms
        plain = streams.plain(term, "")
        try:
            value = convert(plain, prop)
        except conversion.BadValue:
            raise Odd from None

        if conversion.to_term(value, prop) != plain:
            raise Odd

        return value

    return careful


def _quick_reference(target: RecordType, base: str) -> Callable[[Any], str]:
    start = f"{base}{target.folder}/"
    length = len(start)

    @lru_cache(KNOWN)
    def reference(term: Any) -> str:  # noqa: ANN401
        if type(term) is not NamedNode:
            raise Odd

        iri: str = term.value
        if iri.startswith(start) and SAFE(iri, length):
            return iri[length:]

        name = identifier(iri)
        if record_iri(base, target, name) != iri:
            raise Odd

        return name

    return reference


def _text(term: Any) -> str:  # noqa: ANN401
    if type(term) is not Literal or term.datatype.value != TEXT:
        raise Odd

    text: str = term.value
    # A letter of ASCII at the start spares the look at each; of others some are letters that nobody sees.
    is_plain = text[:1].isascii() and text[:1].isalnum()
    if len(text) > LITERAL or not (is_plain or not is_blank(text)):
        raise Odd

    return text
