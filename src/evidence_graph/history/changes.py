"""What became of single records: added, changed, withdrawn, taken back, removed.

In go two rows of records of one kind, each in the order of the ids; out come the changes, one a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from evidence_graph import model
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

BIBLIOGRAPHIC = "citation"
"""What a bibliographic entry is called among the kinds of records."""


class How(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record with what it held before and what it holds after; None is not recorded."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """The bibliographic entry of a study, in plain text as far as it has one."""

    id: str
    type: str
    title: str | None
    label: str
    fields: tuple[tuple[str, str], ...]


Item = model.Record | BibliographicRecord
"""What a change is of."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record; *before* or *after* is None where it was not, or is no more, there."""

    how: How
    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The record as it is now, or as it was last."""
        item = self.before if self.after is None else self.after
        assert item is not None  # noqa: S101 - a change is of something

        return item

    @property
    def id(self) -> str:
        """The id of the record; of a work its key."""
        return self.item.id

    @property
    def kind(self) -> str:
        """What kind of record it is, as the vocabulary calls it; a bibliographic entry is a citation."""
        return (
            BIBLIOGRAPHIC if isinstance(self.item, BibliographicRecord) else BY_RECORD[type(self.item)].table
        )

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that hold something else than before; none where the record is new or gone."""
        if self.before is None or self.after is None:
            return ()

        before, after = _fields(self.before), _fields(self.after)
        names = dict.fromkeys((*before, *after))

        return tuple(
            FieldChange(name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        )


def _fields(item: Item) -> dict[str, object]:
    if isinstance(item, BibliographicRecord):
        return {"type": item.type, **dict(item.fields)}

    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def changes(before: Iterable[Item], after: Iterable[Item]) -> Iterator[Change]:
    """What became of each record, of which both rows are in the order of their ids."""
    for old, new in pair(before, after):
        if old != new:
            yield Change(_how(old, new), old, new)


def pair(before: Iterable[T], after: Iterable[T], *, key: str = "id") -> Iterator[tuple[T | None, T | None]]:
    """The items of two rows side by side, each row in the order of its *key*; None where one has no such."""
    olds, news = iter(before), iter(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        place = min(getattr(item, key) for item in (old, new) if item is not None)
        if old is not None and getattr(old, key) == place:
            here = old
        else:
            here = None

        if new is not None and getattr(new, key) == place:
            later_item = new
        else:
            later_item = None

        yield here, later_item

        old = next(olds, None) if here is not None else old
        new = next(news, None) if later_item is not None else new


def _how(old: Item | None, new: Item | None) -> How:
    if old is None:
        return How.ADDED
    if new is None:
        return How.REMOVED

    if isinstance(old, model.EvidenceLine) and isinstance(new, model.EvidenceLine):
        was, is_now = old.withdrawn is not None, new.withdrawn is not None
        if was != is_now:
            return How.WITHDRAWN if is_now else How.REINSTATED

    return How.CHANGED
