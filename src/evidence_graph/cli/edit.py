"""``evidence-graph edit``: other values in the fields of a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring.bookshelf import FIELDS
from evidence_graph.authoring.fields import in_words, property_named
from evidence_graph.cli import additions, prompts, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.authoring import Book
    from evidence_graph.cli.writing import Writing

ASSIGNMENT = re.compile(r"(?P<field>[A-Za-z](?:[\w-]*\w)?)(?P<sign>[+-]?)=(?P<value>.*)", re.DOTALL)


@click.command("edit")
@click.argument("name", metavar="ID")
@click.argument("assignments", nargs=-1, metavar="[FIELD=VALUE]...")
@writing.writing_options
def command(name: str, assignments: tuple[str, ...], writing: Writing) -> None:
    """Let the record ID hold other values: ``evidence-graph edit leaf2001 participants=48 year=2002``.

    A field goes by its name as ``show -f json`` or ``claims.ttl`` has it. An empty VALUE takes it away; where
    a field holds several, the same FIELD is given several times, and ``FIELD+=VALUE`` and ``FIELD-=VALUE``
    add and remove one. Several kinds of record may be called ID: then it is claim:ID, concept:ID …
    """
    book = additions.open_book(writing)
    kind, identifier = book.names.record(name)
    changes = [_parse(each) for each in assignments] or _ask(book, kind, identifier)
    if not changes:
        raise click.UsageError("FIELD=VALUE is missing: say what is to change.")

    def make(book: Book) -> Iterator[str]:
        differences = book.change(name, **_values(book, kind, identifier, changes))
        words = ", ".join(
            f"{_words(field)} {in_words(old)} → {in_words(new)}" for field, old, new in differences
        )
        yield f"{identifier}: {words or 'nothing is another'}"

    additions.write(writing, f"edit {identifier} {' '.join(assignments)}".rstrip(), make)


def _parse(text: str) -> tuple[str, str, str]:
    """Field, sign and value of one assignment."""
    match = ASSIGNMENT.fullmatch(text)
    if match is None:
        raise click.UsageError(f"{text!r} is no FIELD=VALUE, such as participants=48.")

    return match["field"], match["sign"], match["value"]


def _ask(book: Book, kind: type[Any], name: str) -> list[tuple[str, str, str]]:
    """The assignments that somebody at a terminal makes, one field after the other."""
    changes: list[tuple[str, str, str]] = []
    while prompts.can_ask():
        field = prompts.offer(None, "Field (empty: done)")
        if not field:
            break
        present = in_words(_content(book, kind, name, field))
        changes.append((field, "", prompts.offer(None, field, "" if present == "not recorded" else present)))

    return changes


def _values(
    book: Book, kind: type[Any], name: str, changes: Sequence[tuple[str, str, str]]
) -> dict[str, object]:
    """What each field is to hold: one value, or several where it is given several times."""
    values: dict[str, Any] = {}

    for field, sign, value in changes:
        if sign:
            content = values.get(field, list(_content(book, kind, name, field) or ()))
            values[field] = (
                [*content, value] if sign == "+" else [each for each in content if str(each) != value]
            )
        elif field in values:
            values[field] = [*_list_in_words(values[field]), value]
        else:
            values[field] = value

    return values


def _list_in_words(value: Any) -> list[Any]:  # noqa: ANN401 - one value or several
    return value if isinstance(value, list) else [value]


def _content(book: Book, kind: type[Any], name: str, field: str) -> Any:  # noqa: ANN401 - whatever a field holds
    """What the *field* of a record holds now."""
    if kind is model.Study and field.lower() in FIELDS and name in book.records(bib.Entry):
        return getattr(book.citation(name), FIELDS[field.lower()])

    record = book.records(kind).get(name)

    return getattr(record, property_named(kind, field).attribute, None)


def _words(field: str) -> str:
    return field.replace("_", " ")
