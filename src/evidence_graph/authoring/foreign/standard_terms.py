"""Standard terms in the place of ours: SEPIO, schema.org, PROV-O, Web Annotation, Dublin Core, CiTO.

The tables are those by which an export says the same in standard terms (`vocabulary.crosswalk`), read the
other way. A subject of our own class keeps what it says in our terms; of a standard term it takes what ours
leave open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring.foreign.standard_shapes import CITATIONS
from evidence_graph.store import languages
from evidence_graph.vocabulary import (
    BY_RECORD,
    DCTERMS,
    FABIO,
    RDF_TYPE,
    SKOS,
    TERMS,
    XSD,
    Kind,
    Tags,
    choice_iri,
    identifier,
)
from evidence_graph.vocabulary.crosswalk import (
    ASSERTS_PROPOSITION,
    DIRECTIONS,
    EVIDENCE_DIRECTION,
    EVIDENCE_LINE,
    EVIDENCE_LINE_STRENGTH,
    HAS_EVIDENCE_ITEM,
    HAS_SUPPORTING_REFERENCE,
    IS_ABOUT,
    IS_EVIDENCE_LINE_FOR,
    IS_EXPRESSED_IN,
    MOMENTS,
    OA,
    PROPOSITION,
    PROV,
    SAME,
    SCHEMA_ORG,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import Described

FOAF = "http://xmlns.com/foaf/0.1/"

CLAIM, LINE, CITATION, CURATOR, ASSERTION = (
    BY_RECORD[kind].iri
    for kind in (model.Claim, model.EvidenceLine, model.Study, model.Curator, model.Assertion)
)

CLASSES = {
    PROPOSITION: CLAIM,
    "http://purl.org/mp/Claim": CLAIM,
    SCHEMA_ORG + "Claim": CLAIM,
    EVIDENCE_LINE: LINE,
    "http://purl.org/ontology/bibo/AcademicArticle": CITATION,
    FABIO + "JournalArticle": CITATION,
    FABIO + "Expression": CITATION,
    **dict.fromkeys(CITATIONS, CITATION),
}
"""Our class for a class of others; a curator is whoever a judgement is attributed to."""

PROPERTIES: dict[str, dict[str, str]] = {
    CLAIM: {SCHEMA_ORG + "name": TERMS + "statement"},
    LINE: {
        IS_EVIDENCE_LINE_FOR: TERMS + "claim",
        HAS_SUPPORTING_REFERENCE: TERMS + "citation",
        PROV + "hadPrimarySource": TERMS + "citation",
        EVIDENCE_DIRECTION: TERMS + "stance",
        HAS_EVIDENCE_ITEM: TERMS + "finding",
        EVIDENCE_LINE_STRENGTH: TERMS + "strength",
        OA + "exact": TERMS + "quote",
        DCTERMS + "language": TERMS + "language",
    },
    ASSERTION: {
        IS_ABOUT: TERMS + "claim",
        ASSERTS_PROPOSITION: TERMS + "claim",
        IS_EXPRESSED_IN: TERMS + "article",
    },
    CURATOR: {FOAF + "name": TERMS + "name", SCHEMA_ORG + "name": TERMS + "name"},
}
"""Our property for one of others, by our class of the subject; the table of the export says the rest."""

for _kind, _same in SAME.items():
    _fields = PROPERTIES.setdefault(BY_RECORD[_kind].iri, {})
    for _own, _others in _same.items():
        _fields |= dict.fromkeys(_others, _own)
for _kind in (model.EvidenceLine, model.RiskOfBias, model.Search):
    PROPERTIES[BY_RECORD[_kind].iri] |= {moment: own for own, moment in MOMENTS.items()}

VALUES = {direction: choice_iri(stance) for stance, direction in DIRECTIONS.items()}
"""Our value for a value of others."""

DAYS = {TERMS + "date", TERMS + "withdrawn"}
LETTERS_OF_A_DAY = 10

SEVERAL: set[str] = set()
"""Our properties that may be said more than once."""

TAGS: dict[str, Tags] = {}
"""Whether the texts of a property of ours may say their language."""

FURTHER = {TERMS + "finding": TERMS + "furtherFinding"}
"""Where more of the same goes than a property has room for."""

for _entry in BY_RECORD.values():
    SEVERAL |= {prop.iri for prop in _entry.properties if prop.many}
    TAGS |= {prop.iri: prop.tags for prop in _entry.properties if prop.kind is Kind.TEXT}

OUR_CLASSES = frozenset(entry.iri for entry in BY_RECORD.values())


def translate(described: dict[str, Described]) -> dict[str, Described]:
    """*described* with our classes, properties and values in the place of the standard ones."""
    judges = frozenset(_judges(described))

    return {
        subject: _translate(statements, is_judge=subject in judges)
        for subject, statements in described.items()
    }


def _judges(described: dict[str, Described]) -> Iterator[str]:
    """Whom judgements are attributed to."""
    for statements in described.values():
        if EVIDENCE_LINE in {text for text, _ in statements.get(RDF_TYPE, ())}:
            yield from (text for text, _ in statements.get(PROV + "wasAttributedTo", ()))


def _translate(statements: Described, *, is_judge: bool) -> Described:
    classes = [text for text, _ in statements.get(RDF_TYPE, ())]
    ours = next((name for name in classes if name in OUR_CLASSES), None)
    own_class = ours or next((CLASSES[name] for name in sorted(classes) if name in CLASSES), None)
    if own_class is None and is_judge:
        own_class = CURATOR

    if own_class is None:
        return statements

    result = {predicate: list(terms) for predicate, terms in statements.items()}
    if ours is None:
        result[RDF_TYPE] = [(own_class, None)]

    for standard, own in PROPERTIES.get(own_class, {}).items():
        if standard in statements:
            _move(result, standard, own, takes_several=own in SEVERAL)

    return result


def _move(result: Described, standard: str, own: str, *, takes_several: bool) -> None:
    """Let the property *own* say what the *standard* one says.

    What ours says already is said twice no more; what it has no room for stays, and is told of.
    """
    told = [*result.get(own, ())]
    further = [*result.get(FURTHER.get(own, ""), ())]
    rest: list[Term] = []
    for term in result.pop(standard):
        ours = _term(term, own)
        if ours in told or ours in further:
            continue

        if own in TAGS and ours[1] is None:
            rest.append(term)  # a thing is no text
        elif takes_several or not told or _is_translation(ours, told, own):
            told.append(ours)
        elif own in FURTHER:
            further.append(ours)
        else:
            rest.append(term)

    if told:
        result[own] = told

    if further:
        result[FURTHER[own]] = further

    if rest:
        result[standard] = rest


def _is_translation(term: Term, told: list[Term], own: str) -> bool:
    """Whether a text says in another language what is *told* in others."""
    in_language = languages.tag(term)

    return TAGS.get(own) is Tags.CHOSEN and in_language not in {languages.tag(other) for other in told}


def _term(term: Term, predicate: str) -> Term:
    """*term* as our property takes it: our value, a day of a moment, a name without its language."""
    text, datatype = term
    if datatype is None:
        return VALUES.get(text, text), None
    if predicate in DAYS:
        return text[:LETTERS_OF_A_DAY], XSD + "date"
    if TAGS.get(predicate) is Tags.NAME and datatype.startswith("@"):
        return text, XSD + "string"

    return term


def with_judges(described: dict[str, Described], base: str, name: str) -> dict[str, Described]:
    """*described* with somebody who judged for each judgement, by *name* where nobody is named there.

    A judge of whom the file says no name, such as an ORCID, is called by the end of the address.
    """
    curators: dict[str, Described] = {}
    result = dict(described)
    for subject, statements in described.items():
        if not _is_of(statements, LINE):
            continue

        if TERMS + "curator" not in statements:
            judge = f"{base}curator/{name}"
            result[subject] = {**statements, TERMS + "curator": [(judge, None)]}
        else:
            judge = statements[TERMS + "curator"][0][0]

        if judge not in described:
            label: Term = identifier(judge), XSD + "string"
            curators[judge] = {RDF_TYPE: [(CURATOR, None)], TERMS + "name": [label]}

    return {**result, **curators}


def _is_of(statements: Described, own_class: str) -> bool:
    return any(text == own_class for text, _ in statements.get(RDF_TYPE, ()))


def is_citation(statements: Described) -> bool:
    """Whether a subject is a work."""
    return _is_of(statements, CITATION)


def lacks_topic(statements: Described) -> bool:
    """Whether a subject is a claim that names no topic."""
    return _is_of(statements, CLAIM) and TERMS + "topic" not in statements


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
