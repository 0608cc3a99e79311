"""The claims that a claim qualifies, refines or undercuts, and those that do so to it.

In come a graph and a claim; out come ids by heading, such as ``Qualified by``, so that both pages say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.looks.claim_relations import CLAIM_RELATIONS
from evidence_graph.model import Claim

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph


def related_claims(graph: EvidenceGraph, claim: Claim) -> dict[str, tuple[str, ...]]:
    """The ids of the claims that *claim* bears on, and that bear on it, under a heading each."""
    by_heading: dict[str, tuple[str, ...]] = {}

    for relation in CLAIM_RELATIONS:
        by_heading[relation.heading] = getattr(claim, relation.field)
        pointing = graph.store.pointing_to(Claim, relation.field, claim.id)
        by_heading[relation.reverse] = tuple(other.id for other in pointing)

    return {heading: others for heading, others in by_heading.items() if others}
