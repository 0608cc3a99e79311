"""How the studies of a claim look in a terminal: each once, under the heading of the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import looks
from evidence_graph.assessment.tally import reasons_in_words
from evidence_graph.cli import tables
from evidence_graph.cli.printing import clean
from evidence_graph.cli.tables import grid, plain
from evidence_graph.looks.designs import DESIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import EvidenceLine
    from evidence_graph.sheets.details import SearchSheet
    from evidence_graph.sheets.study_rows import StudyRow


def by_heading(graph: EvidenceGraph, rows: Mapping[str, Sequence[StudyRow]]) -> Iterable[RenderableType]:
    """The studies of a claim under their headings: one row a study."""
    for heading, group in rows.items():
        look = looks.HEADINGS[heading]
        reasons = [row.not_counted for row in group if row.not_counted is not None]
        title = f"{look.title}: {reasons_in_words(reasons)}" if reasons else f"{look.title} ({len(group)})"
        yield Text(f"{look.sign} {title}", style=look.style)
        yield _fitting(graph, group)


def _fitting(graph: EvidenceGraph, rows: Sequence[StudyRow]) -> tables.Fitting:
    return tables.Fitting(
        lambda width: _wide(graph, rows) if width >= tables.WIDE else _narrow(graph, rows, width)
    )


def _wide(graph: EvidenceGraph, rows: Sequence[StudyRow]) -> Table:
    table = grid("Stance", "Study", "Design", "n", "Finding")
    table.columns[0].min_width = table.columns[0].max_width = tables.STANCE
    table.columns[1].min_width, table.columns[1].max_width = 12, 24
    table.columns[2].max_width = 16
    table.columns[3].justify = "right"
    table.columns[4].ratio = 1
    for row in rows:
        people = "\n".join(map(str, row.participants)) or "–"
        design = "\n".join(_designs(row)) or "not recorded"
        table.add_row(tables.stances(row.study.lines), _who(row), design, people, _what(graph, row))
    return table


def _narrow(graph: EvidenceGraph, rows: Sequence[StudyRow], width: int) -> Table:
    """The same in three columns, for a terminal too narrow for five."""
    table = grid("Stance", "Study, design, n", "Finding")
    table.columns[0].min_width = table.columns[0].max_width = tables.STANCE
    if width >= tables.TIGHT:
        table.columns[1].min_width = table.columns[1].max_width = 22
        table.columns[2].ratio = 1
    else:
        table.columns[1].ratio, table.columns[2].ratio = 2, 3
    for row in rows:
        who = _who(row)
        people = [f"n={number}" for number in row.participants]  # rich breaks a line at any space
        who.append("\n" + ", ".join([*(_designs(row) or ["design not recorded"]), *people]))
        table.add_row(tables.stances(row.study.lines), who, _what(graph, row))
    return table


def _who(row: StudyRow) -> Text:
    text = plain(row.label)
    text.append(f"\n{clean(row.key)}", style="dim")
    for flag in tables.flags(row.study.citation.study):
        text.append(f"\n{flag}", style="bold magenta" if flag.isupper() else "magenta")
    return text


def _designs(row: StudyRow) -> list[str]:
    return [DESIGNS[design].short or DESIGNS[design].word for design in row.designs]


def _what(graph: EvidenceGraph, row: StudyRow) -> Text:
    findings = dict.fromkeys((line.finding, line.verified) for line in row.study.lines)
    parts = [finding_text(*finding) for finding in findings]
    parts += [plain(words, style="dim") for words in dict.fromkeys(further(graph, row.study.lines))]
    return Text("\n").join(part for part in parts if part.plain)


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
        if line.withdrawn:
            why = f": {line.withdrawn_why}" if line.withdrawn_why else ""
            yield f"Withdrawn {line.withdrawn} ({line.curator}){why}"


def searches(sheets: Sequence[SearchSheet]) -> Iterable[RenderableType]:
    """The searches made for a claim or its topic."""
    if not sheets:
        yield plain("No search for studies of it is recorded.\n", style="dim")
        return
    yield plain(f"Searches for studies ({len(sheets)})", style="bold")
    yield tables.bullets(map(_search, sheets))


def _search(sheet: SearchSheet) -> str:
    record = sheet.search
    numbers = (("hits", record.hits), ("kept", record.kept))
    counts = ", ".join(f"{number} {word}" for word, number in numbers if number is not None)
    by = f"by {sheet.by}" if sheet.by else ""
    parts = "; ".join(filter(None, (f"“{record.query}”", counts, by)))
    coverage = looks.word(record.coverage)
    note = f". {record.note}" if record.note else ""
    return f"{record.date}, {coverage}, {record.source}: {parts}{note}"
