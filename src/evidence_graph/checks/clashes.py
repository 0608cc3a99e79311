"""Stances that clash with the figures printed for the same claim and work.

A null is not a no: a figure whose interval holds no effect speaks for a side only within a margin that the
claim or the work states. `check` says so; no verdict ever overrides a stance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import model
from evidence_graph.checks.judgements import is_withdrawn, sides
from evidence_graph.checks.statements import term
from evidence_graph.measures import holds_no_effect
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import choice_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

LINE_CLAIM, LINE_CITATION, STANCE = (
    term(model.EvidenceLine, name) for name in ("claim", "citation", "stance")
)
CLAIM, CITATION, DIRECTION, MEASURE, LOW, HIGH, VERIFIED = (
    term(model.Effect, name)
    for name in ("claim", "citation", "direction", "measure", "low", "high", "verified")
)
MARGIN_CLAIM, MARGIN_CITATION, MARGIN_MEASURE, MARGIN_LOW, MARGIN_HIGH = (
    term(model.Margin, name) for name in ("claim", "citation", "measure", "low", "high")
)
FOR, AGAINST = choice_iri(model.Direction.FOR), choice_iri(model.Direction.AGAINST)
CLASHING = {
    choice_iri(model.Stance.SUPPORTS): {AGAINST},
    choice_iri(model.Stance.OPPOSES): {FOR},
}
"""The directions of figures, those that say neither left out, which clash with a side."""

TRUE = frozenset({"true", "1"})


class MarginBounds(NamedTuple):
    """Between which figures of a measure a difference is none that matters."""

    measure: str
    low: float
    high: float


def faults(statements: Statements) -> Iterator[Fault]:
    """The lines for or against a claim that no confirmed figure of the same work and claim goes with."""
    figures = _figures(statements)
    margins = _margins(statements)
    for line in statements.of(model.EvidenceLine) if figures else ():
        pair = statements.link(line, LINE_CLAIM), statements.link(line, LINE_CITATION)
        if pair not in figures or is_withdrawn(statements, line):
            continue

        for side in sides(statements, line):
            stated = [margin for owner in pair for margin in margins.get(owner, ())]
            yield from _against(statements, line, side, figures[pair])
            yield from _nulls(statements, line, stated, figures[pair])


def _figures(statements: Statements) -> dict[tuple[str, str], list[str]]:
    """The confirmed figures that bear on a claim, by claim and work."""
    figures: dict[tuple[str, str], list[str]] = {}
    for effect in statements.of(model.Effect):
        pair = statements.link(effect, CLAIM), statements.link(effect, CITATION)
        if all(pair) and statements.text(effect, VERIFIED) in TRUE:
            figures.setdefault(pair, []).append(effect)

    return figures


def _margins(statements: Statements) -> dict[str, list[MarginBounds]]:
    """The margins that are stated, by claim and by work."""
    margins: dict[str, list[MarginBounds]] = {}
    for subject in statements.of(model.Margin):
        low, high = (model.figure(statements.text(subject, end)) for end in (MARGIN_LOW, MARGIN_HIGH))
        if low is None or high is None:
            continue

        margin = MarginBounds(statements.text(subject, MARGIN_MEASURE).casefold(), low, high)
        for predicate in (MARGIN_CLAIM, MARGIN_CITATION):
            for owner in statements.links(subject, predicate):
                margins.setdefault(owner, []).append(margin)

    return margins


def _against(statements: Statements, line: str, side: str, effects: list[str]) -> Iterator[Fault]:
    """A line of which every figure that points to a side points to the other."""
    directed = {effect: statements.link(effect, DIRECTION) for effect in effects}
    pointing = {effect: direction for effect, direction in directed.items() if direction in {FOR, AGAINST}}
    if set(pointing.values()) == CLASHING[side]:
        line_names, property_name = _list(statements, list(pointing)), identifier(min(CLASHING[side]))
        message = (
            f"The line {identifier(side)} the claim, but the direction of {line_names} is {property_name}."
        )
        cure = "Compare stance and direction with the work, and correct one of them."
        yield Fault("stance-and-figure", line, STANCE, message, cure)


def _nulls(
    statements: Statements, line: str, margins: list[MarginBounds], effects: list[str]
) -> Iterator[Fault]:
    """A line of which every interval leaves room for no effect, and none lies within a stated margin."""
    intervals = {effect: interval for effect in effects if (interval := _interval(statements, effect))}
    if not intervals:
        return

    wide = [effect for effect, interval in intervals.items() if _tells_nothing(interval, margins)]
    if len(wide) == len(intervals):
        if margins:
            stated = "leaves the margin"
        else:
            stated = "and no margin is stated"

        message = (
            f"The line takes a side, but the interval of {_list(statements, wide)} holds no effect {stated}."
        )
        cure = (
            "Give it the stance inconclusive; or add an eg:Margin that the claim or the work states, "
            "within which the interval lies."
        )
        yield Fault("null-as-answer", line, STANCE, message, cure)


def _interval(statements: Statements, effect: str) -> MarginBounds | None:
    """The interval of *effect* in its measure, where both ends are numbers."""
    low, high = (model.figure(statements.text(effect, end)) for end in (LOW, HIGH))
    if low is None or high is None:
        return None

    return MarginBounds(statements.text(effect, MEASURE), low, high)


def _tells_nothing(interval: MarginBounds, margins: list[MarginBounds]) -> bool:
    """Whether the *interval* holds no effect and lies within none of the *margins* of its measure."""
    measure, low, high = interval
    within = any(
        margin.measure == measure.casefold() and margin.low <= low <= high <= margin.high
        for margin in margins
    )

    return holds_no_effect(measure, low, high) and not within


def _list(statements: Statements, effects: list[str]) -> str:
    first, *others = map(statements.name, effects)
    if others:
        return f"{first} and {len(others)} more"

    return first
