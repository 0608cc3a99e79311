"""``evidence-graph agreement``: how far the curators agree, and the pairs in dispute."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import AnswerForms

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
    answer = AnswerForms(
        table=lambda: _table(graph, compared),
        record=lambda: agreement_sheet(compared, _measures(compared)).to_json(),
        items=lambda: (pair.to_json() for pair in pair_sheets(compared)),
        columns=COLUMNS,
        rows=lambda: map(attrgetter(*COLUMNS), pair_sheets(compared)),
    )
    printing.give(answer, form, output)


def _measures(compared: list[Pair]) -> list[Agreement]:
    """How far the curators agree in all, and topic by topic; without kappa where it cannot be computed."""
    from evidence_graph import agreement
    from evidence_graph.errors import MissingExtra

    try:
        return [agreement.agreement(compared), *agreement.by_topic(compared)]
    except MissingExtra as error:
        printing.tell(f"without kappa: {error}")
        return [
            agreement.counts_without_kappa(compared),
            *agreement.by_topic(compared, agreement.counts_without_kappa),
        ]


def _table(graph: EvidenceGraph, compared: list[Pair]) -> Iterable[RenderableType]:
    from evidence_graph import agreement
    from evidence_graph.cli import answer_tables

    if not compared:
        yield answer_tables.plain("No citation is judged by two curators.")
        return

    table = answer_tables.numeric(answer_tables.grid("Topic", "pairs", "agreed", "kappa", "95 % interval"), 4)
    table.columns[0].ratio = 1
    for measure in _measures(compared):
        if measure.scope != "all":
            name = graph.label(measure.scope)
        else:
            name = "all topics"

        has_kappa = measure.kappa is not None
        kappa = f"{measure.kappa:.2f}" if has_kappa else "–"
        if has_kappa:
            interval = f"{measure.low:.2f} to {measure.high:.2f}"
        else:
            interval = "–"

        table.add_row(name, str(measure.pairs), f"{measure.share:.0%}", kappa, interval)

    yield table
    yield answer_tables.plain("Pairs in dispute, clashes first", style="bold")
    table_of_pairs = answer_tables.grid("Claim", "Study", "Stances")
    table_of_pairs.columns[0].ratio, table_of_pairs.columns[1].ratio = 3, 2
    for pair in agreement.disputed_pairs(compared):
        who = answer_tables.plain(
            f"{pair.first.curator}: {looks.word(pair.first.stance)}\n"
            f"{pair.second.curator}: {looks.word(pair.second.stance)}"
        )
        if pair.clash:
            who.append("\nclash", style="bold magenta")

        table_of_pairs.add_row(
            answer_tables.Id(pair.claim), answer_tables.plain(graph.citation(pair.citation).label), who
        )

    yield table_of_pairs
