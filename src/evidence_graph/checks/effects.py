"""What can be wrong with printed figures: intervals, levels, p values, groups, and claims nobody judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.addresses import is_web
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

CITATION, CLAIM, DIRECTION, VALUE, LOW, HIGH, LEVEL, P, SOURCE, ERROR, DEVIATION, PEOPLE = (
    term(model.Effect, name)
    for name in (
        "citation",
        "claim",
        "direction",
        "value",
        "low",
        "high",
        "level",
        "p",
        "source",
        "standard_error",
        "standard_deviation",
        "participants",
    )
)
EFFECT, MEAN, EVENTS = (term(model.Group, name) for name in ("effect", "mean", "events"))
LINE_CLAIM, LINE_CITATION = (term(model.EvidenceLine, name) for name in ("claim", "citation"))
WORDING = [term(model.Effect, a) for a in ("citation", "claim", "measure", "value", "low", "high", "p")] + [
    term(model.Effect, a) for a in ("outcome", "timepoint", "comparison")
]
"""Two effects that agree in all of these are one figure written twice."""

P_VALUE = re.compile(r"[<>=≤≥\s]*(?P<number>[01]?\.[0-9]+|[01])(?![0-9.])")
"""A p value as it is printed; words may follow."""

WHOLE = 100
"""The level of an interval, in per cent, is less than this."""


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with effects and their groups."""
    judged_pairs = _judged_pairs(statements)
    seen: dict[tuple[tuple[str, ...], ...], str] = {}
    for effect in statements.of(model.Effect):
        yield from _figures(statements, effect)
        yield from _interval(statements, effect)
        yield from _claim(statements, effect, judged_pairs)
        yield from _source(statements, effect)
        described = statements.described[effect]
        key = tuple(tuple(text for text, _ in described.get(predicate, ())) for predicate in WORDING)
        first = seen.setdefault(key, effect)
        if first != effect:
            message = f"{statements.name(first)} is already this figure."
            yield Fault("effect-twice", effect, None, message, "Keep one, or say what tells them apart.")

    yield from _groups(statements)


def _judged_pairs(statements: Statements) -> set[tuple[str, str]]:
    """The claims and works that effects name together and some line judges together."""
    named = {
        (statements.link(effect, CLAIM), statements.link(effect, CITATION))
        for effect in statements.of(model.Effect)
    }
    pairs = (
        (statements.link(line, LINE_CLAIM), statements.link(line, LINE_CITATION))
        for line in statements.of(model.EvidenceLine)
    )

    return {pair for pair in pairs if pair in named}


def _figures(statements: Statements, effect: str) -> Iterator[Fault]:
    """A figure that is not there, or is none."""
    described = statements.described[effect]
    if not any(predicate in described for predicate in (VALUE, LOW, HIGH, P)):
        message = "The effect prints no value, no interval and no p value."
        yield Fault("empty-effect", effect, None, message, "Add what is printed, or delete the effect.")

    for predicate in (LOW, HIGH):
        text = statements.text(effect, predicate)
        if text and model.figure(text) is None:
            cure = "Write one number in quotes, as it is printed."
            yield _bad(effect, predicate, text, "which is no number", cure)

    yield from _spread(statements, effect, (ERROR, DEVIATION))
    text = statements.text(effect, P)
    match = P_VALUE.match(text)
    if text and (match is None or float(match["number"]) > 1):
        yield _bad(effect, P, text, "which is no p value", 'Write it as printed, such as "0.03" or "<0.001".')


def _spread(statements: Statements, subject: str, predicates: tuple[str, ...]) -> Iterator[Fault]:
    """Standard errors and deviations that are no number or below nothing."""
    for predicate in predicates:
        text = statements.text(subject, predicate)
        number = model.figure(text)
        if text and (number is None or number < 0):
            cure = "Write a number from 0 on in quotes, as it is printed."
            yield _bad(subject, predicate, text, "which no spread can be", cure)


def _bad(subject: str, predicate: str, text: str, why: str, cure: str) -> Fault:
    return Fault("bad-figure", subject, predicate, f"{identifier(predicate)} is {text[:60]!r}, {why}.", cure)


