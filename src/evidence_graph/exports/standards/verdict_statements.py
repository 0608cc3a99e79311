"""Verdicts: ours in RDF, and each as an assertion that a program computed by a method that is named.

    verdict  a sepio:assertion ; is_about claim ; asserted_conclusion verdict:backed ;
             has_confidence_level certainty:low ; has_evidence_line … ; was_specified_by method ;
             prov:wasAttributedTo <evidence-graph 0.1.0> ; prov:wasDerivedFrom the judgements

A verdict is no ClaimReview of schema.org: nobody wrote a review, and its author may only be a person or an
organisation. Only a claim that is backed is put forth as true.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.exports.standards.aside import node, text, thing
from evidence_graph.exports.standards.judgement_statements import is_argument
from evidence_graph.sparql import conclusions
from evidence_graph.vocabulary import RDF_TYPE, RDFS, choice_iri
from evidence_graph.vocabulary.crosswalk import (
    ASSERTED_CONCLUSION,
    ASSERTION,
    ASSERTION_METHOD,
    ASSERTS_PROPOSITION,
    HAS_CONFIDENCE_LEVEL,
    HAS_EVIDENCE_LINE,
    IS_ABOUT,
    PROGRAM,
    PROV,
    SCHEMA_ORG,
    WAS_SPECIFIED_BY,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.assessment import Rating
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple


def of_graph(graph: EvidenceGraph) -> Iterator[Triple]:
    """The verdicts of all claims of *graph*, with what computed them."""
    from evidence_graph.assessment import rate_all

    ratings = {rating.claim: rating for rating in rate_all(graph)}
    yield from conclusions.of_ratings(graph, ratings)
    yield from _program(graph)
    lines: defaultdict[str, list[model.EvidenceLine]] = defaultdict(list)
    for line in graph.store.each(model.EvidenceLine):
        if line.withdrawn is None:
            lines[line.claim].append(line)

    for rating in ratings.values():
        yield from _verdict(graph, rating, lines[rating.claim])


def program() -> str:
    """The address of this version of the program."""
    from evidence_graph import __version__

    return PROGRAM + __version__


def _program(graph: EvidenceGraph) -> Iterator[Triple]:
    """What computes verdicts, and by which method."""
    from evidence_graph import __version__
    from evidence_graph.assessment import rules_of

    name, activity, method = program(), node(graph, "assessment"), node(graph, "method")
    own_table = rules_of(graph).weights.name
    words = f"{graph.weighing.value}, as evidence-graph {__version__} weighs"
    yield name, RDF_TYPE, thing(PROV + "SoftwareAgent")
    yield name, RDFS + "label", text(f"evidence-graph {__version__}")
    yield name, SCHEMA_ORG + "softwareVersion", text(__version__)

    yield activity, RDF_TYPE, thing(PROV + "Activity")
    yield activity, RDFS + "label", text(f"Verdicts computed by evidence-graph {__version__}")
    yield activity, PROV + "wasAssociatedWith", thing(name)
    yield activity, PROV + "used", thing(graph.store.base)

    yield method, RDF_TYPE, thing(ASSERTION_METHOD)
    yield method, RDF_TYPE, thing(PROV + "Plan")
    yield method, PROV + "specializationOf", thing(choice_iri(graph.weighing))
    yield method, RDFS + "label", text(f"{words}, by the weights of {own_table}" if own_table else words)


def _verdict(graph: EvidenceGraph, rating: Rating, lines: Sequence[model.EvidenceLine]) -> Iterator[Triple]:
    """The verdict of one claim."""
    claim = graph.store.iri(model.Claim, rating.claim)
    verdict = node(graph, "verdict", claim)

    yield verdict, RDF_TYPE, thing(ASSERTION)
    yield verdict, IS_ABOUT, thing(claim)
    yield verdict, ASSERTED_CONCLUSION, thing(choice_iri(rating.verdict))
    if rating.verdict is model.Verdict.BACKED:
        yield verdict, ASSERTS_PROPOSITION, thing(claim)

    if rating.certainty is not None:
        yield verdict, HAS_CONFIDENCE_LEVEL, thing(choice_iri(rating.certainty))

    yield verdict, WAS_SPECIFIED_BY, thing(node(graph, "method"))
    yield verdict, PROV + "wasAttributedTo", thing(program())
    yield verdict, PROV + "wasGeneratedBy", thing(node(graph, "assessment"))
    for line in lines:
        judgement = thing(graph.store.iri(model.EvidenceLine, line.id))
        yield verdict, PROV + "wasDerivedFrom", judgement
        if is_argument(line):
            yield verdict, HAS_EVIDENCE_LINE, judgement
