"""Tables into a data folder: read them all, find what is there, write what is new in one step.

Either all that is not refused is written, or nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_graph import commit
from evidence_graph import dataset as data
from evidence_graph.authoring import editing
from evidence_graph.authoring.book import Book
from evidence_graph.authoring.foreign import nanopublications, own_json, rdf_files
from evidence_graph.authoring.tables import read_table
from evidence_graph.errors import BrokenFile, EvidenceGraphError, RecordConflict
from evidence_graph.garbage import nothing_collected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence_graph.authoring.foreign.imported_records import ImportedRecords
    from evidence_graph.authoring.tables import ImportedTable, ImportReport
    from evidence_graph.authoring.tables.source_rows import Refusal

    Advance = Callable[[int, int], None]
    Importable = ImportedTable | ImportedRecords


class RefusedRows(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """Rows that cannot be taken in, where all of them were to be."""

    def __init__(self, reports: Sequence[ImportReport]) -> None:
        self.reports = tuple(reports)
        first, *others = _refusals(reports)
        if others:
            rest = f"; {_rows_in_words(others)} refused too"
        else:
            rest = ""

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


def _rows_in_words(refusals: list[Refusal]) -> str:
    """The rows as the beginning of a sentence."""
    places = [str(refusal.place) for refusal in refusals]
    if len(places) == 1:
        return f"row {places[0]} is"

    if len(places) > SHOWN:
        more = f" and {len(places) - SHOWN} more"
    else:
        more = ""

    return f"rows {', '.join(places[:SHOWN])}{more} are"


def read(file: Path | str, **options: Any) -> Importable:  # noqa: ANN401 - the options of read_table
    """The evidence in *file*: records where it is RDF in our terms or our JSON, else a table.

    Raises what `read_table` raises, and BrokenFile.
    """
    path = Path(file)
    if not path.is_file():
        raise BrokenFile(path, "there is no such file." if not path.exists() else "it is no file.")
    if rdf_files.is_rdf(path) and not _is_of_others(path):
        return rdf_files.read(path, curator=options.get("curator"))

    if path.suffix.lower() == ".json":
        answer = own_json.read(path)
    else:
        answer = None

    with nothing_collected():
        return answer or read_table(path, **options)


def _is_of_others(path: Path) -> bool:
    """Whether a file of several graphs publishes assertions of others, and no judgements in our terms."""
    if path.suffix.lower() == ".trig":
        raw = path.read_bytes()
    else:
        raw = b""

    return nanopublications.is_nanopublication(raw) and not nanopublications.are_ours(raw)


def preview(
    folder: Path | None, tables: Sequence[Importable], advance: Advance | None = None
) -> list[ImportReport]:
    """What an import of *tables* into *folder* would do, into an empty one where none is named."""
    book = Book(data.load(folder) if folder else data.parse(""))

    return _reports(book, tables, advance)


def import_into(
    folder: Path,
    tables: Sequence[Importable],
    *,
    strict: bool = False,
    wait: float = commit.WAIT,
    language: str = "",
    advance: Advance | None = None,
) -> list[ImportReport]:
    """Add to *folder* what is new in *tables*, whose texts are in a *language*; what became of each row.

    Raises RefusedRows, where *strict*, for any row that cannot be taken in, and what writing a folder raises.
    """
    for number in range(TRIES):
        try:
            with nothing_collected():  # all that is made is kept to the end
                return _import_rows(
                    folder, tables, strict=strict, wait=wait, language=language, advance=advance
                )
        except RecordConflict as conflict:
            # Somebody took the id of a new record meanwhile, perhaps with the very same table.
            if not conflict.is_new or number + 1 == TRIES:
                raise

    raise AssertionError  # the last try has ended above


TRIES = 20
"""So often a folder is read anew because somebody else added to it meanwhile."""


def _import_rows(
    folder: Path,
    tables: Sequence[Importable],
    *,
    strict: bool,
    wait: float,
    language: str,
    advance: Advance | None,
) -> list[ImportReport]:
    """What became of each row, on the folder as it is now."""
    book = editing.open_book(folder, language=language)
    reports = _reports(book, tables, advance)
    if strict and _refusals(reports):
        raise RefusedRows(reports)

    names = ", ".join(table.name for table in tables)
    editing.write(book, wait=wait, what=f"import {names}")

    return reports


def _reports(book: Book, tables: Sequence[Importable], advance: Advance | None) -> list[ImportReport]:
    """What became of the rows of *tables*, which *book* takes in one after the other.

    Lists of works come first, so that judgements find the works they speak of.
    """
    reports: dict[int, ImportReport] = {}
    for table in sorted(tables, key=lambda table: not table.is_list_of_citations):
        reports[id(table)] = book.add(table) if advance is None else book.add(_Advancing(table, advance))

    return [reports[id(table)] for table in tables]


class _Advancing:
    """A table that says how far it is while a book takes it in."""

    def __init__(self, table: Importable, advance: Advance) -> None:
        self._table, self._told = table, advance

    def add_to(self, book: Book) -> ImportReport:
        """Put the table into *book*."""
        return self._table.add_to(book, self._told)


SHOWN = 5
"""So many refused rows are named in one sentence."""
