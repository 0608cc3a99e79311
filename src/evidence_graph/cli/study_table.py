"""How the studies of a claim look in a terminal: one table, the headings as rows in it, one row a study.

Below a study stands what it found, whole, with its key, its marks and where its readers differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evidence_graph import looks
from evidence_graph.assessment.tally import reasons_in_words
from evidence_graph.cli import tables
from evidence_graph.cli.printing import clean
from evidence_graph.cli.study_lists import finding_text, further
from evidence_graph.cli.tables import plain
from evidence_graph.looks.designs import DESIGNS
from evidence_graph.model import Directness, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sheets.speech import Speech
    from evidence_graph.sheets.study_rows import StudyRow

HEADINGS = ("Study", "Design", "Size", "Directness")
WIDTHS, WIDE_WIDTHS = (18, 13, 14), (18, 13, 24)
"""So wide are the columns behind that of the study, on a terminal of 80 columns and on a wide one."""

NAME = 24
"""Where a study has less room than this, its facts stand below it."""

BESIDE = frozenset({Stance.BACKGROUND.value, "not-counted"})
"""The headings that a short list only names."""

INDENT = 3


@dataclass(frozen=True, slots=True)
class StudyTable:
    """The studies on *rows*; *in_full* tells what they found, else those beside the answer are only named."""

    graph: EvidenceGraph
    rows: Mapping[str, Sequence[StudyRow]]
    speech: Speech
    in_full: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The table, for the width at hand."""
        width = options.max_width
        listed = [
            heading for heading in self.speech.in_order(self.rows) if self.in_full or heading not in BESIDE
        ]
        if listed:
            yield from _head(width)
        for heading in listed:
            yield Padding(self._title(heading), (0, 0, 0, 1))
            for row in self.rows[heading]:
                yield from self._study(row, width)
        yield from self._beside()
        yield Text("")

    def _title(self, heading: str) -> Text:
        rows = self.rows[heading]
        title = self.speech.title(heading)
        reasons = [row.not_counted for row in rows if row.not_counted is not None]
        told = f"{title}: {reasons_in_words(reasons)}" if reasons else f"{title} ({len(rows)})"
        return Text(told, style=looks.HEADINGS[heading].style)

    def _study(self, row: StudyRow, width: int) -> Iterator[RenderableType]:
        name = plain(row.label, style="bold" if self.in_full else "")
        facts = (_design(row), _size(row), _directness(row))
        if _has_room(width):
            yield _line(width, name, *map(Text, facts))
        else:
            yield Padding(name, (0, 0, 0, 1))
            yield Padding(Text(", ".join(_spoken(row, facts))), (0, 0, 0, INDENT))
        if self.in_full:
            for text in self._told(row):
                yield Padding(text, (0, 0, 0, INDENT))

    def _told(self, row: StudyRow) -> Iterator[Text]:
        """What a study found, what else its lines say, and what to beware of."""
        findings = [finding_text(one.text, one.verified) for one in row.findings]
        if any(line.quotes for line in row.study.lines):
            findings = findings or [Text()]  # the quotation follows
        findings = findings or [finding_text(None, row.study.lines[0].verified)]
        findings[-1].append(f" [{clean(row.key)}]", style="dim")
        yield from findings

        for words in dict.fromkeys(further(self.graph, row.study.lines)):
            yield plain(words, style="dim")
        marks = [mark[0].upper() + mark[1:] for mark in tables.flags(row.study.citation.study)]
        if marks:
            yield Text(". ".join(marks) + ".", style="magenta")
        if row.study.disputed:
            yield Text(self._difference(row), style="bold")

    def _difference(self, row: StudyRow) -> str:
        stances: dict[str, list[str]] = {}
        for line in row.study.lines:
            word = self.speech.stance(line.stance)
            withdrawn = f"{word} (withdrawn)" if line.withdrawn else word
            stances.setdefault(self.graph.curator_name(line.curator), []).append(withdrawn)
        told = (f"{name} {' and '.join(dict.fromkeys(words))}" for name, words in stances.items())
        return clean(f"Readers differ: {', '.join(told)}.")

    def _beside(self) -> Iterator[RenderableType]:
        """The studies beside the answer, each with the reason."""
        if self.in_full:
            return
        names = []
        for heading in self.speech.in_order(BESIDE & set(self.rows)):
            for row in self.rows[heading]:
                reason = row.not_counted or looks.HEADINGS[heading].word
                names.append(f"{row.label} ({reason})")
        if names:
            told = plain(f"Beside these ({len(names)}): {', '.join(names)}", style="dim")
            yield Padding(told, (0, 0, 0, 1))


def _widths(width: int) -> tuple[int, ...]:
    """How wide each column is: what the others leave belongs to the study."""
    others = WIDE_WIDTHS if width >= tables.WIDE else WIDTHS
    return (width - sum(others) - len(HEADINGS) - 1, *others)


def _has_room(width: int) -> bool:
    return _widths(width)[0] >= NAME


def _head(width: int) -> Iterator[RenderableType]:
    if _has_room(width):
        yield _line(width, *(Text(heading, style="bold") for heading in HEADINGS))
    yield Text(" " + "─" * (width - 2))


def _line(width: int, *cells: Text) -> Padding:
    """One row: its cells in the columns of all rows."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for column in _widths(width):
        table.add_column(width=column, overflow="fold")
    table.add_row(*cells)
    return Padding(table, (0, 0, 0, 1))


def _design(row: StudyRow) -> str:
    words = [DESIGNS[design].short or DESIGNS[design].word for design in row.designs]
    return "\n".join(words) or "not recorded"


def _size(row: StudyRow) -> str:
    if row.included_studies is not None and not row.participants:
        return f"{row.included_studies} {'study' if row.included_studies == 1 else 'studies'}"
    if not row.participants:
        return "not recorded"
    numbers = " / ".join(map(str, row.participants))
    return f"{numbers} {'person' if row.participants == (1,) else 'people'}"


def _directness(row: StudyRow) -> str:
    """How direct its readers take it to be; of what is withdrawn only where nothing else is there."""
    standing = [line for line in row.study.lines if not line.withdrawn] or row.study.lines
    words = dict.fromkeys(looks.word(line.directness) for line in standing)
    if len(words) > 1:
        words.pop(looks.word(Directness.NOT_RECORDED), None)
    return " / ".join(words)


def _spoken(row: StudyRow, facts: Iterable[str]) -> Iterator[str]:
    """The facts of a study in a line of their own, each with what it is where only that is known."""
    design, size, directness = facts
    yield design.replace("\n", " / ") if row.designs else "design not recorded"
    yield size if size != "not recorded" else "size not recorded"
    yield directness if directness != "not recorded" else "directness not recorded"
