"""How wide a label is and where it breaks, known without a browser.

The widths are those of Helvetica, to which Arial and Liberation Sans are cut, so that the page may
name these fonts and labels that do not overlap here do not overlap there. The page squeezes a line
that another font would make wider.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_BY_WIDTH = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "ckJsvxyz",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_OTHER, _WIDE = 650, 1000
_LONGEST_LINE = 200
BOLD = 1.08
"""How much wider bold letters are, at most, over a whole label."""


def width(text: str, size: float) -> float:
    """How wide *text* is when set in *size*.

    >>> width("wit", 1000)
    1222.0
    """
    return sum(map(_letter, text)) * size / 1000


def wrap(text: str, size: float, room: float, *, lines: int) -> tuple[str, ...]:
    """*text* broken into at most *lines* lines no wider than *room*; what is cut ends in "…".

    >>> wrap("Steeping tea for longer makes it bitter.", 10, 80, lines=2)
    ('Steeping tea for', 'longer makes it…')
    """
    rows: list[str] = []
    words = _words(text[: _LONGEST_LINE * (lines + 1)], size, room)
    while words and len(rows) < lines:
        row = words.pop(0)
        while words and width(f"{row} {words[0]}", size) <= room:
            row += f" {words.pop(0)}"

        rows.append(row)

    if words:
        rows[-1] = _cut(rows[-1], size, room)

    return tuple(rows) or ("",)


def balance(text: str, size: float, room: float, *, lines: int) -> tuple[str, ...]:
    """Like `wrap`, with lines as even as they get without one more line or a broken word."""
    rows = wrap(text, size, room, lines=lines)
    longest = max((width(word, size) for word in text.split()), default=room)
    for narrower in range(int(room), int(longest), -2):
        tried = wrap(text, size, narrower, lines=lines)
        if len(tried) > len(rows) or (tried[-1].endswith("…") and not rows[-1].endswith("…")):
            break

        rows = tried

    return rows


def _words(text: str, size: float, room: float) -> list[str]:
    """The words of *text*, those wider than *room* in pieces."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while width(rest, size) > room and len(rest) > 1:
            fits = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width(rest[:n], size) <= room)
            pieces.append(rest[:fits])
            rest = rest[fits:]

        pieces.append(rest)

    return pieces


def _cut(row: str, size: float, room: float) -> str:
    """*row* shortened until "…" fits behind it, at the end of a word unless that costs too much of it."""
    short_row = row
    while short_row and width(short_row + "…", size) > room:
        short_row = short_row[:-1]

    if short_row != row and row[len(short_row)] != " ":
        at_word = short_row.rpartition(" ")[0]
    else:
        at_word = short_row

    short_row = at_word if len(at_word) > len(short_row) / 2 else short_row

    return short_row.rstrip(" ,;:–-") + "…"


@cache
def _letter(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE

    return _WIDTHS.get(base, _OTHER)
