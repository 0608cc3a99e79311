"""Verdicts of all claims: beside the sums as one SQLite statement, beside ten times fewer, and on Spark.

``python benchmarks/assess.py 10000 100000`` measures the embedded engine on folders of so many claims;
``--spark local[2]`` measures the cluster as well.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import generator
from measuring import Program, figures_row, in_child, timed

from evidence_graph.assessment import weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Place, Row, Scale

    from evidence_graph.graph import EvidenceGraph

LINEAR = 12
BESIDE_SQL = 3
"""The most that the goals allow: ten times the claims in the time of so many; the time of the statement."""


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines of the page of results."""
    few, many = scale.some, scale.many
    figures = in_child("assess", "in_turn", place.index(many), place.index(few), min(scale.repeats, 5))
    work = f"`assess` of all claims, contested, gaps, {many:,} claims"
    profile = Program("assess", "weigh", (str(place.index(many)),))
    yield figures_row(
        work, "the same sums as one SQLite statement", [f[:2] for f in figures], BESIDE_SQL, profile=profile
    )
    yield figures_row(
        f"`assess` of all claims, {many:,}", f"{few:,} claims", [(f[0], f[2]) for f in figures], LINEAR
    )
    yield figures_row(
        f"`assess --fragile`, {many:,} claims", f"{few:,} claims", [(f[3], f[4]) for f in figures], LINEAR
    )


def in_turn(index: str, small: str, times: int) -> list[tuple[float, ...]]:
    """Seconds of: all claims, the statement, fewer claims, fragile, fragile of fewer; in turn."""
    from evidence_graph.assessment import fragile

    large, few = _graph(index), _graph(small)
    database = sqlite3.connect(index)
    answers(large)  # what is kept in mind of the weights serves both alike
    return [
        (
            timed(lambda: answers(large)),
            timed(lambda: database.execute(statement()).fetchall()),
            timed(lambda: answers(few)),
            timed(lambda: fragile(large)),
            timed(lambda: fragile(few)),
        )
        for _ in range(times)
    ]


def weigh(index: str) -> None:
    """What is looked into when it takes too long."""
    answers(_graph(index))


def answers(graph: EvidenceGraph) -> tuple[int, int, int]:
    """How many claims there are, how many are contested, and how many have gaps."""
    from evidence_graph.assessment import rate_all
    from evidence_graph.model import Verdict

    lacking = {Verdict.UNTESTED, Verdict.THIN}
    every = contested = gaps = 0
    for rating in rate_all(graph):
        every += 1
        contested += rating.verdict is Verdict.CONTESTED
        gaps += rating.verdict in lacking or rating.counted == 1 or not rating.direct
    return every, contested, gaps


