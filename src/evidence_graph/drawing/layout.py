"""Where everything stands on the map: topics in columns, shared studies between them, articles on top.

Nothing is left to chance or to the browser: labels are measured here (`lettering`), so that no two
overlap, and the same data gives the same places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from evidence_graph.drawing import cells, lettering, packing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.drawing.cells import Cell, Ground, Links, Place
    from evidence_graph.drawing.scene import Scene

LANE = cells.WORK_ROOM + 24
ARTICLE_SIZE, ARTICLE_HEIGHT, ARTICLE_GAP, ARTICLE_ROOM = 20, 44, 40, 420
UNUSED = "Works without a claim"
_MOST_STRETCH = 0.3
_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Region:
    """The ground of a topic: its name, its rectangle, and where its untested claims begin."""

    topic: str
    label: str
    left: float
    top: float
    width: float
    height: float
    claims: int
    caption: str
    bare_top: float | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all nodes by their id, and the regions behind them."""

    places: Mapping[str, Place]
    regions: tuple[Region, ...]


def arrange(scene: Scene) -> Layout:
    """Give every claim, work and article of *scene* its place."""
    grounds = cells.grounds(scene)
    links = cells.Links.of(scene, grounds)
    made = [cells.cell(ground, links, n) for n, ground in enumerate(grounds)]
    unused = [key for key in scene.works if key not in links.claims_of]
    if unused:
        grounds, made = [*grounds, cells.Ground("", UNUSED, (), ())], [*made, cells.grid(links, unused)]
    if not made:
        return Layout(dict(_articles(scene, 0)), ())
    sheet = packing.Sheet([c.height for c in made], _common(grounds, links), cells.WIDTH, LANE)
    columns = packing.pack(sheet)
    wide, high = sheet.size(columns)
    made = _stretched(grounds, links, made, columns, high)
    places: dict[str, Place] = {}
    regions = []
    for number, column in enumerate(columns):
        left, top = sheet.left(columns, number), 0.0
        for n in column:
            places |= {name: place.moved(left, top) for name, place in made[n].places.items()}
            regions.append(_region(scene, grounds[n], made[n], left, top))
            top += made[n].height + packing.GAP
    places |= _between(links, places, _lanes(sheet, columns), high)
    places |= _articles(scene, wide)
    return Layout({name: places[name] for name in sorted(places)}, tuple(regions))


def _common(grounds: list[Ground], links: Links) -> dict[tuple[int, int], int]:
    """How many works each two grounds have in common; parts of one topic belong together anyway."""
    together = Counter(
        pair for key in links.shared() for pair in combinations(sorted(links.grounds_of[key]), 2)
    )
    for one, other in pairwise(range(len(grounds))):
        if grounds[one].topic == grounds[other].topic:
            together[one, other] += _TOGETHER
    return together


def _stretched(
    grounds: list[Ground], links: Links, made: list[Cell], columns: packing.Columns, high: float
) -> list[Cell]:
    """The same cells, those of shorter columns loosened so that all columns end on one line."""
    stretched = list(made)
    for column in columns:
        loose = [n for n in column if made[n].stretches]
        free = high - sum(made[n].height + packing.GAP for n in column) + packing.GAP
        room = sum(made[n].height for n in loose)
        for n in loose:
            more = min(free * made[n].height / room, _MOST_STRETCH * made[n].height)
            stretched[n] = cells.cell(grounds[n], links, n, stretch=int(more))
    return stretched


def _region(scene: Scene, ground: Ground, cell: Cell, left: float, top: float) -> Region:
    asked = {claim.id for claim in scene.claims}
    neighbours = sum(claim.id not in asked for claim in ground.bare)
    claims = len(ground.studied) + len(ground.bare) - neighbours
    return Region(
        ground.topic,
        ground.label,
        round(left),
        round(top),
        cells.WIDTH,
        round(cell.height),
        claims,
        _caption(claims, len(ground.bare) - neighbours, neighbours),
        None if cell.bare_top is None else round(top + cell.bare_top),
    )


def _caption(claims: int, untested: int, neighbours: int) -> str:
    """What the claims below are that stand in a list: untested, or only next to those asked for."""
    parts = []
    if untested:
        who = "None has" if untested == claims else f"{untested} without"
        parts.append(f"{who} a study on record")
    if neighbours:
        parts.append(f"{neighbours} linked {'claim' if neighbours == 1 else 'claims'}")
    return ", ".join(parts)


def _lanes(sheet: packing.Sheet, columns: packing.Columns) -> list[float]:
    """The middles of the lanes between columns; beside a single column there is one on its right."""
    last = max(1, len(columns) - 1)
    return [sheet.left(columns, n) + cells.WIDTH + sheet.lane_after(columns, n) / 2 for n in range(last)]


def _between(links: Links, places: Mapping[str, Place], lanes: list[float], high: float) -> dict[str, Place]:
    """The works of several grounds, each in the lane and at the height nearest to its claims."""
    in_lane: dict[float, list[tuple[float, str]]] = {}
    for key in links.shared():
        near = [places[f"claim:{claim}"] for claim in links.claims_of[key]]
        x = sum(place.x for place in near) / len(near)
        lane = min(lanes, key=lambda middle: (abs(middle - x), middle))
        in_lane.setdefault(lane, []).append((sum(place.y for place in near) / len(near), key))
    placed = {}
    for lane, found in in_lane.items():
        found.sort()
        sizes = [cells.below(links.labels[key]) for _, key in found]
        at = cells.spread([y for y, _ in found], sizes, 0, high)
        for y, size, (_, key) in zip(at, sizes, found, strict=True):
            top = y - size / 2 + cells.MARKER
            placed[f"citation:{key}"] = cells.work_place(links.labels[key], lane, top, "below").moved(0, 0)
    return placed


def _articles(scene: Scene, wide: float) -> Iterator[tuple[str, Place]]:
    """The articles in a row above the topics."""
    labels = [
        lettering.wrap(article.title, ARTICLE_SIZE, ARTICLE_ROOM, lines=1) for article in scene.articles
    ]
    widths = [lettering.width(lines[0], ARTICLE_SIZE) * lettering.BOLD + 40 for lines in labels]
    x = (wide - sum(widths) - ARTICLE_GAP * (len(widths) - 1)) / 2
    y = -packing.GAP - ARTICLE_HEIGHT / 2
    for article, lines, width in zip(scene.articles, labels, widths, strict=True):
        place = cells.box(x + width / 2, y, round(width), ARTICLE_HEIGHT, lines)
        yield f"article:{article.id}", place.moved(0, 0)
        x += width + ARTICLE_GAP
