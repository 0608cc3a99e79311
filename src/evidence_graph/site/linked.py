"""What the pages say to machines: schema.org's ClaimReview, Claim and ScholarlyArticle as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.model import Verdict

if TYPE_CHECKING:
    from evidence_graph.assessment import Assessment
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, Claim

RATINGS = {Verdict.OPPOSED: 1, Verdict.CONTESTED: 3, Verdict.BACKED: 5}
"""The verdict on the scale of ClaimReview, 1 worst and 5 best; thin and untested have no place on it."""


def claim(graph: EvidenceGraph, found: Claim, verdict: Assessment) -> dict[str, Any]:
    """A ClaimReview of the claim; without a rating where the evidence gives none."""
    articles = [graph.title_of(a.article) for a in graph.assertions(claim=found)]
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": f"{verdict.verdict}, {verdict.certainty} certainty",
    }
    if verdict.verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[verdict.verdict], "worstRating": 1, "bestRating": 5}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": found.statement,
        "reviewRating": rating,
        "itemReviewed": {
            "@type": "Claim",
            "text": found.statement,
            "appearance": [{"@type": "CreativeWork", "name": title} for title in articles],
        },
    }


def study(work: Citation) -> dict[str, Any]:
    """A ScholarlyArticle; what is not known is left out."""
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": work.title,
        "author": [{"@type": "Person", "name": name} for name in work.authors],
        "datePublished": str(work.year) if work.year else None,
        "isPartOf": {"@type": "Periodical", "name": work.container} if work.container else None,
        "pagination": work.pages,
        "sameAs": f"https://doi.org/{work.doi}" if work.doi else None,
    }
    return {name: value for name, value in known.items() if value}
