"""The interactive evidence map: one self-contained page that asks nothing of the network.

`draw` writes it, `render` gives its text. `scene` chooses what is on the map, `layout` and `packing`
say where, `lettering` how labels break, `network` hands nodes and edges to pyvis, `contents` holds
what the panel tells, and `page` puts all of it behind our own template.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.drawing.inline import InlineMap
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

__all__ = ["draw", "render"]


@overload
def draw(
    graph: EvidenceGraph,
    path: None = None,
    *,
    claims: Iterable[Claim | str] | None = None,
    title: str | None = None,
) -> InlineMap: ...


@overload
def draw(
    graph: EvidenceGraph,
    path: Path | str,
    *,
    claims: Iterable[Claim | str] | None = None,
    title: str | None = None,
) -> Path: ...


def draw(
    graph: EvidenceGraph,
    path: Path | str | None = None,
    *,
    claims: Iterable[Claim | str] | None = None,
    title: str | None = None,
) -> Path | InlineMap:
    """Write the evidence map of *graph* to *path*, whole or not at all, and give the path back.

    Without a *path* nothing is written, and what comes back shows the map in a notebook. With *claims*,
    only these with their evidence, and the claims they rest on or conflict with.
    The page is headed by *title*, else by what the data calls itself. The same data gives the same
    bytes. Raises CannotWrite when the file cannot be replaced, UnknownName for an unknown claim.
    """
    from evidence_graph.dataset.writer import write_bytes
    from evidence_graph.drawing.inline import InlineMap

    text = render(graph, claims=claims, title=title)
    if path is None:
        return InlineMap(text, title or graph.title)
    target = Path(path)
    write_bytes(target, text.encode())
    return target


def render(
    graph: EvidenceGraph,
    *,
    claims: Iterable[Claim | str] | None = None,
    title: str | None = None,
) -> str:
    """The text of the page that `draw` writes."""
    from evidence_graph.drawing.page import page
    from evidence_graph.drawing.scene import choose

    return page(choose(graph, claims), title=title or graph.title)
