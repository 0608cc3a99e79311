"""Ids for what is new: readable, made of its own words, and free.

"Warming the pot first keeps tea hotter."   ->   warming-pot-keeps-tea-hotter
Ladle, B. and Pot, C., 2022                 ->   ladle2022
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.search.word_stems import FILLER, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WORDS = 5
"""So many words of a sentence make an id that one can still type."""

MEANINGFUL = FILLER & {
    *("above", "after", "against", "all", "any", "before", "below", "cannot", "down", "each", "every", "few"),
    *(
        "less",
        "many",
        "more",
        "most",
        "much",
        "never",
        "no",
        "none",
        "nor",
        "not",
        "off",
        "on",
        "only",
        "out",
    ),
    *("over", "same", "under", "up", "without"),
} | {"less", "few", "never"}
"""Words that a question does without, while a claim without them is another claim."""

ORDERLY = frozenset({"first", "second", "third"})
"""Words that say when; an id does without."""

LONGEST = 60
"""Letters of an id; one word may be longer than any name should be."""

_WORD = re.compile(r"[a-z0-9]+")
_OTHER_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "œ": "oe", "ł": "l", "Ł": "l", "đ": "d", "þ": "th"}
)
"""Letters that have no accent to be taken off."""


def slug(text: str, *, words: int = WORDS) -> str:
    """The first meaningful *words* of *text*, joined by hyphens; all of it where no Latin letter is left.

    >>> slug("Warming the pot first keeps tea hotter."), slug("Milk does not spoil tea.")
    ('warming-pot-keeps-tea-hotter', 'milk-not-spoil-tea')
    """
    words_of_text = _WORD.findall(_plain(text))
    telling = [
        word for word in words_of_text if word in MEANINGFUL or word not in FILLER | ORDERLY
    ] or words_of_text
    name = "-".join(telling[:words])[:LONGEST].strip("-")

    return name or "-".join(fold(text).split())[:LONGEST]


def name_of(text: str) -> str:
    """An id of all words of a name or a label.

    >>> name_of("Ana Bell"), name_of("what makes a good pot of tea")
    ('ana-bell', 'what-makes-a-good-pot-of-tea')
    """
    return "-".join(_WORD.findall(_plain(text)))[:LONGEST].strip("-") or slug(text)


def citation_key(author: str, year: int | None, title: str) -> str:
    """A key for a work: family name of its first *author* and year, else a word of its *title*.

    >>> citation_key("Søren-Smith, B.", 2022, "Pots"), citation_key("", None, "The heat of pots")
    ('sorensmith2022', 'heat')
    """
    family = "".join(_WORD.findall(_plain(author.partition(",")[0])))
    head = family or slug(title, words=1) or "work"

    return f"{head}{'' if year is None else year}"


def name_for(kind: type[Any], values: Mapping[str, Any]) -> str:
    """An id for a record of a *kind* that holds *values*: of its name, its label, or of what it is about."""
    if kind in {model.Concept, model.Scheme}:
        return name_of(values["label"])
    if kind is model.Curator:
        return name_of(values["name"])

    if kind is model.Search:
        about = values.get("topic") or next(iter(values.get("claims", ())), "search")
        return f"{about}.{values['date']}"

    if kind is model.RiskOfBias:
        domain = name_of(values.get("domain") or "overall")
        return f"{values['citation']}.{name_of(values['instrument'])}.{domain}"

    return slug(str(values.get("title") or values.get("statement") or values.get("name") or kind.__name__))


def free(name: str, is_taken: Callable[[str], bool], *, joint: str = "-") -> str:
    """*name*, or the first of *name*-2, *name*-3 … that is not taken.

    >>> free("pot", {"pot", "pot-2"}.__contains__)
    'pot-3'
    """
    if not is_taken(name):
        return name

    return next(other for n in count(2) if not is_taken(other := f"{name}{joint}{n}"))


def free_key(key: str, is_taken: Callable[[str], bool]) -> str:
    """*key*, or the first of *key* with b, c, … behind it that is not taken.

    >>> free_key("ladle2022", {"ladle2022"}.__contains__)
    'ladle2022b'
    """
    for letter in ("", *"bcdefghijklmnopqrstuvwxyz"):
        other = f"{key}{letter}"
        if not is_taken(other):
            return other

    return free(key, is_taken)


def _plain(text: str) -> str:
    """*text* in small letters without accents and apostrophes."""
    return fold(text.translate(_OTHER_LETTERS)).replace("'", "").replace("’", "")