def _interval(statements: Statements, effect: str) -> Iterator[Fault]:
    """An interval with one end, turned round, without its value, or of a level that none has."""
    texts = [statements.text(effect, predicate) for predicate in (LOW, HIGH)]
    level = statements.number(effect, LEVEL)
    if any(texts) != all(texts):
        present_end, gone = (LOW, HIGH) if texts[0] else (HIGH, LOW)
        message = f"The interval has a {identifier(present_end)} end but no {identifier(gone)} end."
        yield Fault(
            "half-interval", effect, present_end, message, f"Add eg:{identifier(gone)}, or say it in eg:note."
        )
    elif level is not None and not any(texts):
        message = "There is a level but no interval."
        yield Fault("half-interval", effect, LEVEL, message, "Add eg:low and eg:high, or delete the level.")

    if level is not None and level >= WHOLE:
        message = f"The level of the interval is {level} %."
        yield Fault("bad-number", effect, LEVEL, message, "Write per cent, such as 95.")

    low, high = map(model.figure, texts)
    value = model.figure(statements.text(effect, VALUE))
    if low is None or high is None:
        return

    if low > high:
        message = f"The interval is turned round: it goes from {texts[0]} to {texts[1]}."
        yield Fault("interval-turned", effect, LOW, message, "Swap eg:low and eg:high.")
    elif value is not None and not low <= value <= high:
        message = (
            f"The value {statements.text(effect, VALUE)} lies outside its interval {' to '.join(texts)}."
        )
        yield Fault("value-outside", effect, VALUE, message, "Compare both with the work and correct them.")


def _claim(statements: Statements, effect: str, judged_pairs: set[tuple[str, str]]) -> Iterator[Fault]:
    """A claim without a direction, a direction without a claim, and a claim the work was not judged for."""
    claim, citation = statements.link(effect, CLAIM), statements.link(effect, CITATION)
    described = statements.described[effect]
    if CLAIM in described and DIRECTION not in described:
        message = "The effect names a claim, but not what it says to it."
        yield Fault("no-direction", effect, CLAIM, message, "Add eg:direction: for, against or neither.")

    if DIRECTION in described and CLAIM not in described:
        message = "The effect has a direction, but no claim that it speaks to."
        yield Fault("no-direction", effect, DIRECTION, message, "Add eg:claim, or delete eg:direction.")

    if claim in statements.of(model.Claim) and citation and (claim, citation) not in judged_pairs:
        message = f"No evidence line says what {identifier(citation)} means for {identifier(claim)}."
        cure = (
            "Add an evidence line, or delete eg:claim and eg:direction: the effect then stays with its work."
        )
        yield Fault("effect-without-line", effect, CLAIM, message, cure)


def _source(statements: Statements, effect: str) -> Iterator[Fault]:
    for iri in statements.links(effect, SOURCE):
        if not iri.startswith("_:") and not is_web(iri):
            message = f"The source <{iri[:60]}> is no web address."
            cure = "Write the address where the figure was read; what has none goes into eg:note."
            yield Fault("bad-source", effect, SOURCE, message, cure)


def _groups(statements: Statements) -> Iterator[Fault]:
    """Groups larger than the whole, and figures of them that are none."""
    for group in statements.of(model.Group):
        yield from _spread(statements, group, (DEVIATION,))
        mean = statements.text(group, MEAN)
        if mean and model.figure(mean) is None:
            yield _bad(
                group, MEAN, mean, "which is no number", "Write one number in quotes, as it is printed."
            )

        effect = statements.link(group, EFFECT)
        if effect in statements.described:
            all_people = statements.number(effect, PEOPLE)
        else:
            all_people = None

        people = statements.number(group, PEOPLE)
        if all_people is not None and people is not None and people > all_people:
            message = (
                f"The group has {people} participants, {statements.name(effect)} only {all_people} in all."
            )
            yield Fault("group-too-large", group, PEOPLE, message, "Correct one of them.")

        events = statements.number(group, EVENTS)
        if events is not None and people is not None and events > people:
            message = f"The outcome happened to {events} of {people} participants of the group."
            yield Fault("too-many-events", group, EVENTS, message, "Correct one of them.")
