"""What is said of a token by itself: its form, its classes, and both in the words of its neighbours.

In comes the text of a token, out goes a `Forms`; it is worked out once for each text and then remembered,
because most tokens of a list are signs, numbers and words that came before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.word_classes import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 3
"""So long at most are initials, short words and most short forms."""

_LENGTH_OF_YEAR = 4
_LONG_WORD = 5
_FIRST_YEAR, _LAST_YEAR = "1500", "2039"

LOOKS = (
    ("journal", "j"),
    ("publisher", "p"),
    ("school", "u"),
    ("editor", "e"),
    ("meeting", "c"),
    ("subject", "s"),
    ("thesis", "t"),
    ("city", "g"),
    ("state", "g"),
    ("body", "b"),
    ("series", "r"),
)
"""The classes of words that make the look of a group, each with its sign."""

_BITS = 12
"""A count of a group takes so many bits: no reference has 4,096 tokens."""

COUNTS = ("words", "long", "small", "initials", "numbers", *sorted(set(dict(LOOKS).values())))
"""What is counted in a group: words, long ones, those of them that begin small, and the signs of classes."""


class Forms(NamedTuple):
    """What is said of a token alone, and in the words of its neighbours."""

    key: str
    all: tuple[str, ...]
    left: str
    right: str
    left_2: str
    right_2: str
    pair_left: str
    pair_right: str
    tally: int = 0
    """What it adds to the look of its group, see `tally_of`."""
    is_thesis: bool = False
    is_year: bool = False
    is_editor: bool = False


@lru_cache(maxsize=20_000)
def forms(text: str) -> Forms:
    """What is said of a token by itself."""
    low = text.lower()
    classes = classes_of(low)
    shape = _shape(text)
    key = _key(text, low, classes) or shape
    everything = [f"k={key}", *(f"c={one}" for one in classes)]
    is_word = text[0].isalpha()
    if is_word and len(text) > SHORT:
        everything.append(f"e={low[-3:]}")

    if is_word:
        everything.append(f"f={shape}")

    return Forms(
        key,
        tuple(everything),
        f"l={key}",
        f"r={key}",
        f"L={key}",
        f"R={key}",
        f"{key}<",
        f">{key}",
        tally=tally_of(text, classes),
        is_thesis="thesis" in classes,
        is_year=is_year(text),
        is_editor="editor" in classes,
    )


def tally_of(text: str, classes: Sequence[str]) -> int:
    """What a token adds to the counts of its group, all of them in one number, so that a sum adds them up."""
    counts: set[str] = set()
    if text[0].isdigit():
        counts = {"numbers"}
    elif text[0].isalpha():
        counts = {"words", *(_SIGN_OF[name] for name in classes if name in _SIGN_OF)}
        if len(text) > SHORT:
            counts |= {"long", "small"} if text[0].islower() else {"long"}
        elif len(text) < SHORT and text.isupper():
            counts.add("initials")

    return sum([_UNITS[name] for name in counts])


_UNITS = {name: 1 << (_BITS * place) for place, name in enumerate(COUNTS)}
_SIGN_OF = dict(LOOKS)


def counts_of(tally: int) -> dict[str, int]:
    """The counts that make a sum of tallies."""
    return {name: tally >> (_BITS * place) & ((1 << _BITS) - 1) for place, name in enumerate(COUNTS)}


def is_year(text: str) -> bool:
    """Whether a token may be a year."""
    return len(text) == _LENGTH_OF_YEAR and text.isdigit() and _FIRST_YEAR <= text <= _LAST_YEAR


START, END = (
    Forms(key, (), f"l={key}", f"r={key}", f"L={key}", f"R={key}", f"{key}<", f">{key}") for key in ("^", "$")
)
"""What stands before the first token, and behind the last."""


def _key(text: str, low: str, classes: tuple[str, ...]) -> str:
    """A sign or a word that styles use as it is; empty for any other, which its form stands for."""
    if not text[0].isalnum() or text[0] == "<":
        return low
    if len(text) == 1 and text.isupper():  # more often an initial than the J of a journal or the S of pages
        return "A"
    if classes:
        return classes[0] + ("+" if text[0].isupper() else "")

    return ""


def _shape(text: str) -> str:
    """The form of a word or number."""
    if text.isdigit():
        return "year" if is_year(text) else f"{min(len(text), 6)}d"

    if not text.isalpha() and any(letter.isdigit() for letter in text):
        return "x9" if text[0].isalpha() else "9x"

    if text.isupper():
        return "A" * min(len(text), 2) if len(text) <= SHORT else "AAAA"

    if text[0].isupper():
        return f"Aa{'-' * ('-' in text)}" if len(text) >= _LONG_WORD else "Ab"

    return "a" if len(text) <= SHORT else "aa"
