"""The parts of style sheets that say how values look, made from their rows.

They stand behind the rules that people write, which name no value: a rule there says how a sign, a line or a
judgement is laid out, and one here in which colour and with which dashes each value has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.looks.palette import PALETTE
from evidence_graph.model import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.looks.forms import VerdictLook

BY_NIGHT = "(prefers-color-scheme: dark)"


def colours(*, night: str = BY_NIGHT) -> str:
    """The palette as properties of the page; those by night where the media query *night* holds."""
    day = "".join(f" --{name}: {value};" for name, value in _by_day())
    dark = "".join(f" --{name}: {value};" for name, value in _by_night())

    return f":root {{{day} }}\n@media {night} {{ :root {{{dark} }} }}\n"


def of_page() -> str:
    """How sides, headings, verdicts and lights look on the page of the map."""
    sides = " ".join(
        f"--{looks.name(direction)}: var(--{look.colour});"
        for direction, look in looks.DIRECTIONS.items()
        if look.colour
    )

    return "\n".join([f":root {{ {sides} }}", *_headings(), *biases(), *signs(), *_strips()]) + "\n"


def _strips() -> Iterator[str]:
    """The strips of cards and tiles, and the words, in the colours and with the dashes of verdicts."""
    for verdict, look in looks.VERDICTS.items():
        name = looks.name(verdict)
        strip = f".large.{name}::before, .tile.{name}::after"
        upper, lower = (f"var(--{colour})" for colour in halves(look))
        if look.outline.dashed:
            yield f".tile.{name}::after {{ background: {_dashes('var(--tick)', 3, 6)}; }}"
        elif look.both:
            yield f".large.{name}::before {{ background: linear-gradient({upper} 50%, {lower} 50%); }}"
            yield f".tile.{name}::after {{ background: linear-gradient(90deg, {upper} 50%, {lower} 50%); }}"
        elif look.colour:
            against = look.colour == looks.DIRECTIONS[Direction.AGAINST].colour
            yield f"{strip} {{ background: {_dashes(upper, 7, 10) if against else upper}; }}"
            yield f".{name} > .verdict b, b.{name}, .ruler span.on.{name} {{ color: {upper}; }}"
            yield f".ruler span.on.{name} {{ border-color: {upper}; }}"


def _dashes(colour: str, dash: int, period: int) -> str:
    """A strip of dashes, whichever way it runs."""
    return f"repeating-linear-gradient(45deg, {colour} 0 {dash}px, transparent {dash}px {period}px)"


def of_overview() -> str:
    """How verdicts look in rings and bars: a pattern, or one colour."""
    return "\n".join([*signs(), *_fills()]) + "\n"


def of_forest() -> str:
    """How directions look in a forest plot, which may stand without a page around it."""
    rules = []
    for direction, look in looks.DIRECTIONS.items():
        name = looks.name(direction)
        ink = f"var(--{look.colour}, {PALETTE[look.colour].day})" if look.colour else "var(--ink, #1d1c1a)"
        rules.append(f".forest .{name} {{ color: {ink}; }}")
        if look.colour:
            rules.append(f".forest text.{name} {{ font-weight: 700; }}")

    return "\n".join(rules) + "\n"


def of_forest_by_night() -> str:
    """The colours of a forest plot that stands alone, on a dark ground."""
    used = dict.fromkeys(look.colour for look in looks.DIRECTIONS.values() if look.colour)

    return " ".join(f"--{name}: {PALETTE[name].night};" for name in used)


def signs() -> Iterator[str]:
    """The colours of the signs of verdicts; one for both sides has them from its halves."""
    for direction, side in looks.DIRECTIONS.items():
        if side.colour:
            yield f".sign .{looks.name(direction)} {{ fill: var(--{side.colour}); }}"

    for verdict, look in looks.VERDICTS.items():
        selector = f".sign.{looks.name(verdict)}"
        if look.outline.dashed:
            dashes = "stroke-width: 2.4; stroke-dasharray: 3.4 2.6;"
            yield f"{selector} {{ fill: none; stroke: var(--muted); {dashes} }}"
        elif not look.both:
            yield f"{selector} {{ fill: var(--{look.colour or 'muted'}); }}"


def halves(look: VerdictLook) -> tuple[str, str]:
    """The colours of both halves of what is painted for a verdict."""
    if look.both:
        return looks.DIRECTIONS[Direction.FOR].colour, looks.DIRECTIONS[Direction.AGAINST].colour

    return look.colour, look.colour


def _by_day() -> Iterator[tuple[str, str]]:
    for name, colour in PALETTE.items():
        yield name, colour.day
        if colour.day_tint:
            yield f"{name}-tint", colour.day_tint


def _by_night() -> Iterator[tuple[str, str]]:
    for name, colour in PALETTE.items():
        yield name, colour.night
        if colour.night_tint:
            yield f"{name}-tint", colour.night_tint


def biases() -> Iterator[str]:
    """The lights of risk of bias: the sign in the colour of the card on a disc of the judgement's."""
    for judgement, look in looks.BIASES.items():
        if PALETTE[look.colour].day_tint:
            ground = look.colour
        else:
            ground = "muted"

        yield f".light.{looks.name(judgement)} b {{ color: var(--card); background: var(--{ground}); }}"


def _headings() -> Iterator[str]:
    for name, look in looks.HEADINGS.items():
        yield f"b.{name}, h3.{name} {{ color: var(--{look.ink}); }}"


def _fills() -> Iterator[str]:
    for verdict, look in looks.VERDICTS.items():
        name, fill = looks.name(verdict), look.fill
        if fill.pattern:
            yield f".{name} {{ fill: url(#fill-{name}); }}"
            yield f".ground-{name} {{ fill: var(--{fill.ground}); }}"
            yield f".ink-{name} {{ fill: var(--{fill.ink}); }}"
        else:
            yield f".{name} {{ fill: var(--{fill.ground}); }}"

        if not fill.pattern and not look.colour:
            edge = "stroke: var(--line); vector-effect: non-scaling-stroke;"
            yield f".bar .{name} {{ fill: var(--{fill.ground}); {edge} }}"
