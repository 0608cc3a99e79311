"""The rows of `check`: each problem and remark with how much it matters.

In comes the report on a folder; out go `ProblemRow`s in its order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.checks import Report, Severity
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class ProblemRow(Sheet):
    """Something that is wrong in the data or worth knowing of them: what was found, where, what to do."""

    file: str
    """The file it is in."""
    line: int
    """The line, from 1; 0 where the format has no lines."""
    code: str
    """What kind of problem it is."""
    message: str
    """What was found."""
    cure: str
    """What to do; empty for a remark."""
    subject: str
    """The record it is about; empty where it is about none."""
    severity: Severity
    """How much it matters; a remark is no problem."""
    column: int
    """The column, from 1; 0 where it is not known."""


def problem_rows(report: Report) -> Iterator[ProblemRow]:
    """What a *report* tells, problems before remarks."""
    for problem in report.all:
        yield ProblemRow(
            problem.file,
            problem.line,
            problem.code,
            problem.message,
            problem.cure,
            problem.subject,
            report.severity_of(problem),
            problem.column,
        )
