"""The sheet of a concept: the other words for it, its neighbours, and the claims about it.

In come a graph and a concept; out goes `ConceptSheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from evidence_graph import model, names
from evidence_graph.model import Claim, Concept
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph


@dataclass(frozen=True, slots=True)
class ConceptSheet(Sheet):
    """All that is known of a word of the field."""

    spread: ClassVar[tuple[str, ...]] = ("concept",)
    aside: ClassVar[tuple[str, ...]] = ("about", "kind_of", "kinds")

    type: Literal["concept"]
    """What kind of thing it is."""
    concept: Concept
    scheme_label: str
    """What its concept scheme is called."""
    narrower: tuple[str, ...]
    """Ids of the concepts below it, all the way down."""
    claims: tuple[str, ...]
    """Ids of the claims about it or a narrower one."""
    about: tuple[Claim, ...]
    kind_of: tuple[str, ...]
    kinds: tuple[str, ...]


def concept_sheet(graph: EvidenceGraph, concept: Concept) -> ConceptSheet:
    """All that is known of *concept*."""
    below = [other for other in names.narrower(graph.store, concept) if other.id != concept.id]
    claims = graph.claims(about=concept.id)

    return ConceptSheet(
        type="concept",
        concept=concept,
        scheme_label=graph.label(concept.scheme, model.Scheme),
        narrower=tuple(other.id for other in below),
        claims=tuple(claim.id for claim in claims),
        about=tuple(claims),
        kind_of=tuple(graph.label(above) for above in concept.broader),
        kinds=tuple(other.label for other in below),
    )
