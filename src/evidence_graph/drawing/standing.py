"""How `assess` says that each claim stands, which the page makes again from the studies that count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing.study_facts import without_gaps

if TYPE_CHECKING:
    from evidence_graph.assessment import Assessment
    from evidence_graph.drawing.scene import Scene


def verdicts(scene: Scene) -> dict[str, dict[str, Any]]:
    """What is said of each claim; one without a study may be a definition, or searched for in vain."""
    return {f"claim:{claim.id}": _verdict(scene.assessments[claim.id]) for claim in scene.claims}


def _verdict(assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": assessment.verdict,
        "certainty": looks.word(assessment.certainty) if assessment.certainty else "",
        "support": round(assessment.support, 3),
        "opposition": round(assessment.opposition, 3),
        "answer": assessment.answer,
        "why": assessment.why,
    } | without_gaps({"recorded": ", ".join(map(str, assessment.recorded))})
