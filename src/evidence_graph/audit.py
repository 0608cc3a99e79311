"""What the citations of an article are worth: the audit card."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment import LEVELS, assess
from evidence_graph.model import Attitude, Certainty, Force, Stance, Verdict, Wording

if TYPE_CHECKING:
    from evidence_graph.assessment import Assessment, Rating
    from evidence_graph.graph import EvidenceGraph, StudyEvidence
    from evidence_graph.model import Article, Assertion, Claim, LinkBasis, Reference

NEEDED = {Force.ABSOLUTE: Certainty.HIGH, Force.PLAIN: Certainty.MODERATE, Force.HEDGED: Certainty.LOW}
"""The certainty that each force of wording promises (GRADE guidelines 26, J Clin Epidemiol 2020;119:126-135,
words findings of high certainty as facts, of moderate as likely, of low as possible; we allow a plain
sentence from moderate on)."""

FAVOUR = {Attitude.ASSERTS: Verdict.BACKED, Attitude.DENIES: Verdict.OPPOSED}


@dataclass(frozen=True, slots=True)
class Backing:
    """One reference that an article seems to offer for a sentence, and what it is worth there."""

    reference: Reference | None
    study: StudyEvidence
    basis: LinkBasis

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that the curators give it."""
        return self.study.stances

    @property
    def verified(self) -> bool:
        """Whether its finding could be confirmed."""
        return all(line.verified for line in self.study.lines)


@dataclass(frozen=True, slots=True)
class AuditedAssertion:
    """One sentence of the article against the evidence."""

    assertion: Assertion
    claim: Claim
    assessment: Assessment
    wording: Wording
    why: str
    backings: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit card of an article."""

    article: Article
    assertions: tuple[AuditedAssertion, ...]
    references: tuple[Reference, ...]
    never_needed: tuple[Reference, ...]
    misprinted: tuple[Reference, ...]

    @property
    def wordings(self) -> Counter[Wording]:
        """How many sentences fit, overclaim, and so on."""
        return Counter(item.wording for item in self.assertions)

    @property
    def links(self) -> Counter[Stance]:
        """How many reference-to-sentence links have each stance, a disputed one under each."""
        return Counter(s for item in self.assertions for backing in item.backings for s in backing.stances)

    @property
    def uncited(self) -> int:
        """The number of sentences to which no reference of the article speaks."""
        return sum(not item.backings for item in self.assertions)


def audit(graph: EvidenceGraph, article: Article | str) -> Audit:
    """The audit card of *article*.

    Raises UnknownName for an article that the graph does not have.
    """
    found = graph.article(article)
    references = graph.references(found)
    told = [a for a in graph.assertions(article=found) if graph.has_claim(a.claim)]
    assertions = tuple(_audited(graph, a, references) for a in told)
    needed = {
        backing.study.citation.key
        for item in assertions
        for backing in item.backings
        if set(backing.stances) - {Stance.BACKGROUND}
    }
    return Audit(
        article=found,
        assertions=assertions,
        references=tuple(references),
        never_needed=tuple(r for r in references if r.citation not in needed),
        misprinted=tuple(r for r in references if r.errors),
    )


def _audited(graph: EvidenceGraph, assertion: Assertion, references: list[Reference]) -> AuditedAssertion:
    claim = graph.claim(assertion.claim)
    assessment = assess(graph, claim)
    wording, why = judge(assertion, assessment)
    by_key = {r.citation: r for r in references}
    backings = [
        Backing(by_key.get(study.citation.key), study, offered[0].link_basis)
        for study in graph.studies(claim)
        if (offered := [line for line in study.lines if line.article == assertion.article])
    ]
    return AuditedAssertion(assertion, claim, assessment, wording, why, tuple(backings))


def judge(assertion: Assertion, assessment: Assessment | Rating) -> tuple[Wording, str]:
    """Whether the wording promises more than the evidence gives, and why."""
    if assertion.attitude is Attitude.REPORTS:
        return Wording.REPORTED, "The article tells the view of others."
    verdict, certainty = assessment.verdict, assessment.certainty
    said, sure = looks.word(verdict), looks.word(certainty)
    if verdict is Verdict.UNTESTED:
        return Wording.UNTESTED, "No study recorded here tests it."
    favour = FAVOUR[assertion.attitude]
    if verdict in set(FAVOUR.values()) - {favour}:
        return (
            Wording.AGAINST,
            f"{looks.word(assertion.attitude).capitalize()} it {_how(assertion.force)}; the claim is {said}.",
        )
    if verdict is not favour:
        return Wording.OVERCLAIM, f"Worded {_how(assertion.force)}; the evidence is {said}."
    needed = NEEDED[assertion.force]
    if LEVELS.index(certainty) < LEVELS.index(needed):
        return Wording.OVERCLAIM, f"Worded {_how(assertion.force)}; the certainty is {sure}."
    return Wording.FITS, f"Worded {_how(assertion.force)}; {said} with {sure} certainty."


def _how(force: Force) -> str:
    return looks.FORCES[force].how
