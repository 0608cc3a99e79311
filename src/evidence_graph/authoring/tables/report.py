"""What came of an import, in numbers that add up: read = added + merged + in already + refused."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace
    from evidence_graph.model import Weighing


@dataclass(frozen=True, slots=True)
class RepeatedRow:
    """A row, and the row or the claim or work of the folder that it repeats or was joined with."""

    place: RowPlace
    other: RowPlace | str

    def to_json(self) -> dict[str, str]:
        """Both as texts."""
        return {"row": str(self.place), "other": str(self.other)}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Values of a column that could not be read: how many, why, and what to do."""

    column: str
    reason: str
    cure: str
    number: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did with each row of one table, and what it added to the folder."""

    file: str
    recipe: str
    curator: str
    read: int = 0
    first: RowPlace | None = None
    last: RowPlace | None = None
    header_row: int | None = None
    added: int = 0
    already: int = 0
    merged: tuple[RepeatedRow, ...] = ()
    refused: tuple[Refusal, ...] = ()
    skipped: int = 0
    joined: tuple[RepeatedRow, ...] = ()
    cleaned: int = 0
    left_out: tuple[LeftOut, ...] = ()
    no_place: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    weighing: Weighing | None = None
    weighing_is_set: bool = False
    notices: tuple[str, ...] = ()
    unit: str = "row"

    @property
    def adds_up(self) -> bool:
        """Whether every row that was read is told of once."""
        return self.read == self.added + len(self.merged) + self.already + len(self.refused)

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "file": self.file,
            "recipe": self.recipe,
            "curator": self.curator,
            "read": self.read,
            "added": self.added,
            "merged": [pair.to_json() for pair in self.merged],
            "in_already": self.already,
            "refused": [refusal.to_json() for refusal in self.refused],
            "passed_over": self.skipped,
            "joined": [pair.to_json() for pair in self.joined],
            "cleaned": self.cleaned,
            "left_out": [asdict(one) for one in self.left_out],
            "no_place": [column for column, _ in self.no_place],
            "counts": dict(self.counts),
            "weighing": self.weighing,
            "notices": list(self.notices),
        }


def refused_rows(reports: Sequence[ImportReport]) -> str:
    """The refused rows as CSV, with their columns as they were, to be mended and imported again."""
    rows: list[Refusal] = []
    for report in reports:
        rows += report.refused

    columns: dict[str, None] = {}
    for refusal in rows:
        columns |= dict.fromkeys(refusal.cells)

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*columns, "refused row", "refused because"])
    for refusal in rows:
        cells = [refusal.cells.get(column, "") for column in columns]
        writer.writerow([*cells, f"{refusal.file}:{refusal.place}", refusal.reason])

    return out.getvalue()
