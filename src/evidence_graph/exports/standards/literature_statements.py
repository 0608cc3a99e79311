"""Published works as schema.org has them; a sequence keeps the order of their authors, as RDF keeps none.

    work    a schema:ScholarlyArticle ; schema:name "…" ; schema:datePublished "2001" ;
            schema:author leaf, blatt ; bibo:authorList order
    leaf    a schema:Person ; schema:name "Leaf, A."
    order   a rdf:Seq ; rdf:_1 leaf ; rdf:_2 blatt

Its parts have names below the data set's own address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from evidence_graph import model
from evidence_graph.exports.standards.aside import node, text, thing
from evidence_graph.store import table_sums
from evidence_graph.vocabulary import RDF_TYPE, XSD
from evidence_graph.vocabulary.crosswalk import AUTHOR_LIST, RDF, SCHEMA_ORG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple

CLASSES = {"article": "ScholarlyArticle", "book": "Book", "phdthesis": "Thesis"}
"""schema.org's class for a BibTeX type; other types are a plain CreativeWork."""

ADDRESSES = {
    "doi": "https://doi.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
"""Where a work with such an identifier stands; the identifier follows."""


def of_graph(graph: EvidenceGraph) -> Iterator[Triple]:
    """The statements of all works of *graph*."""
    for citation in table_sums.bibliographic_records(graph.store):
        yield from of_citation(graph, citation)


def of_citation(graph: EvidenceGraph, citation: model.Citation) -> Iterator[Triple]:
    """What schema.org says of one work."""
    subject = graph.store.iri(model.Study, citation.key)
    yield subject, RDF_TYPE, thing(SCHEMA_ORG + CLASSES.get(citation.type, "CreativeWork"))
    if citation.title:
        yield subject, SCHEMA_ORG + "name", text(citation.title)

    if citation.year is not None and citation.year > 0:
        yield subject, SCHEMA_ORG + "datePublished", (f"{citation.year:04}", XSD + "gYear")

    for attribute, home in ADDRESSES.items():
        identifier = getattr(citation, attribute)
        if identifier:
            yield subject, SCHEMA_ORG + "sameAs", thing(home + quote(identifier, safe="/:;()._-"))

    if citation.authors:
        yield from _authors(graph, citation)


def _authors(graph: EvidenceGraph, citation: model.Citation) -> Iterator[Triple]:
    """The authors, and their order, which RDF does not keep by itself."""
    subject = graph.store.iri(model.Study, citation.key)
    order = node(graph, "authors", subject)
    yield subject, AUTHOR_LIST, thing(order)
    yield order, RDF_TYPE, thing(RDF + "Seq")

    for number, name in enumerate(citation.authors, 1):
        author = node(graph, "author", subject, str(number))
        kind = "Organization" if name in citation.bodies else "Person"
        yield subject, SCHEMA_ORG + "author", thing(author)
        yield order, f"{RDF}_{number}", thing(author)
        yield author, RDF_TYPE, thing(SCHEMA_ORG + kind)
        yield author, SCHEMA_ORG + "name", text(name)
