"""What lists and services suggest for a folder: each shown first, and put into a book only then.

A suggestion has records where it is sure enough to be written, and none where a person has to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.authoring.fields import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.authoring import Book
    from evidence_graph.bibliography import Entry
    from evidence_graph.model import Study


class SuggestionKind(StrEnum):
    """What a suggestion is about, the gravest first."""

    RETRACTED = "retracted"
    CONCERN = "expression of concern"
    REINSTATED = "reinstated"
    CORRECTED = "corrected"
    FLAGGED = "flagged"
    OTHER_CITATION = "another work"
    UNKNOWN = "no source knows it"
    NUMBER = "number found"
    COMPLETION = "fields found"
    CLEAR = "no notice"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field, what it holds, and what it is to hold."""

    field: str
    before: object
    after: object

    def __str__(self) -> str:
        return f"{self.field.replace('_', ' ')} {in_words(self.before)} → {in_words(self.after)}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested for a work: why, who says so and when, and the records that would be put."""

    kind: SuggestionKind
    key: str
    message: str
    source: str
    day: str | None = None
    differences: tuple[FieldDifference, ...] = ()
    records: tuple[Study | Entry, ...] = ()

    def __str__(self) -> str:
        changes = ", ".join(map(str, self.differences))
        return f"{self.key}: {self.message}{f' ({changes})' if changes else ''}"

    @property
    def needs_a_look(self) -> bool:
        """Whether nothing can be written, and a person has to look."""
        return not self.records


def put(book: Book, suggestions: Iterable[Suggestion]) -> None:
    """Let *book* say what is suggested, as far as it can be written."""
    for suggestion in suggestions:
        for record in suggestion.records:
            book.put(record)
