"""Turtle to records: what a claims file says, and every place where it does not fit the model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evidence_graph.dataset import positions, terms
from evidence_graph.errors import BrokenFile
from evidence_graph.vocabulary import (
    BY_CLASS,
    BY_RECORD,
    DERIVED_IRIS,
    RDF_TYPE,
    TERMS,
    Property,
    RecordType,
    identifier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph.model import Record

Described = dict[str, list[terms.Term]]
"""What is said of one subject: terms by property IRI."""

MAX_BYTES = 50_000_000
MAX_NESTING = 200
END = "# end of data"
WRITTEN = "# Written by evidence-graph"

IN_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
IN_DIRECTION = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"

BRACKET = re.compile(
    rf"(?P<skip>{positions.TEXT}|<[^<>\s]*+>|\#[^\r\n]*+|\\.)|(?P<new><<|\{{\|)|(?P<bracket>[\[\]()])",
    re.DOTALL,
)
"""What nests in Turtle, and what is only text."""


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
    try:
        size = path.stat().st_size
        if size > limit:
            raise BrokenFile(path, f"the file has {size:,} bytes, more than the limit of {limit:,}.")
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error
    start = raw[:2]
    if start in {b"\xff\xfe", b"\xfe\xff"} or (len(start) > 1 and 0 in start):
        raise BrokenFile(path, "not UTF-8 but UTF-16; save the file as UTF-8.", line=1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = positions.line_of(raw.decode("latin-1"), error.start)
        reason = "not UTF-8 (probably Latin-1 or Windows-1252); save the file as UTF-8."
        raise BrokenFile(path, reason, line=line) from None


def read(text: str, *, name: Path | str = "claims.ttl") -> Reading:
    """The records that a Turtle *text* describes.

    Raises BrokenFile with line and column where the syntax breaks.
    """
    return interpret(subjects(text, name=name), text)


def interpret(described: Mapping[str, Described], text: str) -> Reading:
    """The records in what a *text* says of its subjects."""
    reading = Reading()
    for subject, held in described.items():
        _take(subject, held, reading)
    if text.startswith(WRITTEN) and END not in text.splitlines():
        message = (
            f"This file was written whole and ended with {END!r}; that line is missing: its end is cut off."
        )
        cure = "Restore the file from its history, or add the line again if nothing is missing."
        last = positions.line_of(text.rstrip(), len(text))
        reading.faults.append(Fault("file-cut-off", "", None, message, cure, line=last))
    return reading


def subjects(text: str, *, name: Path | str = "claims.ttl") -> dict[str, Described]:
    """What a Turtle *text* says of each subject."""
    found: dict[str, Described] = {}
    for subject, predicate, term in triples(text, name=name):
        found.setdefault(subject, {}).setdefault(predicate, []).append(term)
    return found


def triples(text: str, *, name: Path | str) -> Iterable[tuple[str, str, terms.Term]]:
    """The triples of a Turtle *text* as plain strings; a node without a name begins with ``_:``.

    Raises BrokenFile with line and column where the syntax breaks, and for what is not RDF 1.1.
    """
    from pyoxigraph import BlankNode, Literal, RdfFormat, parse

    _refuse_depth(text, name)
    try:
        for triple in parse(input=text.encode(), format=RdfFormat.TURTLE):
            node: Any = triple.subject
            subject = str(node) if type(node) is BlankNode else node.value
            obj: Any = triple.object
            term: terms.Term
            if type(obj) is Literal:
                datatype = obj.datatype.value
                if datatype == IN_DIRECTION:
                    raise BrokenFile(name, f"A text with a direction is RDF 1.2 ({obj.value[:60]!r}).")
                term = obj.value, datatype if datatype != IN_LANGUAGE else f"@{obj.language}"
            else:
                term = str(obj) if type(obj) is BlankNode else obj.value, None
            yield subject, triple.predicate.value, term
    except SyntaxError as error:
        raise BrokenFile(name, _sentence(error), line=error.lineno, column=error.offset) from None


def _refuse_depth(text: str, name: Path | str) -> None:
    """Refuse what nests so deep that the parser would crash, and the nested triples of RDF 1.2."""
    depth = 0
    if "<<" not in text and "{|" not in text and text.count("(") + text.count("[") <= MAX_NESTING:
        return
    for match in BRACKET.finditer(text):
        if match["skip"] is not None:
            continue
        if match["new"] is not None:
            line = positions.line_of(text, match.start())
            raise BrokenFile(name, "A triple within a triple is RDF 1.2; only RDF 1.1 is read.", line=line)
        depth += 1 if match["bracket"] in "[(" else -1
        if depth > MAX_NESTING:
            line = positions.line_of(text, match.start())
            raise BrokenFile(name, f"Brackets are nested more than {MAX_NESTING} deep.", line=line)


def _sentence(error: SyntaxError) -> str:
    """The parser's reason without the place, which is told apart."""
    reason = re.sub(r"^Parser error .*?: ", "", str(error.msg or error)).rstrip(".")
    return f"The syntax breaks here: {reason}. Mend the statement; nothing of the file was read."


