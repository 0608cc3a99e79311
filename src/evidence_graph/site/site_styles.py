"""How values look on the pages of the site: rules made from their rows, behind those of ``style.css``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.drawing.styles import biases, colours, halves, signs
from evidence_graph.looks.palette import PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.looks.forms import VerdictLook


def of_site() -> str:
    """All of it, the palette included; paper is light."""
    palette = colours(night="screen and (prefers-color-scheme: dark)")
    rules = [*_headings(), *_strokes(), *_directions(), *biases(), *signs(), *_verdicts()]

    return palette + "\n".join(rules) + "\n"


def _headings() -> Iterator[str]:
    for name, look in looks.HEADINGS.items():
        yield f".{name}:is(b, h2, h3) {{ color: var(--{look.ink}); }}"
        if PALETTE[look.colour].day_tint:
            yield f".study.{name} {{ border-left: 4px solid var(--{look.colour}); }}"
            yield f".matrix td.{name} {{ background: var(--{look.colour}-tint); }}"


def _strokes() -> Iterator[str]:
    for stance, look in looks.STANCES.items():
        if PALETTE[look.colour].day_tint:
            border = f"4px {look.stroke.border} var(--{look.colour})"
            yield f".study.{looks.name(stance)} {{ border-left: {border}; }}"


def _directions() -> Iterator[str]:
    for direction, look in looks.DIRECTIONS.items():
        name = looks.name(direction)
        yield f"b.{name} {{ color: var(--{look.colour or 'muted'}); }}"
        if look.colour:
            yield f".bar .{name} {{ fill: var(--{look.colour}); }}"


def _verdicts() -> Iterator[str]:
    for verdict, look in looks.VERDICTS.items():
        name = looks.name(verdict)
        if look.both:
            yield from _both(name, look)
        elif look.colour:
            colour = f"var(--{look.colour})"
            yield f".verdict.{name} {{ color: {colour}; background: var(--{look.colour}-tint); }}"
            yield f".verdict-card.{name}, .tally > .{name} {{ border-top-color: {colour}; }}"
            yield f".tally > .{name} span {{ color: {colour}; }}"
        else:
            yield f".verdict.{name} {{ color: var(--muted); border: 1px {look.border} var(--control); }}"
            yield f".tally > .{name} {{ border-top-style: dashed; }}"


def _both(name: str, look: VerdictLook) -> Iterator[str]:
    """A verdict that neither side wins: its ground and the line above it are half in the colour of each."""
    first, second = halves(look)
    yield f".verdict.{name} {{ background: {_split(f'{first}-tint', f'{second}-tint')}; }}"
    for card, padding, line in ((f".verdict-card.{name}", 25, 5), (f".tally > .{name}", 13, 4)):
        ground = f"{_split(first, second)} top / 100% {line}px no-repeat var(--card)"
        yield f"{card} {{ padding-top: {padding}px; border-top: 0; background: {ground}; }}"


def _split(beginning: str, right: str) -> str:
    return f"linear-gradient(90deg, var(--{beginning}) 50%, var(--{right}) 50%)"
