"""The statements of a graph as text, N-Triples or Turtle, the same bytes for the same data.

rdflib, which `graph.rdf` is made for, takes thirteen times as long for the Turtle of 8,000 claims.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from evidence_graph.sparql import execution
from evidence_graph.store import rdf

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph


def to_ntriples(graph: EvidenceGraph) -> str:
    """All statements of *graph*, what is derived included, a line each and in order."""
    return "".join(sorted(set(execution.lines(graph.store.triples()))))


def to_turtle(graph: EvidenceGraph) -> str:
    """The same by subject, with the prefixes of the data set."""
    import pyoxigraph as ox

    # Lenient: what the data hold is written as it is, and `check` judges it.
    parsed_triples = ox.parse(to_ntriples(graph), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    written = BytesIO()
    prefixes = dict(rdf.namespaces(graph.store.base))
    ox.serialize(parsed_triples, written, format=ox.RdfFormat.TURTLE, prefixes=prefixes)

    return written.getvalue().decode()
