"""The claims of a scene that qualify, refine or undercut each other, by the heading they have on a panel."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evidence_graph.looks.claim_relations import CLAIM_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.model import Claim


def relations_by_claim(claims: Sequence[Claim]) -> dict[str, dict[str, list[str]]]:
    """What each of *claims* bears on, and what bears on it, by id and heading; among *claims* alone."""
    ids = {claim.id for claim in claims}
    by_claim: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    for relation in CLAIM_RELATIONS:
        for claim in claims:
            for other in sorted(ids.intersection(getattr(claim, relation.field))):
                by_claim[claim.id][relation.heading].append(f"claim:{other}")
                by_claim[other][relation.reverse].append(f"claim:{claim.id}")

    return by_claim
