"""The one door to pyvis: the graph as a pyvis `Network`, which the map's network view is made from, too.

In come a graph and perhaps claims; out comes a `Network` to go on with. Of pyvis the data, the options and
the bundled vis-network are used. Its page is used without what it fetches from elsewhere and without the
ways in which it takes words of the data for HTML.

`view_of` is what the network view of the map is made of: the same network, with all that its nodes and edges
have in common said once.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from evidence_graph import looks
from evidence_graph.drawing import cells, network_edges, scene
from evidence_graph.drawing.layout import ARTICLE_SIZE, arrange
from evidence_graph.drawing.network_edges import INK
from evidence_graph.invisible import show
from evidence_graph.looks.palette import PALETTE
from evidence_graph.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.drawing.cells import NodePlace
    from evidence_graph.drawing.layout import Layout
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Citation

TEMPLATES = files("pyvis") / "templates"

FETCHED = re.compile(r"<link\s[^>]*https://[^>]*>|<script\s[^>]*https://[^>]*>\s*</script>")
"""What pyvis's page brings from elsewhere, however it is asked to bring everything itself: Bootstrap."""

HEADING = "<center>\n<h1>{{heading}}</h1>\n</center>\n"
"""What pyvis's page says twice."""

LINKED = "{% if tooltip_link %}"
"""Where pyvis's page begins to show titles as HTML, once the letters "href" stand in any of them."""

FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
"""The faces whose widths `lettering` knows."""

PAPER, LINE = "#ffffff", "#8a857c"

LOOK = ("dashes", "width", "hue", "arrows", "label")
"""What all edges of a kind have in common."""

OWN = ("id", "x", "y", "label", "shape", "hue")
"""What a node alone has."""

GROUND = ("label", "left", "top", "width", "height")
"""What is drawn of the ground of a topic."""


