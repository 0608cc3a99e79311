"""Where a quotation stands in a text, by its words, what stood around it, and where it once began."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.checks.fingerprints import words

if TYPE_CHECKING:
    from evidence_graph.checks.fingerprints import TextWord
    from evidence_graph.reading.foreign_annotations import ForeignAnnotation


class Stretch(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


OPENING = "“\"'\u2018«([¿¡"
CLOSING = ".!?…,;:»”’\"')]"
"""Signs with which a quotation opens and closes: they are no words, and belong to it where it has them."""


class QuoteSearch:
    """A text in which quotations are looked for; its words are counted once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: list[TextWord] = words(text)
        self._starts: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            self._starts.setdefault(word.text, []).append(number)

    def find(self, annotation: ForeignAnnotation) -> Stretch | None:
        """Where the quotation of *annotation* stands; None where its words do not follow each other.

        Of several places the one is taken around which most of what stood around it stands, then the nearest
        to where it once began.
        """
        wanted = [word.text for word in words(annotation.quote)]
        if not wanted:
            return None

        places = [first for first in self._starts.get(wanted[0], ()) if self._follow(first, wanted)]
        best = max(places, key=lambda first: self._likeness(first, len(wanted), annotation), default=None)
        if best is None:
            return None

        start, end = self._words[best].start, self._words[best + len(wanted) - 1].end

        return self._with_signs(Stretch(start, end), annotation.quote.strip())

    def _follow(self, first: int, wanted: list[str]) -> bool:
        """Whether the words *wanted* follow each other from that of the number *first* on."""
        stretch = self._words[first : first + len(wanted)]

        return [word.text for word in stretch] == wanted

    def _likeness(self, first: int, count: int, annotation: ForeignAnnotation) -> tuple[int, int]:
        """How many words around alike stand around a place, and how near it is to the former one."""
        before, after = words(annotation.prefix), words(annotation.suffix)
        last = first + count
        there_before = self._words[max(0, first - len(before)) : first]
        there_after = self._words[last : last + len(after)]
        alike = _common(before[::-1], there_before[::-1]) + _common(after, there_after)
        if annotation.start is None:
            return alike, 0

        return alike, -abs(self._words[first].start - annotation.start)

    def _with_signs(self, stretch: Stretch, quote: str) -> Stretch:
        """The *stretch* with the signs that the *quote* has at its ends, where they stand there too."""
        start, end = stretch
        lead = quote[: len(quote) - len(quote.lstrip(OPENING))]
        if lead and self.text.endswith(lead, 0, start):
            start -= len(lead)

        trail = quote[len(quote.rstrip(CLOSING)) :]
        if trail and self.text.startswith(trail, end):
            end += len(trail)

        return Stretch(start, end)


def _common(one: list[TextWord], other: list[TextWord]) -> int:
    """How many words both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine.text != theirs.text:
            break

        count += 1

    return count
