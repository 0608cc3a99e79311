"""``evidence-graph studies CLAIM``: which studies back, oppose or qualify a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.printing import Answer
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sheets.claim_sheet import StudiesSheet

COLUMNS = (
    "claim",
    "citation",
    "stance",
    "directness",
    "design",
    "n",
    "finding",
    "verified",
    "curator",
    "doi",
    "heading",
    "withdrawn",
)


@click.command("studies")
@click.argument("claim", nargs=-1, required=True)
@options.stance_option
@options.data_option
@options.format_option
@options.output_option
def command(
    claim: tuple[str, ...], stance: str | None, folder: options.Place | None, form: str, output: Path | None
) -> None:
    """Show what the studies answer, and which of them back, oppose or qualify CLAIM.

    One row a study, under what most of its readers say; where they differ, each one's stance is shown.
    """
    from evidence_graph.sheets.claim_sheet import studies_sheet
    from evidence_graph.sheets.ledger import Ledger

    graph = options.open_graph(folder)
    meant = graph.claim(options.claim(graph, " ".join(claim)))
    only = None if stance is None else Stance(stance)
    sheet = studies_sheet(Ledger(graph), meant, stance=only)
    answer = Answer(
        table=lambda: _table(graph, sheet, only),
        record=sheet.to_json,
        columns=COLUMNS,
        rows=lambda: _rows(sheet),
    )
    printing.give(answer, form, output)


def _table(graph: EvidenceGraph, sheet: StudiesSheet, stance: Stance | None) -> Iterable[RenderableType]:
    from evidence_graph.cli import study_lists, tables, verdicts

    claim, assessment = sheet.claim.claim, sheet.verdict.assessment
    yield from verdicts.opening(claim, assessment)
    if claim.note:
        yield tables.plain(f"Beware: {claim.note}", style="italic")
    yield tables.plain(f"Verdict: {verdicts.in_words(graph, assessment)}.\n")

    yield from study_lists.by_heading(graph, sheet.rows)
    if not sheet.rows:
        verb = looks.STANCES[stance].verb if stance else ""
        yield tables.plain(
            f"No study is recorded that {verb} it." if stance else "No study is recorded for or against it."
        )
    elif any(row.study.disputed for group in sheet.rows.values() for row in group):
        names = ", ".join(sorted(curator.name for curator in sheet.curators))
        yield tables.plain(f"Judged by {names}; where they differ, each one's stance is shown in this order.")

    if sheet.searches or not sheet.rows:
        yield from study_lists.searches(sheet.searches)
    if number := len(graph.effects(claim=claim)):
        yield tables.plain(f"{number} printed figure{'s' * (number > 1)} of these studies:", style="dim")
        yield tables.indented(tables.plain(f"evidence-graph show {claim.id}", style="dim"), 2)


def _rows(sheet: StudiesSheet) -> Iterator[tuple[object, ...]]:
    headings = sheet.verdict.assessment.tally.heading_by_key
    for item in sheet.evidence:
        line, work = item.line, item.citation.citation
        study = work.study
        design, n = (study.design, study.participants) if study else (None, None)
        yield (
            sheet.claim.claim.id,
            work.key,
            line.stance,
            line.directness,
            line.design or design,
            n if line.participants is None else line.participants,
            line.finding,
            printing.yes_or_no(line.verified),
            line.curator,
            work.doi,
            headings[work.key],
            line.withdrawn,
        )
