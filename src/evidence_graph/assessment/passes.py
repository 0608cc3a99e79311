"""From the tables of a graph to the bodies of evidence of all its claims, in one pass.

In come judgements, works, printed figures, margins, searches and judgements of bias; out come `Body` values,
which are all that the method knows. Tables are read once, in the order of the claims; the body of one claim
alone is made by `one_claim`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph.assessment.body import (
    Body,
    Confirmation,
    Facts,
    JudgedStudy,
    LineReading,
    RecordedSearch,
)
from evidence_graph.assessment.crossings import Crossings, IntervalRow, crossings_of_rows
from evidence_graph.assessment.rules import default_design
from evidence_graph.bibliography import sameness
from evidence_graph.model import (
    BiasJudgement,
    ClaimKind,
    Coverage,
    Directness,
    Margin,
    PooledDesigns,
    RetractionStatus,
    RiskOfBias,
    Stance,
    StudyDesign,
)
from evidence_graph.model import Search as SearchRecord
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph


class JudgementRow(NamedTuple):
    """One evidence line as it stands in the tables; of a claim without evidence one row without a work.

    The rows of a claim follow each other, and so do those of a work within it.
    """

    claim: str
    kind: str | None
    citation: str | None
    curator: str | None
    stance: str | None
    directness: str | None
    verified: bool | None
    withdrawn: str | None
    design: str | None
    participants: int | None


class FactsRow(NamedTuple):
    """What the tables know of one work, as far as its weight depends on it."""

    key: str
    design: str | None
    participants: int | None
    trials: int | None
    year: int | None
    status: str | None
    conflict_of_interest: str | bool | None
    cohort: str | None
    version_of: str | None
    pools: Sequence[str]
    pools_complete: bool | None
    pooled_designs: str | None
    twin: str | None = None


class Surroundings(NamedTuple):
    """What is read once for all claims: works, margins, searches, and what the data set takes for granted."""

    facts: Callable[[str], Facts]
    margins: Mapping[str, Sequence[Margin]]
    searches: Mapping[str, tuple[RecordedSearch, ...]]


def confirmation_of(verified: object) -> Confirmation:
    """Whether a finding is confirmed, from memory, or not recorded as either."""
    if verified is None:
        return Confirmation.NOT_RECORDED
    if verified:
        return Confirmation.CONFIRMED

    return Confirmation.FROM_MEMORY


def recorded_search(record: SearchRecord) -> RecordedSearch:
    """What the method knows of a search."""
    return RecordedSearch(record.date, record.coverage is Coverage.SYSTEMATIC)


SEVERITY = (BiasJudgement.LOW, BiasJudgement.SOME_CONCERNS, BiasJudgement.HIGH, BiasJudgement.CRITICAL)


def overall_bias(judgements: Iterable[RiskOfBias]) -> BiasJudgement | None:
    """The risk of bias of a work: the worst judgement over all, else the worst of its domains.

    An overall judgement is never better than a domain's (RoB 2, Sterne et al., BMJ 2019;366:l4898).
    """
    judgements = list(judgements)
    overall = [one.judgement for one in judgements if one.domain is None]
    domains = [one.judgement for one in judgements]
    rated_judgements = [judgement for judgement in overall or domains if judgement in SEVERITY]

    return max(rated_judgements, key=SEVERITY.index, default=None)


def bodies_of(graph: EvidenceGraph) -> Iterator[Body]:
    """The body of evidence of every claim of *graph*, in the order of the ids."""
    judgements = (JudgementRow(*row) for row in table_sums.judgements(graph.store))
    intervals = (IntervalRow(*row) for row in table_sums.intervals(graph.store))

    return bodies(judgements, _around_all(graph), intervals)


def _around_all(graph: EvidenceGraph) -> Surroundings:
    return Surroundings(facts_of_all(graph), margins_of_all(graph), searches_of_all(graph))


def margins_of_all(graph: EvidenceGraph) -> dict[str, list[Margin]]:
    """The margins that are stated, by the claim or the work that they hold for."""
    margins: dict[str, list[Margin]] = {}
    for margin in graph.store.each(Margin):
        for owner in filter(None, (margin.claim, margin.citation)):
            margins.setdefault(owner, []).append(margin)

    return margins


def searches_of_all(graph: EvidenceGraph) -> dict[str, tuple[RecordedSearch, ...]]:
    """The searches made for each claim or for its topic."""
    if not table_sums.count(graph.store, SearchRecord):
        return {}

    searches: dict[str, tuple[RecordedSearch, ...]] = {}
    claims_by_topic = _claims_by_topic(graph)
    for record in graph.store.each(SearchRecord):
        of_topic = claims_by_topic.get(record.topic or "", ())
        for claim in dict.fromkeys((*record.claims, *of_topic)):
            searches[claim] = (*searches.get(claim, ()), recorded_search(record))

    return searches


def _claims_by_topic(graph: EvidenceGraph) -> dict[str, list[str]]:
    claims: dict[str, list[str]] = {}
    for claim in graph.claims():
        claims.setdefault(claim.topic, []).append(claim.id)

    return claims


def facts_of_all(graph: EvidenceGraph) -> Callable[[str], Facts]:
    """What is recorded of each work, by its key."""
    rows = [FactsRow(*row) for row in table_sums.study_facts(graph.store)]
    retracted = retracted_studies(rows)
    design = default_design(graph)
    twins = sameness.twins(table_sums.bibliographic_records(graph.store))
    facts = {}
    for row in rows:
        with_twin = row._replace(twin=twins.get(row.key))
        facts[row.key] = facts_of_row(with_twin, retracted, design)

    unknown = Facts(design=design)
    for key, bias in bias_of_all(graph).items():
        facts[key] = replace(facts.get(key, unknown), bias=bias)

    return lambda key: facts.get(key, unknown)


def retracted_studies(rows: Iterable[FactsRow]) -> frozenset[str]:
    """The keys of the works of *rows* that are retracted."""
    return frozenset(row.key for row in rows if row.status == RetractionStatus.RETRACTED.value)


def bias_of_all(graph: EvidenceGraph) -> dict[str, BiasJudgement | None]:
    """The risk of bias of each work that somebody judged."""
    by_study: dict[str, list[RiskOfBias]] = {}
    for judgement in graph.store.each(RiskOfBias):
        by_study.setdefault(judgement.citation, []).append(judgement)

    return {key: overall_bias(judgements) for key, judgements in by_study.items()}


def bodies(
    judgements: Iterable[JudgementRow], around: Surroundings, intervals: Iterable[IntervalRow]
) -> Iterator[Body]:
    """The body of evidence of each claim; all rows come in the order of the claims."""
    waiting = groupby(intervals, key=attrgetter("claim"))
    ahead = next(waiting, None)

    for claim, rows in groupby(judgements, key=attrgetter("claim")):
        while ahead is not None and ahead[0] < claim:
            ahead = next(waiting, None)

        own = ahead[1] if ahead is not None and ahead[0] == claim else ()
        judgement_rows = list(rows)
        kind = ClaimKind(judgement_rows[0].kind) if judgement_rows[0].kind else None
        crossings = crossings_of_rows(own, claim, kind, around.margins)
        yield body_of_rows(judgement_rows, around.facts, crossings, around.searches.get(claim, ()))


def body_of_rows(
    rows: Sequence[JudgementRow],
    facts: Callable[[str], Facts],
    crossings: Crossings,
    searches: tuple[RecordedSearch, ...],
) -> Body:
    """The body of evidence of one claim: that of all its *rows*, in their order."""
    claim, kind = rows[0][:2]
    studies = tuple(_studies(rows, facts, crossings))

    return Body(claim, ClaimKind(kind) if kind else None, studies, searches)


def _studies(
    rows: Iterable[JudgementRow], facts: Callable[[str], Facts], crossings: Crossings
) -> Iterator[JudgedStudy]:
    for key, lines in groupby(rows, key=attrgetter("citation")):
        if key is not None:
            readings = tuple(_reading(*row[3:]) for row in lines)
            yield JudgedStudy(key, readings, facts(key), crossings.get(key, ()))


@lru_cache(maxsize=1 << 12)
def _reading(*cells: Any) -> LineReading:  # noqa: ANN401 - the cells of a row
    curator, stance, directness, verified, withdrawn, design, participants = cells
    return LineReading(
        curator,
        Stance(stance),
        Directness(directness),
        confirmation_of(verified),
        bool(withdrawn),
        StudyDesign(design) if design else None,
        participants,
    )


def facts_of_row(row: FactsRow, retracted: Collection[str], default: StudyDesign | None) -> Facts:
    """What a *row* of the tables says of a work; *retracted* are the keys of all retracted works."""
    return Facts(
        design=StudyDesign(row.design) if row.design else default,
        participants=row.participants,
        trials=row.trials,
        year=row.year,
        status=RetractionStatus(row.status) if row.status else None,
        conflict_of_interest=bool(row.conflict_of_interest),
        cohort=row.cohort,
        version_of=row.version_of,
        pools=tuple(row.pools),
        pools_complete=bool(row.pools_complete),
        pooled_designs=PooledDesigns(row.pooled_designs) if row.pooled_designs else None,
        reviewed_retracted=any(key in retracted for key in row.pools),
        twin=row.twin,
    )
