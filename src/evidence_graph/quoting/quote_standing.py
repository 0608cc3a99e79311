"""How a quote or a printed figure stands in a text: found, cut out of it, or not there.

A text may hold the same words several times: they are found where they stand once and say what they say.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.quoting.comparable import Comparable, comparable
from evidence_graph.quoting.cutting import DENIAL_BEHIND, UNIT, UNITS, is_cut_out, is_torn, is_torn_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence_graph.quoting.source_text import SourceText

    Judge = Callable[[SourceText, int, int], bool]
    """Whether what stands at a place is cut out there."""

MOST_PLACES = 200
"""So many places of the same words are looked at; what is cut out at all of them is cut out."""

LONGEST_GAP = 2_000
"""So many characters may be left out between two parts of a quote."""


class QuoteStanding(StrEnum):
    """How what is quoted stands in its source, the best first."""

    FOUND = "found"
    CUT_OUT = "cut out"
    MISPLACED = "misplaced"
    NOT_FOUND = "not found"
    NOT_CHECKED = "not checked"


class PlaceInText(NamedTuple):
    """How something stands in a text, and where."""

    standing: QuoteStanding
    start: int = 0
    end: int = 0


ABSENT = PlaceInText(QuoteStanding.NOT_FOUND)

OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.)\s*")
"""How a quote says that it leaves something out."""

_UNIT_ALONE = re.compile(UNITS)
_RANGE_WORDS = re.compile(r"(?<=\d)(?:%?) ?(?:to|through) (?=[\d−.])")


class QuotedWords(NamedTuple):
    """A quote as it is compared: whole, and in the parts between which something is left out."""

    whole: Comparable
    parts: tuple[Comparable, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not any(letter.isalnum() for letter in self.whole.words)


def quoted_words(text: str) -> QuotedWords:
    """The quote that *text* is."""
    pieces = [piece for piece in OMISSION.split(text) if piece.strip()]
    if len(pieces) > 1:
        parts = tuple(comparable(piece, is_quote=True) for piece in pieces)
    else:
        parts = ()

    return QuotedWords(comparable(text.strip(), is_quote=True), parts)


def stand(text: SourceText, wanted: QuotedWords) -> PlaceInText:
    """How the *wanted* quote stands in *text*."""
    place = _best(text, wanted.whole, is_cut_out)
    if place is not ABSENT or not wanted.parts:
        return place

    return _in_parts(text, wanted.parts)


def _best(text: SourceText, form: Comparable, is_cut: Judge, since: int = 0) -> PlaceInText:
    """The first place in *text* where *form* stands whole, else the first where it is cut out."""
    cut = ABSENT
    for start, end in _places(text, form, since):
        if not is_cut(text, start, end):
            return PlaceInText(QuoteStanding.FOUND, start, end)

        if cut is ABSENT:
            cut = PlaceInText(QuoteStanding.CUT_OUT, start, end)

    return cut


def _places(text: SourceText, form: Comparable, since: int) -> Iterator[tuple[int, int]]:
    """Where the words of *form* stand in *text*."""
    words, length = form.words, len(form.words)
    if not words:
        return

    start = text.words.find(words, since)
    for _ in range(MOST_PLACES):
        if start < 0:
            return

        if text.form.agrees(form, start):
            yield start, start + length

        start = text.words.find(words, start + 1)


def _in_parts(text: SourceText, parts: Sequence[Comparable]) -> PlaceInText:
    """How a quote stands that leaves something out: its parts in order, and nothing denied between them."""
    first = _best(text, parts[0], is_cut_out)
    if first is ABSENT:
        return ABSENT

    standing, end = first.standing, first.end
    for part in parts[1:]:
        place = _best(text, part, is_torn_there, end)
        if place is ABSENT:
            return ABSENT
        if not any(letter.isalnum() for letter in text.words[end : place.start]):
            return ABSENT  # who leaves something out leaves out a word; signs alone are no omission

        is_whole = place.standing is QuoteStanding.FOUND and place.start - end <= LONGEST_GAP
        if not is_whole or denies(text, end, place.start):
            standing = QuoteStanding.CUT_OUT

        end = place.end

    return PlaceInText(standing, first.start, end)


def is_torn_there(text: SourceText, start: int, end: int) -> bool:
    """Whether a word or a number goes on around a place of *text*."""
    return is_torn(text.words, start, end)


def denies(text: SourceText, start: int, end: int) -> bool:
    """Whether what was left out of *text* from *start* to *end* denies what is around it."""
    return DENIAL_BEHIND.search(text.words, start, end) is not None


class PrintedFigure(NamedTuple):
    """A printed figure as it is looked for: in each of its *forms*, or else its *numbers* one by one."""

    forms: tuple[Comparable, ...]
    numbers: tuple[Comparable, ...]
    unit: str = ""
    is_spread: bool = False


_NUMBER = re.compile(r"[<>≤≥±]?[−+]?\d[\d.,]*(?<=\d)|[<>≤≥±]?[−+]?\.\d+")


def printed_figure(printed: str, unit: str | None = None, *, is_spread: bool = False) -> PrintedFigure:
    """The figure *printed* with a *unit*; a spread may stand behind ±."""
    form = comparable(printed.strip(), is_quote=True)
    joined = _RANGE_WORDS.sub("-", form.words)
    forms = (form,) if joined == form.words else (form, Comparable(joined, {}))
    numbers = tuple(Comparable(number[0], {}) for number in _NUMBER.finditer(form.words))
    single = comparable(unit or "", is_quote=True).words

    return PrintedFigure(forms, numbers, single if _UNIT_ALONE.fullmatch(single) else "", is_spread)


def stand_figure(text: SourceText, wanted: PrintedFigure) -> PlaceInText:
    """How the *wanted* figure stands in *text*."""

    def is_cut(text: SourceText, start: int, end: int) -> bool:
        return _is_piece(text.words, start, end, wanted)

    whole = min((_best(text, form, is_cut) for form in wanted.forms), key=_rank)
    if whole.standing is QuoteStanding.FOUND or len(wanted.numbers) <= 1:
        return whole

    return max((_best(text, number, is_cut) for number in wanted.numbers), key=_rank)


def _rank(place: PlaceInText) -> int:
    """How bad it is how something stands at a *place*."""
    return list(QuoteStanding).index(place.standing)


_NUMBER_GOES_ON = re.compile(r"[\d^‰]|[.,·:/]\d|[×x*·]10|[^\W\d_](?=[\w-]*\d)")


def _is_piece(words: str, start: int, end: int, wanted: PrintedFigure) -> bool:
    """Whether the figure at a place is a piece of another one, or has another unit there."""
    is_spread = wanted.is_spread and words[start - 1 : start] == "±"
    if not is_spread and is_torn_before(words, start):
        return True
    if _NUMBER_GOES_ON.match(words, end):
        return True

    unit = UNIT.match(words, end)

    return bool(wanted.unit and unit and unit[0] not in {wanted.unit, "%"})
