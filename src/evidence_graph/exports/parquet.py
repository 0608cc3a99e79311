"""The tables of a graph as partitioned Parquet, for Spark, DuckDB and whatever else reads columns.

A folder of files for each of `TABLES`, beside `_tables.json`, which says what they hold. The columns of a
table are the fields of the records, and what a verdict depends on beside them (docs/spark.md). Rows are
written as they come, so that a table never has to fit into memory.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import fields
from enum import StrEnum
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from evidence_graph import model
from evidence_graph.assessment import Body
from evidence_graph.bibliography import sameness
from evidence_graph.errors import CannotWrite, MissingExtra
from evidence_graph.model import Citation
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    from evidence_graph.graph import EvidenceGraph

    Rows = Iterable[tuple[Any, ...]]
    Table = tuple[str, dict[str, Any], Rows]
    """A name, the types of the columns by name, and the rows."""

ABOUT = "_tables.json"
"""Says that a folder holds such tables; readers of Parquet pass over names that begin with an underscore."""

FORMAT = "evidence-graph tables"
VERSION = 3
ROWS_A_GROUP = 20_000
ROWS_A_FILE = 500_000
TABLES = ("data_set", "claims", "evidence", "intervals", "citations", "relations")
RELATIONS = ("citation", "relation", "other")
OURS = re.compile(
    rf"_tables\.json|({'|'.join(TABLES)})(/part-\d+\.parquet)?|(.*/)?(\.DS_Store|_SUCCESS|\.[^/]+\.crc)"
)
"""What may stand in a folder of tables, the marks of other programs with it."""


def is_export(folder: Path) -> bool:
    """Whether *folder* holds what `write` wrote."""
    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return False

    return isinstance(about, dict) and about.get("format") == FORMAT


def write(
    graph: EvidenceGraph, folder: Path | str, *, tell: Callable[[str, int], None] | None = None
) -> None:
    """Write the tables of *graph* into the new *folder*; older tables there are replaced as a whole.

    The folder is made aside and moved into its place. *tell* hears the name of each table and its rows.
    Raises CannotWrite when the folder holds something else, MissingExtra without pyarrow.
    """
    try:
        import pyarrow as pa  # noqa: F401 - said before anything is read
    except ImportError:
        raise MissingExtra("pyarrow", "parquet") from None

    folder = Path(folder)
    place = folder.resolve()
    _spare(folder)
    if not place.parent.is_dir():
        raise CannotWrite(folder, f"there is no folder {place.parent}")

    try:
        with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as aside:
            tables_folder = Path(aside) / "tables"
            tables_folder.mkdir()
            _write_all(graph, tables_folder, tell)
            _swap(tables_folder, place, Path(aside) / "before")
    except OSError as error:
        raise CannotWrite(folder, str(error.strerror or error)) from error


def _spare(folder: Path) -> None:
    """Refuse a folder that holds anything but tables, which would go with them."""
    if not folder.exists():
        return
    if not is_export(folder):
        raise CannotWrite(folder, "it is there and holds no tables of this program; name a new folder")

    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not OURS.fullmatch(inside.as_posix()):
            raise CannotWrite(folder, f"it holds {inside}, which is none of the tables; move it away first")


def _swap(tables_folder: Path, folder: Path, before: Path) -> None:
    """Put *tables_folder* in the place of *folder*, which stays what it was when that fails."""
    if not folder.exists():
        tables_folder.rename(folder)
        return

    folder.rename(before)
    try:
        tables_folder.rename(folder)
    except OSError:
        before.rename(folder)
        raise


def _write_all(graph: EvidenceGraph, folder: Path, tell: Callable[[str, int], None] | None) -> None:
    row_counts = {}
    for name, columns, rows in _tables(graph):
        row_counts[name] = _write(folder / name, columns, rows)
        if tell:
            tell(name, row_counts[name])

    about = {"format": FORMAT, "version": VERSION, "rows": row_counts}
    (folder / ABOUT).write_text(json.dumps(about, indent=2) + "\n", "utf-8")


def _tables(graph: EvidenceGraph) -> Iterator[Table]:
    yield _data_sets(graph)
    yield _claims(graph)
    yield _records(graph, "evidence", model.EvidenceLine)
    yield _intervals(graph)
    yield _citations(graph)
    relations = map(_relations, graph.store.each(model.Study))
    yield "relations", dict.fromkeys(RELATIONS, str), chain.from_iterable(relations)


def _records(graph: EvidenceGraph, name: str, record_type: type[Any]) -> Table:
    """All records of a kind, with the fields that they have."""
    columns = _columns(record_type)

    return name, columns, (_cells(record, columns) for record in graph.store.each(record_type))


def _data_sets(graph: EvidenceGraph) -> Table:
    """What the data says of itself, with the text of its own table of weights."""
    name, columns, _ = _records(graph, "data_set", model.DataSet)

    def row(about: model.DataSet) -> tuple[Any, ...]:
        weights = graph.store.file(about.weights) if about.weights else None
        return *_cells(about, columns), weights

    return name, columns | {"weights_table": str}, map(row, graph.store.each(model.DataSet))


def _claims(graph: EvidenceGraph) -> Table:
    """The claims, with the last search for studies of each, and whether one was systematic."""
    from evidence_graph.assessment.passes import searches_of_all

    name, columns, rows = _records(graph, "claims", model.Claim)
    searches = searches_of_all(graph)

    def searched(row: tuple[Any, ...]) -> tuple[Any, ...]:
        body = Body(row[0], None, searches=searches.get(row[0], ()))
        return *row, body.last_search, body.is_searched_systematically

    return name, columns | {"last_search": str, "systematic_search": bool}, map(searched, rows)


def _intervals(graph: EvidenceGraph) -> Table:
    """The confirmed intervals that bear on claims, and whether each crosses no effect."""
    from evidence_graph.assessment.crossings import IntervalRow, crosses_no_effect
    from evidence_graph.assessment.passes import margins_of_all

    margins = margins_of_all(graph)
    kinds = {claim.id: claim.kind for claim in graph.store.each(model.Claim)}

    def rows() -> Rows:
        for cells in table_sums.intervals(graph.store):
            row = IntervalRow(*cells)
            stated = (*margins.get(row.claim, ()), *margins.get(row.citation, ()))
            yield *row, crosses_no_effect(row, stated, kinds.get(row.claim))

    return "intervals", dict.fromkeys(IntervalRow._fields, str) | {"crosses_no_effect": bool}, rows()


def _citations(graph: EvidenceGraph) -> Table:
    """The works, with their risk of bias, and whether a review pools one that is retracted."""
    from evidence_graph.assessment.passes import FactsRow, bias_of_all, retracted_studies

    bibliographic = _columns(model.Citation)
    # The identifiers of a work without an entry stand among the columns of the record already.
    facts = {name: kind for name, kind in _columns(model.Study).items() if name not in bibliographic}
    facts.pop("id")
    bias = bias_of_all(graph)
    retracted = retracted_studies(FactsRow(*row) for row in table_sums.study_facts(graph.store))
    twins = sameness.twins(table_sums.bibliographic_records(graph.store))

    def row(citation: model.Citation) -> tuple[Any, ...]:
        study = citation.study or model.Study(citation.key)

        return (
            *_cells(citation, bibliographic),
            citation.label,
            citation.study is not None,
            *_cells(study, facts),
            bias.get(citation.key),
            not retracted.isdisjoint(study.pools),
            twins.get(citation.key),
        )

    columns = bibliographic | {"label": str, "has_study": bool} | facts
    derived = {"bias": str, "reviewed_retracted": bool, "twin": str}

    return "citations", columns | derived, map(row, graph.store.each(Citation))


def _cells(record: object, columns: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in columns)


def _columns(record_type: type[Any]) -> dict[str, Any]:
    """The fields that hold plain values, with their types."""
    types = get_type_hints(record_type)
    column_types = {field.name: types[field.name] for field in fields(record_type)}

    return {name: kind for name, kind in column_types.items() if name not in {"study", "results"}}


def _relations(study: model.Study) -> Iterator[tuple[str, str, str]]:
    """On what other works, or on which cohort, the data of *study* rest."""
    if study.version_of:
        yield study.id, "version of", study.version_of

    if study.cohort:
        yield study.id, "cohort", study.cohort

    for pooled in study.pools:
        yield study.id, "pools", pooled


def _write(folder: Path, columns: dict[str, Any], rows: Rows) -> int:
    """Write *rows* into numbered files of *folder*, as many as it takes and at least one; how many rows."""
    import pyarrow.parquet as pq

    schema = _schema(tuple(columns.items()))
    folder.mkdir()
    rows, number, written = iter(rows), 0, 0
    while number == 0 or written == number * ROWS_A_FILE:
        with pq.ParquetWriter(folder / f"part-{number:05}.parquet", schema, compression="zstd") as writer:
            for batch in _batches(islice(rows, ROWS_A_FILE), schema):
                writer.write_batch(batch)
                written += batch.num_rows

        number += 1

    return written


def _batches(rows: Iterator[tuple[Any, ...]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    while batch := list(islice(rows, ROWS_A_GROUP)):
        cells = zip(*batch, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(cells, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


@cache
def _schema(columns: tuple[tuple[str, Any], ...]) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([pa.field(name, _type(kind)) for name, kind in columns])


def _type(kind: Any) -> pa.DataType:  # noqa: ANN401 - an annotation
    """The type of a column: as Spark and DuckDB read texts, whole numbers, truths and lists of texts."""
    import pyarrow as pa

    plain = next((k for k in get_args(kind) if k is not type(None)), kind)
    if kind == tuple[str, ...]:
        return pa.list_(pa.string())
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return pa.string()

    return {str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64()}[plain]
