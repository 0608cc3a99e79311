"""Words of a text as the search compares them: folded, without filler, reduced to their stems."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def _listed(name: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath(name).read_text("utf-8").split())


FILLER = _listed("filler.txt")
"""Words that a question holds whatever it is about."""


def words(text: str) -> list[str]:
    """The words of *text*, case and accents folded, contractions without their tail.

    >>> words("Don't tea-leaves SOOTHE the Café's guests?")
    ['don', 'tea', 'leaves', 'soothe', 'the', 'cafe', 'guests']
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return [re.split(r"['’]", word)[0] for word in WORD.findall(plain)]


def spoken(text: str) -> list[str]:
    """The words of *text* that are no filler."""
    return [word for word in words(text) if word not in FILLER]


def stems(text: str) -> list[str]:
    """The stems of the words of *text* that are no filler.

    >>> stems("Does tea make me sleep longer?")
    ['tea', 'make', 'sleep', 'longer']
    """
    return [stem(word) for word in spoken(text)]


@cache
def stem(word: str) -> str:
    """The stem of one folded English word (Porter 2)."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer():  # type: ignore[no-untyped-def] # noqa: ANN202 - the package ships no types
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def near_misses(word: str, known: Iterable[str]) -> list[str]:
    """The *known* words one slip of the finger away from *word* (Damerau-Levenshtein distance 1).

    >>> near_misses("leaf", ["loaf", "leafs", "tea"])
    ['loaf', 'leafs']
    """
    return [other for other in known if abs(len(other) - len(word)) <= 1 and _one_slip(word, other)]


def _one_slip(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = (
        one[start : start + 2][::-1] == other[start : start + 2] and one[start + 2 :] == other[start + 2 :]
    )
    return one != other and (swapped or one[start + 1 :] == other[start + 1 :])
