"""``evidence-graph agreement``: how far the curators agree, and the pairs in dispute."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.agreement import Agreement, Pair
    from evidence_graph.graph import EvidenceGraph

COLUMNS = (
    "topic",
    "claim",
    "citation",
    "first_curator",
    "first_stance",
    "second_curator",
    "second_stance",
    "clash",
)


@click.command("agreement", cls=OptionsOnly)
@options.data_option
@options.format_option
@options.output_option
def command(folder: options.Place | None, form: str, output: Path | None) -> None:
    """Report how far the curators agree: per cent, Cohen's kappa, and the pairs in dispute.

    Clashes of supports and opposes come first.
    """
    from evidence_graph import agreement
    from evidence_graph.sheets.agreement_sheet import agreement_sheet, pair_sheets

    graph = options.open_graph(folder)
    compared = agreement.pairs(graph)
    answer = Answer(
        table=lambda: _table(graph, compared),
        record=lambda: agreement_sheet(compared, _measured(compared)).to_json(),
        items=lambda: (pair.to_json() for pair in pair_sheets(compared)),
        columns=COLUMNS,
        rows=lambda: map(attrgetter(*COLUMNS), pair_sheets(compared)),
    )
    printing.give(answer, form, output)


def _measured(compared: list[Pair]) -> list[Agreement]:
    """How far the curators agree in all, and topic by topic; without kappa where it cannot be computed."""
    from evidence_graph import agreement
    from evidence_graph.errors import MissingExtra

    try:
        return [agreement.agreement(compared), *agreement.by_topic(compared)]
    except MissingExtra as error:
        printing.tell(f"without kappa: {error}")
        return [agreement.counted(compared), *agreement.by_topic(compared, agreement.counted)]


def _table(graph: EvidenceGraph, compared: list[Pair]) -> Iterable[RenderableType]:
    from evidence_graph import agreement
    from evidence_graph.cli import tables

    if not compared:
        yield tables.plain("No citation is judged by two curators.")
        return
    table = tables.numeric(tables.grid("Topic", "pairs", "agreed", "kappa", "95 % interval"), 4)
    table.columns[0].ratio = 1
    for found in _measured(compared):
        name = graph.label(found.scope) if found.scope != "all" else "all topics"
        known = found.kappa is not None
        kappa = f"{found.kappa:.2f}" if known else "–"
        interval = f"{found.low:.2f} to {found.high:.2f}" if known else "–"
        table.add_row(name, str(found.pairs), f"{found.share:.0%}", kappa, interval)
    yield table
    yield tables.plain("Pairs in dispute, clashes first", style="bold")
    listed = tables.grid("Claim", "Study", "Stances")
    listed.columns[0].ratio, listed.columns[1].ratio = 3, 2
    for pair in agreement.disputed(compared):
        who = tables.plain(
            f"{pair.first.curator}: {looks.word(pair.first.stance)}\n"
            f"{pair.second.curator}: {looks.word(pair.second.stance)}"
        )
        if pair.clash:
            who.append("\nclash", style="bold magenta")
        listed.add_row(tables.Id(pair.claim), tables.plain(graph.citation(pair.citation).label), who)
    yield listed
