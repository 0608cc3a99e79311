"""What is read in one printed reference: its fields, how sure each is, and what was not understood."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the types of the fields become JSON Schema
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from evidence_graph.display import Shown


class Confidence(StrEnum):
    """How sure the reader is of a field."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


class Part(StrEnum):
    """The fields that a printed reference can have."""

    AUTHORS = "authors"
    EDITORS = "editors"
    YEAR = "year"
    TITLE = "title"
    CONTAINER = "container"
    VOLUME = "volume"
    ISSUE = "issue"
    PAGES = "pages"
    EID = "eid"
    EDITION = "edition"
    SERIES = "series"
    PUBLISHER = "publisher"
    PLACE = "place"
    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    ARXIV = "arxiv"
    ISBN = "isbn"
    URL = "url"
    ACCESSED = "accessed"


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field of a printed reference."""

    text: str
    """What it says, in plain form."""
    start: int
    """Where it begins in the printed reference, in Unicode code points."""
    end: int
    """Where it ends there."""
    confidence: Confidence
    """How sure the reader is of it."""


@dataclass(frozen=True, slots=True)
class ReferenceReading(Shown):
    """One reference of a list: the entry as printed, and what is read in it."""

    printed: str
    """The entry on one line, without its number."""
    start: int = 0
    """Where it begins in the text it was read from, in Unicode code points."""
    end: int = 0
    """Where it ends there."""
    number: int | None = None
    """The number that is printed before it."""
    kind: str = "misc"
    """Its type in BibTeX."""
    fields: Mapping[Part, FieldReading] = field(default_factory=lambda: MappingProxyType({}))
    """What is read in it, by the name of the field."""
    authors: tuple[str, ...] = ()
    """The authors, as “Family, Given”."""
    authors_incomplete: bool = False
    """Whether there are more authors than are named."""
    editors: tuple[str, ...] = ()
    """The editors, as “Family, Given”."""
    editors_incomplete: bool = False
    """Whether there are more editors than are named."""
    bodies: tuple[str, ...] = ()
    """Which of these names are no persons: nothing in them is parted."""
    notes: tuple[str, ...] = ()
    """What was not understood, in sentences."""

    def __reduce__(self) -> tuple[object, ...]:
        """What another process or a copy makes it of anew: a view of a mapping cannot be pickled."""
        values = [getattr(self, own.name) for own in dataclass_fields(self)]
        plain = [dict(value) if isinstance(value, MappingProxyType) else value for value in values]

        return _made_again, tuple(plain)

    def text(self, part: Part | str) -> str | None:
        """What the field *part* says in plain form; None where it has none."""
        read = self.fields.get(Part(part))

        return read.text if read else None

    @property
    def title(self) -> str | None:
        """The title."""
        return self.text(Part.TITLE)

    @property
    def year(self) -> int | None:
        """The year in which it came out; None where none is printed."""
        digits = (self.text(Part.YEAR) or "")[:4]

        return int(digits) if digits.isdecimal() else None

    @property
    def doi(self) -> str | None:
        """The DOI, bare."""
        return self.text(Part.DOI)


def _made_again(*values: Any) -> ReferenceReading:  # noqa: ANN401 - the values of all fields, in their order
    """A reading as it was before it was pickled."""
    made = ReferenceReading(*values)

    return replace(made, fields=MappingProxyType(dict(made.fields)))
