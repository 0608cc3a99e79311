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


def to_ris(candidates: Mapping[Citation, str]) -> str:
    """The RIS of *candidates*, each with why it is there."""
    return ris.write(_record(candidate, why) for candidate, why in candidates.items())


def _record(candidate: Citation, why: str) -> foreign_records.ForeignRecord:
    entry = bib.from_citation(candidate)
    record = foreign_records.of_entry(entry, {}, lambda _: None)
    record.key = foreign_records.made_key(record)
    record.put("annote", why)

    return record


def to_csv(candidates: Mapping[Citation, str]) -> str:
    """The table of *candidates*, each with why it is there and room for a judgement."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(candidates))

    return out.getvalue()


def _cells(candidates: Mapping[Citation, str]) -> Iterable[list[str]]:
    for candidate, why in candidates.items():
        people = "; ".join(candidate.authors)
        said = [candidate.title, people, candidate.year, candidate.container]
        said += [candidate.doi, candidate.pmid, candidate.url]
        yield [*(_safe(str(cell or "")) for cell in said), _safe(why), "", ""]


def _safe(cell: str) -> str:
    """*cell*, which no spreadsheet takes for a formula."""
    if cell.startswith(("=", "+", "-", "@")):
        return f"'{cell}"

    return cell
