"""The columns of a table that print one figure of a row: an effect with its interval.

    SMD | 95% CI lower | 95% CI upper           Effect (Hedges g) | 95% CI          OR (95% CI)
    -0,35 | -0,60 | -0,10                       -0.35 | -0.60 to -0.10              0.80 (0.65-0.98)

A short name such as "HR" may be a heart rate, so that a measure without its interval makes no figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.authoring.tables.cell_values import ESTIMATE, is_missing
from evidence_graph.measures import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence_graph.authoring.tables.source_rows import SourceTable

ENOUGH = 0.6
"""The share of the filled cells that must hold an interval."""

SAMPLE = 200
"""So many rows are looked at."""

LOWER = frozenset({"lower", "low", "ll", "lb", "lci", "lcl", "cil", "min"})
UPPER = frozenset({"upper", "high", "ul", "ub", "uci", "ucl", "ciu", "max"})
OF_INTERVAL = frozenset(
    {"ci", "confidence", "interval", "bound", "limit", "95", "90", "99", "percent", "pct", "of"}
)
ALONE = frozenset({"lci", "lcl", "cil", "uci", "ucl", "ciu"})
P_VALUES = frozenset({"p", "p value", "pvalue", "p val"})
EFFECTS = frozenset({"effect", "estimate", "effect estimate", "point estimate", "effect size", "es"})

_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LEVEL = re.compile(r"\b(90|95|99)\b")


def figure_columns(table: SourceTable, columns: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Which of *columns* become which field of a figure, and for every row its measure and level."""
    free = [column for column in table.columns if column in set(columns)]
    measures = {column: name for column in free if (name := _measure(column))}
    if len(measures) != 1:
        return {}, {}

    [(estimate, measure)] = measures.items()
    targets = {column: target for column in free if column != estimate and (target := _target(column))}
    cells = _cells(table, estimate)
    holds_both = _share(cells, ESTIMATE) >= ENOUGH
    if holds_both:
        targets[estimate] = "estimate"
    elif "interval" in targets.values() or {"low", "high"} <= set(targets.values()):
        targets[estimate] = "value"
    else:
        return {}, {}

    if len(set(targets.values())) < len(targets):
        return {}, {}  # two intervals of one measure: which is whose is not told

    level = next((found[1] for column in targets if (found := _LEVEL.search(column))), None)
    every_row = {"measure": measure} | ({"level": level} if level else {})

    return targets, every_row


def _measure(column: str) -> str | None:
    """The measure that a header names: "SMD", "Effect (Hedges' g)", "OR (95% CI)"."""
    inside = _BRACKET.search(column)
    outside = _words(_BRACKET.sub(" ", column))
    if " ".join(outside) in SCALES and " ".join(outside) not in EFFECTS:
        return SCALES[" ".join(outside)].name

    within = " ".join(_words(inside[1])) if inside else ""
    if within in SCALES and " ".join(outside) in EFFECTS:
        return SCALES[within].name

    return None


def _target(column: str) -> str | None:
    """The other fields of a figure by their headers."""
    words = _words(column)
    if " ".join(words) in P_VALUES:
        return "p"

    sides = [word for word in words if word not in OF_INTERVAL]
    if not {"ci", "confidence"} & set(words) and not ALONE & set(sides):
        return None

    match sides:
        case []:
            return "interval"
        case [side] if side in LOWER:
            return "low"
        case [side] if side in UPPER:
            return "high"

    return None


def _words(header: str) -> list[str]:
    """The words of a *header*, a possessive without its s."""
    plain = re.sub(r"['\u2019]s?\b", "", header.casefold()).replace("%", " percent ")

    return re.findall(r"[^\W_]+", plain)


def _cells(table: SourceTable, column: str) -> list[str]:
    cells = (row.cells.get(column, "").strip() for row in table.rows[:SAMPLE])

    return [cell for cell in cells if not is_missing(cell)]


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    if not cells:
        return 0.0

    return sum(bool(pattern.fullmatch(cell)) for cell in cells) / len(cells)
