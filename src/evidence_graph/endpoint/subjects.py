"""The one door from the statements of an endpoint to our records.

In come rows of subject, property and value; out go the subjects with what is said of each, and then the
records of one type among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.model import Study
from evidence_graph.store import reader
from evidence_graph.vocabulary import BY_RECORD, RDF_TYPE, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.endpoint.paging import Row
    from evidence_graph.model import Record
    from evidence_graph.store.reader import Described, FileRecords


FIELDS = {prop.iri for entry in SCHEMA for prop in entry.properties}
"""The properties of our records; what else is said of a subject is not for us to read."""


def describe(rows: Iterable[Row]) -> dict[str, Described]:
    """What rows of subject, property and value say of each subject that has a name."""
    subjects: dict[str, Described] = {}
    for subject, predicate, term in rows:
        if subject is None or predicate is None or term is None or subject[0].startswith("_:"):
            continue

        terms = subjects.setdefault(subject[0], {}).setdefault(predicate[0], [])
        if term not in terms:
            terms.append(term)

    return subjects


def read(subjects: dict[str, Described], record_type: type[Record]) -> FileRecords:
    """The records of one type among *subjects*.

    What does not fit is left out, as it is when a folder is read; a work of which nothing is said but
    its bibliography is no study yet.
    """
    entry = BY_RECORD[record_type]
    ours = {}
    for subject, facts in sorted(subjects.items()):
        if (entry.iri, None) in facts.get(RDF_TYPE, ()):
            ours[subject] = _as_one(facts, entry.iri)

    reading = reader.interpret(ours, "")
    if record_type is Study:
        studies = reading.records.get(Study, {})
        reading.records[Study] = {key: study for key, study in studies.items() if study != Study(key)}

    return reading


def _as_one(facts: Described, class_iri: str) -> Described:
    """Those of *facts* that the vocabulary knows, of a subject that is of one class and no other."""
    known_facts = {iri: terms for iri, terms in facts.items() if iri in FIELDS}

    return known_facts | {RDF_TYPE: [(class_iri, None)]}
