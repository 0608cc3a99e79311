"""The interactive evidence map: self-contained pages that ask nothing of the network.

`draw` writes it, `render` gives the text of one page. `scene` chooses what is on a map, `contents` tells all
of it as plain data and `method` what a verdict is made again from, `values`, `styles` and `outlines` say how
values look in script, style sheet and text, and `page` puts all of it behind our own template; its views are
files in `views`. Of the network of claims and studies `vis` makes the pyvis network, `layout`, `packing`,
`blocks` and `cells` say where, and `lettering` how labels break. What is more than one map shows, `survey`
counts by topic, `overview` draws as bubbles, and `atlas` gives every topic a map of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

from evidence_graph.errors import CannotWrite, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence_graph.drawing.inline import InlineMap
    from evidence_graph.drawing.page import Trail
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

    Several = Iterable[Claim | str] | Claim | str

__all__ = ["draw", "draw_topic", "render"]

NAME = "map.html"


@overload
def draw(
    graph: EvidenceGraph,
    path: None = None,
    *,
    claims: Several | None = None,
    title: str | None = None,
) -> InlineMap: ...


@overload
def draw(
    graph: EvidenceGraph,
    path: Path | str,
    *,
    claims: Several | None = None,
    title: str | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Path: ...


def draw(
    graph: EvidenceGraph,
    path: Path | str | None = None,
    *,
    claims: Several | None = None,
    title: str | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Path | InlineMap:
    """Write the evidence map of *graph* to *path*, whole or not at all, and give the path back.

    Without a *path* nothing is written, and what comes back shows the map in a notebook. A *path* that is
    a folder gets a map.html. With *claims* (or one claim), only these with their evidence, and the claims
    they rest on or conflict with. The page is headed by *title*, else by what the data calls itself. The
    same data gives the same bytes. A graph that is more than one map shows becomes an overview of its
    topics, with a folder of their maps beside it (map-topics beside map.html); *tell* hears how many of
    how many of these are written. So does one whose map would be a file of more than 40 MB. Raises
    CannotWrite when a file cannot be replaced, UnknownName for an unknown claim, TooLarge when a whole
    graph without a path is more than one map shows.
    """
    from evidence_graph.drawing import register
    from evidence_graph.drawing.atlas import is_large
    from evidence_graph.drawing.inline import InlineMap
    from evidence_graph.store.writer import write_bytes

    large = claims is None and is_large(graph)
    if path is None and large:
        raise TooLarge(len(graph.claims()))
    if large:
        return _draw_atlas(graph, place(Path(path or "")), title or graph.title, tell)

    text = render(graph, claims=claims, title=title)
    if path is None:
        return InlineMap(text, title or graph.title)

    target, page = place(path), text.encode()
    if claims is None and len(page) > register.MOST_BYTES:
        return _draw_atlas(graph, target, title or graph.title, tell)

    write_bytes(target, page)

    return target


def _draw_atlas(
    graph: EvidenceGraph, target: Path, title: str, tell: Callable[[int, int], None] | None
) -> Path:
    """Write the maps of all topics, and the overview last: it never names a page that is not there."""
    from evidence_graph.drawing.atlas import Atlas
    from evidence_graph.drawing.shelf import is_page
    from evidence_graph.placing import Rule, place_whole
    from evidence_graph.store.writer import write_bytes

    if not target.parent.is_dir():
        raise CannotWrite(target, f"there is no folder {target.parent}")

    folder = target.with_name(f"{target.stem}-topics")
    rule = Rule("page of a map", is_page, stale=is_page)
    rule.refuse_others(folder)
    atlas = Atlas(graph, title, target.name, folder.name)
    with place_whole(folder, rule) as folder_aside:
        for number, (file, text) in enumerate(atlas.pages(), 1):
            (folder_aside / file).write_bytes(text.encode())
            if tell:
                tell(number, len(atlas.leaves))

    write_bytes(target, atlas.front().encode())

    return target


def draw_topic(graph: EvidenceGraph, path: Path | str, topic: str, *, title: str | None = None) -> Path:
    """Write the map of one *topic* to *path*, and give the path back.

    Of a topic that is more than one page shows, the claims with the most studies are drawn, and the page
    says so. Raises UnknownName for a topic that no claim has, CannotWrite.
    """
    from evidence_graph.drawing.atlas import Atlas, first_leaf
    from evidence_graph.store.writer import write_bytes

    target = place(path)
    atlas = Atlas(graph, title or graph.title, target.name, "")
    write_bytes(target, atlas.draw(first_leaf(graph, topic)).encode())

    return target


def place(path: Path | str) -> Path:
    """The file that *path* means: itself, or map.html in the folder that it is."""
    target = Path(path)

    return target / NAME if target.is_dir() else target


def render(
    graph: EvidenceGraph,
    *,
    claims: Several | None = None,
    title: str | None = None,
    trail: Trail | None = None,
) -> str:
    """The text of one page with all of *graph* on it, or *claims* and what is next to them.

    *trail* links it to other pages.
    """
    from evidence_graph.drawing.page import page
    from evidence_graph.drawing.scene import choose
    from evidence_graph.model import Claim

    chosen_claims = [claims] if isinstance(claims, str | Claim) else claims

    return page(choose(graph, chosen_claims), title=title or graph.title, trail=trail)
