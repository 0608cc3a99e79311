"""Measures of effect: by which words they are known, and where each has its place of no difference."""

from __future__ import annotations

from dataclasses import dataclass


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


def holds_no_effect(measure: str, low: float, high: float) -> bool:
    """Whether the interval from *low* to *high* holds the place of no difference of *measure*.

    >>> holds_no_effect("SMD", -0.1, 0.4), holds_no_effect("OR", 0.5, 0.9)
    (True, False)
    """
    known_scale = scale(measure)
    null = known_scale.null if known_scale else 0.0

    return low <= null <= high


def scale(measure: str) -> Scale | None:
    """The scale of a *measure*, if it is one that is drawn.

    >>> scale("Cohen's d").null, scale("OR").null, scale("median")
    (0.0, 1.0, None)
    """
    words = " ".join(measure.casefold().replace("’", "'").replace("'s ", " ").replace("' ", " ").split())

    return SCALES.get(words)
