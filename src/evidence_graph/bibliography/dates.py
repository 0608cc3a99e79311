"""When a work came out: the year as a number, and what is said of the date beyond that.

In come a year as BibTeX has it and a date as biblatex has it (EDTF, ISO 8601-2: 1984~, 199X, 2004/2006,
-0098), out go the year and the date in words. What people write instead of a date ("in press") is one.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SEASONS: Mapping[str, str] = MappingProxyType(
    {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
)
"""The months of EDTF that are none (ISO 8601-2, level 1)."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        "inpress": "in press",
        "forthcoming": "forthcoming",
        "submitted": "submitted",
        "prepublished": "published ahead of print",
        "inpreparation": "in preparation",
    }
)
"""The states of a publication in biblatex, in words."""

_UNDATED = "nd nodate undated sd sinedata oj ohnejahr ohnedatum unknown"
UNDATED = frozenset(_UNDATED.split())
"""How people write that a work has no date, without signs and spaces."""

_PENDING = """
inpress forthcoming submitted accepted toappear inpreparation inprep underreview inreview unpublished
aheadofprint epubaheadofprint earlyview onlinefirst imdruck souspresse enprensa preprint draft manuscript
acceptedforpublication submittedforpublication advanceonlinepublication publishedaheadofprint prepublished
ongoing
"""
PENDING = frozenset(_PENDING.split())
"""How people write that a work is not out yet."""

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_SIGNS = re.compile(r"[\W_]+")
_EDTF = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}[Xxu]|-?[0-9]{2}(?:XX|xx|uu)|Y-?[0-9]{5,})"
    r"(?:-(?P<month>[0-9]{2}|XX|uu)(?:-(?P<day>[0-9]{2}|XX|uu))?)?"
    r"(?:T[0-9:.+Zz-]+)?(?P<doubt>[?~%])?"
)
_OPEN_DIGIT = re.compile("[Xxu]")
_OPEN = frozenset(["", "..", "open", "unknown"])
_PRINTED_YEAR = re.compile(r"[0-9]{4}[a-z]?")


class Date(NamedTuple):
    """The year, if one is said, and the date in words where it says more than that year."""

    year: int | None = None
    words: str | None = None


def publication_date(year: str | None, date: str | None, state: str | None = None) -> Date:
    """When a work came out by its fields *year*, *date* and *state* of publication.

    A date that can be read goes before the year, as in biblatex.

    >>> publication_date(None, "-0098"), publication_date(None, "199X")
    (Date(year=-98, words='99 BCE'), Date(year=None, words='1990s'))
    >>> publication_date("2004, in press", None)
    Date(year=2004, words='2004, in press')
    """
    dated = _of_date(date) if date else None
    found = dated or _of_year(year) or _of_year(date) or Date()
    if state and state.strip():
        waiting = STATES.get(state.strip().lower(), state.strip())
    else:
        waiting = None

    if waiting and not (found.words and (waiting in found.words or _is_statement(found.words))):
        words = found.words or (str(found.year) if found.year is not None else "")
        return found._replace(words=f"{words}, {waiting}" if words else waiting)

    return found


def is_readable(text: str) -> bool:
    """Whether *text* says when a work came out, or that it has not or that nobody knows.

    >>> is_readable("2019/2020"), is_readable("forthcoming"), is_readable("n.d."), is_readable("2O01")
    (True, True, True, False)
    """
    year_date = _of_year(text)
    has_year = year_date is not None and year_date.year is not None

    return has_year or _of_date(text) is not None or _is_statement(text)


def _is_statement(text: str) -> bool:
    """Whether *text* says in words that there is no date, or none yet."""
    return _SIGNS.sub("", text).lower() in UNDATED | PENDING


def _of_year(text: str | None) -> Date | None:
    """The date in a field for a year, where people write whatever they know."""
    if not text:
        return None
    if dated := _of_date(text):
        return dated

    plain = " ".join(text.split())
    year = _YEAR.search(plain)
    if year is None:
        letters = _SIGNS.sub("", plain).lower()
        if letters in UNDATED:
            return None

        return Date(None, plain)

    return Date(int(year.group()), None if _PRINTED_YEAR.fullmatch(plain.strip("()")) else plain)


def _of_date(text: str) -> Date | None:
    """The date that EDTF writes as *text*, if it is one."""
    ends = [end.strip() for end in text.strip().split("/")]
    if len(ends) > 2 or all(end in _OPEN for end in ends):  # noqa: PLR2004 - a beginning and an end
        return None

    ends_of_range = [None if end in _OPEN else _EDTF.fullmatch(end) for end in ends]
    if any(match is None and end not in _OPEN for match, end in zip(ends_of_range, ends, strict=True)):
        return None

    years = [
        _number(match["year"]) for match in ends_of_range if match and _number(match["year"]) is not None
    ]
    words = "–".join(_words(match) if match else "" for match in ends_of_range)
    year = years[0] if years else None

    return Date(year, None if words == str(year) else words)


def _number(year: str) -> int | None:
    """The year as a number; the year 0 of EDTF is 1 BCE. None where digits are left open."""
    digits = year.removeprefix("Y")
    if digits.lstrip("-").isdecimal():
        return int(digits)

    return None


def _words(date: re.Match[str]) -> str:
    """One date in words, as exact as it is."""
    year, month, day, doubt = date["year"], date["month"], date["day"], date["doubt"]
    text = _year_words(year)
    if month in SEASONS:
        text = f"{SEASONS[month]} {text}"
    elif month and month.isdecimal():
        text += f"-{month}"
        text += f"-{day}" if day and day.isdecimal() else ""

    if doubt in {"~", "%"}:
        text = f"c. {text}"

    return f"{text}?" if doubt in {"?", "%"} else text


def _year_words(year: str) -> str:
    number = _number(year)
    if number is None:
        return f"{_OPEN_DIGIT.sub('0', year)}s"
    if number > 0:
        return str(number)

    return f"{1 - number} BCE"


def parts(text: str) -> list[list[int]]:
    """The years, months and days in *text*, one list an end of a range; none where no year can be read.

    >>> parts("2004-06/2006"), parts("1999-12-31T09:30"), parts("in press")
    ([[2004, 6], [2006]], [[1999, 12, 31]], [])
    """
    if _of_date(text) is None:
        when = _of_year(text)
        return (
            [[when.year]] if when and when.year is not None and _PRINTED_YEAR.fullmatch(text.strip()) else []
        )

    ends_of_range = [_EDTF.fullmatch(end.strip()) for end in text.strip().split("/")]
    numbers = []
    for match in ends_of_range:
        year = _number(match["year"]) if match else None
        if match and year is not None:
            rest = [int(part) for part in (match["month"], match["day"]) if part and part.isdecimal()]
            numbers.append([year, *rest] if match["month"] not in SEASONS else [year])

    return numbers


def write_date(numbers: list[int]) -> str:
    """A year, month and day as biblatex writes them.

    >>> write_date([2004, 6, 1]), write_date([-98])
    ('2004-06-01', '-0098')
    """
    year = f"{'-' if numbers[0] < 0 else ''}{abs(numbers[0]):04}"

    return "-".join([year, *(f"{part:02}" for part in numbers[1:])])
