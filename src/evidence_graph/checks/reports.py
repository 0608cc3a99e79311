"""What was found, told together: problems, remarks, and how many of them are how grave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.checks.kinds import KINDS, ProblemKind, Severity, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.model import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """Problems in the order of files and lines, and remarks, which are none, of the *kinds* of a *verb*."""

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    kinds: Mapping[str, ProblemKind] = field(default_factory=lambda: KINDS)
    verb: str = "check"

    @property
    def all(self) -> tuple[Problem, ...]:
        """Problems and remarks."""
        return self.problems + self.remarks

    def count(self, severity: Severity) -> int:
        """How many there are of this *severity*."""
        return sum(self.severity_of(problem) is severity for problem in self.all)

    def kind_of(self, problem: Problem) -> ProblemKind:
        """The kind of a *problem*."""
        return self.kinds.get(problem.code) or kind_of(problem)

    def severity_of(self, problem: Problem) -> Severity:
        """How much a *problem* matters."""
        return self.kind_of(problem).severity
