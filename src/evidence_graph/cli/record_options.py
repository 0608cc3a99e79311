"""Options of a verb for the fields of a record, made from the one table of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph.authoring.fields import TAKES
from evidence_graph.vocabulary import BY_RECORD, Kind, Property

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from evidence_graph.model import Record

    Verb = Callable[..., Any]

SINGULAR = {
    "premises": "premise",
    "conflicts": "conflicts-with",
    "concerns": "concern",
    "aliases": "alias",
    "trial_numbers": "trial-number",
    "alternatives": "alternative",
    "matches": "match",
    "exposures": "exposure",
    "claims": "claim",
    "further_findings": "further-finding",
}
"""What the option of a field with several values is called, each of which has an option of its own."""


def field_options(kind: type[Record], *, without: Collection[str] = ()) -> Callable[[Verb], Verb]:
    """An option for each field of a *kind* of record, but for those *without* one."""
    properties = [prop for prop in BY_RECORD[kind].properties if prop.attribute not in without]

    def decorate(verb: Verb) -> Verb:
        for prop in reversed(properties):
            verb = _option(prop)(verb)

        return verb

    return decorate


def option_name(prop: Property) -> str:
    """What the option for a field is called."""
    if prop.many:
        name = SINGULAR.get(prop.attribute, prop.attribute)
    else:
        name = prop.attribute

    return f"--{name.replace('_', '-')}"


def _option(prop: Property) -> Callable[[Verb], Verb]:
    words = f"{_takes(prop)}{'; may be said more than once' if prop.many else ''}."
    return click.option(
        option_name(prop), prop.attribute, multiple=prop.many, metavar=_metavar(prop), help=words
    )


def _takes(prop: Property) -> str:
    if prop.choices:
        return f"One of {', '.join(value.value for value in prop.choices)}"
    if prop.target:
        name = BY_RECORD[prop.target].name
        return f"{'An' if name[0] in 'aeiou' else 'A'} {name}"

    return TAKES[prop.kind].capitalize()


def _metavar(prop: Property) -> str:
    words = {Kind.INTEGER: "NUMBER", Kind.BOOLEAN: "yes|no", Kind.DATE: "DAY", Kind.IRI: "ADDRESS"}
    return words.get(prop.kind, "WORD" if prop.choices else "ID" if prop.target else "TEXT")


def typed_values(values: dict[str, Any]) -> dict[str, Any]:
    """Those of *values* that somebody typed."""
    return {name: value for name, value in values.items() if value is not None and value != ()}
