"""A mapping says which column of a table becomes which field; it can be kept as TOML and run again.

    [columns]
    label = "stance"
    evidence = "quote"

    [values.label]
    Mixed = "qualifies"

    [templates]
    claim = ["{disease} with {gene}: {significance}."]

A template makes a field of several columns; of several templates the first counts whose columns are all
filled. A preset is a mapping that comes with the program, with the columns by which its tables are known.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.cell_values import plain
from evidence_graph.authoring.tables.source_rows import cut
from evidence_graph.authoring.tables.targets import BY_NAME, NO_PLACE, reading, target_of
from evidence_graph.authoring.tables.unreadable import Unreadable
from evidence_graph.errors import BrokenFile, UnknownName
from evidence_graph.looks.value_words import is_direction
from evidence_graph.model import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Names

    from evidence_graph.authoring.tables.targets import Target

HOLE = re.compile(r"\{([^{}]+)\}")
"""A column's name within a template."""

WHOLE = re.compile(r"^(\d+)\.0$")
"""A whole number as programs write it into a column that has gaps."""

LARGEST = 1_000_000
"""Bytes of a mapping; a person writes a hundredth of it."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column becomes which field, what its values mean, and what holds where a table says nothing.

    *requires* are the columns by which a preset knows its tables. *skips* are the values of a column whose
    rows the table itself does not count, *only* those whose rows alone count; *keeps* are columns without a
    place whose values become a note. *directions* are columns whose words tell the direction of an effect and
    are for or against a claim only as *values* says. *studies_only* is a list of works, without claims;
    *claims_alone* lets a claim stand without evidence; in a table of *nameless_curators* nobody says who
    judged, so what anybody said already is in already. *expand* says where the items of nested JSON lie.
    """

    name: str = ""
    about: str = ""
    tried: str = ""
    requires: tuple[str, ...] = ()
    expand: str | None = None
    shape: str | None = None
    studies_only: bool = False
    claims_alone: bool = False
    nameless_curators: bool = False
    weighing: Weighing | None = None
    columns: Names[str, str] = field(default_factory=dict)
    patterns: Names[str, str] = field(default_factory=dict)
    values: Names[str, Names[str, str]] = field(default_factory=dict)
    templates: Names[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: Names[str, str] = field(default_factory=dict)
    skips: Names[str, tuple[str, ...]] = field(default_factory=dict)
    only: Names[str, tuple[str, ...]] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()

    @property
    def targets(self) -> set[str]:
        """The names of all fields that something becomes."""
        targets = {name for name in self.columns.values() if name != NO_PLACE}
        targets |= set(self.templates) | set(self.defaults)
        if "claim_id" in targets:
            return targets | {"claim"}

        return targets

    def reading(self, target: Target, column: str, text: str) -> object:
        """What *text* of *column* says as *target*; raises Unreadable where it says nothing of the kind."""
        bare = plain(text)
        told = self.values.get(column, {})
        meaning = told.get(bare) or {word.casefold(): one for word, one in told.items()}.get(bare.casefold())
        if meaning is None and column in self.directions and is_direction(bare):
            raise Unreadable(f"“{cut(bare)}” may be what the claim says, or for or against it", "")

        return reading(target, meaning or text)

    def with_columns(self, columns: Names[str, str]) -> Mapping:
        """This mapping, and *columns* beside its own."""
        return replace(self, columns={**columns, **self.columns})


def holes(template: str) -> list[str]:
    """The columns that *template* names.

    >>> holes("{disease} with {gene} {variant}.")
    ['disease', 'gene', 'variant']
    """
    return HOLE.findall(template)


def fill(template: str, cells: Names[str, str]) -> str:
    """*template* with the texts of *cells* in its holes; a whole number has no point there.

    >>> fill("{gene}, {rating} stars", {"gene": " BRAF ", "rating": "4.0"})
    'BRAF, 4 stars'
    """

    def text_of(hole: re.Match[str]) -> str:
        text = cells.get(hole[1], "").strip()
        return WHOLE.sub(r"\1", text)

    return " ".join(HOLE.sub(text_of, template).split())


def load(path: Path | str) -> Mapping:
    """The mapping in the TOML file at *path*; raises BrokenFile where it is none."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise BrokenFile(path, f"a mapping has at most {LARGEST:,} bytes.")

        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFile(path, f"the mapping cannot be read ({error}).") from error
    except tomllib.TOMLDecodeError as error:
        raise BrokenFile(path, f"the mapping is no TOML: {error}.") from None

    return from_document(document, path)


def from_document(document: Names[str, Any], path: Path) -> Mapping:
    """The mapping that a TOML *document* says; raises BrokenFile for what no mapping says."""
    names = {part.name for part in fields(Mapping)}
    unknown = sorted(document.keys() - names)
    if unknown:
        raise BrokenFile(path, f"a mapping has no “{unknown[0]}”; it has {', '.join(sorted(names))}.")

    parts: dict[str, Any] = {}
    for name, value in document.items():
        parts[name] = _check(name, value, path)

    _refuse_unknown(parts, path)

    return Mapping(**parts)


def _text_table(value: object) -> dict[str, str]:
    """A table of texts."""
    if not isinstance(value, dict):
        raise TypeError("a table of texts")

    return {str(key): str(item) for key, item in value.items()}


def _tables(value: object) -> dict[str, dict[str, str]]:
    """A table of texts a column, such as [values.label]."""
    if not isinstance(value, dict):
        raise TypeError("a table a column, such as [values.label]")

    return {str(key): _text_table(item) for key, item in value.items()}


def _list_table(value: object) -> dict[str, tuple[str, ...]]:
    """A table of lists of texts."""
    if not isinstance(value, dict):
        raise TypeError("a table of lists of texts")

    return {str(key): _list(item) for key, item in value.items()}


def _list(value: object) -> tuple[str, ...]:
    """A list of texts; one text is a list of one."""
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise TypeError("a list of texts")

    return tuple(str(item) for item in value)


def _text_value(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text in quotes")

    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")

    return value


def _weighing(value: object) -> Weighing:
    try:
        return Weighing(str(value))
    except ValueError:
        raise TypeError(" or ".join(Weighing)) from None


READERS: dict[str, Callable[[object], object]] = {
    "columns": _text_table,
    "patterns": _text_table,
    "defaults": _text_table,
    "values": _tables,
    "templates": _list_table,
    "skips": _list_table,
    "only": _list_table,
    "requires": _list,
    "keeps": _list,
    "directions": _list,
    "studies_only": _truth,
    "claims_alone": _truth,
    "nameless_curators": _truth,
    "weighing": _weighing,
}
"""What the parts of a mapping hold; a part that is not here holds a text."""


def _check(name: str, value: object, path: Path) -> object:
    """The *value* of the part *name*, of the kind that belongs there."""
    try:
        return READERS.get(name, _text_value)(value)
    except TypeError as error:
        raise BrokenFile(path, f"“{name}” holds {error}, not {value!r}.") from None


def _refuse_unknown(parts: Names[str, Any], path: Path) -> None:
    """Raise BrokenFile for a field that no column can become."""
    columns = [name for name in parts.get("columns", {}).values() if name != NO_PLACE]
    targets = [
        *columns,
        *parts.get("patterns", {}).values(),
        *parts.get("templates", {}),
        *parts.get("defaults", {}),
    ]
    for name in targets:
        if target_of(name.replace("{}", "x")) is None:
            raise BrokenFile(path, str(unknown_field(name)))


def unknown_field(name: str) -> UnknownName:
    """The complaint about a field that does not exist."""
    from difflib import get_close_matches

    near_names = get_close_matches(name, BY_NAME, n=2)

    return UnknownName(
        "field", name, nearest=near_names, hint="" if near_names else f"The fields are {', '.join(BY_NAME)}."
    )


def to_toml(mapping: Mapping) -> str:
    """*mapping* as the text of a TOML file, from which `load` reads the same mapping."""
    simple: list[str] = []
    tables: list[str] = []

    for part in fields(Mapping):
        value = getattr(mapping, part.name)
        if not value:
            continue

        if part.name == "values":
            tables += [_table(f"values.{_key(column)}", table) for column, table in value.items()]
        elif isinstance(value, dict):
            tables.append(_table(part.name, value))
        else:
            simple.append(f"{part.name} = {_value(value)}")

    return "\n".join([*simple, *tables]) + "\n"


def _table(name: str, entries: Names[str, Any]) -> str:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in entries.items()]
    return "\n".join([f"\n[{name}]", *lines])


def _key(name: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return name

    return _text(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_text, _list(list(value))))}]"

    return _text(str(value))


def _text(text: str) -> str:
    """A basic string of TOML; JSON escapes all that TOML wants escaped but one character."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")
