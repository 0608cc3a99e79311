"""What a notebook shows of a list, and of a record that has no face of its own.

In comes a value; out go its plain text, the name of a template and what the template is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evidence_graph.notebook.frames import row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHOWN = 20
"""So many values of a list are shown; more would push the next cell out of sight."""

LONGEST = 160
"""As much of a text stands in a cell."""

TITLES = ("statement", "label", "name", "title", "text", "explanation", "query", "measure")
"""The fields that say what a record is, the first that there is."""

NOUNS = {"StudyEvidence": "studies", "Match": "matches", "Evidence": "judgements", "Citation": "works"}
"""What values of a kind are called, where it is not the name of the kind with an s."""

TERSE: dict[str, tuple[str, ...]] = {
    "Claim": ("id", "statement", "topic", "kind"),
    "Citation": ("label", "title", "year", "design", "participants", "doi"),
    "StudyEvidence": ("label", "stances", "directness", "design", "participants", "findings"),
    "Evidence": ("label", "claim", "stance", "directness", "finding", "curator"),
    "Effect": ("citation", "outcome", "measure", "value", "low", "high", "direction"),
    "Article": ("id", "title", "kind"),
    "Procedure": ("id", "name", "purpose"),
    "Concept": ("id", "label", "scheme"),
}
"""The columns of the face of a list; of other kinds all that any value has."""

Told = tuple[str, str, dict[str, Any]]


NOTHING: tuple[object, ...] = (None, "", [], {})
"""What a field holds of which nothing is recorded."""


def listing(values: Sequence[object]) -> Told:
    """The face of a list: how many there are, and the first of them."""
    if not values:
        empty = "an empty list"
        return empty, "listing", {"title": empty, "rows": [], "columns": (), "more": 0}

    kind = type(values[0]).__name__
    rows = list(map(row, values[:SHOWN]))
    columns = TERSE.get(kind) or _in_use(rows)
    title = _count_in_words(len(values), kind)
    more = len(values) - len(rows)

    lines = [title, *(f"  {_line(one, columns)}" for one in rows)]
    if more:
        lines.append(f"  … and {more} more")

    return "\n".join(lines), "listing", {"title": title, "rows": rows, "columns": columns, "more": more}


def _count_in_words(number: int, kind: str) -> str:
    """The *number* of values of a kind in words: in "3 claims", "1 × Claim"."""
    if number == 1:
        return f"1 × {kind}"

    return f"{number} {NOUNS.get(kind) or f'{_in_words(kind)}s'}"


def _in_words(kind: str) -> str:
    """The name of a kind as words.

    >>> _in_words("RiskOfBias")
    'risk of bias'
    """
    return re.sub("(?<!^)(?=[A-Z])", " ", kind).lower()


def record(value: object) -> Told:
    """The face of a record: what it is, and its fields that hold something."""
    kind = type(value).__name__
    fields = [(name, content) for name, content in row(value).items() if content not in NOTHING]
    title = _title(dict(fields))

    lines = [f"{kind}: {title}" if title else kind]
    for name, content in fields:
        lines.append(f"  {name.replace('_', ' ')}: {cell(content)}")

    return "\n".join(lines), "record", {"title": title or kind, "kind": kind, "fields": fields}


def _title(fields: Mapping[str, Any]) -> str:
    """What says best what a record is; empty where nothing does."""
    for name in TITLES:
        if name in fields:
            return str(fields[name])

    return ""


def _in_use(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns in which any of *rows* holds something."""
    columns: dict[str, None] = {}
    for one in rows:
        for name, content in one.items():
            if content not in NOTHING:
                columns[name] = None

    return tuple(columns)


def _line(one: Mapping[str, Any], columns: Sequence[str]) -> str:
    """A row in one line, without its empty cells."""
    cells = map(cell, map(one.get, columns))

    return " · ".join(filter(None, cells))


def cell(content: object) -> str:
    """What stands in a cell: a list in a line, a long text cut."""
    match content:
        case None:
            return ""
        case bool():
            return "yes" if content else "no"
        case float():
            return f"{content:.3g}"
        case list():
            text = " · ".join(map(cell, content))
        case _:
            text = str(content)

    if len(text) <= LONGEST:
        return text

    return f"{text[:LONGEST].rstrip()} …"
