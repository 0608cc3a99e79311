"""A difference as plain records for programs, and as Markdown for a review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.history import telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence_graph.history import Change, ClaimStanding, Difference, Movement
    from evidence_graph.history.difference import Numbers

Plain = dict[str, Any]

HEADINGS = ("Claim", "Before", "After", "Why")


def difference_record(difference: Difference) -> Plain:
    """All that is different, by verdicts, changes and statements beyond the vocabulary."""
    return {
        "verdicts": [_movement(movement) for movement in difference.verdicts],
        "changes": [change_record(change) for change in difference.changes],
        "said": [list(statement) for statement in difference.said],
        "unsaid": [list(statement) for statement in difference.unsaid],
        "before": _numbers(difference.before),
        "after": _numbers(difference.after),
    }


def change_record(change: Change) -> Plain:
    """What became of one record, with both values of each field that changed."""
    return {
        "how": change.how.value,
        "kind": change.kind,
        "id": change.id,
        "fields": {field.name: [field.before, field.after] for field in change.fields},
    }


def _movement(movement: Movement) -> Plain:
    return {
        "claim": movement.claim,
        "statement": movement.statement,
        "before": _standing(movement.before),
        "after": _standing(movement.after),
        "why": [change_record(change) for change in movement.why],
        "rules_differ": movement.rules_differ,
    }


def _standing(standing: ClaimStanding) -> Plain:
    return {name: getattr(standing, name) for name in standing.__dataclass_fields__}


def _numbers(numbers: Numbers) -> Plain:
    return {name: getattr(numbers, name) for name in numbers.__dataclass_fields__}


def to_markdown(difference: Difference, escaped: Callable[[str], str]) -> str:
    """The difference as Markdown: a table of the verdicts that moved, and lists of the rest.

    *escaped* gives a text of the data as it stands, whatever Markdown it holds.
    """
    lines: list[str] = []
    if difference.verdicts:
        lines += ["### Verdicts moved", "", *_table(difference, escaped), ""]

    for section in telling.sections(difference):
        if section.title == telling.VERDICTS:
            continue

        lines += [f"### {section.heading}", ""]
        for entry in section.entries:
            lines.append(f"- {escaped(entry.text)}")
            lines.extend(f"  - {escaped(below)}" for below in entry.below)

        lines.append("")

    if not lines:
        lines = [telling.NOTHING, ""]

    return "\n".join([*lines, escaped(telling.totals(difference.before, difference.after))]) + "\n"


def _table(difference: Difference, escaped: Callable[[str], str]) -> Iterator[str]:
    """The verdicts that moved, a row each, with the works for and against."""
    yield f"| {' | '.join(HEADINGS)} |"
    yield f"|{'---|' * len(HEADINGS)}"
    teller = telling.Teller(difference)
    for movement in difference.verdicts:
        why = "; ".join(teller.why(movement, signed=False))
        cells = (movement.statement, _cell(movement.before), _cell(movement.after), why)
        yield f"| {' | '.join(map(escaped, cells))} |"


def _cell(standing: ClaimStanding) -> str:
    return f"{telling.verdict_words(standing)} {standing.supports} : {standing.opposes}"
