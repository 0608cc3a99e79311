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
    from evidence_graph.assessment import Assessment as Assessment
    from evidence_graph.assessment import assess as assess
    from evidence_graph.checks import check as check
    from evidence_graph.drawing import draw as draw
    from evidence_graph.endpoint.publishing import publish as publish
    from evidence_graph.errors import EvidenceGraphError as EvidenceGraphError
    from evidence_graph.exports.bibtex import to_bibtex as to_bibtex
    from evidence_graph.graph import EvidenceGraph as EvidenceGraph
    from evidence_graph.loading import connect as connect
    from evidence_graph.loading import load as load
    from evidence_graph.network import to_networkx as to_networkx
    from evidence_graph.sparql.asking import ask as ask

__version__ = "0.1.0"

_HOMES = {
    "Assessment": "evidence_graph.assessment",
    "EvidenceGraph": "evidence_graph.graph",
    "EvidenceGraphError": "evidence_graph.errors",
    "assess": "evidence_graph.assessment",
    "ask": "evidence_graph.sparql.asking",
    "check": "evidence_graph.checks",
    "connect": "evidence_graph.loading",
    "draw": "evidence_graph.drawing",
    "load": "evidence_graph.loading",
    "publish": "evidence_graph.endpoint.publishing",
    "to_bibtex": "evidence_graph.exports.bibtex",
    "to_networkx": "evidence_graph.network",
}
"""The public names and the module of each; a module is imported when its name is first used."""

__all__ = [
    "Assessment",
    "EvidenceGraph",
    "EvidenceGraphError",
    "__version__",
    "ask",
    "assess",
    "check",
    "connect",
    "draw",
    "load",
    "publish",
    "to_bibtex",
    "to_networkx",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
