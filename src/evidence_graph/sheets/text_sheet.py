"""The sheet of an appraised text: what is wrong, the worst first; its claim sentences; its references.

In comes an `Appraisal`; out goes `TextSheet`. No verdict stands in it but those of assertions that a person
recorded for the very text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph.appraisal import Appraisal
from evidence_graph.appraisal.aspects import Meeting
from evidence_graph.appraisal.directions import Course
from evidence_graph.appraisal.listed_entries import EntryFault
from evidence_graph.appraisal.markers import of_sentence
from evidence_graph.audit import SEVERITY, Harm
from evidence_graph.model import Certainty, Verdict
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.appraisal import ClaimSentence, Line
    from evidence_graph.appraisal.appraising import Proposal
    from evidence_graph.appraisal.listed_entries import ListedCitation


@dataclass(frozen=True, slots=True)
class SeverityLine(Sheet):
    """One thing that is wrong with the text, or with its list of references."""

    harm: Harm
    """What it does to those who rely on the text."""
    what: str
    """What it is, in a word or two."""
    why: str
    """What was seen, in sentences."""
    paragraphs: tuple[int, ...]
    """The paragraphs it stands in, from 1."""
    quotations: tuple[str, ...]
    """The sentences it is about, word by word; of a reference nobody cites, the entry as printed."""
    base: str
    """The data set that says so; empty where the text itself does."""
    claim: str | None
    """The id of the claim that a person recorded for the sentence."""
    statement: str | None
    """That claim."""
    verdict: Verdict | None
    """The verdict on it."""
    certainty: Certainty | None
    """How sure one can be of the verdict."""
    reference: int | None
    """The number of the entry of the list of references that it is about."""


@dataclass(frozen=True, slots=True)
class NearClaimSheet(Sheet):
    """A claim near a sentence: a proposal that nobody has accepted, so that no verdict stands beside it."""

    base: str
    """The data set that has it."""
    claim: str
    """Its id."""
    statement: str
    """The claim."""
    exposure: Meeting
    """How what is done compares."""
    comparator: Meeting
    """How what it is compared with compares."""
    outcome: Meeting
    """How what is measured compares."""
    direction: Course
    """Whether both say the same of it, as far as words tell."""


@dataclass(frozen=True, slots=True)
class ClaimSentenceSheet(Sheet):
    """A sentence that states something checkable."""

    paragraph: int
    """Where it stands, from 1."""
    start: int
    """Its first character in the text, from 0."""
    end: int
    """The first character behind it."""
    sentence: str
    """Its words."""
    references: tuple[int, ...]
    """The numbers of the entries it cites."""
    accepted: tuple[str, ...]
    """The claims that a person recorded for it."""
    near: tuple[NearClaimSheet, ...]
    """The claims near it, not compared."""
    candidates: tuple[str, ...]
    """The ids of the claims that it may mean, the likeliest first; most sentences mean none of them."""


@dataclass(frozen=True, slots=True)
class EntryRemark(Sheet):
    """What is wrong with an entry."""

    fault: EntryFault
    """In a word or two."""
    sentence: str
    """In a sentence."""


@dataclass(frozen=True, slots=True)
class EntrySheet(Sheet):
    """One entry of the list of references."""

    number: int
    """Its number."""
    printed: str
    """The entry as printed."""
    title: str | None
    """The title that was read in it."""
    year: int | None
    """The year that was read in it."""
    citation: str | None
    """The key of the work that it is, null where no data set knows it."""
    by: str | None
    """By what the work was recognised."""
    base: str | None
    """The data set that knows it."""
    cited: int | None
    """How many markers lead to it, null where the text has no markers."""
    remarks: tuple[EntryRemark, ...]
    """What is wrong with it."""


@dataclass(frozen=True, slots=True)
class TextSummary(Sheet):
    """The numbers of an appraised text."""

    words: int
    """How many words it has, its list of references left out."""
    claims: int
    """How many of its sentences state something checkable."""
    accepted: int
    """For how many of these a person recorded which claim they make."""
    near: int
    """How many others have a claim near them, which nobody compared."""
    uncited: int | None
    """How many of them cite nothing, null where the text has no markers."""
    references: int
    """How many entries its list has."""
    unknown: int
    """How many of these no data set knows."""


@dataclass(frozen=True, slots=True)
class TextSheet(Sheet):
    """What is to be said of a text that was read from a file."""

    aside: ClassVar[tuple[str, ...]] = ("appraisal",)

    title: str
    """What the text calls itself, else the name of its file."""
    sha256: str
    """The fingerprint of the file."""
    bases: tuple[str, ...]
    """The data sets that it was held against."""
    summary: TextSummary
    """The numbers."""
    lacks: tuple[str, ...]
    """What the text does not have and an audit looks for, in sentences: references, checkable claims."""
    lines: tuple[SeverityLine, ...]
    """What is wrong, the worst first."""
    claims: tuple[ClaimSentenceSheet, ...]
    """The sentences that state something checkable, in their order."""
    references: tuple[EntrySheet, ...]
    """The list of references."""
    appraisal: Appraisal

    @property
    def by_harm(self) -> dict[Harm, list[SeverityLine]]:
        """The lines by their harm, the worst first."""
        groups = {harm: [line for line in self.lines if line.harm is harm] for harm in SEVERITY}

        return {harm: lines for harm, lines in groups.items() if lines}

    @property
    def near(self) -> list[ClaimSentenceSheet]:
        """The sentences that have a claim near them."""
        return [one for one in self.claims if one.near]


def text_sheet(appraisal: Appraisal, name: str) -> TextSheet:
    """The sheet of *appraisal*; *name* is that of the file, for a text without a title."""
    return TextSheet(
        title=appraisal.text.title or name,
        sha256=appraisal.text.sha256,
        bases=appraisal.bases,
        summary=_summary(appraisal),
        lacks=tuple(_lacks(appraisal)),
        lines=tuple(map(_line, appraisal.lines)),
        claims=tuple(map(_claim_sentence, appraisal.sentences)),
        references=tuple(_entry(entry, appraisal) for entry in appraisal.entries),
        appraisal=appraisal,
    )


def _summary(appraisal: Appraisal) -> TextSummary:
    sentences = appraisal.sentences
    uncited = [one for one in sentences if not of_sentence(appraisal.markers, one.sentence)]

    return TextSummary(
        words=sum(len(appraisal.text.words(one).split()) for one in appraisal.text.body),
        claims=len(sentences),
        accepted=sum(bool(one.accepted) for one in sentences),
        near=sum(bool(one.near) for one in sentences),
        uncited=len(uncited) if appraisal.markers else None,
        references=len(appraisal.entries),
        unknown=sum(entry.key is None for entry in appraisal.entries),
    )


NO_CLAIMS = "None of its sentences states something that a study could back or oppose."
NO_REFERENCES = "It has no list of references and links to no published work."


def _lacks(appraisal: Appraisal) -> Iterator[str]:
    """What an audit looks for in vain."""
    if not appraisal.sentences:
        yield NO_CLAIMS
    if not appraisal.entries:
        yield NO_REFERENCES


def _line(line: Line) -> SeverityLine:
    audited = line.audited
    return SeverityLine(
        harm=line.harm,
        what=str(line.what),
        why=line.why,
        paragraphs=line.paragraphs,
        quotations=line.quotations,
        base=line.base,
        claim=audited.claim.id if audited else None,
        statement=audited.claim.statement if audited else None,
        verdict=audited.assessment.verdict if audited else None,
        certainty=audited.assessment.certainty if audited else None,
        reference=line.entry.number if line.entry else None,
    )


def _claim_sentence(one: ClaimSentence) -> ClaimSentenceSheet:
    return ClaimSentenceSheet(
        paragraph=one.sentence.paragraph,
        start=one.sentence.start,
        end=one.sentence.end,
        sentence=one.sentence.words,
        references=one.cites,
        accepted=one.accepted,
        near=tuple(map(_near, one.near)),
        candidates=tuple(proposal.candidate.claim.id for proposal in one.candidates),
    )


def _near(proposal: Proposal) -> NearClaimSheet:
    claim, comparison = proposal.candidate.claim, proposal.candidate.comparison
    return NearClaimSheet(
        base=proposal.base,
        claim=claim.id,
        statement=claim.statement,
        exposure=comparison.exposure,
        comparator=comparison.comparator,
        outcome=comparison.outcome,
        direction=comparison.direction,
    )


def _entry(entry: ListedCitation, appraisal: Appraisal) -> EntrySheet:
    markers = sum(entry.number in marker.numbers for marker in appraisal.markers)
    return EntrySheet(
        number=entry.number,
        printed=entry.printed,
        title=entry.title or None,
        year=entry.year,
        citation=entry.key,
        by=entry.by or None,
        base=entry.base or None,
        cited=markers if appraisal.markers else None,
        remarks=tuple(EntryRemark(remark.fault, remark.sentence) for remark in entry.remarks),
    )
