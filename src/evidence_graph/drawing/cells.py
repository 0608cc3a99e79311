"""One topic on the map: its claims in a column, its studies on both sides, claims without a study below.

A study stands left when it speaks mostly for the topic's claims and right when mostly against them;
a study that does neither fills the shorter side. Each is as close to its claims as its neighbours
allow, so that edges stay short and cross little. All measures are in the units of the map, in which
a study's label is set in 13: at their own size all labels can be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.drawing import lettering
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.drawing.grounds import Ground
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.model import Claim

PADDING = 12
HEADING = 46
CLAIM_WIDTH, CLAIM_SIZE, CLAIM_LEADING, CLAIM_LINES = 334, 18, 21, 4
CLAIM_INSET, COUNTS_BAND, CLAIM_GAP = 9, 22, 14
BARE_SIZE, BARE_ROW, BARE_BULLET = 13, 20, 16
BARE_HEADING, BARE_GAP = 32, 12
CITATION_SIZE, CITATION_LEADING, CITATION_LINES, CITATION_ROOM, CITATION_GAP = 13, 16, 3, 120, 8
MARKER = 6
"""Half the width of a study's marker."""
FAN = 38
"""The room between a claim and its studies in which the edges fan out."""
SIDE = CITATION_ROOM + 2 * MARKER + 4
WIDTH = 2 * (PADDING + SIDE + FAN) + CLAIM_WIDTH
"""How wide every topic is."""
WORD = {Stance.SUPPORTS: 1, Stance.OPPOSES: -1}


@dataclass(frozen=True, slots=True)
class NodePlace:
    """Where a node stands: its anchor, the box around marker and label, the label, and its side."""

    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]
    side: str = "inside"

    def moved(self, right: float, down: float) -> NodePlace:
        """The same place further right and down, in whole units."""
        x, y = round(self.x + right), round(self.y + down)

        return replace(self, x=x, y=y, left=round(self.left + right), top=round(self.top + down))


@dataclass(frozen=True, slots=True)
class Cell:
    """The places on one ground, from its own corner, and where what has no study begins, if there is any."""

    height: float
    places: Mapping[str, NodePlace]
    bare_top: float | None = None
    stretches: bool = False


@dataclass(slots=True)
class Links:
    """Which works speak of which claims, on which grounds, for or against, and how their labels break."""

    labels: dict[str, tuple[str, ...]]
    claims_of: dict[str, list[str]] = field(default_factory=dict)
    leaning: dict[str, int] = field(default_factory=dict)
    grounds_of: dict[str, set[int]] = field(default_factory=dict)
    homes: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene, grounds: Sequence[Ground]) -> Links:
        """The links of all evidence lines of *scene*."""
        links = cls({key: _citation_lines(citation.label) for key, citation in scene.citations.items()})
        for number, ground in enumerate(grounds):
            for claim in ground.studied:
                for study in scene.studies[claim.id]:
                    key = study.citation.key
                    links.claims_of.setdefault(key, []).append(claim.id)
                    links.grounds_of.setdefault(key, set()).add(number)
                    lean = sum(WORD.get(line.stance, 0) for line in study.lines if line.withdrawn is None)
                    links.leaning[key] = links.leaning.get(key, 0) + lean

        for key in sorted(key for key, found in links.grounds_of.items() if len(found) == 1):
            (home,) = links.grounds_of[key]
            links.homes.setdefault(home, []).append(key)

        return links

    def at_home(self, ground: int) -> list[str]:
        """The works that speak of claims of this ground and of no other."""
        return self.homes.get(ground, [])

    def shared(self) -> list[str]:
        """The works that speak of claims of several grounds."""
        return sorted(key for key, grounds in self.grounds_of.items() if len(grounds) > 1)


