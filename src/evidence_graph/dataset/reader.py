"""Turtle to records: what a claims file says, and every place where it does not fit the model."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import BlankNode, Literal, RdfFormat, parse

from evidence_graph import limits
from evidence_graph.dataset import positions, syntaxes, terms
from evidence_graph.dataset.labels import Labels
from evidence_graph.errors import BrokenFile, OtherSyntax
from evidence_graph.limits import turtle
from evidence_graph.nearness import nearest
from evidence_graph.vocabulary import (
    BY_CLASS,
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

END = "# end of data"
WRITTEN = "# Written by evidence-graph"

FIELDS = {
    entry.iri: {prop.iri: (prop, terms.converter(prop)) for prop in entry.properties}
    for entry in BY_CLASS.values()
}
"""The fields of each class by their property, each with what makes a value of a term."""

REQUIRED = {entry.iri: [p for p in entry.properties if p.required] for entry in BY_CLASS.values()}

NAME_IT = "Give it an IRI of its own; nodes without names change at every writing."
IN_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
IN_DIRECTION = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"


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
    """The records of a file by type and id, their IRIs, what was not understood, and the faults.

    *said* holds what the file says of each subject: from it a record that is written again takes the terms
    that still say what the record holds, so that nobody's words are put into other words.
    """

    base: str = ""
    records: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    iris: dict[tuple[type[Record], str], str] = field(default_factory=dict)
    foreign: list[tuple[str, str, terms.Term]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    said: Mapping[str, Described] = field(default_factory=dict)

    def put(self, subject: str, record_type: RecordType, given: dict[str, Any]) -> bool:
        """Whether there was a place for the record: two records of a kind cannot have one id."""
        key = record_type.record, given["id"]
        if key in self.iris:
            self.faults.append(taken(subject, record_type, given["id"], self.iris[key]))
            return False
        self.iris[key] = subject
        self.records.setdefault(record_type.record, {})[given["id"]] = record_type.record(**given)
        if record_type.folder == "data-set":
            self.base = subject
        return True


class Sink(Protocol):
    """What takes in the records of a file, whatever becomes of them."""

    faults: list[Fault]
    foreign: list[tuple[str, str, terms.Term]]

    def put(self, subject: str, record_type: RecordType, given: dict[str, Any]) -> bool:
        """Whether there was a place for the record of *subject* with the values *given*."""


def taken(subject: str, record_type: RecordType, identifier: str, other: str) -> Fault:
    """The fault of two records of a kind that have one id."""
    message = f"The {record_type.name} id {identifier!r} is also that of <{other}>."
    return Fault("duplicate-id", subject, None, message, "Give one of them another id.")


def decode(path: Path, *, limit: int = limits.FILE) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises BrokenFile for another encoding (with the line) or a file above *limit* bytes.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size if path.is_file() else 0  # what is no file does not say it
            raw = b"" if size > limit else file.read(-1 if size else limit + 1)
        size = max(size, len(raw))
        if size > limit:
            raise limits.too_large(path, size, limit)
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
    reading = Reading(said=described)
    with nothing_collected():
        for subject, held in described.items():
            take(subject, held, reading)
    if text.startswith(WRITTEN) and END not in text.splitlines():
        reading.faults.append(cut_off(positions.line_of(text.rstrip(), len(text))))
    return reading


def cut_off(line: int) -> Fault:
    """The fault of a file that was written whole and has lost its end after *line*."""
    message = f"This file was written whole and ended with {END!r}; that line is missing: its end is cut off."
    cure = "Restore the file from its history, or add the line again if nothing is missing."
    return Fault("file-cut-off", "", None, message, cure, line=line)


def subjects(text: str, *, name: Path | str = "claims.ttl") -> dict[str, Described]:
    """What a Turtle *text* says of each subject."""
    found: dict[str, Described] = {}
    with nothing_collected():
        for subject, predicate, term in triples(text, name=name):
            described = found.get(subject)
            if described is None:
                described = found[subject] = {}
            if predicate in described:
                described[predicate].append(term)
            else:
                described[predicate] = [term]
    return found


@contextmanager
def nothing_collected() -> Iterator[None]:
    """No search for garbage while all that is made is kept: it costs a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def triples(text: str, *, name: Path | str) -> Iterable[tuple[str, str, terms.Term]]:
    """The triples of a Turtle *text* as plain strings; a node without a name begins with ``_:``.

    The same text gives the same triples each time. Raises BrokenFile with line and column where the
    syntax breaks, with the line of what is over a limit, and for what is not RDF 1.1.
    """
    raw = text.encode()
    turtle.refuse(raw, name)
    labels = Labels(text)
    try:
        for triple in parse(input=raw, format=RdfFormat.TURTLE):
            node: Any = triple.subject
            subject = labels.of(node) if type(node) is BlankNode else node.value
            obj = triple.object
            term = (labels.of(obj), None) if type(obj) is BlankNode else plain(obj, name)
            yield subject, triple.predicate.value, term
    except SyntaxError as error:
        raise broken(name, error, text) from None


def plain(obj: Any, name: Path | str) -> terms.Term:  # noqa: ANN401 - any of pyoxigraph's terms
    """A term of the parser as plain strings.

    Raises BrokenFile for what is not RDF 1.1.
    """
    if type(obj) is not Literal:
        return str(obj) if type(obj) is BlankNode else obj.value, None
    datatype = obj.datatype.value
    if datatype == IN_DIRECTION:
        raise BrokenFile(name, f"A text with a direction is RDF 1.2 ({obj.value[:60]!r}).")
    return obj.value, datatype if datatype != IN_LANGUAGE else f"@{obj.language}"


