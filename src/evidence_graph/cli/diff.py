"""``evidence-graph diff``: what changed between two states of the data, and which verdicts moved."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import FINE, PROBLEMS, options, printing, progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from evidence_graph.history import Difference

RANGE, FORK = "..", "..."
"""What stands between two revisions of git, and between two of which the common origin is meant."""

TOLD = "table for people, json for programs, markdown for a review."


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--exit-code", "tells", is_flag=True, help="End with 1 where anything is different.")
@options.folder_option
@options.formats("table", "json", "markdown", told=TOLD)
@options.output_option
@click.pass_context
def command(
    context: click.Context,
    *,
    old: str,
    new: str | None,
    tells: bool,
    folder: options.Place | None,
    form: str,
    output: Path | None,
) -> None:
    """Tell what is different in NEW beside OLD: claims, studies, judgements, facts, and moved verdicts.

    OLD and NEW are data folders, claims files, or revisions of git: HEAD:data, or main for the data of the
    folder meant. Without NEW it is that folder, as it is now. main.. is from main to HEAD.

    Exit status 0; with --exit-code 1 where anything is different.
    """
    from evidence_graph.history import revisions
    from evidence_graph.history.difference import compare

    meant = options.data_folder(folder)
    with ExitStack() as stack:
        with progress.waiting("comparing"):
            before, after = (
                stack.enter_context(revisions.opened(end, folder=meant)) for end in _ends(old, new, meant)
            )
            found = compare(before, after)
        _give(found, form, output)
    context.exit(PROBLEMS if tells and found else FINE)


def _ends(old: str, new: str | None, meant: Path) -> tuple[str, str | Path]:
    """The two states that are named: apart, or as a range of revisions."""
    from evidence_graph.history import revisions

    if RANGE not in old or Path(old).exists() or old.startswith((".", "/")):
        return old, new or meant
    around = Path(new) if new else meant
    if new and not around.is_dir():
        raise click.UsageError(f"{old} names two revisions already; behind it only the data folder is named.")
    mark = FORK if FORK in old else RANGE
    first, _, second = old.partition(mark)
    start, end = first or "HEAD", second or "HEAD"
    if mark == FORK:
        start = revisions.origin(start, end, around)
    path = revisions.revision(end, around).path
    return f"{start}:{path}", f"{end}:{path}"


def _give(found: Difference, form: str, output: Path | None) -> None:
    from evidence_graph.cli.markdown import escaped
    from evidence_graph.exports.differences import difference_record, to_markdown

    if form == "markdown":
        printing.deliver(to_markdown(found, escaped), output)
        return
    answer = printing.Answer(table=lambda: _table(found), record=lambda: difference_record(found))
    printing.give(answer, form, output)


def _table(found: Difference) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables
    from evidence_graph.history import telling

    sections = telling.sections(found)
    for section in sections:
        yield tables.plain(section.heading, style="bold")
        for entry in section.entries:
            yield tables.indented(tables.plain(entry.text), 1)
            for below in entry.below:
                yield tables.indented(tables.plain(below), 3)
    if not sections:
        yield tables.plain(telling.NOTHING)
    yield tables.plain(telling.totals(found.before, found.after))
