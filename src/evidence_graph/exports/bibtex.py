"""Works as BibTeX, plain or carrying their claims and stances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, Claim


def to_bibtex(citations: Iterable[Citation]) -> str:
    """The BibTeX entries of *citations*, in the order given."""
    return "\n".join(bib.format_entry(work) for work in citations)
