"""The static site: a page for every claim, study, article and procedure, the matrix, and the map.

No server and no network is needed: pages link each other relatively, style and scripts stand in files
beside them, and the only scripts filter and sort what is already there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.placing import Rule, place_whole
from evidence_graph.site.assets import is_ours, shared_files
from evidence_graph.site.pages import MAP, READING, TOPICS, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.prose import Text

__all__ = ["build"]

GO = frozenset({TOPICS, READING})
RULE = Rule("page of a site", is_ours, stale=lambda path: path.parent.name in GO and is_ours(path))
"""Pages of things that are gone stay; maps of topics that are gone go with the map that led to them.

So do pages with the texts of articles: none is left in a site that is written without these texts.
"""


def build(
    graph: EvidenceGraph,
    folder: Path | str,
    *,
    texts: Mapping[str, Text] | None = None,
    tell: Callable[[int, int], None] | None = None,
    mention: Callable[[str], None] | None = None,
) -> int:
    """Write the site of *graph* into *folder* and return the number of pages.

    An article whose text is among *texts*, by its key, gets a page on which it is read with its evidence.
    All pages are made aside and put in place together; other files of the folder are left alone. *tell* is
    called with the number of pages written and of all pages, *mention* with what a reader should know of an
    earlier run. Raises CannotWrite when that is not possible, and before anything is written where a file
    that is no page of a site stands in the place of one, or a link in that of a folder.
    """
    folder, site = Path(folder), Site(graph, texts)
    pages, shared = site.pages(), shared_files()
    RULE.refuse_any(folder, (*pages, *shared, MAP))
    page_count = len(pages) + 1
    with place_whole(folder, RULE, tell=mention) as folder_aside:
        for path, text in shared.items():
            _write(folder_aside / path, text)

        for number, (path, make) in enumerate(pages.items(), 1):
            _write(folder_aside / path, make())
            if tell:
                tell(number, page_count)

        site.draw(folder_aside)
        former = folder / READING
        if former.is_dir() and not former.is_symlink():
            (folder_aside / READING).mkdir(exist_ok=True)  # what it takes the place of, it does not carry on

    if tell:
        tell(page_count, page_count)

    return page_count


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(text.encode())
