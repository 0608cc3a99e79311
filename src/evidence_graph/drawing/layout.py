"""Where everything stands on the map: topics in columns, shared studies between them, articles on top.

Nothing is left to chance or to the browser: labels are measured here (`lettering`), so that no two
overlap, and the same data gives the same places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from evidence_graph.drawing import cells, grounds, lettering, packing, topic_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.drawing.cells import Cell, Links, NodePlace
    from evidence_graph.drawing.grounds import Ground
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.drawing.topic_blocks import TopicBlock

LANE = topic_blocks.LANE
MOST_IN_COLUMNS = 40
"""More grounds than this are laid out in blocks: trying what fits best where would not get through."""
ARTICLE_SIZE, ARTICLE_HEIGHT, ARTICLE_GAP, ARTICLE_ROOM = 20, 44, 40, 420
_MOST_STRETCH = 0.3
_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Region:
    """The ground of a topic: its name, its rectangle, and where its claims without a study begin."""

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

    places: Mapping[str, NodePlace]
    regions: tuple[Region, ...]


def arrange(scene: Scene) -> Layout:
    """Give every claim, work and article of *scene* its place."""
    parts = grounds.grounds(scene)
    links = cells.Links.of(scene, parts)
    unused = [key for key in scene.citations if key not in links.claims_of]
    if not parts and not unused:
        return Layout(dict(_articles(scene, 0)), ())
    if len(parts) > MOST_IN_COLUMNS or len(unused) > topic_blocks.MOST_IN_GRID:
        return _in_blocks(scene, parts, links, unused)

    return _in_columns(scene, parts, links, unused)


def _in_blocks(scene: Scene, parts: list[Ground], links: Links, unused: list[str]) -> Layout:
    """A rectangle for each topic, for the many claims of a large map."""
    column_cells, wide = topic_blocks.blocks(parts, links, unused)
    places: dict[str, NodePlace] = {}
    for block in column_cells:
        places |= {name: at.moved(block.left, block.top) for name, at in block.places.items()}

    places |= _articles(scene, wide)
    asked_claims = {claim.id for claim in scene.claims}
    regions = tuple(_of_block(asked_claims, block) for block in column_cells)

    return Layout({name: places[name] for name in sorted(places)}, regions)


def _in_columns(scene: Scene, parts: list[Ground], links: Links, unused: list[str]) -> Layout:
    """Topics in columns, with the studies that serve several of them in lanes between."""
    column_cells = [cells.cell(ground, links, n) for n, ground in enumerate(parts)]
    if unused:
        none = grounds.Ground("", grounds.UNUSED, grounds.UNUSED, (), ())
        parts, column_cells = [*parts, none], [*column_cells, cells.grid(links, unused)]

    sheet = packing.PackingTask([c.height for c in column_cells], _common(parts, links), cells.WIDTH, LANE)
    columns = packing.pack(sheet)
    wide, high = sheet.size(columns)
    column_cells = _stretch(parts, links, column_cells, columns, high)
    places: dict[str, NodePlace] = {}
    regions = []
    for number, column in enumerate(columns):
        start, top = sheet.left(columns, number), 0.0
        for n in column:
            places |= {name: place.moved(start, top) for name, place in column_cells[n].places.items()}
            regions.append(_region(scene, parts[n], column_cells[n], start, top))
            top += column_cells[n].height + packing.GAP

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


def _stretch(
    grounds: list[Ground], links: Links, column_cells: list[Cell], columns: packing.Columns, high: float
) -> list[Cell]:
    """The same cells, those of shorter columns loosened so that all columns end on one line."""
    stretched = list(column_cells)
    for column in columns:
        loose = [n for n in column if column_cells[n].stretches]
        free = high - sum(column_cells[n].height + packing.GAP for n in column) + packing.GAP
        room = sum(column_cells[n].height for n in loose)
        for n in loose:
            more = min(free * column_cells[n].height / room, _MOST_STRETCH * column_cells[n].height)
            stretched[n] = cells.cell(grounds[n], links, n, stretch=int(more))

    return stretched


def _of_block(asked_claims: set[str], block: TopicBlock) -> Region:
    stock = block.stock
    neighbours = sum(claim.id not in asked_claims for claim in stock.bare)
    claims = len(stock.claims) - neighbours

    return Region(
        stock.topic,
        stock.label,
        round(block.left),
        round(block.top),
        round(block.width),
        round(block.height),
        claims,
        _caption(claims, len(stock.bare) - neighbours, neighbours),
        None if block.bare_top is None else round(block.top + block.bare_top),
    )


def _region(scene: Scene, ground: Ground, cell: Cell, start: float, top: float) -> Region:
    asked_claims = {claim.id for claim in scene.claims}
    neighbours = sum(claim.id not in asked_claims for claim in ground.bare)
    claims = len(ground.studied) + len(ground.bare) - neighbours

    return Region(
        ground.topic,
        ground.label,
        round(start),
        round(top),
        cells.WIDTH,
        round(cell.height),
        claims,
        _caption(claims, len(ground.bare) - neighbours, neighbours),
        None if cell.bare_top is None else round(top + cell.bare_top),
    )


def _caption(claims: int, unstudied: int, neighbours: int) -> str:
    """What the claims below are that stand in a list: without a study, or only next to those asked for."""
    parts = []
    if unstudied:
        if unstudied == claims:
            who = "None has"
        else:
            who = f"{unstudied} without"

        parts.append(f"{who} a study on record")

    if neighbours:
        parts.append(f"{neighbours} linked {'claim' if neighbours == 1 else 'claims'}")

    return ", ".join(parts)


def _lanes(sheet: packing.PackingTask, columns: packing.Columns) -> list[float]:
    """The middles of the lanes between columns; beside a single column there is one on its right."""
    last = max(1, len(columns) - 1)

    return [sheet.left(columns, n) + cells.WIDTH + sheet.lane_after(columns, n) / 2 for n in range(last)]


def _between(
    links: Links, places: Mapping[str, NodePlace], lanes: list[float], high: float
) -> dict[str, NodePlace]:
    """The works of several grounds, each in the lane and at the height nearest to its claims."""
    in_lane: dict[float, list[tuple[float, str]]] = {}
    for key in links.shared():
        claim_places = [places[f"claim:{claim}"] for claim in links.claims_of[key]]
        x = sum(place.x for place in claim_places) / len(claim_places)
        lane = min(lanes, key=lambda middle: (abs(middle - x), middle))
        in_lane.setdefault(lane, []).append((sum(place.y for place in claim_places) / len(claim_places), key))

    places_in_lanes = {}
    for lane, lane_keys in in_lane.items():
        lane_keys.sort()
        sizes = [cells.below(links.labels[key]) for _, key in lane_keys]
        at = cells.spread([y for y, _ in lane_keys], sizes, 0, high)
        for y, size, (_, key) in zip(at, sizes, lane_keys, strict=True):
            top = y - size / 2 + cells.MARKER
            places_in_lanes[f"citation:{key}"] = cells.citation_place(
                links.labels[key], lane, top, "below"
            ).moved(0, 0)

    return places_in_lanes


def _articles(scene: Scene, wide: float) -> Iterator[tuple[str, NodePlace]]:
    """The articles in rows above the topics, the first of them lowest."""
    labels = {a.id: lettering.wrap(a.title, ARTICLE_SIZE, ARTICLE_ROOM, lines=1) for a in scene.articles}
    widths = {
        name: lettering.width(lines[0], ARTICLE_SIZE) * lettering.BOLD + 40 for name, lines in labels.items()
    }
    y = -packing.GAP - ARTICLE_HEIGHT / 2
    for row in _rows(widths, wide):
        x = (wide - sum(widths[name] for name in row) - ARTICLE_GAP * (len(row) - 1)) / 2
        for name in row:
            place = cells.box(x + widths[name] / 2, y, round(widths[name]), ARTICLE_HEIGHT, labels[name])
            yield f"article:{name}", place.moved(0, 0)
            x += widths[name] + ARTICLE_GAP

        y -= ARTICLE_HEIGHT + ARTICLE_GAP / 2


def _rows(widths: Mapping[str, float], wide: float) -> Iterator[list[str]]:
    """The names in rows about as wide as the map, and wide enough for three articles."""
    row: list[str] = []
    for name, width in widths.items():
        if row and sum(widths[n] + ARTICLE_GAP for n in row) + width > max(wide, 3 * ARTICLE_ROOM):
            yield row
            row = []

        row.append(name)

    if row:
        yield row
