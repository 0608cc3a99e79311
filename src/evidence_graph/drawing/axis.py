"""The paper of a forest plot and its axis: from the figures to places on it, with round numbers below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.effects import Panel, Pool

STEPS = (1, 2, 2.5, 5, 10)
MOST = 6
"""Numbers below the axis; more would run into one another on a telephone."""

EDGE = 0.06
"""Room beyond the last figure, as a share of the range."""

NEAR = 45
"""A word in the middle of a place nearer to an end of the axis than this would stick out."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where things stand: the width of words, the axis, and the figures at the right."""

    name: str
    width: float
    words: float
    axis: tuple[float, float]
    figures: float | None


WIDE = Room("wide", 760, 316, (344, 580), 600)
NARROW = Room("narrow", 360, 352, (14, 346), None)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where on the paper a figure stands; ratios by their logarithm."""

    low: float
    high: float
    null: float
    ratio: bool
    ticks: tuple[float, ...]
    room: tuple[float, float]

    @classmethod
    def over(cls, panel: Panel, pools: Sequence[Pool], room: tuple[float, float]) -> Axis:
        """The axis that holds all figures of *panel*, its *pools* and the place of no difference."""
        numbers = [panel.scale.null]
        for effect in panel.effects:
            numbers += [n for n in (effect.estimate, *(effect.interval or ())) if n is not None]

        for pool in pools:
            numbers += [pool.low, pool.high]

        ratio = panel.scale.ratio
        low, high = (_scale(end(numbers), ratio) for end in (min, max))
        edge = EDGE * (high - low) or 1.0
        if ratio:
            ticks = _powers(low - edge, high + edge)
        else:
            ticks = round_numbers(low - edge, high + edge)

        if panel.scale.null not in ticks:
            ticks = (*ticks, panel.scale.null)

        return cls(low - edge, high + edge, panel.scale.null, ratio, tuple(sorted(ticks)), room)

    def x(self, value: float) -> float:
        """The place of *value* on the paper."""
        start, right = self.room
        share = (_scale(value, self.ratio) - self.low) / (self.high - self.low)

        return start + share * (right - start)

    @property
    def side(self) -> str:
        """On which side of the place of no difference its name has room."""
        start, right = self.room
        if self.x(self.null) - start < NEAR:
            return "start"
        if right - self.x(self.null) < NEAR:
            return "end"

        return "middle"


def _scale(value: float, ratio: bool) -> float:  # noqa: FBT001 - a property of the scale
    return math.log(value) if ratio else value


def round_numbers(low: float, high: float) -> tuple[float, ...]:
    """At most six round numbers between *low* and *high*, evenly spaced.

    >>> round_numbers(-6.6, 4.6)
    (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0)
    """
    power = 10 ** math.floor(math.log10((high - low) / MOST))
    for step in (power * s for s in STEPS):
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first < MOST:
            return tuple(round(float(n * step), 10) for n in range(first, last + 1))

    return ()


def _powers(low: float, high: float) -> tuple[float, ...]:
    """Round ratios between two logarithms: halves and doubles, or powers of ten when they are many."""
    for base in (2.0, 10.0, 1000.0):
        first, last = math.ceil(low / math.log(base)), math.floor(high / math.log(base))
        if last - first < MOST:
            return tuple(float(base**n) for n in range(first, last + 1))

    return ()
