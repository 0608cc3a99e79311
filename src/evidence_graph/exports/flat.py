"""Values as rows of a table: what a spreadsheet, pandas or a database takes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]


def to_rows(values: Iterable[object]) -> list[Row]:
    """One row for each of *values*, such as records, works or effects: its fields by their names.

    A field with several values is a list; one that holds another value is spread over columns of its own,
    which begin with its name. ``pandas.DataFrame(to_rows(graph.lines()))`` is a table of all judgements.

    >>> from evidence_graph.model import Citation, Study
    >>> row = to_rows([Citation("pot2010", title="Kettles", study=Study("pot2010", participants=3))])[0]
    >>> row["title"], row["authors"], row["study.participants"]
    ('Kettles', [], 3)
    """
    return [_row(value) for value in values]


def _row(value: Any) -> Row:  # noqa: ANN401 - any value of the model
    row: Row = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if is_dataclass(content):
            row |= {f"{field.name}.{name}": each for name, each in _row(content).items()}
        else:
            row[field.name] = _plain(content)
    return row


def _plain(content: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """What a field holds without the types of this package."""
    if isinstance(content, Enum):
        return content.value
    if isinstance(content, tuple | list):
        return [_row(each) if is_dataclass(each) else _plain(each) for each in content]
    return content
