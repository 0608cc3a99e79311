"""A graph in the terms of the standards: SEPIO, CiTO, PROV-O, Web Annotation, schema.org.

    what a record is        its standard classes                              crosswalk.CLASSES
    what a field says       the same between the same two                     crosswalk.SAME
    a judgement             SEPIO's evidence line with its finding,           judgement_statements
                            its quotations as annotations of the work
    an article's sentence   SEPIO's assertion, CiTO's uses of works,          article_statements
                            its passages as annotations of the article
    a published work        schema.org's creative work                        literature_statements
    a verdict               an assertion by a program, its method named       verdict_statements

Nothing of this is kept: it follows from the records, and is read again as what it says beside our own terms.
Each node has a name, below ``standard/`` of the data set's own address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.exports.standards import (
    article_statements,
    judgement_statements,
    literature_statements,
    recorded_terms,
    verdict_statements,
)
from evidence_graph.vocabulary import RDF_TYPE, XSD
from evidence_graph.vocabulary.crosswalk import CLASSES, MOMENTS, SAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.conversion import Described
    from evidence_graph.store.rdf import Triple
    from evidence_graph.vocabulary import RecordType

MIDNIGHT = "T00:00:00Z"
"""The beginning of a day, where PROV-O wants a moment and nobody recorded one."""


def of_records(graph: EvidenceGraph, statements_of_graph: Iterable[Triple]) -> Iterator[Triple]:
    """What people recorded in *graph*, the *statements_of_graph*, in standard terms."""
    yield from of_subjects(graph, recorded_terms.by_subject(statements_of_graph).items())


def of_subjects(
    graph: EvidenceGraph, described_subjects: Iterable[tuple[str, Described]]
) -> Iterator[Triple]:
    """What people recorded in *graph*, in standard terms; *described_subjects* are what it says of each."""
    for subject, statements in described_subjects:
        entry = recorded_terms.record_type(statements)
        if entry is not None:
            yield from _of_record(subject, statements, entry)

    yield from judgement_statements.of_graph(graph)
    yield from article_statements.of_graph(graph)
    yield from literature_statements.of_graph(graph)


def of_verdicts(graph: EvidenceGraph) -> Iterator[Triple]:
    """What was computed from *graph*: its verdicts in our terms and in standard ones, marked as computed."""
    return verdict_statements.of_graph(graph)


def _of_record(subject: str, statements: Described, entry: RecordType) -> Iterator[Triple]:
    """The classes of a record, and what its fields say, field by field."""
    for name in CLASSES.get(entry.record, ()):
        yield subject, RDF_TYPE, (name, None)

    same = SAME.get(entry.record, {})
    for prop, term in recorded_terms.fields(statements, entry):
        yield from ((subject, standard, term) for standard in same.get(prop.iri, ()))
        if prop.iri in MOMENTS:
            yield subject, MOMENTS[prop.iri], (term[0] + MIDNIGHT, XSD + "dateTime")
