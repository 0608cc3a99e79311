"""Tables into a data folder: read them all, find what is there, write what is new in one step.

Either all that is not refused is written, or nothing: the folder is locked from the moment it is read, and
both its files change together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data_folder
from evidence_graph.authoring.tables.holdings import Holdings, of_folder
from evidence_graph.errors import EvidenceGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evidence_graph.authoring.tables import Addition, ImportedTable, ImportReport
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Record

    Told = Callable[[int, int], None]


class RefusedRows(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """Rows that cannot be taken in, where all of them were to be."""

    def __init__(self, reports: Sequence[ImportReport]) -> None:
        self.reports = tuple(reports)
        first, *others = [(report.file, refusal) for report in reports for refusal in report.refused]
        file, refusal = first
        rest = f"; {_listed([str(other.place) for _, other in others])} refused too" if others else ""
        super().__init__(
            f"{file}, row {refusal.place}: {refusal.reason}{rest}. Nothing was written; see all of them "
            "with --dry-run, or leave --strict out."
        )


def _listed(places: list[str]) -> str:
    shown = places[:5]
    more = f" and {len(places) - len(shown)} more" if len(places) > len(shown) else ""
    return f"row {shown[0]} is" if len(places) == 1 else f"rows {', '.join(shown)}{more} are"


@dataclass(frozen=True)
class Whole:
    """What all tables of one import add together."""

    records: tuple[Record, ...]
    entries: tuple[bib.Entry, ...]
    reports: tuple[ImportReport, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not self.records and not self.entries


def combined(tables: Sequence[ImportedTable], holdings: Holdings, told: Told | None = None) -> Whole:
    """What *tables* add to *holdings*, each seeing what those before it add.

    Lists of works come first, so that judgements find the works they speak of.
    """
    ordered = sorted(tables, key=lambda table: not table.mapping.studies_only)
    records: dict[tuple[type[Record], str], Record] = {}
    entries: list[bib.Entry] = []
    reports: dict[int, ImportReport] = {}

    for table in ordered:
        addition = table.against(holdings, told)
        records |= {(type(record), record.id): record for record in addition.records}
        entries += [bib.from_citation(work) for work in addition.works]
        reports[id(table)] = addition.report
        holdings = _with(holdings, addition)

    return Whole(tuple(records.values()), tuple(entries), tuple(reports[id(table)] for table in tables))


def _with(holdings: Holdings, addition: Addition) -> Holdings:
    """*holdings* with what one table adds."""
    records = {kind: dict(held) for kind, held in holdings.records.items()}
    for record in addition.records:
        records.setdefault(type(record), {})[record.id] = record
    works = {**holdings.works, **{work.key: work for work in addition.works}}
    return Holdings(records, works)


def preview(folder: Path, tables: Sequence[ImportedTable], told: Told | None = None) -> Whole:
    """What an import of *tables* would add to *folder*; nothing is written."""
    return combined(tables, of_folder(data_folder.load(folder)), told)


def import_into(
    folder: Path, tables: Sequence[ImportedTable], *, strict: bool = False, told: Told | None = None
) -> Whole:
    """Add to *folder* what is new in *tables*; what was added and what became of each row.

    Raises RefusedRows, where *strict*, for any row that cannot be taken in, and what writing a folder raises.
    """
    results: list[Whole] = []

    def change(dataset: Dataset) -> Dataset:
        whole = combined(tables, of_folder(dataset), told)
        results.append(whole)
        if strict and any(report.refused for report in whole.reports):
            raise RefusedRows(whole.reports)
        if whole.is_empty:
            return dataset
        changed = data_folder.put(dataset, *whole.records)
        return replace(changed, bibliography=bib.put(dataset.bibliography, *whole.entries))

    data_folder.edit(folder, change)
    return results[-1]
