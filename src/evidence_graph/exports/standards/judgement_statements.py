"""Judgements as SEPIO has them: an evidence line with its direction, its finding and its strength.

    line  a EvidenceLine ; is_evidence_line_for claim ; evidence_direction supporting ;
          has_evidence_item finding ; evidence_has_supporting_reference work
    annotation  oa:hasBody line ; oa:hasTarget [ the quotation in the work ]

A line that qualifies a claim or gives background argues neither for nor against it and is no evidence line
of SEPIO's; one that was withdrawn argues nothing any more. Both still say who judged, when and from what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.exports.standards.aside import node, text, thing
from evidence_graph.vocabulary import DCTERMS, RDF_TYPE, RDFS, XSD
from evidence_graph.vocabulary.crosswalk import (
    DIRECTIONS,
    EVIDENCE_DIRECTION,
    EVIDENCE_ITEM,
    EVIDENCE_LINE,
    EVIDENCE_LINE_STRENGTH,
    EVIDENCE_STRENGTH,
    HAS_EVIDENCE_ITEM,
    HAS_SUPPORTING_REFERENCE,
    IS_EVIDENCE_LINE_FOR,
    LINES_OF,
    OA,
    PROV,
    STUDY_FINDING,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple


def of_graph(graph: EvidenceGraph) -> Iterator[Triple]:
    """The statements of all judgements of *graph*."""
    for line in graph.store.each(model.EvidenceLine):
        yield from of_line(graph, line)


def of_line(graph: EvidenceGraph, line: model.EvidenceLine) -> Iterator[Triple]:
    """What SEPIO and the Web Annotation say of one judgement."""
    if is_argument(line):
        yield from _argument(graph, line)

    for number, quote in enumerate(graph.quotes(line), 1):
        yield from _quotation(graph, line, number, quote)


def is_argument(line: model.EvidenceLine) -> bool:
    """Whether *line* is an evidence line as SEPIO means it: it has a direction, and stands."""
    return line.stance in DIRECTIONS and line.withdrawn is None


def _argument(graph: EvidenceGraph, line: model.EvidenceLine) -> Iterator[Triple]:
    subject = graph.store.iri(model.EvidenceLine, line.id)
    claim = graph.store.iri(model.Claim, line.claim)
    citation = graph.store.iri(model.Study, line.citation)

    yield subject, RDF_TYPE, thing(EVIDENCE_LINE)
    yield subject, IS_EVIDENCE_LINE_FOR, thing(claim)
    yield claim, LINES_OF[line.stance], thing(subject)
    yield subject, EVIDENCE_DIRECTION, thing(DIRECTIONS[line.stance])

    # SEPIO: only a document that was consulted is a supporting reference; what is from memory rests on none.
    if line.verified is not False:
        yield subject, HAS_SUPPORTING_REFERENCE, thing(citation)
        for number, words in enumerate(line.findings, 1):
            yield from _finding(graph, subject, citation, (str(number), words))

    if line.strength:
        strength = node(graph, "strength", subject)
        yield subject, EVIDENCE_LINE_STRENGTH, thing(strength)
        yield strength, RDF_TYPE, thing(EVIDENCE_STRENGTH)
        yield strength, RDFS + "label", text(line.strength)


def _finding(
    graph: EvidenceGraph, subject: str, citation: str, numbered: tuple[str, str]
) -> Iterator[Triple]:
    """One thing that the work found, as an item on which the line rests."""
    number, words = numbered
    finding = node(graph, "finding", subject, number)
    yield subject, HAS_EVIDENCE_ITEM, thing(finding)
    yield finding, RDF_TYPE, thing(EVIDENCE_ITEM)
    yield finding, RDF_TYPE, thing(STUDY_FINDING)
    yield finding, RDFS + "label", text(words)
    yield finding, DCTERMS + "source", thing(citation)


def _quotation(
    graph: EvidenceGraph, line: model.EvidenceLine, number: int, quote: model.Quote
) -> Iterator[Triple]:
    """One quotation: the judgement annotates the place in the work where it stands."""
    subject = graph.store.iri(model.EvidenceLine, line.id)
    citation = graph.store.iri(model.Study, line.citation)
    annotation, target, selector = (
        node(graph, part, subject, str(number)) for part in ("annotation", "target", "quotation")
    )

    yield annotation, RDF_TYPE, thing(OA + "Annotation")
    yield annotation, OA + "motivatedBy", thing(OA + "linking")
    yield annotation, OA + "hasBody", thing(subject)
    yield annotation, OA + "hasTarget", thing(target)

    yield target, RDF_TYPE, thing(OA + "SpecificResource")
    yield target, OA + "hasSource", thing(citation)
    yield target, OA + "hasSelector", thing(selector)

    yield selector, RDF_TYPE, thing(OA + "TextQuoteSelector")
    yield selector, OA + "exact", text(quote.text)
    yield selector, PROV + "wasQuotedFrom", thing(citation)
    if quote.language:
        yield selector, DCTERMS + "language", (quote.language, XSD + "string")