class EvidenceNetwork(Network):  # type: ignore[misc]  # pyvis ships no types
    """A pyvis `Network` whose page fetches nothing, shows words as words, and is written as UTF-8."""

    def __init__(self, heading: str = "", **options: Any) -> None:  # noqa: ANN401 - pyvis's own options
        defaults: dict[str, Any] = {"directed": True, "cdn_resources": "in_line", "height": "800px"}
        super().__init__(heading=heading, **defaults | options)
        self.templateEnv = Environment(loader=FunctionLoader(template), autoescape=True)

    def put_node(self, name: str, shape: str, **attributes: Any) -> None:  # noqa: ANN401 - vis-network's own
        """Add a node with a new name; `add_node` looks for each name in a list of all, which is quadratic."""
        node = Node(name, shape, **attributes)
        self.nodes.append(node.options)
        self.node_ids.append(name)
        self.node_map[name] = node.options

    def put_edge(self, source: str, target: str, **attributes: Any) -> None:  # noqa: ANN401 - vis-network's own
        """Add an edge between nodes that are there; `add_edge` looks for both in a list of all."""
        self.edges.append(Edge(source, target, self.directed, **attributes).options)

    def write_html(
        self,
        name: str,
        local: bool = True,  # noqa: FBT001, FBT002 - the signature of pyvis
        notebook: bool = False,  # noqa: FBT001, FBT002
        open_browser: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Write the page whole; pyvis leaves the encoding to the system, which may have no Chinese."""
        import webbrowser

        self.html = self.generate_html(local=local, notebook=notebook)
        Path(name).write_text(self.html, "utf-8")
        if open_browser:
            webbrowser.open(Path(name).absolute().as_uri())


def to_pyvis(graph: EvidenceGraph, claims: Iterable[Claim | str] | Claim | str | None = None) -> Network:
    """A pyvis `Network` of *graph*, or of *claims* with what is next to them.

    Nodes are named as in `to_networkx` (``claim:ID``, ``citation:KEY``, ``article:ID``). They have their
    places, so the physics is off. Edges run from a study to a claim, from an article to a claim, and from a
    premise to what rests on it; each has its ``kind``. Raises UnknownName for a claim that is not there.
    """
    chosen_claims = [claims] if isinstance(claims, str | Claim) else claims

    return network(scene.choose(graph, chosen_claims), title=graph.title)


def network(scene: Scene, *, title: str, layout: Layout | None = None) -> EvidenceNetwork:
    """The claims, works and articles of *scene* as nodes in their places, what joins them as edges."""
    evidence_network = EvidenceNetwork(heading=show(title))
    places = (layout or arrange(scene)).places
    for name, attributes in _nodes(scene, places):
        evidence_network.put_node(name, **attributes)

    for edge in network_edges.edges(scene):
        evidence_network.put_edge(**edge)

    evidence_network.toggle_physics(False)
    evidence_network.inherit_edge_colors(False)
    evidence_network.options.edges.smooth.enabled = False
    evidence_network.toggle_hide_edges_on_drag(True)

    return evidence_network


def view_of(scene: Scene) -> dict[str, Any]:
    """The network of *scene* as the page has it.

    Its nodes by group, its edges as the numbers of both nodes, their kind, and how they are bent; looks are
    by group and by kind, and behind all stand the grounds of the topics.
    """
    layout = arrange(scene)
    nodes, edges, *_ = network(scene, title="", layout=layout).get_network_data()
    numbers = {node["id"]: number for number, node in enumerate(nodes)}
    kinds, ends = {}, []
    for edge in edges:
        kinds[edge["kind"]] = {name: edge[name] for name in LOOK if name in edge}
        bend = edge.get("smooth", {}).get("type", "")
        ends.append([numbers[edge["from"]], numbers[edge["to"]], edge["kind"], bend])

    return {
        "nodes": [_own(node) for node in nodes],
        "edges": ends,
        "kinds": kinds,
        "curved": network_edges.CURVED,
        "head": cells.HEADING,
        "grounds": [{name: getattr(region, name) for name in GROUND} for region in layout.regions],
    }


def _own(node: dict[str, Any]) -> dict[str, Any]:
    """What *node* alone has, and how large its label is set."""
    return {name: node[name] for name in OWN if name in node} | {"size": node["font"]["size"]}


@cache
def vis_network() -> str:
    """The JavaScript of vis-network that comes with pyvis."""
    return template("lib/vis-9.1.2/vis-network.min.js")


@cache
def template(name: str) -> str:
    """A file of pyvis's page, without what it fetches and with titles as text.

    A source map that does not travel with the page would be a request, too.
    """
    text = (TEMPLATES / name).read_text("utf-8")
    if name.endswith(".html"):
        return FETCHED.sub("", text).replace(LINKED, "{% if false %}").replace(HEADING, "", 1)

    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


def _nodes(scene: Scene, places: Mapping[str, NodePlace]) -> Iterator[tuple[str, dict[str, Any]]]:
    for claim in scene.all_claims:
        name = f"claim:{claim.id}"
        yield name, _claim(scene, claim, places[name])

    for citation in scene.citations.values():
        name = f"citation:{citation.key}"
        yield name, _citation(citation, places[name])

    for article in scene.articles:
        name = f"article:{article.id}"
        yield name, _article(article, places[name])


def _article(article: Article, place: NodePlace) -> dict[str, Any]:
    title = show(article.title)
    look = {"group": "article", "shape": "box", "color": _colours(INK), "borderWidth": 3}
    text = {"label": title, "title": title}

    return look | text | _at(place, ARTICLE_SIZE) | {"shapeProperties": {"borderRadius": 20}}


def _claim(scene: Scene, claim: Claim, place: NodePlace) -> dict[str, Any]:
    """A claim under the sign and the word of its verdict, in whose colour it is."""
    look = looks.VERDICTS[scene.assessments[claim.id].verdict]
    studies = counts_in_words(scene, claim)
    about = "\n".join(filter(None, [claim.statement, f"{look.sign} {look.word}", studies]))
    attributes = {"group": "claim", "title": show(about), "hue": look.colour}
    if not scene.studies.get(claim.id):
        label = "\n".join(map(show, place.lines))
        text = attributes | {"shape": "text", "label": f"{look.sign} {label}"}

        return text | _at(place, cells.BARE_SIZE)

    colour = PALETTE[look.colour] if look.colour else None
    label = "\n".join([f"{look.sign} {look.word}, {_studies(scene, claim)}", *map(show, place.lines)])
    frame = _colours(colour.day if colour else LINE, colour.day_tint if colour else PAPER)
    box = {"shape": "box", "label": label, "color": frame, "borderWidth": 2}

    return attributes | box | _at(place, cells.CLAIM_SIZE)


def _studies(scene: Scene, claim: Claim) -> str:
    number = len(scene.studies[claim.id])
    noun = "study" if number == 1 else "studies"

    return f"{number} {noun}"


def counts_in_words(scene: Scene, claim: Claim) -> str:
    """The studies of *claim* in words, such as "3 for · 2 against", empty when it has none."""
    counts = scene.counts(claim)

    return " · ".join(f"{count} {looks.HEADINGS[name].heading.lower()}" for name, count in counts.items())


def _citation(citation: Citation, place: NodePlace) -> dict[str, Any]:
    """A work by its label; one that is retracted or disputed has a warning before it."""
    study = citation.study
    if study and study.design:
        design = looks.word(study.design)
    else:
        design = "design not recorded"

    warning = ""
    if study and study.retraction_status:
        status = looks.RETRACTIONS[study.retraction_status]
        warning = status.mark if status.loud else ""

    label = "\n".join(map(show, place.lines))
    about = "\n".join(filter(None, [citation.label, citation.title, design, warning.upper()]))
    attributes = {
        "group": "citation",
        "shape": "box",
        "label": f"! {label}" if warning else label,
        "title": show(about),
        "color": _colours(LINE),
        "borderWidth": 1,
    }

    return attributes | _at(place, cells.CITATION_SIZE)


def _at(place: NodePlace, size: float) -> dict[str, Any]:
    """The middle of a label in *size*, whose lines are broken already."""
    return {
        "x": round(place.left + place.width / 2),
        "y": round(place.top + place.height / 2),
        "font": {"size": size, "face": FONT, "color": INK},
        "margin": {"top": 2, "bottom": 2, "left": 3, "right": 3},
    }


def _colours(border: str, background: str = PAPER) -> dict[str, Any]:
    highlight = {"border": INK, "background": background}
    return {"border": border, "background": background, "highlight": highlight}