def statement() -> str:
    """The sums as one statement, its weights out of the table that the program has; without shared data."""
    factor = _case("directness", weights.DIRECTNESS, 0.0)
    sizeless = ", ".join(f"'{design}'" for design in weights.REVIEWS | weights.OPINION if design)
    factor += f" * CASE WHEN known IS NULL THEN {weights.UNKNOWN_SIZE}"
    factor += f" WHEN design IS NULL OR design IN ({sizeless}) THEN 1"
    factor += f" WHEN participants IS NULL THEN {weights.UNKNOWN_SIZE}"
    factor += (
        "".join(f" WHEN participants < {below} THEN {size}" for below, size in weights.SIZE) + " ELSE 1 END"
    )
    factor += f" * {_case('retraction_status', weights.INTEGRITY, 1.0)}"
    factor += f" * CASE WHEN conflict_of_interest IS NULL THEN 1 ELSE {weights.CONFLICT_OF_INTEREST} END"
    factor += f" * CASE WHEN verified THEN 1 ELSE {weights.UNVERIFIED} END"
    column = [
        _case("design", {d: w[n] for d, w in weights.DESIGN.items()}, weights.DESIGN[None][n]) for n in (0, 1)
    ]
    weight = (
        f"(CASE WHEN kind IN ('description', 'association') THEN {column[1]} ELSE {column[0]} END) * {factor}"
    )
    return f"""
    SELECT id, r / (r + s + 2), s / (r + s + 2), 2 / (r + s + 2),
      CASE WHEN NOT tested THEN 'untested' WHEN r + s < 2 THEN 'thin'
        WHEN max(r, s) < 2 * min(r, s) THEN 'contested' WHEN r > s THEN 'backed' ELSE 'opposed' END
    FROM (SELECT claim.id AS id, coalesce(r, 0) AS r, coalesce(s, 0) AS s, coalesce(tested, 0) AS tested
      FROM claim LEFT JOIN (
        SELECT claim, total(r) AS r, total(s) AS s, max(tested) AS tested FROM (
          SELECT claim, total(weight * (stance = 'supports')) / count(*) AS r,
            total(weight * (stance = 'opposes')) / count(*) AS s, max(stance <> 'background') AS tested
          FROM (SELECT line.claim, line.citation, stance, {weight} AS weight FROM line
              JOIN claim ON claim.id = line.claim
              LEFT JOIN (SELECT *, id AS known FROM citation) AS study ON study.id = line.citation)
          GROUP BY claim, citation) GROUP BY claim) AS sums ON sums.claim = claim.id)"""  # noqa: S608 - out of our own table


def _case(column: str, table: dict[str | None, float], other: float) -> str:
    cases = " ".join(f"WHEN '{word}' THEN {weight}" for word, weight in table.items() if word)
    return f"CASE {column} {cases} ELSE {other} END"


def on_spark(graph: EvidenceGraph, master: str) -> tuple[float, float, float]:
    """Processor seconds of writing the tables, of the job with all that it starts, and its wall clock."""
    from evidence_graph.cluster import answers as cluster
    from evidence_graph.exports import parquet

    with tempfile.TemporaryDirectory() as aside:
        tables = Path(aside) / "tables"
        written = timed(lambda: parquet.write(graph, tables))
        before, start = _spent(), time.perf_counter()
        cluster.write(cluster.Order(master, tables.as_uri(), str(Path(aside) / "answers")))
        return written, _spent() - before, time.perf_counter() - start


def _spent() -> float:
    """The processor seconds of this process and of those that it started and saw end."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _graph(index: str) -> EvidenceGraph:
    from evidence_graph.engine.index import opened
    from evidence_graph.graph import EvidenceGraph

    return EvidenceGraph(None, opened(Path(index)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="+")
    parser.add_argument("--spark", metavar="MASTER", help="measure this cluster as well")
    given = parser.parse_args()
    import evidence_graph as eg

    say = sys.stdout.write
    say("claims | one pass, CPU s | peak MB | one statement, CPU s | ratio | fragile, CPU s | pass, wall s")
    say(" | tables, CPU s | cluster, CPU s | cluster, wall s\n" if given.spark else "\n")
    with tempfile.TemporaryDirectory() as aside:
        os.environ["EVIDENCE_GRAPH_CACHE"] = aside
        for claims in given.claims:
            graph = eg.load(generator.write(Path(aside) / str(claims), claims))
            say(_line(graph, claims, given.spark) + "\n")


def _line(graph: EvidenceGraph, claims: int, master: str | None) -> str:
    from evidence_graph.assessment import fragile

    index = graph._index
    start = time.perf_counter()
    ours = timed(lambda: answers(graph))
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sums = timed(lambda: index.connection.execute(statement()).fetchall())
    turned = timed(lambda: fragile(graph))
    cells = [f"{claims:,}", *(f"{x:.2f}" for x in (ours, peak, sums, ours / sums, turned, wall))]
    return " | ".join([*cells, *(f"{x:.1f}" for x in (on_spark(graph, master) if master else ()))])


if __name__ == "__main__":
    main()
