"""The terms of the sum: what each study adds to either side, and why it adds no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment import body, independence, weights
from evidence_graph.model import Citation, RetractionStatus, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.assessment.judgements import Judged, Share
    from evidence_graph.assessment.weights import Factors
    from evidence_graph.model import ClaimKind, Directness, StudyDesign


@dataclass(frozen=True, slots=True)
class Term:
    """What one study adds to the sum of one claim.

    `supports` and `opposes` are the weights that count; `factors` are those of each curator's line,
    whose mean makes the weight. A term that adds nothing says why in `note`.
    """

    key: str
    label: str
    stances: tuple[Stance, ...]
    directness: tuple[Directness, ...]
    factors: tuple[Factors, ...]
    design: StudyDesign | None
    participants: int | None
    verified: bool
    marks: tuple[str, ...]
    supports: float
    opposes: float
    note: str = ""


def terms(
    studies: Sequence[Judged], labels: Mapping[str, str], kind: ClaimKind | None
) -> tuple[list[Share], list[Term]]:
    """What each study adds, and one term a study; what shares data with a heavier study adds nothing."""
    measured = kind in body.MEASURED
    plain = body.alone(studies, kind)
    kept, rivals = (plain, {}) if independence.apart(studies) else body.counted(studies, plain)
    told = zip(studies, kept, strict=True)
    return kept, [
        _term(study, one, labels.get(study.key) or Citation(study.key).label, rivals, measured=measured)
        for study, one in told
    ]


def _term(study: Judged, share: Share, label: str, rivals: Mapping[str, set[str]], *, measured: bool) -> Term:
    return Term(
        key=study.key,
        label=label,
        stances=tuple(line.stance for line in study.lines),
        directness=tuple(line.directness for line in study.lines),
        factors=tuple(weights.factors(line, study.facts, measured=measured) for line in study.lines),
        design=study.facts.design if study.facts else None,
        participants=study.people,
        verified=all(line.verified for line in study.lines),
        marks=study.facts.marks if study.facts else (),
        supports=share.supports,
        opposes=share.opposes,
        note=_note(study, rivals.get(study.key)),
    )


def _note(study: Judged, rivals: set[str] | None) -> str:
    if rivals is not None:
        return f"Shares its data with {', '.join(sorted(rivals))}: not counted twice."
    if study.facts and RetractionStatus.RETRACTED.value in study.facts.marks:
        return "Retracted: counts nothing."
    if {line.stance for line in study.lines} <= {Stance.QUALIFIES, Stance.BACKGROUND}:
        return "Qualifies or gives background: adds to neither side."
    if not any(looks.STANCES[line.stance].side for line in study.lines):
        return "Adds to neither side."
    return ""
