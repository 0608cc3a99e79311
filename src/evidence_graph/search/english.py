"""General English: how rare a word is in it.

The table knows 13,000 stems, each once, in one line of text that the pages carry as it is:

    0aA1bandonP   a digit: so many letters of the stem before it; its other letters; how rare it is, A to Z

Its words come from SCOWL, how rare they are from there and from a tokenizer: `tools/english.py` makes it,
`LICENSE-WORDS` has the terms of both. It knows nothing of any data set.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENTRY = re.compile(r"(\d)([a-z]+)([A-Z])")
MOST_SHARED = 9
"""So many letters at most are taken from the stem before: one digit."""

COMMONEST, RAREST = ord("A"), ord("Z")

NUMBER = 0.5
"""How rare a number is taken to be."""


def is_listed(stem: str) -> bool:
    """Whether the table knows *stem*."""
    return stem in _rarities()


def rarity(stem: str) -> float:
    """How rare *stem* is in general English, from 0 to 1; a word that is not listed is as rare as can be.

    >>> rarity("good") < rarity("kettl") < rarity("lapsang") == 1
    True
    """
    listed_rarity = _rarities().get(stem)
    if listed_rarity is not None:
        return listed_rarity

    return NUMBER if stem.isdecimal() else 1.0


@cache
def table() -> str:
    """The table as it is written, for a page to carry."""
    return files(__package__).joinpath("english.txt").read_text("ascii").strip()


@cache
def _rarities() -> Mapping[str, float]:
    return unpack(table())


def unpack(text: str) -> dict[str, float]:
    """How rare each stem of a table is.

    >>> unpack("0aA1bandonZ")
    {'a': 0.0, 'abandon': 1.0}
    """
    rarities, stem = {}, ""
    for shared, letters, degree in ENTRY.findall(text):
        stem = stem[: int(shared)] + letters
        rarities[stem] = (ord(degree) - COMMONEST) / (RAREST - COMMONEST)

    return rarities


def pack(rarities: Mapping[str, float]) -> str:
    """The table of *rarities*: what `unpack` reads.

    >>> pack({"abandon": 1.0, "a": 0.0})
    '0aA1bandonZ'
    """
    return "".join(_entries(sorted(rarities.items())))


def _entries(rows: Iterable[tuple[str, float]]) -> Iterable[str]:
    before = ""
    for stem, rarity in rows:
        shared = 0
        while shared < min(len(before), MOST_SHARED) and before[shared] == stem[shared]:
            shared += 1

        yield f"{shared}{stem[shared:]}{chr(COMMONEST + round(rarity * (RAREST - COMMONEST)))}"
        before = stem
