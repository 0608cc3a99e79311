"""The list of claims: each with its verdict, and the number of studies under each heading.

In come a graph and claims; out go rows. What is asked of all claims is answered in one pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph import looks
from evidence_graph.assessment import Rating, bodies_of, body_of, rate
from evidence_graph.assessment.rules import rules_of
from evidence_graph.assessment.tally import Tally, tally
from evidence_graph.model import Certainty, Claim, Stance, Verdict
from evidence_graph.sheets.claim_sheet import ClaimFacts, claim_facts
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.assessment import Body, Rules
    from evidence_graph.graph import EvidenceGraph


@dataclass(frozen=True, slots=True)
class ClaimRow(Sheet):
    """One claim of a list, with what the evidence says of it."""

    aside: ClassVar[tuple[str, ...]] = ("claim", "rating", "tally")

    id: str
    """The readable id."""
    statement: str
    """The proposition, one sentence."""
    topic: str
    """The label of its topic."""
    studies: Mapping[str, int]
    """How many studies stand under each heading, each counted once."""
    verdict: Verdict
    """What the evidence says of it."""
    certainty: Certainty | None
    """How sure one can be; null for every verdict but backed and opposed."""
    lean: Stance | None
    """The side to which an uncertain verdict leans; null without one."""
    claim: Claim
    rating: Rating
    tally: Tally


@dataclass(frozen=True, slots=True)
class ClaimEntry(Sheet):
    """One claim of a list, with all that it says itself and what the evidence says of it."""

    spread: ClassVar[tuple[str, ...]] = ("facts", "row")

    facts: ClaimFacts
    row: ClaimRow


def claim_rows(graph: EvidenceGraph, claims: Iterable[Claim]) -> Iterator[ClaimRow]:
    """The rows of *claims*, each assessed alone."""
    rules = rules_of(graph)
    for claim in claims:
        yield _row(graph, claim, body_of(graph, claim), rules)


def all_claim_rows(graph: EvidenceGraph) -> Iterator[ClaimRow]:
    """The rows of all claims of *graph*, in one pass."""
    rules = rules_of(graph)
    for claim, body in zip(graph.claims(), bodies_of(graph), strict=True):
        yield _row(graph, claim, body, rules)


def _row(graph: EvidenceGraph, claim: Claim, body: Body, rules: Rules) -> ClaimRow:
    rating = rate(body, rules)
    citations = tally(body, opinion_counts=rules.opinion_counts)
    by_heading = citations.by_heading

    return ClaimRow(
        id=claim.id,
        statement=claim.statement,
        topic=graph.label(claim.topic),
        studies={heading: len(by_heading.get(heading, ())) for heading in looks.HEADINGS},
        verdict=rating.verdict,
        certainty=rating.certainty,
        lean=rating.lean,
        claim=claim,
        rating=rating,
        tally=citations,
    )


def claim_entries(graph: EvidenceGraph, rows: Iterable[ClaimRow]) -> Iterator[ClaimEntry]:
    """The *rows* with all that their claims say themselves."""
    for row in rows:
        yield ClaimEntry(claim_facts(graph, row.claim), row)


def headings_of(rows: Iterable[ClaimRow]) -> list[str]:
    """The headings under which any of *rows* has a study, in the order of the lists."""
    in_use: set[str] = set()
    for row in rows:
        in_use |= set(row.tally.by_heading)

    return [heading for heading in looks.HEADINGS if heading in in_use]
