"""``evidence-graph assess --engine spark``: all claims, on the cluster that the user names."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import options, printing
from evidence_graph.cli.choices import WordChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Cluster:
    """The cluster to ask, and the tables it reads when they are written already."""

    master: str | None
    tables: str | None


def cluster_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--engine``, ``--master`` and ``--tables``."""
    engine = click.option(
        "--engine",
        type=WordChoice.of("embedded", "spark"),
        default="embedded",
        show_default=True,
        help="Where all claims are weighed: here, or on a Spark cluster.",
    )
    master = click.option("--master", metavar="URL", help="The master of the cluster, such as local[4].")
    tables = click.option(
        "--tables", metavar="PLACE", help="What `export parquet` wrote, where the cluster reaches it."
    )

    return engine(master(tables(function)))


def answer(
    cluster: Cluster,
    folder: Path | str | None,
    output: str | None,
    *,
    without: Sequence[str],
    fragile: bool,
    weighing: str | None = None,
) -> None:
    """Let the *cluster* weigh all claims and write its answers into the folder *output*."""
    from evidence_graph.cluster import session
    from evidence_graph.cluster.answers import Order, write

    if cluster.master is None or output is None:
        raise click.UsageError("--engine spark needs --master URL and -o DIR for its answers.")
    if cluster.tables and folder:
        raise click.UsageError("--data and --tables both name the data; give one of them.")

    session.require()
    with tempfile.TemporaryDirectory(prefix="evidence-graph-") as aside:
        tables = cluster.tables or _tables(cluster.master, folder, Path(aside))
        order = Order(cluster.master, tables, output, tuple(without), fragile, weighing)
        write(order, tell=printing.tell_rows)

    printing.tell(f"wrote {output}")


def _tables(master: str, folder: Path | str | None, aside: Path) -> str:
    """The tables in *folder*, or those of the data there, written *aside* for a cluster on this machine."""
    from evidence_graph.cluster import session
    from evidence_graph.exports import parquet

    if isinstance(folder, Path) and parquet.is_export(folder):
        return folder.absolute().as_uri()
    if not session.is_local(master):
        raise click.UsageError(
            f"The machines of {master} cannot read a folder of this one: write the tables with "
            "evidence-graph export parquet where the cluster reaches them, and name the place with --tables."
        )

    parquet.write(options.open_graph(folder), aside / "tables")

    return (aside / "tables").as_uri()
