"""A table as it lies in a file, whatever the file's format: columns, and rows of texts with their numbers.

A row bears the number that a spreadsheet or an editor shows for it, so that whoever reads a complaint can
put the finger on it. What could not be read of single rows is a `Refusal`, never the end of the table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_VALUE = 60
"""As much of a value is repeated in a message."""


@dataclass(frozen=True, slots=True, order=True)
class RowPlace:
    """A row of a file, and which item of it where one row holds several, both counted from 1."""

    row: int
    item: int | None = None

    def __str__(self) -> str:
        if self.item is None:
            return f"{self.row}"

        return f"{self.row}.{self.item}"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: its place, and its texts by column."""

    place: RowPlace
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken in: where it stands, the column and its value, why, and what to do."""

    file: str
    place: RowPlace
    column: str | None
    value: str
    reason: str
    cure: str
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def row(self) -> int:
        """The number of the row."""
        return self.place.row

    def __str__(self) -> str:
        return f"row {self.place}  {self.reason} → {self.cure}"

    def to_json(self) -> dict[str, str | None]:
        """The refusal for programs."""
        return {
            "row": str(self.place),
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "cure": self.cure,
        }


@dataclass(frozen=True, slots=True)
class SourceTable:
    """All rows of one file, with what a reader should know of how it was read."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    header_row: int | None = None
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()


def cut(text: str) -> str:
    """*text* on one line, cut where it is longer than a message bears."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_VALUE:
        return line

    return f"{line[: LONGEST_VALUE - 1]}…"
