"""What of an RDF file has become no record, no value of a field, or has no place at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evidence_graph.authoring.foreign import restatements
from evidence_graph.authoring.tables.report import LeftOut
from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace
from evidence_graph.store import languages
from evidence_graph.store.rdf import TEXTS
from evidence_graph.vocabulary import (
    BY_CLASS,
    DCTERMS,
    DERIVED_IRIS,
    FABIO,
    PUBLISHED,
    RDF_TYPE,
    RDFS,
    SCHEMA,
    Tags,
    identifier,
)
from evidence_graph.vocabulary.crosswalk import AUTHOR_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence_graph.authoring.foreign.restatements import Statement
    from evidence_graph.store import reader
    from evidence_graph.store.reader import Described


def notices(reading: reader.FileRecords, described: dict[str, Described]) -> Iterator[str]:
    """How much the file says that has no place here, beside what follows from the rest."""
    lost = _lost(reading, described)
    statements = [one for one in restatements.without_place(reading) if one[0] not in lost]

    predicates = [*_without_place(reading, statements)]
    if predicates:
        names = ", ".join(sorted({identifier(predicate) for predicate in predicates})[:SHOWN])
        yield f"no place for {len(predicates)} {_plural('statement', len(predicates))} ({names})"

    strangers: Counter[str] = Counter()
    for subject in dict.fromkeys(subject for subject, _, _ in statements):
        classes = [text for text, _ in described[subject].get(RDF_TYPE, ())]
        if classes and not any(name in BY_CLASS for name in classes):
            strangers[identifier(classes[0])] += 1

    if strangers:
        kinds = ", ".join(f"{number} {name}" for name, number in strangers.most_common(SHOWN))
        number = sum(strangers.values())
        yield f"no place for {number} {_plural('thing', number)} of another kind ({kinds})"


def _without_place(reading: reader.FileRecords, statements: list[Statement]) -> Iterator[str]:
    """The properties of *statements* that are told nowhere else: as left out, or as a translation."""
    unread = {(fault.subject, fault.predicate) for fault in reading.faults if fault.code in UNREAD}
    for subject, predicate, term in statements:
        is_translation = predicate in TRANSLATED and bool(languages.tag(term))
        if predicate in UNDERSTOOD or (subject, predicate) in unread or is_translation:
            continue

        yield predicate


UNDERSTOOD = {*TEXTS.values(), *PUBLISHED, *DERIVED_IRIS, RDF_TYPE, RDFS + "label", AUTHOR_LIST}
UNDERSTOOD |= {DCTERMS + "creator", DCTERMS + "identifier", FABIO + "hasPublicationYear"}
"""What is read elsewhere, or follows from what is."""


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"


TRANSLATED = {prop.iri for entry in SCHEMA for prop in entry.properties if prop.tags is Tags.CHOSEN}
"""What may be said once in each language."""

SHOWN = 6
"""So many properties without a place are named."""


def _lost(reading: reader.FileRecords, described: dict[str, Described]) -> set[str]:
    """The subjects of a class of ours that have become no record."""
    return {
        subject
        for subject, statements in described.items()
        if any(name in BY_CLASS for name, _ in statements.get(RDF_TYPE, ()))
    } - set(reading.iris.values())


def left_out(reading: reader.FileRecords, described: dict[str, Described]) -> Iterator[LeftOut]:
    """The values of fields that could not be read, those of one field and reason together."""
    lost = _lost(reading, described)
    numbers: Counter[tuple[str, str, str]] = Counter()
    for fault in reading.faults:
        if fault.code in UNREAD and fault.predicate and fault.subject not in lost:
            numbers[identifier(fault.predicate), fault.message, fault.cure] += 1

    for (field, message, cure), number in numbers.items():
        yield LeftOut(field, message, cure, number)


UNREAD = frozenset({"bad-value", "doubled"})
"""The faults for which a value of a field is left out."""


def refusals(reading: reader.FileRecords, described: dict[str, Described], path: Path) -> Iterator[Refusal]:
    """What of the file is no record: each subject once, with the first reason."""
    lost = _lost(reading, described)
    reasons: dict[str, reader.Fault] = {}
    for fault in reading.faults:
        if fault.code in WHOLE or (fault.code in UNREAD and fault.subject in lost):
            reasons.setdefault(fault.subject, fault)

    for number, (subject, fault) in enumerate(reasons.items(), 1):
        reason = f"{subject}: {fault.message}"
        yield Refusal(path.name, RowPlace(number), None, subject, reason, fault.cure)


WHOLE = frozenset({"missing", "missing-class", "blank-node", "duplicate-id", "two-classes"})
"""The faults for which a subject does not become a record."""
