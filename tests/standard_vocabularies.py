"""What the standards say of the terms that ours are mapped to: their kind, domain and range.

Read in sepio-edit.owl (SEPIO), cito.ttl 2.8.2, fabio, c4o and biro of SPAR, PROV-O, the Web Annotation
Vocabulary, DCMI Metadata Terms and schema.org. A *category* is a class by which kinds of evidence, of studies
or of statements are told apart, so that one value of ours can stand for it; an *annotation* takes anything.
"""

from dataclasses import dataclass
from enum import Enum

OBO = "http://purl.obolibrary.org/obo/"
SEPIO = OBO + "SEPIO_"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
CITO = "http://purl.org/spar/cito/"
FABIO = "http://purl.org/spar/fabio/"
BIRO = "http://purl.org/spar/biro/"
C4O = "http://purl.org/spar/c4o/"
FRBR = "http://purl.org/vocab/frbr/core#"

TEXT = frozenset({XSD + "string", RDFS + "Literal"})
"""A text of ours that has a language leaves without it where a standard wants a string."""

ANY_LITERAL = TEXT | {XSD + name for name in ("integer", "decimal", "boolean", "date")}


class Kind(Enum):
    """What sort of term a standard term is."""

    CLASS = "class"
    CATEGORY = "category"
    OBJECT = "property that leads to a thing"
    DATA = "property that holds a literal"
    ANNOTATION = "property that takes either"
    INDIVIDUAL = "individual"


@dataclass(frozen=True)
class StandardTerm:
    """One term of a standard; no domain or range means any."""

    kind: Kind
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()


def _thing(domain=(), range_=()):
    return StandardTerm(Kind.OBJECT, frozenset(domain), frozenset(range_))


def _data(domain=(), range_=TEXT):
    return StandardTerm(Kind.DATA, frozenset(domain), frozenset(range_))


CLASS, CATEGORY = StandardTerm(Kind.CLASS), StandardTerm(Kind.CATEGORY)
INDIVIDUAL, ANNOTATION = StandardTerm(Kind.INDIVIDUAL), StandardTerm(Kind.ANNOTATION)

PROPOSITION, ASSERTION, LINE = (SEPIO + number for number in ("0000000", "0000001", "0000002"))
INFORMATION, DOCUMENT = OBO + "IAO_0000030", OBO + "IAO_0000310"
CITATION = SCHEMA + "CreativeWork"

