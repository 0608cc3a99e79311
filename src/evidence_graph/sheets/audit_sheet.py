"""The sheet of an audit: an article's sentences against the evidence, in its words where they are at hand.

In come a graph, an audit card and the texts of articles by their SHA-256; out goes `AuditSheet`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph.audit import Audit, AuditedAssertion, Backing, Harm
from evidence_graph.model import (
    Article,
    Assertion,
    Attitude,
    Certainty,
    Force,
    LinkBasis,
    Reference,
    Stance,
    Verdict,
    Wording,
)
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph

HARMFUL = tuple(harm for harm in Harm if harm is not Harm.NONE)


@dataclass(frozen=True, slots=True)
class AuditSummary(Sheet):
    """How many sentences and references are worth what."""

    sentences: int
    """On how many claims the article takes a stand."""
    harms: Mapping[Harm, int]
    """How many sentences, and entries wrong as printed, do which harm."""
    wordings: Mapping[Wording, int]
    """How the wordings compare with the evidence."""
    links: Mapping[str, int]
    """How many links of a reference to a sentence stand under each heading."""
    uncited: int
    """To how many sentences no reference of the article speaks."""
    references: int
    """How many references it lists."""


@dataclass(frozen=True, slots=True)
class ReferenceWorth(Sheet):
    """One reference that the article seems to offer for a sentence, and what it is worth there."""

    aside: ClassVar[tuple[str, ...]] = ("backing",)

    number: int | None
    """Its number in the reference list."""
    citation: str
    """The key of the work."""
    heading: str
    """Under what the study is listed for the claim."""
    stances: tuple[Stance, ...]
    """What its readers say."""
    basis: LinkBasis
    """On what the link rests."""
    verified: bool | None
    """Whether its finding was confirmed: false where it is from memory, null where nobody recorded it."""
    wrong: str | None
    """Why it is wrong for the sentence."""
    backing: Backing


@dataclass(frozen=True, slots=True)
class SentenceSheet(Sheet):
    """One sentence of the article against the evidence."""

    aside: ClassVar[tuple[str, ...]] = ("audited",)

    claim: str
    """The id of the claim."""
    statement: str
    """The claim."""
    harm: Harm
    """The worst that is to be said of it."""
    attitude: Attitude
    """How the article stands to the claim."""
    force: Force
    """How firmly it words it."""
    wording: Wording
    """How that compares with the evidence."""
    why: str
    """Why."""
    paragraphs: tuple[int, ...]
    """Where it stands, from 1."""
    quotations: tuple[str, ...]
    """The sentence word by word, where its text was named."""
    answer: str
    """What the evidence says, in a sentence."""
    verdict: Verdict
    """The verdict on the claim."""
    certainty: Certainty | None
    """How sure one can be."""
    lean: Stance | None
    """The side to which an uncertain verdict leans."""
    references: tuple[ReferenceWorth, ...]
    """What the article seems to offer for it."""
    audited: AuditedAssertion


@dataclass(frozen=True, slots=True)
class PrintedReference(Sheet):
    """An entry of the reference list that is wrong as printed."""

    spread: ClassVar[tuple[str, ...]] = ("reference",)

    id: str
    """Its id."""
    article: str
    """The key of the article."""
    reference: Reference


@dataclass(frozen=True, slots=True)
class AuditSheet(Sheet):
    """What the citations of an article are worth, the most harmful first."""

    aside: ClassVar[tuple[str, ...]] = ("card", "misses_text")

    article: str
    """The key of the article."""
    summary: AuditSummary
    """The numbers."""
    assertions: tuple[SentenceSheet, ...]
    """The sentences, the most harmful first."""
    never_needed: tuple[int, ...]
    """The numbers of the references that back no sentence."""
    misprinted: tuple[PrintedReference, ...]
    """The entries with errors as printed."""
    card: Audit
    misses_text: bool

    @property
    def by_harm(self) -> dict[Harm, list[SentenceSheet]]:
        """The sentences by their harm, the worst first."""
        groups: dict[Harm, list[SentenceSheet]] = {}
        for sentence in self.assertions:
            groups.setdefault(sentence.harm, []).append(sentence)

        return groups


def audit_sheet(graph: EvidenceGraph, card: Audit, texts: Mapping[str, str] | None = None) -> AuditSheet:
    """The *card* with the words of its sentences, where *texts* hold that of the article."""
    sentences = (_sentence(item, quotations(graph, item.assertion, texts or {})) for item in card.assertions)

    return AuditSheet(
        article=card.article.id,
        summary=_summary(card),
        assertions=tuple(sentences),
        never_needed=tuple(reference.number for reference in card.never_needed),
        misprinted=tuple(PrintedReference(one.id, one.article, one) for one in card.misprinted),
        card=card,
        misses_text=texts is not None and (card.article.sha256 or "") not in texts,
    )


def quotations(graph: EvidenceGraph, assertion: Assertion, texts: Mapping[str, str]) -> list[str] | None:
    """What the article of *assertion* says, word by word; None where its text is not among *texts*."""
    has_article = graph.has(Article, assertion.article)
    if has_article:
        text = texts.get(graph.article(assertion.article).sha256 or "")
    else:
        text = None

    if text is None:
        return None

    return [text[passage.start : passage.end] for passage in graph.passages(assertion)]


def _summary(card: Audit) -> AuditSummary:
    return AuditSummary(
        sentences=len(card.assertions),
        harms={harm: card.harms[harm] for harm in HARMFUL},
        wordings=dict(card.wordings),
        links=dict(card.links),
        uncited=card.uncited,
        references=len(card.references),
    )


def _sentence(item: AuditedAssertion, words: list[str] | None) -> SentenceSheet:
    return SentenceSheet(
        claim=item.claim.id,
        statement=item.claim.statement,
        harm=item.harm,
        attitude=item.assertion.attitude,
        force=item.assertion.force,
        wording=item.wording,
        why=item.why,
        paragraphs=item.paragraphs,
        quotations=tuple(words or ()),
        answer=item.assessment.answer,
        verdict=item.assessment.verdict,
        certainty=item.assessment.certainty,
        lean=item.assessment.lean,
        references=tuple(map(_reference, item.backings)),
        audited=item,
    )


def _reference(backing: Backing) -> ReferenceWorth:
    return ReferenceWorth(
        number=backing.reference.number if backing.reference else None,
        citation=backing.study.citation.key,
        heading=backing.heading,
        stances=backing.stances,
        basis=backing.basis,
        verified=backing.verified,
        wrong=backing.wrong or None,
        backing=backing,
    )
