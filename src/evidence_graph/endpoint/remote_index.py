"""The index of a graph behind an endpoint: what is asked for is fetched, and kept for the process.

What a record names is fetched together with the first of its kind that is asked for, and when single
requests for a kind have cost as much as all of it would, all of it is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evidence_graph.endpoint import subjects
from evidence_graph.endpoint.catalogue import Works
from evidence_graph.endpoint.holdings import Shelf
from evidence_graph.endpoint.paging import AT_ONCE, among, iris
from evidence_graph.engine import index
from evidence_graph.model import Citation, Claim, EvidenceLine, Result, Study
from evidence_graph.vocabulary import (
    BY_RECORD,
    CONTENT_HASH,
    DCTERMS,
    RDF_TYPE,
    SCHEMA,
    Kind,
    identifier,
    record_iri,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.bibliography import Entry
    from evidence_graph.endpoint.paging import Row, Statements
    from evidence_graph.model import Record

R = TypeVar("R")

FEW = 3
"""Requests for single records before it is counted how many there are."""


class RemoteIndex:
    """Records by id and by their links, out of the graph of an endpoint; the same questions as `Index`."""

    def __init__(self, statements: Statements, base: str) -> None:
        self._statements = statements
        self.base = base
        self._shelves = {entry.record: Shelf(entry.record) for entry in SCHEMA}
        self._works = Works(statements)

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """All records as tables, fetched whole."""
        held = {kind: {record.id: record for record in self.all(kind)} for kind in self._shelves}
        return index.build(held, self.citations()).connection

    def get(self, record_type: type[R], name: str) -> R | None:
        """The record with the id *name*, if there is one."""
        shelf = self._shelf(record_type)
        if not (shelf.knows(name) or self._fetched_all(shelf)):
            self._fetch(shelf, name)
        return cast("R | None", shelf.records.get(name))

    def has(self, record_type: type[Record], name: str) -> bool:
        """Whether there is a record with the id *name*."""
        return self.get(record_type, name) is not None

    def named(self, record_type: type[Record], attribute: str) -> set[str]:
        """What the records of a kind name by *attribute*."""
        return {getattr(record, attribute) for record in self.all(record_type)} - {None}

    def all(self, record_type: type[R]) -> list[R]:
        """All records of a kind, in the order of their ids."""
        shelf = self._shelf(record_type)
        self._fetch_all(shelf)
        return cast("list[R]", shelf.all())

    def each(self, record_type: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other."""
        return iter(self.all(record_type))

    def pointing_to(self, record_type: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        shelf = self._shelf(record_type)
        if not (shelf.knows_link((attribute, target)) or self._fetched_all(shelf)):
            self._fetch_links(shelf, attribute, [target])
        return cast("list[R]", shelf.linked((attribute, target)))

    def citation(self, key: str) -> Citation | None:
        """The work *key* with its study facts and results, if there is one."""
        study = self.get(Study, key)
        work = self._works.get(key)
        if work is None:
            return None
        found = self.pointing_to(Result, "citation", key)
        return replace(work, study=study, results=tuple(sorted(found, key=lambda r: r.number)))

    def citations(self) -> list[Citation]:
        """All works, in the order of their keys."""
        self._fetch_all(self._shelves[Study])
        self._fetch_all(self._shelves[Result])
        return [work for key in self._works.known() if (work := self.citation(key))]

    def each_citation(self) -> Iterator[Citation]:
        """All works, one after the other, in the order of their keys."""
        return iter(self.citations())

    def ids(self, record_type: type[Record]) -> list[str]:
        """The ids of all records of a kind."""
        shelf = self._shelves[record_type]
        if shelf.whole or record_type is Study:  # a work is a study when something is said of it
            return [record.id for record in self.all(record_type)]
        return sorted(self._iris(shelf))

    def alike(self, record_type: type[Record], folded: str) -> list[str]:
        """The ids of the records of a kind that are *folded* when their case is."""
        return [name for name in self.ids(record_type) if name.casefold() == folded]

    def keys(self) -> list[str]:
        """The keys of all works."""
        if self._shelves[Study].whole:
            return self._works.known()
        pattern = f"?s a <{BY_RECORD[Study].iri}> ; <{DCTERMS}identifier> ?key"
        return sorted(map(identifier, iris(self._statements.rows("?s", pattern))))

    def works_like(self, wanted: str) -> list[str]:  # noqa: ARG002 - all may be
        """The keys of the works whose key, alias, DOI or label may be *wanted*."""
        return [work.key for work in self.citations()]

    def judgements(self) -> Iterator[tuple[Any, ...]]:
        """Every claim with each judgement of it: claim, kind, work, stance, directness, verified."""
        by_claim: dict[str, list[EvidenceLine]] = {}
        for line in sorted(self.all(EvidenceLine), key=lambda x: (x.citation, x.curator, x.id)):
            by_claim.setdefault(line.claim, []).append(line)
        for claim in self.all(Claim):
            for line in by_claim.get(claim.id, ()):
                yield claim.id, claim.kind, line.citation, line.stance, line.directness, line.verified
            if claim.id not in by_claim:
                yield claim.id, claim.kind, None, None, None, None

    def work_facts(self) -> Iterator[tuple[Any, ...]]:
        """Of every work what its weight depends on: key, whether there is a study, then its fields."""
        for work in self.citations():
            study = work.study or Study(work.key)
            yield (
                work.key,
                work.study is not None,
                study.design,
                study.participants,
                study.retraction_status,
                study.conflict_of_interest,
                study.cohort,
                study.version_of,
                study.pools,
            )

    def labels(self) -> Iterator[tuple[str, str]]:
        """The key and the label of every work."""
        return ((work.key, work.label) for work in self.citations())

    def unsound(self) -> int:
        """How many references name what is not there; none in what was checked and published."""
        if self._statements.holds(f"?s <{CONTENT_HASH}> ?hash"):
            return 0
        return self._statements.count(" UNION ".join(_unanswered()))

    def entries(self, keys: Iterable[str]) -> Mapping[str, Entry]:
        """The entries of *keys* as they stand in the bibliography."""
        return {key: entry for key in keys if self.citation(key) and (entry := self._works.entry(key))}

    def strings(self) -> Mapping[str, str]:
        """The macros of the bibliography."""
        return self._works.strings

    def iri(self, record_type: type[Record], name: str) -> str:
        """The IRI of a record, also of one that is named but not there."""
        known = self._shelves[record_type].iris.get(name)
        return known or record_iri(self.base, BY_RECORD[record_type], name)

    def names(self, asked: Iterable[str]) -> dict[str, str]:
        """The ids of those of *asked* that are records outside the base of the data set."""
        away = sorted(iri for iri in asked if not iri.startswith((self.base, "_:")))
        classes = {entry.iri for entry in SCHEMA}
        rows = self._statements.about(away, prop=RDF_TYPE) if away else ()
        return {s[0]: identifier(s[0]) for s, _, o in rows if s and o and o[0] in classes}

    def _shelf(self, record_type: type[R]) -> Shelf:
        return self._shelves[cast("type[Record]", record_type)]

    def _fetched_all(self, shelf: Shelf) -> bool:
        """Whether all of a kind is there, fetched now when single requests have cost as much."""
        shelf.requests += 1
        if shelf.requests > FEW and not shelf.whole:
            if shelf.rows is None:
                shelf.rows = self._statements.count(_all_of(shelf))
            if shelf.is_cheaper_whole():
                self._fetch_all(shelf)
        return shelf.whole

    def _fetch_all(self, shelf: Shelf) -> None:
        if not shelf.whole:
            self._take(shelf, self._statements.rows("?s ?p ?o", _all_of(shelf)))
            shelf.whole = True

    def _fetch(self, shelf: Shelf, name: str) -> None:
        """Fetch a record, and with it others of its kind that were named."""
        batch = shelf.batch(name, AT_ONCE)
        self._take(shelf, self._statements.about([self.iri(shelf.kind, i) for i in batch]))
        if name not in shelf.records and self._iris(shelf).get(name):
            self._take(shelf, self._statements.about([self._iris(shelf)[name]]))
        shelf.settle(batch)
        if shelf.kind is Study and not self._shelves[Result].whole:
            self._fetch_links(self._shelves[Result], "citation", batch)

    def _fetch_links(self, shelf: Shelf, attribute: str, targets: Sequence[str]) -> None:
        goals = among("t", (self.iri(shelf.target(attribute), target) for target in targets))
        pattern = f"{goals} ?s <{shelf.property_iri(attribute)}> ?t ; a <{shelf.iri}> ; ?p ?o"
        self._take(shelf, self._statements.rows("?s ?p ?o", pattern))
        shelf.settle_links((attribute, target) for target in targets)

    def _take(self, shelf: Shelf, rows: Iterable[Row]) -> None:
        """Put the records of *rows* on their shelf, and remember whom they name."""
        described = subjects.described(rows)
        for attribute, name in shelf.put(subjects.read(described, shelf.kind)):
            self._shelves[shelf.target(attribute)].want(name)
        if shelf.kind is Study:
            self._works.put(described)

    def _iris(self, shelf: Shelf) -> Mapping[str, str]:
        """The IRIs of all records of a kind by their ids, where one cannot be told from the id."""
        if shelf.all_iris is None:
            rows = self._statements.rows("?s", f"?s a <{shelf.iri}>")
            shelf.all_iris = {identifier(iri): iri for iri in sorted(iris(rows), reverse=True)}
        return shelf.all_iris


def _all_of(shelf: Shelf) -> str:
    return f"?s a <{shelf.iri}> ; ?p ?o"


def _unanswered() -> Iterator[str]:
    """The patterns of references to what is not there, one for each field that holds references."""
    for entry in SCHEMA:
        for prop in entry.properties:
            if prop.kind is Kind.REFERENCE and prop.target:
                there = f"?o a <{BY_RECORD[prop.target].iri}>"
                yield f"{{ ?s a <{entry.iri}> ; <{prop.iri}> ?o FILTER NOT EXISTS {{ {there} }} }}"
