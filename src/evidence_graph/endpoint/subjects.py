"""The one door from the statements of an endpoint to our records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.dataset import reader
from evidence_graph.model import Study
from evidence_graph.vocabulary import BY_CLASS, BY_RECORD, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.dataset.reader import Described, Reading
    from evidence_graph.endpoint.paging import Row
    from evidence_graph.model import Record

KNOWN = {RDF_TYPE, *(prop.iri for entry in BY_RECORD.values() for prop in entry.properties)}


def described(rows: Iterable[Row]) -> dict[str, Described]:
    """What rows of subject, property and value say of each subject that has a name."""
    found: dict[str, Described] = {}
    for subject, predicate, term in rows:
        if subject and predicate and term and not subject[0].startswith("_:"):
            held = found.setdefault(subject[0], {}).setdefault(predicate[0], [])
            if term not in held:
                held.append(term)
    return found


def read(subjects: dict[str, Described], record_type: type[Record]) -> Reading:
    """The records of one type among *subjects*.

    What does not fit is left out, as it is when a folder is read; a work of which nothing is said but
    its bibliography is no study yet.
    """
    entry = BY_RECORD[record_type]
    wanted = {
        subject: {p: held for p, held in facts.items() if p in KNOWN} | {RDF_TYPE: [(entry.iri, None)]}
        for subject, facts in sorted(subjects.items())
        if entry.iri in {t for t, _ in facts.get(RDF_TYPE, ()) if t in BY_CLASS}
    }
    reading = reader.interpret(wanted, "")
    if record_type is Study:
        held = reading.records.get(Study, {})
        reading.records[Study] = {key: r for key, r in held.items() if r != Study(r.id)}
    return reading
