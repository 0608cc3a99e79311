"""The overview of many topics: a bubble and a line of a list for each, from which a click opens its map.

It is an SVG of plain links with a list of the same links beside it. A few hundred bubbles need no
drawing engine, and so they work without a script, from the keyboard, read aloud, enlarged and printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Any

from evidence_graph.drawing import bubbles, lettering, packing, styles
from evidence_graph.drawing.json_blocks import block
from evidence_graph.drawing.page import environment, own, policy
from evidence_graph.drawing.survey import MOST_KIN
from evidence_graph.looks import VERDICTS
from evidence_graph.model import Verdict
from evidence_graph.search import script_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.drawing.bubbles import Circle
    from evidence_graph.drawing.survey import Survey, Topic

AREA = 0.55
"""How much of the view the bubbles fill."""
LEAST = 9.0
"""The radius of the smallest bubble, so that it can still be hit."""
BAR = 308
"""The width of the bar of a topic in the list, whose patterns shall not be stretched."""
RING = 0.17
"""The width of the ring of verdicts, as a share of the radius."""
NAME_NEAR, NAME_LEAST, NAME_MOST = 3.0, 9.5, 22.0
"""The sizes of names: from *least* on they are seen from afar, smaller ones when the reader comes nearer."""
_KIN, _KIN_SHOWN = 8, 2
"""Of so many kin the lines are in the page, and of so many they are seen before anything is pointed at."""


@dataclass(frozen=True, slots=True)
class BubbleText:
    """A line of text in a bubble."""

    x: float
    y: float
    size: float
    text: str
    role: str


def page(survey: Survey, *, title: str, files: Mapping[str, str], claims: str, known: int) -> str:
    """The text of the page; *files* says by topic where its map is.

    *claims* is the register of those that the search knows, so many as *known*.
    """
    from markupsafe import Markup

    style = own("overview.css") + styles.colours() + styles.of_overview()
    script = script_tables.script() + own("script/overview.js")
    largest_topics = survey.topics[:MOST_KIN]
    circles = _circles(survey, largest_topics)

    return (
        environment()
        .get_template("overview.html.j2")
        .render(
            title=title,
            claims=survey.claims,
            citations=survey.citations,
            topics=[_row(topic, files) for topic in survey.topics],
            verdicts={verdict: survey.verdicts[verdict] for verdict in Verdict},
            box=_box(circles),
            bubbles=[_bubble(topic, circle) for topic, circle in zip(largest_topics, circles, strict=True)],
            lines=_lines(survey, circles),
            policy=policy([script], style),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            data=Markup(block([topic.label for topic in survey.topics])),  # noqa: S704 - escaped
            known=known,
            register=Markup(claims),  # noqa: S704 - escaped for where it stands
        )
    )


def _row(topic: Topic, files: Mapping[str, str]) -> dict[str, Any]:
    claim_count = len(topic.claims)
    shares = []
    x = 0.0
    for verdict in Verdict:
        wide = BAR * topic.verdicts[verdict] / claim_count
        shares.append((verdict, round(x, 2), round(wide, 2)))
        x += wide

    return {
        "label": topic.label,
        "file": files[topic.id],
        "claims": claim_count,
        "counts": {verdict: topic.verdicts[verdict] for verdict in Verdict},
        "shares": shares,
    }


def _circles(survey: Survey, topics: Sequence[Topic]) -> list[Circle]:
    sizes = [sqrt(len(topic.claims)) for topic in topics]
    room = AREA * packing.VIEW[0] * packing.VIEW[1]
    scale = sqrt(room / (pi * sum(size * size for size in sizes))) if sizes else 1

    kin: dict[int, dict[int, float]] = {}
    for one, other, count in survey.kin(most=_KIN_SHOWN):
        usual = sqrt(topics[one].citations * topics[other].citations)
        kin.setdefault(other, {})[one] = count / usual

    return bubbles.pack([max(LEAST, size * scale) for size in sizes], kin)


def _box(circles: Sequence[Circle]) -> tuple[float, float, float, float]:
    """The view of the drawing: left, top, width and height."""
    left = min((c.x - c.r for c in circles), default=0) - 8
    top = min((c.y - c.r for c in circles), default=0) - 8
    right = max((c.x + c.r for c in circles), default=0) + 8
    foot = max((c.y + c.r for c in circles), default=0) + 8

    return round(left, 1), round(top, 1), round(right - left, 1), round(foot - top, 1)


def _bubble(topic: Topic, circle: Circle) -> dict[str, Any]:
    return {
        "x": round(circle.x, 1),
        "y": round(circle.y, 1),
        "r": round(circle.r, 1),
        "inner": round(circle.r * (1 - RING), 1),
        "ring": list(_ring(topic, circle)),
        "words": _words(topic, circle),
    }


def _ring(topic: Topic, circle: Circle) -> list[tuple[Verdict, str]]:
    """The parts of the ring, from the top clockwise in the order of the verdicts."""
    claim_count = len(topic.claims)
    parts = []
    before = 0
    for verdict in Verdict:
        after = before + topic.verdicts[verdict]
        if after > before:
            parts.append((verdict, _arc(circle, before / claim_count, after / claim_count)))

        before = after

    return parts


def _arc(circle: Circle, start: float, end: float) -> str:
    """The outline of the part of a ring from *start* to *end*, in turns."""
    end = min(end, start + 0.99999)
    inner = circle.r * (1 - RING)

    def at(turn: float, r: float) -> str:
        angle = 2 * pi * turn - pi / 2
        return f"{circle.x + r * cos(angle):.2f} {circle.y + r * sin(angle):.2f}"

    far = int(end - start > 0.5)  # noqa: PLR2004 - half a turn

    return (
        f"M{at(start, circle.r)}A{circle.r:.2f} {circle.r:.2f} 0 {far} 1 {at(end, circle.r)}"
        f"L{at(end, inner)}A{inner:.2f} {inner:.2f} 0 {far} 0 {at(start, inner)}Z"
    )


def _words(topic: Topic, circle: Circle) -> list[BubbleText]:
    """The name, the number of claims and the counts; in a small bubble from afar the number alone."""
    inner = circle.r * (1 - RING) - 1
    size, lines = _name(topic.label, circle, inner)
    small = 0.75 * size
    texts = [(line, size, "name") for line in lines]
    texts.append((f"{len(topic.claims):,} claims", small, "number"))

    coloured = [verdict for verdict in Verdict if VERDICTS[verdict].colour]
    counts = "  ".join(f"{VERDICTS[verdict].sign} {topic.verdicts[verdict]:,}" for verdict in coloured)
    if lettering.width(counts, small) < 1.45 * inner:
        texts.append((counts, small, "counts"))

    if size >= NAME_LEAST:
        return _stack(circle, texts)

    near_texts = [(text, high, f"{role} near") for text, high, role in texts]
    far_text = (f"{len(topic.claims):,}", min(NAME_LEAST, inner), "number far")

    return _stack(circle, near_texts) + _stack(circle, [far_text])


def _name(label: str, circle: Circle, inner: float) -> tuple[float, tuple[str, ...]]:
    """The largest size in which the whole *label* fits a bubble, and its lines; else the smallest, cut."""
    largest = min(NAME_MOST, circle.r / 3.6)
    # In steps of a quarter.
    for quarters in range(int(4 * largest), int(4 * NAME_NEAR), -1):
        size = quarters / 4
        lines = lettering.wrap(label, size * lettering.BOLD, 1.6 * inner, lines=3)
        if not lines[-1].endswith("…"):
            return size, lines

    return NAME_NEAR, lettering.wrap(label, NAME_NEAR * lettering.BOLD, 1.7 * inner, lines=4)


def _stack(circle: Circle, texts: Sequence[tuple[str, float, str]]) -> list[BubbleText]:
    """Lines of text, sizes and roles one below the other in the middle of a bubble."""
    y = circle.y - sum(high * 1.2 for _, high, _ in texts) / 2
    words = []
    for text, high, role in texts:
        words.append(BubbleText(round(circle.x, 1), round(y + high * 0.95, 1), round(high, 1), text, role))
        y += high * 1.2

    return words


def _lines(survey: Survey, circles: Sequence[Circle]) -> list[dict[str, Any]]:
    """A line between kin, thicker for more studies in common; those seen only on pointing are weak."""
    strong = {(one, other) for one, other, _ in survey.kin(most=_KIN_SHOWN)}
    most = max(survey.shared.values(), default=1)
    usual = sum(circle.r for circle in circles) / len(circles) if circles else 0
    thick = min(5.0, 0.12 * usual)

    lines = []
    for one, other, count in survey.kin(most=_KIN):
        start, end = circles[one], circles[other]
        lines.append(
            {
                "ends": (one, other),
                "x1": round(start.x, 1),
                "y1": round(start.y, 1),
                "x2": round(end.x, 1),
                "y2": round(end.y, 1),
                "width": round(0.8 + thick * sqrt(count / most), 1),
                "weak": (one, other) not in strong,
                "count": count,
            }
        )

    return lines
