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
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.drawing.cells import Cell, Links, NodePlace
    from evidence_graph.drawing.grounds import Ground
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.drawing.topic_blocks import TopicBlock
    from evidence_graph.model import Claim

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
    blocks, wide = topic_blocks.blocks(parts, links, unused)
    asked_claims = {claim.id for claim in scene.claims}
    places: dict[str, NodePlace] = {}
    regions = []
    for block in blocks:
        places |= cells.moved(block.places, block.left, block.top)
        regions.append(_of_block(asked_claims, block))

    places |= _articles(scene, wide)

    return Layout(dict(sorted(places.items())), tuple(regions))


def _in_columns(scene: Scene, parts: list[Ground], links: Links, unused: list[str]) -> Layout:
    """Topics in columns, with the studies that serve several of them in lanes between."""
    column_cells = [cells.cell(ground, links, n) for n, ground in enumerate(parts)]
    if unused:
        parts = [*parts, grounds.Ground("", grounds.UNUSED, grounds.UNUSED, (), ())]
        column_cells.append(cells.grid(links, unused))

    sheet = packing.PackingTask([c.height for c in column_cells], _common(parts, links), cells.WIDTH, LANE)
    columns = packing.pack(sheet)
    wide, high = sheet.size(columns)
    column_cells = _stretch(parts, links, column_cells, columns, high)

    asked_claims = {claim.id for claim in scene.claims}
    places: dict[str, NodePlace] = {}
    regions = []
    for number, column in enumerate(columns):
        start = sheet.left(columns, number)
        top = 0.0
        for n in column:
            places |= cells.moved(column_cells[n].places, start, top)
            regions.append(_of_cell(asked_claims, parts[n], column_cells[n], start, top))
            top += column_cells[n].height + packing.GAP

    places |= _between(links, places, _lanes(sheet, columns), high)
    places |= _articles(scene, wide)

    return Layout(dict(sorted(places.items())), tuple(regions))


def _common(grounds: list[Ground], links: Links) -> dict[tuple[int, int], int]:
    """How many works each two grounds have in common; parts of one topic belong together anyway."""
    together: Counter[tuple[int, int]] = Counter()
    for key in links.shared():
        together.update(combinations(sorted(links.grounds_of[key]), 2))

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
        heights = {n: column_cells[n].height for n in column}
        loose = [n for n in column if column_cells[n].stretches]
        free = high - sum(height + packing.GAP for height in heights.values()) + packing.GAP
        room = sum(heights[n] for n in loose)
        for n in loose:
            more = min(free * heights[n] / room, _MOST_STRETCH * heights[n])
            stretched[n] = cells.cell(grounds[n], links, n, stretch=int(more))

    return stretched


def _of_block(asked_claims: set[str], block: TopicBlock) -> Region:
    claims, caption = _counts(asked_claims, len(block.stock.claims), block.stock.bare)

    return Region(
        topic=block.stock.topic,
        label=block.stock.label,
        left=round(block.left),
        top=round(block.top),
        width=round(block.width),
        height=round(block.height),
        claims=claims,
        caption=caption,
        bare_top=None if block.bare_top is None else round(block.top + block.bare_top),
    )


def _of_cell(asked_claims: set[str], ground: Ground, cell: Cell, start: float, top: float) -> Region:
    claims, caption = _counts(asked_claims, len(ground.studied) + len(ground.bare), ground.bare)

    return Region(
        topic=ground.topic,
        label=ground.label,
        left=round(start),
        top=round(top),
        width=cells.WIDTH,
        height=round(cell.height),
        claims=claims,
        caption=caption,
        bare_top=None if cell.bare_top is None else round(top + cell.bare_top),
    )


def _counts(asked_claims: set[str], claims: int, bare: Sequence[Claim]) -> tuple[int, str]:
    """How many of *claims* in one place were asked for, and what is said of the *bare* ones in its list."""
    neighbours = sum(claim.id not in asked_claims for claim in bare)

    return claims - neighbours, _caption(claims - neighbours, len(bare) - neighbours, neighbours)


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
        noun = "claim" if neighbours == 1 else "claims"
        parts.append(f"{neighbours} linked {noun}")

    return ", ".join(parts)


def _lanes(sheet: packing.PackingTask, columns: packing.Columns) -> list[float]:
    """The middles of the lanes between columns; beside a single column there is one on its right."""
    middles = []
    for number in range(max(1, len(columns) - 1)):
        right_edge = sheet.left(columns, number) + cells.WIDTH
        middles.append(right_edge + sheet.lane_after(columns, number) / 2)

    return middles


def _between(
    links: Links, places: Mapping[str, NodePlace], lanes: list[float], high: float
) -> dict[str, NodePlace]:
    """The works of several grounds, each in the lane and at the height nearest to its claims."""
    wished_in_lane: dict[float, dict[str, float]] = {}
    for key in links.shared():
        x, y = cells.middle(places, links.claims_of[key])
        nearest_lane = min(lanes, key=lambda lane: (abs(lane - x), lane))
        wished_in_lane.setdefault(nearest_lane, {})[key] = y

    citation_places: dict[str, NodePlace] = {}
    for lane, wished in wished_in_lane.items():
        citation_places |= cells.lane(links, wished, lane, low=0, high=high)

    return citation_places


def _articles(scene: Scene, wide: float) -> Iterator[tuple[str, NodePlace]]:
    """The articles in rows above the topics, the first of them lowest."""
    labels, widths = {}, {}
    for article in scene.articles:
        lines = lettering.wrap(article.title, ARTICLE_SIZE, ARTICLE_ROOM, lines=1)
        labels[article.id] = lines
        widths[article.id] = lettering.width(lines[0], ARTICLE_SIZE) * lettering.BOLD + 40

    y = -packing.GAP - ARTICLE_HEIGHT / 2
    for row in _rows(widths, wide):
        # The row stands in the middle of the map.
        x = (wide - sum(widths[name] for name in row) - ARTICLE_GAP * (len(row) - 1)) / 2
        for name in row:
            place = cells.box(x + widths[name] / 2, y, round(widths[name]), ARTICLE_HEIGHT, labels[name])
            yield f"article:{name}", place.moved(0, 0)
            x += widths[name] + ARTICLE_GAP

        y -= ARTICLE_HEIGHT + ARTICLE_GAP / 2


def _rows(widths: Mapping[str, float], wide: float) -> Iterator[list[str]]:
    """The names in rows about as wide as the map, and wide enough for three articles."""
    most = max(wide, 3 * ARTICLE_ROOM)
    row: list[str] = []
    for name, width in widths.items():
        if row and sum(widths[n] + ARTICLE_GAP for n in row) + width > most:
            yield row
            row = []

        row.append(name)

    if row:
        yield row
