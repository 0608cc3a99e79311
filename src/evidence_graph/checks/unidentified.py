"""Works that nobody can look up by a number: no problem, a book has none, but worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib

if TYPE_CHECKING:
    from evidence_graph.bibliography import Bibliography

SHOWN = 3


def remark(bibliography: Bibliography) -> str | None:
    """The works that have neither DOI nor PMID, where there are any."""
    keys = []
    for key, entry in bibliography.entries.items():
        citation = bib.citation(entry, bibliography.strings)
        if citation.doi is None and citation.pmid is None:
            keys.append(key)

    if not keys:
        return None

    if len(keys) > SHOWN:
        more = f" and {len(keys) - SHOWN} more"
    else:
        more = ""

    if len(bibliography.entries) == 1:
        have = "work has"
    else:
        have = "works have"

    keys_in_words = ", ".join(keys[:SHOWN]) + more

    return f"{len(keys)} of {len(bibliography.entries)} {have} neither DOI nor PMID: {keys_in_words}."
