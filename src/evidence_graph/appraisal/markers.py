"""Where a text cites: numbers in brackets or raised, author and year, and the entries they lead to.

"… as strong [3, 5–7]."        ->  entries 3, 5, 6, 7
"… as strong (Ladle 2019)."    ->  the entry that begins with Ladle and prints 2019
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph.prose import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.appraisal.listed_entries import ListedCitation
    from evidence_graph.prose import Sentence, Text

WIDEST = 50
"""A range of more numbers is none of references."""

FEWEST = 2
"""Numbers in round brackets cite where a text has so many of them, else they may be anything."""

HEAD = 200
"""Within so many characters of an entry stand its authors."""

BEFORE_A_YEAR = {"In", "Since", "By", "From", "Until", "Till", "Before", "After", "During", "Around", "About"}
"""What stands before a year where a sentence begins, and names nobody: "In 2010"."""

SHORTEST_ACRONYM = 3
"""Initials of fewer words may be anybody's."""

_LIST = r"\d{1,3}(?:\s*(?:[,;]|[-\u2013\u2212])\s*\d{1,3})*"
_SQUARE = re.compile(rf"\[\^?({_LIST})\]")
_ROUND = re.compile(rf"\(({_LIST})\)")
_BEHIND = re.compile(rf"(?<=[a-z)\u201d\"][.,;])({_LIST})(?=\s|$)")
_HIGH = re.compile(
    "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079][\u00b9\u00b2\u00b3\u2070\u2074-\u2079,\u2013\u207b-]*"
)
_LOWERED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b", "0123456789-")
_PARTICLE = r"(?:[Vv]an|[Vv]on|[Dd]e|der|den|[Ll]a|[Ll]e|[Dd]i|[Dd]a|del|dos|[Ee]l)"
_NAME = rf"(?:{_PARTICLE}\s+){{0,3}}[A-Z\u00c0-\u00de](?:[\w-]|['\u2019](?!s\b))+"
_YEAR = r"(?:(?:1[89]|20)\d\d[a-z]?|in press|n\.\s?d\.|forthcoming)"
_PAIR = re.compile(
    rf"(?P<authors>(?P<name>{_NAME})(?:\s+et\s+al\.?|(?:,?\s+(?:and|&|und)\s+|,\s+){_NAME})*)(?:'s|\u2019s)?"
    rf",?\s*(?P<open>\()?(?P<year>{_YEAR})(?!\d)(?(open)(?:[^()]{{0,40}}\))?)"
)
_TO_NOTE = re.compile(r"#(?:user-content-)?(?:fn|(?:foot|end)?note)", re.IGNORECASE)
_MONTH = re.compile(
    "January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """One place where a text cites: where, in what words, and the *numbers* of the entries it leads to.

    *author* is who is named where a name is a word of the sentence: "Ladle (2019) says so".
    """

    start: int
    end: int
    words: str
    numbers: tuple[int, ...]
    author: str = ""


def find(text: Text, entries: Sequence[ListedCitation]) -> list[Marker]:
    """The markers of *text* that lead to *entries*, or to numbers and authors that the list does not have."""
    if not entries:
        return []

    pairs = list(_author_years(text, entries))
    leading = [marker for marker in pairs if marker.numbers]
    unlisted = [marker for marker in pairs if not marker.numbers and _is_in_bracket(text, marker)]
    # A name beside a year may be anything in a text that does not cite so.
    if len(leading) >= FEWEST and len(unlisted) * 2 <= len(leading):
        leading += unlisted

    return sorted([*_numeric(text), *leading], key=lambda marker: marker.start)


def of_sentence(markers: Iterable[Marker], sentence: Sentence) -> list[Marker]:
    """The *markers* that stand in *sentence*."""
    return [one for one in markers if sentence.start <= one.start < sentence.end]


def by_entry(markers: Iterable[Marker]) -> Mapping[int, list[Marker]]:
    """The *markers* that lead to each entry."""
    places: dict[int, list[Marker]] = {}
    for marker in markers:
        for number in marker.numbers:
            places.setdefault(number, []).append(marker)

    return places


def _numeric(text: Text) -> Iterator[Marker]:
    """Markers that are numbers. The first way to cite that a text shows is taken, for it has one."""
    notes = _note_numbers(text)
    raised = [Marker(start, end, text.content[start:end], _numbers(text.content[start:end]))
              for start, end in text.raised if start not in notes]  # fmt: skip
    ways = (
        list(_matches(text, _SQUARE)),
        [marker for marker in raised if marker.numbers],
        list(_matches(text, _HIGH)),
        list(_matches(text, _BEHIND)),
        list(_matches(text, _ROUND)),
    )
    yield from next((way for way in ways if len(way) >= FEWEST), ways[0])


def _note_numbers(text: Text) -> set[int]:
    """Where a number stands that leads to a note of the page, which is no entry where there is a list too."""
    if not text.references or not any(one.kind is ParagraphKind.NOTE for one in text.paragraphs):
        return set()

    return {link.start for link in text.links if _TO_NOTE.match(link.target)}


def _matches(text: Text, pattern: re.Pattern[str]) -> Iterator[Marker]:
    for paragraph in text.body:
        for match in pattern.finditer(text.content, paragraph.start, paragraph.end):
            numbers = _numbers(match[match.lastindex or 0].translate(_LOWERED))
            if numbers:
                yield Marker(match.start(), match.end(), match[0], numbers)


def _numbers(words: str) -> tuple[int, ...]:
    """The numbers that *words* name, ranges written out; none where a range is absurd.

    >>> _numbers("3, 5–7"), _numbers("7-3"), _numbers("a")
    ((3, 5, 6, 7), (), ())
    """
    numbers: list[int] = []
    for part in re.split(r"\s*[,;]\s*", words):
        ends = [int(end) for end in re.findall(r"\d{1,3}", part)]
        if not ends or ends[-1] < ends[0] or ends[-1] - ends[0] > WIDEST:
            return ()

        numbers.extend(range(ends[0], ends[-1] + 1))

    return tuple(dict.fromkeys(numbers))


def _author_years(text: Text, entries: Sequence[ListedCitation]) -> Iterator[Marker]:
    """Names beside a year, each with the entries that it may mean."""
    for paragraph in text.body:
        for match in _PAIR.finditer(text.content, paragraph.start, paragraph.end):
            if match["name"] in BEFORE_A_YEAR:
                continue

            numbers = tuple(
                entry.number for entry in entries if _is_meant(match["name"], match["year"], entry)
            )
            if numbers or not _MONTH.fullmatch(match["name"]):
                author = match[0].partition("(")[0].rstrip(" ,") if match["open"] else ""
                yield Marker(match.start(), match.end(), match[0], numbers, author)


_WITHIN_BRACKET = re.compile(
    r"[(;]\s*(?:(?:see|also|e\.g\.|cf\.|reviewed in|reviewed by),?\s+)*$", re.IGNORECASE
)


def _is_in_bracket(text: Text, marker: Marker) -> bool:
    """Whether *marker* is one of those that fill a round bracket: "(Ladle, 2019; see also Pot, 2020)"."""
    before = _WITHIN_BRACKET.search(text.content[max(0, marker.start - HEAD) : marker.start])

    return bool(before) and text.content[marker.end : marker.end + 1] in ");,"


def _is_meant(name: str, year: str, entry: ListedCitation) -> bool:
    """Whether *entry* begins with that author and prints that *year*; its letter counts where it has one."""
    head = entry.printed[:HEAD]
    begins = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", head, re.IGNORECASE) or name == _initials(head)
    has_year = re.search(rf"(?<!\d){re.escape(year)}(?![\da-z])", entry.printed)
    plain_year = re.search(rf"(?<!\d){re.escape(year[:4])}(?!\w)", entry.printed)

    return bool(begins) and bool(has_year or plain_year)


def _initials(head: str) -> str:
    """The initials of the body with which an entry begins: "WHO" of "World Health Organization. (2020)"."""
    body = re.match(r"[^.,(]*", head)
    words = re.findall(r"\b[A-Z\u00c0-\u00de](?=[a-z])", body[0] if body else "")

    return "".join(words) if len(words) >= SHORTEST_ACRONYM else ""


def numbers_of(markers: Iterable[Marker]) -> tuple[int, ...]:
    """The numbers of the entries that *markers* lead to, each once."""
    return tuple(sorted(set(chain.from_iterable(marker.numbers for marker in markers))))


def missing(markers: Iterable[Marker], entries: Iterable[ListedCitation]) -> list[int]:
    """The numbers that are cited and that the list does not have."""
    return sorted(set(numbers_of(markers)) - {entry.number for entry in entries})
