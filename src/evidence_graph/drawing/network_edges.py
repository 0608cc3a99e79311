"""What joins two nodes of the network: judgements, what articles say, and how claims bear on each other.

In comes a scene; out come edges as vis-network has them, each with its ``kind`` and the look of that kind.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle
from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing import scene
from evidence_graph.invisible import show
from evidence_graph.looks.claim_relations import CLAIM_RELATIONS, CONFLICT_LINE, PREMISE_LINE
from evidence_graph.looks.palette import PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence_graph.drawing.scene import Scene
    from evidence_graph.looks.claim_relations import ClaimLine
    from evidence_graph.looks.forms import Stroke
    from evidence_graph.model import Stance

INK = "#1d1c1a"

CURVED = 0.14
"""How far edges between the same two nodes bend apart."""


def edges(drawn_scene: Scene) -> Iterator[dict[str, Any]]:
    """What joins two nodes; where readers differ, an edge for each stance, bent apart."""
    # A label is made of the names each time that it is asked for, and a citation has many edges.
    labels = {key: citation.label for key, citation in drawn_scene.citations.items()}
    for claim in drawn_scene.claims:
        for study in drawn_scene.studies[claim.id]:
            key = study.citation.key
            yield from _judgements(f"citation:{key}", f"claim:{claim.id}", labels[key], scene.stances(study))

    stands = {(a.article, a.claim, a.attitude) for a in drawn_scene.assertions}
    for article, claim_id, attitude in sorted(stands):
        look = looks.ATTITUDES[attitude]
        line = _line(look.stroke, INK, "ink")
        yield _edge(f"article:{article}", f"claim:{claim_id}", attitude.value, look.word, line)

    yield from _parted(_between_claims(drawn_scene))


def _judgements(
    source: str, target: str, label: str, stances: tuple[Stance, ...]
) -> Iterator[dict[str, Any]]:
    judgements = []
    for stance in stances:
        look = looks.STANCES[stance]
        line = _line(look.stroke, PALETTE[look.colour].day, look.colour)
        judgements.append(_edge(source, target, stance.value, f"{label} {look.word}", line))

    return _bent(judgements)


def _between_claims(scene: Scene) -> Iterator[dict[str, Any]]:
    """Premises, each with an arrow to what rests on it; what bears on another claim; conflicts, each once."""
    claims = {claim.id for claim in scene.all_claims}
    clashes = set()
    for claim in scene.all_claims:
        for other in sorted(claims.intersection(claim.premises)):
            yield _claim_edge(other, claim.id, PREMISE_LINE)

        for relation in CLAIM_RELATIONS:
            for other in sorted(claims.intersection(getattr(claim, relation.field))):
                yield _claim_edge(claim.id, other, relation.line)

        for other in claims.intersection(claim.conflicts):
            clashes.add((min(claim.id, other), max(claim.id, other)))

    for one, other in sorted(clashes):
        yield _claim_edge(one, other, CONFLICT_LINE)


def _parted(claim_edges: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The *claim_edges*, those bent apart that join the same two claims."""
    by_ends: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for edge in claim_edges:
        by_ends[frozenset((edge["source"], edge["target"]))].append(edge)

    for several in by_ends.values():
        yield from _bent(several)


def _bent(several: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Edges between the same two nodes, bent to both sides in turn; one alone stays straight."""
    if len(several) == 1:
        yield from several
        return

    for edge, way in zip(several, cycle(("curvedCW", "curvedCCW")), strict=False):
        yield edge | {"smooth": {"enabled": True, "type": way, "roundness": CURVED}}


def _claim_edge(source: str, target: str, line: ClaimLine) -> dict[str, Any]:
    """The line from one claim to another, with its sign, if any, and an arrow where it is directed."""
    colour = PALETTE[line.hue].day if line.hue in PALETTE else INK
    look = _line(line.stroke, colour, line.hue)
    if line.sign:
        look["label"] = line.sign
    if not line.directed:
        look["arrows"] = ""

    return _edge(f"claim:{source}", f"claim:{target}", line.kind, line.title, look)


def _edge(source: str, target: str, kind: str, title: str, line: dict[str, Any]) -> dict[str, Any]:
    arrow = {"to": {"enabled": True, "scaleFactor": 0.5}}
    ends = {"source": source, "target": target, "id": f"{source} {kind} {target}"}

    return ends | {"kind": kind, "title": show(title), "arrows": arrow} | line


def _line(stroke: Stroke, colour: str, hue: str) -> dict[str, Any]:
    """A *stroke* as vis-network has it; by its *hue* the map finds the colour for the dark."""
    look = {"dashes": list(stroke.dashes) or False, "width": stroke.width}

    return look | {"color": {"color": colour}, "hue": hue}
