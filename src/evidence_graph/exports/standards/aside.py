"""Names and terms for the nodes that only the standards need, such as an annotation or a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from evidence_graph.vocabulary import XSD
from evidence_graph.vocabulary.crosswalk import ASIDE

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.conversion import Term


def node(graph: EvidenceGraph, part: str, *names: str) -> str:
    """The address of the *part* of what has the address *names*, below that of the data set."""
    base = graph.store.base
    inside = (quote(name.removeprefix(base), safe="/-._~%") for name in names)

    return base + ASIDE + "/".join([part, *inside])


def thing(iri: str) -> Term:
    """The term of what has the address *iri*."""
    return iri, None


def text(words: str) -> Term:
    """The term of plain *words*."""
    return words, XSD + "string"
