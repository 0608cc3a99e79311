"""Where everything stands on a map of many claims: a rectangle a topic, side by side on shelves.

A topic's claims stand in as many columns as its rectangle is wide, its studies on both sides of them,
and those that serve several columns or topics in lanes between the columns of the topic that they
serve most. So a topic is one place, near and from afar, and what it costs to lay out grows with what
is on it. Kin topics follow each other, unless less room stays empty with the largest first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, combinations, groupby
from math import log
from operator import itemgetter
from typing import TYPE_CHECKING

from evidence_graph.drawing import cells, grounds, packing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.drawing.cells import Cell, Links, NodePlace
    from evidence_graph.drawing.grounds import Ground
    from evidence_graph.model import Claim

LANE = cells.CITATION_ROOM + 24
GAP = 140
"""Between two rectangles: wide, so that it is seen from as far as the whole map is."""
MOST_IN_GRID = 120
"""More works without a claim than this stand in several grids side by side."""
_HEIGHTS, _SHELVES = 20, 12
"""How many heights of a shelf and how many shelves are tried."""
_LANKNESS = 0.4
"""What a rectangle far from a square counts against the size of the map: a name wants room."""

Columns = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What stands in one rectangle: the parts of a topic, the works between them, what has no study."""

    topic: str
    label: str
    claims: tuple[Claim, ...]
    bare: tuple[Claim, ...]
    parts: tuple[Cell, ...]
    between: tuple[str, ...]
    lane: float
    """How long the works between would be in one lane."""

    def columns(self, tall: float) -> Columns:
        """The parts in columns not much higher than *tall*."""
        feet = list(accumulate(part.height for part in self.parts)) or [0.0]

        return broken(range(len(self.parts)), feet, max(1, round(feet[-1] / tall)))

    def size(self, columns: Columns) -> tuple[float, float]:
        """How wide and high the rectangle is with these columns."""
        # A topic none of whose claims has a study has no column, and its list is as wide as one.
        wide = self.left(max(1, len(columns))) - (0 if self.between else packing.GAP)

        return wide, self._foot(columns) + self._list(columns)

    def left(self, column: int) -> float:
        """Where *column* begins; a lane follows each where there are works between."""
        gap = LANE if self.between else packing.GAP

        return column * (cells.WIDTH + gap)

    def bare_top(self, columns: Columns) -> float | None:
        """Where the claims without a study begin, if there are any."""
        return self._foot(columns) if self.bare else None

    def _foot(self, columns: Columns) -> float:
        highest = max((sum(self.parts[n].height for n in column) for column in columns), default=0)
        lane = self.lane / max(1, len(columns))
        if self.between:
            lane += 2 * cells.HEADING + cells.PADDING

        return max(highest, lane) or cells.HEADING

    def _list(self, columns: Columns) -> float:
        rows = -(-len(self.bare) // (2 * max(1, len(columns))))
        if rows:
            return cells.BARE_HEADING + cells.BARE_ROW * rows + cells.PADDING

        return 0


@dataclass(frozen=True, slots=True)
class TopicBlock:
    """A rectangle in its place, with all that stands on it."""

    stock: Stock
    left: float
    top: float
    width: float
    height: float
    places: Mapping[str, NodePlace]
    bare_top: float | None


def blocks(parts: Sequence[Ground], links: Links, unused: Sequence[str]) -> tuple[list[TopicBlock], float]:
    """The rectangles of all topics of *parts* in their places, and how wide they are together."""
    stocks = _stocks(parts, links)
    last = [_unused_citations(links, unused)] if unused else []
    by_kin = [stocks[n] for n in by_kinship(len(stocks), _kinship(parts, links))] + last
    by_size = sorted(stocks, key=lambda stock: (-len(stock.claims), stock.topic)) + last
    plans = [(_best(row), row) for row in (by_kin, by_size)]
    (_, tall, wide), row = min(plans, key=itemgetter(0))

    shapes = [stock.columns(tall) for stock in row]
    extents = [stock.size(columns) for stock, columns in zip(row, shapes, strict=True)]
    corners = _shelves(extents, tall, wide)
    topics = []
    for stock, columns, (width, height), (left, top) in zip(row, shapes, extents, corners, strict=True):
        places = _places(stock, columns, links)
        topics.append(TopicBlock(stock, left, top, width, height, places, stock.bare_top(columns)))

    return topics, max(topic.left + topic.width for topic in topics)


def by_kinship(count: int, shared: Mapping[tuple[int, int], int]) -> list[int]:
    """The numbers up to *count*, each followed by the one with which it shares most of those left.

    >>> by_kinship(4, {(0, 2): 5, (0, 1): 3, (1, 2): 1})
    [0, 2, 1, 3]
    """
    kin: dict[int, list[tuple[int, int]]] = {n: [] for n in range(count)}
    for (one, other), number in shared.items():
        kin[one].append((-number, other))
        kin[other].append((-number, one))

    row: list[int] = []
    remaining = dict.fromkeys(range(count))
    while remaining:
        last_kin = kin[row[-1]] if row else []
        remaining_kin = [pair for pair in last_kin if pair[1] in remaining]
        if remaining_kin:
            _, following = min(remaining_kin)
        else:
            following = next(iter(remaining))

        row.append(following)
        del remaining[following]

    return row


def broken(row: Sequence[int], feet: Sequence[float], number: int) -> Columns:
    """*row* in at most *number* columns; a thing stands in the column in which its middle falls.

    *feet* says for each how high it and those before it are together.

    >>> broken([0, 1, 2], [10, 20, 40], 2)
    ((0, 1), (2,))
    """
    columns: list[list[int]] = [[] for _ in range(number)]
    top = 0.0
    for n, foot in zip(row, feet, strict=False):
        middle = (top + foot) / 2
        column = int(middle * number / feet[-1])
        columns[min(number - 1, column)].append(n)
        top = foot

    return tuple(tuple(column) for column in columns if column)


def _stocks(parts: Sequence[Ground], links: Links) -> list[Stock]:
    homes = _homes(parts, links)
    stocks = []
    for topic, group in groupby(enumerate(parts), key=lambda pair: pair[1].topic):
        name = ""
        studied: list[Claim] = []
        bare: list[Claim] = []
        stock_cells = []
        for number, ground in group:
            name = name or ground.name
            studied += ground.studied
            bare += ground.bare
            if ground.studied:
                stock_cells.append(cells.cell(ground.tested, links, number))

        between = tuple(homes.get(topic, ()))
        lane = sum(cells.below(links.labels[key]) for key in between)
        stocks.append(Stock(topic, name, (*studied, *bare), tuple(bare), tuple(stock_cells), between, lane))

    return stocks


def _homes(parts: Sequence[Ground], links: Links) -> dict[str, list[str]]:
    """The works that serve several grounds, by the topic that they serve most."""
    topic_of = {}
    for ground in parts:
        topic_of.update(dict.fromkeys((claim.id for claim in ground.studied), ground.topic))

    homes: dict[str, list[str]] = {}
    for key in links.shared():
        served = Counter(topic_of[claim] for claim in links.claims_of[key])
        home = min(served, key=lambda topic: (-served[topic], topic))
        homes.setdefault(home, []).append(key)

    return homes


def _kinship(parts: Sequence[Ground], links: Links) -> Counter[tuple[int, int]]:
    """How many works each two topics have in common."""
    topics = dict.fromkeys(ground.topic for ground in parts)
    numbers = {topic: number for number, topic in enumerate(topics)}
    shared: Counter[tuple[int, int]] = Counter()
    for key in links.shared():
        served = {numbers[parts[n].topic] for n in links.grounds_of[key]}
        shared.update(combinations(sorted(served), 2))

    return shared


def _unused_citations(links: Links, keys: Sequence[str]) -> Stock:
    runs = [keys[n : n + MOST_IN_GRID] for n in range(0, len(keys), MOST_IN_GRID)]
    parts = tuple(cells.grid(links, run) for run in runs)

    return Stock("", grounds.UNUSED, (), (), parts, (), 0)


def _best(row: Sequence[Stock]) -> tuple[float, float, float]:
    """What it costs, how high a shelf and how wide the whole should be, to be drawn as large as can be."""
    least = max((part.height for stock in row for part in stock.parts), default=cells.HEADING)
    plans = []
    for step in range(_HEIGHTS):
        tall = least * 1.16**step
        extents = [stock.size(stock.columns(tall)) for stock in row]
        length = sum(width + GAP for width, _ in extents)
        lank = sum(abs(log(width / height)) for width, height in extents) / len(extents)
        for shelves in range(1, _SHELVES + 1):
            smallness = _smallness(extents, tall, length / shelves)
            plans.append((smallness * (1 + _LANKNESS * lank), tall, length / shelves))

    return min(plans)


def _smallness(extents: Sequence[tuple[float, float]], tall: float, wide: float) -> float:
    """How many times the view the rectangles need on shelves so *wide*."""
    right = foot = 0.0
    for (left, top), (width, height) in zip(_shelves(extents, tall, wide), extents, strict=True):
        right = max(right, left + width)
        foot = max(foot, top + height)

    return max(right / packing.VIEW[0], foot / packing.VIEW[1])


def _shelves(
    extents: Sequence[tuple[float, float]], tall: float, wide: float
) -> Iterator[tuple[float, float]]:
    """The left and top of each rectangle, on shelves *wide*; low ones stand in stacks up to *tall*."""
    start = top = foot = shelf = stack = 0.0
    for width, height in extents:
        if stack and stack >= width and foot + height <= max(tall, shelf):
            yield start, top + foot
            foot += height + GAP
        else:
            start += stack + GAP if stack else 0
            if start and start + width > wide:
                start, top, shelf = 0.0, top + shelf + GAP, 0.0

            yield start, top
            stack, foot = width, height + GAP

        shelf = max(shelf, foot - GAP)


def _places(stock: Stock, columns: Columns, links: Links) -> dict[str, NodePlace]:
    """Where everything of *stock* stands from its own corner."""
    places: dict[str, NodePlace] = {}
    for number, column in enumerate(columns):
        top = 0.0
        for n in column:
            part = stock.parts[n]
            places |= cells.moved(part.places, stock.left(number), top)
            top += part.height

    places |= _lanes(stock, columns, links, places)
    bare_top = stock.bare_top(columns)
    if bare_top is not None:
        list_top = bare_top + cells.BARE_HEADING
        width, _ = stock.size(columns)
        below, _ = cells.bare(stock.bare, list_top, width, across=2 * max(1, len(columns)))
        places |= below

    return places


def _lanes(
    stock: Stock, columns: Columns, links: Links, places: Mapping[str, NodePlace]
) -> dict[str, NodePlace]:
    """The works between, from left to right as their claims are, each lane as full as the others."""
    if not stock.between:
        return {}

    middles = {key: cells.middle(places, links.claims_of[key]) for key in stock.between}
    row = sorted(stock.between, key=lambda key: (middles[key], key))
    feet = list(accumulate(cells.below(links.labels[key]) for key in row))
    foot = (stock.bare_top(columns) or stock.size(columns)[1]) - cells.PADDING

    citation_places: dict[str, NodePlace] = {}
    for number, lane in enumerate(broken(range(len(row)), feet, len(columns))):
        wished = {row[n]: middles[row[n]][1] for n in lane}
        x = stock.left(number + 1) - LANE / 2
        citation_places |= cells.lane(links, wished, x, low=cells.HEADING, high=foot)

    return citation_places
