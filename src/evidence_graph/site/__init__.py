"""The static site: a page for every claim, study, article and procedure, the matrix, and the map.

No server and no network is needed: pages link each other relatively, styles stand in the page, and
the only script filters and sorts what is already there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.site.pages import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph

__all__ = ["build"]


def build(graph: EvidenceGraph, folder: Path, *, tell: Callable[[int, int], None] | None = None) -> int:
    """Write the site of *graph* into *folder* and return the number of pages.

    Each page is replaced whole; other files of the folder are left alone. *tell* is called with the
    number of pages written and of all pages. Raises CannotWrite when a page cannot be written.
    """
    site = Site(graph)
    pages = site.pages()
    whole = len(pages) + 1
    for number, (path, make) in enumerate(pages.items(), 1):
        _write(folder / path, make())
        if tell:
            tell(number, whole)
    site.draw(folder)
    if tell:
        tell(whole, whole)
    return whole


def _write(target: Path, text: str) -> None:
    from evidence_graph.dataset.writer import write_bytes
    from evidence_graph.errors import CannotWrite

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(target, str(error.strerror or error)) from error
    write_bytes(target, text.encode(), lasting=False)