TERMS = {
    # SEPIO, and IAO on which it stands
    PROPOSITION: CLASS,
    ASSERTION: CLASS,
    LINE: CLASS,
    SEPIO + "0000173": CLASS,  # study finding
    SEPIO + "0000414": CLASS,  # evidence quality
    INFORMATION: CLASS,
    DOCUMENT: CLASS,
    SEPIO + "0000071": CATEGORY,  # case-control clinical study
    SEPIO + "0000080": CATEGORY,  # literature-based study
    SEPIO + "0000143": CATEGORY,  # patient case study
    SEPIO + "0000431": CATEGORY,  # recommendation
    SEPIO + "0000149": CLASS,  # evidence item
    SEPIO + "0000403": INDIVIDUAL,  # supporting
    SEPIO + "0000404": INDIVIDUAL,  # disputing
    SEPIO + "0000405": INDIVIDUAL,  # inconclusive
    SEPIO + "0000030": _thing([ASSERTION], [PROPOSITION]),  # asserts proposition
    SEPIO + "0000084": _thing([LINE], [SEPIO + "0000149"]),  # has evidence item
    SEPIO + "0000100": _thing([PROPOSITION], [PROPOSITION]),  # strongly contradicts
    SEPIO + "0000115": _thing(),  # conflicts with
    SEPIO + "0000108": _thing([PROPOSITION, SEPIO + "0000174"], [DOCUMENT]),  # is expressed in
    SEPIO + "0000124": _thing([LINE], [DOCUMENT]),  # evidence has supporting reference
    SEPIO + "0000132": _thing([LINE], [SEPIO + "0000133"]),  # evidence line strength
    SEPIO + "0000146": _thing([PROPOSITION, ASSERTION], [SEPIO + "0000133"]),  # has evidence level
    SEPIO + "0000167": _thing([INFORMATION], [SEPIO + "0000187"]),  # has confidence level
    SEPIO + "0000183": _thing([LINE], [SEPIO + "0000402"]),  # evidence direction
    SEPIO + "0000197": _thing([ASSERTION]),  # asserted conclusion
    SEPIO + "0000415": _thing([INFORMATION]),  # information quality
    SEPIO + "0000427": _thing([LINE], [PROPOSITION, ASSERTION]),  # is evidence line for
    SEPIO + "0000429": _data([LINE], ANY_LITERAL),  # evidence line strength score
    SEPIO + "0000438": _thing([PROPOSITION, ASSERTION], [INFORMATION]),  # has supporting evidence from source
    SEPIO + "0000439": _thing([PROPOSITION, ASSERTION], [INFORMATION]),  # has disputing evidence from source
    OBO + "IAO_0000136": _thing([INFORMATION]),  # is about
    # kinds of evidence and of study elsewhere
    OBO + "ECO_0000006": CATEGORY,  # experimental evidence
    OBO + "ECO_0000033": CATEGORY,  # author statement supported by a traceable reference
    OBO + "ECO_0000179": CATEGORY,  # animal model
    OBO + "ECO_0000204": CATEGORY,  # author statement
    OBO + "ECO_0000205": CATEGORY,  # curator inference
    OBO + "ECO_0007672": CATEGORY,  # computational
    OBO + "STATO_0000089": CATEGORY,  # case-control
    OBO + "STATO_0000155": CATEGORY,  # meta-analysis
    OBO + "STATO_0000085": CLASS,  # effect size estimate
    OBO + "STATO_0000142": CLASS,  # correlation coefficient
    OBO + "STATO_0000196": CLASS,  # confidence interval
    OBO + "STATO_0000231": CLASS,  # 95 % confidence interval
    OBO + "OBI_0000175": CLASS,  # p-value
    "http://id.nlm.nih.gov/mesh/D016449": CATEGORY,  # Randomized Controlled Trial
    "http://data.cochrane.org/ontologies/pico/Dose": CLASS,
    # arguments
    "http://purl.org/mp/Claim": CLASS,
    "http://purl.org/mp/challenges": _thing(),
    "https://discoursegraphs.com/schema/dg_core#Claim": CLASS,
    "https://discoursegraphs.com/schema/dg_core#Evidence": CLASS,
    "http://www.arg.dundee.ac.uk/aif#CA-node": CLASS,
    "http://www.arg.dundee.ac.uk/aif#RA-node": CLASS,
    # works, as SPAR and BIBO call them
    FABIO + "Expression": CLASS,
    FABIO + "BlogPost": CLASS,
    FABIO + "WebPage": CLASS,
    FABIO + "CaseReport": CLASS,
    FABIO + "ReviewArticle": CLASS,
    FABIO + "SystematicReview": CLASS,
    FABIO + "Retraction": CLASS,
    FABIO + "hasRetractionDate": _data(range_=ANY_LITERAL),
    BIRO + "BibliographicReference": CLASS,
    BIRO + "references": _thing([BIRO + "BibliographicReference"]),
    C4O + "InTextReferencePointer": CLASS,
    C4O + "hasContent": _data([FRBR + "Expression"], ANY_LITERAL),
    "http://purl.org/ontology/bibo/AcademicArticle": CLASS,
    CITO + "hasCitationCharacterization": _thing([CITO + "Citation"]),
    CITO + "citesAsEvidence": _thing(),
    CITO + "citesAsRecommendedReading": _thing(),
    CITO + "obtainsBackgroundFrom": _thing(),
    CITO + "disagreesWith": _thing(),
    # PROV-O
    PROV + "Agent": CLASS,
    PROV + "wasAttributedTo": _thing([PROV + "Entity"], [PROV + "Agent"]),
    PROV + "wasDerivedFrom": _thing([PROV + "Entity"], [PROV + "Entity"]),
    PROV + "generatedAtTime": _data([PROV + "Entity"], [XSD + "dateTime"]),
    PROV + "invalidatedAtTime": _data([PROV + "Entity"], [XSD + "dateTime"]),
    # Web Annotation
    OA + "TextPositionSelector": CLASS,
    OA + "hasSelector": _thing([OA + "ResourceSelection"], [OA + "Selector"]),
    OA + "start": _data([OA + "TextPositionSelector"], [XSD + "nonNegativeInteger", XSD + "integer"]),
    OA + "end": _data([OA + "TextPositionSelector"], [XSD + "nonNegativeInteger", XSD + "integer"]),
    OA + "TextQuoteSelector": CLASS,
    OA + "exact": _data([OA + "TextQuoteSelector"]),
    # DCMI, RDFS, SKOS
    DCTERMS + "date": _data(range_=ANY_LITERAL),
    DCTERMS + "identifier": _data(range_=ANY_LITERAL),
    DCTERMS + "subject": _thing(),
    DCTERMS + "isVersionOf": _thing(),
    DCTERMS + "language": ANNOTATION,
    DCTERMS + "source": ANNOTATION,
    RDFS + "label": _data(range_=ANY_LITERAL),
    SKOS + "note": ANNOTATION,
    SKOS + "hiddenLabel": _data(),
    # schema.org
    SCHEMA + "Article": CLASS,
    SCHEMA + "Claim": CLASS,
    CITATION: CLASS,
    SCHEMA + "Dataset": CLASS,
    SCHEMA + "HowTo": CLASS,
    SCHEMA + "HowToStep": CLASS,
    SCHEMA + "ScholarlyArticle": CLASS,
    SCHEMA + "SearchAction": CLASS,
    SCHEMA + "about": _thing([CITATION]),
    SCHEMA + "isPartOf": _thing([CITATION], [CITATION]),
    SCHEMA + "genre": _data([CITATION]),
    SCHEMA + "position": _data([CITATION, SCHEMA + "ListItem"], [XSD + "integer", XSD + "string"]),
    SCHEMA + "query": _data([SCHEMA + "SearchAction"]),
    SCHEMA + "sha256": _data([SCHEMA + "MediaObject"]),
    SCHEMA + "text": _data([CITATION]),
    SCHEMA + "tool": StandardTerm(Kind.ANNOTATION, frozenset({SCHEMA + "HowTo"})),
    SCHEMA + "unitText": _data([SCHEMA + "QuantitativeValue", SCHEMA + "PropertyValue"]),
}

