"""The rows of an answer in one language: those that differ from another in the language of a text alone go.

leaf2001  "Milk spoils tea."@en          leaf2001  "Milk spoils tea."
leaf2001  "Milch verdirbt Tee."@de   ->
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.store import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.store.conversion import Term

    Row = tuple[Term | None, ...]


def in_one_language(rows: Sequence[Row], wanted: str = "") -> tuple[Row, ...]:
    """The *rows*, of those that say the same in several languages the one in the language *wanted*."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(map(_without_text, row)), []).append(row)

    return tuple(row for group in groups.values() for row in _read(group, wanted))


def _without_text(term: Term | None) -> object:
    """What tells one row from another, whatever language its texts are in."""
    if term is not None and languages.tag(term):
        return "text"

    return term


def _read(group: Sequence[Row], wanted: str) -> Sequence[Row]:
    """Those rows of a *group* all of whose texts are in the language that is read."""
    for place in range(len(group[0])):
        tags = [tag for row in group if (term := row[place]) and (tag := languages.tag(term))]
        if tags:
            first = languages.in_order(tags, wanted)[0]
            group = [row for row in group if _tag(row[place]) == first] or group

    return group


def _tag(term: Term | None) -> str:
    if term:
        return languages.tag(term)

    return languages.UNTAGGED