def _take(subject: str, described: Described, reading: Reading) -> None:
    """Make a record of *subject* and put it into *reading*; what does not fit becomes a fault."""
    reading.faults.extend(_misplaced(subject, described))
    types = [t[0] for t in described.get(RDF_TYPE, [])]
    known = [BY_CLASS[t] for t in dict.fromkeys(types) if t in BY_CLASS]
    if not known:
        if any(p.startswith(TERMS) and p not in DERIVED_IRIS for p in described) and not any(
            t.startswith(TERMS) for t in types
        ):
            message = "A record is described here, but not said to be of any class of the vocabulary."
            cure = "Add 'a eg:Claim', 'a eg:EvidenceLine' or what it is."
            reading.faults.append(Fault("missing-class", subject, None, message, cure))
        reading.foreign.extend((subject, p, t) for p, held in described.items() for t in held)
        return
    if len(known) > 1:
        message = f"This is said to be a {' and a '.join(entry.name for entry in known)} at once."
        cure = "Keep the class that holds, and describe the other thing under an id of its own."
        reading.faults.append(Fault("two-classes", subject, RDF_TYPE, message, cure, 1))
    _record(subject, described, known[0], reading)


def _misplaced(subject: str, described: Described) -> Iterator[Fault]:
    """What nobody should have written: derived triples, nodes without a name, unknown classes."""
    if subject.startswith("_:") and any(t in BY_CLASS for t, _ in described.get(RDF_TYPE, [])):
        message = "A record is described without a name."
        cure = "Give it an IRI; nodes without names change at every writing."
        yield Fault("blank-node", subject, None, message, cure)
    for derived in sorted(DERIVED_IRIS & described.keys()):
        message = f"{identifier(derived)} is written by hand, but it is derived from the evidence lines."
        cure = "Delete it and write an evidence line."
        yield Fault("derived-by-hand", subject, derived, message, cure)
    for predicate, held in described.items():
        for position, term in enumerate(held):
            if term[1] is None and term[0].startswith("_:") and not subject.startswith("_:"):
                message = f"The value of {identifier(predicate)} is a node without a name."
                cure = "Describe it under an IRI of its own; nodes without names change at every writing."
                yield Fault("blank-node", subject, predicate, message, cure, position)
    for position, (unknown, _) in enumerate(described.get(RDF_TYPE, [])):
        if unknown.startswith(TERMS) and unknown not in BY_CLASS:
            message = f"There is no class {identifier(unknown)} in the vocabulary."
            cure = "Use one of " + ", ".join(identifier(entry.iri) for entry in BY_CLASS.values()) + "."
            yield Fault("unknown-term", subject, RDF_TYPE, message, cure, position)


