"""The sheets in brief: what a program needs to go on, without all that is recorded.

In come the full sheets; out go `BriefStudies` and `AssessmentRow`. Whoever wants all asks for it in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from evidence_graph.model import Answer, Certainty, Stance, Verdict, Weighing
from evidence_graph.sheets.sheet import Sheet
from evidence_graph.sheets.study_rows import StudyRow
from evidence_graph.sheets.taken import Taken
from evidence_graph.sheets.verdict_sheet import VerdictSheet

if TYPE_CHECKING:
    from evidence_graph.assessment import Assessment
    from evidence_graph.sheets.claim_sheet import StudiesSheet


@dataclass(frozen=True, slots=True)
class BriefClaim(Sheet):
    """A claim in brief."""

    id: str
    """The readable id."""
    statement: str
    """The proposition, one sentence."""
    topic: str
    """The label of its topic."""
    answers: Answer | None
    """What the claim, if it is true, answers to its question."""
    note: str | None
    """What to beware of when reading the evidence."""


@dataclass(frozen=True, slots=True)
class BriefStudies(Sheet):
    """The answer to a question, and the studies that it follows from, one an item."""

    spread: ClassVar[tuple[str, ...]] = ("verdict",)

    taken: Taken | None
    """How what was asked was taken."""
    verdict: VerdictSheet
    support: float
    """The belief that the claim is true; with opposition and unknown it adds up to 1."""
    opposition: float
    """The belief that it is not."""
    unknown: float
    """What is left open."""
    claim: BriefClaim
    """The claim that answers the question."""
    studies: tuple[StudyRow, ...]
    """The studies, each once, heading by heading and the heaviest first."""
    effects: int
    """How many printed figures of these studies bear on the claim."""
    searches: int
    """How many searches for studies of it are recorded."""


def brief_studies(sheet: StudiesSheet) -> BriefStudies:
    """What *sheet* says, in brief."""
    claim, assessment = sheet.claim.claim, sheet.verdict.assessment

    return BriefStudies(
        taken=sheet.taken,
        verdict=sheet.verdict,
        support=assessment.support,
        opposition=assessment.opposition,
        unknown=assessment.unknown,
        claim=BriefClaim(claim.id, claim.statement, sheet.claim.topic, claim.answers, claim.note),
        studies=tuple(chain.from_iterable(sheet.rows.values())),
        effects=len(sheet.effects),
        searches=len(sheet.searches),
    )


@dataclass(frozen=True, slots=True)
class AssessmentRow(Sheet):
    """The verdict on one claim of a list."""

    claim: str
    """The id of the claim."""
    question: str | None
    """The neutral question that it answers."""
    answer: str
    """The answer in a sentence."""
    support: float
    """The belief that the claim is true; with opposition and unknown it adds up to 1."""
    opposition: float
    """The belief that it is not."""
    unknown: float
    """What is left open."""
    verdict: Verdict
    """What the evidence says of the claim."""
    certainty: Certainty | None
    """How sure one can be; null for every verdict but backed and opposed."""
    lean: Stance | None
    """The side to which an uncertain verdict leans."""
    weighing: Weighing
    """How the verdict was made."""


def assessment_row(assessment: Assessment) -> AssessmentRow:
    """What *assessment* comes to."""
    return AssessmentRow(
        claim=assessment.claim,
        question=assessment.question,
        answer=assessment.answer,
        support=assessment.support,
        opposition=assessment.opposition,
        unknown=assessment.unknown,
        verdict=assessment.verdict,
        certainty=assessment.certainty,
        lean=assessment.lean,
        weighing=assessment.weighing,
    )
