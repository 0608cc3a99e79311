"""Entries of a bibliography that take fields from others: from which, and whether these are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography.inheritance import FIELDS, parents
from evidence_graph.nearness import Neighbours
from evidence_graph.ways import circles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evidence_graph.bibliography import Bibliography


class ParentFault(NamedTuple):
    """What is wrong with a field that names other entries."""

    key: str
    field: str
    code: str
    message: str
    cure: str


def gaps(bibliography: Bibliography, broken: Collection[str]) -> Iterator[ParentFault]:
    """Parents that are not there, and entries that are their own; a *broken* entry is not to blame."""
    entries = bibliography.entries
    neighbours = None
    edges: dict[str, list[str]] = {}
    for key, entry in entries.items():
        for field in FIELDS:
            for parent in parents(entry, field):
                if parent in entries:
                    edges.setdefault(key, []).append(parent)
                elif parent not in broken:
                    neighbours = neighbours or Neighbours(entries)
                    yield _dangling(key, field, parent, neighbours)

    for circle in circles(edges):
        yield _circular(circle, bibliography)


def _dangling(key: str, field: str, parent: str, neighbours: Neighbours) -> ParentFault:
    near_keys = neighbours.nearest(parent)
    cure = (
        f"Did you mean {' or '.join(near_keys)}?" if near_keys else f"Add the entry, or delete the {field}."
    )

    return ParentFault(
        key, field, f"unknown-{field}", f"There is no entry {parent!r}, which {field} names.", cure
    )


def _circular(circle: list[str], bibliography: Bibliography) -> ParentFault:
    key, parent = circle[0], circle[1 % len(circle)]
    entry = bibliography.entries[key]
    field = next(name for name in FIELDS if parent in parents(entry, name))
    way = " → ".join((*circle, key))
    message = f"The entry {key!r} takes its fields from itself: {way}."

    return ParentFault(key, field, f"{field}-circle", message, f"Delete the {field} that does not hold.")
