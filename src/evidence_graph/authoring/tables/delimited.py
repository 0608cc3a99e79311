"""Text with a delimiter (CSV, TSV and their kin) as a table.

The delimiter is the one by which the rows come out alike. Rows are numbered as a spreadsheet shows them: a
cell that holds line ends is still one row, and an empty line is one too.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.authoring.tables.headers import column_names
from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace, SourceRow, SourceTable
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DELIMITERS = (",", ";", "\t", "|")
"""What separates cells, the likeliest first."""

GROUPS_SHARE, FEWEST_GAPS, LONGEST_NAME = 0.6, 2, 40
"""A row names groups of columns where it has so small a share of the cells of the next and leaves so many
open, and none of the next is longer or a number."""

_FIGURE = re.compile(r"^[-+<>=~\u2212]*\d[\d.,%]*$|[.!?]$|^10\.\d{4}")
"""What is no name of a column: a number, a sentence, a DOI."""

SAMPLE = 60
"""So many rows are looked at to find the delimiter."""

DECLARATION = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel writes as the first line of a file to say its delimiter."""


def read(text: str, path: Path, notices: tuple[str, ...] = ()) -> SourceTable:
    """The table in *text*, which stands in the file at *path*.

    Raises BrokenFile where a quotation mark is never closed or a cell is too long.
    """
    declared = DECLARATION.match(text)
    delimiter = declared[1] if declared else delimiter_of(text)
    _refuse_open_quote(text, delimiter, path)

    records = _number(text, delimiter, path)
    if declared:
        next(records)  # the declaration is no row of the table

    return assemble(records, path, notices)


def assemble(
    records: Iterator[tuple[int, Sequence[str]]], path: Path, notices: tuple[str, ...] = ()
) -> SourceTable:
    """The table of numbered *records*, of which the first that is a header gives the columns.

    Raises BrokenFile where there is no header.
    """
    number, header, records = _header(records, path)
    columns, name_notices = column_names(header)
    rows: list[SourceRow] = []
    refusals: list[Refusal] = []

    for place, record in records:
        if not any(cell.strip() for cell in record):
            continue

        surplus = [cell for cell in record[len(columns) :] if cell.strip()]
        cells = dict(zip(columns, (*record, *[""] * len(columns)), strict=False))
        if surplus:
            reason = f"it has {len(record)} cells, and the header {len(columns)}"
            cure = "put quotation marks around the cell that holds the delimiter"
            refusals.append(Refusal(path.name, RowPlace(place), None, surplus[0], reason, cure, cells))
        else:
            rows.append(SourceRow(RowPlace(place), cells))

    return SourceTable(path.name, columns, tuple(rows), number, tuple(refusals), (*notices, *name_notices))


def _header(
    records: Iterator[tuple[int, Sequence[str]]], path: Path
) -> tuple[int, Sequence[str], Iterator[tuple[int, Sequence[str]]]]:
    """The row that names the columns, and the rows below it.

    It is the first with more than one cell, for a title may stand above the table; or the one below, where
    that one only names groups of columns.
    """
    for number, record in records:
        if sum(1 for cell in record if cell.strip()) < 2:  # noqa: PLR2004 - a table has two columns at least
            continue

        below = next(records, None)
        if below is not None and _names_groups(record, below[1]):
            return below[0], _with_groups(record, below[1]), records

        return number, record, chain([] if below is None else [below], records)

    raise BrokenFile(path, "the file holds no table of at least two columns with a header.")


def _names_groups(record: Sequence[str], below: Sequence[str]) -> bool:
    """Whether *record* only names groups of the columns that the row *below* names."""
    names = [cell.strip() for cell in below if cell.strip()]
    groups = sum(1 for cell in record if cell.strip())
    if groups > GROUPS_SHARE * len(names) or len(names) - groups < FEWEST_GAPS:
        return False

    return all(len(name) <= LONGEST_NAME and not _FIGURE.search(name) for name in names)


def _with_groups(record: Sequence[str], below: Sequence[str]) -> list[str]:
    """The names *below*, each that stands twice behind the name of its group."""
    names: list[str] = []
    group = ""
    for place, cell in enumerate(below):
        name = cell.strip()
        if place < len(record) and record[place].strip():
            group = record[place].strip()

        is_twice = sum(1 for other in below if other.strip() == name) > 1
        names.append(f"{group} {name}".strip() if name and is_twice else name or group)

    return names


def _number(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The records with their numbers.

    Raises BrokenFile for a cell above the limit of one text.
    """
    csv.field_size_limit(limits.LITERAL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, 1)
    except csv.Error as error:
        reason = f"the row cannot be read ({error}); a cell may have {limits.LITERAL:,} characters."
        raise BrokenFile(path, reason, line=reader.line_num) from None


def _refuse_open_quote(text: str, delimiter: str, path: Path) -> None:
    """Raise BrokenFile where a quotation mark is never closed: its cell would swallow all other rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    started = 1
    try:
        for _ in reader:
            started = reader.line_num + 1
    except csv.Error as error:
        if "end of data" not in str(error):
            return  # a mark within a cell, which is taken as a letter

        reason = "a quotation mark opens here and is never closed."
        raise BrokenFile(path, reason, line=started) from None


def delimiter_of(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, and more than one."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How alike the first rows come out, and how many cells they have then."""
    csv.field_size_limit(limits.LITERAL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(reader, SAMPLE) if record]
    except csv.Error:
        return 0.0, 0

    common = max(set(widths), key=widths.count, default=0)
    if common < 2:  # noqa: PLR2004 - a delimiter makes two cells at least
        return 0.0, 0

    return widths.count(common) / len(widths), common