def cell(ground: Ground, links: Links, number: int, *, stretch: float = 0) -> Cell:
    """The places on *ground*, its claims pulled apart by *stretch* in all."""
    sides = _sides(links, number)
    boxes = [_claim_lines(claim) for claim in ground.studied]
    heights = [_claim_height(lines) for lines in boxes]
    rooms = [sum(_citation_height(links.labels[key]) for key in keys) for keys in sides]
    if boxes:
        tall = max([sum(heights) + CLAIM_GAP * len(heights), *rooms]) + stretch
    else:
        tall = 0

    centres = _centres(heights, tall)
    places = {
        f"claim:{claim.id}": box(WIDTH / 2, centre, CLAIM_WIDTH, height, lines)
        for claim, centre, height, lines in zip(ground.studied, centres, heights, boxes, strict=True)
    }
    rows = dict(zip((c.id for c in ground.studied), centres, strict=True))
    for keys, side in zip(sides, ("left", "right"), strict=True):
        places |= _column(links, keys, rows, side=side, foot=HEADING + tall)

    top = HEADING + tall + (BARE_HEADING if ground.bare else 0)
    # From three claims on a second column saves a line.
    below, foot = bare(ground.bare, top, across=min(2, -(-len(ground.bare) // 2) or 1))

    return Cell(foot + PADDING, places | below, top - BARE_HEADING if ground.bare else None, bool(boxes))


def box(x: float, y: float, width: float, height: float, lines: tuple[str, ...]) -> NodePlace:
    """A label in a box round its anchor."""
    return NodePlace(x, y, x - width / 2, y - height / 2, width, height, lines)


def citation_place(lines: tuple[str, ...], x: float, y: float, side: str) -> NodePlace:
    """The marker of a work at (*x*, *y*) with its label on *side*: left, right or below."""
    wide = min(CITATION_ROOM, max(lettering.width(line, CITATION_SIZE) for line in lines))
    tall = CITATION_LEADING * len(lines)
    if side == "below":
        return NodePlace(x, y, x - wide / 2, y - MARKER, wide, 2 * MARKER + 2 + tall, lines, side)

    start = x - MARKER - 4 - wide if side == "left" else x - MARKER
    height = max(tall, 2 * MARKER)

    return NodePlace(x, y, start, y - height / 2, wide + 2 * MARKER + 4, height, lines, side)


def below(lines: tuple[str, ...]) -> float:
    """How high a work is that has its label below the marker, with the gap to the next."""
    return 2 * MARKER + 2 + CITATION_LEADING * len(lines) + CITATION_GAP


def grid(links: Links, keys: Sequence[str]) -> Cell:
    """The works that no claim refers to, in rows."""
    across = int((WIDTH - 2 * PADDING) // (CITATION_ROOM + CITATION_GAP))
    step = (WIDTH - 2 * PADDING) / across
    down = max((below(links.labels[key]) for key in keys), default=0)
    places = {}
    for n, key in enumerate(keys):
        x, y = PADDING + step * (n % across + 0.5), HEADING + MARKER + down * (n // across)
        places[f"citation:{key}"] = citation_place(links.labels[key], x, y, "below")

    return Cell(HEADING + down * (-(-len(keys) // across)) + PADDING, places)


def spread(wished: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Positions as near to *wished* as things of *sizes* can be without overlap, in the same order.

    The least sum of squared moves (isotonic regression), then pushed between *low* and *high*.

    >>> spread([10, 10, 40], [10, 10, 10], 0, 100)
    [5.0, 15.0, 40.0]
    """
    if not wished:
        return []

    starts = [0.0]
    for before, after in pairwise(sizes):
        starts.append(starts[-1] + (before + after) / 2)

    pools: list[tuple[float, int]] = []
    for want, start in zip(wished, starts, strict=True):
        total, count = want - start, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            total, count = total + pools[-1][0], count + pools.pop()[1]

        pools.append((total, count))

    first, last = low + sizes[0] / 2, high - sizes[-1] / 2 - starts[-1]
    level = [max(first, min(last, total / count)) for total, count in pools for _ in range(count)]

    return [base + start for base, start in zip(level, starts, strict=True)]


def _sides(links: Links, ground: int) -> tuple[list[str], list[str]]:
    keys = links.at_home(ground)
    keys_for = [key for key in keys if links.leaning[key] > 0]
    right = [key for key in keys if links.leaning[key] < 0]
    for key in (key for key in keys if links.leaning[key] == 0):
        (keys_for if len(keys_for) <= len(right) else right).append(key)

    return keys_for, right


def _centres(heights: Sequence[float], tall: float) -> list[float]:
    gap = (tall - sum(heights)) / len(heights) if heights else 0
    centres, top = [], HEADING + gap / 2
    for height in heights:
        centres.append(top + height / 2)
        top += height + gap

    return centres


def _column(
    links: Links, keys: Sequence[str], rows: Mapping[str, float], *, side: str, foot: float
) -> dict[str, NodePlace]:
    def middle(key: str) -> float:
        ids = links.claims_of[key]
        return sum(rows[i] for i in ids) / len(ids)

    ordered = sorted(keys, key=lambda key: (middle(key), key))
    sizes = [_citation_height(links.labels[key]) for key in ordered]
    at = spread([middle(key) for key in ordered], sizes, HEADING, foot)
    if side == "left":
        x = PADDING + SIDE - MARKER
    else:
        x = WIDTH - PADDING - SIDE + MARKER

    return {
        f"citation:{key}": citation_place(links.labels[key], x, y, side)
        for key, y in zip(ordered, at, strict=True)
    }


def bare(
    claims: Sequence[Claim], top: float, width: float = WIDTH, *, across: int = 2
) -> tuple[dict[str, NodePlace], float]:
    """The places of claims without a study, a line each, and where the last line ends."""
    wide = (width - 2 * PADDING - BARE_GAP * (across - 1)) / across
    tall = -(-len(claims) // across)
    places = {}
    for n, claim in enumerate(claims):
        start, y = PADDING + (n // tall) * (wide + BARE_GAP), top + BARE_ROW * (n % tall + 0.5)
        lines = lettering.wrap(claim.statement, BARE_SIZE, wide - BARE_BULLET, lines=1)
        place = NodePlace(start + BARE_BULLET / 2, y, start, y - BARE_ROW / 2, wide, BARE_ROW, lines, "right")
        places[f"claim:{claim.id}"] = place.moved(0, 0)

    return places, top + BARE_ROW * tall


def _claim_lines(claim: Claim) -> tuple[str, ...]:
    room = CLAIM_WIDTH - 2 * CLAIM_INSET
    return lettering.wrap(claim.statement, CLAIM_SIZE, room, lines=CLAIM_LINES)


def _claim_height(lines: tuple[str, ...]) -> float:
    return len(lines) * CLAIM_LEADING + 2 * CLAIM_INSET + COUNTS_BAND


@lru_cache(maxsize=1 << 16)
def _citation_lines(label: str) -> tuple[str, ...]:
    return lettering.balance(label, CITATION_SIZE, CITATION_ROOM, lines=CITATION_LINES)


def _citation_height(lines: tuple[str, ...]) -> float:
    return max(CITATION_LEADING * len(lines), 2 * MARKER) + CITATION_GAP
