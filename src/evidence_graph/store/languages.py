"""Texts in several languages: which of them a field shows, and what it is marked with where that is another.

    "Milk hides bitterness."@en, "Milch verdeckt Bitterkeit."@de    read in "de-AT":  the German one
    "Milk hides bitterness."@en                                     read in "de":     … [en]

A field whose texts may be said once in each language (`Tags.CHOSEN`) is read in the language asked for, else
in English, else in that of no tag, else in the first of the others. The other texts stay in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from evidence_graph.vocabulary import Tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence_graph.store.conversion import Term
    from evidence_graph.vocabulary import Property

ENGLISH = "en"

UNTAGGED = ""
"""What stands for the language of a text without a tag."""


class Tagged(str):
    """A text that knows the tag of its language; it equals the same text in any."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """*text* in a *language*."""
        tagged = super().__new__(cls, text)
        tagged.language = language

        return tagged

    def __reduce__(self) -> tuple[type[Tagged], tuple[str, str]]:
        """What makes it again, for pickle and copy."""
        return Tagged, (str(self), self.language)


def tag(term: Term) -> str:
    """The language of a text, in small letters; empty where it has no tag."""
    _, datatype = term
    if datatype is not None and datatype.startswith("@"):
        return datatype[1:].lower()

    return UNTAGGED


def in_order(tags: Iterable[str], wanted: str = "") -> list[str]:
    """The *tags* in the order in which one is taken to be read in the language *wanted*.

    >>> in_order(["", "de", "en-GB", "fr"], "de-AT"), in_order(["", "de", "en-GB"])
    (['de', 'en-GB', '', 'fr'], ['en-GB', '', 'de'])
    """
    return sorted(set(tags), key=lambda tag: (_distance(tag, wanted), tag))


def _distance(tag: str, wanted: str) -> int:
    """How far a text with this *tag* is from what is *wanted*: the nearest is read."""
    for number, language in enumerate((wanted.lower(), ENGLISH)):
        if not language:
            continue
        if tag == language:
            return 3 * number
        if is_of(tag, language):
            return 3 * number + 1

    return 6 if tag == UNTAGGED else 7


def is_of(tag: str, wanted: str) -> bool:
    """Whether a text with this *tag* can be read by whoever wants a language.

    >>> is_of("de-CH", "de"), is_of("de", "de-at"), is_of("nl", "de"), is_of("", "de")
    (True, True, False, False)
    """
    return bool(tag) and tag.lower().partition("-")[0] == wanted.lower().partition("-")[0]


def terms_to_read(terms: Sequence[Term], prop: Property, wanted: str = "") -> list[Term]:
    """Those of *terms* from which a field is read: those of one language where it is said in several.

    What several have no tag for stands beside it in a field of several values.
    """
    if prop.tags is not Tags.CHOSEN:
        return list(terms)

    first, *_ = [*in_order(map(tag, terms), wanted), UNTAGGED]

    return [term for term in terms if tag(term) == first or (prop.many and tag(term) == UNTAGGED)]


def of_record(terms: Sequence[Term], prop: Property) -> str:
    """The language as it is written of the text that a record holds of *terms*; empty without one."""
    for _, datatype in terms_to_read(terms, prop):
        if datatype is not None and datatype.startswith("@"):
            return datatype[1:]

    return UNTAGGED
