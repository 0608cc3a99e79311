"""A graph behind an endpoint as the source of records.

In comes an address; out goes, from `connect`, what a graph asks of the place its records come from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_graph import model, rdf
from evidence_graph.endpoint.address import Address, read
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.endpoint.paging import Pages, first_iris
from evidence_graph.endpoint.remote_index import RemoteIndex
from evidence_graph.errors import EndpointError, NeedsFolder
from evidence_graph.sparql.execution import NO_IRI
from evidence_graph.vocabulary import BY_RECORD, CONCLUSIONS, PUBLISHED, STAGING, UNNAMED, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rdflib import Graph

    from evidence_graph.bibliography import Entry
    from evidence_graph.dataset import Dataset
    from evidence_graph.dataset.terms import Term
    from evidence_graph.rdf import Triple
    from evidence_graph.sparql.execution import Result

TIMEOUT = 60.0
DATA_SET, CLAIM = BY_RECORD[model.DataSet].iri, BY_RECORD[model.Claim].iri
DECIMAL, DIGITS = XSD + "decimal", re.compile(r"[+-]?\d{1,100}")
SHOWN = 5
ADDED = PUBLISHED | {prop.iri for entry in CONCLUSIONS for prop in entry.properties}
"""What is published beside the graph itself: conclusions, BibTeX, the mark."""


@dataclass(frozen=True)
class RemoteSource:
    """The graph of an endpoint."""

    endpoint: Endpoint
    index: RemoteIndex
    pages: Pages

    @property
    def name(self) -> str:
        """The address."""
        return str(self.endpoint.address)

    @property
    def base(self) -> str:
        """The IRI below which the records live."""
        return self.index.base

    def dataset(self) -> Dataset:
        """Nothing: raises NeedsFolder."""
        raise NeedsFolder(self.name)

    def beside(self, name: str) -> str:
        """Nothing: raises EndpointError."""
        reason = (
            f"its verdicts are made by {name}, a file of its data folder, which an endpoint does not give."
        )
        raise EndpointError(self.name, f"{reason} Read the folder instead.")

    def iri(self, record_type: type[model.Record], identifier: str) -> str:
        """The IRI of a record, also of one that is named but not there."""
        return self.index.iri(record_type, identifier)

    def names(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The ids of those of *iris* that are records away from the others."""
        return self.index.names(iris)

    def triples(self) -> Iterator[Triple]:
        """What people wrote, and what is derived from it."""
        for subject, predicate, term in self.pages.triples(without=sorted(ADDED)):
            yield subject, predicate, _pointed(term)

    def to_rdflib(self) -> Graph:
        """An rdflib graph of `triples`."""
        return rdf.as_rdflib(self.triples(), self.base)

    def entries(self, keys: Iterable[str]) -> Mapping[str, Entry]:
        """The bibliography's own entries for *keys*."""
        return self.index.entries(keys)

    def strings(self) -> Mapping[str, str]:
        """The ``@string`` macros of the bibliography."""
        return self.index.strings()

    def words(self) -> None:
        """Nowhere: they are read from the endpoint."""

    def flaws(self) -> int:
        """None that is known: what does not fit is found by checking the folder."""
        return 0

    def problems(self, count: Callable[[], int]) -> None:
        """Nobody counts them."""

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],  # noqa: ARG002 - it was published with the data
        timeout: float,
        memory: int,  # noqa: ARG002 - the endpoint's own affair
    ) -> Result:
        """The answer of the endpoint to a SPARQL *query*; what is concluded was published with the data."""
        return self.endpoint.ask(query, given=given, prefixes=rdf.namespaces(self.base), timeout=timeout)


def connect(url: str, *, graph: str | None = None, timeout: float = TIMEOUT) -> RemoteSource:
    """The data set in the *graph* of the endpoint at *url*, or in the only graph that holds one.

    Raises EndpointError when the endpoint cannot be used, or holds none or several.
    """
    address = read(url, graph=graph)
    if address.graph is None:
        address = replace(address, graph=_only_graph(Endpoint(address, timeout=timeout)))
    endpoint = Endpoint(address, timeout=timeout)
    pages = Pages(endpoint)
    return RemoteSource(endpoint, RemoteIndex(pages, _base(pages)), pages)


def _pointed(term: Term) -> Term:
    """Stores give 3 for the decimal 3.0, which in Turtle is another kind of number."""
    text, datatype = term
    if datatype == DECIMAL and DIGITS.fullmatch(text):
        return rdf.canonical(text), datatype
    return term


def _only_graph(endpoint: Endpoint) -> str | None:
    """The named graph with a data set; none where only the default graph can have one."""
    rows = endpoint.select("DISTINCT ?g", f"GRAPH ?g {{ ?s a <{DATA_SET}> }}", part=" LIMIT 100").rows
    graphs = sorted(graph for graph in first_iris(rows) if not graph.startswith(STAGING))
    if len(graphs) > 1:
        addresses = " or ".join(f"'{Address(endpoint.address.url, graph)}'" for graph in graphs[:SHOWN])
        raise EndpointError(endpoint.address.url, f"it holds {len(graphs)} data sets. Name one: {addresses}")
    return next(iter(graphs), None)


def _base(pages: Pages) -> str:
    """The IRI of the data set, below which its records live; of claims without one, the common one."""
    data_sets = sorted(first_iris(pages.rows("?s", f"?s a <{DATA_SET}>")))
    if data_sets and not NO_IRI.search(data_sets[0]):
        return data_sets[0]
    if pages.holds(f"?s a <{CLAIM}>"):
        return UNNAMED

    reason = "it holds no claims. Load a data folder into it with publish."
    raise EndpointError(pages.place, f"{reason} {pages.place}")
