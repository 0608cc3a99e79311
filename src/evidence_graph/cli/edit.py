"""``evidence-graph edit``: other values in the fields of a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring.bookshelf import FIELDS
from evidence_graph.authoring.fields import in_words, property_named
from evidence_graph.cli import additions, prompts, writing
from evidence_graph.vocabulary import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.authoring import Book
    from evidence_graph.authoring.book import Difference
    from evidence_graph.cli.writing import Writing

ASSIGNMENT = re.compile(
    rf"(?P<field>[A-Za-z](?:[\w-]*\w)?)(?:@(?P<tag>{LANGUAGE}))?(?P<sign>[+-]?)=(?P<value>.*)", re.DOTALL
)


class Assignment(NamedTuple):
    """What a field is to hold: *value* in its place, or with a *sign* beside what it holds, or no more.

    A text is in the language of a *tag*, if one is said.
    """

    field: str
    value: str
    sign: str = ""
    tag: str = ""


@click.command("edit")
@click.argument("name", metavar="ID")
@click.argument("assignments", nargs=-1, metavar="[FIELD=VALUE]...")
@writing.writing_options
def command(name: str, assignments: tuple[str, ...], writing: Writing) -> None:
    """Let the record ID hold other values: ``evidence-graph edit leaf2001 participants=48 year=2002``.

    A field goes by its name as ``show -f json`` or ``claims.ttl`` has it. An empty VALUE takes it away; where
    a field holds several, the same FIELD is given several times, and ``FIELD+=VALUE`` and ``FIELD-=VALUE``
    add and remove one. ``statement@de=VALUE`` is the statement in German.
    Several kinds of record may be called ID: then it is claim:ID, concept:ID …
    """
    book = additions.open_book(writing)
    kind, identifier = book.names.record(name)
    changes = [_parse(each) for each in assignments] or _ask(book, kind, identifier)
    if not changes:
        raise click.UsageError("FIELD=VALUE is missing: say what is to change.")

    def make(book: Book) -> Iterator[str]:
        differences: list[Difference] = []
        for tag in dict.fromkeys(change.tag for change in changes):
            values = _values(book, kind, identifier, [change for change in changes if change.tag == tag])
            differences += book.translate(name, tag, **values) if tag else book.change(name, **values)

        words = ", ".join(
            f"{_words(field)} {in_words(old)} → {in_words(new)}" for field, old, new in differences
        )
        yield f"{identifier}: {words or 'nothing is another'}"

    additions.write(writing, f"edit {identifier} {' '.join(assignments)}".rstrip(), make)


def _parse(text: str) -> Assignment:
    """The assignment that somebody typed."""
    match = ASSIGNMENT.fullmatch(text)
    if match is None:
        raise click.UsageError(f"{text!r} is no FIELD=VALUE, such as participants=48.")

    return Assignment(match["field"], match["value"], match["sign"], match["tag"] or "")


def _ask(book: Book, kind: type[Any], name: str) -> list[Assignment]:
    """The assignments that somebody at a terminal makes, one field after the other."""
    changes: list[Assignment] = []
    while prompts.can_ask():
        field = prompts.offer(None, "Field (empty: done)")
        if not field:
            break

        present = in_words(_content(book, kind, name, field))
        value = prompts.offer(None, field, "" if present == "not recorded" else present)
        changes.append(Assignment(field, value))

    return changes


def _values(book: Book, kind: type[Any], name: str, changes: Sequence[Assignment]) -> dict[str, Any]:
    """What each field is to hold: one value, or several where it is given several times."""
    values: dict[str, Any] = {}

    for field, value, sign, _ in changes:
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
