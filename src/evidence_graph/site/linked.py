"""What the pages say to machines: schema.org's ClaimReview, Claim and ScholarlyArticle as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing.study_facts import links, without_gaps
from evidence_graph.model import Attitude

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment import Assessment
    from evidence_graph.model import Citation
    from evidence_graph.sheets.article_sheet import ArticleSheet
    from evidence_graph.sheets.claim_sheet import ClaimFacts, ClaimSheet
    from evidence_graph.sheets.procedure_sheet import ProcedureSheet

CONTEXT = "https://schema.org"


def claim(sheet: ClaimSheet) -> dict[str, Any]:
    """A ClaimReview of the claim by those who judged it; without a rating where the evidence gives none."""
    verdict = sheet.verdict.assessment
    lines = [item.line for item in sheet.evidence if item.line.withdrawn is None]
    names = {curator.id: curator.name for curator in sheet.curators}
    judges = sorted({names[line.curator] for line in lines})

    return without_gaps(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "claimReviewed": sheet.claim.statement,
            "author": [{"@type": "Person", "name": name} for name in judges],
            "dateModified": max((line.date for line in lines if line.date), default=None),
            "reviewBody": verdict.answer,
            "reviewRating": _rating(verdict),
            "itemReviewed": _claim(sheet.facts, verdict.answer),
        }
    )


def study(citation: Citation) -> dict[str, Any]:
    """A ScholarlyArticle; what is not known is left out."""
    return {"@context": CONTEXT} | _citation(citation)


def article(sheet: ArticleSheet) -> dict[str, Any]:
    """The article with its references; the works it cites have their own pages."""
    cited = [reference.printed for reference in sheet.references]

    return without_gaps(
        {"@context": CONTEXT, "@type": "Article", "name": sheet.article.title, "citation": cited}
    )


def procedure(sheet: ProcedureSheet) -> dict[str, Any]:
    """A HowTo with its steps in order."""
    steps = [{"@type": "HowToStep", "position": one.number, "text": one.text} for one in sheet.numbered]

    return without_gaps(
        {
            "@context": CONTEXT,
            "@type": "HowTo",
            "name": sheet.procedure.name,
            "description": sheet.procedure.purpose,
            "tool": [{"@type": "HowToTool", "name": name} for name in sheet.procedure.equipment],
            "step": steps,
        }
    )


def _claim(facts: ClaimFacts, answer: str) -> dict[str, Any]:
    question = facts.claim.question
    making = [item for item in facts.assertions if item.assertion.attitude is Attitude.ASSERTS]
    appearances = [{"@type": "Article", "name": item.title} for item in making]
    about = _question(question, answer) if question else None

    return without_gaps(
        {"@type": "Claim", "text": facts.claim.statement, "about": about, "appearance": appearances}
    )


def _question(text: str, answer: str) -> dict[str, Any]:
    """The question that a claim answers, with what the evidence says."""
    return {"@type": "Question", "text": text, "acceptedAnswer": {"@type": "Answer", "text": answer}}


def _rating(verdict: Assessment) -> dict[str, Any]:
    look = looks.VERDICTS[verdict.verdict]
    words = look.word
    if verdict.certainty:
        words = f"{look.word}, {looks.word(verdict.certainty)} certainty"

    rating: dict[str, Any] = {"@type": "Rating", "alternateName": words, "ratingExplanation": verdict.why}
    if look.rating:
        rating |= {"ratingValue": look.rating, "worstRating": 1, "bestRating": 5}

    return rating


def _citation(citation: Citation) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": citation.publisher} if citation.publisher else None
    periodical = {"@type": "Periodical", "name": citation.container} if citation.container else None
    # A date of ISO 8601 has four digits, and none before our era.
    year = f"{citation.year:04}" if citation.year is not None and citation.year > 0 else None

    return without_gaps(
        {
            "@type": "ScholarlyArticle",
            "name": citation.title or citation.label,
            "author": _people(citation.authors, citation.bodies),
            "editor": _people([name for name in citation.editors if name not in citation.bodies], ()),
            "publisher": publisher,
            "datePublished": year,
            "isPartOf": periodical,
            "pagination": citation.pages,
            "sameAs": [link["href"] for link in links(citation)],
        }
    )


def _people(names: Sequence[str], bodies: Sequence[str]) -> list[dict[str, str]]:
    people = []
    for name in names:
        kind = "Organization" if name in bodies else "Person"
        people.append({"@type": kind, "name": name})

    return people
