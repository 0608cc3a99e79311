"""Records to canonical Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.files import refuse_read_only, write_bytes
from evidence_graph.store import conversion, positions, reader, turtle_text
from evidence_graph.vocabulary import (
    BY_RECORD,
    DERIVED_IRIS,
    RDF_TYPE,
    XSD,
    prefixes,
    record_iri,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import BNode, Literal, URIRef

    from evidence_graph.model import Record

__all__ = ["rdflib_term", "refuse_read_only", "statements", "to_turtle", "write_bytes"]

SECTIONS: dict[type[Record], int] = {
    model.DataSet: 0,
    model.Curator: 1,
    model.Article: 2,
    model.Reference: 2,
    model.Claim: 3,
    model.Assertion: 3,
    model.Passage: 3,
    model.EvidenceLine: 3,
    model.Quote: 3,
    model.Search: 3,
    model.Margin: 3,
    model.Disagreement: 4,
    model.Study: 5,
    model.RiskOfBias: 5,
    model.Result: 5,
    model.Effect: 5,
    model.Group: 5,
    model.Procedure: 6,
    model.Step: 6,
    model.Scheme: 7,
    model.Concept: 8,
}
"""The order of a claims file: claims with their passages and evidence, works with results and effects."""

Place = tuple[int, str, int, int, str, int]
"""Section, owner, kind, number and id of a record, and which part of it this is."""

OPENING = f"{reader.WRITTEN}; reading and editing by hand is welcome."
"""The first line of a file that was written here."""

LAST: Place = (max(SECTIONS.values()) + 1, "", 0, 0, "", 0)
"""The place of what is no record."""


def to_turtle(reading: reader.FileRecords, *, before: str = "") -> str:
    """The canonical Turtle of everything in *reading*, what was not understood included.

    The same records give the same bytes, in whatever order they came. The comments of the text *before*
    it stand before the subjects to which they belonged.
    """
    remarks = positions.remarks(before)
    places = dict(_places(reading))
    body = turtle_text.document(
        understood(reading),
        prefixes(reading.base),
        place=lambda subject: places.get(subject, LAST),
        rank=rank,
        others=reading.foreign,
        remarks=remarks,
    )
    head = [line for line in remarks.pop(positions.HEAD, ()) if line != OPENING]

    return "\n".join([OPENING, *head, body, *_homeless(remarks, reading), reader.END, ""])


def in_order(subjects: Iterable[str], reading: reader.FileRecords) -> list[str]:
    """The *subjects* in the order in which a canonical file of *reading* has them."""
    places = dict(_places(reading))

    return sorted(subjects, key=lambda subject: (places.get(subject, LAST), subject))


def rank(predicate: str, classes: list[str]) -> int:
    """At which place a record of the first known of *classes* says *predicate*."""
    class_ranks = next((RANKS[c] for c in classes if c in RANKS), {})

    return class_ranks.get(predicate, len(class_ranks))


RANKS = {
    entry.iri: {prop.iri: place for place, prop in enumerate(entry.properties)}
    for entry in BY_RECORD.values()
}
"""The properties of each class in the order of the vocabulary."""


def _homeless(remarks: dict[str, list[str]], reading: reader.FileRecords) -> Iterator[str]:
    """The comments whose subject is not there any more, or never had a name."""
    described = {subject for subject, _, _ in statements(reading)}
    for subject, lines in remarks.items():
        if subject not in described:
            yield from (line for line in lines if line != reader.END)


def rdflib_term(term: conversion.Term) -> URIRef | BNode | Literal:
    """The rdflib node of *term*: a text without a datatype, as rdflib users write it."""
    from rdflib import BNode, Literal, URIRef

    text, datatype = term
    if datatype is None:
        if text.startswith("_:"):
            return BNode(text[2:])

        return URIRef(text)

    if datatype == XSD + "string":
        return Literal(text)
    if datatype.startswith("@"):
        return Literal(text, lang=datatype[1:])

    return Literal(text, datatype=URIRef(datatype), normalize=False)


def statements(reading: reader.FileRecords) -> Iterator[tuple[str, str, conversion.Term]]:
    """All triples of *reading* as plain strings."""
    yield from understood(reading)
    yield from reading.foreign


def understood(reading: reader.FileRecords) -> Iterator[tuple[str, str, conversion.Term]]:
    """The triples of the records of *reading*, and what somebody wrote of them that follows from others."""

    def iri_of(record_type: type[Record], identifier: str) -> str:
        iri_known = reading.iris.get((record_type, identifier))
        return iri_known or record_iri(reading.base, BY_RECORD[record_type], identifier)

    for record_type, records in reading.records.items():
        entry = BY_RECORD[record_type]
        for record in records.values():
            subject = iri_of(record_type, record.id)
            facts_there = reading.said.get(subject, {})
            yield subject, RDF_TYPE, (entry.iri, None)
            for predicate, term in conversion.terms(record, entry, facts_there, iri_of=iri_of):
                yield subject, predicate, term

            for predicate in sorted(DERIVED_IRIS.intersection(facts_there)):
                yield from ((subject, predicate, term) for term in facts_there[predicate])


def _places(reading: reader.FileRecords) -> Iterator[tuple[str, Place]]:
    claim_of_passage: dict[str, str] = {}
    for assertion in reading.records.get(model.Assertion, {}).values():
        if isinstance(assertion, model.Assertion):
            for passage in assertion.passages:
                first = claim_of_passage.get(passage, assertion.claim)
                claim_of_passage[passage] = min(first, assertion.claim)

    ranks = {record_type: rank for rank, record_type in enumerate(SECTIONS)}
    for record_type, section in SECTIONS.items():
        for record in reading.records.get(record_type, {}).values():
            iri = reading.iris.get((record_type, record.id)) or record_iri(
                reading.base, BY_RECORD[record_type], record.id
            )
            owner, part = _whole_of(record, reading)
            # Of two data sets the last is the one below which the records live.
            if record_type is model.DataSet:
                number = int(iri == reading.base)
            else:
                number = getattr(owner, "number", 0)

            yield iri, (section, _group(owner, claim_of_passage), ranks[type(owner)], number, owner.id, part)


def _whole_of(record: Record, reading: reader.FileRecords) -> tuple[Record, int]:
    """What *record* is printed as a part of, and which part: a group follows its effect, a quote its line."""
    match record:
        case model.Group():
            whole = reading.records.get(model.Effect, {}).get(record.effect)
        case model.Quote():
            whole = reading.records.get(model.EvidenceLine, {}).get(record.line)
        case _:
            return record, 0

    if whole is None or not isinstance(record, model.Group | model.Quote):
        return record, 0

    return whole, max(1, record.number)


def _group(record: Record, claim_of_passage: dict[str, str]) -> str:
    """The id of the record that *record* is printed under."""
    if isinstance(record, model.DataSet):
        return ""
    if isinstance(record, model.Passage):
        return claim_of_passage.get(record.id, "")

    owner = OWNERS.get(type(record), "id")

    return str(getattr(record, owner))


OWNERS: dict[type[Record], str] = {
    model.Assertion: "claim",
    model.EvidenceLine: "claim",
    model.Reference: "article",
    model.Margin: "claim",
    model.RiskOfBias: "citation",
    model.Result: "citation",
    model.Effect: "citation",
    model.Group: "effect",
    model.Quote: "line",
    model.Step: "procedure",
    model.Concept: "scheme",
}
"""The field that names the record under which a record is printed."""
