"""The static site: a page for every claim, study, article and procedure, the matrix, and the map.

No server and no network is needed: pages link each other relatively, styles stand in the page, and
the only script filters and sorts what is already there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.site.pages import MAP, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence_graph.graph import EvidenceGraph

__all__ = ["build"]


def build(graph: EvidenceGraph, folder: Path | str, *, tell: Callable[[int, int], None] | None = None) -> int:
    """Write the site of *graph* into *folder* and return the number of pages.

    Each page is replaced whole; other files of the folder are left alone. *tell* is called with the
    number of pages written and of all pages. Raises CannotWrite when a page cannot be written, and before
    any is written where a file that is no page of a site stands in its place.
    """
    folder, site = Path(folder), Site(graph)
    pages = site.pages()
    _spare([folder / path for path in (*pages, MAP)])
    whole = len(pages) + 1
    for number, (path, make) in enumerate(pages.items(), 1):
        _write(folder / path, make())
        if tell:
            tell(number, whole)
    site.draw(folder)
    if tell:
        tell(whole, whole)
    return whole


def _spare(targets: Iterable[Path]) -> None:
    """Refuse to take the place of a file that somebody else made."""
    import os

    from evidence_graph.drawing.shelf import is_page
    from evidence_graph.errors import CannotWrite

    for target in targets:
        if os.path.lexists(target) and not is_page(target):
            reason = "what is there is no page of a site; move it away, or name another folder with -o"
            raise CannotWrite(target, reason)


def _write(target: Path, text: str) -> None:
    from evidence_graph.dataset.writer import write_bytes
    from evidence_graph.errors import CannotWrite

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(target, str(error.strerror or error)) from error
    write_bytes(target, text.encode(), lasting=False)
