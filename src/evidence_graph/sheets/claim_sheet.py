"""The sheets of a claim: the claim itself, the studies of it, and all that is known of it.

In come a ledger and a claim; out go `StudiesSheet`, which `studies` lays out, and `ClaimSheet`, which
`show` and the page of a claim do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Literal

from evidence_graph import model
from evidence_graph.effects import Pooling, pool
from evidence_graph.effects.phrases import METHOD
from evidence_graph.model import Claim, Concept, Curator, Disagreement, Margin, Stance
from evidence_graph.sheets.details import (
    AssertionSheet,
    EffectSheet,
    LineOfClaim,
    SearchSheet,
    assertion_sheets,
    citation_sheet,
    curators_of,
    effect_sheets,
)
from evidence_graph.sheets.related_claims import related_claims
from evidence_graph.sheets.sheet import Sheet
from evidence_graph.sheets.study_rows import StudyRow, study_rows
from evidence_graph.sheets.taken import Taken
from evidence_graph.sheets.verdict_sheet import VerdictSheet, verdict_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.effects.pooling import Pool
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Evidence
    from evidence_graph.sheets.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Facet(Sheet):
    """What a claim is about, of one concept scheme."""

    label: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class ClaimFacts(Sheet):
    """A claim: what it says, what it is about, and which articles take a stand on it."""

    spread: ClassVar[tuple[str, ...]] = ("claim",)
    aside: ClassVar[tuple[str, ...]] = ("about",)

    claim: Claim
    topic: str
    """The label of its topic."""
    facets: Mapping[str, tuple[str, ...]]
    """Ids of the concepts it is about, by concept scheme."""
    assertions: tuple[AssertionSheet, ...]
    """Who takes which stand on it, and where."""
    about: tuple[Facet, ...]


def facets_of(graph: EvidenceGraph, claim: Claim) -> dict[str, list[Concept]]:
    """What *claim* is about, by concept scheme."""
    facets: dict[str, list[Concept]] = {}
    for identifier in claim.about:
        concept = graph.store.get(Concept, identifier)
        if concept is not None:
            facets.setdefault(concept.scheme, []).append(concept)

    return dict(sorted(facets.items()))


def claim_facts(graph: EvidenceGraph, claim: Claim) -> ClaimFacts:
    """*claim* with its topic's label, what it is about, and who asserts it where."""
    facets = facets_of(graph, claim)
    ids = {scheme: tuple(concept.id for concept in concepts) for scheme, concepts in facets.items()}
    about = (Facet(graph.label(scheme, model.Scheme), tuple(concepts)) for scheme, concepts in facets.items())

    assertions = assertion_sheets(graph, graph.assertions(claim=claim))

    return ClaimFacts(claim, graph.label(claim.topic), ids, assertions, tuple(about))


@dataclass(frozen=True, slots=True)
class StudiesSheet(Sheet):
    """The answer to the question of a claim, and the studies that it follows from."""

    spread: ClassVar[tuple[str, ...]] = ("verdict",)
    aside: ClassVar[tuple[str, ...]] = ("rows",)

    taken: Taken | None
    """How what was asked was taken."""
    verdict: VerdictSheet
    claim: ClaimFacts
    """The claim."""
    evidence: tuple[LineOfClaim, ...]
    """The judgements, one an item: a study that two curators judged comes twice."""
    effects: tuple[EffectSheet, ...]
    """The printed figures of these studies for this claim."""
    searches: tuple[SearchSheet, ...]
    """The searches for studies of the claim or of its topic."""
    curators: tuple[Curator, ...]
    """Those who judged these studies."""
    rows: Mapping[str, Sequence[StudyRow]]


def studies_sheet(
    ledger: Ledger, claim: Claim, *, stance: Stance | None = None, taken: Taken | None = None
) -> StudiesSheet:
    """The studies of *claim*, which was *taken* so: all, or those of which a reader gives *stance*."""
    graph, assessment = ledger.graph, ledger.assessment_of(claim)
    evidence = [item for item in ledger.evidence_of(claim) if stance in {None, item.stance}]
    keys = {item.citation.key for item in evidence}
    studies = [study for study in ledger.studies_of(claim) if study.citation.key in keys]
    effects = [effect for effect in graph.effects(claim=claim) if effect.citation in keys]

    return StudiesSheet(
        taken=taken,
        verdict=verdict_sheet(assessment),
        claim=claim_facts(graph, claim),
        evidence=_lines(graph, evidence),
        effects=effect_sheets(graph, effects),
        searches=ledger.searches_of(claim),
        curators=curators_of(graph, chain.from_iterable(study.lines for study in studies)),
        rows=study_rows(studies, assessment),
    )


def _lines(graph: EvidenceGraph, evidence: Iterable[Evidence]) -> tuple[LineOfClaim, ...]:
    """The judgements of *evidence*, each with its work and what it quotes."""
    sheets = []
    for item in evidence:
        quotes = tuple(graph.quotes(item.line))
        sheets.append(LineOfClaim(item.line, citation_sheet(item.citation), quotes))

    return tuple(sheets)


