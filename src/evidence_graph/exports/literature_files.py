"""Works for other programs: RIS, CSL-JSON, and a list of references set in a style.

In come works of a graph, out go texts. Each work is told from its own entry, whole, with what it inherits;
one that only the claims know from its record.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import csl_json, foreign_records, inheritance, ris
from evidence_graph.ways import reachable_at_once

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
    """The items of CSL of *works*, to be set in a style; what only lends fields to others is no work."""
    return [
        csl_json.item(record)
        for record in records(graph, citations)
        if record.type not in inheritance.LENDERS
    ]


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

    def parents_of(children: list[str]) -> Iterator[str]:
        entries = graph.store.literature(children).entries
        entries_by_key.update(entries)

        return chain.from_iterable(map(inheritance.all_parents, entries.values()))

    reachable_at_once(keys, parents_of)

    return entries_by_key
