"""What the executors run: the rows of a partition in, ratings out, by the assessment's own function.

A partition holds all rows of its claims, in their order; batches may cut a claim in two. Each row tells
of its work what the weight depends on, so that nothing else has to be looked up.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from evidence_graph.assessment import fragility, rated
from evidence_graph.assessment.passes import bodies, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from evidence_graph.assessment.passes import Body, Known

JUDGED = ("claim", "kind", "citation", "stance", "directness", "verified")
FACTS = (
    "has_study",
    "design",
    "participants",
    "retraction_status",
    "conflict_of_interest",
    "cohort",
    "version_of",
    "pools",
)
"""The columns of the rows: of the judgement, and of the work."""

RATING = (
    "claim string, support double, opposition double, unknown double, verdict string, certainty string, "
    "counted long, direct long"
)
TURN = "claim string, verdict string, without array<string>, then string, unknown double"
AT_ONCE = 10_000


def rate(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The rating of each claim of a partition (columns: `RATING`)."""
    yield from _batches(RATING, (tuple(rated(body)) for body in _bodies(batches)))


def turn(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What turns the verdict on each claim of a partition that has one (columns: `TURN`)."""
    yield from _batches(TURN, _turns(_bodies(batches)))


def _turns(found: Iterable[Body]) -> Iterator[tuple[Any, ...]]:
    for body in found:
        turned = fragility(body)
        if turned:
            what, unknown = turned
            yield what.claim, what.verdict, what.without, what.then, unknown


def _bodies(batches: Iterable[pa.RecordBatch]) -> Iterator[Body]:
    works: dict[str, Known] = {}
    return bodies(_rows(batches, works), works)


def _rows(batches: Iterable[pa.RecordBatch], works: dict[str, Known]) -> Iterator[tuple[Any, ...]]:
    """The rows of judgements; what is known of their works is put into *works* before a row is given."""
    for batch in batches:
        judged = zip(*(batch.column(name).to_pylist() for name in JUDGED), strict=True)
        facts = zip(*(batch.column(name).to_pylist() for name in FACTS), strict=True)
        for row, told in zip(judged, facts, strict=True):
            if row[2] is not None and row[2] not in works:
                works[row[2]] = known((*told[:-1], told[-1] or ()))
            yield row


def _batches(columns: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    types = {"string": pa.string(), "double": pa.float64(), "long": pa.int64()} | {
        "array<string>": pa.list_(pa.string())
    }
    schema = pa.schema([(name, types[kind]) for name, kind in map(str.split, columns.split(", "))])
    rows = iter(rows)
    while held := list(islice(rows, AT_ONCE)):
        cells = zip(*held, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(cells, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