@dataclass(frozen=True, slots=True)
class PoolSheet(Sheet):
    """A pooled estimate with its interval, and how much the works differ."""

    effects: tuple[str, ...]
    """The ids of the figures that entered."""
    measure: str
    """The measure of all of them."""
    unit: str | None
    """The unit of all of them."""
    method: str
    """How they are pooled."""
    estimate: float
    """The pooled estimate."""
    low: float
    """The lower end of its interval."""
    high: float
    """The upper end of its interval."""
    tau2: float
    """The variance between the works."""
    i2: float
    """The share of the variance that is between the works."""
    q: float
    """Cochran's Q."""
    why: str
    """Why pooling is allowed."""


@dataclass(frozen=True, slots=True)
class PoolingSheet(Sheet):
    """What is pooled of the figures of a claim, and why the others are not."""

    aside: ClassVar[tuple[str, ...]] = ("pooling",)

    pools: tuple[PoolSheet, ...]
    """What is pooled."""
    why: str
    """Why the other figures are not."""
    pooling: Pooling


def pooling_sheet(graph: EvidenceGraph, claim: Claim) -> PoolingSheet:
    """What can be pooled of the figures that bear on *claim*."""
    pooling = pool(graph, claim)

    return PoolingSheet(tuple(map(_pool, pooling.pools)), pooling.why, pooling)


def _pool(pooled: Pool) -> PoolSheet:
    first = pooled.effects[0]
    return PoolSheet(
        effects=tuple(effect.id for effect in pooled.effects),
        measure=first.measure,
        unit=first.unit,
        method=METHOD,
        estimate=pooled.estimate,
        low=pooled.low,
        high=pooled.high,
        tau2=pooled.tau2,
        i2=pooled.i2,
        q=pooled.q,
        why=pooled.why,
    )


@dataclass(frozen=True, slots=True)
class ClaimSheet(Sheet):
    """All that is known of a claim."""

    spread: ClassVar[tuple[str, ...]] = ("verdict", "facts")
    aside: ClassVar[tuple[str, ...]] = ("rows", "rests_on", "carries", "clashes_with", "related")

    type: Literal["claim"]
    """What kind of thing it is."""
    verdict: VerdictSheet
    facts: ClaimFacts
    evidence: tuple[LineOfClaim, ...]
    """The judgements, one an item: a study that two curators judged comes twice."""
    effects: tuple[EffectSheet, ...]
    """The printed figures that bear on it."""
    pooling: PoolingSheet
    """What is pooled of these figures."""
    searches: tuple[SearchSheet, ...]
    """The searches for studies of the claim or of its topic."""
    margins: tuple[Margin, ...]
    """Between which figures a difference is none that matters for it."""
    premise_of: tuple[str, ...]
    """The ids of the claims that rest on it."""
    qualified_by: tuple[str, ...]
    """The ids of the claims that say when it holds."""
    refined_by: tuple[str, ...]
    """The ids of the claims that say it more closely."""
    undercut_by: tuple[str, ...]
    """The ids of the claims that take away its grounds."""
    disagreements: tuple[Disagreement, ...]
    """Why its evidence clashes, and what would settle it."""
    curators: tuple[Curator, ...]
    """Those who judged."""
    rows: Mapping[str, Sequence[StudyRow]]
    rests_on: tuple[str, ...]
    carries: tuple[str, ...]
    clashes_with: tuple[str, ...]
    related: Mapping[str, tuple[str, ...]]

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.facts.claim


def claim_sheet(ledger: Ledger, claim: Claim) -> ClaimSheet:
    """All that is known of *claim*."""
    graph, assessment = ledger.graph, ledger.assessment_of(claim)
    evidence = ledger.evidence_of(claim)
    resting = tuple(other.id for other in graph.all(Claim, premises=claim))
    related = related_claims(graph, claim)
    claim_naming = partial(named_claim, graph)

    return ClaimSheet(
        type="claim",
        verdict=verdict_sheet(assessment),
        facts=claim_facts(graph, claim),
        evidence=_lines(graph, evidence),
        effects=effect_sheets(graph, graph.effects(claim=claim)),
        pooling=pooling_sheet(graph, claim),
        searches=ledger.searches_of(claim),
        margins=tuple(graph.all(Margin, claim=claim)),
        premise_of=resting,
        qualified_by=related.get("Qualified by", ()),
        refined_by=related.get("Refined by", ()),
        undercut_by=related.get("Undercut by", ()),
        disagreements=tuple(graph.all(Disagreement, claims=claim)),
        curators=curators_of(graph, (item.line for item in evidence)),
        rows=study_rows(ledger.studies_of(claim), assessment),
        rests_on=tuple(map(claim_naming, claim.premises)),
        carries=tuple(map(claim_naming, resting)),
        clashes_with=tuple(map(claim_naming, claim.conflicts)),
        related=related,
    )


def named_claim(graph: EvidenceGraph, claim: str) -> str:
    """The statement of *claim* with its id, or the id alone where the data have no such claim."""
    if graph.has(Claim, claim):
        return f"{graph.label(claim, Claim)} ({claim})"

    return claim
