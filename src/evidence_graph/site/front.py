"""What the front page opens with: the finding in a sentence, and the claims by the weight of their evidence.

In comes the ledger of a graph; out go a headline and the topics, those with most weight of evidence first,
each with its claims in the same order, which is that of the map; claims without a study stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Claim
    from evidence_graph.sheets.ledger import Ledger

TOLD = {
    Verdict.NONE_RECORDED: "without a study on record",
    Verdict.NONE_FOUND: "without a study to be found",
    Verdict.DEFINITION: "true or false by definition",
}
"""How claims of a verdict are counted, where its word is no adjective."""

SHOWN = 6
"""So many claims of a topic stand open; those with less weight are folded below them."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of the front page with its claims: those shown, *lighter* ones, and those without a study."""

    id: str
    shown: tuple[Claim, ...]
    lighter: tuple[Claim, ...]
    others: tuple[Claim, ...]
    weight: float

    @property
    def number(self) -> int:
        """How many claims there are."""
        return len(self.shown) + len(self.lighter) + len(self.others)


def headline(ledger: Ledger) -> str:
    """What was found: how many claims there are of each verdict, and how many of the uncertain ones lean."""
    counts = []
    for verdict, claims in ledger.verdicts(ledger.claims).items():
        if not claims:
            continue

        count = f"{len(claims)} {TOLD.get(verdict, looks.word(verdict))}"
        leaning = sum(ledger.assessments[claim.id].lean is not None for claim in claims)
        if leaning:
            lean = "leans" if leaning == 1 else "lean"
            count += f" ({leaning} {lean} to a side)"

        counts.append(count)

    number = len(ledger.claims)
    noun = "claim" if number == 1 else "claims"

    return f"{number} {noun}: {', '.join(counts)}."


def topics(ledger: Ledger) -> list[TopicRow]:
    """The topics that have claims, those with most weight of evidence first."""
    claims_by_topic: dict[str, list[Claim]] = {topic.id: [] for topic in ledger.graph.topics()}
    for claim in ledger.claims:
        claims_by_topic.setdefault(claim.topic, []).append(claim)

    rows = [_row(ledger, topic, claims) for topic, claims in claims_by_topic.items() if claims]

    return sorted(rows, key=lambda row: -row.weight)


def _row(ledger: Ledger, topic: str, claims: Iterable[Claim]) -> TopicRow:
    weights: dict[str, float] = {}
    studied, others = [], []
    for claim in claims:
        if ledger.studies[claim.id]:
            weights[claim.id] = weight_of(ledger, claim)
            studied.append(claim)
        else:
            others.append(claim)

    studied.sort(key=lambda claim: (-weights[claim.id], claim.id))

    return TopicRow(
        id=topic,
        shown=tuple(studied[:SHOWN]),
        lighter=tuple(studied[SHOWN:]),
        others=tuple(others),
        weight=sum(weights.values()),
    )


def weight_of(ledger: Ledger, claim: Claim) -> float:
    """What the evidence on both sides of *claim* weighs together."""
    shares = ledger.assessments[claim.id].shares

    return shares.supports + shares.opposes
