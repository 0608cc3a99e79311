"""What an RDF file says of its subjects, as the readers of standard terms look into it and change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.authoring.tables.cell_values import named_citation
from evidence_graph.store.rdf import TEXTS
from evidence_graph.vocabulary import RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import Described

    Subjects = dict[str, Described]


def is_of(statements: Described, *classes: str) -> bool:
    """Whether a subject is of one of these *classes*."""
    return any(text in classes for text, _ in statements.get(RDF_TYPE, ()))


def said_of(flat: Subjects, subjects: list[str], predicate: str) -> list[Term]:
    """What is said of all *subjects* by one property."""
    terms: list[Term] = []
    for subject in subjects:
        terms += flat.get(subject, {}).get(predicate, ())

    return terms


def linked(flat: Subjects, subject: str, predicate: str) -> Iterator[str]:
    """The things to which *predicate* leads from *subject*."""
    for text, datatype in flat.get(subject, {}).get(predicate, ()):
        if datatype is None:
            yield text


def identifies(statements: Described, text: str) -> bool:
    """Whether an address or a text is an identifier of a work, which the work then has."""
    kind, number = named_citation(text)
    is_identifier = kind in {"doi", "pmid", "pmcid"}
    if is_identifier:
        statements.setdefault(TEXTS[kind], [(number, XSD + "string")])

    return is_identifier
