"""The index of a graph behind an endpoint: what is asked for is fetched, and kept for the process.

What a record names is fetched together with the first of its kind that is asked for, and when single
requests for a kind have cost as much as all of it would, all of it is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evidence_graph.endpoint import subjects
from evidence_graph.endpoint.catalogue import Catalogue
from evidence_graph.endpoint.holdings import Holdings
from evidence_graph.endpoint.paging import AT_ONCE, among, first_iris
from evidence_graph.engine import index
from evidence_graph.model import Citation, Claim, Effect, EvidenceLine, Result, Study
from evidence_graph.vocabulary import (
    BY_CLASS,
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
    from evidence_graph.endpoint.paging import Pages, Row
    from evidence_graph.model import Record

R = TypeVar("R")

FEW = 3
"""Requests for single records before it is counted how many there are."""


class RemoteIndex:
    """Records by id and by their links, out of the graph of an endpoint; the same questions as `Index`."""

    def __init__(self, pages: Pages, base: str) -> None:
        self._pages = pages
        self.base = base
        self._holdings = {entry.record: Holdings(entry.record) for entry in SCHEMA}
        self._catalogue = Catalogue(pages)

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """All records as tables, fetched whole."""
        records = {}
        for kind in self._holdings:
            records[kind] = {record.id: record for record in self.all(kind)}
        return index.build(records, self.citations()).connection

    def get(self, record_type: type[R], name: str) -> R | None:
        """The record with the id *name*, if there is one."""
        holdings = self._of(record_type)
        if not (holdings.knows(name) or self._fetched_all(holdings)):
            self._fetch(holdings, name)
        return cast("R | None", holdings.records.get(name))

    def has(self, record_type: type[Record], name: str) -> bool:
        """Whether there is a record with the id *name*."""
        return self.get(record_type, name) is not None

    def named(self, record_type: type[Record], attribute: str) -> set[str]:
        """What the records of a kind name by *attribute*."""
        return {getattr(record, attribute) for record in self.all(record_type)} - {None}

    def all(self, record_type: type[R]) -> list[R]:
        """All records of a kind, in the order of their ids."""
        holdings = self._of(record_type)
        self._fetch_all(holdings)
        return cast("list[R]", holdings.all())

    def each(self, record_type: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other."""
        return iter(self.all(record_type))

    def pointing_to(self, record_type: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        holdings = self._of(record_type)
        if not (holdings.knows_link((attribute, target)) or self._fetched_all(holdings)):
            self._fetch_links(holdings, attribute, [target])
        return cast("list[R]", holdings.linked((attribute, target)))

    def citation(self, key: str) -> Citation | None:
        """The work *key* with its study facts and results, if there is one."""
        study = self.get(Study, key)
        work = self._catalogue.get(key)
        if work is None:
            return None

        results = sorted(self.pointing_to(Result, "citation", key), key=lambda result: result.number)
        return replace(work, study=study, results=tuple(results))

    def citations(self) -> list[Citation]:
        """All works, in the order of their keys."""
        self._fetch_all(self._holdings[Study])
        self._fetch_all(self._holdings[Result])
        works = map(self.citation, self._catalogue.keys())
        return [work for work in works if work]

    def each_citation(self) -> Iterator[Citation]:
        """All works, one after the other, in the order of their keys."""
        return iter(self.citations())

    def bibliographic_records(self) -> Iterator[Citation]:
        """All works, in the order of their keys."""
        return iter(self.citations())

    def ids(self, record_type: type[Record]) -> list[str]:
        """The ids of all records of a kind."""
        holdings = self._holdings[record_type]
        if holdings.whole or record_type is Study:  # a work is a study when something is said of it
            return [record.id for record in self.all(record_type)]
        return sorted(self._iris(holdings))

    def alike(self, record_type: type[Record], folded: str) -> list[str]:
        """The ids of the records of a kind that are *folded* when their case is."""
        return [name for name in self.ids(record_type) if name.casefold() == folded]

    def keys(self) -> list[str]:
        """The keys of all works."""
        if self._holdings[Study].whole:
            return self._catalogue.keys()
        pattern = f"?s a <{BY_RECORD[Study].iri}> ; <{DCTERMS}identifier> ?key"
        return sorted(map(identifier, first_iris(self._pages.rows("?s", pattern))))

    def works_like(self, wanted: str) -> list[str]:  # noqa: ARG002 - all may be
        """The keys of the works whose key, alias, DOI or label may be *wanted*."""
        return [work.key for work in self.citations()]

    def judgements(self) -> Iterator[tuple[Any, ...]]:
        """Every claim with each judgement of it, in the order of the claims (see `Index.judgements`)."""
        by_claim: dict[str, list[EvidenceLine]] = {}
        for line in sorted(self.all(EvidenceLine), key=lambda x: (x.citation, x.curator, x.id)):
            by_claim.setdefault(line.claim, []).append(line)

        for claim in self.all(Claim):
            for line in by_claim.get(claim.id, ()):
                yield (
                    claim.id,
                    claim.kind,
                    line.citation,
                    line.curator,
                    line.stance,
                    line.directness,
                    line.verified,
                    line.withdrawn,
                    line.design,
                    line.participants,
                )
            if claim.id not in by_claim:
                yield claim.id, claim.kind, *(None,) * 8

    def work_facts(self) -> Iterator[tuple[Any, ...]]:
        """Of every work what its weight depends on (see `Index.work_facts`)."""
        for work in self.citations():
            study = work.study or Study(work.key)
            yield (
                work.key,
                study.design,
                study.participants,
                study.included_studies,
                work.year,
                study.retraction_status,
                study.conflict_of_interest,
                study.cohort,
                study.version_of,
                study.pools,
                study.pools_complete,
                study.pooled_designs,
            )

    def intervals(self) -> Iterator[tuple[Any, ...]]:
        """The confirmed intervals that bear on claims (see `Index.intervals`)."""
        effects = [e for e in self.all(Effect) if e.claim and e.verified and e.low and e.high]
        for effect in sorted(effects, key=lambda e: (e.claim, e.citation, e.number, e.id)):
            yield effect.claim, effect.citation, effect.measure, effect.low, effect.high

    def count(self, record_type: type[Record]) -> int:
        """How many records of a kind there are."""
        return len(self.all(record_type))

    def labels(self) -> Iterator[tuple[str, str]]:
        """The key and the label of every work."""
        return ((work.key, work.label) for work in self.citations())

    def unsound(self) -> int:
        """How many references name what is not there; none in what was checked and published."""
        if self._pages.holds(f"?s <{CONTENT_HASH}> ?hash"):
            return 0
        return self._pages.count(" UNION ".join(_unanswered()))

    def entries(self, keys: Iterable[str]) -> Mapping[str, Entry]:
        """The entries of *keys* as they stand in the bibliography."""
        entries = {}
        for key in keys:
            # To ask for the work is what fetches its entry.
            if self.citation(key) and (entry := self._catalogue.entry(key)):
                entries[key] = entry
        return entries

    def strings(self) -> Mapping[str, str]:
        """The macros of the bibliography."""
        return self._catalogue.strings

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
        described = subjects.described(rows)
        for attribute, name in holdings.put(subjects.read(described, holdings.kind)):
            self._holdings[holdings.target(attribute)].want(name)
        if holdings.kind is Study:
            self._catalogue.put(described)

    def _iris(self, holdings: Holdings) -> Mapping[str, str]:
        """The IRIs of all records of a kind by their ids, where one cannot be told from the id."""
        if holdings.all_iris is None:
            rows = self._pages.rows("?s", f"?s a <{holdings.iri}>")
            # Of two with one id the first in order is taken, so it comes last here.
            holdings.all_iris = {identifier(iri): iri for iri in sorted(first_iris(rows), reverse=True)}
        return holdings.all_iris


def _all_of(holdings: Holdings) -> str:
    return f"?s a <{holdings.iri}> ; ?p ?o"


def _unanswered() -> Iterator[str]:
    """The patterns of references to what is not there, one for each field that holds references."""
    for entry in SCHEMA:
        for prop in entry.properties:
            if prop.kind is Kind.REFERENCE and prop.target:
                reference = f"?s a <{entry.iri}> ; <{prop.iri}> ?o"
                target = f"?o a <{BY_RECORD[prop.target].iri}>"
                yield f"{{ {reference} FILTER NOT EXISTS {{ {target} }} }}"
