"""The whole data set as RDF: what people wrote, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.vocabulary import (
    DCTERMS,
    DERIVED,
    FABIO,
    NUMBERS,
    PRISM,
    RDF_TYPE,
    RDFS,
    TERMS,
    XSD,
    prefixes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph

    from evidence_graph.store.conversion import Term

Triple = tuple[str, str, "Term"]

Name = Callable[[type[model.Record], str], str]
"""Gives the IRI of a record."""

CLASSES = {
    "article": "JournalArticle",
    "book": "Book",
    "phdthesis": "DoctoralThesis",
    "unpublished": "Preprint",
}
"""FaBiO's class for a BibTeX type; other types are a plain fabio:Expression."""

TEXTS = {
    "title": DCTERMS + "title",
    "container": PRISM + "publicationName",
    "volume": PRISM + "volume",
    "issue": PRISM + "issueIdentifier",
    "pages": PRISM + "pageRange",
    "doi": PRISM + "doi",
    "pmid": FABIO + "hasPubMedId",
    "pmcid": FABIO + "hasPubMedCentralId",
}
"""The bibliographic fields as PRISM, Dublin Core and FaBiO name them."""


NUMERIC = [prop.iri for entry in NUMBERS for prop in entry.properties]
"""The number of the value and of both ends of an interval."""


def as_rdflib(triples: Iterable[Triple], base: str) -> Graph:
    """An rdflib graph of *triples*: plain literals, the prefixes of the data set at *base* bound."""
    from rdflib import Graph, URIRef

    from evidence_graph.store import writer

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in namespaces(base).items():
        graph.bind(prefix, namespace)

    with _unheard():
        for subject, predicate, term in triples:
            graph.add((writer.rdflib_term((subject, None)), URIRef(predicate), writer.rdflib_term(term)))

    return graph


@contextmanager
def _unheard() -> Iterator[None]:
    """Let rdflib keep the letters of what is no value of its datatype without a traceback for each."""
    import logging
    import warnings

    speaker = logging.getLogger("rdflib.term")
    before, speaker.disabled = speaker.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        speaker.disabled = before


def numbers(effects: Iterable[model.Effect], iri: Name) -> Iterator[Triple]:
    """The numbers in what effects print, so that a query can compare them."""
    for effect in effects:
        subject = iri(model.Effect, effect.id)
        for predicate, printed in zip(NUMERIC, (effect.value, effect.low, effect.high), strict=True):
            if printed is not None and model.figure(printed) is not None:
                yield subject, predicate, (canonical(printed), XSD + "decimal")


def canonical(number: str) -> str:
    """The decimal *number* without needless zeros, which no store gives back, and with its point.

    >>> canonical("\u22121.60"), canonical("+3"), canonical("0.0")
    ('-1.6', '3.0', '0.0')
    """
    value = Decimal(number.strip().replace("\u2212", "-"))
    text = f"{value.normalize():f}" if value else "0"

    return text if "." in text else f"{text}.0"


def shortcuts(stances: Iterable[tuple[str, model.Stance, str]], iri: Name) -> Iterator[Triple]:
    """``claim backedBy citation`` and ``claim opposedBy citation``, from what the evidence lines say."""
    for claim, stance, citation in stances:
        if stance in DERIVED:
            yield iri(model.Claim, claim), DERIVED[stance], (iri(model.Study, citation), None)


def bibliographic(citations: Iterable[model.Citation], iri: Name) -> Iterator[Triple]:
    """The bibliographic record of each work."""
    for citation in citations:
        key, subject = citation.key, iri(model.Study, citation.key)
        yield subject, RDF_TYPE, (TERMS + "Citation", None)
        yield subject, RDF_TYPE, (FABIO + CLASSES.get(citation.type, "Expression"), None)
        yield subject, DCTERMS + "identifier", (key, XSD + "string")
        yield subject, RDFS + "label", (citation.label, XSD + "string")
        for author in citation.authors:
            yield subject, DCTERMS + "creator", (author, XSD + "string")

        if citation.year is not None:
            yield subject, FABIO + "hasPublicationYear", (str(citation.year), XSD + "integer")

        for attribute, predicate in TEXTS.items():
            if field_value := getattr(citation, attribute):
                yield subject, predicate, (field_value, XSD + "string")


def namespaces(base: str) -> dict[str, str]:
    """The prefixes with which the data set at *base* is best written and asked."""
    return prefixes(base) | {"fabio": FABIO, "prism": PRISM, "rdfs": RDFS}
