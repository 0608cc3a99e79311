"""Tables into a data folder: read them all, find what is there, write what is new in one step.

Either all that is not refused is written, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import commit
from evidence_graph import dataset as data
from evidence_graph.authoring import editing
from evidence_graph.authoring.book import Book
from evidence_graph.errors import EvidenceGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evidence_graph.authoring.tables import ImportedTable, ImportReport
    from evidence_graph.authoring.tables.source_rows import Refusal

    Told = Callable[[int, int], None]


class RefusedRows(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """Rows that cannot be taken in, where all of them were to be."""

    def __init__(self, reports: Sequence[ImportReport]) -> None:
        self.reports = tuple(reports)
        first, *others = _refusals(reports)
        rest = f"; {_listed(others)} refused too" if others else ""
        super().__init__(
            f"{first.file}, row {first.place}: {first.reason}{rest}. Nothing was written; see all of them "
            "with --dry-run, or leave --strict out."
        )


def _refusals(reports: Sequence[ImportReport]) -> list[Refusal]:
    """The refused rows of all tables."""
    rows: list[Refusal] = []
    for report in reports:
        rows += report.refused
    return rows


def _listed(refusals: list[Refusal]) -> str:
    """The rows as the beginning of a sentence."""
    places = [str(refusal.place) for refusal in refusals]
    if len(places) == 1:
        return f"row {places[0]} is"
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return f"rows {', '.join(places[:SHOWN])}{more} are"


def preview(
    folder: Path | None, tables: Sequence[ImportedTable], told: Told | None = None
) -> list[ImportReport]:
    """What an import of *tables* into *folder* would do, into an empty one where none is named."""
    book = Book(data.load(folder) if folder else data.parse(""))
    return _reports(book, tables, told)


def import_into(
    folder: Path,
    tables: Sequence[ImportedTable],
    *,
    strict: bool = False,
    wait: float = commit.WAIT,
    told: Told | None = None,
) -> list[ImportReport]:
    """Add to *folder* what is new in *tables*; what became of each row.

    Raises RefusedRows, where *strict*, for any row that cannot be taken in, and what writing a folder raises.
    """
    book = Book(data.load(folder))
    reports = _reports(book, tables, told)
    if strict and _refusals(reports):
        raise RefusedRows(reports)
    names = ", ".join(table.source.name for table in tables)
    editing.write(book, wait=wait, what=f"import {names}")
    return reports


def _reports(book: Book, tables: Sequence[ImportedTable], told: Told | None) -> list[ImportReport]:
    """What became of the rows of *tables*, which *book* takes in one after the other.

    Lists of works come first, so that judgements find the works they speak of.
    """
    reports: dict[int, ImportReport] = {}
    for table in sorted(tables, key=lambda table: not table.mapping.studies_only):
        reports[id(table)] = book.add(table) if told is None else book.add(_Told(table, told))
    return [reports[id(table)] for table in tables]


class _Told:
    """A table that says how far it is while a book takes it in."""

    def __init__(self, table: ImportedTable, told: Told) -> None:
        self._table, self._told = table, told

    def add_to(self, book: Book) -> ImportReport:
        """Put the table into *book*."""
        return self._table.add_to(book, self._told)


SHOWN = 5
"""So many refused rows are named in one sentence."""
