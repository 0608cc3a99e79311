"""BibTeX that carries claims and stances (``export bibtex --annotate``) as a table: the judgements come back.

Each keyword ``eg:supports:CLAIM`` is a row; the note of the entry tells the finding. A bibliography knows a
claim by its id alone: in a folder that has the claim the row finds it, elsewhere the id stands for its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.authoring.tables.source_rows import RowPlace, SourceRow, SourceTable

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.model import Citation, Stance

COLUMNS = (
    *(
        "claim id",
        "stance",
        "finding",
        "confirmed",
        "key",
        "type",
        "title",
        "author",
        "authors",
        "year",
        "container",
    ),
    *("volume", "issue", "pages", "doi", "pmid", "pmcid", "url"),
)
UNSURE = " (unverified)"
NOTHING = "no finding recorded"


def read(text: str, path: Path) -> SourceTable:
    """The table in the BibTeX *text*: the judgements that its entries carry, else its works."""
    from evidence_graph.authoring.foreign import citations_of_libraries

    bibliography = bib.parse(text, name=str(path))
    links: dict[str, list[tuple[Stance, str]]] = {}
    for key, stance, claim in bib.links(bibliography):
        links.setdefault(key, []).append((stance, claim))

    rows: list[SourceRow] = []
    for key, judgements in links.items():
        entry = bibliography.entries[key]
        citation = bib.citation(entry, bibliography.strings)
        if "annote" in entry.fields:
            note = bib.field_text(entry, "annote", bibliography.strings)
        else:
            note = ""

        for stance, claim in judgements:
            finding, confirmed = _finding(note, stance, claim, judgements)
            cells = {"claim id": claim, "stance": stance.value, "finding": finding, "confirmed": confirmed}
            rows.append(SourceRow(RowPlace(len(rows) + 1), cells | of_citation(citation)))

    if not rows:
        return citations_of_libraries.read(path)

    return SourceTable(path.name, COLUMNS, tuple(rows))


def of_citation(citation: Citation) -> dict[str, str]:
    """The bibliographic fields of *work* as texts."""
    authors = "\n".join(citation.authors)
    if citation.authors and citation.authors_incomplete:
        others = f"{citation.authors[0]} et al."
    else:
        others = ""

    fields = ("key", "type", "title", "container", "volume", "issue", "pages", "doi", "pmid", "pmcid", "url")
    texts = {name: str(getattr(citation, name) or "") for name in fields}

    return texts | {"author": others, "authors": authors, "year": str(citation.year or "")}


def _finding(note: str, stance: Stance, claim: str, judgements: list[tuple[Stance, str]]) -> tuple[str, str]:
    """What the *note* tells of one judgement, and whether it says that nobody confirmed it."""
    marks = sorted((re.escape(f"{one} {other}: ") for one, other in judgements), key=len, reverse=True)
    parts = re.split(f"(?:^| )({'|'.join(marks)})", note)
    for mark, text in zip(parts[1::2], parts[2::2], strict=False):
        if mark == f"{stance} {claim}: ":
            finding = text.removesuffix(UNSURE)
            return ("" if finding == NOTHING else finding), ("" if text.endswith(UNSURE) else "true")

    return "", ""
