"""The records of a graph behind an endpoint: what is asked for is fetched, and kept for the process.

What a record names is fetched together with the first of its kind that is asked for, and when single
requests for a kind have cost as much as all of it would, all of it is fetched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from evidence_graph.bibliography import Bibliography, Block, BlockKind
from evidence_graph.endpoint import subjects
from evidence_graph.endpoint.catalogue import Catalogue
from evidence_graph.endpoint.holdings import Holdings
from evidence_graph.endpoint.paging import AT_ONCE, among, first_iris
from evidence_graph.errors import EndpointError
from evidence_graph.model import Citation, Result, Study
from evidence_graph.store import database, languages, rdf
from evidence_graph.vocabulary import (
    BY_CLASS,
    BY_RECORD,
    CONCLUSIONS,
    CONTENT_HASH,
    DCTERMS,
    PUBLISHED,
    RDF_TYPE,
    SCHEMA,
    XSD,
    Kind,
    identifier,
    record_iri,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evidence_graph.endpoint.client import Endpoint
    from evidence_graph.endpoint.paging import Pages, Row
    from evidence_graph.model import Record
    from evidence_graph.sparql.execution import QueryResult as Answer
    from evidence_graph.store.conversion import Described, Term
    from evidence_graph.store.rdf import Triple

R = TypeVar("R")

ADDED = PUBLISHED | {prop.iri for entry in CONCLUSIONS for prop in entry.properties}
"""What is published beside the graph itself: conclusions, BibTeX, the mark."""

DECIMAL, DIGITS = XSD + "decimal", re.compile(r"[+-]?\d{1,100}")

FEW = 3
"""Requests for single records before it is counted how many there are."""


class RemoteStore:
    """The graph of an endpoint as the store of records."""

    def __init__(self, endpoint: Endpoint, pages: Pages, base: str) -> None:
        self.endpoint, self._pages = endpoint, pages
        self.base = base
        self._holdings = {entry.record: Holdings(entry.record) for entry in SCHEMA}
        self._catalogue = Catalogue(pages)
        self._tables = database.create(":memory:")
        self._in_tables: set[type[Record | Citation]] = set()
        self._has_look_ups = False

    def __str__(self) -> str:
        return str(self.endpoint.address)

    def tables(self, *kinds: type[Record | Citation]) -> sqlite3.Connection:
        """The records of these kinds, or of all, as tables; fetched where they are not there yet."""
        filled = database.IndexTables(self._tables)
        for kind in kinds or (*self._holdings, Citation):
            if kind in self._in_tables:
                continue

            if issubclass(kind, Citation):
                self.tables(Study, Result)
                for citation in self.each(Citation):
                    filled.add("citation", database.citation_row(citation))
            else:
                filled.put_all(BY_RECORD[kind], self.each(kind))

            self._in_tables.add(kind)

        filled.flush()
        if not kinds and not self._has_look_ups:
            filled.finish()
            filled.finish_citations()
            self._has_look_ups = True

        return self._tables

    def get(self, record_type: type[R], name: str) -> R | None:
        """The record with the id *name*, if there is one."""
        if record_type is Citation:
            return cast("R | None", self._citation(name))

        holdings = self._of(record_type)
        if not (holdings.knows(name) or self._fetched_all(holdings)):
            self._fetch(holdings, name)

        return cast("R | None", holdings.records.get(name))

    def each(self, record_type: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""
        if record_type is Citation:
            return cast("Iterator[R]", iter(self._citations()))

        holdings = self._of(record_type)
        self._fetch_all(holdings)

        return cast("Iterator[R]", iter(holdings.all()))

    def pointing_to(self, record_type: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        holdings = self._of(record_type)
        if not (holdings.knows_link((attribute, target)) or self._fetched_all(holdings)):
            self._fetch_links(holdings, attribute, [target])

        return cast("list[R]", holdings.linked((attribute, target)))

    def _citation(self, key: str) -> Citation | None:
        """The work *key* with its study facts and results, if there is one."""
        study = self.get(Study, key)
        citation = self._catalogue.get(key)
        if citation is None:
            return None

        results = sorted(self.pointing_to(Result, "citation", key), key=lambda result: result.number)

        return replace(citation, study=study, results=tuple(results))

    def _citations(self) -> list[Citation]:
        """All works, in the order of their keys."""
        self._fetch_all(self._holdings[Study])
        self._fetch_all(self._holdings[Result])
        citations = map(self._citation, self._catalogue.keys())

        return [citation for citation in citations if citation]

    def ids(self, record_type: type[Record | Citation]) -> list[str]:
        """The ids of all records of a kind."""
        if issubclass(record_type, Citation):
            return self._keys()

        holdings = self._holdings[record_type]
        if holdings.whole or record_type is Study:  # a work is a study when something is said of it
            return [record.id for record in self.each(record_type)]

        return sorted(self._iris(holdings))

    def _keys(self) -> list[str]:
        """The keys of all works."""
        if self._holdings[Study].whole:
            return self._catalogue.keys()

        pattern = f"?s a <{BY_RECORD[Study].iri}> ; <{DCTERMS}identifier> ?key"

        return sorted(map(identifier, first_iris(self._pages.rows("?s", pattern))))

    def flaws(self) -> int:
        """How many references name what is not there; none in what was checked and published."""
        if self._pages.holds(f"?s <{CONTENT_HASH}> ?hash"):
            return 0

        return self._pages.count(" UNION ".join(_unanswered_patterns()))

    def literature(self, keys: Iterable[str]) -> Bibliography:
        """The bibliography's own entries for *keys*, as they stand in it, and all its macros."""
        # To ask for the works is what fetches their entries.
        citations = [key for key in keys if self._citation(key)]
        entries = filter(None, map(self._catalogue.entry, citations))
        blocks = tuple(Block(BlockKind.ENTRY, "", entry.line, entry) for entry in entries)

        return Bibliography(str(self), blocks, self._catalogue.strings)

    def file(self, name: str) -> str:
        """Nothing: raises EndpointError."""
        reason = (
            f"its verdicts are made by {name}, a file of its data folder, which an endpoint does not give."
        )
        raise EndpointError(str(self), f"{reason} Read the folder instead.")

    def aside(self, suffix: str, build: Callable[[Path], None]) -> None:
        """Nothing is kept of what others may change at any time."""

    def triples(self) -> Iterator[Triple]:
        """What people wrote, and what is derived from it."""
        for subject, predicate, term in self._pages.triples(without=sorted(ADDED)):
            yield subject, predicate, _with_point(term)

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],  # noqa: ARG002 - it was published with the data
        timeout: float,
        memory: int,  # noqa: ARG002 - the endpoint's own affair
    ) -> Answer:
        """The answer of the endpoint to a SPARQL *query*; what is concluded was published with the data."""
        return self.endpoint.ask(query, given=given, prefixes=rdf.namespaces(self.base), timeout=timeout)

    def iri(self, record_type: type[Record], name: str) -> str:
        """The IRI of a record, also of one that is named but not there."""
        iri = self._holdings[record_type].iris.get(name)

        return iri or record_iri(self.base, BY_RECORD[record_type], name)

    def names(self, iris: Iterable[str]) -> dict[str, str]:
        """The ids of those of *iris* that are records outside the base of the data set."""
        away = sorted(iri for iri in iris if not iri.startswith((self.base, "_:")))
        if not away:
            return {}

        names = {}
        for subject, _, kind in self._pages.about(away, prop=RDF_TYPE):
            if subject and kind and kind[0] in BY_CLASS:
                names[subject[0]] = identifier(subject[0])

        return names

    def _of(self, record_type: type[R]) -> Holdings:
        return self._holdings[cast("type[Record]", record_type)]

    def _fetched_all(self, holdings: Holdings) -> bool:
        """Whether all of a kind is there, fetched now when single requests have cost as much."""
        holdings.requests += 1
        if holdings.requests > FEW and not holdings.whole:
            if holdings.rows is None:
                holdings.rows = self._pages.count(_all_of(holdings))

            if holdings.is_cheaper_whole():
                self._fetch_all(holdings)

        return holdings.whole

    def _fetch_all(self, holdings: Holdings) -> None:
        if not holdings.whole:
            self._take(holdings, self._pages.rows("?s ?p ?o", _all_of(holdings)))
            holdings.whole = True

    def _fetch(self, holdings: Holdings, name: str) -> None:
        """Fetch a record, and with it others of its kind that were named."""
        batch = holdings.batch(name, AT_ONCE)
        self._take(holdings, self._pages.about([self.iri(holdings.kind, i) for i in batch]))
        if name not in holdings.records and name in self._iris(holdings):
            # It lies elsewhere than its id says.
            self._take(holdings, self._pages.about([self._iris(holdings)[name]]))

        holdings.settle(batch)
        if holdings.kind is Study and not self._holdings[Result].whole:
            self._fetch_links(self._holdings[Result], "citation", batch)

    def _fetch_links(self, holdings: Holdings, attribute: str, targets: Sequence[str]) -> None:
        kind = holdings.target(attribute)
        goals = among("t", [self.iri(kind, target) for target in targets])
        pattern = f"{goals} ?s <{holdings.property_iri(attribute)}> ?t ; a <{holdings.iri}> ; ?p ?o"
        self._take(holdings, self._pages.rows("?s ?p ?o", pattern))
        holdings.settle_links((attribute, target) for target in targets)

    def _take(self, holdings: Holdings, rows: Iterable[Row]) -> None:
        """Put the records of *rows* on their holdings, and remember whom they name."""
        described = subjects.describe(rows)
        self._keep_tagged(described)
        for attribute, name in holdings.put(subjects.read(described, holdings.kind)):
            self._holdings[holdings.target(attribute)].want(name)

        if holdings.kind is Study:
            self._catalogue.put(described)

    def _keep_tagged(self, described: Mapping[str, Described]) -> None:
        """Keep what is said of subjects whose texts are in named languages, to be read in another of them."""
        tables = database.IndexTables(self._tables)
        for subject, facts in described.items():
            tagged = {
                predicate: terms for predicate, terms in facts.items() if any(map(languages.tag, terms))
            }
            tables.put_said(subject, tagged)

        tables.flush()

    def _iris(self, holdings: Holdings) -> Mapping[str, str]:
        """The IRIs of all records of a kind by their ids, where one cannot be told from the id."""
        if holdings.all_iris is None:
            rows = self._pages.rows("?s", f"?s a <{holdings.iri}>")
            # Of two with one id the first in order is taken, so it comes last here.
            holdings.all_iris = {identifier(iri): iri for iri in sorted(first_iris(rows), reverse=True)}

        return holdings.all_iris


def _with_point(term: Term) -> Term:
    """Stores give 3 for the decimal 3.0, which in Turtle is another kind of number."""
    text, datatype = term
    if datatype == DECIMAL and DIGITS.fullmatch(text):
        return rdf.canonical(text), datatype

    return term


def _all_of(holdings: Holdings) -> str:
    return f"?s a <{holdings.iri}> ; ?p ?o"


def _unanswered_patterns() -> Iterator[str]:
    """The patterns of references to what is not there, one for each field that holds references."""
    for entry in SCHEMA:
        for prop in entry.properties:
            if prop.kind is Kind.REFERENCE and prop.target:
                reference = f"?s a <{entry.iri}> ; <{prop.iri}> ?o"
                target = f"?o a <{BY_RECORD[prop.target].iri}>"
                yield f"{{ {reference} FILTER NOT EXISTS {{ {target} }} }}"
