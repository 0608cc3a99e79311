"""What articles say, in the terms of SEPIO, CiTO, schema.org and the Web Annotation.

an article asserts a claim    sepio:assertion, asserts_proposition
it denies or reports one      sepio:statement that is about it: SEPIO's assertion holds it true
it lists a work               cito:cites, and what it uses it for, where a judgement says so
it says so in a passage       oa:Annotation of that stretch of the article, with the claim as its body
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.exports.standards.aside import node, thing
from evidence_graph.vocabulary import RDF_TYPE
from evidence_graph.vocabulary.crosswalk import (
    ASSERTION,
    ASSERTS_PROPOSITION,
    CITO,
    IS_ABOUT,
    IS_EXPRESSED_IN,
    OA,
    SCHEMA_ORG,
    STATEMENT,
    USES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple


def of_graph(graph: EvidenceGraph) -> Iterator[Triple]:
    """The statements of all articles of *graph*."""
    for assertion in graph.store.each(model.Assertion):
        yield from _assertion(graph, assertion)

    for reference in graph.store.each(model.Reference):
        if reference.citation:
            yield _cites(graph, reference.article, CITO + "cites", reference.citation)

    for line in graph.store.each(model.EvidenceLine):
        use = USES.get(line.used_for) if line.used_for else None
        if use and line.article:
            yield _cites(graph, line.article, use, line.citation)


def _cites(graph: EvidenceGraph, article: str, how: str, key: str) -> Triple:
    return graph.store.iri(model.Article, article), how, thing(graph.store.iri(model.Study, key))


def _assertion(graph: EvidenceGraph, assertion: model.Assertion) -> Iterator[Triple]:
    """The stand of an article on a claim."""
    subject = graph.store.iri(model.Assertion, assertion.id)
    claim = graph.store.iri(model.Claim, assertion.claim)
    article = graph.store.iri(model.Article, assertion.article)

    yield subject, IS_ABOUT, thing(claim)
    yield subject, IS_EXPRESSED_IN, thing(article)
    if assertion.attitude is model.Attitude.ASSERTS:
        yield subject, RDF_TYPE, thing(ASSERTION)
        yield subject, ASSERTS_PROPOSITION, thing(claim)
    else:
        yield subject, RDF_TYPE, thing(STATEMENT)

    if assertion.attitude is not model.Attitude.DENIES:
        yield claim, SCHEMA_ORG + "appearance", thing(article)

    for passage in assertion.passages:
        yield from _passage(graph, assertion, graph.store.iri(model.Passage, passage))


def _passage(graph: EvidenceGraph, assertion: model.Assertion, passage: str) -> Iterator[Triple]:
    """Where the article says it: an annotation of the article, whose body is the claim."""
    subject = graph.store.iri(model.Assertion, assertion.id)
    annotation, target = (node(graph, part, subject, passage) for part in ("annotation", "target"))

    yield annotation, RDF_TYPE, thing(OA + "Annotation")
    yield annotation, OA + "motivatedBy", thing(OA + "linking")
    yield annotation, OA + "hasBody", thing(graph.store.iri(model.Claim, assertion.claim))
    yield annotation, OA + "hasTarget", thing(target)

    yield target, RDF_TYPE, thing(OA + "SpecificResource")
    yield target, OA + "hasSource", thing(graph.store.iri(model.Article, assertion.article))
    yield target, OA + "hasSelector", thing(passage)
