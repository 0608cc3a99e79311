"""The shape of an answer that programs read: brief or in full, which fields, one line an item.

In come the options ``--full`` and ``--fields``, kept with the command that is running; out go records of
which only the fields asked for are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

KEY = "evidence_graph.shape"


@dataclass(slots=True)
class Shape:
    """Whether all is told, and which fields are wanted; none named means all."""

    full: bool = False
    fields: tuple[str, ...] = ()


def current() -> Shape:
    """The shape that the running command was asked for."""
    context = click.get_current_context(silent=True)
    shape = context.meta.get(KEY) if context else None

    return shape or Shape()


def _keep_full(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's call
    context.meta.setdefault(KEY, Shape()).full = value


def _keep_fields(context: click.Context, _: click.Parameter, value: str | None) -> None:
    names = tuple(name.strip() for name in (value or "").split(","))
    context.meta.setdefault(KEY, Shape()).fields = tuple(filter(None, names))


full_option = click.option(
    "--full",
    is_flag=True,
    expose_value=False,
    callback=_keep_full,
    help="Tell all that is recorded in json, jsonl; without it they are brief.",
)

fields_option = click.option(
    "--fields",
    metavar="NAME,…",
    expose_value=False,
    callback=_keep_fields,
    help="Only these fields of json and jsonl, these columns of csv.",
)


def both_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--full`` and ``--fields``."""
    return full_option(fields_option(function))


def choose_fields(record: Any, fields: Sequence[str]) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The *fields* of *record*, or of each item where it is a list; all where none is named."""
    if not fields:
        return record
    if isinstance(record, list):
        return [choose_fields(item, fields) for item in record]

    refuse_unknown(fields, list(record))

    return {name: record[name] for name in fields}


def chosen_columns(columns: Sequence[str], fields: Sequence[str]) -> list[int]:
    """The places of *fields* among *columns*; all where none is named."""
    if not fields:
        return list(range(len(columns)))

    refuse_unknown(fields, columns)

    return [columns.index(name) for name in fields]


def refuse_unknown(fields: Sequence[str], names: Sequence[str]) -> None:
    """Refuse a field that is none of *names*, with the nearest.

    Raises click.UsageError.
    """
    for field in fields:
        if field not in names:
            near_fields = "".join(_did_you_mean(field, names))
            raise click.UsageError(
                f"There is no field {field!r}.{near_fields} The fields are: {', '.join(names)}."
            )


def _did_you_mean(field: str, names: Sequence[str]) -> Iterator[str]:
    from evidence_graph.nearness import nearest

    for name in nearest(field, names, most=1):
        yield f" Did you mean {name}?"
