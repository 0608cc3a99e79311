"""Where the records of a graph come from, for what is asked of it beside its records.

The records themselves come through an index; the source knows their IRIs, the triples that people
wrote, the entries of the bibliography as they stand, and answers SPARQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from evidence_graph import folders, rdf
from evidence_graph.vocabulary import UNNAMED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib import Graph

    from evidence_graph import model
    from evidence_graph.bibliography import Entry
    from evidence_graph.dataset import Dataset
    from evidence_graph.dataset.terms import Term
    from evidence_graph.rdf import Triple
    from evidence_graph.sparql.execution import Result


R = TypeVar("R")


class Records(Protocol):
    """What a graph asks of its index: records by id and by their links."""

    @property
    def connection(self) -> sqlite3.Connection:
        """All records as tables, for sums over whole tables."""

    def get(self, record_type: type[R], name: str, /) -> R | None:
        """The record with the id *name*, if there is one."""

    def all(self, record_type: type[R], /) -> list[R]:
        """All records of a kind, in the order of their ids."""

    def has(self, record_type: type[model.Record], name: str, /) -> bool:
        """Whether there is a record with the id *name*."""

    def named(self, record_type: type[model.Record], attribute: str, /) -> set[str]:
        """What the records of a kind name by *attribute*."""

    def each(self, record_type: type[R], /) -> Iterator[R]:
        """All records of a kind, one after the other."""

    def pointing_to(self, record_type: type[R], attribute: str, target: str, /) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""

    def citation(self, key: str, /) -> model.Citation | None:
        """The work *key* with its study facts and results, if there is one."""

    def citations(self) -> list[model.Citation]:
        """All works, in the order of their keys."""

    def each_citation(self) -> Iterator[model.Citation]:
        """All works, one after the other, in the order of their keys."""

    def bibliographic_records(self) -> Iterator[model.Citation]:
        """All works as far as the bibliography knows them, in the order of their keys."""

    def ids(self, record_type: type[model.Record], /) -> list[str]:
        """The ids of all records of a kind."""

    def alike(self, record_type: type[model.Record], folded: str, /) -> list[str]:
        """The ids of the records of a kind that are *folded* when their case is."""

    def keys(self) -> list[str]:
        """The keys of all works."""

    def works_like(self, wanted: str, /) -> list[str]:
        """The keys of the works whose key, alias, DOI or label may be *wanted*, which is in lower case."""

    def judgements(self) -> Iterator[tuple[Any, ...]]:
        """Every claim with each judgement of it, in the order of claims, works and curators."""

    def work_facts(self) -> Iterator[tuple[Any, ...]]:
        """Of every work what its weight depends on."""

    def intervals(self) -> Iterator[tuple[Any, ...]]:
        """The confirmed intervals that bear on claims, in the order of the claims."""

    def count(self, record_type: type[model.Record], /) -> int:
        """How many records of a kind there are."""

    def labels(self) -> Iterator[tuple[str, str]]:
        """The key and the label of every work."""

    def unsound(self) -> int:
        """How many references name what is not there, and how often evidence cannot stand as it is."""


class Source(Protocol):
    """What a graph asks of the place its records come from."""

    @property
    def name(self) -> str:
        """What the data are called when they have no title of their own."""

    @property
    def base(self) -> str:
        """The IRI below which the records live."""

    def dataset(self) -> Dataset:
        """The data folder; raises NeedsFolder when the data come from somewhere else."""

    def iri(self, record_type: type[model.Record], identifier: str) -> str:
        """The IRI of a record, also of one that is named but not there."""

    def names(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The ids of those of *iris* that are records."""

    def triples(self) -> Iterable[Triple]:
        """What people wrote, and what is derived from it."""

    def to_rdflib(self) -> Graph:
        """An rdflib graph of `triples`."""

    def entries(self, keys: Iterable[str]) -> Mapping[str, Entry]:
        """The bibliography's own entries for *keys*, as they stand in it."""

    def strings(self) -> Mapping[str, str]:
        """The ``@string`` macros of the bibliography."""

    def beside(self, name: str) -> str:
        """The text of the file *name* beside the claims; raises EndpointError where they have no folder."""

    def words(self) -> Path | None:
        """Where the words of all claims are kept, if they are too many to be read for each question."""

    def flaws(self) -> int:
        """How many places of the data do not fit, as far as is known."""

    def problems(self, count: Callable[[], int]) -> int | None:
        """How many problems a check finds, which *count* says; None where nobody counts them."""

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],
        timeout: float,
        memory: int,
    ) -> Result:
        """The answer to a SPARQL *query* over the data and what is *concluded* from them."""


@dataclass(frozen=True)
class FolderSource:
    """A data folder that was read."""

    folder: Dataset

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.folder.name

    @property
    def base(self) -> str:
        """The IRI below which the records live."""
        return self.folder.reading.base or UNNAMED

    def dataset(self) -> Dataset:
        """The data folder."""
        return self.folder

    def iri(self, record_type: type[model.Record], identifier: str) -> str:
        """The IRI of a record, also of one that is named but not there."""
        return rdf.iri(self.folder, record_type, identifier)

    def names(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The ids of those of *iris* that are records."""
        return {iri: self._names[iri] for iri in iris if iri in self._names}

    def triples(self) -> Iterator[Triple]:
        """What people wrote, and what is derived from it."""
        return rdf.triples(self.folder)

    def to_rdflib(self) -> Graph:
        """An rdflib graph of `triples`."""
        return rdf.as_rdflib(self.triples(), self.base)

    def entries(self, keys: Iterable[str]) -> Mapping[str, Entry]:
        """The bibliography's own entries for *keys*."""
        held = self.folder.bibliography.entries
        return {key: held[key] for key in keys if key in held}

    def strings(self) -> Mapping[str, str]:
        """The ``@string`` macros of the bibliography."""
        return self.folder.bibliography.strings

    def beside(self, name: str) -> str:
        """The text of the file *name* beside the claims."""
        return folders.beside(self.folder.folder, name)

    def words(self) -> None:
        """Nowhere: the words of so few claims are read each time."""

    def flaws(self) -> int:
        """How many places of the two files do not fit."""
        return len(self.folder.reading.faults) + len(self.folder.bibliography.problems)

    def problems(self, count: Callable[[], int]) -> int:
        """How many problems a check finds: *count* says it."""
        return count()

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],
        timeout: float,
        memory: int,
    ) -> Result:
        """The answer to a SPARQL *query*, from a process of its own."""
        from evidence_graph.sparql import execution

        known = chain(self.triples(), concluded)
        prefixes = rdf.namespaces(self.base)
        return execution.run(query, known, given=given, prefixes=prefixes, timeout=timeout, memory=memory)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {iri: name for (_, name), iri in self.folder.reading.iris.items()}
