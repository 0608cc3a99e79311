"""A library of literature (RIS, PubMed, BibTeX) as a table of works, with what screening left in its notes.

Rayyan writes its decisions into the notes, ASReview a tag. A work that all reviewers excluded, or that a
model was told is irrelevant, is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.authoring.foreign.annotated_bibtex import of_citation
from evidence_graph.authoring.tables.source_rows import RowPlace, SourceRow, SourceTable
from evidence_graph.authoring.tables.table_shapes import rayyan_cells
from evidence_graph.bibliography.libraries import read_bibliography
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography, Entry

COLUMNS = (
    *("library key", "type", "title", "author", "authors", "year", "container", "volume", "issue", "pages"),
    *("doi", "pmid", "pmcid", "url", "notes", "rayyan decision", "rayyan reviewers", "rayyan labels"),
    *("rayyan reasons", "asreview tag"),
)
TAG = re.compile(r"ASReview_(relevant|irrelevant|not_seen)")
NOTES = ("note", "annote", "keywords")


def read(path: Path) -> SourceTable:
    """The works of the library at *path*; raises BrokenFile where it holds none."""
    bibliography = read_bibliography(path)
    rows: list[SourceRow] = []
    for key, entry in bibliography.entries.items():
        cells = of_citation(bib.citation(entry, bibliography.strings))
        del cells["key"]
        rows.append(
            SourceRow(RowPlace(len(rows) + 1), {"library key": key} | cells | _screening(entry, bibliography))
        )

    if not rows:
        raise BrokenFile(path, "the library holds no work that can be read.")

    problems = len(bibliography.problems)
    notices = (f"{problems} entries of the library could not be read whole",) if problems else ()

    return SourceTable(path.name, COLUMNS, tuple(rows), None, (), notices)


def _screening(entry: Entry, bibliography: Bibliography) -> dict[str, str]:
    """What the notes of an *entry* say, and what a program for screening wrote there."""
    texts = [bib.field_text(entry, name, bibliography.strings) for name in NOTES if name in entry.fields]
    notes = " | ".join(text for text in texts if text)
    tag = TAG.search(notes)

    return {**rayyan_cells(TAG.sub("", notes)), "asreview tag": tag[1] if tag else ""}
