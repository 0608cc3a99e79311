"""What the executors run: the rows of a partition in, ratings out, by the assessment's own functions.

A partition holds all rows of its claims, in their order; batches may cut a claim in two. Each row tells
of its claim, its work and both together what a verdict depends on, so that nothing else has to be looked up.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph.assessment import fragility, rate
from evidence_graph.assessment.body import RecordedSearch
from evidence_graph.assessment.passes import FactsRow, JudgementRow, body_of_rows, facts_of_row
from evidence_graph.model import BiasJudgement, Directness, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from evidence_graph.assessment import Body, Rating, Rules
    from evidence_graph.assessment.body import Facts
    from evidence_graph.assessment.sums import Side


class Beside(NamedTuple):
    """What a row tells beside the judgement and the work: searches, bias, intervals of claim and work."""

    last_search: str | None
    systematic_search: bool | None
    bias: str | None
    reviewed_retracted: bool | None
    crossings: list[bool] | None


class Row(NamedTuple):
    """A judgement with what is known of its work, and what beside."""

    judgement: JudgementRow
    citation: FactsRow
    beside: Beside


class Setting(NamedTuple):
    """What holds for the whole data set: how verdicts are made, and the design where none is recorded."""

    rules: Rules
    default_design: StudyDesign | None


JUDGED = JudgementRow._fields
FACTS = tuple(f"study_{name}" for name in FactsRow._fields)
COLUMNS = (*JUDGED, *FACTS, *Beside._fields)
"""The columns of the rows: of the judgement, of the work, and what beside."""


class RatingRow(NamedTuple):
    """What an answer says of one claim (columns: `RATING`).

    *counted* are the works that count on either side, *direct* those of them known to have studied the claim
    itself, *indirect* those known not to have. The shares *apart* are there where they differ.
    """

    claim: str
    support: float
    opposition: float
    unknown: float
    verdict: str
    certainty: str | None
    counted: int
    direct: int
    indirect: int
    lean: str | None
    support_apart: float | None
    opposition_apart: float | None
    last_search: str | None
    weighing: str
    weights: str | None


RATING = (
    "claim string, support double, opposition double, unknown double, verdict string, certainty string, "
    "counted long, direct long, indirect long, lean string, support_apart double, opposition_apart double, "
    "last_search string, weighing string, weights string"
)
TURN = "claim string, verdict string, without array<string>, then string, unknown double"
AT_ONCE = 10_000

INDIRECT = frozenset({Directness.INDIRECT, Directness.VERY_INDIRECT})


def rate_all(batches: Iterable[pa.RecordBatch], *, setting: Setting) -> Iterator[pa.RecordBatch]:
    """The rating of each claim of a partition (columns: `RATING`)."""
    rated = (row_of(body, rate(body, setting.rules), setting.rules) for body in _bodies(batches, setting))
    yield from _batches(RATING, rated)


def row_of(body: Body, rating: Rating, rules: Rules) -> RatingRow:
    """What an answer says of *body*, rated by *rules*."""
    apart = rating.apart.shares
    differs = apart != rating.shares
    sides = (rating.together.sums.supports, rating.together.sums.opposes)
    direct, indirect = (frozenset[str]().union(*map(citations, sides)) for citations in (_direct, _indirect))

    return RatingRow(
        rating.claim,
        rating.support,
        rating.opposition,
        rating.unknown,
        rating.verdict,
        rating.certainty,
        len(rating.counted),
        len(direct),
        len(indirect - direct),
        rating.lean,
        apart.support if differs else None,
        apart.opposition if differs else None,
        body.last_search,
        rules.weighing,
        rules.weights.name,
    )


def _direct(side: Side) -> frozenset[str]:
    """The works that count on *side* and are known to have studied the claim itself."""
    return frozenset(key for key in side.counted if side.weighings[key].direct_weight(side.stance) > 0)


def _indirect(side: Side) -> frozenset[str]:
    """The works that count on *side* and are known not to have."""
    return frozenset(key for key in side.counted if _directness(side, key) <= INDIRECT)


def _directness(side: Side, key: str) -> set[Directness]:
    """How direct the readings are by which the work *key* stands on *side*."""
    readings = (reading for reading, _ in side.weighings[key].factors)

    return {reading.directness for reading in readings if reading.stance is side.stance}


def turn(batches: Iterable[pa.RecordBatch], *, setting: Setting) -> Iterator[pa.RecordBatch]:
    """What turns the verdict on each claim of a partition that has one (columns: `TURN`)."""
    yield from _batches(TURN, _turns(_bodies(batches, setting), setting.rules))


def _turns(bodies: Iterable[Body], rules: Rules) -> Iterator[tuple[Any, ...]]:
    for body in bodies:
        turned = fragility(body, rules)
        if turned:
            what, unknown = turned
            yield what.claim, what.verdict, what.without, what.then, unknown


def _bodies(batches: Iterable[pa.RecordBatch], setting: Setting) -> Iterator[Body]:
    facts: dict[str, Facts] = {}

    for _, group in groupby(_rows(batches), key=lambda row: row.judgement.claim):
        rows = list(group)
        crossings: dict[str, tuple[bool, ...]] = {}
        for row in rows:
            key = row.judgement.citation
            if key is not None:
                crossings[key] = tuple(row.beside.crossings or ())
                if key not in facts:
                    facts[key] = _facts(row, setting.default_design)

        judgements = [row.judgement for row in rows]
        yield body_of_rows(judgements, facts.__getitem__, crossings, _searches(rows[0].beside))


def _facts(row: Row, default: StudyDesign | None) -> Facts:
    """What is known of the work of *row*."""
    return replace(
        facts_of_row(row.citation, (), default),
        reviewed_retracted=bool(row.beside.reviewed_retracted),
        bias=BiasJudgement(row.beside.bias) if row.beside.bias else None,
    )


def _searches(beside: Beside) -> tuple[RecordedSearch, ...]:
    if beside.last_search is None:
        return ()

    return (RecordedSearch(beside.last_search, bool(beside.systematic_search)),)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """The rows of *batches*, one after another."""
    citation, beside = len(JUDGED), len(JUDGED) + len(FACTS)
    for batch in batches:
        for cells in zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True):
            judgement, facts = JudgementRow(*cells[:citation]), FactsRow(*cells[citation:beside])
            yield Row(judgement, facts._replace(pools=facts.pools or ()), Beside(*cells[beside:]))


def _batches(columns: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    types = {"string": pa.string(), "double": pa.float64(), "long": pa.int64()} | {
        "array<string>": pa.list_(pa.string())
    }
    schema = pa.schema([(name, types[kind]) for name, kind in map(str.split, columns.split(", "))])
    rows = iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        cells = zip(*batch, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(cells, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
