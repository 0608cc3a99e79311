"""A data folder of any size compiled into an index: read once, subject by subject, little held at a time.

What is regular goes the short way, from the parser's terms straight to a row. A subject with anything
odd about it goes through `reader.take`, the one place that knows what does not fit. Statements about one
subject mostly stand together; a file in which they do not, or that holds a fault, is sorted first.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from evidence_graph import folders
from evidence_graph.limits import LITERAL
from evidence_graph.store import conversion, database, literature, reader, streams
from evidence_graph.vocabulary import BY_CLASS, RDF_TYPE, TERMS, XSD, Kind, choices_by_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from evidence_graph.store.reader import Described, Fault
    from evidence_graph.store.streams import Statements
    from evidence_graph.vocabulary import Property, RecordType

SAFE = re.compile(r"[A-Za-z0-9_.~-]+")
TAIL = 4096

DATA_SETS = """
SELECT DISTINCT number, iri FROM subject JOIN statement ON subject = number
WHERE predicate = ? AND text = ? ORDER BY number
"""


class Odd(Exception):  # noqa: N818 - never leaves this module
    """Something that only the reader can judge."""


def compile_folder(folder: Path, path: Path, *, told: Callable[[int], None] | None = None) -> None:
    """Write the index of the data in *folder* to a file at *path*, in the place of what is there.

    *told* hears of bytes read.
    A large bibliography is read by a process of its own meanwhile. Raises BrokenFile where a file
    cannot be read.
    """
    claims, citations = folders.current(folder)
    path.unlink(missing_ok=True)
    with literature.reading(citations, path) as works:
        with closing(_Compilation(path, claims)) as compilation:
            if compilation.take(streams.subjects(claims, told)):
                compilation.finish(works)
                return
        path.unlink()
        with closing(_Compilation(path, claims)) as compilation:
            compilation.take_sorted(streams.subjects(claims), path.with_name(f"{path.name}-sorted"))
            compilation.finish(works)


class _Compilation:
    """One index while it is made; a `reader.Sink`."""

    def __init__(self, path: Path, claims: Path) -> None:
        self._connection = database.create(str(path))
        self._tables = database.Tables(self._connection)
        self._claims = claims
        self._seen: sqlite3.Connection | None = None
        self._records = 0
        self._late = False
        self._flaws = 0
        self.base = ""
        self.faults: list[Fault] = []
        self.foreign: list[tuple[str, str, conversion.Term]] = []

    def take(self, subjects: Iterable[tuple[str, Statements]]) -> bool:
        """Whether all could be taken in as they come: nothing odd, and each subject in one place."""
        with reader.nothing_collected():
            for subject, held in subjects:
                try:
                    self._quick(subject, held)
                except (Odd, KeyError):
                    if _may_be_continued(held):
                        return False
                    reader.take(subject, streams.described(held, self._claims), self)
                    self.foreign.clear()
                if self.faults or self._late:
                    return False
        try:
            self._tables.finish()
        except sqlite3.IntegrityError:
            return False
        return True

    def take_sorted(self, subjects: Iterable[tuple[str, Statements]], path: Path) -> None:
        """Take in all, the statements about each subject put together first, in a file at *path*."""
        self._seen = sqlite3.connect(path)
        self._seen.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE subject (number INTEGER PRIMARY KEY, iri UNIQUE);"
            "CREATE TABLE statement (subject INTEGER, predicate, text, datatype);"
            "CREATE TABLE taken (kind, id, iri, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
        )
        for subject, held in subjects:
            _put_aside(self._seen, subject, streams.described(held, self._claims))
        self._seen.execute("CREATE INDEX place ON statement (subject)")
        self.base = _where_it_lives(self._seen)
        for number, subject in self._seen.execute("SELECT number, iri FROM subject ORDER BY number"):
            reader.take(subject, _gathered(self._seen, number), self)
            self._flaws += len(self.faults)
            self.faults.clear()
            self.foreign.clear()
        self._tables.finish()
        self._seen.close()
        path.unlink()

    def finish(self, works: literature.Works) -> None:
        """Take in the *works*, count what names nothing, and write all down."""
        flaws = self._flaws + streams.is_cut_off(self._claims) + works.into(self._connection)
        self._tables.finish_works()
        self._tables.note(base=self.base, flaws=flaws, unsound=database.unsound(self._connection))
        self._tables.flush()

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()
        if self._seen:
            self._seen.close()

    def put(self, subject: str, record_type: RecordType, given: dict[str, Any]) -> bool:
        """Whether there was a place for the record; the first of an id has it."""
        if self._seen:
            place = record_type.folder, given["id"]
            other = self._seen.execute("SELECT iri FROM taken WHERE kind = ? AND id = ?", place).fetchone()
            if other:
                self.faults.append(reader.taken(subject, record_type, given["id"], other[0]))
                return False
            self._seen.execute("INSERT INTO taken VALUES (?, ?, ?)", (*place, subject))
        self._tables.put(record_type, given["id"], given)
        self._tables.put_iri(record_type, given["id"], subject, self._base(subject, record_type))
        return True

    def _base(self, subject: str, record_type: RecordType) -> str:
        """Where the data set lives; when it says so late, all have to be taken in once more."""
        if record_type.folder == "data-set" and self.base != subject and self._seen is None:
            self._late = self._records > 0
            self.base = subject
        self._records += 1
        return self.base

    def _quick(self, subject: str, held: Statements) -> None:
        """Take in a regular record. Raises Odd or KeyError for any other."""
        said = (term.value for predicate, term in held if predicate == RDF_TYPE)
        plan = PLANS[next(said, "")]
        row, given = list(plan.blank), 0
        lists: dict[int, list[str]] = {}
        for predicate, term in held:
            place, bit, convert = plan.fields[predicate]
            if not bit:
                lists.setdefault(place, []).append(convert(term))
            elif given & bit:
                raise Odd
            else:
                given |= bit
                row[place] = convert(term)
        if plan.required & ~given or subject.startswith("_:"):
            raise Odd
        base = self._base(subject, plan.entry)
        name = subject[len(base) + len(plan.folder) :]
        if not (SAFE.fullmatch(name) and subject == f"{base}{plan.folder}{name}"):
            name = identifier(subject)
            self._tables.put_iri(plan.entry, name, subject, base)
        row[0] = name
        for place, values in lists.items():
            kept = sorted(set(values))
            row[place] = json.dumps(kept, ensure_ascii=False)
            for target in kept if place in plan.links else ():
                self._tables.add("link", (plan.links[place], name, target))
        self._tables.add(plan.entry.folder, row)


class _Plan:
    """How the statements about one kind of record become a row."""

    def __init__(self, entry: RecordType) -> None:
        self.entry = entry
        self.folder = f"{entry.folder}/"
        self.fields: dict[str, tuple[int, int, Callable[[Any], Any]]] = {RDF_TYPE: (0, 1, _class)}
        self.links: dict[int, str] = {}
        self.required = 0
        self.blank: list[object] = [None, *database.defaults(entry)]
        for place, prop in enumerate(entry.properties, 1):
            # The bit says that a field was given; a list may be given any number of times.
            self.fields[prop.iri] = place, 0 if prop.many else 1 << place, _quick_converter(prop)
            if database.is_list(prop):
                self.links[place] = f"{entry.folder}.{prop.attribute}"
            if prop.required and not prop.many:
                self.required |= 1 << place


def _may_be_continued(held: Statements) -> bool:
    """Whether these statements may belong to a record whose class is given elsewhere in the file."""
    named = {predicate for predicate, _ in held}
    return RDF_TYPE not in named and not named.isdisjoint(FIELDS)


def _class(term: Any) -> None:  # noqa: ANN401 - any of pyoxigraph's terms
    """Nothing: the table of a record says its class."""


def _quick_converter(prop: Property) -> Callable[[Any], object]:
    """What makes a cell of a term of the parser, or raises Odd or KeyError."""
    if prop.kind is Kind.CHOICE and prop.choices is not None:
        values = {iri: choice.value for iri, choice in choices_by_iri(prop.choices).items()}
        return lambda term: values[term.value]
    if prop.kind is Kind.REFERENCE:
        return _reference
    if prop.kind is Kind.TEXT:
        return _text
    convert = conversion.converter(prop)

    def careful(term: Any) -> object:  # noqa: ANN401 - any of pyoxigraph's terms
        try:
            return convert(reader.plain(term, ""), prop)
        except conversion.BadValue:
            raise Odd from None

    return careful


def _reference(term: Any) -> str:  # noqa: ANN401
    if type(term) is not NamedNode:
        raise Odd
    return identifier(term.value)


def _text(term: Any) -> str:  # noqa: ANN401
    if type(term) is not Literal or term.datatype.value != TEXT:
        raise Odd
    text: str = term.value
    if len(text) > LITERAL or not text.strip():
        raise Odd
    return text


TEXT = XSD + "string"
FIELDS = frozenset(prop.iri for entry in BY_CLASS.values() for prop in entry.properties)
PLANS = {entry.iri: _Plan(entry) for entry in BY_CLASS.values()}


def _put_aside(aside: sqlite3.Connection, subject: str, described: Described) -> None:
    aside.execute("INSERT OR IGNORE INTO subject (iri) VALUES (?)", (subject,))
    number = aside.execute("SELECT number FROM subject WHERE iri = ?", (subject,)).fetchone()[0]
    rows = ((number, predicate, *term) for predicate, held in described.items() for term in held)
    aside.executemany("INSERT INTO statement VALUES (?, ?, ?, ?)", rows)


def _where_it_lives(aside: sqlite3.Connection) -> str:
    """The data set below which the records live, as the reader tells it among those that are none."""
    found = reader.Reading()
    for number, subject in aside.execute(DATA_SETS, (RDF_TYPE, TERMS + "DataSet")).fetchall():
        reader.take(subject, _gathered(aside, number), found)
    return found.base


def _gathered(aside: sqlite3.Connection, number: int) -> Described:
    described: Described = {}
    wanted = "SELECT predicate, text, datatype FROM statement WHERE subject = ? ORDER BY rowid"
    for predicate, text, datatype in aside.execute(wanted, (number,)):
        described.setdefault(predicate, []).append((text, datatype))
    return described
