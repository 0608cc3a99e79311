"""The whole-graph questions as jobs: verdicts, contested, gaps, fragile, what a retraction reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.cluster import partitions
from evidence_graph.errors import UnknownName
from evidence_graph.model import RetractionStatus, Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyspark.sql import DataFrame, SparkSession

TABLES = ("claims", "evidence", "citations")


class Tables:
    """The tables of a graph at one place that all machines of the cluster reach."""

    def __init__(self, spark: SparkSession, place: str) -> None:
        self._spark = spark
        self.claims, self.evidence, self.citations = (spark.read.parquet(f"{place}/{t}") for t in TABLES)

    def without(self, keys: Collection[str]) -> Tables:
        """These tables as if the works *keys* had not been published; raises UnknownName for one unknown."""
        column = self.citations["key"]
        there = {row[0] for row in self.citations.where(column.isin(list(keys))).select("key").collect()}
        for key in keys:
            if key not in there:
                raise UnknownName("citation", key)
        self.evidence = self.evidence.where(~self.evidence["citation"].isin(list(keys)))
        return self


def verdicts(tables: Tables) -> DataFrame:
    """The rating of every claim."""
    return _bodies(tables).mapInArrow(partitions.rate, partitions.RATING)


def fragile(tables: Tables) -> DataFrame:
    """For every claim with a verdict the studies that turn it, and what it turns into."""
    return _bodies(tables).mapInArrow(partitions.turn, partitions.TURN)


def contested(found: DataFrame) -> DataFrame:
    """Of the *found* ratings those of contested claims."""
    return found.where(found["verdict"] == Verdict.CONTESTED.value)


def gaps(found: DataFrame) -> DataFrame:
    """What is missing to each claim of the *found* ratings: a row for each gap."""
    from pyspark.sql import functions as f

    lacking = {
        "untested": f.col("verdict") == Verdict.UNTESTED.value,
        "thin": f.col("verdict") == Verdict.THIN.value,
        "one study": f.col("counted") == 1,
        "indirect evidence alone": (f.col("counted") > 0) & (f.col("direct") == 0),
    }
    named = f.array_compact(f.array(*(f.when(holds, f.lit(gap)) for gap, holds in lacking.items())))
    return found.select("claim", f.explode(named).alias("gap"))


def reached(tables: Tables) -> DataFrame:
    """The claims that a retracted work reaches: those it speaks for or against, and what rests on them.

    A row is the work, the claim, and over how many premises it is reached at least (0: by evidence).
    """
    from pyspark.sql import functions as f

    retracted = tables.citations.where(f.col("retraction_status") == RetractionStatus.RETRACTED.value)
    spoken = tables.evidence.where(f.col("stance").isin(Stance.SUPPORTS.value, Stance.OPPOSES.value))
    claims = tables.claims.select(f.col("id").alias("claim"))
    lines = spoken.join(retracted, f.col("citation") == f.col("key"), "left_semi")
    lines = lines.join(claims, "claim", "left_semi")
    rests = tables.claims.select(f.col("id").alias("resting"), f.explode("premises").alias("claim"))
    found = lines.select(f.col("citation").alias("work"), "claim").distinct().withColumn("steps", f.lit(0))
    found = found.localCheckpoint()
    last, step = found, 0
    while not last.isEmpty():
        step += 1
        further = last.join(rests, "claim").select("work", f.col("resting").alias("claim")).distinct()
        last = further.join(found, ["work", "claim"], "left_anti").withColumn("steps", f.lit(step))
        last = last.localCheckpoint()
        found = found.unionByName(last).localCheckpoint()
    return found


def _bodies(tables: Tables) -> DataFrame:
    """Every claim with each judgement of it and what is known of the work; a claim's rows are together."""
    from pyspark.sql import functions as f

    claims = tables.claims.select(f.col("id").alias("claim"), "kind")
    lines = tables.evidence.select("id", "claim", "citation", "curator", "stance", "directness", "verified")
    conflict = f.col("conflict_of_interest").isNotNull() & (f.col("conflict_of_interest") != "")
    works = tables.citations.select("key", *partitions.FACTS)
    works = works.withColumn("conflict_of_interest", conflict)
    rows = claims.join(lines, "claim", "left").join(works, f.col("citation") == f.col("key"), "left")
    together = rows.repartition(_partitions(tables), "claim")
    ordered = together.sortWithinPartitions("claim", "citation", "curator", "id")
    return ordered.select(*partitions.JUDGED, *partitions.FACTS)


def _partitions(tables: Tables) -> int:
    return int(tables.claims.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
