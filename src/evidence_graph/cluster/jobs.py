"""The whole-graph questions as jobs: verdicts, contested, gaps, fragile, what a retraction reaches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from evidence_graph.assessment import rules_for
from evidence_graph.cluster import partitions
from evidence_graph.errors import UnknownName
from evidence_graph.model import DataSet, RetractionStatus, Stance, StudyDesign, Verdict, Weighing

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyspark.sql import Column, DataFrame, SparkSession

    from evidence_graph.cluster.partitions import Setting

TABLES = ("data_set", "claims", "evidence", "intervals", "citations")


class ClusterTables:
    """The tables of a graph at one place that all machines of the cluster reach."""

    def __init__(self, spark: SparkSession, place: str, *, weighing: str | None = None) -> None:
        frames = {table: spark.read.parquet(f"{place}/{table}") for table in TABLES}
        self.claims = frames["claims"]
        self.evidence = frames["evidence"]
        self.intervals = frames["intervals"]
        self.citations = frames["citations"]
        self.setting = _setting(frames["data_set"], weighing)

    def without(self, keys: Collection[str]) -> ClusterTables:
        """These tables as if the works *keys* had not been published; raises UnknownName for one unknown."""
        present = self.citations.where(self.citations["key"].isin(list(keys))).select("key")
        present_keys = {row["key"] for row in present.collect()}
        for key in keys:
            if key not in present_keys:
                raise UnknownName("citation", key)

        self.evidence = self.evidence.where(~self.evidence["citation"].isin(list(keys)))

        return self


def _setting(about: DataFrame, weighing: str | None) -> Setting:
    """What the data set says of how its verdicts are made; another *weighing* where one is named."""
    rows = [row.asDict() for row in about.head(1)]
    cells: dict[str, Any] = rows[0] if rows else {"id": "", "title": ""}
    weighing_name, design = cells.get("weighing"), cells.get("default_design")
    data_set = DataSet(
        cells["id"],
        cells["title"],
        weighing=Weighing(weighing_name) if weighing_name else None,
        enough=cells.get("enough"),
        opinion_votes=cells.get("opinion_votes"),
        weights=cells.get("weights"),
    )
    rules = rules_for(data_set, weighing, lambda _: cells["weights_table"] or "")

    return partitions.Setting(rules, StudyDesign(design) if design else None)


def verdicts(tables: ClusterTables) -> DataFrame:
    """The rating of every claim."""
    rate = partial(partitions.rate_all, setting=tables.setting)

    return _bodies(tables).mapInArrow(rate, partitions.RATING)


def fragile(tables: ClusterTables) -> DataFrame:
    """For every claim with a verdict the studies that turn it, and what it turns into."""
    turn = partial(partitions.turn, setting=tables.setting)

    return _bodies(tables).mapInArrow(turn, partitions.TURN)


def contested_claims(ratings: DataFrame) -> DataFrame:
    """Of the *ratings* those of contested claims."""
    return ratings.where(ratings["verdict"] == Verdict.CONTESTED.value)


def gaps(ratings: DataFrame) -> DataFrame:
    """What is missing to each claim of the *ratings*: a row for each gap; a definition needs no study."""
    from pyspark.sql import functions as f

    verdict, counted, indirect = f.col("verdict"), f.col("counted"), f.col("indirect")
    undirected = (counted > 0) & (f.col("direct") == 0)
    lacking: dict[str, Column] = {
        "none recorded": verdict == Verdict.NONE_RECORDED.value,
        "none found": verdict == Verdict.NONE_FOUND.value,
        "never searched": (verdict == Verdict.NONE_RECORDED.value) & f.col("last_search").isNull(),
        "uncertain": verdict == Verdict.UNCERTAIN.value,
        "one study": counted == 1,
        "indirect evidence alone": undirected & (indirect == counted),
        "directness not recorded": undirected & (indirect < counted),
    }
    names = [f.when(is_lacking, f.lit(gap)) for gap, is_lacking in lacking.items()]
    studied = ratings.where(verdict != Verdict.DEFINITION.value)

    return studied.select("claim", f.explode(f.array_compact(f.array(*names))).alias("gap"))


def claims_reached(tables: ClusterTables) -> DataFrame:
    """The claims that a retracted work reaches: those it speaks for or against, and what rests on them.

    A row is the work, the claim, and over how many premises it is reached at least (0: by evidence).
    """
    from pyspark.sql import functions as f

    retracted = tables.citations.where(f.col("retraction_status") == RetractionStatus.RETRACTED.value)
    counting = tables.evidence.where(f.col("withdrawn").isNull())
    spoken = counting.where(f.col("stance").isin(Stance.SUPPORTS.value, Stance.OPPOSES.value))
    claims = tables.claims.select(f.col("id").alias("claim"))
    lines = spoken.join(retracted, f.col("citation") == f.col("key"), "left_semi")
    lines = lines.join(claims, "claim", "left_semi")
    rests = tables.claims.select(f.col("id").alias("resting"), f.explode("premises").alias("claim"))

    # What each round reaches is kept, else Spark would reckon all rounds before it anew.
    pairs = lines.select("citation", "claim").distinct()
    reached = last = pairs.withColumn("steps", f.lit(0)).localCheckpoint()
    step = 0
    while not last.isEmpty():
        step += 1
        resting = last.join(rests, "claim").select("citation", f.col("resting").alias("claim"))
        further = resting.distinct().join(reached, ["citation", "claim"], "left_anti")
        last = further.withColumn("steps", f.lit(step)).localCheckpoint()
        reached = reached.unionByName(last).localCheckpoint()

    return reached


FACT_COLUMNS = {
    "key": "key",
    "design": "design",
    "participants": "participants",
    "included_studies": "trials",
    "year": "year",
    "retraction_status": "status",
    "conflict_of_interest": "conflict_of_interest",
    "cohort": "cohort",
    "version_of": "version_of",
    "pools": "pools",
    "pools_complete": "pools_complete",
    "pooled_designs": "pooled_designs",
    "twin": "twin",
}
"""The columns of the citations that a weight depends on, by the fields of `FactsRow`."""

JUDGEMENT = (
    "id", "claim", "citation", "curator", "stance", "directness", "verified", "withdrawn", "design",
    "participants",
)  # fmt: skip


def _bodies(tables: ClusterTables) -> DataFrame:
    """Every claim with each judgement of it and what is known of the work; a claim's rows are together."""
    from pyspark.sql import functions as f

    claims = tables.claims.select(f.col("id").alias("claim"), "kind", "last_search", "systematic_search")
    lines = tables.evidence.select(*JUDGEMENT)

    citations = tables.citations.select(
        *(f.col(column).alias(f"study_{field}") for column, field in FACT_COLUMNS.items()),
        "bias",
        "reviewed_retracted",
    )
    intervals = tables.intervals.where(f.col("crosses_no_effect").isNotNull())
    collected = f.sort_array(f.collect_list("crosses_no_effect")).alias("crossings")
    crossings = intervals.groupBy("claim", "citation").agg(collected)

    rows = claims.join(lines, "claim", "left").join(crossings, ["claim", "citation"], "left")
    rows = rows.join(citations, f.col("citation") == f.col("study_key"), "left")
    together = rows.repartition(_partitions(tables), "claim")
    ordered = together.sortWithinPartitions("claim", "citation", "curator", "id")

    return ordered.select(*partitions.COLUMNS)


def _partitions(tables: ClusterTables) -> int:
    return int(tables.claims.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
