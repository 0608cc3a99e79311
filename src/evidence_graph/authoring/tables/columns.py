"""How each column of a table was understood: what it becomes, and what stands in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.authoring.tables.cell_values import is_missing, plain
from evidence_graph.authoring.tables.mapping import holes
from evidence_graph.authoring.tables.targets import NO_PLACE, Target, target_of
from evidence_graph.authoring.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.authoring.tables.mapping import Mapping
    from evidence_graph.authoring.tables.source_rows import SourceTable

FEW = 6
"""So many different values of a column are listed with their numbers; of more, one is shown."""

SHOWN = 30
"""Letters of a value that is shown as an example."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column, the word for what it becomes (none where it has no place), and what stands in it."""

    column: str
    becomes: str
    values: str


def without_place(table: SourceTable, mapping: Mapping) -> list[str]:
    """The columns of *table* of which *mapping* makes nothing."""
    free = [column for column in table.columns if mapping.columns.get(column, NO_PLACE) == NO_PLACE]

    return [column for column in free if not _by_other_ways(column, mapping)]


def uses(table: SourceTable, mapping: Mapping, columns: Iterable[str]) -> tuple[ColumnUse, ...]:
    """How *mapping* uses each of *columns* of *table*."""
    column_uses: list[ColumnUse] = []
    for column in columns:
        counts = Counter(plain(row.cells.get(column, "")) for row in table.rows)
        counts = Counter({text: number for text, number in counts.items() if not is_missing(text)})
        name = mapping.columns.get(column, NO_PLACE)
        target = target_of(name) if name else None

        if target:
            becomes = target.becomes
        else:
            becomes = _by_other_ways(column, mapping)

        if target and target.choices:
            values = _meanings(target, column, mapping, counts)
        else:
            values = _summary(counts, is_whole=not becomes)

        column_uses.append(ColumnUse(column, becomes, values))

    return tuple(column_uses)


def _by_other_ways(column: str, mapping: Mapping) -> str:
    """What becomes of a column that is no field itself: part of a template, a note, a reason to pass over."""
    for name, templates in mapping.templates.items():
        target = target_of(name)
        if target and any(column in holes(template) for template in templates):
            return target.becomes

    if column in mapping.keeps:
        return "note"
    if column in {*mapping.skips, *mapping.only}:
        return "rows to pass over"

    return ""


def _meanings(target: Target, column: str, mapping: Mapping, counts: Counter[str]) -> str:
    """Each value with its meaning and number; one without a meaning has a question mark."""
    parts: list[str] = []
    for text, number in counts.most_common():
        try:
            meaning = str(mapping.reading(target, column, text))
        except Unreadable:
            meaning = "?"

        parts.append(f"{text} → {meaning} {number}")

    return ", ".join(parts[:FEW]) + (", …" if len(parts) > FEW else "")


def _summary(counts: Counter[str], *, is_whole: bool) -> str:
    """The values with their numbers where they are few and nobody else tells them, else one example."""
    if not counts:
        return "empty"
    if is_whole and len(counts) <= FEW and max(map(len, counts)) <= SHOWN:
        return ", ".join(f"{text} {number}" for text, number in counts.most_common())

    first = next(iter(counts))
    if len(first) > SHOWN or len(counts) > 1:
        return f"{first[:SHOWN].rstrip()} …"

    return first