def broken(name: Path | str, error: SyntaxError, text: str = "") -> BrokenFile:
    """The parser's complaint about *text* with its place, or what the text is if it is no Turtle at all."""
    other = syntaxes.other_syntax(text)
    if other is not None:
        return OtherSyntax(name, other)
    return BrokenFile(name, _sentence(error), line=error.lineno, column=error.offset)


def _sentence(error: SyntaxError) -> str:
    """The parser's reason without the place, which is told apart."""
    reason = re.sub(r"^Parser error .*?: ", "", str(error.msg or error)).rstrip(".")
    return f"The syntax breaks here: {reason}. Mend the statement; nothing of the file was read."


def take(subject: str, described: Described, reading: Sink) -> None:
    """Make a record of *subject* and put it into *reading*; what does not fit becomes a fault."""
    types = [t for t, _ in described.get(RDF_TYPE, ())]
    known = [BY_CLASS[t] for t in dict.fromkeys(types) if t in BY_CLASS]
    reading.faults.extend(_misplaced(subject, described, types, known))
    if known and not subject.startswith("_:"):
        _record(subject, described, known[0], reading)
    else:
        reading.foreign.extend((subject, p, t) for p, held in described.items() for t in held)


def _misplaced(
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
    given: dict[str, Any] = {"id": identifier(subject)}
    foreign: list[tuple[str, str, terms.Term]] = []
    fields = FIELDS[record_type.iri]
    for predicate, held in described.items():
        field = fields.get(predicate)
        if field:
            prop, convert = field
            values, unread = _values(subject, held, prop, convert, reading.faults)
            if values:
                given[prop.attribute] = tuple(sorted(set(values))) if prop.many else values[0]
        else:
            unread = _unknown(subject, predicate, held, record_type, reading.faults)
        if unread:
            foreign.extend((subject, predicate, term) for term in unread)
    lacking = [p for p in REQUIRED[record_type.iri] if p.attribute not in given]
    reading.faults.extend(_missing(subject, record_type, p) for p in lacking if p.iri not in described)
    if lacking or not reading.put(subject, record_type, given):
        foreign = [(subject, p, t) for p, held in described.items() for t in held]
    reading.foreign.extend(foreign)


def _values(
    subject: str, held: list[terms.Term], prop: Property, convert: terms.Converter, faults: list[Fault]
) -> tuple[list[Any], list[terms.Term]]:
    """The values of a field, and the terms that are none or one too many; *faults* says what is wrong."""
    values: list[Any] = []
    unread: list[terms.Term] = []
    for position, term in enumerate(held):
        try:
            value = convert(term, prop)
        except terms.BadValue as error:
            value = error.readable
            message = f"{identifier(prop.iri)} holds {error}."
            cure = _untagged(term) or _meant(term, prop) or "Correct the value."
            faults.append(Fault("bad-value", subject, prop.iri, message, cure, position))
        if value is None or (values and not prop.many):
            unread.append(term)
        else:
            values.append(value)
    if len(held) > 1 and not prop.many:
        message = f"{identifier(prop.iri)} is given {len(held)} times, but can be given only once."
        faults.append(Fault("doubled", subject, prop.iri, message, "Keep the one that holds.", 1))
    return values, unread


def _one_of(given: str, words: list[str]) -> str:
    """How to put one of the *words* in the place of *given*, the likeliest before all."""
    return f"{_likeliest(given, words)} Use one of {', '.join(words)}.".lstrip()


def _untagged(term: terms.Term) -> str:
    """The cure of a text with a language tag."""
    _, datatype = term
    return f"Write it without {datatype}." if datatype and datatype.startswith("@") else ""


def _meant(term: terms.Term, prop: Property) -> str:
    """The value of a closed set that *term* may be a slip of."""
    return _likeliest(identifier(term[0]), [value.value for value in prop.choices or ()])


def _likeliest(given: str, words: list[str]) -> str:
    near = nearest(given, words, most=1)
    return f"Did you mean {near[0]}?" if near else ""


def _missing(subject: str, record_type: RecordType, prop: Property) -> Fault:
    message = f"This {record_type.name} has no {identifier(prop.iri)}."
    return Fault("missing", subject, None, message, f"Add eg:{identifier(prop.iri)}.")


def _unknown(
    subject: str, predicate: str, held: list[terms.Term], record_type: RecordType, faults: list[Fault]
) -> list[terms.Term]:
    """What is kept of statements that the table does not know; *faults* says what is wrong with them."""
    if predicate == RDF_TYPE:
        return [t for t in held if t[0] != record_type.iri]
    if predicate in DERIVED_IRIS:
        return []
    if predicate.startswith(TERMS):
        message = f"The vocabulary has no {identifier(predicate)} for a {record_type.name}."
        cure = _one_of(identifier(predicate), sorted(identifier(p.iri) for p in record_type.properties))
        faults.append(Fault("unknown-term", subject, predicate, message, cure))
    for position, (text, datatype) in enumerate(held):
        if datatype is None and text.startswith("_:"):
            message = f"The value of {identifier(predicate)} is a node without a name."
            faults.append(Fault("blank-node", subject, predicate, message, NAME_IT, position))
    return held
