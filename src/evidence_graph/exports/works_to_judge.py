"""New works as a list that somebody judges: RIS for a program of literature, CSV for a spreadsheet.

In come works, each with why it is on the list; that goes along as a note.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import foreign_records, ris

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.model import Citation

COLUMNS = ("title", "authors", "year", "container", "doi", "pmid", "url", "why", "stance", "finding")
"""The columns of the table; the last two are empty, for whoever judges."""


def to_ris(works: Mapping[Citation, str]) -> str:
    """The RIS of *works*, each with why it is there."""
    return ris.write(_record(work, why) for work, why in works.items())


def _record(work: Citation, why: str) -> foreign_records.ForeignRecord:
    entry = bib.from_citation(work)
    record = foreign_records.of_entry(entry, {}, lambda _: None)
    record.key = foreign_records.made_key(record)
    record.put("annote", why)
    return record


def to_csv(works: Mapping[Citation, str]) -> str:
    """The table of *works*, each with why it is there and room for a judgement."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(works))
    return out.getvalue()


def _cells(works: Mapping[Citation, str]) -> Iterable[list[str]]:
    for work, why in works.items():
        said = (work.title, "; ".join(work.authors), work.year, work.container, work.doi, work.pmid, work.url)
        yield [*(_safe(str(cell or "")) for cell in said), _safe(why), "", ""]


def _safe(cell: str) -> str:
    """*cell*, which no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
