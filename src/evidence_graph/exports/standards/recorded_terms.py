"""What people wrote of each record, term by term: with the language of a text, with the letters of a number.

A record of the model holds one value of a field; what stands in the file may say it in several languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.store import conversion
from evidence_graph.vocabulary import BY_CLASS, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.store.conversion import Described, Term
    from evidence_graph.store.rdf import Triple
    from evidence_graph.vocabulary import Property, RecordType


def by_subject(statements: Iterable[Triple]) -> dict[str, Described]:
    """What *statements* say of each subject."""
    described: dict[str, Described] = {}
    for subject, predicate, term in statements:
        described.setdefault(subject, {}).setdefault(predicate, []).append(term)

    return described


def record_type(statements: Described) -> RecordType | None:
    """What kind of record a subject is; None for what is no record."""
    return next((BY_CLASS[name] for name, _ in statements.get(RDF_TYPE, ()) if name in BY_CLASS), None)


def fields(statements: Described, entry: RecordType) -> Iterator[tuple[Property, Term]]:
    """The fields of a record with each term that says their value; what says none is left out."""
    for prop in entry.properties:
        for term in statements.get(prop.iri, ()):
            if _is_value(term, prop):
                yield prop, term


def _is_value(term: Term, prop: Property) -> bool:
    try:
        conversion.value(term, prop)
    except conversion.BadValue:
        return False

    return True
