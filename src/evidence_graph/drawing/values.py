"""What the script of the map knows of the values: their looks as plain data; it names none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing.styles import halves
from evidence_graph.looks.designs import FAMILIES
from evidence_graph.looks.palette import PALETTE
from evidence_graph.model import Direction

if TYPE_CHECKING:
    from evidence_graph.looks.forms import BiasLook, HeadingLook, Outline, StanceLook, VerdictLook
    from evidence_graph.model import BiasJudgement, Verdict

SHARES = {Direction.FOR: "support", Direction.AGAINST: "opposition"}
"""The share of an assessment that belongs to each side."""


def values() -> dict[str, Any]:
    """The looks that the script needs, each set in its order."""
    return {
        "stances": {
            stance.value: _stance(looks.name(stance), look) for stance, look in looks.STANCES.items()
        },
        "headings": {name: _stance(name, look) for name, look in looks.HEADINGS.items()},
        "biases": {judgement.value: _bias(judgement, look) for judgement, look in looks.BIASES.items()},
        "verdicts": {verdict.value: _verdict(verdict, look) for verdict, look in looks.VERDICTS.items()},
        "attitudes": {
            attitude.value: {"word": look.word, "heading": look.heading}
            for attitude, look in looks.ATTITUDES.items()
        },
        "directness": {look.word: look.beside for look in looks.DIRECTNESS.values()},
        "families": {
            family.value: {"several": look.several, "outline": _outline(look.outline)}
            for family, look in FAMILIES.items()
        },
        "sides": [_side(side, share) for side, share in SHARES.items()],
        "doubts": [look.mark for look in looks.RETRACTIONS.values() if look.mark],
        "colours": [*PALETTE, *(f"{colour}-tint" for colour in PALETTE)],
    }


def _bias(judgement: BiasJudgement, look: BiasLook) -> dict[str, str]:
    return {"name": looks.name(judgement), "word": look.word, "sign": look.sign}


def _stance(name: str, look: StanceLook | HeadingLook) -> dict[str, str]:
    return {
        "name": name,
        "word": look.word,
        "sign": look.sign,
        "heading": look.heading,
        "colour": look.colour,
        "ink": look.ink,
    }


def _side(side: Direction, share: str) -> dict[str, str]:
    return {
        "name": looks.name(side),
        "word": looks.word(side),
        "colour": looks.DIRECTIONS[side].colour,
        "share": share,
    }


def _verdict(verdict: Verdict, look: VerdictLook) -> dict[str, Any]:
    """A verdict on the canvas: its ground from left to right, its strip from top to bottom, and its sign."""
    upper, lower = halves(look)
    return {
        "name": looks.name(verdict),
        "word": look.word,
        "meaning": look.meaning,
        "ground": [f"{upper}-tint", f"{lower}-tint"] if look.colour else ["card", "card"],
        "strip": [upper, lower] if look.colour else ["region", "region"],
        "ink": "card" if look.colour else "muted",
        "from_afar": look.colour or "muted",
        "both": look.both,
        "outline": _outline(look.outline),
    }


def _outline(outline: Outline) -> dict[str, Any]:
    return {name: value for name, value in outline._asdict().items() if value}
