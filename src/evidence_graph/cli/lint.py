"""``evidence-graph lint MANUSCRIPT``: each citation in its sentence beside what is recorded of the work."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options, problem_tables, progress
from evidence_graph.cli.accepted_options import EXISTING_FILE, acceptances, accepted_option
from evidence_graph.cli.article_texts import texts_option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.checks import Report
    from evidence_graph.model import Problem


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
@options.formats(*problem_tables.FORMS, told=problem_tables.TOLD)
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
    from evidence_graph.citing import manuscript_files, own_library
    from evidence_graph.citing.linting import Linter

    graph = options.open_graph(folder)
    accepted = acceptances(graph, folder, accepted_table, texts)
    linter = Linter(graph, accepted, with_near=not no_near)
    with progress.waiting("reading the manuscripts"):
        library = own_library.read(libraries) if libraries else None
        report = linter.report(manuscript_files.read(path, library) for path in manuscripts)

    problem_tables.give(report, lambda: _table(report), form, output)
    context.exit(problem_tables.status(report, strict=strict))


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

    line = answer_tables.plain(f"{problem.line}:{problem.column}  ", style="bold")
    line.append_text(problem_tables.message_text(problem, report.severity_of(problem)))

    return Group(line, answer_tables.indent(problem_tables.cure_text(problem), 4))
