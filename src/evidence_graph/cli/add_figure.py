"""``evidence-graph add figure``: a figure as a study prints it, with the events and totals of its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph import model
from evidence_graph.authoring.printed_figures import add_figure
from evidence_graph.cli import additions, prompts, writing
from evidence_graph.cli.record_options import field_options, typed_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.authoring import Book
    from evidence_graph.cli.writing import Writing

GroupRow = dict[str, str]
"""What is said of one group, by field."""

FIELDS = {"total": "participants", "deviation": "standard_deviation"}
"""The field of an option that is called otherwise."""


@click.command("figure")
@click.option("--study", metavar="STUDY", help="The study: a key, a DOI, a PubMed number or a title.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="A group that it sets beside another.")
@click.option(
    "--events", multiple=True, metavar="NUMBER", help="How many of the group had it; of each group."
)
@click.option("--total", multiple=True, metavar="NUMBER", help="How many the group is; of each group.")
@click.option(
    "--mean", multiple=True, metavar="TEXT", help="The mean of the group as printed; of each group."
)
@click.option("--deviation", multiple=True, metavar="TEXT", help="Its standard deviation; of each group.")
@field_options(model.Effect, without={"citation", "number"})
@writing.writing_options
def command(
    study: str | None,
    groups: Sequence[str],
    events: Sequence[str],
    total: Sequence[str],
    mean: Sequence[str],
    deviation: Sequence[str],
    writing: Writing,
    **fields: Any,  # noqa: ANN401 - one for each field
) -> None:
    """Add a figure as a study prints it: a measure of an outcome, or the events and totals of groups.

    Nothing is computed from it. One with a --claim says by --direction what it means for the claim.
    """
    key = prompts.need(study, "Study (key, DOI, PMID or title)", "--study")
    values = typed_values(fields)
    for name, question in (("measure", "Measure, such as SMD or RR"), ("outcome", "Outcome")):
        values[name] = prompts.need(values.get(name), question, f"--{name}")

    values["verified"] = prompts.need(values.get("verified"), "Confirmed in the work (yes, no)", "--verified")

    columns = {"events": events, "total": total, "mean": mean, "deviation": deviation}
    rows = _rows(groups, {name: column for name, column in columns.items() if column})

    def make(book: Book) -> Iterator[str]:
        yield f"added figure {add_figure(book, key, values, rows).id}"

    additions.write(writing, f"add figure of {key}", make)


def _rows(groups: Sequence[str], columns: dict[str, Sequence[str]]) -> list[GroupRow]:
    """What is said of each of the *groups*; each of *columns* has a value for all of them."""
    for name, column in columns.items():
        if len(column) != len(groups):
            counts = f"{len(column)} for {len(groups)} groups"
            raise click.UsageError(f"--{name} is said {counts}: say it once for each --group.")

    rows: list[GroupRow] = []
    for place, group in enumerate(groups):
        row = {"name": group}
        for name, column in columns.items():
            row[FIELDS.get(name, name)] = column[place]

        rows.append(row)

    return rows
