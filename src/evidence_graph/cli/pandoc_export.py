"""``evidence-graph export pandoc``: the folder of a filter that marks citations with their stances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import printing
from evidence_graph.cli.accepted_options import acceptances

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.cli import options
    from evidence_graph.graph import EvidenceGraph

PANDOC = "pandoc"


def refuse_accepted(form: str, accepted_table: Path | None) -> None:
    """Refuse a table of accepted sentences for another *form*."""
    if accepted_table and form != PANDOC:
        raise click.UsageError("--accepted goes with pandoc: evidence-graph export pandoc -o DIR")


def export(
    graph: EvidenceGraph, output: Path, folder: options.Place | None, accepted_table: Path | None
) -> None:
    """Write the filter into the folder *output*, with what the *accepted_table* says of sentences."""
    from evidence_graph.citing.stance_table import stance_table
    from evidence_graph.exports import lua_filter

    table = stance_table(graph, accepted=acceptances(graph, folder, accepted_table))
    lua_filter.export(table, output)
    printing.tell(f"wrote {output}")
