"""The answers of a cluster to all whole-graph questions, written as Parquet."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.cluster import jobs, session
from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pyspark.sql import DataFrame, SparkSession

    Tell = Callable[[str, int], None]

ADDRESS = "://"


@dataclass(frozen=True)
class Order:
    """What is asked of a cluster: over which tables, where the answers go, and which of them."""

    master: str
    tables: str
    target: str
    without: Collection[str] = ()
    fragile: bool = False
    weighing: str | None = None


def write(order: Order, *, tell: Tell | None = None) -> None:
    """Let the cluster answer *order*: a folder of Parquet files for each answer.

    `verdicts`, `contested`, `gaps`, `reached`, and `fragile` where it is asked for. A target on this
    machine is made aside and moved into its place. *tell* hears each answer and its rows. Raises
    CannotWrite when the target is there, and what `session.opened` raises.
    """
    if ADDRESS in order.target:
        _answer(order, order.target, tell)
        return

    target = Path(order.target)
    if target.exists():
        raise CannotWrite(target, "it is there already; name a new folder")
    if not target.absolute().parent.is_dir():
        raise CannotWrite(target, f"there is no folder {target.absolute().parent}")

    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.absolute().parent) as aside:
        answers_folder = Path(aside) / "answers"
        _answer(order, answers_folder.absolute().as_uri(), tell)
        answers_folder.rename(target)


def _answer(order: Order, place: str, tell: Tell | None) -> None:
    with session.open_session(order.master) as spark:
        fill(spark, order, place, tell=tell)


def fill(spark: SparkSession, order: Order, place: str, *, tell: Tell | None = None) -> None:
    """Write the answers to *order* into *place*, in a session that is open."""
    tables = jobs.ClusterTables(spark, order.tables, weighing=order.weighing)
    if order.without:
        tables = tables.without(order.without)

    def keep(name: str, frame: DataFrame) -> DataFrame:
        frame.write.parquet(f"{place}/{name}")
        stored_frame = spark.read.parquet(f"{place}/{name}")
        if tell:
            tell(name, stored_frame.count())

        return stored_frame

    frame = keep("verdicts", jobs.verdicts(tables))
    keep("contested", jobs.contested_claims(frame))
    keep("gaps", jobs.gaps(frame))
    keep("reached", jobs.claims_reached(tables))
    if order.fragile:
        keep("fragile", jobs.fragile(tables))
