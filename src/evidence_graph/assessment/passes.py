"""From the records of a graph to bodies of evidence: of one claim, or of all in one pass over the tables.

In come claims, evidence lines, works, printed figures, margins, searches and judgements of bias; out come
`Body` values, which are all that the method knows. Tables are read once, in the order of the claims.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph import names
from evidence_graph.assessment.body import (
    MEASURED,
    Body,
    Confirmation,
    Facts,
    JudgedStudy,
    LineReading,
    RecordedSearch,
)
from evidence_graph.assessment.rules import default_design
from evidence_graph.bibliography import sameness
from evidence_graph.measures import holds_no_effect, scale
from evidence_graph.model import (
    BiasJudgement,
    Citation,
    Claim,
    ClaimKind,
    Coverage,
    Directness,
    Margin,
    PooledDesigns,
    RetractionStatus,
    RiskOfBias,
    Stance,
    StudyDesign,
    figure,
)
from evidence_graph.model import Search as SearchRecord
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, Claim, Effect, Evidence, EvidenceLine

Crossings = dict[str, tuple[bool, ...]]
"""Of each work the intervals recorded for one claim: whether each leaves room for no effect."""


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


class IntervalRow(NamedTuple):
    """The interval of one printed figure that bears on a claim."""

    claim: str
    citation: str
    measure: str
    low: str
    high: str


class Surroundings(NamedTuple):
    """What is read once for all claims: works, margins, searches, and what the data set takes for granted."""

    facts: Callable[[str], Facts]
    margins: Mapping[str, Sequence[Margin]]
    searches: Mapping[str, tuple[RecordedSearch, ...]]


# One claim


def body_of(graph: EvidenceGraph, claim: Claim, evidence: Iterable[Evidence] | None = None) -> Body:
    """The body of evidence of one *claim*: its *evidence*, and what is known around it."""
    if evidence is None:
        evidence = graph.evidence(claim)

    around = _around_one(graph, claim)
    crossings = _crossings_of(graph.effects(claim=claim), claim, around.margins)

    lines_by_study: dict[str, list[EvidenceLine]] = {}
    for item in sorted(evidence, key=lambda item: (item.line.curator, item.line.id)):
        lines_by_study.setdefault(item.citation.key, []).append(item.line)

    twins = sameness.twins(names.citation_of_key(graph.store, key) for key in sorted(lines_by_study))
    studies = (
        JudgedStudy(
            key,
            tuple(map(_reading_of, lines)),
            replace(around.facts(key), twin=twins.get(key)),
            crossings.get(key, ()),
        )
        for key, lines in sorted(lines_by_study.items())
    )

    return Body(claim.id, claim.kind, tuple(studies), around.searches.get(claim.id, ()))


def _around_one(graph: EvidenceGraph, claim: Claim) -> Surroundings:
    margins = {claim.id: graph.all(Margin, claim=claim)}
    searches = {claim.id: tuple(map(_search, graph.searches(claim)))}
    design = default_design(graph)

    def facts(key: str) -> Facts:
        citation = names.citation_of_key(graph.store, key)
        margins.setdefault(key, graph.all(Margin, citation=citation))

        return _facts_of(graph, citation, design)

    return Surroundings(facts, margins, searches)


def _facts_of(graph: EvidenceGraph, citation: Citation, default: StudyDesign | None) -> Facts:
    study = citation.study
    if study is None:
        return Facts(design=default, year=citation.year)

    pooled = (names.citation_of_key(graph.store, key).study for key in study.pools)

    return Facts(
        study.design or default,
        study.participants,
        study.included_studies,
        citation.year,
        study.retraction_status,
        bool(study.conflict_of_interest),
        study.cohort,
        study.version_of,
        study.pools,
        bool(study.pools_complete),
        study.pooled_designs,
        any(one is not None and one.retraction_status is RetractionStatus.RETRACTED for one in pooled),
        overall_bias(graph.all(RiskOfBias, citation=citation)),
    )


def _reading_of(line: EvidenceLine) -> LineReading:
    return LineReading(
        line.curator,
        line.stance,
        line.directness,
        _finding(line.verified),
        line.withdrawn is not None,
        line.design,
        line.participants,
    )


def _finding(verified: object) -> Confirmation:
    if verified is None:
        return Confirmation.NOT_RECORDED
    if verified:
        return Confirmation.CONFIRMED

    return Confirmation.FROM_MEMORY


def _search(record: SearchRecord) -> RecordedSearch:
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


def _crossings_of(
    effects: Iterable[Effect], claim: Claim, margins: Mapping[str, Sequence[Margin]]
) -> Crossings:
    """Of the works of *effects* that bear on *claim*, whether each confirmed interval tells nothing apart."""
    rows = (
        IntervalRow(claim.id, effect.citation, effect.measure, effect.low or "", effect.high or "")
        for effect in effects
        if effect.verified
    )

    return _crossings_of_rows(rows, claim.id, claim.kind, margins)


def _crosses(
    measure: str, low: float, high: float, margins: Iterable[Margin], kind: ClaimKind | None
) -> bool | None:
    """Whether the interval crosses no effect; where a margin is stated, whether it crosses an end of that.

    None where the measure has no place of no effect: then the interval says how things are, which is
    precise for a claim of that kind and tells a cause or a recommendation nothing.
    """
    for margin in margins:
        least, most = figure(margin.low), figure(margin.high)
        if least is not None and most is not None and margin.measure.casefold() == measure.casefold():
            is_within, is_beyond = least <= low <= high <= most, high < least or low > most
            return not (is_within or is_beyond)

    if scale(measure) is None:
        return False if kind in MEASURED else None

    return holds_no_effect(measure, low, high)


# All claims


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
    searches: dict[str, tuple[RecordedSearch, ...]] = {}
    if table_sums.count(graph.store, SearchRecord):
        claims_by_topic = _claims_by_topic(graph)
    else:
        claims_by_topic = {}

    for record in graph.store.each(SearchRecord):
        for claim in dict.fromkeys((*record.claims, *claims_by_topic.get(record.topic or "", ()))):
            searches[claim] = (*searches.get(claim, ()), _search(record))

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
    rows = [row._replace(twin=twins.get(row.key)) for row in rows]
    facts = {row.key: facts_of_row(row, retracted, design) for row in rows}

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
        crossings = _crossings_of_rows(own, claim, kind, around.margins)
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
        _finding(verified),
        bool(withdrawn),
        StudyDesign(design) if design else None,
        participants,
    )


def _crossings_of_rows(
    rows: Iterable[IntervalRow], claim: str, kind: ClaimKind | None, margins: Mapping[str, Sequence[Margin]]
) -> Crossings:
    crossings: Crossings = {}
    for row in rows:
        crosses = crosses_no_effect(row, (*margins.get(claim, ()), *margins.get(row.citation, ())), kind)
        if crosses is not None:
            crossings[row.citation] = (*crossings.get(row.citation, ()), crosses)

    return crossings


def crosses_no_effect(row: IntervalRow, margins: Iterable[Margin], kind: ClaimKind | None) -> bool | None:
    """Whether the interval of *row* crosses no effect or leaves a margin; None where it is no numbers."""
    low, high = figure(row.low), figure(row.high)
    if low is None or high is None:
        return None

    return _crosses(row.measure, low, high, margins, kind)


def facts_of_row(row: FactsRow, retracted: Collection[str], default: StudyDesign | None) -> Facts:
    """What a *row* of the tables says of a work; *retracted* are the keys of all retracted works."""
    return Facts(
        StudyDesign(row.design) if row.design else default,
        row.participants,
        row.trials,
        row.year,
        RetractionStatus(row.status) if row.status else None,
        bool(row.conflict_of_interest),
        row.cohort,
        row.version_of,
        tuple(row.pools),
        bool(row.pools_complete),
        PooledDesigns(row.pooled_designs) if row.pooled_designs else None,
        any(key in retracted for key in row.pools),
        twin=row.twin,
    )
