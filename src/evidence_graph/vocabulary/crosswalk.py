"""Which terms of the standards say beside ours what ours say, in tables that exports and imports share.

    eg:Curator    prov:Agent              every curator is one
    eg:curator    prov:wasAttributedTo    between the same subject and object
    supports      SEPIO's "supporting"    the same value

``evidence.ttl`` maps more terms than stand here, as a help to readers; here stands what may be *said* of our
data without saying more than they do. What needs a node of its own (a quotation, a finding, a verdict) is put
together in `evidence_graph.exports.standards`.
"""

from __future__ import annotations

from evidence_graph import model
from evidence_graph.vocabulary import DCTERMS, FABIO, PRISM, RDF_TYPE, RDFS, SKOS, TERMS

OBO = "http://purl.obolibrary.org/obo/"
SEPIO = OBO + "SEPIO_"
SCHEMA_ORG = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
CITO = "http://purl.org/spar/cito/"
BIRO = "http://purl.org/spar/biro/"
C4O = "http://purl.org/spar/c4o/"
NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
RDF = RDF_TYPE.removesuffix("type")
BIBO = "http://purl.org/ontology/bibo/"

PREFIXES = {
    "bibo": BIBO,
    "biro": BIRO,
    "c4o": C4O,
    "cito": CITO,
    "fabio": FABIO,
    "oa": OA,
    "obo": OBO,
    "prism": PRISM,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA_ORG,
}
"""The prefixes of the standards."""

# SEPIO, the Scientific Evidence and Provenance Information Ontology, by the words of its labels

PROPOSITION = SEPIO + "0000000"
ASSERTION = SEPIO + "0000001"
EVIDENCE_LINE = SEPIO + "0000002"
ASSERTION_METHOD = SEPIO + "0000037"
EVIDENCE_STRENGTH = SEPIO + "0000133"
EVIDENCE_ITEM = SEPIO + "0000149"
STUDY_FINDING = SEPIO + "0000173"
STATEMENT = SEPIO + "0000174"
EVIDENCE_QUALITY = SEPIO + "0000414"
DOCUMENT = OBO + "IAO_0000310"

HAS_EVIDENCE_LINE = SEPIO + "0000006"
ASSERTS_PROPOSITION = SEPIO + "0000030"
WAS_SPECIFIED_BY = SEPIO + "0000041"
HAS_EVIDENCE_ITEM = SEPIO + "0000084"
IS_EXPRESSED_IN = SEPIO + "0000108"
CONFLICTS_WITH = SEPIO + "0000115"
HAS_SUPPORTING_REFERENCE = SEPIO + "0000124"
EVIDENCE_LINE_STRENGTH = SEPIO + "0000132"
HAS_CONFIDENCE_LEVEL = SEPIO + "0000167"
EVIDENCE_DIRECTION = SEPIO + "0000183"
ASSERTED_CONCLUSION = SEPIO + "0000197"
IS_EVIDENCE_LINE_FOR = SEPIO + "0000427"
IS_ABOUT = OBO + "IAO_0000136"

AUTHOR_LIST = BIBO + "authorList"
"""What leads from a work to its authors in order, a sequence of RDF."""

DIRECTIONS = {
    model.Stance.SUPPORTS: SEPIO + "0000403",
    model.Stance.OPPOSES: SEPIO + "0000404",
    model.Stance.INCONCLUSIVE: SEPIO + "0000405",
}
"""SEPIO's direction of an evidence line; a line that qualifies or gives background has none there."""

LINES_OF = {
    model.Stance.SUPPORTS: SEPIO + "0000007",
    model.Stance.OPPOSES: SEPIO + "0000008",
    model.Stance.INCONCLUSIVE: SEPIO + "0000009",
}
"""What leads from a proposition to its evidence lines of a direction."""

USES = {
    model.CitationUse.EVIDENCE: CITO + "citesAsEvidence",
    model.CitationUse.BACKGROUND: CITO + "obtainsBackgroundFrom",
    model.CitationUse.COUNTER_VIEW: CITO + "disagreesWith",
}
"""What CiTO says between an article and a work; never between study and claim, for all of it is citing."""

