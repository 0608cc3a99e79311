"""Standard terms in the place of ours: SEPIO, schema.org, PROV-O, Web Annotation, Dublin Core, CiTO.

The table is that of the matches in ``evidence.ttl``, as far as they name a class or a property that says the
same; a subject that uses our own class is left as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.vocabulary import BY_RECORD, DCTERMS, FABIO, RDF_TYPE, RDFS, SKOS, TERMS, XSD, choice_iri

if TYPE_CHECKING:
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import Described

OBO = "http://purl.obolibrary.org/obo/"
SEPIO = OBO + "SEPIO_"
SCHEMA_ORG = ("https://schema.org/", "http://schema.org/")
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"

CLAIM, LINE, CITATION, CURATOR = (
    BY_RECORD[kind].iri for kind in (model.Claim, model.EvidenceLine, model.Study, model.Curator)
)

CLASSES = {
    SEPIO + "0000000": CLAIM,
    "http://purl.org/mp/Claim": CLAIM,
    **{base + "Claim": CLAIM for base in SCHEMA_ORG},
    SEPIO + "0000002": LINE,
    "http://purl.org/ontology/bibo/AcademicArticle": CITATION,
    FABIO + "JournalArticle": CITATION,
    FABIO + "Expression": CITATION,
    **{base + "ScholarlyArticle": CITATION for base in SCHEMA_ORG},
    PROV + "Agent": CURATOR,
    PROV + "Person": CURATOR,
    "http://xmlns.com/foaf/0.1/Person": CURATOR,
}
"""Our class for a class of others."""

PROPERTIES = {
    CLAIM: {
        RDFS + "label": "statement",
        **{base + "text": "statement" for base in SCHEMA_ORG},
        **{base + "name": "statement" for base in SCHEMA_ORG},
        SKOS + "note": "note",
    },
    LINE: {
        SEPIO + "0000427": "claim",
        SEPIO + "0000030": "claim",
        SEPIO + "0000124": "citation",
        SEPIO + "0000183": "stance",
        SEPIO + "0000084": "finding",
        PROV + "wasAttributedTo": "curator",
        PROV + "generatedAtTime": "date",
        PROV + "invalidatedAtTime": "withdrawn",
        OA + "exact": "quote",
        DCTERMS + "source": "sourceItem",
        DCTERMS + "language": "language",
    },
    CURATOR: {RDFS + "label": "name", "http://xmlns.com/foaf/0.1/name": "name"},
    CITATION: {SKOS + "altLabel": "alias"},
}
"""Our property for a property of others, by our class of the subject."""

VALUES = {
    SEPIO + "0000403": choice_iri(model.Stance.SUPPORTS),
    SEPIO + "0000404": choice_iri(model.Stance.OPPOSES),
    SEPIO + "0000405": choice_iri(model.Stance.INCONCLUSIVE),
}
"""Our value for a value of others."""

DAYS = {TERMS + "date", TERMS + "withdrawn"}
LETTERS_OF_A_DAY = 10


def translate(described: dict[str, Described]) -> dict[str, Described]:
    """*described* with our classes, properties and values in the place of the standard ones."""
    return {subject: _translate(statements) for subject, statements in described.items()}


def _translate(statements: Described) -> Described:
    classes = {text for text, _ in statements.get(RDF_TYPE, ())}
    if any(name in BY_CLASS_IRIS for name in classes):
        return statements
    ours = next((CLASSES[name] for name in sorted(classes) if name in CLASSES), None)
    if ours is None:
        return statements

    result: Described = {RDF_TYPE: [(ours, None)]}
    for predicate, terms in statements.items():
        if predicate == RDF_TYPE:
            continue
        name = PROPERTIES.get(ours, {}).get(predicate)
        own = TERMS + name if name else predicate
        result.setdefault(own, []).extend(_term(term, own) for term in terms)
    return result


BY_CLASS_IRIS = frozenset(entry.iri for entry in BY_RECORD.values())


def _term(term: Term, predicate: str) -> Term:
    """*term* as our property takes it: our value, a day of a moment, a text without its language."""
    text, datatype = term
    if datatype is None:
        return VALUES.get(text, text), None
    if predicate in DAYS:
        return text[:LETTERS_OF_A_DAY], XSD + "date"
    if predicate.startswith(TERMS) and datatype.startswith("@"):
        return text, XSD + "string"
    return term


def is_citation(statements: Described) -> bool:
    """Whether a subject is a work."""
    return any(text == CITATION for text, _ in statements.get(RDF_TYPE, ()))


def lacks_topic(statements: Described) -> bool:
    """Whether a subject is a claim that names no topic."""
    return (
        any(text == CLAIM for text, _ in statements.get(RDF_TYPE, ())) and TERMS + "topic" not in statements
    )


def with_topic(statements: Described, base: str, name: str) -> Described:
    """A claim under the topic *name*."""
    return {**statements, TERMS + "topic": [(f"{base}concept/{name}", None)]}


def topic(base: str, name: str) -> tuple[dict[str, Described], dict[str, Described]]:
    """The topic *name* and the scheme in which it is."""
    text = XSD + "string"
    concept: Described = {
        RDF_TYPE: [(BY_RECORD[model.Concept].iri, None)],
        SKOS + "prefLabel": [(name, text)],
        SKOS + "inScheme": [(f"{base}scheme/topics", None)],
    }
    scheme: Described = {
        RDF_TYPE: [(BY_RECORD[model.Scheme].iri, None)],
        SKOS + "prefLabel": [("Topics", text)],
    }
    return {f"{base}concept/{name}": concept}, {f"{base}scheme/topics": scheme}
