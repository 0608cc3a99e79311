"""Ids that point nowhere, and works that nothing points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import names, term
from evidence_graph.nearness import Neighbours
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import (
    BY_CLASS,
    BY_RECORD,
    RDF_TYPE,
    SCHEMA,
    Kind,
    identifier,
    record_iri,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Record
    from evidence_graph.vocabulary import Property

NAMES_OF_CITATIONS = term(model.Study, "doi"), term(model.Study, "pmid")
"""What says which published work is meant, where the bibliography has no entry of it."""

ALIAS = term(model.Study, "aliases")
REFERENCES = [
    (entry, [p for p in entry.properties if p.kind is Kind.REFERENCE and p.target is not None])
    for entry in SCHEMA
]


class _Known:
    """The records there are, and the words for those there are not."""

    def __init__(self, statements: Statements, keys: Collection[str]) -> None:
        self._statements = statements
        self._ids: dict[type[Record], dict[str, str]] = {}
        self._aliases: dict[str, str] | None = None
        self._neighbours: dict[type[Record], Neighbours] = {}

        citations = self._iris(model.Study)
        for key in keys:
            citations.setdefault(key, record_iri(statements.base, BY_RECORD[model.Study], key))

        self._citations = set(citations.values())

    def has(self, record: type[Record], iri: str) -> bool:
        return iri in self._statements.of(record) or (record is model.Study and iri in self._citations)

    def has_id(self, record: type[Record], name: str) -> bool:
        return name in self._iris(record)

    def _iris(self, record: type[Record]) -> dict[str, str]:
        """The IRIs of the records of a kind by their ids, put together only where one is missed."""
        if record not in self._ids:
            self._ids[record] = names(self._statements.of(record))

        return self._ids[record]

    def _named(self, alias: str) -> str | None:
        """The key of the work that has an *alias*."""
        if self._aliases is None:
            described = self._statements.described
            self._aliases = {
                text: identifier(study)
                for study in self._statements.of(model.Study)
                for text, _ in described[study].get(ALIAS, ())
            }

        return self._aliases.get(alias)

    def cure(self, record: type[Record], iri: str) -> str:
        """What was probably meant by *iri*."""
        name = identifier(iri)
        iris_by_name = self._iris(record).get(name)
        if iris_by_name:
            return f"Write {self._statements.name(iris_by_name)}: the record stands under <{iris_by_name}>."
        if record is model.Study and (key := self._named(name)):
            return f"Write {key}, of which it is an alias."

        if record not in self._neighbours:
            self._neighbours[record] = Neighbours(self._iris(record))

        near_names = self._neighbours[record].nearest(name)

        return (
            f"Did you mean {' or '.join(near_names)}?"
            if near_names
            else f"Add the {BY_RECORD[record].name}, or correct the id."
        )


def dangling(statements: Statements, keys: Collection[str] | None) -> Iterator[Fault]:
    """References to what is not there; without *keys*, the works are taken on trust."""
    known_names = _Known(statements, keys or ())
    for entry, properties in REFERENCES:
        looked_at = [p for p in properties if keys is not None or p.target is not model.Study]
        for subject in statements.of(entry.record):
            described = statements.described[subject]
            for prop in looked_at:
                for position, (iri, datatype) in enumerate(described.get(prop.iri, ())):
                    if (
                        datatype is None
                        and not iri.startswith("_:")
                        and not known_names.has(_target(prop), iri)
                    ):
                        yield _dangling(statements, known_names, subject, prop, iri, position)


def _target(prop: Property) -> type[Record]:
    assert prop.target is not None  # noqa: S101 - only references that have a target are looked at
    return prop.target


def _dangling(
    statements: Statements, known_names: _Known, subject: str, prop: Property, iri: str, position: int
) -> Fault:
    target = _target(prop)
    kind = BY_RECORD[target].name
    message = f"There is no {kind} {identifier(iri)!r}, which {identifier(prop.iri)} names."
    if known_names.has_id(target, identifier(iri)):
        message = f"{identifier(prop.iri)} names <{iri}>, which is not the address of the {kind}."

    classes = statements.described.get(iri, {}).get(RDF_TYPE, ())
    if any(t in BY_CLASS for t, _ in classes):
        message = f"{identifier(prop.iri)} names {statements.name(iri)}: a {kind} belongs there."

    return Fault(f"unknown-{kind}", subject, prop.iri, message, known_names.cure(target, iri), position)


def without_record(statements: Statements, keys: Collection[str]) -> Iterator[Fault]:
    """Studies of which the bibliography has no record and nothing says which work they are."""
    neighbours = None
    for study in statements.of(model.Study):
        key = identifier(study)
        is_named = any(statements.text(study, predicate) for predicate in NAMES_OF_CITATIONS)
        if key in keys and is_named:
            message = f"The bibliography has an entry {key!r}: its DOI and PubMed number belong there."
            cure = "Put them into the entry, and delete eg:citationDoi and eg:citationPmid."
            yield Fault("identifier-twice", study, None, message, cure)

        if key not in keys and not is_named:
            neighbours = neighbours or Neighbours(keys)
            near_names = neighbours.nearest(key)
            cure = (
                f"Did you mean {' or '.join(near_names)}?"
                if near_names
                else "Add an entry with this key to citations.bib, or say eg:citationDoi or eg:citationPmid."
            )
            message = f"The bibliography has no entry {key!r}."
            yield Fault("not-in-bibliography", study, None, message, cure)


def used_keys(statements: Statements) -> set[str]:
    """The keys of all works that the claims file speaks of."""
    found = {identifier(study) for study in statements.of(model.Study)}
    for entry, properties in REFERENCES:
        citations = [p.iri for p in properties if p.target is model.Study]
        for subject in statements.of(entry.record) if citations else ():
            found.update(
                identifier(iri) for predicate in citations for iri in statements.links(subject, predicate)
            )

    return found
