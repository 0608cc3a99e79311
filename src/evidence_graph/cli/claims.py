"""``evidence-graph claims``: the claims, and how many studies speak for and against each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import completion, options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    chosen_rows = [row for row in rows if verdict in {None, row.verdict}]
    answer = AnswerForms(
        table=lambda: _table(graph, chosen_rows),
        record=lambda: [entry.to_json() for entry in claim_entries(graph, chosen_rows)],
        brief=lambda: [row.to_json() for row in chosen_rows],
        columns=COLUMNS,
        rows=lambda: map(_cells, chosen_rows),
    )
    printing.give(answer, form, output)


def rows_table(rows: Iterable[ClaimRow]) -> RenderableType:
    """Claims with their verdicts, and the number of studies under each heading that is in use."""
    from evidence_graph.sheets.claim_list import headings_of

    table_rows = list(rows)

    return _grid({"": table_rows}, headings_of(table_rows))


def _grid(by_topic: Mapping[str, Sequence[ClaimRow]], headings: Sequence[str]) -> RenderableType:
    """One table of all claims, in which each topic that has a name is a row above its own."""
    from evidence_graph.cli import answer_tables

    table = answer_tables.grid("Claim", "Verdict", *(looks.HEADINGS[heading].sign for heading in headings))
    table.columns[0].ratio = 1
    table.columns[1].min_width = 15
    for column in table.columns[2:]:
        column.justify, column.min_width = "right", 2

    for topic, rows in by_topic.items():
        if topic:
            table.add_row(answer_tables.plain(topic, style="bold underline"))

        for row in rows:
            table.add_row(*_claim_cells(row, headings))

    return table


def _claim_cells(row: ClaimRow, headings: Sequence[str]) -> Iterator[RenderableType]:
    """The cells of a claim."""
    from evidence_graph.cli import answer_tables, verdicts

    yield answer_tables.name_with_id(answer_tables.plain(row.statement), row.id)
    verdict = verdicts.verdict_text(row.verdict)
    if sureness := verdicts.sureness(row.rating):
        verdict.append(f"\n  {sureness}", style="default not bold")

    yield verdict
    for heading in headings:
        yield answer_tables.plain(str(row.studies[heading] or ""))


def _cells(row: ClaimRow) -> tuple[object, ...]:
    leading_cells = (row.id, row.statement, row.topic)
    return (*leading_cells, *row.studies.values(), row.verdict, row.certainty, row.lean)


def _table(graph: EvidenceGraph, rows: Sequence[ClaimRow]) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables
    from evidence_graph.sheets.claim_list import headings_of

    if not rows:
        yield answer_tables.plain("No claim fits.")
        return

    yield from map(answer_tables.plain, _opening(graph, rows))

    by_topic: dict[str, list[ClaimRow]] = {}
    for row in sorted(rows, key=lambda row: row.topic.casefold()):
        by_topic.setdefault(row.topic, []).append(row)

    headings = headings_of(rows)
    yield _grid(by_topic, headings)

    legend = ", ".join(f"{looks.HEADINGS[name].sign} {looks.HEADINGS[name].word}" for name in headings)
    if legend:
        yield answer_tables.plain(f"Numbers of studies: {legend}.")


def _opening(graph: EvidenceGraph, rows: Sequence[ClaimRow]) -> Iterator[str]:
    """How many claims and studies there are, how they are weighed, and what came out."""
    from evidence_graph.assessment.rules import rules_of

    studies: set[str] = set()
    for row in rows:
        studies |= set(row.tally.heading_by_key)

    claims = f"{len(rows)} claim{'s' * (len(rows) != 1)}"
    citations = f"{len(studies)} {'study' if len(studies) == 1 else 'studies'}"
    yield f"{graph.title}: {claims}, {citations}; weighed by {looks.word(rules_of(graph).weighing)}."

    verdicts = Counter(row.verdict for row in rows)
    numbers = (
        f"{verdicts[verdict]} {looks.word_after(verdicts[verdict], verdict)}"
        for verdict in looks.VERDICTS
        if verdicts[verdict]
    )
    yield f"{', '.join(numbers)}."
