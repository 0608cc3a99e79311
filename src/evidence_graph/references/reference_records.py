"""Printed references as records that other formats are written from: BibTeX, CSL-JSON."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import foreign_records
from evidence_graph.bibliography.foreign_records import OTHERS, ForeignRecord
from evidence_graph.references.printed_reference import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.references.printed_reference import ReferenceReading

_FIELDS: Mapping[Part, str] = MappingProxyType(
    {
        Part.TITLE: "title",
        Part.VOLUME: "volume",
        Part.ISSUE: "number",
        Part.PAGES: "pages",
        Part.EID: "eid",
        Part.EDITION: "edition",
        Part.SERIES: "series",
        Part.PLACE: "address",
        Part.DOI: "doi",
        Part.PMID: "pmid",
        Part.PMCID: "pmcid",
        Part.ISBN: "isbn",
        Part.URL: "url",
        Part.ACCESSED: "urldate",
    }
)
"""The field of BibTeX that says the same."""

_BOOK_PARTS = frozenset({"incollection", "inproceedings"})
_PUBLISHERS: Mapping[str, str] = MappingProxyType(
    {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}
)


def to_records(references: Iterable[ReferenceReading]) -> list[ForeignRecord]:
    """A record for each of *references*, in their order, each under a key of its own."""
    records = [_record(line, reference) for line, reference in enumerate(references, start=1)]
    taken: set[str] = set()
    for record in records:
        record.key = foreign_records.free_key(foreign_records.made_key(record), taken)
        taken.add(record.key.lower())

    return records


def to_bibliography(references: Iterable[ReferenceReading], name: str = "references") -> Bibliography:
    """The entries of BibTeX of *references*, in their order."""
    return foreign_records.gather(map(foreign_records.to_entry, to_records(references)), (), name)


def _record(line: int, reference: ReferenceReading) -> ForeignRecord:
    foreign = ForeignRecord(reference.kind, line=line)
    _add_people(foreign, reference)
    for part, field in _FIELDS.items():
        foreign.put(field, reference.text(part))

    foreign.put("booktitle" if reference.kind in _BOOK_PARTS else "journal", reference.text(Part.CONTAINER))
    foreign.put(_PUBLISHERS.get(reference.kind, "publisher"), reference.text(Part.PUBLISHER))
    if reference.year is not None:
        foreign.date(reference.year)
    else:
        foreign.put("pubstate", reference.text(Part.YEAR))

    if arxiv := reference.text(Part.ARXIV):
        foreign.put("eprint", arxiv)
        foreign.put("eprinttype", "arxiv")

    return foreign


def _add_people(foreign: ForeignRecord, reference: ReferenceReading) -> None:
    listed = (
        ("author", reference.authors, reference.authors_incomplete),
        ("editor", reference.editors, reference.editors_incomplete),
    )
    for role, names, is_incomplete in listed:
        for name in names:
            foreign.add(role, name, is_body=name in reference.bodies)

        if names and is_incomplete:
            foreign.people[role].append(OTHERS)
