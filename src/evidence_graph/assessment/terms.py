"""The terms of the sum: what each study adds to either side, and why it adds no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_graph.assessment import independence, weights
from evidence_graph.model import RetractionStatus, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment.weights import Factors
    from evidence_graph.graph import StudyEvidence
    from evidence_graph.model import ClaimKind, Directness, StudyDesign

DOUBTED = {RetractionStatus.RETRACTED, RetractionStatus.EXPRESSION_OF_CONCERN, RetractionStatus.DISPUTED}


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


def terms(studies: Sequence[StudyEvidence], kind: ClaimKind | None) -> list[Term]:
    """One term a study, in the order of their keys; what shares data with a heavier study adds nothing."""
    weighed = [_term(study, kind) for study in sorted(studies, key=lambda s: s.citation.key)]
    linked = independence.links(s.citation.study for s in studies if s.citation.study)
    for_it = independence.heaviest({t.key: t.supports for t in weighed}, linked)
    against = independence.heaviest({t.key: t.opposes for t in weighed}, linked)
    return [_counted(term, for_it, against, linked.get(term.key, set())) for term in weighed]


def _term(study: StudyEvidence, kind: ClaimKind | None) -> Term:
    work = study.citation
    known = work.study
    found = tuple(weights.factors(line, known, kind) for line in study.lines)
    share = 1 / len(study.lines)
    by_stance = dict.fromkeys(Stance, 0.0)
    for line, line_factors in zip(study.lines, found, strict=True):
        by_stance[line.stance] += share * line_factors.weight
    return Term(
        key=work.key,
        label=work.label,
        stances=tuple(line.stance for line in study.lines),
        directness=tuple(line.directness for line in study.lines),
        factors=found,
        design=known.design if known else None,
        participants=known.participants if known else None,
        verified=all(line.verified for line in study.lines),
        marks=_marks(study),
        supports=by_stance[Stance.SUPPORTS],
        opposes=by_stance[Stance.OPPOSES],
        note=_note(study),
    )


def _marks(study: StudyEvidence) -> tuple[str, ...]:
    known = study.citation.study
    if known is None:
        return ()
    doubt = (known.retraction_status.value,) if known.retraction_status in DOUBTED else ()
    return doubt + (("conflict of interest",) if known.conflict_of_interest else ())


def _note(study: StudyEvidence) -> str:
    known = study.citation.study
    if known and known.retraction_status is RetractionStatus.RETRACTED:
        return "Retracted: counts nothing."
    if set(study.stances) <= {Stance.QUALIFIES, Stance.BACKGROUND}:
        return "Qualifies or gives background: adds to neither side."
    return ""


def _counted(term: Term, for_it: set[str], against: set[str], linked: set[str]) -> Term:
    supports = term.supports if term.key in for_it else 0.0
    opposes = term.opposes if term.key in against else 0.0
    dropped = (supports, opposes) != (term.supports, term.opposes)
    rivals = sorted(linked & (for_it | against))
    note = f"Shares its data with {', '.join(rivals)}: not counted twice." if dropped else term.note
    return replace(term, supports=supports, opposes=opposes, note=note)
