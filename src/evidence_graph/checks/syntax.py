"""All places where the syntax of a claims file breaks, not only the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.errors import BrokenFile
from evidence_graph.store import reader
from evidence_graph.store.positions import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST = 20
"""After so many breaks it is not the syntax of a claims file at all."""


def errors(text: str, path: Path, first: BrokenFile) -> Iterator[BrokenFile]:
    """The breaks in *text* in their order, of which *first* is known.

    The statement that breaks is taken out and the rest is read again. A statement is taken to begin
    where a line is not indented, as all writers of Turtle have it.
    """
    lines = LINE_END.sub("\n", text).split("\n")
    reported_texts: set[str] = set()
    error: BrokenFile | None = first
    for _ in range(MOST):
        if error is None:
            return

        if error.reason not in reported_texts:
            reported_texts.add(error.reason)
            yield error

        before = error.line
        if before is None:
            return

        _take_out(lines, before - 1)
        error = _first("\n".join(lines), path)
        if error is not None and (error.line is None or error.line <= before):
            return


def _first(text: str, path: Path) -> BrokenFile | None:
    try:
        reader.subjects(text, name=path)
    except BrokenFile as error:
        return error

    return None


def _take_out(lines: list[str], number: int) -> None:
    """Empty the statement around a line; when it breaks where it begins, the one before it as well."""
    number = min(number, len(lines) - 1)
    start = _start(lines, number)
    stop = next((n for n in range(number + 1, len(lines)) if _begins(lines[n])), len(lines))
    if start == number and start > 0:
        start = _start(lines, number - 1)

    lines[start:stop] = [line if line.startswith(("@", "PREFIX")) else "" for line in lines[start:stop]]


def _start(lines: list[str], number: int) -> int:
    return next((n for n in range(number, -1, -1) if _begins(lines[n])), 0)


def _begins(line: str) -> bool:
    return bool(line) and not line[0].isspace() and line[0] not in "#]);,."
