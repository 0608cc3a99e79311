"""Answers as other programs read them: SPARQL's TSV with whole terms, and Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.sparql.execution import write_term
from evidence_graph.store import rdf, turtle_text

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sparql.asking import Table


def answer_tsv(table: Table) -> str:
    """The rows with whole RDF terms (SPARQL 1.1 Query Results TSV Format)."""
    head = "\t".join(f"?{column}" for column in table.columns)
    rows = ("\t".join(write_term(term) if term else "" for term in row) for row in table.terms)

    return "".join(f"{line}\n" for line in (head, *rows))


def answer_turtle(table: Table, graph: EvidenceGraph) -> str:
    """The triples of a CONSTRUCT or DESCRIBE, with the prefixes of *graph*."""
    return turtle_text.document(
        table.triples or (), rdf.namespaces(graph.store.base), place=lambda _: (), rank=lambda *_: 0
    )
