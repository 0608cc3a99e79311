"""Words of a text as the search compares them: folded, without filler, reduced to their stems.

    "Do tea-leaves SOOTHE the guests?"  ->  tea, leaves, soothe, guests  ->  tea, leav, sooth, guest

The script of the pages, `script/search.js`, does the same step by step: what is changed here is changed
there, and a test in a browser compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

FILLER = frozenset(files(__package__).joinpath("filler.txt").read_text("utf-8").split())
"""Words that a question holds whatever it is about."""

ENDINGS = ("ings", "ing", "ness", "edly", "ed", "ers", "er", "est", "ly", "ies", "es", "s", "e", "y")
"""What is taken off the end of a word, the first that fits."""

SHORTEST_STEM = 3
"""So many letters stay."""

_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_APOSTROPHE = re.compile("['’]")
_DIGIT = re.compile(r"[0-9]")


def fold(text: str) -> str:
    """*text* in small letters without accents.

    >>> fold("Café")
    'cafe'
    """
    if text.isascii():
        return text.lower()

    apart = unicodedata.normalize("NFKD", text.lower())

    return "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))


def spoken_words(text: str) -> list[str]:
    """The words of *text* that are no filler, contractions without their tail.

    >>> spoken_words("Don't tea-leaves SOOTHE the Café's guests?")
    ['tea', 'leaves', 'soothe', 'cafe', 'guests']
    """
    words = WORD.findall(fold(text))
    if "'" in text or "’" in text:
        words = [_APOSTROPHE.split(word)[0] for word in words]

    return [word for word in words if word not in FILLER]


def stems(text: str) -> list[str]:
    """The stems of the words of *text* that are no filler.

    >>> stems("Does tea make me sleep longer?")
    ['tea', 'mak', 'sleep', 'long']
    """
    return [stem(word) for word in spoken_words(text)]


@cache
def stem(word: str) -> str:
    """The stem of one folded word: its endings off; what holds a digit stays whole.

    >>> [stem(word) for word in ("steeping", "steeped", "hotter", "glass", "b12s")]
    ['steep', 'steep', 'hot', 'glass', 'b12s']
    """
    if _DIGIT.search(word):
        return word

    shorter = _without_ending(word)
    while shorter != word:
        word, shorter = shorter, _without_ending(shorter)

    return word


def _without_ending(word: str) -> str:
    if word.endswith("ss"):
        return word

    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return _DOUBLED.sub(r"\1", word[: -len(ending)])

    return word


def slips(one: str, other: str, most: int) -> bool:
    """Whether at most *most* slips of the finger make *one* the *other*.

    A slip is a letter more, less or other, or two that changed places.

    >>> slips("laef", "leaf", 1), slips("leaf", "loaves", 1)
    (True, False)
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1

    one, other = one[start:], other[start:]
    if not (one and other and most):
        return max(len(one), len(other)) <= most

    return (
        slips(one[1:], other[1:], most - 1)
        or slips(one[1:], other, most - 1)
        or slips(one, other[1:], most - 1)
        or (one[1:2] == other[0] and one[0] == other[1:2] and slips(one[2:], other[2:], most - 1))
    )
