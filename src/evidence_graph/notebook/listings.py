"""What a notebook shows of a list, and of a record that has no face of its own.

In comes a value; out go its plain text, the name of a template and what the template is given.
"""

from __future__ import annotations

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


def listing(values: Sequence[object]) -> Told:
    """The face of a list: how many there are, and the first of them."""
    rows = [row(value) for value in values[:SHOWN]]
    kind = type(values[0]).__name__ if values else ""
    columns = TERSE.get(kind) or _in_use(rows)
    title = f"{len(values)} × {kind}" if values else "an empty list"
    more = len(values) - len(rows)

    lines = [f"  {_line(one, columns)}" for one in rows]
    text = "\n".join([title, *lines, *([f"  … and {more} more"] if more else [])])
    return text, "listing", {"title": title, "rows": rows, "columns": columns, "more": more}


def record(value: object) -> Told:
    """The face of a record: what it is, and its fields that hold something."""
    held = {name: cell for name, cell in row(value).items() if cell not in (None, "", [], {})}
    title = next((str(held[name]) for name in TITLES if name in held), "")
    kind = type(value).__name__
    lines = [f"  {name.replace('_', ' ')}: {cell(content)}" for name, content in held.items()]
    given = {"title": title or kind, "kind": kind, "fields": list(held.items())}
    return "\n".join([f"{kind}: {title}" if title else kind, *lines]), "record", given


def _in_use(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns in which any of *rows* holds something."""
    columns: dict[str, None] = {}
    for one in rows:
        columns |= dict.fromkeys(name for name, content in one.items() if content not in (None, "", [], {}))
    return tuple(columns)


def _line(one: Mapping[str, Any], columns: Sequence[str]) -> str:
    return " · ".join(filter(None, (cell(one.get(column)) for column in columns)))


def cell(content: object) -> str:
    """What stands in a cell: a list in a line, a long text cut."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, float):
        return f"{content:.3g}"
    text = ", ".join(map(cell, content)) if isinstance(content, list) else str(content)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
