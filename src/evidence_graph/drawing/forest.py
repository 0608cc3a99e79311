"""The forest plot of a claim: its printed figures with their intervals, one panel for each measure and unit.

Drawn as SVG of our own, twice: wide, and narrow for telephones. A figure without an interval is a hollow
dashed ring and says so in words; what it says to the claim is a sign before it as well as a colour.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph import looks, names
from evidence_graph.drawing import styles
from evidence_graph.drawing.axis import NARROW, WIDE, Axis, Room
from evidence_graph.drawing.lettering import BOLD, width, wrap
from evidence_graph.drawing.page import words_shown
from evidence_graph.effects import panels, pool, value_text
from evidence_graph.effects.panels import UNNAMED
from evidence_graph.effects.phrases import NO_INTERVAL, NO_VALUE, minus, number, spread
from evidence_graph.looks import DOUBTED
from evidence_graph.model import Direction
from evidence_graph.network import NO_XML

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Template

    from evidence_graph.effects import Panel, Pool
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, Effect

HEAD, LETTERS, QUIET, LINE = 15.0, 13.5, 12.5, 17.0
MARGIN = 16
"""The room round a plot that stands alone."""


class Mark(NamedTuple):
    """One thing to draw: a text, a ring, or a path (whose way is the text)."""

    kind: str
    look: str
    x: float = 0.0
    y: float = 0.0
    text: str = ""
    anchor: str = ""
    size: float = 0.0


def forest(graph: EvidenceGraph, claim: Claim | str, *, narrow: bool = False, alone: bool = True) -> str:
    """The forest plot of *claim* as SVG, empty when none of its figures can be drawn.

    *alone* it brings its own styles, else it takes those of the page around it.
    """
    claim_record = graph.claim(claim)
    drawn_panels = panels(graph.effects(claim=claim_record))
    pools = pool(graph, claim_record).pools if drawn_panels else ()

    return plot(graph, claim_record, drawn_panels, pools, room=NARROW if narrow else WIDE, alone=alone)


def plot(
    graph: EvidenceGraph,
    claim: Claim,
    drawn_panels: Sequence[Panel],
    pools: Sequence[Pool],
    *,
    room: Room,
    alone: bool,
) -> str:
    """The panels and pooled estimates of *claim* as SVG; empty when there is no panel."""
    if not drawn_panels:
        return ""

    sheet = _Sheet(graph, room)
    for panel in drawn_panels:
        sheet.panel(panel, [pooled for pooled in pools if set(pooled.effects) <= set(panel.effects)])

    sheet.legend(list(chain.from_iterable(panel.effects for panel in drawn_panels)))

    return _template().render(
        id=f"forest-{room.name}",
        name=room.name,
        width=round(room.width),
        height=math.ceil(sheet.y),
        margin=MARGIN,
        marks=sheet.marks,
        alone=alone,
        style=style() if alone else "",
        colours=styles.of_forest_by_night(),
        title=f"Forest plot: {claim.statement}",
        desc=" ".join(_panel_in_words(graph, panel) for panel in drawn_panels),
    )


def style() -> str:
    """The styles of the plot, for the page it stands in."""
    return files(__package__).joinpath("forest.css").read_text("utf-8") + styles.of_forest()


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("evidence_graph", "drawing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_forbidden,
    )

    return templates.get_template("forest.svg.j2")


def _without_forbidden(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """*value* as every place shows it, without the characters that XML forbids, not even escaped."""
    if isinstance(value, str):
        return words_shown(type(value)(NO_XML.sub("", value)))

    return value


def _panel_in_words(graph: EvidenceGraph, panel: Panel) -> str:
    """The panel in words, for those who do not see it."""
    rows = []
    for effect in panel.effects:
        label = names.citation_of_key(graph.store, effect.citation).label
        interval = spread(effect) or NO_INTERVAL
        rows.append(f"{label}, {effect.outcome}: {value_text(effect)}, {interval}")

    return f"{heading(panel)}. {'; '.join(rows)}."


def heading(panel: Panel) -> str:
    """The measure as the works print it, with its unit; a scale that is not named is that of the outcome."""
    name = panel.effects[0].measure
    unit = f", {panel.unit}" if panel.unit else ""
    of = f" ({panel.effects[0].outcome})" if panel.unit in UNNAMED else ""

    return f"{name[:1].upper()}{name[1:]}{unit}{of}"


class _Sheet:
    """Marks put below one another."""

    def __init__(self, graph: EvidenceGraph, room: Room) -> None:
        self.graph = graph
        self.room = room
        self.marks: list[Mark] = []
        self.y = 0.0

    def panel(self, panel: Panel, pools: Sequence[Pool]) -> None:
        """One measure: its works, their figures, what is pooled of them, and the axis."""
        axis = Axis.over(panel, pools, self.room.axis)
        self.y += 22
        for line in wrap(heading(panel), HEAD * BOLD, self.room.width, lines=3):
            self._text("head", 0, line)
            self.y += LINE + 1

        self.y -= LINE - 5
        comparison_above = ""
        for (citation, comparison), effects in _together(panel.effects).items():
            if citation != comparison_above:
                self._study(citation, effects)

            comparison_above = citation
            self._comparison(comparison)
            outcomes = Counter(effect.outcome for effect in effects)
            for effect in effects:
                outcome = effect.outcome
                if outcomes[outcome] > 1 and effect.timepoint:
                    outcome += f", {effect.timepoint}"

                self._row(effect, axis, outcome)

        for pooled in pools:
            self._pooled(pooled, axis)

        self._axis(axis)
        self.y += 14

    def legend(self, effects: Sequence[Effect]) -> None:
        """What the signs mean, as far as they occur."""
        legend_words = [", ".join(f"{look.sign} {look.title}" for look in looks.DIRECTIONS.values())]
        if any(effect.interval for effect in effects):
            legend_words.append("square and line: figure and interval")

        if not all(effect.interval for effect in effects):
            legend_words.append(f"dashed ring: {NO_INTERVAL}")

        for line in wrap("; ".join(legend_words) + ".", QUIET, self.room.width, lines=3):
            self.y += LINE
            self._text("quiet", 0, line)

        self.y += 8

    def _study(self, key: str, effects: Sequence[Effect]) -> None:
        """The name of a work, how many people its figures are of, and whether it is in doubt."""
        citation = names.citation_of_key(self.graph.store, key)
        self.y += LINE + 5
        (name,) = wrap(citation.label, LETTERS * BOLD, self.room.width - 150, lines=1)
        self._text("who", 0, name)
        after = width(name, LETTERS) * BOLD + 8
        people = {effect.participants for effect in effects}
        if len(people) == 1 and None not in people:
            size = f"n = {people.pop():,}"
            self._text("quiet", after, size)
            after += width(size, QUIET) + 8

        status = citation.study.retraction_status if citation.study else None
        if status in DOUBTED:
            self._text("flag", after, looks.word(status))

    def _comparison(self, comparison: str | None) -> None:
        """What is compared, once above the figures of it."""
        for line in wrap(minus(comparison), QUIET, self.room.width, lines=3) if comparison else ():
            self.y += LINE - 1
            self._text("quiet", 0, line)

        self.y += 5

    def _row(self, effect: Effect, axis: Axis, outcome: str) -> None:
        look = looks.name(effect.direction or Direction.NEITHER)
        top = self.y
        words = list(wrap(outcome, LETTERS, self.room.words - 16, lines=3))
        notes = _notes(effect)
        figures = [minus(effect.value) if effect.value else NO_VALUE, *_below(effect)]
        if effect.direction:
            self._text(look, 2, looks.DIRECTIONS[effect.direction].sign, y=top + LINE)

        for row, line in enumerate(words, 1):
            self._text("", 16, line, y=top + row * LINE)

        for row, line in enumerate(notes, len(words) + 1):
            self._text("quiet", 16, line, y=top + row * LINE)

        high = len(words) + len(notes)
        if self.room.figures is not None:
            for row, line in enumerate(figures, 1):
                self._text("quiet" if row > 1 else "", self.room.figures, line, y=top + row * LINE)

            high = max(high, len(figures))
            self.y = top + high * LINE + 5
            self._draw(effect, axis, (top, self.y), top + LINE - 4.5, look)
        else:
            self._text("", 16, ", ".join(figures), y=top + (high + 1) * LINE)
            start = top + (high + 1) * LINE + 4
            self.y = start + 20
            self._draw(effect, axis, (start, self.y), start + 10, look)

    def _draw(self, effect: Effect, axis: Axis, rows: tuple[float, float], y: float, look: str) -> None:
        self._lines(axis, rows)
        if effect.interval:
            low, high = (axis.x(end) for end in effect.interval)
            self._path(f"bar {look}", f"M{low:.1f} {y - 4:.1f}v8m0 -4H{high:.1f}m0 -4v8")

        if effect.estimate is None:
            return

        x = axis.x(effect.estimate)
        if effect.interval:
            self._path(f"point {look}", f"M{x - 4.5:.1f} {y - 4.5:.1f}h9v9h-9z")
        else:
            self.marks.append(Mark("circle", f"hollow {look}", x, y, size=5))

    def _pooled(self, pool: Pool, axis: Axis) -> None:
        """A pooled estimate as a diamond as wide as its interval."""
        start = self.y
        self._text("who", 16, f"Pooled, {len(pool.effects)} works", y=start + LINE + 4)
        pooled_text = f"{number(pool.estimate)} (95 % {number(pool.low)} to {number(pool.high)})"
        if self.room.figures is not None:
            figures_wide = self.room.width - self.room.figures
            for row, text in enumerate(wrap(pooled_text, LETTERS, figures_wide, lines=2), 1):
                self._text("who", self.room.figures, text, y=start + row * LINE + 4)

            y = start + LINE
            self.y = start + 2 * LINE + 9
        else:
            self._text("who", 16, pooled_text, y=start + 2 * LINE + 4)
            start += 2 * LINE + 10
            y = start + 10
            self.y = start + 22

        self._lines(axis, (start, self.y))
        middle, low, high = axis.x(pool.estimate), axis.x(pool.low), axis.x(pool.high)
        corners = f"M{low:.1f} {y:.1f}L{middle:.1f} {y - 7:.1f}L{high:.1f} {y:.1f}L{middle:.1f} {y + 7:.1f}z"
        self._path("pooled", corners)

    def _lines(self, axis: Axis, rows: tuple[float, float]) -> None:
        for tick in axis.ticks:
            look = "null" if tick == axis.null else "tick"
            self._path(look, f"M{axis.x(tick):.1f} {rows[0]:.1f}V{rows[1]:.1f}")

    def _axis(self, axis: Axis) -> None:
        start, right = self.room.axis
        self._path("axis", f"M{start:.1f} {self.y:.1f}H{right:.1f}")
        for tick in axis.ticks:
            self._path("axis", f"M{axis.x(tick):.1f} {self.y:.1f}v4")
            self._text("quiet", axis.x(tick), number(tick), y=self.y + LINE, anchor="middle")

        self.y += LINE
        self._text("quiet", axis.x(axis.null), "no difference", y=self.y + LINE, anchor=axis.side)
        self.y += LINE

    def _text(self, look: str, x: float, text: str, *, y: float | None = None, anchor: str = "") -> None:
        self.marks.append(Mark("text", look, x, self.y if y is None else y, text, anchor))

    def _path(self, look: str, way: str) -> None:
        self.marks.append(Mark("path", look, text=way))


def _together(effects: Iterable[Effect]) -> dict[tuple[str, str | None], list[Effect]]:
    """The effects of one work and one comparison, which are named once above them."""
    effects_by_group: dict[tuple[str, str | None], list[Effect]] = {}
    for effect in effects:
        effects_by_group.setdefault((effect.citation, effect.comparison), []).append(effect)

    return effects_by_group


def _notes(effect: Effect) -> list[str]:
    notes = []
    if effect.surrogate:
        notes.append("surrogate outcome")

    if not effect.verified:
        notes.append("unverified")

    return notes


def _below(effect: Effect) -> list[str]:
    """What stands below the value: the interval, or that none is printed."""
    if effect.interval:
        level = f"{effect.level} % " if effect.level else ""
        return [f"{level}{minus(effect.low or '')} to {minus(effect.high or '')}"]

    return [NO_INTERVAL]
