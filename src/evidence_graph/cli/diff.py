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
@options.language_option
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

    data_path = options.data_folder(folder)
    with ExitStack() as stack:
        with progress.waiting("comparing"):
            before, after = (
                stack.enter_context(revisions.open_state(end, folder=data_path))
                for end in _ends(old, new, data_path)
            )
            difference = compare(options.in_language(before), options.in_language(after))

        _give(difference, form, output)

    context.exit(PROBLEMS if tells and difference else FINE)


def _ends(old: str, new: str | None, data_path: Path) -> tuple[str, str | Path]:
    """The two states that are named: apart, or as a range of revisions."""
    from evidence_graph.history import revisions

    if RANGE not in old or Path(old).exists() or old.startswith((".", "/")):
        return old, new or data_path

    around = Path(new) if new else data_path
    if new and not around.is_dir():
        raise click.UsageError(f"{old} names two revisions already; behind it only the data folder is named.")

    mark = FORK if FORK in old else RANGE
    first, _, second = old.partition(mark)
    start, end = first or "HEAD", second or "HEAD"
    if mark == FORK:
        start = revisions.origin(start, end, around)

    path = revisions.revision(end, around).path

    return f"{start}:{path}", f"{end}:{path}"


def _give(difference: Difference, form: str, output: Path | None) -> None:
    from evidence_graph.cli.markdown import escape
    from evidence_graph.exports.differences import difference_record, to_markdown

    if form == "markdown":
        printing.deliver(to_markdown(difference, escape), output)
        return

    answer = printing.AnswerForms(
        table=lambda: _table(difference), record=lambda: difference_record(difference)
    )
    printing.give(answer, form, output)


def _table(difference: Difference) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables
    from evidence_graph.history import telling

    sections = telling.sections(difference)
    for section in sections:
        yield answer_tables.plain(section.heading, style="bold")
        for entry in section.entries:
            yield answer_tables.indent(answer_tables.plain(entry.text), 1)
            for below in entry.below:
                yield answer_tables.indent(answer_tables.plain(below), 3)

    if not sections:
        yield answer_tables.plain(telling.NOTHING)

    yield answer_tables.plain(telling.totals(difference.before, difference.after))
