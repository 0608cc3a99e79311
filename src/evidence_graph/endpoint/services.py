"""Where a server takes updates and whole graphs, told from where it takes queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from evidence_graph.endpoint.address import read

if TYPE_CHECKING:
    from evidence_graph.endpoint.address import Address

LAYOUTS = (
    ("virtuoso", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
    ("oxigraph", "/query", "/update", "/store"),
    ("fuseki", "/query", "/update", "/data"),
    ("fuseki", "/sparql", "/update", "/data"),
    ("", "/query", "/update", "/store"),
    ("", "/sparql", "/update", "/data"),
)
"""Servers by what they call themselves, and the ends of their paths for queries, updates and graphs."""

REPOSITORIES = "/repositories/"
"""RDF4J and GraphDB: updates below the address of queries, and graphs there too."""


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses of one server."""

    query: Address
    update: Address
    store: Address | None

    def graph(self, iri: str) -> str:
        """The address of the graph *iri* in the Graph Store Protocol."""
        assert self.store is not None  # noqa: S101 - asked for only where there is one
        return f"{self.store.url}?{urlencode({'graph': iri})}"


def services(
    query: Address, server: str, *, update_url: str | None = None, store_url: str | None = None
) -> Services:
    """The addresses of the *server* that takes queries at *query*; those that are given go first."""
    found = _laid_out(replace(query, graph=None), server.lower())
    return Services(
        query,
        read(update_url) if update_url else found.update,
        read(store_url) if store_url else found.store,
    )


def _laid_out(query: Address, server: str) -> Services:
    path = query.path.rstrip("/")
    if REPOSITORIES in path:
        return Services(query, query.beside(f"{path}/statements"), query.beside(f"{path}/rdf-graphs/service"))
    for name, ending, update, store in LAYOUTS:
        if name in server and path.endswith(ending):
            start = path.removesuffix(ending)
            return Services(query, query.beside(start + update), query.beside(start + store))
    return Services(query, query, None)
