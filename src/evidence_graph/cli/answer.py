"""``evidence-graph "QUESTION"``: the answer in a sentence, the verdict, and the studies it follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import completion, options, printing
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from pathlib import Path


@click.command("answer")
@click.argument("question", nargs=-1, required=True, shell_complete=completion.names("claim"))
@options.data_option
@options.format_option
@options.output_option
def command(question: tuple[str, ...], folder: options.Place | None, form: str, output: Path | None) -> None:
    """Answer QUESTION in one sentence, with the studies that the answer follows from.

    The same as: evidence-graph "QUESTION". What each study found is told by studies.
    """
    from evidence_graph.cli import studies
    from evidence_graph.sheets.brief import brief_studies
    from evidence_graph.sheets.claim_sheet import studies_sheet
    from evidence_graph.sheets.ledger import Ledger

    graph = options.open_graph(folder)
    taken_claim = options.take(graph, " ".join(question))
    sheet = studies_sheet(Ledger(graph), graph.claim(taken_claim.claim), taken=taken_claim)
    answer = AnswerForms(
        table=lambda: studies.table(graph, sheet, in_full=False),
        record=sheet.to_json,
        brief=lambda: brief_studies(sheet).to_json(),
        items=lambda: (row.to_json() for row in brief_studies(sheet).studies),
        columns=studies.COLUMNS,
        rows=lambda: studies.rows(sheet),
    )
    printing.give(answer, form, output)
    printing.hint(f"findings: evidence-graph studies {taken_claim.claim}")
