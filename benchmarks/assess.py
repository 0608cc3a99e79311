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

from evidence_graph.assessment import body, weights

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
    citation = f"`assess` of all claims, contested, gaps, {many:,} claims"
    profile = Program("assess", "weigh", (str(place.index(many)),))
    yield figures_row(
        citation,
        "the same sums as one SQLite statement",
        [f[:2] for f in figures],
        BESIDE_SQL,
        profile=profile,
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

    lacking = {Verdict.NONE_RECORDED, Verdict.NONE_FOUND, Verdict.UNCERTAIN}
    every = contested = gaps = 0
    for rating in rate_all(graph):
        every += 1
        contested += rating.verdict is Verdict.CONTESTED
        gaps += rating.verdict in lacking or len(rating.counted) == 1
    return every, contested, gaps


def statement() -> str:
    """The sums as one statement, its weights out of the table that the program has.

    Without shared data, and without what one reader leaves out and another says.
    """
    reviews, opinion = (", ".join(f"'{d}'" for d in sorted(group)) for group in (body.REVIEWS, body.OPINION))
    column = [_design(number) for number in (0, 1)]
    steps = "".join(f" WHEN people < {below} THEN {size}" for below, size in weights.SIZE)
    enough = f"trials >= {weights.REVIEWED_TRIALS} OR people >= {weights.REVIEWED_PEOPLE}"
    weight = f"""
      (CASE WHEN kind IN ('description', 'association') THEN {column[1]} ELSE {column[0]} END)
      * {_case("directness", weights.DIRECTNESS, 0.0)} * {_case("status", weights.INTEGRITY, 1.0)}
      * (CASE WHEN coi IS NULL OR coi = '' THEN 1 ELSE {weights.CONFLICT_OF_INTEREST} END)
      * (CASE WHEN design IN ({reviews}) THEN CASE WHEN {enough} THEN 1 ELSE {weights.SMALL} END
          WHEN people IS NULL THEN {weights.SMALL}{steps} ELSE 1 END)"""
    return f"""
    WITH lines AS (
      SELECT line.claim, line.citation, curator, stance, directness, claim.kind AS kind,
        coalesce(line.design, study.design) AS design,
        coalesce(line.participants, study.participants) AS people, study.included_studies AS trials,
        retraction_status AS status, conflict_of_interest AS coi, pooled_designs AS pooled,
        max(stance <> 'background') OVER (PARTITION BY line.claim, line.citation, curator) AS told
      FROM line JOIN claim ON claim.id = line.claim LEFT JOIN study ON study.id = line.citation
      WHERE withdrawn IS NULL AND (verified IS NULL OR verified)
        AND (line.design IS NULL OR line.design NOT IN ({opinion}))
        AND (retraction_status IS NULL OR retraction_status <> 'retracted')
        AND (study.design IS NULL OR study.design NOT IN ({opinion})))
    SELECT id, r / (r + s + 2), s / (r + s + 2), 2 / (r + s + 2)
    FROM (SELECT claim.id AS id, coalesce(r, 0) AS r, coalesce(s, 0) AS s
      FROM claim LEFT JOIN (SELECT claim, total(r) AS r, total(s) AS s FROM (
        SELECT claim, citation, total(r) / count(*) AS r, total(s) / count(*) AS s FROM (
          SELECT claim, citation, curator, total(weight * (stance = 'supports')) / count(*) AS r,
            total(weight * (stance = 'opposes')) / count(*) AS s
          FROM (SELECT *, {weight} AS weight FROM lines WHERE stance <> 'background' OR NOT told)
          GROUP BY claim, citation, curator) GROUP BY claim, citation) GROUP BY claim
      ) AS sums ON sums.claim = claim.id)"""  # noqa: S608 - out of our own table


def _design(number: int) -> str:
    """The weight of a design in one column of the table; a review's by what it pools."""
    primary = {design: pair[number] for design, pair in weights.DESIGN.items()}
    pooled = {word: primary[design] for word, design in weights.POOLED.items()}
    times = dict.fromkeys(body.META_ANALYSES, weights.META_ANALYSIS)
    times |= {body.D.SYSTEMATIC_REVIEW: weights.SYSTEMATIC_REVIEW}
    reviews = f"{_case('design', times, 0.0)} * {_case('pooled', pooled, pooled[None])}"
    named = ", ".join(f"'{design}'" for design in sorted(times))
    return f"CASE WHEN design IN ({named}) THEN {reviews} ELSE {_case('design', primary, primary[None])} END"


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
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.compiled import FolderStore
    from evidence_graph.store.index import open_index

    path = Path(index)
    return EvidenceGraph(FolderStore(path.parent, open_index(path)))


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

    tables = graph.store.tables()
    start = time.perf_counter()
    ours = timed(lambda: answers(graph))
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sums = timed(lambda: tables.execute(statement()).fetchall())
    turned = timed(lambda: fragile(graph))
    cells = [f"{claims:,}", *(f"{x:.2f}" for x in (ours, peak, sums, ours / sums, turned, wall))]
    return " | ".join([*cells, *(f"{x:.1f}" for x in (on_spark(graph, master) if master else ()))])


if __name__ == "__main__":
    main()
