"""The library of a manuscript: the keys it may cite, and by which DOI each work is known elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography.libraries import read_bibliography

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def dois(paths: Iterable[Path]) -> dict[str, str]:
    """The DOI of each work in the libraries at *paths* by its key; an empty text where it has none.

    Raises BrokenFile for a file that cannot be read or is no library.
    """
    found: dict[str, str] = {}
    for path in paths:
        library = read_bibliography(path)
        for key, entry in library.entries.items():
            found[key] = bib.citation(entry, library.strings, library.entries.get).doi or ""
    return found
