"""Where a server takes updates and whole graphs, told from where it takes queries.

In come the address of queries and what the server calls itself, out go its `Services`.
"""

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
    places = _layout(replace(query, graph=None), server.lower())
    if update_url:
        places = replace(places, update=read(update_url))

    if store_url:
        places = replace(places, store=read(store_url))

    return replace(places, query=query)


def _layout(query: Address, server: str) -> Services:
    """The addresses by the first of `LAYOUTS` that fits; updates go where queries go if none does."""
    path = query.path.rstrip("/")
    if REPOSITORIES in path:
        update, store = f"{path}/statements", f"{path}/rdf-graphs/service"
        return Services(query, query.beside(update), query.beside(store))

    for name, ending, update, store in LAYOUTS:
        if name in server and path.endswith(ending):
            start = path.removesuffix(ending)
            return Services(query, query.beside(start + update), query.beside(start + store))

    return Services(query, query, None)