def _record(subject: str, described: Described, record_type: RecordType, reading: Reading) -> None:
    """Put the record into *reading*; what is not part of it is kept beside it, so that nothing is lost."""
    given: dict[str, object] = {"id": identifier(subject)}
    foreign, faults = _foreign(subject, described, record_type)
    whole = not subject.startswith("_:")
    for prop in record_type.properties:
        if prop.iri not in described:
            if prop.required:
                whole = False
                faults.append(_missing(subject, record_type, prop))
            continue
        values, unread, wrong = _values(subject, described[prop.iri], prop)
        faults.extend(wrong)
        foreign.extend((subject, prop.iri, term) for term in unread)
        if values:
            given[prop.attribute] = tuple(values) if prop.many else values[0]
        else:
            whole = whole and not prop.required
    reading.faults.extend(faults)
    if not (whole and _put(subject, record_type, given, reading)):
        foreign = [(subject, p, t) for p, held in described.items() for t in held]
    reading.foreign.extend(foreign)


def _put(subject: str, record_type: RecordType, given: dict[str, Any], reading: Reading) -> bool:
    """Whether there was a place for the record: two records of a kind cannot have one id."""
    key = record_type.record, given["id"]
    if key in reading.iris:
        message = f"The {record_type.name} id {given['id']!r} is also that of <{reading.iris[key]}>."
        reading.faults.append(Fault("duplicate-id", subject, None, message, "Give one of them another id."))
        return False
    reading.iris[key] = subject
    reading.records.setdefault(record_type.record, {})[given["id"]] = record_type.record(**given)
    if record_type.folder == "data-set":
        reading.base = subject
    return True


def _values(
    subject: str, found: list[terms.Term], prop: Property
) -> tuple[list[Any], list[terms.Term], list[Fault]]:
    """The values of a field, the terms that are none or one too many, and what is wrong with them."""
    values: list[Any] = []
    unread: list[terms.Term] = []
    faults: list[Fault] = []
    for position, term in enumerate(found):
        value, wrong = _value(term, prop)
        if wrong:
            message = f"{identifier(prop.iri)} holds {wrong}."
            faults.append(Fault("bad-value", subject, prop.iri, message, "Correct the value.", position))
        if value is None or (values and not prop.many):
            unread.append(term)
        else:
            values.append(value)
    if len(found) > 1 and not prop.many:
        message = f"{identifier(prop.iri)} is given {len(found)} times, but can be given only once."
        faults.append(Fault("doubled", subject, prop.iri, message, "Keep the one that holds.", 1))
    return (sorted(set(values)) if prop.many else values), unread, faults


def _value(term: terms.Term, prop: Property) -> tuple[object, str]:
    """The value of *term*, as far as it can be read, and what is wrong with it."""
    try:
        return terms.value(term, prop), ""
    except terms.BadValue as error:
        return error.readable, str(error)


def _missing(subject: str, record_type: RecordType, prop: Property) -> Fault:
    message = f"This {record_type.name} has no {identifier(prop.iri)}."
    return Fault("missing", subject, None, message, f"Add eg:{identifier(prop.iri)}.")


def _foreign(
    subject: str, described: Described, record_type: RecordType
) -> tuple[list[tuple[str, str, terms.Term]], list[Fault]]:
    """What the table does not know; an unknown term of our own vocabulary is a fault as well."""
    known = {prop.iri for prop in record_type.properties}
    foreign: list[tuple[str, str, terms.Term]] = []
    faults: list[Fault] = []
    for predicate, held in described.items():
        kept = held
        if predicate == RDF_TYPE:
            kept = [t for t in held if t[0] != record_type.iri]
        elif predicate in known or predicate in DERIVED_IRIS:
            continue
        elif predicate.startswith(TERMS):
            message = f"The vocabulary has no {identifier(predicate)} for a {record_type.name}."
            cure = "Use one of " + ", ".join(sorted(identifier(p.iri) for p in record_type.properties)) + "."
            faults.append(Fault("unknown-term", subject, predicate, message, cure))
        foreign.extend((subject, predicate, t) for t in kept)
    return foreign, faults


def record_type_of(record: Record) -> RecordType:
    """The entry of the table that says how *record* is written."""
    return BY_RECORD[type(record)]
