"""Claims and the studies for and against them, as a knowledge graph.

>>> import evidence_graph as eg
>>> graph = eg.load()
>>> claim = graph.claim("no-transfer-to-sprinting")
>>> claim.statement
'Hip thrust training does not make you run faster.'
>>> "Abade et al. 2021" in [study.citation.label for study in graph.studies(claim, stance="opposes")]
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_graph.appraisal import audit_text as audit_text
    from evidence_graph.assessment import Assessment as Assessment
    from evidence_graph.assessment import assess as assess
    from evidence_graph.authoring import Book as Book
    from evidence_graph.authoring import ClaimDraft as Claim
    from evidence_graph.authoring import EvidenceDraft as Evidence
    from evidence_graph.authoring import QuoteDraft as Quote
    from evidence_graph.authoring import StudyDraft as Study
    from evidence_graph.authoring import edit as edit
    from evidence_graph.authoring import new as new
    from evidence_graph.authoring import save as save
    from evidence_graph.authoring import undo as undo
    from evidence_graph.authoring.tables import read_table as read_table
    from evidence_graph.bibliography.libraries import read_bibliography as read_bibliography
    from evidence_graph.checks import check as check
    from evidence_graph.drafting import Review as Review
    from evidence_graph.drafting import draft as draft
    from evidence_graph.drawing import draw as draw
    from evidence_graph.drawing.vis import to_pyvis as to_pyvis
    from evidence_graph.endpoint.publishing import publish as publish
    from evidence_graph.errors import EvidenceGraphError as EvidenceGraphError
    from evidence_graph.exports.bibtex import to_bibtex as to_bibtex
    from evidence_graph.graph import EvidenceGraph as EvidenceGraph
    from evidence_graph.history import as_of as as_of
    from evidence_graph.history import diff as diff
    from evidence_graph.living.retraction_watch import read as read_retractions
    from evidence_graph.loading import connect as connect
    from evidence_graph.loading import load as load
    from evidence_graph.model import Article as Article
    from evidence_graph.model import Assertion as Assertion
    from evidence_graph.model import Citation as Citation
    from evidence_graph.model import Concept as Concept
    from evidence_graph.model import Curator as Curator
    from evidence_graph.model import DataSet as DataSet
    from evidence_graph.model import Disagreement as Disagreement
    from evidence_graph.model import Effect as Effect
    from evidence_graph.model import EvidenceLine as EvidenceLine
    from evidence_graph.model import Group as Group
    from evidence_graph.model import Margin as Margin
    from evidence_graph.model import Passage as Passage
    from evidence_graph.model import Procedure as Procedure
    from evidence_graph.model import Reference as Reference
    from evidence_graph.model import Result as Result
    from evidence_graph.model import RiskOfBias as RiskOfBias
    from evidence_graph.model import Scheme as Scheme
    from evidence_graph.model import Search as Search
    from evidence_graph.model import Step as Step
    from evidence_graph.network import to_networkx as to_networkx
    from evidence_graph.reading import read_article as read_article
    from evidence_graph.references import read as read_references
    from evidence_graph.sparql.asking import ask as ask

__version__ = "0.1.0"

_HOMES = {
    "Article": "evidence_graph.model",
    "Assertion": "evidence_graph.model",
    "Assessment": "evidence_graph.assessment",
    "Book": "evidence_graph.authoring",
    "Citation": "evidence_graph.model",
    "Claim": "evidence_graph.authoring:ClaimDraft",
    "Concept": "evidence_graph.model",
    "Curator": "evidence_graph.model",
    "DataSet": "evidence_graph.model",
    "Disagreement": "evidence_graph.model",
    "Effect": "evidence_graph.model",
    "Evidence": "evidence_graph.authoring:EvidenceDraft",
    "EvidenceGraph": "evidence_graph.graph",
    "EvidenceGraphError": "evidence_graph.errors",
    "EvidenceLine": "evidence_graph.model",
    "Group": "evidence_graph.model",
    "Margin": "evidence_graph.model",
    "Passage": "evidence_graph.model",
    "Procedure": "evidence_graph.model",
    "Quote": "evidence_graph.authoring:QuoteDraft",
    "Reference": "evidence_graph.model",
    "Result": "evidence_graph.model",
    "RiskOfBias": "evidence_graph.model",
    "Scheme": "evidence_graph.model",
    "Search": "evidence_graph.model",
    "Step": "evidence_graph.model",
    "Study": "evidence_graph.authoring:StudyDraft",
    "as_of": "evidence_graph.history",
    "ask": "evidence_graph.sparql.asking",
    "assess": "evidence_graph.assessment",
    "audit_text": "evidence_graph.appraisal",
    "check": "evidence_graph.checks",
    "connect": "evidence_graph.loading",
    "diff": "evidence_graph.history",
    "Review": "evidence_graph.drafting",
    "draft": "evidence_graph.drafting",
    "draw": "evidence_graph.drawing",
    "edit": "evidence_graph.authoring",
    "load": "evidence_graph.loading",
    "new": "evidence_graph.authoring",
    "publish": "evidence_graph.endpoint.publishing",
    "read_article": "evidence_graph.reading",
    "read_table": "evidence_graph.authoring.tables",
    "read_retractions": "evidence_graph.living.retraction_watch:read",
    "save": "evidence_graph.authoring",
    "read_bibliography": "evidence_graph.bibliography.libraries",
    "read_references": "evidence_graph.references:read",
    "to_bibtex": "evidence_graph.exports.bibtex",
    "to_networkx": "evidence_graph.network",
    "to_pyvis": "evidence_graph.drawing.vis",
    "undo": "evidence_graph.authoring",
}
"""The public names, the module of each and what it is called there; imported when it is first used.

`Claim`, `Study`, `Evidence` and `Quote` are what one puts into a book: from them it makes the records.
"""

__all__ = [
    "Article",
    "Assertion",
    "Assessment",
    "Book",
    "Citation",
    "Claim",
    "Concept",
    "Curator",
    "DataSet",
    "Disagreement",
    "Effect",
    "Evidence",
    "EvidenceGraph",
    "EvidenceGraphError",
    "EvidenceLine",
    "Group",
    "Margin",
    "Passage",
    "Procedure",
    "Quote",
    "Reference",
    "Result",
    "Review",
    "RiskOfBias",
    "Scheme",
    "Search",
    "Step",
    "Study",
    "__version__",
    "as_of",
    "ask",
    "assess",
    "audit_text",
    "check",
    "connect",
    "diff",
    "draft",
    "draw",
    "edit",
    "load",
    "new",
    "publish",
    "read_article",
    "read_bibliography",
    "read_references",
    "read_retractions",
    "read_table",
    "save",
    "to_bibtex",
    "to_networkx",
    "to_pyvis",
    "undo",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        home, _, own_name = _HOMES[name].partition(":")
        return getattr(import_module(home), own_name or name)

    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
