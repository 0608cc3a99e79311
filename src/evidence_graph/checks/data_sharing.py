"""Where nobody recorded whether works share data: no problem of the data, but verdicts know no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.checks.judgements import is_withdrawn, sides
from evidence_graph.checks.statements import term
from evidence_graph.model import EvidenceLine, Study, StudyDesign
from evidence_graph.vocabulary import choice_iri

if TYPE_CHECKING:
    from evidence_graph.checks.statements import Statements

CLAIM, CITATION = (term(EvidenceLine, name) for name in ("claim", "citation"))
DESIGN, COMPLETE = (term(Study, name) for name in ("design", "pools_complete"))

REVIEWS = {
    choice_iri(design)
    for design in (
        StudyDesign.META_ANALYSIS,
        StudyDesign.NETWORK_META_ANALYSIS,
        StudyDesign.SYSTEMATIC_REVIEW,
    )
}
"""The designs of works that pool others."""


def remark(statements: Statements) -> str | None:
    """For how many claims it is not recorded whether a review shares data with other works on its side."""
    unlisted = {study for study in statements.of(Study) if _is_unlisted(statements, study)}
    if not unlisted:
        return None

    others: set[tuple[str, str]] = set()
    reviews_by_side: dict[tuple[str, str], set[str]] = {}
    for line in statements.of(EvidenceLine):
        if is_withdrawn(statements, line):
            continue

        citation = statements.link(line, CITATION)
        for side in sides(statements, line):
            place = statements.link(line, CLAIM), side
            if citation in unlisted:
                reviews_by_side.setdefault(place, set()).add(citation)
            else:
                others.add(place)

    crowded_sides = {
        side: reviews for side, reviews in reviews_by_side.items() if len(reviews) > 1 or side in others
    }
    if not crowded_sides:
        return None

    reviews: set[str] = set()
    reviews.update(*crowded_sides.values())
    claims = {claim for claim, _ in crowded_sides}
    has = "claim has" if len(claims) == 1 else "claims have"
    if len(reviews) == 1:
        lists = "a review whose list is"
    else:
        lists = f"{len(reviews)} reviews whose lists are"

    return (
        f"overlap unknown: {len(claims)} {has}, beside other works, {lists} not recorded as whole "
        "(eg:pools, eg:poolsComplete); what may share data is counted once."
    )


def _is_unlisted(statements: Statements, study: str) -> bool:
    """Whether the *study* pools works of which it is not recorded that all are named."""
    is_review = not REVIEWS.isdisjoint(statements.links(study, DESIGN))

    return is_review and statements.text(study, COMPLETE) not in {"true", "1"}
