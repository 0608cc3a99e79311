"""Days as lists of notices write them, American, European, ISO or in words, as ISO writes them.

Which of the first two numbers is the month is settled for a whole file: a 13 where a month should be says it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTHS = 12
SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})(?:[ T].*)?")
ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?(?:[ T].*)?")
WORDED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y %b %d", "%Y %B %d", "%d-%b-%Y", "%d-%b-%y")
"""Forms in words; months in English, as the lists are."""


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether the first number of slashed dates is the day, since some of *texts* have it above twelve.

    >>> is_day_first(["3/9/2026 0:00", "24/12/2025"]), is_day_first(["3/9/2026", "12/24/2025"])
    (True, False)
    """
    has_late_first = False
    for text in texts:
        slashed = SLASHED.fullmatch(text.strip())
        if slashed and int(slashed[2]) > MONTHS:
            return False

        has_late_first = has_late_first or bool(slashed and int(slashed[1]) > MONTHS)

    return has_late_first


def day(text: str, *, day_first: bool = False) -> str | None:
    """The day that *text* names, as ISO writes it; None where it is no whole day of the calendar.

    >>> day("3/9/2026 0:00"), day("2026-03-09"), day("9 March 2026"), day("0")
    ('2026-03-09', '2026-03-09', '2026-03-09', None)
    """
    text = " ".join(text.split())
    if slashed := SLASHED.fullmatch(text):
        first, second, year = (int(number) for number in slashed.groups())
        month, number = (second, first) if day_first or first > MONTHS else (first, second)

        return _iso(year, month, number)

    if iso := ISO.fullmatch(text):
        if iso[3]:
            return _iso(int(iso[1]), int(iso[2]), int(iso[3]))

        return None

    if text:
        return next((found for form in WORDED if (found := _worded(text, form))), None)

    return None


def _worded(text: str, form: str) -> str | None:
    try:
        return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date().isoformat()
    except ValueError:
        return None


def _iso(year: int, month: int, number: int) -> str | None:
    try:
        return dt.date(year, month, number).isoformat()
    except ValueError:
        return None
