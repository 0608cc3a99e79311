"""Which verdicts move when something is added, changed or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph import looks, model
from evidence_graph.assessment import assess
from evidence_graph.graph import EvidenceGraph
from evidence_graph.model import Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.authoring.stock import WorkingCopy
    from evidence_graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class VerdictStanding:
    """The verdict of a claim with its lean, and how many studies stand for and against it."""

    verdict: Verdict = Verdict.NONE_RECORDED
    lean: Stance | None = None
    supporting: int = 0
    opposing: int = 0

    def __str__(self) -> str:
        look = looks.VERDICTS[self.verdict]
        if self.lean is None:
            lean = ""
        else:
            lean = f", leans {'for' if self.lean is Stance.SUPPORTS else 'against'}"

        return f"{look.sign} {look.word}{lean}"


@dataclass(frozen=True, slots=True)
class Move:
    """How a claim stood and how it stands."""

    claim: str
    before: VerdictStanding
    after: VerdictStanding

    @property
    def has_verdict(self) -> bool:
        """Whether the verdict itself is another, or the side it leans to."""
        return (self.before.verdict, self.before.lean) != (self.after.verdict, self.after.lean)

    def __str__(self) -> str:
        if self.has_verdict:
            verdict = f"{self.before} → {self.after}"
        else:
            verdict = f"{self.after}, as before"

        supporting = _count(self.before.supporting, self.after.supporting)
        opposing = _count(self.before.opposing, self.after.opposing)

        return f"{verdict} (for {supporting}, against {opposing})"


def _count(before: int, after: int) -> str:
    if before == after:
        return str(after)

    return f"{before} → {after}"


def moves(stock: WorkingCopy, after: Dataset) -> list[Move]:
    """The claims that stand another way in *after* than in the data that *stock* was made of."""
    before = stock.read
    claims = sorted(affected_claims(stock, before) | affected_claims(stock, after))
    if not claims:
        return []

    graphs = EvidenceGraph.of_dataset(before), EvidenceGraph.of_dataset(after)
    standings = [[standing(graph, claim) for claim in claims] for graph in graphs]
    every = (Move(claim, *pair) for claim, *pair in zip(claims, *standings, strict=True))

    return [move for move in every if move.before != move.after]


def standing(graph: EvidenceGraph, claim: str) -> VerdictStanding:
    """How *claim* stands in *graph*; one that it does not have is without any study."""
    if not graph.has(model.Claim, claim):
        return VerdictStanding()

    assessment = assess(graph, claim)
    count = assessment.tally.count

    return VerdictStanding(assessment.verdict, assessment.lean, count(Stance.SUPPORTS), count(Stance.OPPOSES))


def affected_claims(stock: WorkingCopy, dataset: Dataset) -> set[str]:
    """The claims of *dataset* whose verdict may depend on what was changed in *stock*."""
    claims: set[str] = set()
    citations: set[str] = set()

    for (kind, name), record in stock.touched(dataset):
        if kind is model.DataSet:
            return set(dataset.records(model.Claim))

        if kind is model.Claim:
            claims.add(name)

        if kind in {model.Study, bib.Entry}:
            citations.add(name)

        claims |= _ids_in(record, "claim", "claims")
        citations |= _ids_in(record, "citation", "citations")
        claims |= _under(dataset, _ids_in(record, "topic")) if kind is model.Search else set()

    return claims | _judged_claims(dataset, citations)


def _ids_in(record: Any, *attributes: str) -> set[str]:  # noqa: ANN401 - a record of any kind
    """The ids that *record* holds in some of its fields."""
    names: set[str] = set()

    for attribute in attributes:
        content = getattr(record, attribute, None) or ()
        names.update([content] if isinstance(content, str) else content)

    return names


def _under(dataset: Dataset, topics: Iterable[str]) -> set[str]:
    """The claims of *topics*."""
    chosen_topics = set(topics)

    return {claim.id for claim in dataset.records(model.Claim).values() if claim.topic in chosen_topics}


def _judged_claims(dataset: Dataset, citations: set[str]) -> set[str]:
    """The claims for which *works* are judged, or works that pool them or are versions of them."""
    if not citations:
        return set()

    related = {
        s.id for s in dataset.records(model.Study).values() if citations & {*s.pools, s.version_of}
    } | citations

    return {line.claim for line in dataset.records(model.EvidenceLine).values() if line.citation in related}
