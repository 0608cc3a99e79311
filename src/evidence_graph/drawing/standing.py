"""How each claim stands on the map: its verdict, and how much is for it, against it and unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.assessment import weigh

if TYPE_CHECKING:
    from evidence_graph.assessment import Assessment
    from evidence_graph.drawing.scene import Scene


def verdicts(drawn: Scene) -> dict[str, dict[str, Any]]:
    """What the studies of each claim add up to; a claim without a study is left out."""
    return {
        f"claim:{claim.id}": _verdict(weigh(claim, drawn.studies[claim.id]))
        for claim in drawn.all_claims
        if drawn.studies.get(claim.id)
    }


def _verdict(found: Assessment) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "certainty": looks.word(found.certainty),
        "support": round(found.support, 3),
        "opposition": round(found.opposition, 3),
        "why": found.why,
    }
