"""General English: how rare a word is in it, and roughly what it is about.

The table knows 16,000 stems. Its words come from SCOWL; how rare they are and what they are about was
read, once, from multilingual-e5-small (Wang et al., arXiv 2402.05672): `tools/english.py` makes it,
`LICENSE-WORDS` has the terms of both. It knows nothing of any data set.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDTH = 24
"""By how many numbers the table says what a word is about."""

NUMBER = 0.5
"""How rare a number is taken to be."""


def listed(stem: str) -> bool:
    """Whether the table knows *stem*."""
    return stem in _rows()


def rarity(stem: str) -> float:
    """How rare *stem* is in general English, from 0 to 1; a word that is not listed is as rare as can be.

    >>> rarity("good") < rarity("bitter") < rarity("lapsang") == 1
    True
    """
    row = _rows().get(stem)
    if row is None:
        return NUMBER if stem[:1].isdigit() else 1.0
    return (_table()[row] % 256) / 255


def gist(stems: Iterable[str]) -> tuple[float, ...]:
    """What *stems* are about together, the rare ones most: a direction of length 1, or nothing."""
    total = [0.0] * WIDTH
    for stem in stems:
        row = _rows().get(stem)
        if row is not None:
            weight = rarity(stem)
            meaning = _table()[row + 1 : row + 1 + WIDTH]
            total = [so_far + weight * part for so_far, part in zip(total, meaning, strict=True)]
    length = sqrt(sum(part * part for part in total))
    return tuple(part / length for part in total) if length else ()


def likeness(one: Sequence[float], other: Sequence[float]) -> float:
    """How near two gists are: 1 for the same direction, 0 where one of them is nothing.

    >>> quick, slow, kettle = gist(["quick"]), gist(["slow"]), gist(["kettl"])
    >>> likeness(quick, slow) > likeness(quick, kettle)
    True
    """
    return sum(a * b for a, b in zip(one, other, strict=False))


@cache
def _rows() -> Mapping[str, int]:
    """Where the row of each stem begins."""
    stems = files(__package__).joinpath("english.txt").read_text("utf-8").split()
    return {stem: number * (1 + WIDTH) for number, stem in enumerate(stems)}


@cache
def _table() -> memoryview:
    """A row a stem: a byte of rarity (unsigned) and what it is about (signed)."""
    return memoryview(files(__package__).joinpath("english.bin").read_bytes()).cast("b")