PARENTS = {
    DOCUMENT: {INFORMATION},
    LINE: {INFORMATION},
    ASSERTION: {SEPIO + "0000174"},
    SEPIO + "0000174": {INFORMATION},
    BIRO + "BibliographicReference": {FRBR + "Expression"},
    SCHEMA + "Article": {CITATION},
    SCHEMA + "Claim": {CITATION},
    SCHEMA + "HowTo": {CITATION},
    SCHEMA + "HowToStep": {CITATION},
    SCHEMA + "Dataset": {CITATION},
    SCHEMA + "ScholarlyArticle": {SCHEMA + "Article"},
    PROV + "SoftwareAgent": {PROV + "Agent"},
    OA + "SpecificResource": {OA + "ResourceSelection"},
    OA + "TextPositionSelector": {OA + "Selector"},
    OA + "TextQuoteSelector": {OA + "Selector"},
    **{SEPIO + number: {SEPIO + "0000402"} for number in ("0000403", "0000404", "0000405")},
}
"""The classes directly above a class, or of an individual, as far as a domain or a range needs them."""


def above(classes):
    """*classes* with all that stand above them."""
    reached, waiting = set(), list(classes)
    while waiting:
        one = str(waiting.pop())
        if one not in reached:
            reached.add(one)
            waiting += PARENTS.get(one, ())
    return reached