CLASSES: dict[type[model.Record], tuple[str, ...]] = {
    model.DataSet: (SCHEMA_ORG + "Dataset",),
    model.Curator: (PROV + "Agent",),
    model.Article: (DOCUMENT, SCHEMA_ORG + "Article"),
    model.Reference: (BIRO + "BibliographicReference",),
    model.Claim: (PROPOSITION, SCHEMA_ORG + "Claim"),
    model.Passage: (OA + "TextPositionSelector",),
    model.Study: (DOCUMENT,),
    model.Result: (STUDY_FINDING,),
    model.Effect: (STUDY_FINDING,),
    model.RiskOfBias: (EVIDENCE_QUALITY,),
    model.Procedure: (SCHEMA_ORG + "HowTo",),
    model.Step: (SCHEMA_ORG + "HowToStep",),
}
"""The standard classes of every record of a kind."""

SAME: dict[type[model.Record], dict[str, tuple[str, ...]]] = {
    model.DataSet: {
        DCTERMS + "title": (SCHEMA_ORG + "name",),
        DCTERMS + "license": (SCHEMA_ORG + "license",),
    },
    model.Curator: {TERMS + "name": (RDFS + "label",), TERMS + "note": (SKOS + "note",)},
    model.Article: {DCTERMS + "title": (SCHEMA_ORG + "name",), TERMS + "note": (SKOS + "note",)},
    model.Reference: {
        TERMS + "printed": (C4O + "hasContent",),
        TERMS + "citation": (BIRO + "references",),
    },
    model.Claim: {
        TERMS + "statement": (RDFS + "label", SCHEMA_ORG + "text"),
        TERMS + "topic": (DCTERMS + "subject",),
        TERMS + "about": (SCHEMA_ORG + "about",),
        TERMS + "conflictsWith": (CONFLICTS_WITH,),
        TERMS + "note": (SKOS + "note",),
    },
    model.Passage: {TERMS + "start": (OA + "start",), TERMS + "end": (OA + "end",)},
    model.EvidenceLine: {
        TERMS + "curator": (PROV + "wasAttributedTo",),
        TERMS + "citation": (PROV + "wasDerivedFrom",),
        TERMS + "date": (DCTERMS + "date",),
        TERMS + "sourceItem": (DCTERMS + "source",),
        TERMS + "note": (SKOS + "note",),
    },
    model.Search: {TERMS + "curator": (PROV + "wasAttributedTo",), TERMS + "date": (DCTERMS + "date",)},
    model.RiskOfBias: {TERMS + "curator": (PROV + "wasAttributedTo",), TERMS + "date": (DCTERMS + "date",)},
    model.Study: {
        TERMS + "pools": (PROV + "wasDerivedFrom",),
        TERMS + "versionOf": (DCTERMS + "isVersionOf",),
        TERMS + "note": (SKOS + "note",),
    },
    model.Result: {TERMS + "text": (RDFS + "label",)},
    model.Procedure: {
        TERMS + "name": (RDFS + "label", SCHEMA_ORG + "name"),
        TERMS + "equipment": (SCHEMA_ORG + "tool",),
    },
    model.Step: {
        TERMS + "text": (SCHEMA_ORG + "text",),
        TERMS + "number": (SCHEMA_ORG + "position",),
        TERMS + "procedure": (SCHEMA_ORG + "isPartOf",),
    },
}
"""The standard properties that say of the same subject and object what ours says."""

MOMENTS = {TERMS + "date": PROV + "generatedAtTime", TERMS + "withdrawn": PROV + "invalidatedAtTime"}
"""What PROV-O says by a moment where ours says a day; the moment is the day's beginning."""

ASIDE = "standard/"
"""Below it, under the address of a data set, live the nodes that only standard terms need."""

NANOPUBS = "nanopub/"
"""Below it live its nanopublications."""

PROGRAM = "https://w3id.org/evidence-graph/version/"
"""Below it are named the versions of this program."""
