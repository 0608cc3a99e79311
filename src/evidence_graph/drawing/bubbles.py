"""Circles packed without overlap: the largest in the middle, kin side by side, the whole wider than high.

Each circle in turn, the largest first, is put against two that stand already, where it is nearest to
the middle and to its kin. Nothing is left to chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WIDER = 2.0
"""How much wider than high the packing shall be."""
GAP = 6.0
_KINSHIP = 0.8
"""What the distance from kin counts against the distance from the middle."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle in its place."""

    x: float
    y: float
    r: float

    def clears(self, other: Circle) -> bool:
        """Whether there is a gap between the two."""
        return hypot(self.x - other.x, self.y - other.y) >= self.r + other.r + GAP - 1e-6


def pack(radii: Sequence[float], kin: Mapping[int, Mapping[int, float]]) -> list[Circle]:
    """A place for each circle of *radii*, which are given from large to small.

    *kin* says how much each is drawn to those before it.
    """
    circles: list[Circle] = []
    pairs: list[tuple[int, int]] = []
    for number, r in enumerate(radii):
        kin_circles = [(circles[n], weight) for n, weight in kin.get(number, {}).items() if n < number]
        circle = _place(circles, pairs, r, kin_circles)
        for n, other in enumerate(circles):
            distance = hypot(circle.x - other.x, circle.y - other.y)
            if distance < circle.r + other.r + 2 * (r + GAP):
                pairs.append((n, number))

        circles.append(circle)

    return circles


def _place(
    circles: Sequence[Circle],
    pairs: Sequence[tuple[int, int]],
    r: float,
    kin_circles: Sequence[tuple[Circle, float]],
) -> Circle:
    """The best free place of a circle of radius *r*; where none is free, to the right of all."""
    spots = sorted(_spots(circles, pairs, r), key=lambda spot: (_cost(spot, kin_circles), spot.x, spot.y))
    for spot in spots:
        if all(spot.clears(other) for other in circles):
            return spot

    right = max((circle.x + circle.r for circle in circles), default=-r)

    return Circle(right + GAP + r, 0, r)


def _spots(circles: Sequence[Circle], pairs: Sequence[tuple[int, int]], r: float) -> Iterator[Circle]:
    """The places where a circle of radius *r* touches two others, and the first two."""
    if not circles:
        yield Circle(0, 0, r)

    if len(circles) == 1:
        yield Circle(circles[0].r + GAP + r, 0, r)

    for a, b in pairs:
        yield from _touching(circles[a], circles[b], r)


def _touching(one: Circle, other: Circle, r: float) -> Iterator[Circle]:
    reach, further = one.r + r + GAP, other.r + r + GAP
    across, down = other.x - one.x, other.y - one.y
    distance = hypot(across, down)
    if distance > reach + further:
        return

    along = (reach * reach - further * further + distance * distance) / (2 * distance)
    off = sqrt(max(0.0, reach * reach - along * along))
    for side in (off, -off):
        x = one.x + (across * along - down * side) / distance
        y = one.y + (down * along + across * side) / distance
        yield Circle(x, y, r)


def _cost(spot: Circle, kin_circles: Sequence[tuple[Circle, float]]) -> float:
    """How far *spot* is from the middle and from its kin."""
    middle = hypot(spot.x / WIDER, spot.y)
    pull = total = 0.0
    for circle, weight in kin_circles:
        pull += weight * hypot(spot.x - circle.x, spot.y - circle.y)
        total += weight

    if not total:
        return middle

    return middle + _KINSHIP * pull / total
