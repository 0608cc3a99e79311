"""What is out of place, in every form in which `check` and `lint` tell it: tables, JSON, CSV, code hosts.

In come a report and what lays it out for people, out goes what is printed and the exit status.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from evidence_graph.cli import FINE, PROBLEMS, check_formats, printing
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rich.console import RenderableType
    from rich.text import Text

    from evidence_graph.checks import Report, Severity
    from evidence_graph.model import Problem

COLUMNS = ("file", "line", "code", "message", "cure", "subject", "severity", "column")
STYLES = {"error": "bold red", "warning": "bold yellow", "remark": "bold"}

TOLD = (
    "table for people, json and csv for programs, errorformat for editors, sarif and github for code hosts."
)
WRITERS = {
    "errorformat": check_formats.errorformat,
    "sarif": check_formats.sarif,
    "github": check_formats.github,
}
FORMS = ("table", "json", "csv", *WRITERS)


def give(
    report: Report, table: Callable[[], Iterable[RenderableType]], form: str, output: Path | None
) -> None:
    """Print the *report* in the *form* asked for, for people as *table* lays it out, and its counts."""
    from evidence_graph.sheets.problem_rows import problem_rows

    if form in WRITERS:
        printing.deliver(WRITERS[form](report), output, "json" if form == "sarif" else form)
    else:
        answer = AnswerForms(
            table=table,
            record=lambda: [row.to_json() for row in problem_rows(report)],
            columns=COLUMNS,
            rows=lambda: map(attrgetter(*COLUMNS), problem_rows(report)),
        )
        printing.give(answer, form, output)

    if report.all:
        printing.tell(counts(report))


def counts(report: Report) -> str:
    """How many errors, warnings and remarks there are.

    >>> from evidence_graph.checks import Report
    >>> counts(Report((), ()))
    '0 errors, 0 warnings, 0 remarks'
    """
    from evidence_graph.checks import Severity

    numbers = [(report.count(severity), severity.value) for severity in Severity]

    return ", ".join(f"{number:,} {word}{'s' * (number != 1)}" for number, word in numbers)


def status(report: Report, *, strict: bool) -> int:
    """The exit status: problems where there are errors, and where it is *strict*, warnings."""
    from evidence_graph.checks import Severity

    fails = report.count(Severity.ERROR) or (strict and report.count(Severity.WARNING))

    return PROBLEMS if fails else FINE


def message_text(problem: Problem, severity: Severity) -> Text:
    """How grave a problem is and what it is."""
    from evidence_graph.cli import answer_tables

    text = answer_tables.plain(f"{severity.value}: ", style=STYLES[severity.value])

    return text.append(printing.clean(problem.message), style="not bold default")


def cure_text(problem: Problem) -> Text:
    """What to do about a problem, and its code."""
    from evidence_graph.cli import answer_tables

    cure = f"→ {printing.clean(problem.cure)}  " if problem.cure else ""

    return answer_tables.plain(cure, style="cyan").append(f"({problem.code})", style="cyan dim")
