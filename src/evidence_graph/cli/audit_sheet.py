"""An audit card with the words of its sentences, as it is printed and as JSON and CSV have it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence_graph.audit import Harm
from evidence_graph.cli import printing
from evidence_graph.cli.article_texts import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.audit import Audit, AuditedAssertion, Backing
    from evidence_graph.graph import EvidenceGraph

COLUMNS = (
    "claim",
    "attitude",
    "force",
    "wording",
    "verdict",
    "certainty",
    "reference",
    "citation",
    "stances",
    "basis",
    "verified",
    "harm",
    "paragraphs",
    "quotation",
    "wrong",
)
HARMFUL = tuple(harm for harm in Harm if harm is not Harm.NONE)


@dataclass(frozen=True)
class Sheet:
    """An audit card with what is needed to print it: *texts* are those of articles, where they were named."""

    graph: EvidenceGraph
    card: Audit
    texts: Mapping[str, str] | None

    def quotations(self, item: AuditedAssertion) -> list[str]:
        """The sentence word by word, where its text was named and is there."""
        return quotations(self.graph, item.assertion, self.texts or {}) or []

    @property
    def misses_text(self) -> bool:
        """Whether a folder of texts was named that does not hold that of the article."""
        return self.texts is not None and (self.card.article.sha256 or "") not in self.texts

    @property
    def by_harm(self) -> dict[Harm, list[AuditedAssertion]]:
        """The sentences by their harm, the worst first."""
        groups: dict[Harm, list[AuditedAssertion]] = {}
        for item in self.card.assertions:
            groups.setdefault(item.harm, []).append(item)
        return groups


def record(sheet: Sheet) -> dict[str, Any]:
    """The card as JSON has it."""
    card = sheet.card
    return {
        "article": card.article.id,
        "summary": {
            "sentences": len(card.assertions),
            "harms": {harm: card.harms[harm] for harm in HARMFUL},
            "wordings": dict(card.wordings),
            "links": dict(card.links),
            "uncited": card.uncited,
            "references": len(card.references),
        },
        "assertions": [_sentence(sheet, item) for item in card.assertions],
        "never_needed": [r.number for r in card.never_needed],
        "misprinted": [asdict(r) for r in card.misprinted],
    }


def _sentence(sheet: Sheet, item: AuditedAssertion) -> dict[str, Any]:
    return {
        "claim": item.claim.id,
        "statement": item.claim.statement,
        "harm": item.harm,
        "attitude": item.assertion.attitude,
        "force": item.assertion.force,
        "wording": item.wording,
        "why": item.why,
        "paragraphs": list(item.paragraphs),
        "quotations": sheet.quotations(item),
        "answer": item.assessment.answer,
        "verdict": item.assessment.verdict,
        "certainty": item.assessment.certainty,
        "lean": item.assessment.lean,
        "references": [_reference(backing) for backing in item.backings],
    }


def _reference(backing: Backing) -> dict[str, Any]:
    return {
        "number": backing.reference.number if backing.reference else None,
        "citation": backing.study.citation.key,
        "heading": backing.heading,
        "stances": list(backing.stances),
        "basis": backing.basis,
        "verified": backing.verified,
        "wrong": backing.wrong or None,
    }


def rows(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """The card as CSV has it: one row a reference of a sentence."""
    for item in sheet.card.assertions:
        said = (item.claim.id, item.assertion.attitude, item.assertion.force, item.wording)
        verdict = (item.assessment.verdict, item.assessment.certainty)
        place = (item.harm, " ".join(map(str, item.paragraphs)), " … ".join(sheet.quotations(item)))
        if not item.backings:
            yield (*said, *verdict, *[None] * 5, *place, None)
        for b in item.backings:
            number = b.reference.number if b.reference else None
            verified = printing.yes_or_no(b.verified)
            link = (number, b.study.citation.key, " ".join(b.stances), b.basis, verified)
            yield (*said, *verdict, *link, *place, b.wrong)
