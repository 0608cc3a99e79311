"""``evidence-graph check``: every problem of a data folder, with its place and its cure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import option_types, options, printing, problem_tables, progress, retraction_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from evidence_graph.bibliography.notice_register import NoticeRegister
    from evidence_graph.checks import Report
    from evidence_graph.model import Problem

FIRST = 3
"""So many places of a kind are named where not all are asked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in a folder after some was cured there, and whether all of it is shown."""

    found: Report
    cures: Sequence[str]
    folder: Path
    whole: bool


@click.command("check")
@click.argument("place", metavar="[FOLDER]", required=False, type=option_types.PlaceType())
@options.folder_option
@click.option("--all", "whole", is_flag=True, help="Every problem on lines of its own, not only the kinds.")
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.option("--fix", is_flag=True, help="Put the cures that are certain into the files, and say so.")
@click.option("--dry-run", is_flag=True, help="With --fix: only say what would change.")
@options.wait_option
@retraction_lists.option
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Look for each quote and printed figure in the texts of the works that are in this folder.",
)
@options.formats(*problem_tables.FORMS, told=problem_tables.TOLD)
@options.output_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option of the verb
    context: click.Context,
    *,
    place: options.Place | None,
    folder: options.Place | None,
    whole: bool,
    strict: bool,
    fix: bool,
    dry_run: bool,
    wait: float,
    retractions: Path | None,
    texts: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Find every problem of a data FOLDER in one run.

    An error is something that is left out or makes a verdict wrong, a warning is read as it stands and
    probably not meant so, a remark is no problem. One line tells a kind, how often and where first.

    --fix cures what needs no thought (a DOI written as an address, a number in quotes …) and leaves every
    other byte as it is; then it checks.

    --retractions names works that were retracted, corrected or are under an expression of concern, and who
    says that the others were not; with --fix that is put into claims.ttl, with its day and source.
    --texts names a folder of texts that you have (txt, html, JATS xml, pdf), each with the key, the DOI or
    the PMID of its work in the name of the file. Each quote and printed figure is found, cut out, misplaced,
    not found, or not checked.

    Exit status 0 when there is no error, 1 when there are errors (with --strict also for warnings), 2 when
    there is no data folder.
    """
    from evidence_graph.checks import report
    from evidence_graph.cli import problem_count

    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix; check alone writes nothing.")

    where = options.data_folder(_one_of(place, folder))
    if retractions is None:
        notices = None
    else:
        notices = retraction_lists.read(retractions)

    cures = _cures(where, notices, dry_run=dry_run, wait=wait) if fix else []
    with progress.waiting("checking the folder"), problem_count.keeping(where) as keep:
        problem_report = report(where, notices=notices, texts=texts)
        if notices is None and texts is None:  # with them it is more than what the data alone have
            keep(len(problem_report.problems))

    if form != "table":  # a program reads what was found alone
        for cure in cures:
            printing.tell(cure)

    outcome = Outcome(problem_report, cures, where, whole)
    problem_tables.give(problem_report, lambda: _table(outcome), form, output)
    context.exit(problem_tables.status(problem_report, strict=strict))


def _cures(folder: Path, notices: NoticeRegister | None, *, dry_run: bool, wait: float) -> list[str]:
    """What was, or would be, done to cure what is certain in *folder*."""
    from evidence_graph.authoring import undoing
    from evidence_graph.checks import cures
    from evidence_graph.cli import integrity_changes

    keep = undoing.keeper(folder, "check --fix")
    done: list[object] = [*cures.apply(folder, dry_run=dry_run, wait=wait, keep=keep)]
    if notices is not None:
        what = f"check --retractions --fix ({notices.source})"
        done += integrity_changes.put(folder, notices, what=what, is_trial=dry_run, wait=wait)

    word = "would fix" if dry_run else "fixed"

    return [f"{word}: {cure}" for cure in done] or [f"{word}: nothing; no cure is certain"]


def _one_of(place: options.Place | None, folder: options.Place | None) -> options.Place | None:
    """The folder that is named, with --data or without."""
    if place is not None and folder is not None and place != folder:
        raise click.UsageError(f"Two folders are named, {place} and {folder}; check looks at one.")

    return folder if place is None else place


def _table(outcome: Outcome) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    problem_report = outcome.found
    yield from map(answer_tables.plain, outcome.cures)
    if not problem_report.problems:
        yield answer_tables.plain(f"No problem in {outcome.folder}")

    if outcome.whole:
        yield from map(_entry, problem_report.problems)
        yield from _kinds(problem_report.remarks, outcome.folder)
    else:
        yield from _kinds(problem_report.all, outcome.folder)


def _entry(problem: Problem) -> RenderableType:
    """One problem on lines of its own."""
    from rich.console import Group

    from evidence_graph.checks import severity_of
    from evidence_graph.cli import answer_tables

    line = answer_tables.plain(_place(problem, problem.file), style="bold")
    line.append(f"  {printing.clean(problem.subject)}" if problem.subject else "")
    message = problem_tables.message_text(problem, severity_of(problem))

    return Group(
        line,
        answer_tables.indent(message, 4),
        answer_tables.indent(problem_tables.cure_text(problem), 4),
    )


def _place(problem: Problem, file: str) -> str:
    if problem.line:
        return f"{file}:{problem.line}"

    return file


def _kinds(problems: Sequence[Problem], folder: Path) -> Iterable[RenderableType]:
    """Each kind with its number and its first places, the gravest first."""
    from rich.table import Table

    from evidence_graph.checks import KINDS
    from evidence_graph.cli import answer_tables

    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for code, kind in KINDS.items():
        members = by_code.get(code)
        if members:
            severity = answer_tables.plain(
                kind.severity.value, style=problem_tables.STYLES[kind.severity.value]
            )
            table.add_row(severity, f"{len(members):,}", _members(kind.words, members, folder))

    if by_code:
        yield table


def _members(words: str, members: Sequence[Problem], folder: Path) -> Text:
    """What there is to say of all problems of a kind."""
    from evidence_graph.cli import answer_tables

    first = members[0]
    if not first.cure:  # a remark, which has no place
        return answer_tables.plain(first.message)

    if len(members) > FIRST:
        more = f" and {len(members) - FIRST:,} more"
    else:
        more = ""

    places = ", ".join(_where(problem, folder) for problem in members[:FIRST])
    text = answer_tables.plain(f"{words}: {places}{more}", style="bold")
    text.append(f"  ({first.code})", style="not bold dim")

    lead = "" if len(members) == 1 else "the first: "
    text.append(f"\n{lead}{printing.clean(first.message)}", style="not bold default")
    text.append(f"\n→ {printing.clean(first.cure)}", style="not bold cyan")

    return text


def _where(problem: Problem, folder: Path) -> str:
    """The place of a *problem* of *folder*, with what it is about."""
    file = Path(problem.file)
    place = _place(problem, file.name if file.parent == folder else str(file))

    return f"{place} {problem.subject}".rstrip()
