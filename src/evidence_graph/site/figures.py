"""The printed figures of a page: how they read, the forest plot, and what is pooled or why not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph.drawing.axis import NARROW, WIDE
from evidence_graph.drawing.forest import plot
from evidence_graph.effects import Pooling, panels
from evidence_graph.measures import scale

if TYPE_CHECKING:
    from markupsafe import Markup

    from evidence_graph.drawing.axis import Room
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Effect
    from evidence_graph.sheets.claim_sheet import ClaimSheet
    from evidence_graph.sheets.details import EffectSheet


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures that bear on a claim, drawn where they can be, and what follows from them together.

    So many drawn *intervals* are *open*: they include no difference. *undrawn* figures stand in no plot.
    """

    effects: tuple[EffectSheet, ...]
    wide: Markup
    narrow: Markup
    pooling: Pooling
    intervals: int
    open: int
    undrawn: int


def of_sheet(graph: EvidenceGraph, sheet: ClaimSheet) -> Figures:
    """The figures of the claim on *sheet*, its plot in two widths."""
    from markupsafe import Markup

    effects = [item.effect for item in sheet.effects]
    drawn_panels = panels(effects)
    pooling = sheet.pooling.pooling if effects else Pooling((), "")
    drawn_effects = list(chain.from_iterable(panel.effects for panel in drawn_panels))

    def forest(room: Room) -> Markup:
        text = plot(graph, sheet.claim, drawn_panels, pooling.pools, room=room, alone=False)
        return Markup(text)  # noqa: S704 - our template escapes

    return Figures(
        effects=sheet.effects,
        wide=forest(WIDE),
        narrow=forest(NARROW),
        pooling=pooling,
        intervals=sum(effect.interval is not None for effect in drawn_effects),
        open=sum(map(_includes_null, drawn_effects)),
        undrawn=len(effects) - len(drawn_effects),
    )


def _includes_null(effect: Effect) -> bool:
    """Whether the interval has no difference in it."""
    effect_scale = scale(effect.measure)

    if effect_scale is None or effect.interval is None:
        return False

    low, high = effect.interval

    return low <= effect_scale.null <= high
