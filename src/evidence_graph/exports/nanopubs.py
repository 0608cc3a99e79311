"""Judgements as nanopublications: one each, in TriG.

    Head         this: a np:Nanopublication ; np:hasAssertion … ; np:hasProvenance … ; np:hasPublicationInfo …
    assertion    the judgement: claim, work, stance, finding … in our terms and in those of SEPIO
    provenance   the assertion: who judged, when, from which work
    pubinfo      this: dct:created … ; dct:creator … ; dct:license …

A judgement that was withdrawn is not published. A nanopublication was created on the day of its judgement, so
that the same judgement gives the same bytes and, signed, the same name; where no day is recorded, it is the
day that the caller names.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph import model, names
from evidence_graph.exports.standards import (
    MIDNIGHT,
    judgement_statements,
    literature_statements,
    recorded_terms,
)
from evidence_graph.exports.standards.aside import text, thing
from evidence_graph.exports.standards.verdict_statements import program
from evidence_graph.sparql import execution
from evidence_graph.store import rdf
from evidence_graph.vocabulary import DCTERMS, RDF_TYPE, RDFS, SCHEMA, TERMS, XSD
from evidence_graph.vocabulary.crosswalk import NANOPUBS, NP, NPX, PROV
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.conversion import Described
    from evidence_graph.store.rdf import Triple

FOAF_NAME = "http://xmlns.com/foaf/0.1/name"
CREATED_WITH = "http://purl.org/pav/createdWith"

WHO_AND_WHEN = frozenset({TERMS + "curator", TERMS + "date"})
"""What of a judgement is its provenance."""

PREFIXES = {
    "np": NP,
    "npx": NPX,
    "pav": "http://purl.org/pav/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


@dataclass(frozen=True, slots=True)
class Nanopublication:
    """One judgement as it is published: its address, and the statements of its three graphs."""

    address: str
    assertion: tuple[Triple, ...]
    provenance: tuple[Triple, ...]
    info: tuple[Triple, ...]

    @property
    def head(self) -> tuple[Triple, ...]:
        """Which graph is what."""
        parts = {
            "hasAssertion": "assertion",
            "hasProvenance": "provenance",
            "hasPublicationInfo": "pubinfo",
        }
        links = [(self.address, NP + link, thing(self.address + name)) for link, name in parts.items()]

        return (self.address, RDF_TYPE, thing(NP + "Nanopublication")), *links

    @property
    def nquads(self) -> str:
        """All its statements as N-Quads, in order."""
        graphs = {
            "Head": self.head,
            "assertion": self.assertion,
            "provenance": self.provenance,
            "pubinfo": self.info,
        }
        lines: list[str] = []
        for name, statements in graphs.items():
            place = f" <{self.address}{name}> .\n"
            lines += sorted({line.removesuffix(" .\n") + place for line in execution.lines(statements)})

        return "".join(lines)


def nanopublications(
    graph: EvidenceGraph, lines: Iterable[model.EvidenceLine], *, day: str
) -> Iterator[Nanopublication]:
    """One nanopublication for each of *lines* that stands; of *day* where no date is recorded."""
    described = recorded_terms.by_subject(graph.store.triples())
    for line in lines:
        if line.withdrawn is None:
            yield _nanopublication(graph, described, line, day)


def _nanopublication(
    graph: EvidenceGraph, described: Mapping[str, Described], line: model.EvidenceLine, day: str
) -> Nanopublication:
    subject = graph.store.iri(model.EvidenceLine, line.id)
    address = f"{graph.store.base}{NANOPUBS}{subject.rpartition('/')[2]}/"

    assertion: list[Triple] = []
    provenance = list(_provenance(graph, line, address + "assertion"))
    for triple in chain(_described(graph, described, line), judgement_statements.of_line(graph, line)):
        part = provenance if triple[1] in WHO_AND_WHEN else assertion
        part.append(triple)

    curator = graph.store.iri(model.Curator, line.curator)
    provenance += _record(curator, described, whole=False)

    return Nanopublication(
        address, tuple(assertion), tuple(provenance), tuple(_info(graph, line, address, day))
    )


def to_trig(graph: EvidenceGraph, nquads: Iterable[str]) -> str:
    """The TriG of nanopublications given as N-Quads, one after the other."""
    from io import BytesIO

    import pyoxigraph as ox

    prefixes = dict(rdf.namespaces(graph.store.base)) | rdf_prefixes()
    written = BytesIO()
    quads = ox.parse("".join(nquads), format=ox.RdfFormat.N_QUADS, lenient=True)
    ox.serialize(quads, written, format=ox.RdfFormat.TRIG, prefixes=prefixes)

    return written.getvalue().decode()


def rdf_prefixes() -> dict[str, str]:
    """The prefixes of what nanopublications say."""
    from evidence_graph.vocabulary import crosswalk

    return {**crosswalk.PREFIXES, **PREFIXES}


def _described(
    graph: EvidenceGraph, described: Mapping[str, Described], line: model.EvidenceLine
) -> Iterator[Triple]:
    """The judgement with its parts, and what one has to know of all that it names, but not of its curator."""
    subject = graph.store.iri(model.EvidenceLine, line.id)
    whole = [subject, *_parts(graph, line)]
    curator = graph.store.iri(model.Curator, line.curator)

    def names_in(name: str) -> Iterator[str]:
        return (one for one in _named(name, described, whole=name in whole) if one != curator)

    for name in reachable(whole, names_in):
        yield from _record(name, described, whole=name in whole)

    citation = names.citation_of_key(graph.store, line.citation)
    yield from rdf.bibliographic([citation], graph.store.iri)
    yield from literature_statements.of_citation(graph, citation)


def _parts(graph: EvidenceGraph, line: model.EvidenceLine) -> Iterator[str]:
    """The addresses of the records that belong to a judgement, such as its quotations."""
    for entry in SCHEMA:
        for prop in entry.properties:
            if prop.target is model.EvidenceLine and prop.required:
                parts = graph.store.pointing_to(entry.record, prop.attribute, line.id)
                yield from (graph.store.iri(entry.record, part.id) for part in parts)


def _record(subject: str, described: Mapping[str, Described], *, whole: bool) -> Iterator[Triple]:
    """What a record says: all, or what it holds itself and what it cannot be without; of a study nothing."""
    statements = described.get(subject, {})
    entry = recorded_terms.record_type(statements)
    if entry is None or entry.record is model.Study:
        return

    yield subject, RDF_TYPE, thing(entry.iri)
    for prop, term in recorded_terms.fields(statements, entry):
        if whole or prop.required or prop.target is None:
            yield subject, prop.iri, term


def _named(subject: str, described: Mapping[str, Described], *, whole: bool) -> Iterator[str]:
    """The records that a record names, all or those that it cannot be without."""
    statements = described.get(subject, {})
    entry = recorded_terms.record_type(statements)
    for prop, (name, _) in recorded_terms.fields(statements, entry) if entry else ():
        if prop.target is not None and (whole or prop.required):
            yield name


def _provenance(graph: EvidenceGraph, line: model.EvidenceLine, assertion: str) -> Iterator[Triple]:
    """Who judged, when, and from what."""
    curator = graph.store.iri(model.Curator, line.curator)
    yield assertion, PROV + "wasAttributedTo", thing(curator)
    yield assertion, PROV + "wasDerivedFrom", thing(graph.store.iri(model.Study, line.citation))
    if line.date:
        yield assertion, PROV + "generatedAtTime", (line.date + MIDNIGHT, XSD + "dateTime")

    yield curator, RDF_TYPE, thing(PROV + "Agent")


def _info(graph: EvidenceGraph, line: model.EvidenceLine, address: str, day: str) -> Iterator[Triple]:
    """Who published it, when, under which licence, and of which data set it is a part."""
    curator = graph.store.iri(model.Curator, line.curator)
    yield address, DCTERMS + "created", ((line.date or day) + MIDNIGHT, XSD + "dateTime")
    yield address, DCTERMS + "creator", thing(curator)
    yield curator, FOAF_NAME, text(graph.label(line.curator, model.Curator))

    yield address, RDFS + "label", text(f"{line.stance.value}: {graph.label(line.claim, model.Claim)}")
    yield address, NPX + "hasNanopubType", thing(TERMS + "EvidenceLine")
    yield address, DCTERMS + "isPartOf", thing(graph.store.base)
    yield address, CREATED_WITH, thing(program())
    licence = graph.about.license if graph.about else None
    if licence:
        yield address, DCTERMS + "license", thing(licence)
