"""What is told of evidence lines and searches in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.cli import answer_tables
from evidence_graph.cli.answer_tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import EvidenceLine
    from evidence_graph.sheets.details import SearchSheet


def finding_text(finding: str | None, verified: bool | None) -> Text:  # noqa: FBT001 - a field of a line
    """A *finding*, and whether nobody confirmed it."""
    text = plain(finding or "No finding is recorded.")
    mark = looks.FINDINGS[verified].mark
    if mark and (finding or verified is False):
        text.append(f" [{mark}]", style="bold magenta" if verified is False else "dim")

    return text


def further(graph: EvidenceGraph, lines: Iterable[EvidenceLine]) -> Iterator[str]:
    """What else *lines* say: what was studied, how the source rates it, what is withdrawn and why."""
    for line in lines:
        exposures, outcomes = (
            ", ".join(map(graph.label, concepts)) for concepts in (line.exposures, line.outcomes)
        )
        studied = " → ".join(filter(None, (exposures, outcomes)))
        if studied:
            yield f"Studied: {studied}"

        if line.strength:
            yield f"Strength as printed: {line.strength}"

        yield from quotations(graph, line)
        if line.withdrawn:
            why = f": {line.withdrawn_why}" if line.withdrawn_why else ""
            yield f"Withdrawn {line.withdrawn} ({line.curator}){why}"


def quotations(graph: EvidenceGraph, line: EvidenceLine) -> Iterator[str]:
    """What the *line* quotes, where and as what that stands, the item of its source, and its note."""
    for quote in graph.quotes(line):
        role = looks.word(quote.role) if quote.role else ""
        place = ", ".join(filter(None, (quote.place, role)))
        language = f" [{quote.language}]" if quote.language else ""
        yield f"“{quote.text}”{f' ({place})' if place else ''}{language}"

    if line.source_item:
        yield f"Source's item: {line.source_item}"

    if line.note:
        yield f"Note: {line.note}"


def searches(sheets: Sequence[SearchSheet]) -> Iterable[RenderableType]:
    """The searches made for a claim or its topic."""
    if not sheets:
        yield plain("No search for studies of it is recorded.\n", style="dim")
        return

    yield plain(f"Searches for studies ({len(sheets)})", style="bold")
    yield answer_tables.bullets(map(_search, sheets))


def _search(sheet: SearchSheet) -> str:
    record = sheet.search
    numbers = (("hits", record.hits), ("kept", record.kept))
    counts = ", ".join(f"{number} {word}" for word, number in numbers if number is not None)
    by = f"by {sheet.by}" if sheet.by else ""
    parts = "; ".join(filter(None, (f"“{record.query}”", counts, by)))
    coverage = looks.word(record.coverage)
    note = f". {record.note}" if record.note else ""

    return f"{record.date}, {coverage}, {record.source}: {parts}{note}"
