"""Printed figures as people read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_graph.effects.pooling import Pool
    from evidence_graph.model import Effect, Group

HYPHEN = re.compile(r"(?<![\w.])-(?=\.?[0-9])")
"""A hyphen that is a minus sign."""

METHOD = "random effects, tau² of Paule and Mandel, interval of the normal distribution"
NO_VALUE = "value not printed"
NO_INTERVAL = "no interval printed"


def value_text(effect: Effect) -> str:
    """The value with its unit, or what is printed in its place.

    >>> from evidence_graph.model import Effect
    >>> value_text(Effect("a.1", "a", 1, "SMD", "growth", True, value="-1.6"))
    '−1.6'
    """
    if effect.value is not None:
        return minus(effect.value) + unit(effect.unit)
    if effect.interval:
        return NO_VALUE

    return p_value(effect)


def spread(effect: Effect) -> str:
    """The interval with its level, the standard error and the standard deviation, as far as printed."""
    spread_words = []
    if effect.low is not None and effect.high is not None:
        level = f"{effect.level} % " if effect.level else ""
        spread_words.append(f"{level}interval {minus(effect.low)} to {minus(effect.high)}")

    if effect.standard_error is not None:
        spread_words.append(f"standard error {effect.standard_error}")

    if effect.standard_deviation is not None:
        spread_words.append(f"standard deviation {effect.standard_deviation}")

    return "; ".join(spread_words)


def p_value(effect: Effect) -> str:
    """The p value with its sign.

    >>> from evidence_graph.model import Effect
    >>> p_value(Effect("a.1", "a", 1, "p value", "growth", True, p="0.03"))
    'p = 0.03'
    """
    if effect.p is None:
        return ""
    if effect.p[0] in "<>=≤≥":
        return f"p {effect.p}"

    return f"p = {effect.p}"


def pooled_in_words(pool: Pool) -> str:
    """A pooled estimate with its interval, its method and how far the works differ."""
    first = pool.effects[0]
    interval = f"{number(pool.low)} to {number(pool.high)}"

    return (
        f"Pooled {first.measure} {number(pool.estimate)}{unit(first.unit)} (95 % interval {interval}), "
        f"{len(pool.effects)} works, {first.outcome}: {METHOD}; I² {100 * pool.i2:.0f} %, "
        f"tau² {number(pool.tau2)}, Q {number(pool.q)} with {len(pool.effects) - 1} degrees of freedom."
    )


def number(value: float) -> str:
    """A computed number to two places.

    >>> number(-0.5), number(12.0), number(0.126), number(1234.5)
    ('−0.5', '12', '0.13', '1,234.5')
    """
    return minus(f"{value:,.2f}".rstrip("0").rstrip("."))


def group(group_record: Group) -> str:
    """A group with its size and what is printed of it."""
    facts = []
    count = _count(group_record)
    if count:
        facts.append(count)

    if group_record.mean:
        facts.append(f"mean {minus(group_record.mean)}")

    if group_record.standard_deviation:
        facts.append(f"standard deviation {group_record.standard_deviation}")

    if facts:
        return f"{group_record.name} ({', '.join(facts)})"

    return group_record.name


def _count(group_record: Group) -> str:
    """How many people a group has, and to how many of them it happened."""
    events, participants = group_record.events, group_record.participants
    if events is None:
        return "" if participants is None else f"n = {participants}"

    of_all = "" if participants is None else f" of {participants}"

    return f"{events}{of_all} with the outcome"


def unit(text: str | None) -> str:
    """The unit as it follows a number."""
    return "" if text is None else f"\u00a0{text}"


def minus(text: str) -> str:
    """*text* with minus signs for the hyphens that stand for them."""
    return HYPHEN.sub("−", text)
