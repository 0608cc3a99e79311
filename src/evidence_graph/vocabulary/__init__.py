"""Which RDF term stands for which field of the model: namespaces and the one table of both.

Readers, writers, the index and the checks all follow this table, so a field is added in the model
and here, and nowhere else. What each term means, and which standard term it maps to, is documented
in ``evidence.ttl`` beside this file; ``shapes.ttl`` and ``context.jsonld`` say the same as SHACL and as a
JSON-LD context, and are built from the table (`evidence_graph.vocabulary.documents`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache, lru_cache

from evidence_graph import model
from evidence_graph.limits import DIGITS

TERMS = "https://w3id.org/evidence-graph/terms#"
VALUES = "https://w3id.org/evidence-graph/terms/"

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
FABIO = "http://purl.org/spar/fabio/"
XSD = "http://www.w3.org/2001/XMLSchema#"

NAMES_IN_MIND = 50_000
"""So many names of records are kept in mind; the same few are named again and again."""

WHOLE_NUMBER = re.compile(rf"[+-]?[0-9]{{1,{DIGITS}}}")
"""What a whole number looks like; a longer one is taken for text."""

DOI = r"10\.[0-9]{4,9}/[^ ]+"
"""What a bare DOI looks like."""

LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}"
"""What the tag of a language looks like (BCP 47)."""

BACKED_BY = TERMS + "backedBy"
OPPOSED_BY = TERMS + "opposedBy"
UNNAMED = "urn:evidence-graph:"
"""Below it live the records of a data set that does not say where it lives."""

DERIVED = {model.Stance.SUPPORTS: BACKED_BY, model.Stance.OPPOSES: OPPOSED_BY}
"""Shortcuts from claim to citation that are derived from the evidence lines, never written by hand."""


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    REFERENCE = "reference"
    IRI = "iri"


class Tags(Enum):
    """Whether the texts of a field may say in which language they are, and what several languages are.

    NAME: no, it is a name, a number or a code. PRINTED: it stands as somebody wrote it, in one language.
    CHOSEN: it may be said once in each language, and one of them is read. ALL: the words of all languages
    stand beside each other.
    """

    NAME = "name"
    PRINTED = "printed"
    CHOSEN = "chosen"
    ALL = "all"


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """One field of a record and the RDF property that holds it.

    A number lies between *least* and *most*; a text has the form of *pattern*, from its beginning to its end.
    """

    attribute: str
    iri: str
    kind: Kind = Kind.TEXT
    many: bool = False
    required: bool = False
    choices: type[StrEnum] | None = None
    target: type[model.Record] | None = None
    least: int | None = None
    most: int | None = None
    pattern: str | None = None
    tags: Tags = Tags.NAME


@dataclass(frozen=True, slots=True, eq=False)
class RecordType:
    """One kind of record, the RDF class it is an instance of, and its fields."""

    record: type[model.Record]
    iri: str
    folder: str
    properties: tuple[Property, ...]

    @property
    def name(self) -> str:
        """The word for it in messages."""
        return self.folder

    @property
    def table(self) -> str:
        """Its table in an index, where `citation` holds bibliographic records, `study` what studies did."""
        if self.record is model.Study:
            return "study"

        return self.folder


CHOICES: dict[type[StrEnum], str] = {
    model.Stance: "stance",
    model.Directness: "directness",
    model.StudyDesign: "design",
    model.LinkBasis: "basis",
    model.CitationUse: "use",
    model.Attitude: "attitude",
    model.Force: "force",
    model.ClaimKind: "kind",
    model.RetractionStatus: "retraction",
    model.Cause: "cause",
    model.Direction: "direction",
    model.Contrast: "contrast",
    model.Answer: "answer",
    model.PooledDesigns: "pooled",
    model.BiasJudgement: "bias",
    model.ReadPart: "read",
    model.Coverage: "coverage",
    model.QuoteRole: "role",
    model.Weighing: "weighing",
}
"""The closed sets of values that people choose from, each with the folder (and prefix) of its IRIs."""

DERIVED_CHOICES: dict[type[StrEnum], str] = {
    model.Verdict: "verdict",
    model.Certainty: "certainty",
    model.Wording: "wording",
}
"""The closed sets of what is concluded from the evidence."""

FOLDERS = CHOICES | DERIVED_CHOICES


def _text(
    attribute: str, term: str, *, many: bool = False, required: bool = False, tags: Tags = Tags.CHOSEN
) -> Property:
    return Property(attribute, _iri(term), many=many, required=required, tags=tags)


def _name(
    attribute: str, term: str, *, many: bool = False, required: bool = False, pattern: str | None = None
) -> Property:
    """A text of no language: a name, a number as it is printed, a code."""
    return Property(attribute, _iri(term), many=many, required=required, pattern=pattern)


def _number(attribute: str, term: str, *, required: bool = False, least: int = 0) -> Property:
    return Property(attribute, _iri(term), Kind.INTEGER, required=required, least=least)


def _share(attribute: str, term: str) -> Property:
    return Property(attribute, _iri(term), Kind.DECIMAL, least=0, most=1)


def _choice(attribute: str, term: str, choices: type[StrEnum], *, required: bool = False) -> Property:
    return Property(attribute, _iri(term), Kind.CHOICE, required=required, choices=choices)


def _to(
    attribute: str, term: str, target: type[model.Record], *, many: bool = False, required: bool = False
) -> Property:
    return Property(attribute, _iri(term), Kind.REFERENCE, many=many, required=required, target=target)


def _iri(term: str) -> str:
    return term if ":" in term else TERMS + term


SCHEMA: tuple[RecordType, ...] = (
    RecordType(
        model.DataSet,
        TERMS + "DataSet",
        "data-set",
        (
            _text("title", DCTERMS + "title", required=True),
            _text("description", DCTERMS + "description"),
            Property("license", DCTERMS + "license", Kind.IRI),
            _choice("weighing", "weighing", model.Weighing),
            _number("enough", "enough", least=1),
            Property("opinion_votes", TERMS + "opinionVotes", Kind.BOOLEAN),
            _choice("default_design", "defaultDesign", model.StudyDesign),
            _name("weights", "weights", pattern=r"[A-Za-z0-9_-][A-Za-z0-9._-]*"),
        ),
    ),
    RecordType(
        model.Curator,
        TERMS + "Curator",
        "curator",
        (_text("name", "name", required=True, tags=Tags.PRINTED), _text("note", "note")),
    ),
    RecordType(
        model.Article,
        TERMS + "Article",
        "article",
        (
            _text("title", DCTERMS + "title", required=True, tags=Tags.PRINTED),
            _text("kind", "articleKind"),
            _name("sha256", "sha256", pattern="[0-9a-f]{64}"),
            _number("length", "length"),
            _text("note", "note"),
        ),
    ),
    RecordType(
        model.Reference,
        TERMS + "Reference",
        "reference",
        (
            _to("article", "article", model.Article, required=True),
            _number("number", "number", required=True, least=1),
            _text("printed", "printed", required=True, tags=Tags.PRINTED),
            _to("citation", "citation", model.Study),
            _text("errors", "error", many=True),
        ),
    ),
    RecordType(
        model.Claim,
        TERMS + "Claim",
        "claim",
        (
            _text("statement", "statement", required=True),
            _to("topic", "topic", model.Concept, required=True),
            _choice("kind", "claimKind", model.ClaimKind),
            _to("about", "about", model.Concept, many=True),
            _to("premises", "premise", model.Claim, many=True),
            _to("conflicts", "conflictsWith", model.Claim, many=True),
            _text("note", "note"),
            _text("asked_as", "askedAs", many=True, tags=Tags.ALL),
            _text("question", "question"),
            _choice("answers", "answers", model.Answer),
            _text("comparator", "comparator"),
            _to("qualifies", "qualifies", model.Claim, many=True),
            _to("refines", "refines", model.Claim, many=True),
            _to("undercuts", "undercuts", model.Claim, many=True),
            _text("claimant", "claimant", tags=Tags.PRINTED),
            Property("claim_date", TERMS + "claimDate", Kind.DATE),
        ),
    ),
    RecordType(
        model.Assertion,
        TERMS + "Assertion",
        "assertion",
        (
            _to("claim", "claim", model.Claim, required=True),
            _to("article", "article", model.Article, required=True),
            _choice("attitude", "attitude", model.Attitude, required=True),
            _choice("force", "force", model.Force, required=True),
            _to("passages", "passage", model.Passage, many=True),
            _to("arguments", "argument", model.Passage, many=True),
            _to("main_passage", "mainPassage", model.Passage),
        ),
    ),
    RecordType(
        model.Passage,
        TERMS + "Passage",
        "passage",
        (
            _number("start", "start", required=True),
            _number("end", "end", required=True, least=1),
            _number("paragraph", "paragraph", required=True, least=1),
            _name("fingerprint", "fingerprint", pattern="[1-9][0-9]*-[0-9a-f]{16}"),
        ),
    ),
    RecordType(
        model.EvidenceLine,
        TERMS + "EvidenceLine",
        "line",
        (
            _to("claim", "claim", model.Claim, required=True),
            _to("citation", "citation", model.Study, required=True),
            _choice("stance", "stance", model.Stance, required=True),
            _to("curator", "curator", model.Curator, required=True),
            _choice("directness", "directness", model.Directness),
            _text("directness_note", "directnessNote"),
            _text("finding", "finding"),
            _text("rationale", "rationale"),
            Property("verified", TERMS + "verified", Kind.BOOLEAN),
            _choice("link_basis", "linkBasis", model.LinkBasis),
            _to("article", "article", model.Article),
            _choice("used_for", "usedFor", model.CitationUse),
            _text("used_note", "usedNote"),
            Property("date", TERMS + "date", Kind.DATE),
            _choice("design", "design", model.StudyDesign),
            _number("participants", "participants"),
            _text("strength", "strength", tags=Tags.PRINTED),
            _to("exposures", "exposure", model.Concept, many=True),
            _to("outcomes", "outcomeStudied", model.Concept, many=True),
            _text("quotes", "quote", many=True, tags=Tags.PRINTED),
            _text("quote_place", "quotePlace"),
            _name("language", "language", pattern=LANGUAGE),
            _name("source_item", "sourceItem"),
            _text("note", "note"),
            Property("withdrawn", TERMS + "withdrawn", Kind.DATE),
            _text("withdrawn_why", "withdrawnWhy"),
            _text("further_findings", "furtherFinding", many=True),
        ),
    ),
    RecordType(
        model.Quote,
        TERMS + "Quote",
        "quote",
        (
            _to("line", "line", model.EvidenceLine, required=True),
            _number("number", "number", required=True, least=1),
            _text("text", "text", required=True, tags=Tags.PRINTED),
            _text("place", "quotePlace"),
            _choice("role", "quoteRole", model.QuoteRole),
            _name("language", "language", pattern=LANGUAGE),
            _name("sha256", "sha256", pattern="[0-9a-f]{64}"),
        ),
    ),
    RecordType(
        model.Search,
        TERMS + "Search",
        "search",
        (
            _to("claims", "claim", model.Claim, many=True),
            _to("topic", "topic", model.Concept),
            _text("source", "searchedSource", required=True),
            _name("query", "query", required=True),
            Property("date", TERMS + "date", Kind.DATE, required=True),
            _to("curator", "curator", model.Curator),
            _choice("coverage", "coverage", model.Coverage, required=True),
            _number("hits", "hits"),
            _number("kept", "kept"),
            _text("note", "note"),
        ),
    ),
    RecordType(
        model.Margin,
        TERMS + "Margin",
        "margin",
        (
            _to("claim", "claim", model.Claim),
            _to("citation", "citation", model.Study),
            _name("measure", "measure", required=True),
            _name("low", "low", required=True),
            _name("high", "high", required=True),
            _text("source", "statedBy", required=True),
        ),
    ),
    RecordType(
        model.Disagreement,
        TERMS + "Disagreement",
        "disagreement",
        (
            _to("claims", "claim", model.Claim, many=True),
            _to("citations", "citation", model.Study, many=True),
            _choice("cause", "cause", model.Cause, required=True),
            _text("explanation", "explanation", required=True),
            _text("settled_by", "settledBy"),
        ),
    ),
    RecordType(
        model.Study,
        TERMS + "Citation",
        "citation",
        (
            _choice("design", "design", model.StudyDesign),
            _text("design_note", "designNote"),
            _number("participants", "participants"),
            _text("participants_note", "participantsNote"),
            _number("included_studies", "includedStudies"),
            _text("population", "population"),
            _text("intervention", "intervention"),
            _text("comparator", "comparator"),
            _text("outcomes", "outcomes"),
            _text("conflict_of_interest", "conflictOfInterest"),
            _choice("retraction_status", "retractionStatus", model.RetractionStatus),
            _text("retraction_note", "retractionNote"),
            Property("retraction_date", TERMS + "retractionDate", Kind.DATE),
            _name("retraction_source", "retractionSource"),
            _name("retraction_notices", "retractionNotice", many=True),
            _text("version_note", "versionNote"),
            _to("version_of", "versionOf", model.Study),
            _name("cohort", "cohort"),
            _to("pools", "pools", model.Study, many=True),
            Property("pools_complete", TERMS + "poolsComplete", Kind.BOOLEAN),
            _choice("pooled_designs", "pooledDesigns", model.PooledDesigns),
            _text("concerns", "concern", many=True),
            _name("unverified", "unverified", many=True),
            _name("aliases", "alias", many=True),
            _text("note", "note"),
            _name("trial_numbers", "trialNumber", many=True),
            _name("doi", "citationDoi", pattern=DOI),
            _name("pmid", "citationPmid", pattern="[0-9]{1,9}"),
        ),
    ),
    RecordType(
        model.Result,
        TERMS + "Result",
        "result",
        (
            _to("citation", "citation", model.Study, required=True),
            _number("number", "number", required=True, least=1),
            _text("text", "text", required=True),
            Property("verified", TERMS + "verified", Kind.BOOLEAN, required=True),
        ),
    ),
    RecordType(
        model.RiskOfBias,
        TERMS + "RiskOfBias",
        "risk-of-bias",
        (
            _to("citation", "citation", model.Study, required=True),
            _name("instrument", "instrument", required=True),
            _text("domain", "domain"),
            _choice("judgement", "judgement", model.BiasJudgement, required=True),
            _text("reason", "reason"),
            _to("curator", "curator", model.Curator),
            _choice("read", "read", model.ReadPart),
            Property("date", TERMS + "date", Kind.DATE),
        ),
    ),
    RecordType(
        model.Effect,
        TERMS + "Effect",
        "effect",
        (
            _to("citation", "citation", model.Study, required=True),
            _number("number", "number", required=True, least=1),
            _to("claim", "claim", model.Claim),
            _choice("direction", "direction", model.Direction),
            _name("measure", "measure", required=True),
            _name("value", "value"),
            _name("unit", "unit"),
            _name("low", "low"),
            _name("high", "high"),
            _number("level", "level", least=1),
            _name("standard_error", "standardError"),
            _name("standard_deviation", "standardDeviation"),
            _name("p", "pValue"),
            _number("participants", "participants"),
            _text("outcome", "outcome", required=True),
            Property("surrogate", TERMS + "surrogate", Kind.BOOLEAN),
            _text("timepoint", "timepoint"),
            _choice("contrast", "contrast", model.Contrast),
            _text("comparison", "comparison"),
            Property("verified", TERMS + "verified", Kind.BOOLEAN, required=True),
            _text("note", "note"),
            Property("source", DCTERMS + "source", Kind.IRI),
        ),
    ),
    RecordType(
        model.Group,
        TERMS + "Group",
        "group",
        (
            _to("effect", "effect", model.Effect, required=True),
            _number("number", "number", required=True, least=1),
            _text("name", "name", required=True),
            _number("participants", "participants"),
            _number("events", "events"),
            _name("mean", "mean"),
            _name("standard_deviation", "standardDeviation"),
        ),
    ),
    RecordType(
        model.Procedure,
        TERMS + "Procedure",
        "procedure",
        (
            _text("name", "name", required=True),
            _to("concept", "concept", model.Concept),
            _to("articles", "article", model.Article, many=True),
            _text("purpose", "purpose"),
            _text("position", "position"),
            _text("repetitions", "repetitions"),
            _to("primary_targets", "primaryTarget", model.Concept, many=True),
            _to("secondary_targets", "secondaryTarget", model.Concept, many=True),
            _text("equipment", "equipment", many=True),
            _text("cautions", "caution", many=True),
            _text("progressions", "progression", many=True),
            _to("progresses_to", "progressesTo", model.Procedure, many=True),
            _text("warm_up", "warmUp"),
            _text("cool_down", "coolDown"),
        ),
    ),
    RecordType(
        model.Step,
        TERMS + "Step",
        "step",
        (
            _to("procedure", "procedure", model.Procedure, required=True),
            _number("number", "number", required=True, least=1),
            _text("text", "text", required=True),
        ),
    ),
    RecordType(
        model.Scheme,
        SKOS + "ConceptScheme",
        "scheme",
        (_text("label", SKOS + "prefLabel", required=True), _text("definition", SKOS + "definition")),
    ),
    RecordType(
        model.Concept,
        SKOS + "Concept",
        "concept",
        (
            _text("label", SKOS + "prefLabel", required=True),
            _to("scheme", SKOS + "inScheme", model.Scheme, required=True),
            _text("alternatives", SKOS + "altLabel", many=True, tags=Tags.ALL),
            _to("broader", SKOS + "broader", model.Concept, many=True),
            _text("definition", SKOS + "definition"),
            Property("matches", SKOS + "exactMatch", Kind.IRI, many=True),
        ),
    ),
)

CONCLUSIONS: tuple[RecordType, ...] = (
    RecordType(
        model.Claim,
        TERMS + "Claim",
        "claim",
        (
            _choice("verdict", "verdict", model.Verdict),
            _choice("certainty", "certainty", model.Certainty),
            _share("support", "support"),
            _share("opposition", "opposition"),
            _share("unknown", "unknown"),
            _choice("lean", "leansTo", model.Stance),
        ),
    ),
    RecordType(
        model.Assertion, TERMS + "Assertion", "assertion", (_choice("wording", "wording", model.Wording),)
    ),
)
"""What is concluded from the evidence lines: the assessment of a claim, the audit of an assertion."""

NUMBERS: tuple[RecordType, ...] = (
    RecordType(
        model.Effect,
        TERMS + "Effect",
        "effect",
        (
            Property("estimate", TERMS + "estimate", Kind.DECIMAL),
            Property("lower", TERMS + "lower", Kind.DECIMAL),
            Property("upper", TERMS + "upper", Kind.DECIMAL),
        ),
    ),
)
"""The numbers in what effects print: the value and both ends of the interval, where each is one number."""

BIBLIOGRAPHIC: tuple[RecordType, ...] = (
    RecordType(
        model.Study,
        TERMS + "Citation",
        "citation",
        (
            _name("doi", PRISM + "doi", pattern=DOI),
            Property("year", FABIO + "hasPublicationYear", Kind.INTEGER),
        ),
    ),
)
"""What a graph says of a work from its bibliography, and what has a form that can be wrong."""

DERIVED_IRIS = frozenset(DERIVED.values()) | {
    p.iri for entry in (*CONCLUSIONS, *NUMBERS) for p in entry.properties
}
"""All properties that are derived and never written by hand."""

BIBTEX, BIBTEX_STRINGS, CONTENT_HASH = TERMS + "bibtex", TERMS + "bibtexStrings", TERMS + "contentHash"
PUBLICATION: tuple[RecordType, ...] = (
    RecordType(
        model.DataSet,
        TERMS + "DataSet",
        "data-set",
        (_name("bibtex_strings", BIBTEX_STRINGS, many=True), _name("content_hash", CONTENT_HASH)),
    ),
    RecordType(model.Study, TERMS + "Citation", "citation", (_name("bibtex", BIBTEX),)),
)
"""What a published graph says beside what people wrote and what follows from it."""

PUBLISHED = frozenset(p.iri for entry in PUBLICATION for p in entry.properties)

STAGING = "urn:evidence-graph:staging:"
"""Below it are named the graphs in which a publication is put together."""

BY_CLASS = {entry.iri: entry for entry in SCHEMA}
BY_RECORD = {entry.record: entry for entry in SCHEMA}

PREFIXES = {
    "eg": TERMS,
    "dcterms": DCTERMS,
    "skos": SKOS,
    "xsd": XSD,
    **{folder: f"{VALUES}{folder}/" for folder in FOLDERS.values()},
}
"""The prefixes of every data set; those of its own records follow from its base IRI."""


def prefixes(base: str) -> dict[str, str]:
    """All prefixes of a data set whose own records live below *base*."""
    return PREFIXES | {
        entry.folder: f"{base}{entry.folder}/" for entry in SCHEMA if entry.folder != "data-set"
    }


def record_iri(base: str, record_type: RecordType, identifier: str) -> str:
    """The IRI of the record *identifier* in the data set at *base*."""
    if record_type.record is model.DataSet:
        return base

    return f"{base}{record_type.folder}/{_escape(identifier)}"


def _escape(identifier: str) -> str:
    if identifier.isascii() and identifier.replace("-", "").replace(".", "").replace("_", "").isalnum():
        return identifier

    from urllib.parse import quote

    return quote(identifier, safe="-._~")


@lru_cache(NAMES_IN_MIND)
def identifier(iri: str) -> str:
    """The readable id of a record: what follows the last slash or hash of its IRI.

    >>> identifier("https://example.org/data/claim/plants-need-light")
    'plants-need-light'
    """
    iri = iri.rstrip("/#")
    last = iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
    if "%" not in last:
        return last

    from urllib.parse import unquote

    return unquote(last)


def choice_iri(value: StrEnum) -> str:
    """The IRI of one value of a closed set.

    >>> choice_iri(model.Stance.SUPPORTS)
    'https://w3id.org/evidence-graph/terms/stance/supports'
    """
    return f"{VALUES}{FOLDERS[type(value)]}/{value.value.replace(' ', '-')}"


@cache
def choices_by_iri(choices: type[StrEnum]) -> dict[str, StrEnum]:
    """The values of a closed set by their IRI."""
    return {choice_iri(value): value for value in choices}


def choice(iri: str) -> StrEnum | None:
    """The value of a closed set that has this IRI, if one has.

    >>> choice("https://w3id.org/evidence-graph/terms/certainty/very-low")
    <Certainty.VERY_LOW: 'very low'>
    """
    folder = iri.removeprefix(VALUES).partition("/")[0]
    for choices, name in FOLDERS.items():
        if name == folder:
            return choices_by_iri(choices).get(iri)

    return None


def document(name: str) -> str:
    """The text of ``evidence.ttl``, ``shapes.ttl`` or ``context.jsonld``."""
    from importlib.resources import files

    return files(__package__).joinpath(name).read_text("utf-8")
