"""Where in a journal a work stands: volume, issue, pages, and the year that is printed among them.

In comes "Spine. 2003 Jul 15;28(14):1593-600.", out goes that 28 is the volume, and where it stands. Each row
of the table is one way in which styles set these; the first that fits is taken.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.letters import DASH
from evidence_graph.references.printed_reference import Part
from evidence_graph.references.word_classes import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Span = tuple[int, int]

YEAR = r"(?:1[5-9]|20)\d\d"
_SEASON = rf"(?:{MONTH}\.?(?: ?[/{DASH}] ?{MONTH}\.?)?(?: \d{{1,2}}(?: ?[{DASH}] ?\d{{1,2}})?)?)"
_DATE = rf"(?P<year>(?:1[5-9]|20)(?<!\d\d\d)\d\d)[a-z]?(?:[,.]? ?{_SEASON})?"
"""Its first letter, not what stands before it, is what a text is searched for: that is faster."""

_ANY_DATE = rf"(?:\(?(?:{_SEASON},? ?|\d{{1,2}} {MONTH}\.?,? ?)?(?P<year>{YEAR})[a-z]?(?: {_SEASON})?\)?)"
_PAGE = r"(?:[A-Za-z]{0,2}\.?\d{1,7}[A-Za-z]?|[ivxlc]{1,7}\b)"
_SPAN = rf"{_PAGE}(?: ?[{DASH}]{{1,2}} ?{_PAGE})?"
_PAGES = rf"(?P<pages>{_SPAN}(?:(?:, ?|; ?| & | and ){_SPAN})*(?:\+)?)"
_P = r"(?:pp?\.? ?|[Pp]ages? |S\. ?|[Ss]eiten? |pág(?:s|inas?)?\.? )"
_VOLUME = r"(?P<volume>\d{1,4}(?:[A-Z]|[/-]\d{1,4}|\.\d+)?|[IVXLC]{1,7}|[A-Z]\d{1,3})"
_V = r"(?:[Vv]ol(?:ume)?s?\.? ?|Bd\.? ?|[Tt]ome? ?|[Vv]\. ?)"
_ISSUE_WORDS = (
    r"(?:Suppl(?:ement)?\.?(?: ?\w{1,4})?|Pt\.? ?\w{1,3}|[Ss]pecial [Ii]ssue|Sup(?:pl)?\.? ?\w{1,3})"
)
_ISSUE = (
    rf"(?P<issue>\d{{1,4}}(?: ?[{DASH}/] ?\d{{1,4}})?(?: ?{_ISSUE_WORDS})?|{_ISSUE_WORDS}|"
    r"S\d{1,3}|[A-Z]\d{0,3})"
)
_N = r"(?:[Nn]os?\.? ?|[Nn][°ºo]\.? ?|[Ii]ssues? ?|[Ii]ss\.? ?|[Nn]um(?:ber)?\.? ?|H\. ?|[Hh]eft ?|#)"
_BRACKETED = rf"\( ?(?:{_N})?{_ISSUE} ?\)"
_LABELLED = rf"[,.]? ?{_N}{_ISSUE.replace('<issue>', '<issue_2>')}"
_ARTICLE = r"(?:[Aa]rt(?:icle)?\.?(?: ?(?:[Nn]o\.?|[Nn]umber|ID))? ?)"

_PAGES_BEHIND = rf"(?:{_P}|{_ARTICLE})?{_PAGES}"
_NUMBER = rf"(?:{_BRACKETED}|{_LABELLED})"
_DATE_BEHIND = rf"(?:,? ?\(?{_ANY_DATE}\)?)?"
_ROWS = (
    rf"{_DATE} ?; ?{_V}?(?:{_VOLUME})? ?(?:{_BRACKETED})? ?[:,] ?{_PAGES_BEHIND}",
    rf"{_DATE} ?; ?{_V}?{_VOLUME}(?: ?{_BRACKETED}| {_ISSUE_WORDS})?(?![\d(])",
    rf"{_DATE}[.,;:] ?{_V}?{_VOLUME} ?(?:{_BRACKETED})?(?:{_LABELLED})? ?[:,] ?{_PAGES_BEHIND}",
    rf"(?:{_V})?{_VOLUME} ?{_NUMBER}[,:;]? ?{_ANY_DATE}[,:;.]? ?{_PAGES_BEHIND}",
    rf"(?:{_V})?{_VOLUME} ?{_NUMBER} ?[,:;.]? ?{_PAGES_BEHIND}",
    rf"(?:{_V})?{_VOLUME}[,:;]? ?\({_SEASON}?,? ?(?P<year>{YEAR})\)[,:;.]? ?{_PAGES_BEHIND}",
    rf"(?:{_V})?{_VOLUME} ?(?:[:,;] ?|, ?(?={_P}|{_ARTICLE})){_PAGES_BEHIND}{_DATE_BEHIND}",
    rf"\b{_V}{_VOLUME}(?: ?{_BRACKETED}|{_LABELLED})?(?:,? ?{_ANY_DATE})?(?:[,:;.]? ?(?:{_P}){_PAGES})?",
    rf"(?<![\w-]){_N}{_ISSUE}(?:,? ?{_ANY_DATE})?(?:[,:;.]? ?(?:{_P}){_PAGES})?",
    rf"{_VOLUME}(?:{_BRACKETED})(?![\w-])",
    rf"\(?\b(?:pp?\.? ?|[Pp]ages? |S\. ){_PAGES}\)?",
    rf"{_DATE} ?[:;] ?{_PAGES}",
)
_PARTS: Mapping[str, Part] = {
    "year": Part.YEAR, "volume": Part.VOLUME, "issue": Part.ISSUE, "issue_2": Part.ISSUE, "pages": Part.PAGES,
}  # fmt: skip


class Row(NamedTuple):
    """One way to set volume, issue and pages, and which group of its *pattern* is which part."""

    pattern: re.Pattern[str]
    parts: tuple[tuple[int, Part], ...]
    begins_with_volume: bool


def _row(source: str) -> Row:
    pattern = re.compile(source)
    parts = tuple((number, _PARTS[name]) for name, number in pattern.groupindex.items())

    return Row(pattern, parts, source.startswith((_VOLUME, f"(?:{_V})?{_VOLUME}")))


_TABLE = tuple(map(_row, _ROWS))
_VOLUME_START = re.compile(r"[\dA-Zvt](?<![\w-].)(?:(?<=[\dIVXLCv])|(?=\d|ol|om|d))")
"""Where a volume or the word before it may begin; rows that begin with one are tried there alone."""


class Locator(NamedTuple):
    """From where to where volume, issue and pages stand, and where each of them."""

    span: Span
    parts: Mapping[Part, Span]


_MOST = 4
"""The ways that are kept; later rows of the table are seldom right where earlier ones fit."""


@lru_cache(maxsize=64)
def locators(text: str) -> tuple[Locator, ...]:
    """The ways to read volume, issue and pages in *text*, the surest first."""
    return tuple(islice(_locators(text), _MOST))


def first_locator(text: str) -> Locator | None:
    """The surest way to read volume, issue and pages in *text*."""
    return next(iter(locators(text)), None)


def _locators(text: str) -> Iterator[Locator]:
    starts = [start.start() for start in _VOLUME_START.finditer(text)]
    for row in _TABLE:
        if row.begins_with_volume:
            signs = _signs_at(starts, row.pattern, text)
        else:
            signs = list(row.pattern.finditer(text))

        for sign in reversed(signs):
            parts = {part: sign.span(number) for number, part in row.parts if sign[number]}
            yield Locator(sign.span(), parts)


def _signs_at(starts: Iterable[int], pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """What *pattern* finds that begins at one of *starts* and not within what it found before."""
    signs: list[re.Match[str]] = []
    end = 0
    for start in starts:
        if start >= end and (sign := pattern.match(text, start)):
            signs.append(sign)
            end = sign.end()

    return signs
