"""Works for other programs: RIS, CSL-JSON, and a list of references set in a style.

In come works of a graph, out go texts. Each work is told from its own entry, whole, with what it inherits;
one that only the claims know from its record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import csl_json, foreign_records, inheritance, ris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.bibliography import Entry
    from evidence_graph.bibliography.foreign_records import ForeignRecord
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation


def to_ris(graph: EvidenceGraph, citations: Iterable[Citation]) -> str:
    """The RIS of *works*, for EndNote, Zotero, Mendeley and others."""
    return ris.write(records(graph, citations))


def to_csl_json(graph: EvidenceGraph, citations: Iterable[Citation]) -> str:
    """The CSL-JSON of *works*, for Zotero, pandoc, citeproc and others."""
    citations = list(citations)
    if citations:
        return csl_json.write(records(graph, citations))

    return ""


def items(graph: EvidenceGraph, citations: Iterable[Citation]) -> list[csl_json.Item]:
    """The items of CSL of *works*, to be set in a style."""
    return [csl_json.item(record) for record in records(graph, citations)]


def records(graph: EvidenceGraph, citations: Iterable[Citation]) -> Iterator[ForeignRecord]:
    """What each work says by the names of BibTeX's fields."""
    citations = list(citations)
    sources = with_parents(graph, [citation.key for citation in citations])
    strings = graph.store.literature([]).strings
    for citation in citations:
        entry = sources.get(citation.key) or bib.from_citation(citation)
        yield foreign_records.of_entry(entry, strings, sources.get)


def with_parents(graph: EvidenceGraph, keys: list[str]) -> dict[str, Entry]:
    """The entries of *keys* and of all from which they inherit fields."""
    entries_by_key: dict[str, Entry] = {}
    missing = list(keys)
    while missing:
        new = graph.store.literature(missing).entries
        entries_by_key |= new
        parent_keys = (parent for entry in new.values() for parent in inheritance.all_parents(entry))
        if new:
            missing = [key for key in dict.fromkeys(parent_keys) if key not in entries_by_key]
        else:
            missing = []

    return entries_by_key
