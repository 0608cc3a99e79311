"""BibTeX's value expressions: ``{braces}``, ``"quotes"``, numbers and macros, joined by ``#``.

Braces count whether or not a backslash stands before them, as in BibTeX itself.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS: Mapping[str, str] = MappingProxyType(
    {
        "jan": "January",
        "feb": "February",
        "mar": "March",
        "apr": "April",
        "may": "May",
        "jun": "June",
        "jul": "July",
        "aug": "August",
        "sep": "September",
        "oct": "October",
        "nov": "November",
        "dec": "December",
    }
)
"""The macros that every BibTeX style defines."""

NAME = r"[^\s\"#%'(),={}\\]+"
"""What the name of a field or a macro is made of."""

_NAME = re.compile(NAME)
_PLAIN = re.compile(r"\{(?:[^{}]++|\{[^{}]*+\})*+\}|\"[^\"{}]*+\"|[0-9]++")
_SPACE = re.compile(r"\s*")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r"[{}\"]")


def is_name(text: str) -> bool:
    """Whether *text* can name a field or a macro."""
    return _NAME.fullmatch(text) is not None


def is_plain(value: str) -> bool:
    """Whether *value* is a single braced or quoted text or a number, at a glance."""
    return _PLAIN.fullmatch(value) is not None


def is_sound(value: str) -> bool:
    """Whether *value* is a complete value expression."""
    if is_plain(value):
        return True

    pieces, stop = scan(value)

    return bool(pieces) and stop == len(value)


def scan(value: str, start: int = 0) -> tuple[list[str], int]:
    """The pieces that *value* joins from *start*, with their delimiters, and where the reading stopped.

    >>> scan('jtt # { (online)}')
    (['jtt', '{ (online)}'], 17)
    >>> scan('{A} year = 1')
    (['{A}'], 4)
    """
    pieces: list[str] = []
    at = stop = _skip(value, start)
    while at < len(value):
        end = _piece_end(value, at)
        if end is None:
            break

        pieces.append(value[at:end])
        stop = _skip(value, end)
        if value[stop : stop + 1] != "#":
            break

        at = _skip(value, stop + 1)

    return pieces, stop


def closing(text: str, start: int) -> int | None:
    """Where the brace or quote opened at *start* of *text* is closed."""
    depth = 0
    marks = _BRACE if text[start] == "{" else _BRACE_OR_QUOTE
    for mark in marks.finditer(text, start + 1):
        character = mark.group()
        if character == "{":
            depth += 1
        elif depth == 0:
            if character == _CLOSER[text[start]]:
                return mark.start()

            return None
        elif character == "}":
            depth -= 1

    return None


def expand(value: str, strings: Mapping[str, str]) -> str:
    """What *value* stands for: the delimiters taken off, macros replaced, pieces joined.

    A macro that nobody defined stands for its own name; what is no sound expression for itself.
    """
    if is_plain(value):
        if value[0] not in _CLOSER:
            return value

        return value[1:-1]

    pieces, stop = scan(value)
    if not pieces or stop != len(value):
        return value

    return "".join(piece[1:-1] if piece[0] in _CLOSER else _macro(piece, strings) for piece in pieces)


def macros(value: str) -> list[str]:
    """The names of the macros that *value* uses, in lower case."""
    return [piece.lower() for piece in scan(value)[0] if piece[0] not in _CLOSER and not piece.isdecimal()]


def separate(latex: str, marks: re.Pattern[str]) -> list[str]:
    """The parts of *latex* between separators outside braces; *marks* finds separators and braces."""
    parts: list[str] = []
    start = depth = 0
    for mark in marks.finditer(latex):
        if mark.group() in {"{", "}"}:
            depth += 1 if mark.group() == "{" else -1
        elif depth == 0:
            parts.append(latex[start : mark.start()])
            start = mark.end()

    return [*parts, latex[start:]]


_CLOSER = {"{": "}", '"': '"'}


def _macro(name: str, strings: Mapping[str, str]) -> str:
    lowered = name.lower()
    return strings.get(lowered, MONTHS.get(lowered, name))


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _piece_end(value: str, at: int) -> int | None:
    if value[at] in _CLOSER:
        end = closing(value, at)
        return None if end is None else end + 1

    name = _NAME.match(value, at)

    return name.end() if name else None
