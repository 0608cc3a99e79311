"""What a folder holds already, as an import needs it: records by type and id, and works by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from evidence_graph import bibliography as bib
from evidence_graph.vocabulary import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.authoring.book import Book
    from evidence_graph.model import Citation, Record

R = TypeVar("R")


@dataclass(frozen=True)
class FolderHoldings:
    """The records and works that are there before a table is taken in."""

    records: Mapping[type[Record], Mapping[str, Record]] = field(default_factory=dict)
    citations: Mapping[str, Citation] = field(default_factory=dict)

    def of(self, record_type: type[R]) -> Mapping[str, R]:
        """The records of one type by id."""
        return cast("Mapping[str, R]", self.records.get(cast("type[Record]", record_type), {}))


def of_book(book: Book) -> FolderHoldings:
    """What *book* holds now."""
    records = {entry.record: book.records(entry.record) for entry in SCHEMA}
    strings = book.stock.read.bibliography.strings
    citations = {key: bib.citation(entry, strings) for key, entry in book.stock.all(bib.Entry).items()}

    return FolderHoldings(records, citations)
