"""Whether the printed intervals of works leave room for no effect, or cross the margins that are stated.

In come figures as the tables or the records have them, out go yes and no by work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.assessment.body import (
    MEASURED,
)
from evidence_graph.measures import holds_no_effect, scale
from evidence_graph.model import (
    Claim,
    ClaimKind,
    Margin,
    figure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.model import Claim, Effect

Crossings = dict[str, tuple[bool, ...]]
"""Of each work the intervals recorded for one claim: whether each leaves room for no effect."""


class IntervalRow(NamedTuple):
    """The interval of one printed figure that bears on a claim."""

    claim: str
    citation: str
    measure: str
    low: str
    high: str


def crossings_of(
    effects: Iterable[Effect], claim: Claim, margins: Mapping[str, Sequence[Margin]]
) -> Crossings:
    """Of the works of *effects* that bear on *claim*, whether each confirmed interval tells nothing apart."""
    rows = (
        IntervalRow(claim.id, effect.citation, effect.measure, effect.low or "", effect.high or "")
        for effect in effects
        if effect.verified
    )

    return crossings_of_rows(rows, claim.id, claim.kind, margins)


def _crosses(
    measure: str, low: float, high: float, margins: Iterable[Margin], kind: ClaimKind | None
) -> bool | None:
    """Whether the interval crosses no effect; where a margin is stated, whether it crosses an end of that.

    None where the measure has no place of no effect: then the interval says how things are, which is
    precise for a claim of that kind and tells a cause or a recommendation nothing.
    """
    for margin in margins:
        least, most = figure(margin.low), figure(margin.high)
        if least is not None and most is not None and margin.measure.casefold() == measure.casefold():
            is_within, is_beyond = least <= low <= high <= most, high < least or low > most
            return not (is_within or is_beyond)

    if scale(measure) is None:
        return False if kind in MEASURED else None

    return holds_no_effect(measure, low, high)


def crossings_of_rows(
    rows: Iterable[IntervalRow], claim: str, kind: ClaimKind | None, margins: Mapping[str, Sequence[Margin]]
) -> Crossings:
    """The same of *rows* for a *claim* of a *kind*, with the margins stated for it and by the works."""
    crossings: Crossings = {}
    for row in rows:
        crosses = crosses_no_effect(row, (*margins.get(claim, ()), *margins.get(row.citation, ())), kind)
        if crosses is not None:
            crossings[row.citation] = (*crossings.get(row.citation, ()), crosses)

    return crossings


def crosses_no_effect(row: IntervalRow, margins: Iterable[Margin], kind: ClaimKind | None) -> bool | None:
    """Whether the interval of *row* crosses no effect or leaves a margin; None where it is no numbers."""
    low, high = figure(row.low), figure(row.high)
    if low is None or high is None:
        return None

    return _crosses(row.measure, low, high, margins, kind)
