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
    from evidence_graph.study_evidence import StudyEvidence

PADDING = 12
HEADING = 62
"""The head of a ground, in which its name is read as large as on the screen."""

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
_SECOND_COLUMN_FROM = 3
"""From so many claims without a study on, a second column saves a line."""
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
                    links.add(study, claim.id, number)

        for key in sorted(links.grounds_of):
            if len(links.grounds_of[key]) == 1:
                (home,) = links.grounds_of[key]
                links.homes.setdefault(home, []).append(key)

        return links

    def add(self, study: StudyEvidence, claim: str, ground: int) -> None:
        """Note that *study* speaks of *claim*, which stands on *ground*."""
        key = study.citation.key
        self.claims_of.setdefault(key, []).append(claim)
        self.grounds_of.setdefault(key, set()).add(ground)

        lean = self.leaning.get(key, 0)
        for line in study.lines:
            if line.withdrawn is None:
                lean += WORD.get(line.stance, 0)

        self.leaning[key] = lean

    def at_home(self, ground: int) -> list[str]:
        """The works that speak of claims of this ground and of no other."""
        return self.homes.get(ground, [])

    def shared(self) -> list[str]:
        """The works that speak of claims of several grounds."""
        return sorted(key for key, grounds in self.grounds_of.items() if len(grounds) > 1)


def cell(ground: Ground, links: Links, number: int, *, stretch: float = 0) -> Cell:
    """The places on *ground*, its claims pulled apart by *stretch* in all."""
    boxes = [_claim_lines(claim) for claim in ground.studied]
    heights = [_claim_height(lines) for lines in boxes]
    left, right = _sides(links, number)
    tall = 0.0
    if boxes:
        column = sum(heights) + CLAIM_GAP * len(heights)
        tall = max(column, _citations_height(links, left), _citations_height(links, right)) + stretch

    places: dict[str, NodePlace] = {}
    rows: dict[str, float] = {}
    centres = _centres(heights, tall)
    for claim, centre, height, lines in zip(ground.studied, centres, heights, boxes, strict=True):
        places[f"claim:{claim.id}"] = box(WIDTH / 2, centre, CLAIM_WIDTH, height, lines)
        rows[claim.id] = centre

    places |= _column(links, left, rows, side="left", foot=HEADING + tall)
    places |= _column(links, right, rows, side="right", foot=HEADING + tall)
    bare_top = HEADING + tall if ground.bare else None

    across = 1 if len(ground.bare) < _SECOND_COLUMN_FROM else 2
    top = HEADING + tall + (BARE_HEADING if ground.bare else 0)
    below, foot = bare(ground.bare, top, across=across)

    return Cell(foot + PADDING, places | below, bare_top, bool(boxes))


def moved(places: Mapping[str, NodePlace], right: float, down: float) -> dict[str, NodePlace]:
    """The same *places* further right and down, in whole units."""
    return {name: place.moved(right, down) for name, place in places.items()}


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


def middle(places: Mapping[str, NodePlace], claims: Sequence[str]) -> tuple[float, float]:
    """The middle between those of *claims* that have a place."""
    own_places = [places[f"claim:{claim}"] for claim in claims if f"claim:{claim}" in places]
    x = sum(place.x for place in own_places) / len(own_places)
    y = sum(place.y for place in own_places) / len(own_places)

    return x, y


def lane(
    links: Links, wished: Mapping[str, float], x: float, *, low: float, high: float
) -> dict[str, NodePlace]:
    """The works in a lane at *x*, each as near to its *wished* height as the others allow."""
    keys = sorted(wished, key=lambda key: (wished[key], key))
    sizes = [below(links.labels[key]) for key in keys]
    centres = spread([wished[key] for key in keys], sizes, low, high)

    places = {}
    for key, size, y in zip(keys, sizes, centres, strict=True):
        place = citation_place(links.labels[key], x, y - size / 2 + MARKER, "below")
        places[f"citation:{key}"] = place.moved(0, 0)

    return places


def grid(links: Links, keys: Sequence[str]) -> Cell:
    """The works that no claim refers to, in rows."""
    across = int((WIDTH - 2 * PADDING) // (CITATION_ROOM + CITATION_GAP))
    step = (WIDTH - 2 * PADDING) / across
    down = max((below(links.labels[key]) for key in keys), default=0)
    rows = -(-len(keys) // across)

    places = {}
    for n, key in enumerate(keys):
        x = PADDING + step * (n % across + 0.5)
        y = HEADING + MARKER + down * (n // across)
        places[f"citation:{key}"] = citation_place(links.labels[key], x, y, "below")

    return Cell(HEADING + down * rows + PADDING, places)


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
            pool_total, pool_count = pools.pop()
            total += pool_total
            count += pool_count

        pools.append((total, count))

    first = low + sizes[0] / 2
    last = high - sizes[-1] / 2 - starts[-1]
    levels: list[float] = []
    for total, count in pools:
        levels += [max(first, min(last, total / count))] * count

    return [level + start for level, start in zip(levels, starts, strict=True)]


def _sides(links: Links, ground: int) -> tuple[list[str], list[str]]:
    """The works at home on *ground* that stand left and right."""
    left, right, neither = [], [], []
    for key in links.at_home(ground):
        lean = links.leaning[key]
        if lean > 0:
            left.append(key)
        elif lean < 0:
            right.append(key)
        else:
            neither.append(key)

    for key in neither:
        shorter = left if len(left) <= len(right) else right
        shorter.append(key)

    return left, right


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
    """The works on one side of the claims, each beside the middle of those that it speaks of."""
    middles = {}
    for key in keys:
        claims = links.claims_of[key]
        middles[key] = sum(rows[claim] for claim in claims) / len(claims)

    ordered = sorted(keys, key=lambda key: (middles[key], key))
    sizes = [_citation_height(links.labels[key]) for key in ordered]
    centres = spread([middles[key] for key in ordered], sizes, HEADING, foot)
    if side == "left":
        x = PADDING + SIDE - MARKER
    else:
        x = WIDTH - PADDING - SIDE + MARKER

    places = {}
    for key, y in zip(ordered, centres, strict=True):
        places[f"citation:{key}"] = citation_place(links.labels[key], x, y, side)

    return places


def bare(
    claims: Sequence[Claim], top: float, width: float = WIDTH, *, across: int = 2
) -> tuple[dict[str, NodePlace], float]:
    """The places of claims without a study, a line each, and where the last line ends."""
    wide = (width - 2 * PADDING - BARE_GAP * (across - 1)) / across
    tall = -(-len(claims) // across)

    places = {}
    for n, claim in enumerate(claims):
        column, row = divmod(n, tall)
        start = PADDING + column * (wide + BARE_GAP)
        y = top + BARE_ROW * (row + 0.5)
        place = NodePlace(
            x=start + BARE_BULLET / 2,
            y=y,
            left=start,
            top=y - BARE_ROW / 2,
            width=wide,
            height=BARE_ROW,
            lines=lettering.wrap(claim.statement, BARE_SIZE, wide - BARE_BULLET, lines=1),
            side="right",
        )
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


def _citations_height(links: Links, keys: Sequence[str]) -> float:
    """How high a column of these works is."""
    return sum(_citation_height(links.labels[key]) for key in keys)
