"""How answers look in a terminal: readable at 80 columns, with and without colour."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evidence_graph import looks
from evidence_graph.cli.printing import clean
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from evidence_graph.model import BiasJudgement, Directness, EvidenceLine, Study

WIDE = 100
"""From this width on a terminal has room for five columns."""

TIGHT = 64
"""Below this width no column but the numbers can be promised one of its own."""


STANCE = 14
"""So wide is a column of stances."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A table that is laid out for the width it is printed at."""

    layout: Callable[[int], Table]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The table for the width at hand."""
        yield self.layout(options.max_width)


@dataclass(frozen=True, slots=True)
class Id:
    """An id in a cell, which breaks after a hyphen where it is too long for a line."""

    name: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The id, in as many lines as it takes."""
        yield Text("\n".join(wrap(clean(self.name), max(options.max_width, 1))), style="dim")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From its longest word to the whole of it."""
        longest = max(map(len, self.name.split("-")), default=0) + 1

        return Measurement(longest, max(longest, len(self.name))).with_maximum(options.max_width)


def name_with_id(words: Text, name: str, *below: RenderableType) -> RenderableType:
    """The *words* for something, under them the id that is its *name*, and what else stands *below*."""
    return Group(words, Id(name), *below)


def stances(lines: Sequence[EvidenceLine]) -> Text:
    """What the readers say, each judgement once, with how direct the work is."""
    judgements = dict.fromkeys((line.stance, line.directness, bool(line.withdrawn)) for line in lines)
    texts = [judgement_text(*judgement) for judgement in judgements]
    if len({stance for stance, _, withdrawn in judgements if not withdrawn}) > 1:
        texts.insert(0, Text("readers\ndiffer:", style="bold"))

    return Text("\n").join(texts)


def judgement_text(stance: Stance, directness: Directness, withdrawn: bool) -> Text:  # noqa: FBT001 - a field
    """A stance, how direct the work is, and whether the judgement is withdrawn."""
    text = stance_text(stance)
    beside = looks.DIRECTNESS[directness].beside
    if not beside and stance is not Stance.BACKGROUND:
        beside = "directness not recorded"

    if beside:
        text.append(f"\n{beside}", style="not bold default")

    if withdrawn:
        text.append("\nWITHDRAWN", style="bold magenta")

    return text


def stance_text(stance: Stance) -> Text:
    """A stance with its sign."""
    look = looks.STANCES[stance]

    return Text(f"{look.sign} {look.word}", style=look.style)


def bias_text(judgement: BiasJudgement) -> Text:
    """The light of a judgement of bias, told without colour too."""
    look = looks.BIASES[judgement]

    return Text(f"({look.sign}) {look.word}", style=look.style)


def flags(study: Study | None) -> list[str]:
    """The marks a reader must see beside a work: disputed, retracted, conflict of interest."""
    if study is None:
        return []

    marks = []
    if study.retraction_status:
        look = looks.RETRACTIONS[study.retraction_status]
        if look.mark:
            marks = [look.mark.upper() if look.loud else look.mark]
        else:
            marks = []

    return marks + ["conflict of interest"] * (study.conflict_of_interest is not None)


def grid(*headings: str) -> Table:
    """An open table that fits the terminal."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")

    return table


def numeric(table: Table, last: int) -> Table:
    """The *table* with the figures of its *last* columns one under the other."""
    for column in table.columns[-last:]:
        column.justify = "right"

    return table


def facts(pairs: Iterable[tuple[str, object]]) -> RenderableType:
    """Names and values in two columns; what has no value is left out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        if isinstance(value, Text):
            table.add_row(name, value)
        elif value not in {None, "", ()}:
            table.add_row(name, Text(clean(str(value))))

    return Padding(table, (0, 0, 1, 0))


def heading(text: str) -> Text:
    """A heading."""
    return Text(clean(text), style="bold underline")


def plain(text: str, style: str = "") -> Text:
    """Text from a file, without control characters and without markup."""
    return Text(clean(text), style=style)


def indent(text: Text, by: int) -> RenderableType:
    """The *text*, each of its lines moved in."""
    return Padding(text, (0, 0, 0, by))


def bullets(items: Iterable[str]) -> RenderableType:
    """A list, each item on its own lines."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    for item in items:
        table.add_row("•", plain(item))

    return Padding(table, (0, 0, 1, 2))


def steps(items: Sequence[str]) -> RenderableType:
    """A numbered list."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for number, item in enumerate(items, 1):
        table.add_row(f"{number}.", plain(item))

    return Padding(table, (0, 0, 1, 2))
