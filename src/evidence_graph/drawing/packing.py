"""Topics packed into columns: a page as full as it gets, topics with studies in common side by side.

A local search from a fixed start, without chance: the same heights and links give the same columns.
For few topics; `blocks` lays out many.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Columns = tuple[tuple[int, ...], ...]

VIEW = (1000, 690)
"""The canvas beside the list in a window of 1280 by 800, in which the map shall be as large as can be."""
GAP = 24
"""Between two topics one above the other, and between a column and the studies beside it."""
_MOST_TRIED = 6_000
_NEARNESS = 0.06
"""What a shared study's distance counts against the size of the map: enough to break ties, no more."""


@dataclass(frozen=True, slots=True)
class PackingTask:
    """What is to be packed: heights, how many studies two topics share, and the widths."""

    heights: Sequence[float]
    shared: Mapping[tuple[int, int], int]
    width: float
    lane: float

    def size(self, columns: Columns) -> tuple[float, float]:
        """How wide and high the map gets."""
        high = max(sum(self.heights[n] + GAP for n in column) - GAP for column in columns)

        return self.left(columns, len(columns)) - self.lane_after(columns, len(columns) - 1), high

    def left(self, columns: Columns, number: int) -> float:
        """Where column *number* begins."""
        return sum(self.width + self.lane_after(columns, n) for n in range(number))

    def lane_after(self, columns: Columns, number: int) -> float:
        """The room between a column and the next one."""
        if self.shared and (number < len(columns) - 1 or number == 0):
            return self.lane

        return GAP

    def cost(self, columns: Columns) -> float:
        """How small the map must be drawn to fit the view, and how far shared studies reach."""
        wide, high = self.size(columns)
        smallness = max(wide / VIEW[0], high / VIEW[1])
        middles = self._middles(columns)
        reach = 0.0
        for (one, other), count in self.shared.items():
            (left, top), (right, foot) = middles[one], middles[other]
            reach += count * (abs(left - right) + abs(top - foot))

        farthest = (wide + high) * max(1, sum(self.shared.values()))

        return smallness * (1 + _NEARNESS * reach / farthest)

    def _middles(self, columns: Columns) -> dict[int, tuple[float, float]]:
        middles = {}
        for number, column in enumerate(columns):
            top = 0.0
            for n in column:
                middles[n] = (self.left(columns, number), top + self.heights[n] / 2)
                top += self.heights[n] + GAP

        return middles


def pack(sheet: PackingTask) -> Columns:
    """The columns, from left to right, each from top to bottom, that show the map largest."""
    numbers = range(1, len(sheet.heights) + 1)
    promising = sorted(numbers, key=lambda number: sheet.cost(_balance(sheet, number)))[:3]

    return min((_settle(sheet, number) for number in promising), key=sheet.cost)


def _settle(sheet: PackingTask, number: int) -> Columns:
    """*number* columns, improved until no exchange or move of one topic helps."""
    columns = _balance(sheet, number)
    cost = sheet.cost(columns)
    tried = 0
    better = True
    while better and tried < _MOST_TRIED:
        better = False
        for changed in _changes(columns):
            tried += 1
            changed_cost = sheet.cost(changed)
            if changed_cost < cost - 1e-9:
                columns, cost, better = changed, changed_cost, True
                break

            if tried >= _MOST_TRIED:
                break

    return columns


def _balance(sheet: PackingTask, number: int) -> Columns:
    """The tallest first, each into the shortest column."""
    columns: list[list[int]] = [[] for _ in range(number)]
    for n in sorted(range(len(sheet.heights)), key=lambda n: (-sheet.heights[n], n)):
        shortest = min(columns, key=lambda column: sum(sheet.heights[m] + GAP for m in column))
        shortest.append(n)

    return tuple(tuple(column) for column in columns)


def _changes(columns: Columns) -> Iterator[Columns]:
    """Every arrangement in which two topics have changed places or one has moved."""
    spots: list[tuple[int, int]] = []
    for c, column in enumerate(columns):
        spots += ((c, r) for r in range(len(column)))

    for (c, r), (d, s) in combinations(spots, 2):
        changed = list(map(list, columns))
        changed[c][r], changed[d][s] = changed[d][s], changed[c][r]
        yield tuple(map(tuple, changed))

    for c, r in spots:
        for d, column in enumerate(columns):
            if d == c or len(columns[c]) == 1:
                continue

            for s in range(len(column) + 1):
                changed = list(map(list, columns))
                changed[d].insert(s, changed[c].pop(r))
                yield tuple(map(tuple, changed))
