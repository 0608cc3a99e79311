"""Words that say what a piece of a reference is: of journals, publishers, places, months."""

from __future__ import annotations

from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Fall|Winter)\b"
)

PUBLISHER = (
    r"\b(?:Press|Publish(?:ers?|ing)|Publications?|Springer|Elsevier|Wiley|Blackwell|Routledge|Sage|SAGE|"
    r"McGraw|Pearson|Penguin|Oxford University|Cambridge University|Academic|Verlag|Books|Kluwer|Norton|"
    r"Macmillan|Palgrave|Harper|Saunders|Mosby|Lippincott|Humana|Birkhäuser|Gruyter|Brill|Thieme|Karger|"
    r"Editions?|Éditions|Presses|Associates|Erlbaum|Addison|Prentice|Morgan Kaufmann|O’Reilly|O'Reilly|"
    r"CRC|IEEE|ACM|MIT Press|UNESCO|Institute|University|Society|Association|Organi[sz]ation|Inc|Ltd|GmbH)\b"
)
"""A word that stands in the name of a publisher."""

THESIS = (
    r"\b(?:(?:Ph\.? ?D\.?|Doctoral|Master(?:[’']s|s)?|M\.?Sc\.?|M\.?A\.?|MPhil|Bachelor(?:[’']s)?|Diploma)"
    r"(?: degree)? )?(?:thesis|dissertation)\b"
)

FEATURES_END = "connecting"
"""In the table of words the classes from this one on are no features of a token."""


def _lines() -> Iterator[tuple[str, list[str]]]:
    """The lines of the table: a class and its words."""
    for line in files(__package__).joinpath("word_classes.txt").read_text("utf-8").splitlines():
        name, _, words = line.partition(": ")
        if words and not line.startswith("#"):
            yield name, words.split()


def _tables() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, frozenset[str]]]:
    """The classes of each word, and the words of each class."""
    by_word: dict[str, tuple[str, ...]] = {}
    by_class: dict[str, frozenset[str]] = {}
    for name, words in _lines():
        by_class[name] = by_class.get(name, frozenset()) | frozenset(words)
        for word in words if FEATURES_END not in by_class else ():
            by_word[word] = (*by_word.get(word, ()), word if name == "itself" else name)

    return MappingProxyType(by_word), MappingProxyType(by_class)


_BY_WORD, _BY_CLASS = _tables()
CONNECTING = _BY_CLASS["connecting"]
"""Words that stand between fields and say nothing that a field would hold."""

COUNTRIES = _BY_CLASS["country"]
"""Countries behind the name of a publisher or a place."""

SMALL_WORDS = _BY_CLASS["small"]
"""Words that keep their small letters in a title with capitals."""

GIVEN_NAMES = _BY_CLASS["given"]
"""Common given names in several languages."""

JOURNAL_WORDS = _BY_CLASS["name-of-journal"]
"""Words and their short forms that stand in names of journals and series."""


def classes_of(word: str) -> tuple[str, ...]:
    """The classes of a *word* in small letters; a word that is a class of its own stands for itself."""
    return _BY_WORD.get(word, ())
