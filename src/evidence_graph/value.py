"""What all values have in common: equal where their fields are, and shown with them.

A dataclass writes these methods anew for each class, at every start of the program; for twenty classes
that is a twentieth of what a short question takes. Here they stand once.
"""

from __future__ import annotations

from dataclasses import Field, dataclass
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(made: type[T]) -> type[T]:
    """A frozen dataclass with slots, which takes from `Value` what every value does alike."""
    return dataclass(frozen=True, slots=True, repr=False, eq=False)(made)


class Value:
    """Equality, hash and repr over the fields, as a dataclass has them."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value) or type(other) is not type(self):
            return NotImplemented
        return bool(_held(self) == _held(other))

    def __hash__(self) -> int:
        return hash(_held(self))

    def __repr__(self) -> str:
        fields = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__qualname__}({', '.join(fields)})"


_GETTERS: dict[type[Any], attrgetter[Any]] = {}


def _held(one: Value) -> Any:  # noqa: ANN401 - the fields of any value
    """All fields of *one* value at once."""
    made = type(one)
    getter = _GETTERS.get(made) or _GETTERS.setdefault(made, attrgetter(*made.__dataclass_fields__))
    return getter(one)
