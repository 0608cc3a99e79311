"""The one door to pyvis: nodes, edges and options of the map as pyvis holds them, and vis-network's code.

Of pyvis the data and the bundled vis-network are used, never its page: that one fetches style sheets
from elsewhere and writes headings, ids and titles as HTML.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing import cells, scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.drawing.layout import Layout
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.looks.forms import Stroke
    from evidence_graph.model import Claim


def _line(stroke: Stroke) -> dict[str, Any]:
    """A *stroke* as vis-network has it."""
    return {"dashes": list(stroke.dashes) or False, "width": stroke.width}


LINES: dict[str, dict[str, Any]] = {
    **{stance.value: _line(look.stroke) for stance, look in looks.STANCES.items()},
    **{attitude.value: _line(look.stroke) for attitude, look in looks.ATTITUDES.items()},
    "premise": {"dashes": False, "width": 2, "arrows": {"to": {"enabled": True, "scaleFactor": 0.7}}},
    "conflict": {"dashes": [1, 4, 8, 4], "width": 2},
}
"""How each kind of edge is drawn, apart from its colour, which follows the page's light or dark."""

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "selectable": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "edges": {"smooth": False, "color": {"inherit": False}},
}
"""Places are given, so nothing moves by itself; what a click means is decided by the page."""

CURVED = 0.14
"""How far two readers' edges between one study and one claim bend apart."""


def network(drawn: Scene, layout: Layout) -> dict[str, Any]:
    """The nodes, edges and options of the map, as pyvis would put them on its own page."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    made = Network(directed=True, cdn_resources="in_line")
    # Not add_node and add_edge: they look for each name in a list of all, which is quadratic.
    for name, attributes in _nodes(drawn):
        place = layout.places[name]
        box = {"left": place.left, "top": place.top, "width": place.width, "height": place.height}
        where = {"x": place.x, "y": place.y, "side": place.side, "lines": place.lines, "box": box}
        made.nodes.append(Node(name, "custom", **where, **attributes).options)
    for source, target, kind, bend in _edges(drawn):
        bent = {"smooth": {"enabled": True, "type": bend, "roundness": CURVED}} if bend else {}
        held = Edge(source, target, id=f"{source} {kind} {target}", kind=kind, **bent)
        made.edges.append(held.options)
    made.set_options(json.dumps(OPTIONS))
    nodes, edges, *_, options = made.get_network_data()
    return {"nodes": nodes, "edges": edges, "lines": LINES, "options": json.loads(options)}


@cache
def vis_network() -> str:
    """The JavaScript of vis-network that comes with pyvis."""
    folder = files("pyvis") / "templates" / "lib" / "vis-9.1.2"
    text = (folder / "vis-network.min.js").read_text("utf-8")
    # The source map beside it does not travel with the page, and looking for it would be a request.
    kept = (line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))
    return "\n".join(kept)


def counted(drawn: Scene, claim: Claim) -> str:
    """The studies of *claim* in words, such as "3 for · 2 against", empty when it has none."""
    counts = drawn.counts(claim)
    return " · ".join(f"{count} {looks.HEADINGS[name].heading.lower()}" for name, count in counts.items())


def _nodes(drawn: Scene) -> Iterator[tuple[str, dict[str, Any]]]:
    for claim in drawn.all_claims:
        words = counted(drawn, claim)
        label = f"{claim.statement}\n{words}" if words else claim.statement
        size = cells.CLAIM_WIDTH // 2 if words else 3
        yield f"claim:{claim.id}", {"label": label, "group": "claim", "size": size}
    for work in drawn.works.values():
        attributes = {"label": work.label, "group": "citation", "family": scene.family(work)}
        yield f"citation:{work.key}", attributes | {"size": cells.MARKER}
    for article in drawn.articles:
        yield f"article:{article.id}", {"label": article.title, "group": "article", "size": 20}


def _edges(drawn: Scene) -> Iterator[tuple[str, str, str, str]]:
    """Source, target, kind and bend of every edge; where readers differ, an edge for each stance."""
    bends = ("curvedCW", "curvedCCW")
    for claim in drawn.claims:
        for study in drawn.studies[claim.id]:
            stances = scene.stances(study)
            for n, stance in enumerate(stances):
                bend = bends[n] if len(stances) > 1 and n < len(bends) else ""
                yield f"citation:{study.citation.key}", f"claim:{claim.id}", stance.value, bend
    for assertion in {(a.article, a.claim, a.attitude): a for a in drawn.assertions}.values():
        yield f"article:{assertion.article}", f"claim:{assertion.claim}", assertion.attitude.value, ""
    yield from _between_claims(drawn)


def _between_claims(drawn: Scene) -> Iterator[tuple[str, str, str, str]]:
    shown = {claim.id for claim in drawn.all_claims}
    clashes = set()
    for claim in drawn.all_claims:
        for premise in sorted(shown.intersection(claim.premises)):
            yield f"claim:{premise}", f"claim:{claim.id}", "premise", "curvedCW"
        clashes |= {tuple(sorted((claim.id, other))) for other in shown.intersection(claim.conflicts)}
    for one, other in sorted(clashes):
        yield f"claim:{one}", f"claim:{other}", "conflict", "curvedCCW"
