"""What a graph asks of the place its records come from: a folder behind an index, or an endpoint.

Whatever can be worked out from these is a function over a store: sums over whole tables in
`evidence_graph.store.table_sums`, what a name means in `evidence_graph.names`. The text of a store is what
the data are called when they have no title of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph import model
    from evidence_graph.bibliography import Bibliography
    from evidence_graph.sparql.execution import QueryResult
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.rdf import Triple

R = TypeVar("R")


class Store(Protocol):
    """Records by id and by their links, the statements they were made of, and answers to SPARQL.

    A *kind* of record is its class; works (`model.Citation`), each with its study facts and results, are a
    kind like the others.
    """

    @property
    def base(self) -> str:
        """The IRI below which the records live."""

    def get(self, kind: type[R], name: str, /) -> R | None:
        """The record with the id *name*, if there is one."""

    def each(self, kind: type[R], /) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""

    def ids(self, kind: type[model.Record | model.Citation], /) -> list[str]:
        """The ids of all records of a kind."""

    def pointing_to(self, kind: type[R], attribute: str, target: str, /) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""

    def tables(self, *kinds: type[model.Record | model.Citation]) -> sqlite3.Connection:
        """The records of these kinds, or of all, as tables (`evidence_graph.store.database`)."""

    def iri(self, kind: type[model.Record], name: str, /) -> str:
        """The IRI of a record, also of one that is named but not there."""

    def names(self, iris: Iterable[str], /) -> Mapping[str, str]:
        """The ids of those of *iris* that are records and do not say them."""

    def triples(self) -> Iterable[Triple]:
        """What people wrote, and what is derived from it."""

    def literature(self, keys: Iterable[str], /) -> Bibliography:
        """The bibliography's own entries for *keys*, as they stand in it, and all its macros."""

    def file(self, name: str, /) -> str:
        """The text of the file *name* beside the claims; raises EndpointError where they have no folder."""

    def aside(self, suffix: str, build: Callable[[Path], None], /) -> Path | None:
        """What *build* makes, kept under *suffix* for the next time; None where nothing can be kept."""

    def flaws(self) -> int:
        """How many places of the data do not fit, lead nowhere or cannot stand, as far as is known."""

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],
        timeout: float,
        memory: int,
    ) -> QueryResult:
        """The answer to a SPARQL *query* over the data and what is *concluded* from them."""
