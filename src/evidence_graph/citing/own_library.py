"""The library of a manuscript: the keys it may cite, and by which DOI each work is known elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import signatures
from evidence_graph.bibliography.libraries import read_bibliography

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(slots=True)
class OwnLibrary:
    """The DOI of each work by its key, empty where it has none, and the works that say they are retracted."""

    dois: dict[str, str] = field(default_factory=dict)
    retracted: set[str] = field(default_factory=set)
    is_named: bool = False


def read(paths: Iterable[Path]) -> OwnLibrary:
    """The works of all libraries at *paths*.

    Raises BrokenFile for a file that cannot be read or is no library.
    """
    library = OwnLibrary()
    for path in paths:
        library.is_named = True
        entries = read_bibliography(path)
        for key, entry in entries.entries.items():
            citation = bib.citation(entry, entries.strings, entries.entries.get)
            library.dois[key] = citation.doi or ""
            if signatures.is_marked_retracted(citation):
                library.retracted.add(key)

    return library
