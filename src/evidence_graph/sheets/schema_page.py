"""docs/json.md: what the JSON of every verb holds, in words; built from the same types as the schemas.

In come the answers of `schemas`; out goes Markdown, a table a type: its fields, their types, what they hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from jinja2 import Environment, PackageLoader

from evidence_graph.sheets import schemas
from evidence_graph.sheets.descriptions import description

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIMPLE: dict[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "`true` or `false`",
    type(None): "`null`",
}
"""How a simple type is said."""

SMALL = 8
"""A closed set of more values has a section of its own."""

TITLES = {
    "BriefStudies": "Studies in brief",
    "BriefClaim": "Claim in brief",
    "StudiesSheet": "Studies",
    "ClaimSheet": "Claim",
    "StudySheet": "Study",
}
"""The heading of a type, where it is not its name in words."""


def page() -> str:
    """The text of the page."""
    environment = Environment(  # noqa: S701 - Markdown of our own words
        loader=PackageLoader("evidence_graph.sheets"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "said": type_in_words,
        "title": title,
        "description": description,
        "cell": _cell,
        "values": values,
    }
    template = environment.get_template("json.md.j2")
    kinds = list(_kinds())
    sets = sorted(_large_sets(kinds), key=title)

    return template.render(
        answers=schemas.ANSWERS | schemas.PROPOSALS, kinds=kinds, sets=sets, rows=schemas.fields_of
    )


def _large_sets(kinds: Iterable[type[Any]]) -> set[type[Enum]]:
    """The closed sets among the fields of *kinds* that have a section of their own."""
    sets: set[type[Enum]] = set()
    for kind in kinds:
        for _, field_type, _ in schemas.fields_of(kind):
            choices = [
                one
                for one in (field_type, *get_args(field_type))
                if isinstance(one, type) and issubclass(one, Enum)
            ]
            sets.update(one for one in choices if len(one) > SMALL)

    return sets


def _kinds() -> Iterator[type[Any]]:
    """All types that any verb answers with, each once."""
    met_types: set[type[Any]] = set()
    for answer in (schemas.ANSWERS | schemas.PROPOSALS).values():
        for kind in schemas.object_types(answer):
            if kind not in met_types:
                met_types.add(kind)
                yield kind


def title(kind: type[Any]) -> str:
    """The name of a type in words: that of its class without what all have in common."""
    name = TITLES.get(kind.__name__, kind.__name__.removesuffix("Sheet"))
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)

    return words.strip().capitalize()


def type_in_words(kind: Any) -> str:  # noqa: ANN401 - any type
    """How the type *kind* is said in a table."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return ", or ".join(dict.fromkeys(type_in_words(one) for one in arguments))
    if origin is Literal:
        return f"`{arguments[0]}`"
    if origin is Mapping:
        return f"an object whose values are {type_in_words(arguments[1])}"
    if origin in {tuple, Sequence}:
        return f"a list of {type_in_words(arguments[0])}"

    return SIMPLE.get(kind) or _name_of_type(kind)


def _name_of_type(kind: type[Any]) -> str:
    """A small closed set by its values, anything else by its section."""
    if issubclass(kind, Enum) and len(kind) <= SMALL:
        return values(kind)

    return f"[{title(kind)}](#{title(kind).lower().replace(' ', '-')})"


def values(kind: type[Enum]) -> str:
    """The values of a closed set."""
    return ", ".join(f"`{value.value}`" for value in kind)


def _cell(text: str) -> str:
    """*text* in a cell of a table."""
    return text.replace("|", "\\|")
