"""Turtle to records: what a claims file says, and every place where it does not fit the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from evidence_graph.garbage import nothing_collected
from evidence_graph.nearness import nearest
from evidence_graph.store import conversion, languages, positions, streams
from evidence_graph.store.conversion import Described
from evidence_graph.store.streams import END, WRITTEN, decode, triples
from evidence_graph.vocabulary import (
    BY_CLASS,
    DERIVED_IRIS,
    RDF_TYPE,
    TERMS,
    Property,
    RecordType,
    Tags,
    identifier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph.model import Record
    from evidence_graph.store.streams import SubjectStatements

__all__ = [
    "END",
    "WRITTEN",
    "Described",
    "Fault",
    "FileRecords",
    "Sink",
    "decode",
    "interpret",
    "read",
    "subjects",
    "take",
    "taken_id",
    "together",
    "triples",
]

FIELDS = {
    entry.iri: {prop.iri: (prop, conversion.converter(prop)) for prop in entry.properties}
    for entry in BY_CLASS.values()
}
"""The fields of each class by their property, each with what makes a value of a term."""

REQUIRED = {entry.iri: [p for p in entry.properties if p.required] for entry in BY_CLASS.values()}

NAME_IT = "Give it an IRI of its own; nodes without names change at every writing."


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that does not fit the model, before its line is looked up."""

    code: str
    subject: str
    predicate: str | None
    message: str
    cure: str
    occurrence: int = 0
    line: int | None = None
    file: str = ""
    """The name of the file where that does not follow from the subject."""


