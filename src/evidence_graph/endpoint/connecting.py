"""Making a store of the graph behind an endpoint: which of its graphs, and where its records live."""

from __future__ import annotations

from dataclasses import replace

from evidence_graph import model
from evidence_graph.endpoint.address import Address, read
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.endpoint.paging import Pages, first_iris
from evidence_graph.endpoint.remote_store import RemoteStore
from evidence_graph.errors import EndpointError
from evidence_graph.sparql.execution import NO_IRI
from evidence_graph.vocabulary import BY_RECORD, STAGING, UNNAMED

TIMEOUT = 60.0
DATA_SET, CLAIM = BY_RECORD[model.DataSet].iri, BY_RECORD[model.Claim].iri
SHOWN = 5


def connect(url: str, *, graph: str | None = None, timeout: float = TIMEOUT) -> RemoteStore:
    """The data set in the *graph* of the endpoint at *url*, or in the only graph that holds one.

    Raises EndpointError when the endpoint cannot be used, or holds none or several.
    """
    address = read(url, graph=graph)
    if address.graph is None:
        address = replace(address, graph=_only_graph(Endpoint(address, timeout=timeout)))

    endpoint = Endpoint(address, timeout=timeout)
    pages = Pages(endpoint)

    return RemoteStore(endpoint, pages, _base(pages))


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
