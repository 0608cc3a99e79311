"""The small marks beside words, as SVG: the sign of a verdict, the mark of a family of designs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence_graph import looks
from evidence_graph.looks.designs import FAMILIES

if TYPE_CHECKING:
    from evidence_graph.looks.forms import Family, Outline
    from evidence_graph.model import PassagePart, Verdict


def sign(verdict: Verdict) -> Markup:
    """The sign of *verdict*; what it says is said in words beside it."""
    return _draw(f"sign {looks.name(verdict)}", looks.VERDICTS[verdict].outline)


def part_sign(part: PassagePart) -> Markup:
    """The sign of a *part* that a passage has; what it says is said in words beside it."""
    return _draw("sign part", looks.PARTS[part].outline)


def mark(family: Family, kind: str = "") -> Markup:
    """The mark of a *family* of designs, of this *kind*: hollow, or grey."""
    return _draw(f"marker {kind}".rstrip(), FAMILIES[family].outline)


def _draw(classes: str, outline: Outline) -> Markup:
    inside = Markup("").join(_path(way, side) for way, side in outline.paths)
    if outline.radius:
        inside += Markup('<circle r="{}"/>').format(outline.radius)

    frame = Markup('<svg class="{}" viewBox="-8 -8 16 16" aria-hidden="true">{}</svg>')

    return frame.format(classes, inside)


def _path(way: str, side: str) -> Markup:
    if side:
        return Markup('<path class="{}" d="{}"/>').format(side, way)

    return Markup('<path d="{}"/>').format(way)
