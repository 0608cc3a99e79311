"""What is read in one printed reference: its fields, how sure each is, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evidence_graph.display import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping


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
class ReadField:
    """One field: its *text* in plain form, and from where to where it stands in the printed reference."""

    text: str
    start: int
    end: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class PrintedReference(Shown):
    """One reference of a list: the entry as printed, and what is read in it.

    *start* and *end* say where in the text it was read from; *number* is the one that is printed before it.
    *kind* is its type in BibTeX. *notes* say in sentences what was not understood.
    """

    printed: str
    start: int = 0
    end: int = 0
    number: int | None = None
    kind: str = "misc"
    fields: Mapping[Part, ReadField] = field(default_factory=lambda: MappingProxyType({}))
    authors: tuple[str, ...] = ()
    authors_incomplete: bool = False
    editors: tuple[str, ...] = ()
    editors_incomplete: bool = False
    bodies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

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

    def to_json(self) -> dict[str, Any]:
        """The reference as JSON has it."""
        return {
            "number": self.number,
            "printed": self.printed,
            "type": self.kind,
            "authors": list(self.authors),
            "authors_incomplete": self.authors_incomplete,
            "editors": list(self.editors),
            "editors_incomplete": self.editors_incomplete,
            "fields": {
                part.value: {
                    "text": read.text,
                    "start": read.start,
                    "end": read.end,
                    "confidence": read.confidence.value,
                }
                for part, read in self.fields.items()
            },
            "notes": list(self.notes),
        }
