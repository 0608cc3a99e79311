"""A data folder as an index: its subjects taken in one after the other, in memory or in a file.

What is regular goes the short way, from the parser's terms straight to a row. A subject with anything
odd about it goes through `reader.take`, the one place that knows what does not fit, and what is said of it is
kept beside its row. Statements about one subject mostly stand together. When they do not, or there is a
fault, all that came before is turned into statements again, and from then on subjects are put together first.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from evidence_graph import folders, model
from evidence_graph.garbage import nothing_collected
from evidence_graph.store import database, literature, reader, regular, streams
from evidence_graph.store.regular_rows import TYPE, Odd, RegularRows
from evidence_graph.vocabulary import BY_CLASS, BY_RECORD, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from evidence_graph.store.conversion import Described, Term
    from evidence_graph.store.reader import Fault
    from evidence_graph.store.streams import SubjectStatements
    from evidence_graph.vocabulary import RecordType

DATA_SET = NamedNode(BY_RECORD[model.DataSet].iri)
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
    subjects: Iterable[tuple[str, SubjectStatements]],
    citations: literature.Bibliographies,
    *,
    name: Path | str,
    flaws: int = 0,
) -> None:
    """Take the *subjects* of the claims file *name* and the *works* into the empty tables of *connection*.

    *flaws* of the file are known already. Raises what going through the *subjects* raises.
    """
    compilation = _Compilation(connection, name)
    with nothing_collected():
        compilation.take(iter(subjects))

    compilation.finish(citations, flaws)


class _Compilation:
    """One index while it is made; a `reader.Sink`."""

    def __init__(self, connection: sqlite3.Connection, name: Path | str) -> None:
        self._connection, self._name = connection, name
        self._tables = database.IndexTables(connection)
        self._rows = RegularRows("", self._tables)
        self._base = ""
        self._records = self._flaws = 0
        self._is_together = False
        self.faults: list[Fault] = []
        self.foreign: list[tuple[str, str, Term]] = []

    def take(self, subjects: Iterator[tuple[str, SubjectStatements]]) -> None:
        """Take in all: as they come while nothing is odd and each subject stands in one place."""
        for subject, statements in subjects:
            try:
                self._rows.put(subject, statements)
            except (Odd, KeyError):
                if self._is_misplaced(subject, statements):
                    self._put_together(chain([(subject, statements)], subjects))
                    return

                self._take_odd(subject, streams.describe(statements, self._name))
                if self.faults:
                    self._put_together(subjects)
                    return

            else:
                self._records += 1

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

    def _is_misplaced(self, subject: str, statements: SubjectStatements) -> bool:
        """Whether the subject cannot be judged by itself.

        Its class may be given elsewhere, or it says late, or once more, where the data set lives.
        """
        predicates, terms = statements
        if TYPE not in predicates:
            return not FIELDS.isdisjoint(predicates)

        is_data_set = (TYPE, DATA_SET) in zip(predicates, terms, strict=True)
        if not is_data_set or subject == self._base:
            return False
        if self._records:
            return True

        self._base, self._rows = subject, RegularRows(subject, self._tables)

        return False

    def _take_odd(self, subject: str, facts: Described) -> None:
        """Take in a subject whose row may not say all that is said of it."""
        self._tables.put_said(subject, facts)
        reader.take(subject, facts, self)
        self.foreign.clear()

    def _put_together(self, subjects: Iterable[tuple[str, SubjectStatements]]) -> None:
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
        for (subject,) in self._connection.execute(DATA_SETS, (RDF_TYPE, DATA_SET.value)).fetchall():
            reader.take(subject, self._facts(subject), reading)

        return reading.base

    def _facts(self, subject: str) -> Described:
        facts: Described = {}
        for predicate, text, datatype in self._connection.execute(FACTS, (subject,)):
            facts.setdefault(predicate, []).append((text, datatype))

        return facts
