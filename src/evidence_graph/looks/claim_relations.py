"""How one claim bears on another beyond premises and conflicts: a row for each relation, with its words.

The claim that says it ``qualifies``, ``refines`` or ``undercuts`` the other; on the page of the other the
same stands the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_graph.model import Claim


@dataclass(frozen=True, slots=True)
class RelationLook:
    """A relation of two claims: the field that states it, and the heading on the page of either."""

    field: str
    heading: str
    reverse: str


CLAIM_RELATIONS = (
    RelationLook("qualifies", "Qualifies", "Qualified by"),
    RelationLook("refines", "Refines", "Refined by"),
    RelationLook("undercuts", "Undercuts", "Undercut by"),
)
"""The relations of claims in the order in which they are shown."""


def statement_source(claim: Claim) -> str:
    """Who states *claim*, and when, as far as either is recorded: "Ann Leaf, 2024-05-01"."""
    return ", ".join(filter(None, (claim.claimant, claim.claim_date)))
