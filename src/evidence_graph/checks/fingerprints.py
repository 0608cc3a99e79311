"""The fingerprint of a passage: how many words it has, and what they are, without giving them away.

    "The pot, warmed first, keeps tea hotter."   ->   "7-" and 16 hexadecimal digits

An article's text is never kept, so a passage is found again in a changed text by this alone.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.checks.texts import TOKEN, gist

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = 16
"""64 bits, so that two different passages hardly ever share a fingerprint."""


class TextWord(NamedTuple):
    """A word, a number or a telling sign of a text, as it is compared, and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> list[TextWord]:
    """The words of *text* as they are compared: capitals, spaces and punctuation make no difference.

    >>> [word.text for word in words("Heat < 50 %, he said.")]
    ['heat', '<', '50', '%', 'he', 'said']
    """
    texts: list[TextWord] = []
    for match in TOKEN.finditer(text):
        # A ligature may become two letters, and a sign that tells nothing becomes no word.
        texts += (TextWord(each, match.start(), match.end()) for each in gist(match[0]))

    return texts


def fingerprint(text: str) -> str:
    r"""The fingerprint of a passage that reads *text*.

    >>> fingerprint("Keeps tea hotter.") == fingerprint("keeps  tea\nhotter")
    True
    >>> fingerprint("It is < 50") == fingerprint("It is > 50")
    False
    """
    return of_words([word.text for word in words(text)])


def of_words(texts: Sequence[str]) -> str:
    """The fingerprint of a passage of these words."""
    digest = sha256(" ".join(texts).encode()).hexdigest()

    return f"{len(texts)}-{digest[:DIGITS]}"


def length(mark: str) -> int:
    """How many words the passage with that fingerprint has."""
    return int(mark.partition("-")[0])
