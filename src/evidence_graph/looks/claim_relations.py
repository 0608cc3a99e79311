"""How one claim bears on another: a row for each relation, with its words and its line on the map.

The claim that says it ``qualifies``, ``refines`` or ``undercuts`` the other; on the page of the other the
same stands the other way round. Premises and conflicts have headings of their own on each page, and here the
looks of their lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.looks.forms import Stroke

if TYPE_CHECKING:
    from evidence_graph.model import Claim


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """The line between two claims: its *kind* among those of the map, its word in a legend and on the line.

    *hue* is a colour of the palette, or the ink. A line with a *sign* bears it in its middle; one that is not
    *directed* says the same both ways.
    """

    kind: str
    word: str
    title: str
    stroke: Stroke
    hue: str = "ink"
    sign: str = ""
    directed: bool = True


PREMISE_LINE = ClaimLine("premise", "premise", "is a premise of", Stroke(2))
CONFLICT_LINE = ClaimLine("conflict", "conflict", "conflicts with", Stroke(2, (1, 4, 8, 4)), directed=False)


@dataclass(frozen=True, slots=True)
class RelationLook:
    """A relation of two claims: the field that states it, the heading on the page of either, and its line."""

    field: str
    heading: str
    reverse: str
    line: ClaimLine


CLAIM_RELATIONS = (
    RelationLook(
        "qualifies",
        "Qualifies",
        "Qualified by",
        ClaimLine("claim-qualifies", "qualifies a claim", "qualifies", Stroke(2.5, (2.5, 5)), "purple", "~"),
    ),
    RelationLook(
        "refines",
        "Refines",
        "Refined by",
        ClaimLine("claim-refines", "refines a claim", "refines", Stroke(2, (14, 4)), "ink", "⊂"),
    ),
    RelationLook(
        "undercuts",
        "Undercuts",
        "Undercut by",
        ClaimLine(
            "claim-undercuts", "undercuts a claim", "undercuts", Stroke(2.5, (8, 4, 2, 4)), "vermilion", "×"
        ),
    ),
)
"""The relations of claims in the order in which they are shown.

The kind of a line is not the bare word: a study may qualify a claim, too, and has a line of that kind.
"""

CLAIM_LINES = (PREMISE_LINE, CONFLICT_LINE, *(relation.line for relation in CLAIM_RELATIONS))


def statement_source(claim: Claim) -> str:
    """Who states *claim*, and when, as far as either is recorded: "Ann Leaf, 2024-05-01"."""
    return ", ".join(filter(None, (claim.claimant, claim.claim_date)))
