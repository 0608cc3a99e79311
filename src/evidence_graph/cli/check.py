"""``evidence-graph check``: every problem of a data folder, with its place and its cure."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import PROBLEMS, options, printing, progress
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.model import Problem

COLUMNS = ("file", "line", "code", "message", "cure", "subject")


@click.command("check", cls=OptionsOnly)
@options.folder_option
@options.format_option
@options.output_option
@click.pass_context
def command(context: click.Context, folder: options.Place | None, form: str, output: Path | None) -> None:
    """Find every problem of a data folder in one run.

    Exit status 0 when there is none, 1 when there are problems, 2 when there is no data folder. A remark
    on standard error is no problem.
    """
    from evidence_graph.checks import check_folder
    from evidence_graph.sheets.sheet import plain

    where = options.data_folder(folder)
    remarks: list[str] = []
    with progress.waiting("checking the folder"):
        problems = check_folder(where, remark=remarks.append)
    answer = Answer(
        table=lambda: _table(problems, where),
        record=lambda: plain(problems),
        columns=COLUMNS,
        rows=lambda: map(attrgetter(*COLUMNS), problems),
    )
    printing.give(answer, form, output)
    for remark in remarks:
        click.echo(f"remark: {remark}", err=True)
    if problems:
        context.exit(PROBLEMS)


def _table(problems: list[Problem], folder: Path) -> Iterable[RenderableType]:
    from rich.console import Group

    from evidence_graph.cli import tables

    for problem in problems:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        line = tables.plain(place, style="bold")
        line.append(f"  {printing.clean(problem.subject)}" if problem.subject else "")
        said = tables.plain(f"{problem.message}\n")
        said.append(f"→ {printing.clean(problem.cure)}", style="cyan")
        yield Group(line, tables.indented(said.append(f"  ({problem.code})", style="cyan dim"), 4))
    if problems:
        yield tables.plain(f"{len(problems)} problem{'s' * (len(problems) > 1)} in {folder}", style="bold")
    else:
        yield tables.plain(f"No problem in {folder}")
