"""The verdict on a claim: what the answer to its question is, and all that it follows from.

In comes an `Assessment`; out go `VerdictSheet`, which every sheet of a claim opens with, and
`AssessmentSheet` with every term of the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph.assessment import Assessment, CertaintyStep, Recorded, Shares, Term, Turn
from evidence_graph.assessment.body import Confirmation, LineReading, Reason
from evidence_graph.model import (
    BiasJudgement,
    Certainty,
    Directness,
    Stance,
    StudyDesign,
    Verdict,
    Weighing,
)
from evidence_graph.sheets.sheet import Sheet
from evidence_graph.sheets.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment.weights import Factors

VERIFIED = {Confirmation.CONFIRMED: True, Confirmation.FROM_MEMORY: False, Confirmation.NOT_RECORDED: None}


@dataclass(frozen=True, slots=True)
class VerdictSheet(Sheet):
    """The answer to the question of a claim, with the verdict and the tally that it sums up."""

    aside: ClassVar[tuple[str, ...]] = ("assessment",)

    question: str | None
    """The neutral question; null where none is recorded, and the answer speaks of the claim as stated."""
    answer: str
    """The answer in a sentence, in the direction of the question."""
    verdict: Verdict
    """What the evidence says of the claim."""
    certainty: Certainty | None
    """How sure one can be; null for every verdict but backed and opposed."""
    lean: Stance | None
    """The side to which an uncertain verdict leans: supports or opposes; null without one."""
    weighing: Weighing
    """How the verdict was made."""
    tally: Mapping[str, tuple[str, ...]]
    """The studies by heading, each once: a stance, both-ways or not-counted. Every count follows it."""
    not_counted: Mapping[str, Reason]
    """Why a study is not counted, by its key."""
    assessment: Assessment


def verdict_sheet(assessment: Assessment) -> VerdictSheet:
    """The verdict that *assessment* comes to."""
    return VerdictSheet(
        question=assessment.question,
        answer=assessment.answer,
        verdict=assessment.verdict,
        certainty=assessment.certainty,
        lean=assessment.lean,
        weighing=assessment.weighing,
        tally=assessment.tally.by_heading,
        not_counted=dict(assessment.tally.set_aside),
        assessment=assessment,
    )


@dataclass(frozen=True, slots=True)
class SumsSheet(Sheet):
    """The sums on both sides."""

    supports: float
    """What the studies that support the claim add up to."""
    opposes: float
    """What the studies that oppose it add up to."""


@dataclass(frozen=True, slots=True)
class SharesApart(Sheet):
    """The shares and the sums as if no two studies shared data."""

    support: float
    """The belief that the claim is true."""
    opposition: float
    """The belief that it is not."""
    unknown: float
    """What is left open."""
    supports: float
    """What the studies that support the claim add up to."""
    opposes: float
    """What the studies that oppose it add up to."""


@dataclass(frozen=True, slots=True)
class ReadingSheet(Sheet):
    """What one curator read in a study for the claim."""

    curator: str
    """Who judged."""
    stance: Stance
    """What the study says to the claim."""
    directness: Directness
    """How close what was studied is to what is claimed."""
    verified: bool | None
    """True where the finding was confirmed, false where it is from memory, null where nobody recorded it."""
    withdrawn: bool
    """Whether the judgement is withdrawn."""
    design: StudyDesign | None
    """The design of the line, where it differs from that of the study."""
    participants: int | None
    """The participants of the line, where they differ from those of the study."""


@dataclass(frozen=True, slots=True)
class FactorsSheet(Sheet):
    """The factors of the weight of one reading."""

    design: float
    """The weight of the design."""
    directness: float
    """The factor of the directness."""
    size: float
    """The factor of the size."""
    integrity: float
    """The factor of the integrity."""
    share: float
    """The share of this reading in the study."""
    weight: float
    """The product of all."""


@dataclass(frozen=True, slots=True)
class TermSheet(Sheet):
    """What one study adds to the sums, and why it adds no more."""

    key: str
    """The key of the citation."""
    label: str
    """Author and year as they stand in a text."""
    heading: str
    """Under what the study is listed."""
    stances: tuple[Stance, ...]
    """The stances of its readings."""
    directness: tuple[Directness, ...]
    """How direct each reading takes it to be."""
    readings: tuple[ReadingSheet, ...]
    """What each curator read in it."""
    factors: tuple[FactorsSheet, ...]
    """The factors of each reading that weighs; none where votes are counted."""
    design: StudyDesign | None
    """How the study came to its result."""
    participants: int | None
    """How many people it had."""
    verified: bool | None
    """True where every finding is confirmed, false where one is from memory, else null."""
    bias: BiasJudgement | None
    """The risk of bias over all."""
    marks: tuple[str, ...]
    """What a reader must know of its integrity."""
    supports: float
    """What it adds for the claim."""
    opposes: float
    """What it adds against it."""
    inconclusive: float
    """What it weighs that could not tell."""
    apart: float
    """What it would add to its side if no two studies shared data."""
    note: str
    """Why it adds nothing, or less apart."""


@dataclass(frozen=True, slots=True)
class AssessmentSheet(Sheet):
    """The verdict on a claim with the shares, what they follow from, and every term of the sum."""

    spread: ClassVar[tuple[str, ...]] = ("verdict",)

    taken: Taken | None
    """How what was asked was taken; null in a list."""
    claim: str
    """The id of the claim."""
    verdict: VerdictSheet
    why: str
    """The verdict in a sentence."""
    support: float
    """The belief that the claim is true; with opposition and unknown it adds up to 1."""
    opposition: float
    """The belief that it is not."""
    unknown: float
    """What is left open."""
    sums: SumsSheet
    """The sums that the shares follow from; by counts they are votes."""
    apart: SharesApart | None
    """The shares if studies that may share data are apart; null where that changes nothing."""
    inconclusive: float
    """What the studies weigh that could not tell."""
    turn: Turn | None
    """The heaviest study, and the verdict without it; null where it is the same."""
    reasons: tuple[CertaintyStep, ...]
    """What the certainty follows from."""
    recorded: tuple[Recorded, ...]
    """Of how many studies each field is recorded."""
    direct: Mapping[str, int]
    """How many studies of each heading studied the claim itself."""
    terms: tuple[TermSheet, ...]
    """What each study adds."""


def assessment_sheet(assessment: Assessment, *, taken: Taken | None = None) -> AssessmentSheet:
    """*assessment* with every term of its sum; the claim was *taken* so."""
    shares, direct = assessment.shares, assessment.tally.direct

    return AssessmentSheet(
        taken=taken,
        claim=assessment.claim,
        verdict=verdict_sheet(assessment),
        why=assessment.why,
        support=assessment.support,
        opposition=assessment.opposition,
        unknown=assessment.unknown,
        sums=SumsSheet(shares.supports, shares.opposes),
        apart=_apart(assessment.apart) if assessment.apart else None,
        inconclusive=assessment.inconclusive,
        turn=assessment.turn,
        reasons=assessment.steps,
        recorded=assessment.recorded,
        direct={heading.value: number for heading, number in direct.items() if number},
        terms=tuple(map(_term, assessment.terms)),
    )


def _apart(shares: Shares) -> SharesApart:
    return SharesApart(shares.support, shares.opposition, shares.unknown, shares.supports, shares.opposes)


def _term(term: Term) -> TermSheet:
    return TermSheet(
        key=term.key,
        label=term.label,
        heading=term.heading.value,
        stances=tuple(reading.stance for reading in term.readings),
        directness=tuple(reading.directness for reading in term.readings),
        readings=tuple(map(_reading, term.readings)),
        factors=tuple(map(_factors, term.factors)),
        design=term.design,
        participants=term.participants,
        verified=_are_verified(term.readings),
        bias=term.bias,
        marks=term.marks,
        supports=term.supports,
        opposes=term.opposes,
        inconclusive=term.inconclusive,
        apart=term.apart,
        note=term.note,
    )


def _reading(reading: LineReading) -> ReadingSheet:
    return ReadingSheet(
        curator=reading.reader,
        stance=reading.stance,
        directness=reading.directness,
        verified=VERIFIED[reading.finding],
        withdrawn=reading.withdrawn,
        design=reading.design,
        participants=reading.participants,
    )


def _factors(factors: Factors) -> FactorsSheet:
    return FactorsSheet(
        factors.design, factors.directness, factors.size, factors.integrity, factors.share, factors.weight
    )


def _are_verified(readings: Sequence[LineReading]) -> bool | None:
    """Whether all findings are confirmed: false where one is from memory, else null where one is not told."""
    answers = {VERIFIED[reading.finding] for reading in readings}
    for answer in (False, None):
        if answer in answers:
            return answer

    return True if answers else None
