"""How the rows of an answer look in a terminal: a grid where its columns fit, else one card a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import looks
from evidence_graph.cli import answer_tables
from evidence_graph.vocabulary import choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType

    from evidence_graph.sparql.asking import Table, Value
    from evidence_graph.store.conversion import Term

EXPLAINING = {"label", "statement"}
"""Columns that say in words what the name in the column before means."""

PROSE, ENOUGH = 24, 30
"""A column with longer cells than the first wraps; it wants at least the second."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as people read it: its heading, its cells, and how wide it wants to be."""

    heading: str
    cells: tuple[Text, ...]
    numeric: bool

    @property
    def longest(self) -> int:
        """The width of the longest line in it."""
        lines = (line for cell in (Text(self.heading), *self.cells) for line in cell.plain.split("\n"))

        return max(map(len, lines))

    @property
    def wanted(self) -> int:
        """The least width at which it reads well."""
        word = max((len(word) for cell in self.cells for word in cell.plain.split()), default=0)
        if self.longest <= PROSE:
            return self.longest

        return max(word, min(self.longest, ENOUGH))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of *table*; *joined* puts a name and the words that explain it into one column."""

    table: Table
    joined: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """A grid where the columns fit side by side, else a card a row."""
        columns = list(_columns(self.table, joined=self.joined))
        fits = sum(column.wanted + 1 for column in columns) <= options.max_width
        yield from _grid(columns) if fits else _cards(columns)


def _grid(columns: list[Column]) -> Iterator[RenderableType]:
    grid = answer_tables.grid(*(column.heading for column in columns))
    for table_column, column in zip(grid.columns, columns, strict=True):
        table_column.min_width = column.wanted
        table_column.ratio = None if column.longest <= PROSE else min(column.longest, 3 * ENOUGH)
        table_column.justify = "right" if column.numeric else "left"

    for row in zip(*(column.cells for column in columns), strict=True):
        grid.add_row(*row)

    yield grid


def _cards(columns: list[Column]) -> Iterator[RenderableType]:
    width = max(len(column.heading) for column in columns)
    for row in zip(*(column.cells for column in columns), strict=True):
        pairs = zip((column.heading.ljust(width) for column in columns), row, strict=True)
        yield answer_tables.facts([(heading, cell) for heading, cell in pairs if cell.plain])


def _columns(table: Table, *, joined: bool) -> Iterator[Column]:
    """The columns; one that explains the name before it takes it in, below its words."""
    name: tuple[Text, ...] = ()
    for number, column in enumerate(table.columns):
        values = [row[number] for row in table.rows]
        cells = tuple(
            _cell(row[number], term[number]) for row, term in zip(table.rows, table.terms, strict=True)
        )
        if number + 1 < len(table.columns):
            following = table.columns[number + 1]
        else:
            following = ""

        if joined and following in EXPLAINING:
            name = cells
            continue

        heading = column.replace("_", " ")
        if name:
            heading = table.columns[number - 1].replace("_", " ")
            cells = tuple(_under(words, key) for words, key in zip(cells, name, strict=True))
            name = ()

        numeric = all(isinstance(v, int | float | None) and not isinstance(v, bool) for v in values)
        yield Column(heading, cells, numeric)


def _under(words: Text, key: Text) -> Text:
    """The *words*, and below them the *key* they explain."""
    key.stylize("dim")

    return Text("\n").join(part for part in (words, key) if part.plain)


def _cell(value: Value, term: Term | None) -> Text:
    if isinstance(value, bool):
        return Text("yes" if value else "no")

    if term is not None and term[1] is None:
        chosen_word = choice(term[0])
    else:
        chosen_word = None

    if chosen_word is not None:
        return answer_tables.plain(looks.word(chosen_word))

    return answer_tables.plain("" if value is None else str(value))
