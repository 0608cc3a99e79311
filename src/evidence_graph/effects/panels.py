"""Which figures stand on one axis: those of one measure in one unit, and never others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.measures import Scale, scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Effect


UNNAMED = {"point", "points", "score", "scores"}
"""Units that do not say of which scale: such figures share no axis with other works and outcomes."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The figures of one measure in one unit."""

    scale: Scale
    unit: str | None
    effects: tuple[Effect, ...]


def panels(effects: Iterable[Effect]) -> list[Panel]:
    """The *effects* that can be drawn, panel by panel; those with most intervals first."""
    effects_by_scale: dict[tuple[Scale, str | None, tuple[str, ...]], list[Effect]] = {}
    for effect in effects:
        effect_scale = scale(effect.measure)
        if effect_scale and drawable(effect, effect_scale):
            own = (effect.citation, effect.outcome) if effect.unit in UNNAMED else ()
            effects_by_scale.setdefault((effect_scale, effect.unit, own), []).append(effect)

    panel_list = []
    for (effect_scale, unit, _), alike in effects_by_scale.items():
        panel_list.append(Panel(effect_scale, unit, tuple(alike)))

    return sorted(panel_list, key=_intervals, reverse=True)


def _intervals(panel: Panel) -> int:
    """How many figures of *panel* have an interval."""
    return sum(effect.interval is not None for effect in panel.effects)


def drawable(effect: Effect, effect_scale: Scale) -> bool:
    """Whether there is a number or an interval; a ratio must be above nothing."""
    numbers = [n for n in (effect.estimate, *(effect.interval or ())) if n is not None]

    return bool(numbers) and not (effect_scale.ratio and min(numbers) <= 0)
