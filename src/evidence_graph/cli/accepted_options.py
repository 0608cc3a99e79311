"""Which sentences are accepted to make which claims, as the verbs for manuscripts take it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from evidence_graph.citing.acceptances import Acceptance
    from evidence_graph.graph import EvidenceGraph

EXISTING_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

accepted_option = click.option(
    "--accepted",
    "accepted_table",
    type=EXISTING_FILE,
    metavar="FILE",
    help="A CSV table with the columns sentence and claim: which sentence is accepted to make which claim.",
)


def acceptances(graph: EvidenceGraph, table: Path | None, texts: Path | None = None) -> list[Acceptance]:
    """What the *table* says, and what the passages of the articles say whose *texts* are in a folder.

    Raises UnknownName for a claim that the graph does not have.
    """
    from evidence_graph.citing import acceptances as known
    from evidence_graph.cli.article_texts import read

    rows = known.read(table) if table else []
    for row in rows:
        graph.claim(row.claim)
    return [*rows, *known.of_articles(graph, read(texts))] if texts else rows
