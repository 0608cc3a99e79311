"""The printed figures of a page: how they read, the forest plot, and what is pooled or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.drawing.forest import forest
from evidence_graph.effects import panels, pool
from evidence_graph.effects.panels import scale

if TYPE_CHECKING:
    from markupsafe import Markup

    from evidence_graph.effects import Pooling
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, Effect


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures that bear on a claim, drawn where they can be, and what follows from them together."""

    effects: tuple[Effect, ...]
    wide: Markup
    narrow: Markup
    pooling: Pooling
    intervals: int
    open: int

    @property
    def undrawn(self) -> int:
        """How many figures stand in no plot."""
        return len(self.effects) - sum(len(panel.effects) for panel in panels(self.effects))


def of_claim(graph: EvidenceGraph, claim: Claim) -> Figures:
    """The figures of *claim*, its plot in two widths."""
    from markupsafe import Markup

    effects = graph.effects(claim=claim)
    drawn = [effect for panel in panels(effects) for effect in panel.effects if effect.interval]
    wide, narrow = (
        Markup(forest(graph, claim, narrow=way, alone=False))  # noqa: S704 - a template of ours that escapes
        for way in (False, True)
    )
    return Figures(
        tuple(effects), wide, narrow, pool(graph, claim), len(drawn), sum(map(_includes_null, drawn))
    )


def _includes_null(effect: Effect) -> bool:
    """Whether the interval has no difference in it."""
    found = scale(effect.measure)
    return bool(found and effect.interval and effect.interval[0] <= found.null <= effect.interval[1])
