"""How each claim stands on the map: the answer, the verdict, and what is for it, against it and unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing.works import without_gaps

if TYPE_CHECKING:
    from evidence_graph.assessment import Assessment, Shares
    from evidence_graph.drawing.scene import Scene


def verdicts(drawn: Scene) -> dict[str, dict[str, Any]]:
    """What is said of each claim; one without a study may be a definition, or searched for in vain."""
    return {f"claim:{claim.id}": _verdict(drawn, drawn.assessments[claim.id]) for claim in drawn.all_claims}


def _verdict(drawn: Scene, assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": assessment.verdict,
        "certainty": looks.word(assessment.certainty) if assessment.certainty else "",
        "support": round(assessment.support, 3),
        "opposition": round(assessment.opposition, 3),
        "answer": assessment.answer,
        "why": assessment.why,
    } | without_gaps(
        {
            "sums": _sums(assessment.shares, assessment.apart),
            "turn": _turn(drawn, assessment),
            "recorded": ", ".join(map(str, assessment.recorded)),
            "notCounted": assessment.tally.not_counted,
        }
    )


def _sums(shares: Shares, apart: Shares | None) -> str:
    """Both sums, where overlap that nobody recorded would change them."""
    if apart is None:
        return ""
    return (
        f"Counted as one where data may be shared: {shares.supports:.2f} for, {shares.opposes:.2f} against; "
        f"{apart.supports:.2f} and {apart.opposes:.2f} if they are apart."
    )


def _turn(drawn: Scene, assessment: Assessment) -> str:
    """The verdict without the heaviest work, where it is another."""
    if assessment.turn is None:
        return ""
    without = drawn.graph.work(assessment.turn.without).label
    return f"Without {without} it would be {looks.word(assessment.turn.then)}."
