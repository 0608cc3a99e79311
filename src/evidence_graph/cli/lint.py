"""``evidence-graph lint MANUSCRIPT``: each citation in its sentence beside what is recorded of the work."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import FINE, PROBLEMS, check_formats, options, printing, progress
from evidence_graph.cli.accepted_options import EXISTING_FILE, acceptances, accepted_option
from evidence_graph.cli.article_texts import texts_option
from evidence_graph.cli.check import COLUMNS, STYLES, counts
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.checks import Report
    from evidence_graph.model import Problem

TOLD = (
    "table for people, json and csv for programs, errorformat for editors, sarif and github for code hosts."
)
WRITERS = {
    "errorformat": check_formats.errorformat,
    "sarif": check_formats.sarif,
    "github": check_formats.github,
}


@click.command("lint")
@click.argument("manuscripts", nargs=-1, required=True, metavar="MANUSCRIPT...", type=EXISTING_FILE)
@click.option(
    "--bib",
    "libraries",
    type=EXISTING_FILE,
    metavar="FILE",
    multiple=True,
    help="The library of the manuscripts (BibTeX, RIS, CSL-JSON …); else the one that each of them names.",
)
@accepted_option
@texts_option
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.option("--no-near", is_flag=True, help="Say nothing of claims that are only near a sentence.")
@options.data_option
@options.formats("table", "json", "csv", "errorformat", "sarif", "github", told=TOLD)
@options.output_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option of the verb
    context: click.Context,
    *,
    manuscripts: tuple[Path, ...],
    libraries: tuple[Path, ...],
    accepted_table: Path | None,
    texts: Path | None,
    strict: bool,
    no_near: bool,
    folder: options.Place | None,
    form: str,
    output: Path | None,
) -> None:
    """Hold each citation of a MANUSCRIPT against what is recorded of the work.

    A MANUSCRIPT is Markdown, Quarto, R Markdown, LaTeX or Word. The claim of a citation is named,
    [@jarvis2019]{claim=no-transfer-to-sprinting}, or accepted for its sentence (--accepted). Works that say
    the contrary, give background alone, could not tell or were retracted, sentences that promise more than
    the evidence gives, unknown keys and claims are told; claims near a sentence are remarks.

    Exit status 0 when there is no error, 1 when there are errors (with --strict also for warnings), 2 for a
    mistake.
    """
    from evidence_graph.checks import Severity
    from evidence_graph.citing import manuscript_files, own_library
    from evidence_graph.citing.linting import Linter

    graph = options.open_graph(folder)
    accepted = acceptances(graph, folder, accepted_table, texts)
    linter = Linter(graph, accepted, with_near=not no_near)
    with progress.waiting("reading the manuscripts"):
        library = own_library.read(libraries) if libraries else None
        report = linter.report(manuscript_files.read(path, library) for path in manuscripts)

    _give(report, form, output)
    if report.all:
        printing.tell(counts(report))

    fails = report.count(Severity.ERROR) or (strict and report.count(Severity.WARNING))
    context.exit(PROBLEMS if fails else FINE)


def _give(report: Report, form: str, output: Path | None) -> None:
    """Print the *report* in the *form* asked for."""
    from evidence_graph.sheets.problem_rows import problem_rows

    if form in WRITERS:
        printing.deliver(WRITERS[form](report), output, "json" if form == "sarif" else form)
        return

    answer = AnswerForms(
        table=lambda: _table(report),
        record=lambda: [row.to_json() for row in problem_rows(report)],
        columns=COLUMNS,
        rows=lambda: map(attrgetter(*COLUMNS), problem_rows(report)),
    )
    printing.give(answer, form, output)


def _table(report: Report) -> Iterable[RenderableType]:
    """The problems by file, in the order of lines, with the remarks among them."""
    from evidence_graph.cli import answer_tables

    if not report.all:
        yield answer_tables.plain("No citation is out of place.")

    for file, problems in groupby(sorted(report.all), key=attrgetter("file")):
        yield answer_tables.heading(file)
        for problem in problems:
            yield _entry(report, problem)


def _entry(report: Report, problem: Problem) -> RenderableType:
    from rich.console import Group

    from evidence_graph.cli import answer_tables

    severity = report.severity_of(problem).value
    line = answer_tables.plain(f"{problem.line}:{problem.column}  ", style="bold")
    line.append(f"{severity}: ", style=STYLES[severity])
    line.append(printing.clean(problem.message), style="not bold default")
    cure = answer_tables.plain(f"→ {printing.clean(problem.cure)}  " if problem.cure else "", style="cyan")
    cure.append(f"({problem.code})", style="cyan dim")

    return Group(line, answer_tables.indent(cure, 4))
