"""Texts that read differently than they look: characters nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import invisible
from evidence_graph.dataset.reader import Fault
from evidence_graph.vocabulary import BY_RECORD, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

CODE = "invisible-character"
CURE = "Write it without; isolates, joiners and marks of direction stay only where a script needs them."


def faults(statements: Statements) -> Iterator[Fault]:
    """Characters that nobody sees in ids and texts."""
    for record in BY_RECORD:
        for subject in statements.of(record):
            yield from _unseen(statements, subject)


def _unseen(statements: Statements, subject: str) -> Iterator[Fault]:
    name = identifier(subject)
    found = invisible.told(name)
    if found:
        message = f"The id {invisible.shown(name)!r} holds what nobody sees: {found}."
        yield Fault(CODE, subject, None, message, CURE)
    for predicate, held in statements.described[subject].items():
        for position, (text, datatype) in enumerate(held):
            # A text that is blank is told as an empty one.
            if datatype is not None and not text.isascii() and not invisible.is_blank(text):
                found = invisible.told(text)
                if found:
                    message = f"{identifier(predicate)} holds what nobody sees: {found}."
                    yield Fault(CODE, subject, predicate, message, CURE, position)
