"""How the studies of a claim look in a terminal: one table, the headings as rows in it, one row a study.

In come rows by heading, and the words of the answer; out goes a table for the width at hand. Below a study
stands what it found, whole, with its key, its marks and where its readers differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evidence_graph import looks, model
from evidence_graph.assessment.tally import reasons_in_words
from evidence_graph.cli import answer_tables
from evidence_graph.cli.answer_tables import plain
from evidence_graph.cli.printing import clean
from evidence_graph.cli.study_lists import finding_text, further
from evidence_graph.looks.designs import DESIGNS
from evidence_graph.model import Directness, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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

NOT_RECORDED = looks.word(Directness.NOT_RECORDED)

EDGE = (0, 0, 0, 1)
INDENT = (0, 0, 0, 3)
"""Where a row begins, and what is told below it."""


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
        headings = self.speech.in_order(self.rows)
        if not self.in_full:
            headings = [heading for heading in headings if heading not in BESIDE]

        if headings:
            yield from _head(width)

        for heading in headings:
            yield Padding(self._title(heading), EDGE)
            for row in self.rows[heading]:
                yield from self._study(row, width)

        if not self.in_full:
            yield from self._beside()

        yield Text("")

    def _title(self, heading: str) -> Text:
        """What stands above the studies of a heading, and how many they are."""
        rows = self.rows[heading]
        reasons = [row.not_counted for row in rows if row.not_counted is not None]

        text = Text(self.speech.title(heading), style=looks.HEADINGS[heading].style)
        if reasons:
            return text.append(f": {reasons_in_words(reasons)}")

        return text.append(f" ({len(rows)})")

    def _study(self, row: StudyRow, width: int) -> Iterator[RenderableType]:
        name = plain(row.label, style="bold" if self.in_full else "")
        if _has_room(width):
            yield _line(width, name, Text(_design(row)), Text(_size(row)), Text(_directness(row)))
        else:
            yield Padding(name, EDGE)
            yield Padding(Text(_in_a_line(row)), INDENT)

        if self.in_full:
            for text in self._details(row):
                yield Padding(text, INDENT)

    def _details(self, row: StudyRow) -> Iterator[Text]:
        """What a study found, what else its lines say, and what to beware of."""
        findings = [finding_text(one.text, one.verified) for one in row.findings]
        if not findings:
            findings = [finding_text(None, row.study.lines[0].verified)]

        findings[-1].append(f" [{clean(row.key)}]", style="dim")
        yield from findings

        for words in dict.fromkeys(further(self.graph, row.study.lines)):
            yield plain(words, style="dim")

        marks = answer_tables.flags(row.study.citation.study)
        if marks:
            sentences = (f"{mark[0].upper()}{mark[1:]}." for mark in marks)
            yield Text(" ".join(sentences), style="magenta")

        if row.study.disputed:
            yield Text(self._difference(row), style="bold")

    def _difference(self, row: StudyRow) -> str:
        """What each reader says, where they differ."""
        by_reader: dict[str, list[str]] = {}
        for line in row.study.lines:
            word = self.speech.stance(line.stance)
            if line.withdrawn:
                word = f"{word} (withdrawn)"

            by_reader.setdefault(self.graph.label(line.curator, model.Curator), []).append(word)

        readers = (f"{name} {' and '.join(dict.fromkeys(words))}" for name, words in by_reader.items())

        return clean(f"Readers differ: {', '.join(readers)}.")

    def _beside(self) -> Iterator[RenderableType]:
        """The studies beside the answer, each with the reason."""
        names: list[str] = []
        for heading in self.speech.in_order(BESIDE & set(self.rows)):
            word = looks.HEADINGS[heading].word
            names += [f"{row.label} ({row.not_counted or word})" for row in self.rows[heading]]

        if names:
            sentence = plain(f"Beside these ({len(names)}): {', '.join(names)}", style="dim")
            yield Padding(sentence, EDGE)


def _widths(width: int) -> tuple[int, ...]:
    """How wide each column is: what the others leave belongs to the study."""
    others = WIDE_WIDTHS if width >= answer_tables.WIDE else WIDTHS

    return (width - sum(others) - len(HEADINGS) - 1, *others)


def _has_room(width: int) -> bool:
    return _widths(width)[0] >= NAME


def _head(width: int) -> Iterator[RenderableType]:
    if _has_room(width):
        cells = (Text(heading, style="bold") for heading in HEADINGS)
        yield _line(width, *cells)

    yield Text(" " + "─" * (width - 2))


def _line(width: int, *cells: Text) -> Padding:
    """One row: its cells in the columns of all rows."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for column in _widths(width):
        table.add_column(width=column, overflow="fold")

    table.add_row(*cells)

    return Padding(table, EDGE)


def _design(row: StudyRow) -> str:
    words = [DESIGNS[design].short or DESIGNS[design].word for design in row.designs]
    return "\n".join(words) or NOT_RECORDED


def _size(row: StudyRow) -> str:
    """How many people, or how many studies a review holds of which no people are told."""
    if row.participants:
        numbers = " / ".join(map(str, row.participants))
        return f"{numbers} {'person' if row.participants == (1,) else 'people'}"

    if row.included_studies is not None:
        return f"{row.included_studies} {'study' if row.included_studies == 1 else 'studies'}"

    return NOT_RECORDED


def _directness(row: StudyRow) -> str:
    """How direct its readers take it to be; of what is withdrawn only where nothing else is there."""
    standing = [line for line in row.study.lines if not line.withdrawn]
    words = dict.fromkeys(looks.word(line.directness) for line in standing or row.study.lines)
    if len(words) > 1:
        words.pop(NOT_RECORDED, None)

    return " / ".join(words)


def _in_a_line(row: StudyRow) -> str:
    """The facts of a study where there is no room for columns, each saying what it is of."""
    facts = {"design": _design(row).replace("\n", " / "), "size": _size(row), "directness": _directness(row)}

    return ", ".join(f"{name} {fact}" if fact == NOT_RECORDED else fact for name, fact in facts.items())
