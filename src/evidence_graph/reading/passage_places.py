"""Where the passages of an article stand in a text, which may have changed since they were counted.

In come a text, whether it is the one on record, and passages; out comes for each where it stands: in its
place, elsewhere, nowhere, or nobody can tell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from evidence_graph.checks.fingerprints import fingerprint, length, of_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.checks.fingerprints import TextWord
    from evidence_graph.model import Article, Passage


class Standing(StrEnum):
    """Whether a passage still stands in a text."""

    IN_PLACE = "in its place"
    MOVED = "moved"
    NOT_FOUND = "not found"
    NOT_CHECKED = "not checked"


class TextFit(StrEnum):
    """Whether a text is the one in which an article's passages were counted."""

    SAME = "the text on record"
    CHANGED = "a changed text"
    NOT_RECORDED = "no fingerprint of the text is on record"


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """A passage and where it stands in a text; *start* and *end* are None where it does not."""

    passage: Passage
    standing: Standing
    start: int | None = None
    end: int | None = None


def text_fit(article: Article, text: str) -> TextFit:
    """Whether *text* is that of *article*, by its SHA-256."""
    if article.sha256 is None:
        return TextFit.NOT_RECORDED

    same = sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == article.sha256

    return TextFit.SAME if same else TextFit.CHANGED


def places(text: str, fit: TextFit, passages: Iterable[Passage]) -> dict[str, PassagePlace]:
    """Where each of *passages* stands in *text*, by its id."""
    search = _Search(text)
    inside = {passage.id: passage for passage in passages}
    settled = {name: _in_place(text, fit, passage) for name, passage in inside.items()}

    # The longest first: their places say by how much a short one has moved that stands in several.
    missing = [inside[name] for name, place in settled.items() if place is None]
    missing.sort(key=lambda passage: -length(passage.fingerprint or "0-"))
    for passage in missing:
        shift = _shift(passage, settled.values())
        settled[passage.id] = search.place(passage, passage.start + shift)

    return {name: place for name, place in settled.items() if place}


def _in_place(text: str, fit: TextFit, passage: Passage) -> PassagePlace | None:
    """Where *passage* stands if that can be said without a search."""
    in_place = PassagePlace(passage, Standing.IN_PLACE, passage.start, passage.end)
    if fit is TextFit.SAME:
        return in_place

    if passage.fingerprint is None:
        if fit is TextFit.CHANGED or passage.end > len(text):
            return PassagePlace(passage, Standing.NOT_CHECKED)

        return PassagePlace(passage, Standing.NOT_CHECKED, passage.start, passage.end)

    stretch = text[passage.start : passage.end]
    # A letter more or less before it leaves its words and takes a space to it: that is no longer its place.
    is_there = stretch == stretch.strip() and fingerprint(stretch) == passage.fingerprint

    return in_place if is_there else None


def _shift(passage: Passage, settled: Iterable[PassagePlace | None]) -> int:
    """By how much the nearest passage has moved that is placed already."""
    anchors = [place for place in settled if place and place.start is not None]
    nearest = min(anchors, key=lambda place: abs(place.passage.start - passage.start), default=None)
    if nearest is None or nearest.start is None:
        return 0

    return nearest.start - nearest.passage.start


SHORT, NEAR = 4, 300
"""A passage of fewer words than this is only the same one so few letters from where it must be."""


class _Search:
    """A text in which passages are looked for by their fingerprints."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_length: dict[int, Mapping[str, Sequence[int]]] = {}

    @cached_property
    def _words(self) -> list[TextWord]:
        return words(self._text)

    def place(self, passage: Passage, expected: int) -> PassagePlace:
        """Where *passage* stands; of several places the one nearest to the *expected* start."""
        mark = passage.fingerprint or ""
        count = length(mark)
        starts = self._stretches(count).get(mark, ())
        first = min(starts, key=lambda number: abs(self._words[number].start - expected), default=None)
        if first is None:
            return PassagePlace(passage, Standing.NOT_FOUND)

        start = self._words[first].start
        if count < SHORT and abs(start - expected) > NEAR:
            return PassagePlace(passage, Standing.NOT_FOUND)

        end = self._closed(self._words[first + count - 1].end)

        return PassagePlace(passage, Standing.MOVED, start, end)

    def _closed(self, end: int) -> int:
        """The *end* of a passage, with the signs that close its last sentence."""
        while end < len(self._text) and self._text[end] in ".!?…»”’\"')":
            end += 1

        return end

    def _stretches(self, count: int) -> Mapping[str, Sequence[int]]:
        """The fingerprints of all stretches of *count* words, with the numbers of their first words."""
        if count not in self._by_length:
            texts = [word.text for word in self._words]
            starts: dict[str, list[int]] = defaultdict(list)
            for first in range(len(texts) - count + 1):
                starts[of_words(texts[first : first + count])].append(first)

            self._by_length[count] = starts

        return self._by_length[count]
