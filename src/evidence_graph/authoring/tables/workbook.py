"""A sheet of an Excel workbook as a table: dates, numbers and truths as people would write them.

openpyxl reads it row by row; without it (the extra ``xlsx``) there is a sentence that says so.
"""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from itertools import islice
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.authoring.tables import delimited, merged_cells
from evidence_graph.errors import BrokenFile, MissingExtra, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from evidence_graph.authoring.tables.source_rows import SourceTable

FIRST_ROWS = 20
"""So many rows of a sheet are looked at to see whether it holds a table."""

ERRORS = frozenset({"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#GETTING_DATA"})
"""What a spreadsheet shows where a formula failed; nothing is known there."""


def read(path: Path, *, sheet: str | None = None) -> SourceTable:
    """The table on the *sheet* of the workbook at *path*, on the first one where none is named.

    Raises MissingExtra without openpyxl, UnknownName for a sheet that is not there, BrokenFile for a file
    that is no workbook.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("openpyxl", "xlsx") from None

    _refuse_packed_size(path)
    # openpyxl looks at the name of a file that it opens itself, and a workbook may bear any.
    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of styles and extensions, which say nothing of the cells
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise BrokenFile(path, f"the workbook cannot be read ({error}).") from error

        return _table(book, path, sheet)


def _table(book: Workbook, path: Path, sheet: str | None) -> SourceTable:
    """The table on one sheet of *book*."""
    names = [worksheet.title for worksheet in book.worksheets]
    if sheet is not None and sheet not in names:
        raise UnknownName("sheet", sheet, nearest=names[:5])
    if not names:
        raise BrokenFile(path, "the workbook has no sheet with cells.")

    if sheet is not None:
        return delimited.assemble(_records(book, sheet), path)

    # A sheet of notes or a title page may stand first.
    title = next((name for name in names if _holds_table(book, name)), names[0])
    others = [name for name in names if name != title]
    notices = (f"sheet “{title}” was read; others: {', '.join(others)} → --sheet NAME",) if others else ()

    return delimited.assemble(_records(book, title), path, notices)


def _holds_table(book: Workbook, sheet: str) -> bool:
    """Whether *sheet* begins with rows of which two have more than one cell: a header and something below."""
    rows = islice(_records(book, sheet), FIRST_ROWS)

    return sum(sum(bool(cell.strip()) for cell in row) > 1 for _, row in rows) > 1


def _records(book: Workbook, sheet: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of *sheet* as texts, with their numbers; what is merged over several rows stands in each."""
    worksheet = book[sheet]
    if hasattr(worksheet, "reset_dimensions"):
        worksheet.reset_dimensions()  # some programs write a size that is not the sheet's

    merged_down = merged_cells.spans_down(book, sheet)
    kept: dict[int, tuple[str, int]] = {}
    for number, row in enumerate(worksheet.iter_rows(values_only=True), 1):
        cells = [cell_text(value) for value in row]
        for column, last in merged_down.get(number, ()):
            if column < len(cells):
                kept[column] = cells[column], last

        for column, (text, last) in kept.items():
            if number <= last and column < len(cells) and not cells[column]:
                cells[column] = text

        yield number, cells


def cell_text(value: object) -> str:
    """What a cell holds, as text: a date as 2026-01-31, a whole number without a point.

    >>> cell_text(24.0), cell_text(0.1 + 0.2), cell_text(dt.datetime(2026, 1, 31)), cell_text("#N/A")
    ('24', '0.3', '2026-01-31', '')
    """
    if value is None or value in ERRORS:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()

    return str(value)


def _refuse_packed_size(path: Path) -> None:
    """Raise BrokenFile for a workbook that unpacks into more than is read of any file."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise BrokenFile(path, f"the workbook cannot be read ({error}).") from error

    if size > limits.FILE:
        raise limits.too_large(path, size, limits.FILE)