@dataclass(slots=True)
class FileRecords:
    """The records of a file by type and id, their IRIs, what was not understood, and the faults.

    *said* holds what the file says of each subject: from it a record that is written again takes the terms
    that still say what the record holds, so that nobody's words are put into other words.
    """

    base: str = ""
    records: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    iris: dict[tuple[type[Record], str], str] = field(default_factory=dict)
    foreign: list[tuple[str, str, conversion.Term]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    said: Mapping[str, Described] = field(default_factory=dict)

    def put(self, subject: str, record_type: RecordType, text: dict[str, Any]) -> bool:
        """Whether there was a place for the record: two records of a kind cannot have one id."""
        key = record_type.record, text["id"]
        if key in self.iris:
            self.faults.append(taken_id(subject, record_type, text["id"], self.iris[key]))
            return False

        self.iris[key] = subject
        self.records.setdefault(record_type.record, {})[text["id"]] = record_type.record(**text)
        if record_type.folder == "data-set":
            self.base = subject

        return True


class Sink(Protocol):
    """What takes in the records of a file, whatever becomes of them."""

    faults: list[Fault]
    foreign: list[tuple[str, str, conversion.Term]]

    def put(self, subject: str, record_type: RecordType, given: dict[str, Any]) -> bool:
        """Whether there was a place for the record of *subject* with the values *given*."""


def taken_id(subject: str, record_type: RecordType, identifier: str, other: str) -> Fault:
    """The fault of two records of a kind that have one id."""
    message = f"The {record_type.name} id {identifier!r} is also that of <{other}>."

    return Fault("duplicate-id", subject, None, message, "Give one of them another id.")


def read(text: str, *, name: Path | str = "claims.ttl") -> FileRecords:
    """The records that a Turtle *text* describes.

    Raises BrokenFile with line and column where the syntax breaks.
    """
    return interpret(subjects(text, name=name), text)


def interpret(described: Mapping[str, Described], text: str) -> FileRecords:
    """The records in what a *text* says of its subjects."""
    reading = FileRecords(said=described)
    with nothing_collected():
        for subject, facts in described.items():
            take(subject, facts, reading)

    reading.faults.extend(cut_off(text))

    return reading


def cut_off(text: str, file: str = "") -> Iterator[Fault]:
    """The fault of a *text* that was written whole and has lost its end."""
    if not streams.has_lost_its_end(text):
        return

    message = f"This file was written whole and ended with {END!r}; that line is missing: its end is cut off."
    cure = "Restore the file from its history, or add the line again if nothing is missing."
    line = positions.line_of(text.rstrip(), len(text))
    yield Fault("file-cut-off", "", None, message, cure, line=line, file=file)


def subjects(text: str, *, name: Path | str = "claims.ttl") -> dict[str, Described]:
    """What a Turtle *text* says of each subject."""
    with nothing_collected():
        return together(streams.subjects_of(text, name=name), name)


def together(subjects: Iterable[tuple[str, SubjectStatements]], name: Path | str) -> dict[str, Described]:
    """What is said of each of the *subjects* of the file *name*, wherever in it."""
    described: dict[str, Described] = {}
    for subject, statements in subjects:
        facts = described.setdefault(subject, {})
        for predicate, term in zip(*statements, strict=True):
            facts.setdefault(predicate.value, []).append(streams.plain(term, name))

    return described


def take(subject: str, described: Described, reading: Sink) -> None:
    """Make a record of *subject* and put it into *reading*; what does not fit becomes a fault."""
    types = [t for t, _ in described.get(RDF_TYPE, ())]
    known_classes = [BY_CLASS[t] for t in dict.fromkeys(types) if t in BY_CLASS]
    reading.faults.extend(_misplacement(subject, described, types, known_classes))
    if known_classes and not subject.startswith("_:"):
        _record(subject, described, known_classes[0], reading)
    else:
        reading.foreign.extend((subject, p, t) for p, held in described.items() for t in held)


def _misplacement(
    subject: str, described: Described, types: list[str], known: list[RecordType]
) -> Iterator[Fault]:
    """What is wrong with a subject as a whole: its classes, its name, derived statements."""
    for derived in sorted(DERIVED_IRIS.intersection(described)):
        message = f"{identifier(derived)} is written by hand, but it follows from what is recorded."
        cure = "Delete it and write the evidence line or the printed figure."
        yield Fault("derived-by-hand", subject, derived, message, cure)

    if len(types) == len(known) == 1 and not subject.startswith("_:"):
        return

    if known and subject.startswith("_:"):
        message = "A record is described without a name."
        yield Fault("blank-node", subject, None, message, NAME_IT)

    for position, unknown in enumerate(types):
        if unknown.startswith(TERMS) and unknown not in BY_CLASS:
            message = f"There is no class {identifier(unknown)} in the vocabulary."
            cure = _one_of(identifier(unknown), [identifier(entry.iri) for entry in BY_CLASS.values()])
            yield Fault("unknown-term", subject, RDF_TYPE, message, cure, position)

    if len(known) > 1:
        message = f"This is said to be a {' and a '.join(entry.name for entry in known)} at once."
        cure = "Keep the class that holds, and describe the other thing under an id of its own."
        yield Fault("two-classes", subject, RDF_TYPE, message, cure, 1)

    ours = {p for p in described if p.startswith(TERMS)} - DERIVED_IRIS
    if ours and not any(t.startswith(TERMS) or t in BY_CLASS for t in types):
        message = "A record is described here, but not said to be of any class of the vocabulary."
        cure = "Add 'a eg:Claim', 'a eg:EvidenceLine' or what it is."
        yield Fault("missing-class", subject, None, message, cure)


def _record(subject: str, described: Described, record_type: RecordType, reading: Sink) -> None:
    """Put the record into *reading*; what is not part of it is kept beside it, so that nothing is lost."""
    record_values: dict[str, Any] = {"id": identifier(subject)}
    foreign: list[tuple[str, str, conversion.Term]] = []
    fields = FIELDS[record_type.iri]
    for predicate, terms in described.items():
        field = fields.get(predicate)
        if field:
            prop, convert = field
            values, unread = _values(subject, terms, prop, convert, reading.faults)
            if values:
                record_values[prop.attribute] = tuple(sorted(set(values))) if prop.many else values[0]
        else:
            unread = _unknown(subject, predicate, terms, record_type, reading.faults)

        if unread:
            foreign.extend((subject, predicate, term) for term in unread)

    lacking = [p for p in REQUIRED[record_type.iri] if p.attribute not in record_values]
    reading.faults.extend(_missing(subject, record_type, p) for p in lacking if p.iri not in described)
    if lacking or not reading.put(subject, record_type, record_values):
        foreign = [(subject, p, t) for p, held in described.items() for t in held]

    reading.foreign.extend(foreign)


def _values(
    subject: str,
    terms: list[conversion.Term],
    prop: Property,
    convert: conversion.Converter,
    faults: list[Fault],
) -> tuple[list[Any], list[conversion.Term]]:
    """The values of a field, and the terms that are none or one too many; *faults* says what is wrong."""
    values: list[Any] = []
    unread: list[conversion.Term] = []
    if len(terms) == 1:
        of_language = terms
    else:
        of_language = languages.terms_to_read(terms, prop)

    for position, term in enumerate(terms):
        if term not in of_language:
            unread.append(term)
            continue

        try:
            value = convert(term, prop)
        except conversion.BadValue as error:
            value = error.readable
            message = f"{identifier(prop.iri)} holds {error}."
            cure = _untag(term) or _likely_value(term, prop) or "Correct the value."
            faults.append(Fault("bad-value", subject, prop.iri, message, cure, position))

        if value is None or (values and not prop.many):
            unread.append(term)
        else:
            values.append(value)

    if len(terms) > 1 and not prop.many:
        faults.extend(_doubled(subject, terms, prop))

    return values, unread


def _doubled(subject: str, held: list[conversion.Term], prop: Property) -> Iterator[Fault]:
    """What a field says twice that it can say once, or once in each language."""
    tags = list(map(languages.tag, held))
    groups = dict.fromkeys(tags) if prop.tags is Tags.CHOSEN else {None: None}
    for group in groups:
        places = [place for place, tag in enumerate(tags) if group in {None, tag}]
        if len(places) > 1:
            name, language = identifier(prop.iri), f" in the language {group}" if group else ""
            message = f"{name} is given {len(places)} times{language}, but can be given only once."
            cure = "Keep the one that holds."
            if name == "finding":
                cure += " Another finding is an eg:furtherFinding."

            yield Fault("doubled", subject, prop.iri, message, cure, places[1])


def _one_of(text: str, words: list[str]) -> str:
    """How to put one of the *words* in the place of *text*, the likeliest before all."""
    return f"{_likeliest(text, words)} Use one of {', '.join(words)}.".lstrip()


def _untag(term: conversion.Term) -> str:
    """The cure of a text with a language tag."""
    _, datatype = term
    if datatype and datatype.startswith("@"):
        return f"Write it without {datatype}."

    return ""


def _likely_value(term: conversion.Term, prop: Property) -> str:
    """The value of a closed set that *term* may be a slip of."""
    return _likeliest(identifier(term[0]), [value.value for value in prop.choices or ()])


def _likeliest(text: str, words: list[str]) -> str:
    near_words = nearest(text, words, most=1)
    if near_words:
        return f"Did you mean {near_words[0]}?"

    return ""


def _missing(subject: str, record_type: RecordType, prop: Property) -> Fault:
    message = f"This {record_type.name} has no {identifier(prop.iri)}."
    return Fault("missing", subject, None, message, f"Add eg:{identifier(prop.iri)}.")


def _unknown(
    subject: str, predicate: str, terms: list[conversion.Term], record_type: RecordType, faults: list[Fault]
) -> list[conversion.Term]:
    """What is kept of statements that the table does not know; *faults* says what is wrong with them."""
    if predicate == RDF_TYPE:
        return [t for t in terms if t[0] != record_type.iri]
    if predicate in DERIVED_IRIS:
        return []

    if predicate.startswith(TERMS):
        message = f"The vocabulary has no {identifier(predicate)} for a {record_type.name}."
        cure = _one_of(identifier(predicate), sorted(identifier(p.iri) for p in record_type.properties))
        faults.append(Fault("unknown-term", subject, predicate, message, cure))

    for position, (text, datatype) in enumerate(terms):
        if datatype is None and text.startswith("_:"):
            message = f"The value of {identifier(predicate)} is a node without a name."
            faults.append(Fault("blank-node", subject, predicate, message, NAME_IT, position))

    return terms
