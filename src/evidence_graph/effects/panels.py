"""Which figures stand on one axis: those of one measure in one unit, and never others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Effect


@dataclass(frozen=True, slots=True)
class Scale:
    """A measure that has a place where there is no difference, and whether it is a ratio."""

    name: str
    null: float = 0.0
    ratio: bool = False


RATIOS = {
    "odds ratio": "odds ratio",
    "or": "odds ratio",
    "risk ratio": "risk ratio",
    "relative risk": "risk ratio",
    "rr": "risk ratio",
    "hazard ratio": "hazard ratio",
    "hr": "hazard ratio",
    "rate ratio": "rate ratio",
}
DIFFERENCES = {
    "smd": "standardised mean difference",
    "standardised mean difference": "standardised mean difference",
    "standardized mean difference": "standardised mean difference",
    "cohen d": "Cohen d",
    "hedges g": "Hedges g",
    "glass delta": "Glass delta",
    "es": "effect size",
    "effect size": "effect size",
    "md": "mean difference",
    "mean difference": "mean difference",
    "wmd": "mean difference",
    "weighted mean difference": "mean difference",
    "adjusted mean difference": "adjusted mean difference",
    "mean change": "mean change",
    "percent change": "percent change",
    "percent difference": "percent difference",
    "risk difference": "risk difference",
    "r": "correlation",
    "correlation": "correlation",
    "pearson r": "Pearson r",
    "spearman rho": "Spearman rho",
    "pooled correlation r": "pooled correlation",
    "cohen r": "Cohen r",
    "standardised beta": "standardised beta",
    "standardized beta": "standardised beta",
}
SCALES = {word: Scale(name) for word, name in DIFFERENCES.items()} | {
    word: Scale(name, null=1.0, ratio=True) for word, name in RATIOS.items()
}
"""The measures that are drawn, by the words for them; a mean or a count has no place of no difference."""


UNNAMED = {"point", "points", "score", "scores"}
"""Units that do not say of which scale: such figures share no axis with other works and outcomes."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The figures of one measure in one unit."""

    scale: Scale
    unit: str | None
    effects: tuple[Effect, ...]


def scale(measure: str) -> Scale | None:
    """The scale of a *measure*, if it is one that is drawn.

    >>> scale("Cohen's d").null, scale("OR").null, scale("median")
    (0.0, 1.0, None)
    """
    words = " ".join(measure.casefold().replace("’", "'").replace("'s ", " ").replace("' ", " ").split())
    return SCALES.get(words)


def panels(effects: Iterable[Effect]) -> list[Panel]:
    """The *effects* that can be drawn, panel by panel; those with most intervals first."""
    held: dict[tuple[Scale, str | None, tuple[str, ...]], list[Effect]] = {}
    for effect in effects:
        found = scale(effect.measure)
        if found and drawable(effect, found):
            own = (effect.citation, effect.outcome) if effect.unit in UNNAMED else ()
            held.setdefault((found, effect.unit, own), []).append(effect)
    made = [Panel(found, unit, tuple(group)) for (found, unit, _), group in held.items()]
    return sorted(made, key=lambda p: -sum(effect.interval is not None for effect in p.effects))


def drawable(effect: Effect, found: Scale) -> bool:
    """Whether there is a number or an interval; a ratio must be above nothing."""
    numbers = [n for n in (effect.estimate, *(effect.interval or ())) if n is not None]
    return bool(numbers) and not (found.ratio and min(numbers) <= 0)
