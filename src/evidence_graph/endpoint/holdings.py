"""The records of one kind that were fetched, and which questions about the kind they answer.

In come readings and the names that were asked for; out go records, whether it is settled that there is none,
and what is best fetched together with the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.vocabulary import BY_RECORD, Kind, Property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.model import Record
    from evidence_graph.store.reader import FileRecords

Link = tuple[str, str]
"""An attribute and the id that it names."""

ROWS_A_REQUEST = 1500
"""So many rows come in the time that one more request takes."""


@dataclass(slots=True)
class Holdings:
    """What is there of one kind of record."""

    kind: type[Record]
    records: dict[str, Record] = field(default_factory=dict)
    iris: dict[str, str] = field(default_factory=dict)
    all_iris: dict[str, str] | None = None
    whole: bool = False
    requests: int = 0
    rows: int | None = None
    _links: dict[Link, set[str]] = field(default_factory=dict)
    _absent: set[str] = field(default_factory=set)
    _answered: set[Link] = field(default_factory=set)
    _next: dict[str, None] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The class of the records."""
        return BY_RECORD[self.kind].iri

    def property_iri(self, attribute: str) -> str:
        """The property in which the records hold *attribute*."""
        return self._property(attribute).iri

    def target(self, attribute: str) -> type[Record]:
        """The kind of record that *attribute* names."""
        target = self._property(attribute).target
        assert target is not None  # noqa: S101 - only references are asked for backwards

        return target

    def _property(self, attribute: str) -> Property:
        return next(prop for prop in BY_RECORD[self.kind].properties if prop.attribute == attribute)

    def put(self, reading: FileRecords) -> list[Link]:
        """Keep the records of *reading*; what they name, and in which attribute, each once."""
        links: dict[Link, None] = {}
        for identifier, record in reading.records.get(self.kind, {}).items():
            self.records[identifier] = record
            self.iris[identifier] = reading.iris[self.kind, identifier]

            for link in self._links_of(record):
                self._links.setdefault(link, set()).add(identifier)
                links[link] = None

        return list(links)

    def _links_of(self, record: Record) -> Iterator[Link]:
        """Whom *record* names, and in which attribute."""
        for prop in BY_RECORD[self.kind].properties:
            if prop.kind is not Kind.REFERENCE:
                continue

            value = getattr(record, prop.attribute)
            for target in value if prop.many else (value,):
                if target:
                    yield prop.attribute, target

    def knows(self, identifier: str) -> bool:
        """Whether it is settled if there is such a record."""
        return self.whole or identifier in self.records or identifier in self._absent

    def knows_link(self, link: Link) -> bool:
        """Whether all records with this *link* are there."""
        return self.whole or link in self._answered

    def settle(self, identifiers: Iterable[str]) -> None:
        """What was asked for and did not come is not there."""
        for identifier in identifiers:
            self._next.pop(identifier, None)
            if identifier not in self.records:
                self._absent.add(identifier)

    def settle_links(self, links: Iterable[Link]) -> None:
        """All records with these *links* have come."""
        self._answered.update(links)

    def want(self, identifier: str) -> None:
        """Fetch this one together with the next that is asked for."""
        if not self.knows(identifier):
            self._next[identifier] = None

    def batch(self, identifier: str, size: int) -> list[str]:
        """*identifier* and others that are to be fetched with it, at most *size*."""
        others = [other for other in self._next if other != identifier]

        return [identifier, *others][:size]

    def linked(self, link: Link) -> list[Record]:
        """The records with this *link*, in the order of their ids."""
        return [self.records[identifier] for identifier in sorted(self._links.get(link, ()))]

    def all(self) -> list[Record]:
        """The records, in the order of their ids."""
        return [self.records[identifier] for identifier in sorted(self.records)]

    def is_cheaper_whole(self) -> bool:
        """Whether single requests have cost as much as all rows of the kind would."""
        return self.rows is not None and self.requests * ROWS_A_REQUEST >= self.rows
