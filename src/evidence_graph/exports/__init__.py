"""Making something from a graph for other programs: BibTeX, plain records, RDF."""

from evidence_graph.exports.bibtex import entries_bibtex, to_bibtex
from evidence_graph.exports.plain import (
    article_record,
    citation_record,
    claim_record,
    concept_record,
    effect_record,
    evidence_record,
    procedure_record,
)

__all__ = [
    "article_record",
    "citation_record",
    "claim_record",
    "concept_record",
    "effect_record",
    "entries_bibtex",
    "evidence_record",
    "procedure_record",
    "to_bibtex",
]
