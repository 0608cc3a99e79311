"""How verdicts look in an article's text and beside it: rules made from their rows, behind those of people.

A line under the words tells the verdict without colour: dashed on a ground of its own where the evidence
speaks against it, solid over dashed where it is divided, solid where it backs, dotted where it cannot tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.drawing.styles import colours, halves, signs
from evidence_graph.model import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.looks.forms import VerdictLook

NIGHT = "screen and (prefers-color-scheme: dark)"
"""Paper is light."""

AGAINST = looks.DIRECTIONS[Direction.AGAINST].colour


def of_reading() -> str:
    """All of it, the palette included."""
    sides = " ".join(
        f"--{looks.name(direction)}: var(--{look.colour});"
        for direction, look in looks.DIRECTIONS.items()
        if look.colour
    )
    rules = [f":root {{ {sides} }}", *signs(), *_headings(), *_verdicts()]

    return colours(night=NIGHT) + "\n".join(rules) + "\n"


def _headings() -> Iterator[str]:
    for name, look in looks.HEADINGS.items():
        yield f"h4.{name}, b.{name} {{ color: var(--{look.ink}); }}"

    for stance, row in looks.STANCES.items():
        if row.side:
            line = f"2px {row.stroke.border} var(--{row.colour})"
            yield f".two h4.{looks.name(stance)} {{ border-top: {line}; }}"


def _verdicts() -> Iterator[str]:
    for verdict, look in looks.VERDICTS.items():
        name = looks.name(verdict)
        if look.both:
            yield from _divided(name, look)
        elif look.colour:
            yield from _one_side(name, look.colour)
        elif look.outline.dashed:
            yield f".m.{name} {{ text-decoration: underline dotted 2px var(--tick); }}"
            yield f".tile.{name}::after {{ background: {_dashes('var(--tick)', 3, 6)}; }}"
            yield f".card.{name} {{ border-left: 3px dotted var(--tick); }}"


def _divided(name: str, look: VerdictLook) -> Iterator[str]:
    """A verdict that neither side wins has the line of each, one over the other."""
    first, second = (f"var(--{colour})" for colour in halves(look))
    yield (
        f".m.{name} {{ text-decoration: underline solid 2px {first}; "
        f"border-bottom: 2px dashed {second}; padding-bottom: 4px; border-radius: 0; }}"
    )
    yield f".tile.{name}::after {{ background: linear-gradient(90deg, {first} 50%, {second} 50%); }}"
    yield f".card.{name} {{ border-left: 4px solid {first}; border-right: 4px dashed {second}; }}"
    yield f".tick.{name} {{ fill: {second}; stroke: {first}; stroke-width: 2px; }}"


def _one_side(name: str, colour: str) -> Iterator[str]:
    """A verdict for one side: its line, and where it is against a ground of its own."""
    ink = f"var(--{colour})"
    is_against = colour == AGAINST
    if is_against:
        stroke = f"dashed 2.5px {ink}"
    else:
        stroke = f"solid 2px {ink}"

    if is_against:
        ground = f" background: var(--{colour}-tint);"
    else:
        ground = ""

    yield f".m.{name} {{ text-decoration: underline {stroke};{ground} }}"
    yield f".tile.{name}::after {{ background: {_dashes(ink, 7, 10) if is_against else ink}; }}"
    yield f".tick.{name} {{ fill: {ink}; }}"
    yield f".card.{name} {{ border-left: 4px {'dashed' if is_against else 'solid'} {ink}; }}"
    yield f".{name} > .vw {{ color: {ink}; }}"


def _dashes(colour: str, dash: int, whole: int) -> str:
    return f"repeating-linear-gradient(90deg, {colour} 0 {dash}px, transparent {dash}px {whole}px)"
