"""``evidence-graph publish FOLDER ENDPOINT``: a data folder as a named graph of an endpoint."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_graph.cli import PROBLEMS, printing, progress
from evidence_graph.cli.choices import WordChoice


@click.command("publish")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.argument("endpoint", metavar="ENDPOINT")
@click.option("--graph", metavar="IRI", help="The name of the graph.  [default: that of the data set]")
@click.option(
    "--protocol",
    type=WordChoice.of("auto", "store", "update"),
    default="auto",
    show_default=True,
    help="store: SPARQL Graph Store Protocol; update: SPARQL updates; auto: the first that the server knows.",
)
@click.option("--update-url", metavar="URL", help="Where the server takes updates, if it cannot be told.")
@click.option("--store-url", metavar="URL", help="Where the server takes graphs, if it cannot be told.")
@click.pass_context
def command(
    context: click.Context,
    *,
    folder: Path,
    endpoint: str,
    graph: str | None,
    protocol: str,
    update_url: str | None,
    store_url: str | None,
) -> None:
    """Load the data of FOLDER into the SPARQL server that takes queries at ENDPOINT.

    The folder is checked first, and nothing is sent when it has problems (exit status 1). Only the named
    graph is replaced, when all has arrived; an interrupted publication goes on where it stopped.

    User and password come from EVIDENCE_GRAPH_USER and EVIDENCE_GRAPH_PASSWORD, or from ~/.netrc.
    """
    from evidence_graph.endpoint.publishing import Way, publish
    from evidence_graph.errors import UnsoundFolder

    way = Way(protocol, update_url, store_url)
    try:
        with progress.counting("checking, then sending statements") as progress_bar:
            done = publish(folder, endpoint, graph=graph, way=way, told=progress_bar)
    except UnsoundFolder as error:
        printing.tell(f"error: {error}")
        context.exit(PROBLEMS)

    if done.was_sent:
        outcome = "published"
    else:
        outcome = "nothing to send, the same is there already:"

    printing.tell(f"{outcome} {done.statements:,} statements")
    printing.tell(f"read it with: evidence-graph claims --data '{done.address}'")
