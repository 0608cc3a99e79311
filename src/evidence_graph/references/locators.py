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
    from collections.abc import Iterator, Mapping

Span = tuple[int, int]

YEAR = r"(?:1[5-9]|20)\d\d"
_SEASON = rf"(?:{MONTH}\.?(?: ?[/{DASH}] ?{MONTH}\.?)?(?: \d{{1,2}}(?: ?[{DASH}] ?\d{{1,2}})?)?)"
_DATE = rf"(?P<year>{YEAR})[a-z]?(?:[,.]? ?{_SEASON})?"
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
    rf"(?<!\d){_DATE} ?; ?{_V}?(?:{_VOLUME})? ?(?:{_BRACKETED})? ?[:,] ?{_PAGES_BEHIND}",
    rf"(?<!\d){_DATE} ?; ?{_V}?{_VOLUME}(?: ?{_BRACKETED}| {_ISSUE_WORDS})?(?![\d(])",
    rf"(?<!\d){_DATE}[.,;:] ?{_V}?{_VOLUME} ?(?:{_BRACKETED})?(?:{_LABELLED})? ?[:,] ?{_PAGES_BEHIND}",
    rf"(?<![\w-])(?:{_V})?{_VOLUME} ?{_NUMBER}[,:;]? ?{_ANY_DATE}[,:;.]? ?{_PAGES_BEHIND}",
    rf"(?<![\w-])(?:{_V})?{_VOLUME} ?{_NUMBER} ?[,:;.]? ?{_PAGES_BEHIND}",
    rf"(?<![\w-])(?:{_V})?{_VOLUME}[,:;]? ?\({_SEASON}?,? ?(?P<year>{YEAR})\)[,:;.]? ?{_PAGES_BEHIND}",
    rf"(?<![\w-])(?:{_V})?{_VOLUME} ?(?:[:,;] ?|, ?(?={_P}|{_ARTICLE})){_PAGES_BEHIND}{_DATE_BEHIND}",
    rf"\b{_V}{_VOLUME}(?: ?{_BRACKETED}|{_LABELLED})?(?:,? ?{_ANY_DATE})?(?:[,:;.]? ?(?:{_P}){_PAGES})?",
    rf"(?<![\w-]){_N}{_ISSUE}(?:,? ?{_ANY_DATE})?(?:[,:;.]? ?(?:{_P}){_PAGES})?",
    rf"(?<![\w-]){_VOLUME}(?:{_BRACKETED})(?![\w-])",
    rf"\(?\b(?:pp?\.? ?|[Pp]ages? |S\. ){_PAGES}\)?",
    rf"(?<!\d){_DATE} ?[:;] ?{_PAGES}",
)
_PATTERNS = tuple(map(re.compile, _ROWS))
_PARTS: Mapping[str, Part] = {
    "year": Part.YEAR, "volume": Part.VOLUME, "issue": Part.ISSUE, "issue_2": Part.ISSUE, "pages": Part.PAGES,
}  # fmt: skip


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
    """The surest way to read volume, issue and pages in *text*; one is found sooner than all."""
    return next(_locators(text), None)


def _locators(text: str) -> Iterator[Locator]:
    for pattern in _PATTERNS:
        for sign in reversed(list(pattern.finditer(text))):
            names = [name for name, value in sign.groupdict().items() if value]
            yield Locator(sign.span(), {_PARTS[name]: sign.span(name) for name in names})
