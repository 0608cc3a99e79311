"""What all sheets have in common: they are frozen, and say themselves as JSON.

A sheet is a dataclass whose fields are the fields of its JSON, so that neither can have one that the other
lacks. Two lists of names bend this rule:

    class EffectSheet(Sheet):
        spread = ("effect",)     # the fields of the record stand among those of the sheet
        aside = ("label",)       # for those who lay the sheet out; no part of its JSON
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from evidence_graph.display import Shown
from evidence_graph.sheets.left_out import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

Plain = dict[str, Any]


class Sheet(Shown):
    """A frozen value that holds all that one thing is shown with, every join made."""

    __slots__ = ()
    spread: ClassVar[tuple[str, ...]] = ()
    aside: ClassVar[tuple[str, ...]] = ()

    def to_json(self) -> Plain:
        """The sheet as JSON has it: texts, numbers, lists and objects; null where nothing is known."""
        record: Plain = {}
        for name in self.spread:
            record |= plain(getattr(self, name))

        for name in own_names(type(self)):
            record[name] = plain(getattr(self, name))

        return record


def own_names(kind: type[Any]) -> Iterator[str]:
    """The fields that a sheet, a record or another value has in JSON beside those that are spread in it."""
    absent = {*getattr(kind, "spread", ()), *getattr(kind, "aside", ()), *LEFT_OUT.get(kind, ())}
    for field in fields(kind):
        if field.name not in absent:
            yield field.name


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a sheet can hold
    """What JSON has for *value*."""
    match value:
        case Sheet():
            return value.to_json()
        case Enum():
            return value.value
        case Mapping():
            return {plain(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {name: plain(getattr(value, name)) for name in own_names(type(value))}

    return value
