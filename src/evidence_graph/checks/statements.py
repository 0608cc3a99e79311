"""What a claims file says of each subject, before anything is made of it.

The checks look at statements and not at records, because a record with a fault is no record: what
points to it would then seem to point nowhere, and one slip would be told ten times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import dataset as data
from evidence_graph.store import reader
from evidence_graph.vocabulary import BY_CLASS, BY_RECORD, RDF_TYPE, WHOLE_NUMBER, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.model import Record

Described = reader.Described


def term(record: type[Record], attribute: str) -> str:
    """The IRI of the property that holds *attribute* of a *record*."""
    return next(p.iri for p in BY_RECORD[record].properties if p.attribute == attribute)


class Statements:
    """The statements of a file by subject and property, and its subjects by the kind of record."""

    def __init__(self, base: str, described: Mapping[str, Described]) -> None:
        self.base = base
        self.described = described
        self._of: dict[type[Record], dict[str, None]] = {record: {} for record in BY_RECORD}
        for subject, terms in described.items():
            for iri, _ in terms.get(RDF_TYPE, ()):
                if iri in BY_CLASS:
                    self._of[BY_CLASS[iri].record][subject] = None

    def of(self, record: type[Record]) -> dict[str, None]:
        """The subjects that are said to be of this kind, in the order of the file."""
        return self._of[record]

    def links(self, subject: str, predicate: str) -> list[str]:
        """The IRIs that *subject* points to with *predicate*."""
        return [iri for iri, datatype in self.described[subject].get(predicate, ()) if datatype is None]

    def link(self, subject: str, predicate: str) -> str:
        """The IRI that *subject* points to with *predicate*; an empty text when there is none."""
        for iri, datatype in self.described[subject].get(predicate, ()):
            if datatype is None:
                return iri

        return ""

    def text(self, subject: str, predicate: str) -> str:
        """The first literal that *subject* gives for *predicate*; an empty text when there is none."""
        terms = self.described[subject].get(predicate, ())

        return next((text for text, datatype in terms if datatype is not None), "")

    def number(self, subject: str, predicate: str) -> int | None:
        """The whole number that *subject* gives for *predicate*."""
        return next((number for _, number in self.numbers(subject, predicate)), None)

    def numbers(self, subject: str, predicate: str) -> Iterator[tuple[int, int]]:
        """The whole numbers that *subject* gives for *predicate*, each with its place among the values."""
        for position, (text, datatype) in enumerate(self.described[subject].get(predicate, ())):
            if datatype is not None and WHOLE_NUMBER.fullmatch(text):
                yield position, int(text)

    def name(self, iri: str) -> str:
        """The short name of a subject for messages: what follows the base, such as ``claim:tea-is-wet``."""
        return data.short_name(iri, self.base)


def names(iris: dict[str, None]) -> dict[str, str]:
    """The IRI of each id."""
    return {identifier(iri): iri for iri in iris}
