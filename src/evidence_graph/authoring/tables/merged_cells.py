"""Which cells of a sheet are merged over several rows, as a study is over the rows of its outcomes.

openpyxl tells of merged cells only where it keeps the whole sheet in memory, so they are read beside it, from
the end of the sheet's own file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_LETTERS = 26


def spans_down(book: Workbook, sheet: str) -> dict[int, list[tuple[int, int]]]:
    """For the first row of each merge its columns, counted from 0, and its last row, counted from 1."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for left, first, right, last in _MERGED.findall(_source(book, sheet)):
        if int(last) > int(first):
            for column in range(_column(left), _column(right) + 1):
                spans.setdefault(int(first), []).append((column, int(last)))

    return spans


def _source(book: Workbook, sheet: str) -> bytes:
    """What stands behind the cells in the file of *sheet*."""
    archive, path = getattr(book, "_archive", None), getattr(book[sheet], "_worksheet_path", None)
    if archive is None or path is None:
        return b""

    try:
        raw: bytes = archive.read(path.lstrip("/"))
    except KeyError:
        return b""

    return raw[raw.rfind(b"sheetData>") :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1

    return number - 1
