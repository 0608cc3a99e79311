"""``evidence-graph claims``: the claims, and how many studies speak for and against each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import completion, options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sheets.claim_list import ClaimRow

COLUMNS = ("id", "statement", "topic", *looks.HEADINGS, "verdict", "certainty", "lean")


@click.command("claims", cls=OptionsOnly)
@click.option(
    "--topic",
    metavar="TOPIC",
    shell_complete=completion.names("topic"),
    help="Only claims of this topic, by its name or id.",
)
@click.option(
    "--about",
    metavar="CONCEPT",
    shell_complete=completion.names("concept"),
    help="Only claims about this concept or a narrower one.",
)
@click.option(
    "--article",
    metavar="ARTICLE",
    shell_complete=completion.names("article"),
    help="Only claims this article takes a stand on.",
)
@options.verdict_option
@options.data_option
@options.format_option
@options.output_option
def command(
    *,
    topic: str | None,
    about: str | None,
    article: str | None,
    verdict: str | None,
    folder: options.Place | None,
    form: str,
    output: Path | None,
) -> None:
    """List the claims with their verdicts, and the number of studies under each heading.

    A study counts once, under what most of its readers say.
    """
    from evidence_graph.sheets.claim_list import all_claim_rows, claim_entries, claim_rows

    graph = options.open_graph(folder)
    narrowed = topic is not None or about is not None or article is not None
    if narrowed:
        rows = claim_rows(graph, graph.claims(topic=topic, about=about, article=article))
    else:
        rows = all_claim_rows(graph)
    listed = [row for row in rows if verdict in {None, row.verdict}]
    answer = Answer(
        table=lambda: _table(graph, listed),
        record=lambda: [entry.to_json() for entry in claim_entries(graph, listed)],
        brief=lambda: [row.to_json() for row in listed],
        columns=COLUMNS,
        rows=lambda: map(_cells, listed),
    )
    printing.give(answer, form, output)


def rows_table(rows: Iterable[ClaimRow], headings: Sequence[str] | None = None) -> RenderableType:
    """Claims with their verdicts, and the number of works under each of the *headings* that are in use."""
    from evidence_graph.cli import tables, verdicts
    from evidence_graph.sheets.claim_list import headings_of

    listed = list(rows)
    if headings is None:
        headings = headings_of(listed)
    table = tables.grid("Claim", "Verdict", *(looks.HEADINGS[heading].sign for heading in headings))
    table.columns[0].ratio = 1
    table.columns[1].min_width = 15
    for column in table.columns[2:]:
        column.justify, column.min_width = "right", 2
    for row in listed:
        name = tables.named(tables.plain(row.statement), row.id)
        verdict = verdicts.verdict_text(row.verdict)
        if sureness := verdicts.sureness(row.rating):
            verdict.append(f"\n  {sureness}", style="default not bold")
        numbers = (row.studies[heading] for heading in headings)
        table.add_row(name, verdict, *(str(number) if number else "" for number in numbers))
    return table


def _cells(row: ClaimRow) -> tuple[object, ...]:
    said = (row.id, row.statement, row.topic)
    return (*said, *row.studies.values(), row.verdict, row.certainty, row.lean)


def _table(graph: EvidenceGraph, rows: Sequence[ClaimRow]) -> Iterable[RenderableType]:
    from evidence_graph.assessment.rules import rules_of
    from evidence_graph.cli import tables
    from evidence_graph.sheets.claim_list import headings_of

    if not rows:
        yield tables.plain("No claim fits.")
        return
    by_topic: dict[str, list[ClaimRow]] = {}
    for row in rows:
        by_topic.setdefault(row.topic, []).append(row)
    headings = headings_of(rows)
    for topic in sorted(by_topic, key=str.casefold):
        yield tables.heading(topic)
        yield rows_table(by_topic[topic], headings)
    total = f"{len(rows)} claim{'s' * (len(rows) != 1)}"
    if not headings:
        yield tables.plain(f"{total}, and no study of any is recorded.")
        return
    legend = ", ".join(f"{looks.HEADINGS[name].sign} {looks.HEADINGS[name].word}" for name in headings)
    weighing = looks.word(rules_of(graph).weighing)
    yield tables.plain(f"{total}; numbers of studies: {legend}. Weighed by {weighing}.")
