"""Shares, F1 and kappa, each with its 95 % interval.

A share has the interval of Wilson. F1 and kappa have that of 1,000 draws of the sentences with replacement,
from a fixed seed: the sentences of few texts are no sample of all texts, so take it as the least that chance
alone does.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DRAWS = 1000
SEED = 5
_Z = 1.96

Row = TypeVar("Row")


class Count(NamedTuple):
    """Of one sentence or entry: how many *answers* and *targets* there are, and how many answers hit one."""

    hits: int
    targets: int
    answers: int


def f1(counts: Sequence[Count]) -> float:
    """The F1 of *counts*: twice the hits, of all targets and all answers.

    >>> f1([Count(1, 2, 1), Count(0, 0, 1)])
    0.5
    """
    hits, total = 0, 0
    for count in counts:
        hits += count.hits
        total += count.targets + count.answers

    return 2 * hits / total if total else 0.0


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """How far two readers agree beyond chance (Cohen 1960); 1 where there is nothing to differ on.

    >>> kappa([(True, True), (False, False), (True, False), (False, True)])
    0.0
    """
    count = len(pairs)
    if not count:
        return 1.0

    same = sum(one == other for one, other in pairs) / count
    first, second = (sum(one) / count for one in zip(*pairs, strict=True))
    by_chance = first * second + (1 - first) * (1 - second)

    return (same - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def share(right: int, count: int) -> str:
    """*right* of *count*, with the interval of Wilson.

    >>> share(8, 10)
    '8 of 10, .80 (.49 to .94)'
    """
    if not count:
        return "0 of 0"

    part, width = right / count, _Z**2 / count
    middle = part + width / 2
    spread = _Z * (part * (1 - part) / count + width / (4 * count)) ** 0.5
    low, high = (middle - spread) / (1 + width), (middle + spread) / (1 + width)

    return f"{right} of {count}, {_figure(part)} ({_figure(low)} to {_figure(high)})"


def estimate(rows: Sequence[Row], measure: Callable[[Sequence[Row]], float]) -> str:
    """What *measure* says of *rows*, with the interval of draws."""
    if not rows:
        return "nothing to measure"

    chance = random.Random(SEED)  # noqa: S311 - the same figures each time, no secret
    values = sorted(measure(chance.choices(rows, k=len(rows))) for _ in range(DRAWS))
    low, high = values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS)]

    return f"{_figure(measure(rows))} ({_figure(low)} to {_figure(high)})"


def _figure(value: float) -> str:
    """Two digits without the nought that every share begins with."""
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"
