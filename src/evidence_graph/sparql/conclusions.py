"""What follows from the evidence, as triples beside those that people wrote.

The verdict and certainty of each claim and the wording of each assertion are computed by `assessment`
and `audit`; here they become RDF, so that a query can ask for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.vocabulary import CONCLUSIONS, XSD, Kind, choice_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.assessment import Rating
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple

IRIS = {prop.attribute: prop.iri for entry in CONCLUSIONS for prop in entry.properties}
SHARES = [p.attribute for entry in CONCLUSIONS for p in entry.properties if p.kind is Kind.DECIMAL]


@dataclass(frozen=True)
class Conclusions:
    """The `triples` of *graph*, made anew each time they are asked for."""

    graph: EvidenceGraph

    def __iter__(self) -> Iterator[Triple]:
        """One triple after another."""
        return triples(self.graph)


def triples(graph: EvidenceGraph) -> Iterator[Triple]:
    """The assessment of every claim and the wording of every assertion."""
    from evidence_graph.assessment import rate_all

    return of_ratings(graph, {rating.claim: rating for rating in rate_all(graph)})


def of_ratings(graph: EvidenceGraph, ratings: Mapping[str, Rating]) -> Iterator[Triple]:
    """The same of claims that are rated already."""
    from evidence_graph.audit import judge

    for rating in ratings.values():
        yield from _ratings(graph.store.iri(model.Claim, rating.claim), rating)

    for assertion in graph.assertions():
        if assertion.claim in ratings:
            wording, _ = judge(assertion, ratings[assertion.claim])
            subject = graph.store.iri(model.Assertion, assertion.id)
            yield subject, IRIS["wording"], (choice_iri(wording), None)


def _ratings(claim: str, rating: Rating) -> Iterator[Triple]:
    yield claim, IRIS["verdict"], (choice_iri(rating.verdict), None)
    if rating.certainty is not None:
        yield claim, IRIS["certainty"], (choice_iri(rating.certainty), None)

    if rating.lean is not None:
        yield claim, IRIS["lean"], (choice_iri(rating.lean), None)

    for share in SHARES:
        yield claim, IRIS[share], (f"{getattr(rating, share):.4f}", XSD + "decimal")
