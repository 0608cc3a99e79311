"""What `check` and `lint` found, as editors and code hosts read it: errorformat, SARIF, GitHub's annotations.

SARIF 2.1.0 is an OASIS standard; the properties that it requires stand here in its order. The commands of
GitHub's workflows escape what would end a message or a property (github/toolkit, command.ts).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from evidence_graph import __version__
from evidence_graph.checks import Severity
from evidence_graph.cli.printing import clean

if TYPE_CHECKING:
    from evidence_graph.checks import ProblemKind, Report
    from evidence_graph.model import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "note"}
"""The severities as SARIF (section 3.27.10) and editors call them."""

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "notice"}
"""The severities as GitHub calls them."""

MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
"""What GitHub takes for the end of a message, and of a property of one."""


def errorformat(problem_report: Report) -> str:
    """One line a problem, ``file:line:column: severity: message [code]``, as Vim and Emacs read it."""
    lines = []
    for problem in problem_report.all:
        place = f"{_short(problem.file)}:{max(problem.line, 1)}:{max(problem.column, 1)}"
        sentence = " ".join(_sentence(problem).split())
        level = LEVELS[problem_report.severity_of(problem)]
        lines.append(f"{clean(place)}: {level}: {clean(sentence)} [{problem.code}]\n")

    return "".join(lines)


def github(problem_report: Report) -> str:
    """One command a problem, which GitHub shows as an annotation of the line."""
    lines = []
    for problem in problem_report.all:
        properties = {
            "file": _short(problem.file),
            "line": str(max(problem.line, 1)),
            "col": str(max(problem.column, 1)),
            "title": problem.code,
        }
        properties_text = ",".join(
            f"{name}={clean(value).translate(PROPERTY)}" for name, value in properties.items()
        )
        message = clean(_sentence(problem)).translate(MESSAGE)
        lines.append(f"::{COMMANDS[problem_report.severity_of(problem)]} {properties_text}::{message}\n")

    return "".join(lines)


def sarif(problem_report: Report) -> str:
    """A SARIF log with one run: the rules that were broken, and a result a problem."""
    kinds = {problem.code: problem_report.kind_of(problem) for problem in problem_report.all}
    places = {code: number for number, code in enumerate(kinds)}
    driver = {
        "name": f"evidence-graph {problem_report.verb}",
        "version": __version__,
        "rules": [_rule(kind) for kind in kinds.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem_report, problem, places[problem.code]) for problem in problem_report.all],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}

    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(kind: ProblemKind) -> dict[str, object]:
    words = kind.words[0].upper() + kind.words[1:].rstrip("?") + "."
    return {
        "id": kind.code,
        "shortDescription": {"text": words},
        "defaultConfiguration": {"level": LEVELS[kind.severity]},
    }


def _result(problem_report: Report, problem: Problem, rule: int) -> dict[str, object]:
    region = {"startLine": max(problem.line, 1), "startColumn": max(problem.column, 1)}
    place = {"artifactLocation": {"uri": _uri(problem.file)}, "region": region}
    location: dict[str, object] = {"physicalLocation": place}
    if problem.subject:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.subject}]

    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": LEVELS[problem_report.severity_of(problem)],
        "message": {"text": _sentence(problem)},
        "locations": [location],
    }


def _sentence(problem: Problem) -> str:
    """What is wrong, and what to do about it."""
    return f"{problem.message} {problem.cure}".rstrip()


def _short(file: str) -> str:
    """The path of a *file* as seen from the folder one stands in, where it lies below."""
    path, here = Path(file), Path.cwd()

    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _uri(file: str) -> str:
    """The *file* as SARIF names it: relative to the folder one stands in, else as an address."""
    path = Path(_short(file))
    if path.is_absolute():
        return path.as_uri()

    return quote(path.as_posix())
