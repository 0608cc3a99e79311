"""Turtle to records: what a claims file says, and every place where it does not fit the model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evidence_graph.dataset import terms
from evidence_graph.errors import BrokenFile
from evidence_graph.vocabulary import (
    BY_CLASS,
    BY_RECORD,
    DERIVED,
    RDF_TYPE,
    TERMS,
    XSD,
    Property,
    RecordType,
    identifier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence_graph.model import Record

Described = dict[str, list[terms.Term]]
"""What is said of one subject: terms by property IRI."""

MAX_BYTES = 50_000_000
END = "# end of data"
WRITTEN = "# Written by evidence-graph"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that does not fit the model, before its line is looked up."""

    code: str
    subject: str
    predicate: str | None
    message: str
    cure: str
    occurrence: int = 0


@dataclass(slots=True)
class Reading:
    """The records of a file by type and id, their IRIs, what was not understood, and the faults."""

    base: str = ""
    records: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    iris: dict[tuple[type[Record], str], str] = field(default_factory=dict)
    foreign: list[tuple[str, str, terms.Term]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decode(path: Path, *, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises BrokenFile for another encoding (with the line) or a file above *limit* bytes.
    """
    raw = path.read_bytes()
    if len(raw) > limit:
        raise BrokenFile(path, f"the file has {len(raw):,} bytes, more than the limit of {limit:,}.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        guess = "UTF-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "probably Latin-1 or Windows-1252"
        raise BrokenFile(path, f"not UTF-8 ({guess}); save the file as UTF-8.", line=line) from None


def read(text: str, *, name: Path | str = "claims.ttl") -> Reading:
    """The records that a Turtle *text* describes.

    Raises BrokenFile with line and column where the syntax breaks.
    """
    reading = Reading()
    for subject, described in _subjects(text, name).items():
        _take(subject, described, reading)
    if text.startswith(WRITTEN) and not text.rstrip().endswith(END):
        message = (
            f"The file was written whole and ended with {END!r}; that line is missing, so its end is cut off."
        )
        cure = "Restore the file from its history, or add the line again if nothing is missing."
        reading.faults.append(Fault("file-cut-off", "", None, message, cure))
    return reading


def triples(text: str, *, name: Path | str) -> Iterable[tuple[str, str, terms.Term]]:
    """The triples of a Turtle *text* as plain strings."""
    from pyoxigraph import Literal, RdfFormat, parse

    try:
        for triple in parse(input=text.encode(), format=RdfFormat.TURTLE):
            obj: Any = triple.object
            if isinstance(obj, Literal):
                yield _name(triple.subject), triple.predicate.value, (obj.value, obj.datatype.value)
            else:
                yield _name(triple.subject), triple.predicate.value, (_name(obj), None)
    except SyntaxError as error:
        raise BrokenFile(name, _sentence(error), line=error.lineno, column=error.offset) from None


def _name(term: Any) -> str:  # noqa: ANN401 - any of pyoxigraph's nodes
    return str(term.value) if hasattr(term, "value") else str(term)


def _sentence(error: SyntaxError) -> str:
    """The parser's reason without the place, which is told apart."""
    reason = re.sub(r"^Parser error .*?: ", "", str(error.msg or error)).rstrip(".")
    return (
        f"{reason[:1].upper()}{reason[1:]}. Mend the statement that ends or begins there; nothing was read."
    )


def _subjects(text: str, name: Path | str) -> dict[str, Described]:
    subjects: dict[str, Described] = {}
    for subject, predicate, term in triples(text, name=name):
        subjects.setdefault(subject, {}).setdefault(predicate, []).append(term)
    return subjects


def _take(subject: str, described: Described, reading: Reading) -> None:
    """Make a record of *subject* and put it into *reading*; what does not fit becomes a fault."""
    for derived in DERIVED.values():
        if derived in described:
            message = f"{identifier(derived)} is written by hand, but it is derived from the evidence lines."
            fault = Fault(
                "derived-by-hand", subject, derived, message, "Delete it and write an evidence line."
            )
            reading.faults.append(fault)
    types = [t[0] for t in described.get(RDF_TYPE, [])]
    known = [BY_CLASS[t] for t in types if t in BY_CLASS]
    for unknown in (t for t in types if t.startswith(TERMS) and t not in BY_CLASS):
        message = f"There is no class {identifier(unknown)} in the vocabulary."
        cure = "Use one of " + ", ".join(identifier(entry.iri) for entry in BY_CLASS.values()) + "."
        reading.faults.append(Fault("unknown-term", subject, RDF_TYPE, message, cure))
    if not known:
        if not types and any(p.startswith(TERMS) and p not in DERIVED.values() for p in described):
            message = "A record is described here, but not said to be of any class."
            cure = "Add 'a eg:Claim', 'a eg:EvidenceLine' or what it is."
            reading.faults.append(Fault("missing-class", subject, None, message, cure))
        reading.foreign.extend((subject, p, t) for p, held in described.items() for t in held)
        return
    _record(subject, described, known[0], reading)


def _record(subject: str, described: Described, record_type: RecordType, reading: Reading) -> None:
    _foreign(subject, described, record_type, reading)
    given: dict[str, object] = {"id": identifier(subject)}
    whole = True
    for prop in record_type.properties:
        values, faults = _values(subject, described.get(prop.iri, []), prop)
        reading.faults.extend(faults)
        if values:
            given[prop.attribute] = tuple(values) if prop.many else values[0]
        elif prop.required or not (prop.many or terms.has_default(record_type, prop.attribute)):
            whole = False
            if not faults:
                reading.faults.append(_missing(subject, record_type, prop))
    if not whole:
        return
    _put(subject, record_type, record_type.record(**given), reading)  # type: ignore[arg-type]


def _put(subject: str, record_type: RecordType, record: Record, reading: Reading) -> None:
    key = record_type.record, record.id
    if key in reading.iris:
        message = f"The {record_type.name} id {record.id!r} is also that of <{reading.iris[key]}>."
        reading.faults.append(Fault("duplicate-id", subject, None, message, "Give one of them another id."))
        return
    reading.iris[key] = subject
    reading.records.setdefault(record_type.record, {})[record.id] = record
    if record_type.folder == "data-set":
        reading.base = subject


def _values(subject: str, found: list[terms.Term], prop: Property) -> tuple[list[Any], list[Fault]]:
    values: list[Any] = []
    faults = []
    for position, term in enumerate(found):
        try:
            values.append(terms.value(term, prop))
        except terms.BadValue as error:
            message = f"{identifier(prop.iri)} holds {error}."
            fault = Fault("bad-value", subject, prop.iri, message, "Correct the value.", position)
            faults.append(fault)
    if len(found) > 1 and not prop.many:
        message = f"{identifier(prop.iri)} is given {len(found)} times, but can be given only once."
        faults.append(Fault("doubled", subject, prop.iri, message, "Keep the one that holds.", 1))
    return (sorted(values) if prop.many else values), faults


def _missing(subject: str, record_type: RecordType, prop: Property) -> Fault:
    message = f"This {record_type.name} has no {identifier(prop.iri)}."
    return Fault("missing", subject, None, message, f"Add eg:{identifier(prop.iri)}.")


def _foreign(subject: str, described: Described, record_type: RecordType, reading: Reading) -> None:
    """Keep what the table does not know; an unknown term of our own vocabulary is a fault as well."""
    known = {prop.iri for prop in record_type.properties}
    for predicate, held in described.items():
        kept = held
        if predicate == RDF_TYPE:
            kept = [t for t in held if t[0] != record_type.iri]
        elif predicate in known or predicate in DERIVED.values():
            continue
        elif predicate.startswith(TERMS):
            message = f"The vocabulary has no {identifier(predicate)} for a {record_type.name}."
            cure = "Use one of " + ", ".join(sorted(identifier(p.iri) for p in record_type.properties)) + "."
            reading.faults.append(Fault("unknown-term", subject, predicate, message, cure))
        reading.foreign.extend((subject, predicate, t) for t in kept)


def record_type_of(record: Record) -> RecordType:
    """The entry of the table that says how *record* is written."""
    return BY_RECORD[type(record)]


STRING = XSD + "string"
