"""What the citations of an article are worth: the audit card, the worst first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment import LEVELS, Heading, assess
from evidence_graph.assessment.body import Reason
from evidence_graph.display import Shown
from evidence_graph.graph import needs_graph
from evidence_graph.model import (
    Attitude,
    Certainty,
    CitationUse,
    Claim,
    Force,
    Stance,
    Verdict,
    Weighing,
    Wording,
)
from evidence_graph.study_evidence import by_study

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence_graph.assessment import Assessment, Rating
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Assertion, EvidenceLine, LinkBasis, Passage, Reference
    from evidence_graph.study_evidence import StudyEvidence

    EvidenceOf = Callable[[Claim], tuple[Sequence[StudyEvidence], Assessment]]

NEEDED = {Force.ABSOLUTE: Certainty.HIGH, Force.PLAIN: Certainty.MODERATE, Force.HEDGED: Certainty.LOW}
"""The certainty that each force of wording promises (GRADE guidelines 26, J Clin Epidemiol 2020;119:126-135,
words findings of high certainty as facts, of moderate as likely, of low as possible; we allow a plain
sentence from moderate on)."""

UNSTUDIED = {
    Verdict.NONE_RECORDED: (Wording.NONE_RECORDED, "No study is recorded here."),
    Verdict.NONE_FOUND: (Wording.NONE_RECORDED, "A systematic search found no study."),
    Verdict.DEFINITION: (Wording.DEFINITION, "A matter of definition, which needs no study."),
}
"""What is said of a sentence whose claim nobody on record has studied."""

MISSING_DOI = re.compile(
    r"(?:the )?doi (?:is )?(?:missing|not (?:given|printed))(?:; it is \S+)?\.?"
    r"|no doi(?: is)?(?: given| printed)?(?:; it is \S+)?\.?",
    re.IGNORECASE,
)
"""What is told of an entry without its DOI, which is no error: most styles print none."""


class Harm(StrEnum):
    """What a sentence or a reference does to those who rely on it, the worst first."""

    CONTRADICTED = "contradicted"
    WRONG_REFERENCE = "wrong reference"
    OVERCLAIM = "more certain than the evidence"
    LITTLE_RECORDED = "little recorded"
    FORMAL = "formal"
    NONE = "nothing to mend"


HARMS = {
    Wording.OVERCLAIM: Harm.OVERCLAIM,
    Wording.LITTLE_RECORDED: Harm.LITTLE_RECORDED,
    Wording.NONE_RECORDED: Harm.LITTLE_RECORDED,
}
"""The harm of a wording that is neither contradicted nor offers a wrong reference."""

SEVERITY = tuple(Harm)

CONTRARY = {Attitude.ASSERTS: Heading.OPPOSES, Attitude.DENIES: Heading.SUPPORTS}
"""What speaks against a sentence of that attitude."""

FAVOUR = {Attitude.ASSERTS: Verdict.BACKED, Attitude.DENIES: Verdict.OPPOSED}


@dataclass(frozen=True, slots=True)
class Backing:
    """One reference that an article seems to offer for a sentence, and what it is worth there."""

    reference: Reference | None
    study: StudyEvidence
    basis: LinkBasis
    heading: str
    wrong: str = ""

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that the curators give it."""
        return self.study.stances

    @property
    def verified(self) -> bool | None:
        """Whether its finding was confirmed: false where it is from memory, None where nobody recorded it."""
        answers = {line.verified for line in self.study.lines}
        if False in answers:
            return False

        return None if None in answers else True


