"""The terms of the sums: what each work adds to a claim, and why it adds no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import SIDES, Reason, set_aside
from evidence_graph.assessment.counts import vote
from evidence_graph.assessment.rules import STANDARD, Rules
from evidence_graph.assessment.tally import Heading, Listed, heading
from evidence_graph.model import Citation, Stance, Weighing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.assessment.body import Body, JudgedStudy, LineReading
    from evidence_graph.assessment.sums import ClaimSums, Side
    from evidence_graph.assessment.verdict import Rating
    from evidence_graph.assessment.weights import Factors, Weighed
    from evidence_graph.model import BiasJudgement, StudyDesign


@dataclass(frozen=True, slots=True)
class Term:
    """What one work adds to the sums of one claim.

    `supports`, `opposes` and `inconclusive` are the weights that count together; `apart` what it would add
    to its side if no overlap were feared. `factors` are those of each reading, whose products add up to
    the weight. A term that adds nothing, or less apart, says why in `note`. Where votes are counted, a
    work adds one vote to a side and has no factors.
    """

    key: str
    label: str
    heading: Listed
    readings: tuple[LineReading, ...]
    factors: tuple[Factors, ...]
    design: StudyDesign | None
    participants: int | None
    marks: tuple[str, ...]
    supports: float
    opposes: float
    inconclusive: float
    apart: float
    note: str = ""
    bias: BiasJudgement | None = None


SET_ASIDE = {
    Reason.RETRACTED: "Retracted: weighs nothing.",
    Reason.OPINION: "Opinion or narrative review: weighs nothing.",
    Reason.FROM_MEMORY: "Its finding is from memory, nobody confirmed it: weighs nothing.",
    Reason.WITHDRAWN: "Every judgement of it is withdrawn: weighs nothing.",
}

WITHOUT_VOTE = "Takes no side: has no vote."

WITHOUT_SIDE: dict[Listed, str] = {
    Heading.QUALIFIES: "Qualifies: adds to neither side.",
    Heading.BACKGROUND: "Background: adds to neither side.",
    Heading.INCONCLUSIVE: "Could not tell: adds to neither side, and weighs against a verdict.",
}


def terms(body: Body, rating: Rating, labels: Mapping[str, str], rules: Rules = STANDARD) -> Iterator[Term]:
    """One term a work of *body*, in the order of their keys."""
    studies = sorted(body.studies, key=lambda study: study.key)
    if rules.weighing is Weighing.COUNTS:
        yield from (_ballot(study, _label(study, labels), rules) for study in studies)
        return

    together, apart = rating.together.sums, rating.apart.sums
    weighings = {weighing.key: weighing for weighing in together.weighings}

    for study in studies:
        label = _label(study, labels)
        weighing = weighings.get(study.key)
        if weighing is None:
            yield _term(study, label, note=set_aside_in_words(study))
        else:
            yield _weighed_term(weighing, label, together, apart)


def _label(study: JudgedStudy, labels: Mapping[str, str]) -> str:
    """The label of *work*; of one that the bibliography lacks the one that it has everywhere."""
    return labels.get(study.key) or Citation(study.key).label


def set_aside_in_words(study: JudgedStudy) -> str:
    """Why *work* weighs nothing, whatever it says; empty where it weighs."""
    reason = set_aside(study)

    return SET_ASIDE[reason] if reason else ""


def _ballot(study: JudgedStudy, label: str, rules: Rules) -> Term:
    """The vote of *work*."""
    under = heading(study, opinion_counts=rules.opinion_counts)
    ballot = vote(study, rules)
    supports, opposes = (float(ballot is side) for side in SIDES)

    note = "" if ballot else WITHOUT_VOTE
    if under is Heading.NOT_COUNTED:
        note = set_aside_in_words(study)

    term = _term(study, label, supports=supports, opposes=opposes, apart=supports + opposes, note=note)

    return replace(term, heading=under)


def _weighed_term(weighing: Weighed, label: str, together: ClaimSums, apart: ClaimSums) -> Term:
    supports = _added_terms(weighing.key, together.supports)
    opposes = _added_terms(weighing.key, together.opposes)

    return _term(
        weighing.study,
        label,
        weighing=weighing,
        supports=supports,
        opposes=opposes,
        apart=_added_terms(weighing.key, apart.supports) + _added_terms(weighing.key, apart.opposes),
        note=_note(weighing, together, supports + opposes),
    )


def _term(
    study: JudgedStudy,
    label: str,
    *,
    weighing: Weighed | None = None,
    supports: float = 0.0,
    opposes: float = 0.0,
    apart: float = 0.0,
    note: str = "",
) -> Term:
    pairs = weighing.factors if weighing else ()
    return Term(
        key=study.key,
        label=label,
        heading=heading(study),
        readings=tuple(reading for reading, _ in pairs) or study.readings,
        factors=tuple(product for _, product in pairs),
        design=study.facts.design,
        participants=study.facts.participants,
        marks=tuple(_marks(study)),
        supports=supports,
        opposes=opposes,
        inconclusive=weighing.weight(Stance.INCONCLUSIVE) if weighing else 0.0,
        apart=apart,
        note=note,
        bias=study.facts.bias,
    )


def _marks(study: JudgedStudy) -> Iterator[str]:
    """What one must know of the work beside its weight."""
    from evidence_graph.assessment.weights import INTEGRITY

    if study.facts.status in INTEGRITY:
        yield str(study.facts.status)

    if study.facts.conflict_of_interest:
        yield "conflict of interest"

    if study.facts.reviewed_retracted:
        yield "pools a retracted work"


def _added_terms(key: str, side: Side) -> float:
    if key in side.counted:
        return side.weights[key]

    return 0.0


def _note(weighing: Weighed, sums: ClaimSums, added: float) -> str:
    """Why a work that weighs adds less than it weighs."""
    for stance in SIDES:
        superseding = sums.superseding(weighing, stance)
        if superseding is not None:
            return f"Its data are in the pooled estimate of {superseding} on the other side."

    sides = [side for side in (sums.supports, sums.opposes) if weighing.key in side.weights]
    left_out = [side for side in sides if weighing.key not in side.counted]
    if left_out:
        holders: set[str] = set()
        for side in left_out:
            holders.update(_rivals(weighing, side, sums))

        return f"Its data are, or may be, in {', '.join(sorted(holders))}: counted once."

    if added:
        return ""

    return WITHOUT_SIDE.get(heading(weighing.study), "")


def _rivals(weighing: Weighed, side: Side, sums: ClaimSums) -> Iterator[str]:
    """The counted works of *side* that keep *weighing* from counting."""
    from evidence_graph.assessment.overlap import holds

    linked = sums.links.get(weighing.key, set())
    for study in side.studies:
        are_open_reviews = study.is_open_review and weighing.study.is_review
        holds_data = holds(study, weighing.study, sums.reckoning)
        is_held = holds(weighing.study, study, sums.reckoning)
        if study.key in linked or are_open_reviews or holds_data or is_held:
            yield study.key
