"""Ids that a reader would take for one another."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.invisible import bare
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import BY_RECORD, identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.checks.statements import Statements

LOOK_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u0501\u04bb\u04cf"
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131"
    "\u2010\u2011\u2012\u2013\u2014\u2212_01",
    "abekmhopctyxsijdhlabeikvoptyxi-------ol",
)
"""Letters of other scripts, dashes and digits by the Latin letter they look like (after Unicode's UTS 39)."""


def faults(statements: Statements) -> Iterator[Fault]:
    """Records of one kind whose ids look alike; works are looked at in the bibliography."""
    for record in BY_RECORD:
        if record is model.Study:
            continue

        subjects = {identifier(iri): iri for iri in statements.of(record)}
        for name, other in twins(subjects):
            message, cure = words(BY_RECORD[record].name, name, other)
            yield Fault("look-alike", subjects[name], None, message, cure)


def twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names that look like one that came before, each with that one."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(skeleton(name), name)
        if other != name:
            yield name, other


def words(kind: str, name: str, other: str) -> tuple[str, str]:
    """How to say it, and what to do."""
    if name.casefold() == other.casefold():
        how = "differs only in upper and lower case from"
    else:
        how = "looks like"

    return f"The {kind} id {name!r} {how} {other!r}.", "Rename one of them, or make one of the two."


def skeleton(name: str) -> str:
    """What is left of *name* when everything is gone that an eye can miss.

    >>> skeleton("Plants\u2010Need\u2010L\u0456ght") == skeleton("plants-need-light")
    True
    """
    if name.isascii():
        return name.lower().translate(LOOK_ALIKE)

    plain = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKE)
    decomposed = unicodedata.normalize("NFKC", plain)

    return bare(decomposed)