@dataclass(frozen=True, slots=True)
class AuditedAssertion(Shown):
    """One sentence of the article against the evidence; *passages* are where it stands in the text."""

    assertion: Assertion
    claim: Claim
    assessment: Assessment
    wording: Wording
    why: str
    backings: tuple[Backing, ...]
    passages: tuple[Passage, ...] = ()

    @property
    def harm(self) -> Harm:
        """The worst that is to be said of it."""
        if self.wording is Wording.AGAINST:
            return Harm.CONTRADICTED
        if any(backing.wrong for backing in self.backings):
            return Harm.WRONG_REFERENCE

        return HARMS.get(self.wording, Harm.NONE)

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The paragraphs of the article it stands in, each once."""
        return tuple(dict.fromkeys(passage.paragraph for passage in self.passages))


@dataclass(frozen=True, slots=True)
class Audit(Shown):
    """The audit card of an article: its sentences by their harm, then in the order of the text.

    The references *never_needed* back no sentence; those *misprinted* have errors as printed.
    """

    article: Article
    assertions: tuple[AuditedAssertion, ...]
    references: tuple[Reference, ...]
    never_needed: tuple[Reference, ...]
    misprinted: tuple[Reference, ...]

    @property
    def weighing(self) -> Weighing:
        """How the verdicts were made."""
        return next((item.assessment.weighing for item in self.assertions), Weighing.GRADE)

    @property
    def wordings(self) -> Counter[Wording]:
        """How many sentences fit, overclaim, and so on."""
        return Counter(item.wording for item in self.assertions)

    @property
    def harms(self) -> Counter[Harm]:
        """How many sentences, and how many entries that are only wrong as printed, do which harm."""
        harms = Counter(item.harm for item in self.assertions)
        harms[Harm.FORMAL] = len(self.misprinted)

        return harms

    @property
    def links(self) -> Counter[str]:
        """How many links of a reference to a sentence stand under each heading of the tally."""
        links: Counter[str] = Counter()
        for item in self.assertions:
            links.update(backing.heading for backing in item.backings)

        return links

    @property
    def uncited(self) -> int:
        """The number of sentences to which no reference of the article speaks."""
        return sum(not item.backings for item in self.assertions)


def audit(graph: EvidenceGraph, article: Article | str, *, evidence_of: EvidenceOf | None = None) -> Audit:
    """The audit card of *article*.

    Whoever has the studies and the assessments of claims already says so by *evidence_of*. Raises
    UnknownName for an article that the graph does not have.
    """
    needs_graph(graph)
    audited = graph.article(article)
    evidence_of = evidence_of or partial(_evidence_of_claim, graph)
    references = [_without_missing_doi(reference) for reference in graph.references(audited)]
    statements = (one for one in graph.assertions(article=audited) if graph.has(Claim, one.claim))
    assertions = [_audit_sentence(graph, one, references, evidence_of) for one in statements]
    assertions.sort(key=lambda item: SEVERITY.index(item.harm))

    needed = set()
    for backing in chain.from_iterable(item.backings for item in assertions):
        if set(backing.stances) - {Stance.BACKGROUND}:
            needed.add(backing.study.citation.key)

    return Audit(
        article=audited,
        assertions=tuple(assertions),
        references=tuple(references),
        never_needed=tuple(one for one in references if one.citation not in needed),
        misprinted=tuple(one for one in references if one.errors),
    )


def _evidence_of_claim(graph: EvidenceGraph, claim: Claim) -> tuple[Sequence[StudyEvidence], Assessment]:
    """The studies and the assessment of *claim*."""
    evidence = graph.evidence(claim)

    return by_study(evidence), assess(graph, claim, evidence=evidence)


def _audit_sentence(
    graph: EvidenceGraph, assertion: Assertion, references: list[Reference], evidence_of: EvidenceOf
) -> AuditedAssertion:
    claim = graph.claim(assertion.claim)
    studies, assessment = evidence_of(claim)
    wording, why = judge(assertion, assessment)
    by_key = {reference.citation: reference for reference in references}
    backings = []
    for study in studies:
        offered = [line for line in study.lines if line.article == assertion.article]
        if offered:
            reference = by_key.get(study.citation.key)
            backings.append(_backing(reference, study, offered, assertion, assessment))

    return AuditedAssertion(
        assertion=assertion,
        claim=claim,
        assessment=assessment,
        wording=wording,
        why=why,
        backings=tuple(backings),
        passages=tuple(graph.passages(assertion)),
    )


def _without_missing_doi(reference: Reference) -> Reference:
    errors = tuple(error for error in reference.errors if not MISSING_DOI.fullmatch(error.strip()))
    return replace(reference, errors=errors)


def _backing(
    reference: Reference | None,
    study: StudyEvidence,
    offered: Sequence[EvidenceLine],
    assertion: Assertion,
    assessment: Assessment,
) -> Backing:
    """What a study is worth for a sentence, for which the article *offered* it by these lines."""
    heading = assessment.tally.heading_by_key[study.citation.key]
    uses = {line.used_for for line in offered}
    reason = assessment.tally.set_aside.get(study.citation.key)

    return Backing(reference, study, offered[0].link_basis, heading, _wrong(heading, reason, uses, assertion))


def _wrong(heading: str, reason: Reason | None, uses: set[CitationUse | None], assertion: Assertion) -> str:
    """Why a reference is the wrong one for a sentence; empty where it is not."""
    if reason is Reason.RETRACTED:
        return "retracted"
    if uses == {CitationUse.COUNTER_VIEW} or assertion.attitude is Attitude.REPORTS:
        return ""
    if heading == CONTRARY[assertion.attitude]:
        return "speaks against the sentence"
    if heading == Heading.BACKGROUND and uses == {CitationUse.EVIDENCE}:
        return "offered as evidence, and gives background alone"

    return ""


def judge(assertion: Assertion, assessment: Assessment | Rating) -> tuple[Wording, str]:
    """Whether the wording promises more than the evidence gives, and why."""
    if assertion.attitude is Attitude.REPORTS:
        return Wording.REPORTED, "The article tells the view of others."

    if assessment.verdict in UNSTUDIED:
        return UNSTUDIED[assessment.verdict]

    how, verdict = _how(assertion.force), looks.word(assessment.verdict)
    if assessment.verdict is FAVOUR[assertion.attitude]:
        return _promises_more(assertion.force, verdict, assessment.certainty)

    if assessment.verdict in FAVOUR.values():
        attitude_words = looks.word(assertion.attitude).capitalize()
        return Wording.AGAINST, f"{attitude_words} it {how}; the claim is {verdict}."

    if assessment.verdict is Verdict.UNCERTAIN:
        return Wording.LITTLE_RECORDED, f"Worded {how}; the evidence is {verdict}{_leaning(assessment)}."

    return Wording.OVERCLAIM, f"Worded {how}; the evidence is {verdict}."


def _promises_more(force: Force, verdict: str, certainty: Certainty | None) -> tuple[Wording, str]:
    """Whether a wording of that *force* promises more than the *certainty* of a verdict on its side."""
    how = _how(force)
    if certainty is None:
        return Wording.LITTLE_RECORDED, f"Worded {how}; {verdict} by votes, which give no certainty."

    sure = looks.word(certainty)
    if LEVELS.index(certainty) < LEVELS.index(NEEDED[force]):
        return Wording.OVERCLAIM, f"Worded {how}; the certainty is {sure}."

    return Wording.FITS, f"Worded {how}; {verdict} with {sure} certainty."


def _leaning(assessment: Assessment | Rating) -> str:
    if assessment.lean is None:
        return ""

    side = "for" if assessment.lean is Stance.SUPPORTS else "against"

    return f" and leans {side} it"


def _how(force: Force) -> str:
    return looks.FORCES[force].how
