"""What follows from the evidence, as triples beside those that people wrote.

The verdict and certainty of each claim and the wording of each assertion are computed by `assessment`
and `audit`; here they become RDF, so that a query can ask for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.assessment import assess_all
from evidence_graph.audit import judge
from evidence_graph.vocabulary import CONCLUSIONS, XSD, Kind, choice_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.assessment import Assessment
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.rdf import Triple

IRIS = {prop.attribute: prop.iri for entry in CONCLUSIONS for prop in entry.properties}
SHARES = [p.attribute for entry in CONCLUSIONS for p in entry.properties if p.kind is Kind.DECIMAL]


def triples(graph: EvidenceGraph) -> Iterator[Triple]:
    """The assessment of every claim and the wording of every assertion."""
    assessments = {assessment.claim: assessment for assessment in assess_all(graph)}
    for assessment in assessments.values():
        yield from _assessed(graph.source.iri(model.Claim, assessment.claim), assessment)
    for assertion in graph.assertions():
        if assertion.claim in assessments:
            wording, _ = judge(assertion, assessments[assertion.claim])
            subject = graph.source.iri(model.Assertion, assertion.id)
            yield subject, IRIS["wording"], (choice_iri(wording), None)


def _assessed(claim: str, assessment: Assessment) -> Iterator[Triple]:
    yield claim, IRIS["verdict"], (choice_iri(assessment.verdict), None)
    yield claim, IRIS["certainty"], (choice_iri(assessment.certainty), None)
    for share in SHARES:
        yield claim, IRIS[share], (f"{getattr(assessment, share):.4f}", XSD + "decimal")
