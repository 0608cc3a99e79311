"""The vocabulary is documented, mapped and told as SHACL and JSON-LD just as the table says it."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, PROV, SDO, SH, XSD

from evidence_graph import vocabulary
from evidence_graph.store import reader
from evidence_graph.vocabulary import (
    BIBLIOGRAPHIC,
    CONCLUSIONS,
    DERIVED,
    DERIVED_IRIS,
    FOLDERS,
    NUMBERS,
    PUBLICATION,
    SCHEMA,
    TERMS,
    VALUES,
    Kind,
    Property,
    Tags,
    choice_iri,
    documents,
    identifier,
)

EG, SHAPE = Namespace(TERMS), Namespace("https://w3id.org/evidence-graph/shapes/")
CITO = "http://purl.org/spar/cito/"
HERE = Path(__file__).parent
SEPIO = "http://purl.obolibrary.org/obo/SEPIO_"

MAPPINGS = [
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
    SKOS.notation,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
]
DATATYPES = {
    Kind.TEXT: XSD.string,
    Kind.INTEGER: XSD.integer,
    Kind.BOOLEAN: XSD.boolean,
    Kind.DECIMAL: XSD.decimal,
    Kind.DATE: XSD.date,
}

terms, shapes = (
    Graph().parse(data=vocabulary.document(name), format="turtle") for name in ("evidence.ttl", "shapes.ttl")
)
FIELDS = [(entry, prop) for entry in (*SCHEMA, *CONCLUSIONS, *NUMBERS) for prop in entry.properties]
USES = {}
for _entry, _prop in [*FIELDS, *((entry, prop) for entry in PUBLICATION for prop in entry.properties)]:
    USES.setdefault(_prop.iri, []).append((_entry, _prop))
CLASSES = {entry.iri for entry in SCHEMA if entry.iri.startswith(TERMS)} | {TERMS + "Record", TERMS + "Value"}
PROPERTIES = {iri for iri in USES if iri.startswith(TERMS)} | DERIVED_IRIS
VALUE_IRIS = {choice_iri(value) for choices in FOLDERS for value in choices}
SCHEMES = {VALUES + folder for folder in FOLDERS.values()}
EVERY_TERM = sorted(CLASSES | PROPERTIES | VALUE_IRIS)


def standard(iri):
    return not str(iri).startswith((TERMS, VALUES))


def is_described(iri):
    """Whether a term has one label and one comment, which is a sentence."""
    labels, comments = list(terms[URIRef(iri) : RDFS.label]), list(terms[URIRef(iri) : RDFS.comment])

    return len(labels) == len(comments) == 1 and re.fullmatch(r"[A-Z].{8,}\.", comments[0]) is not None


def test_every_term_has_one_label_and_a_comment_that_is_a_sentence():
    assert [iri for iri in [*EVERY_TERM, *sorted(SCHEMES)] if not is_described(iri)] == []


def is_placed(iri):
    """Whether a term maps to a standard term, or says that none was found."""
    mapped = [o for p in MAPPINGS for o in terms[URIRef(iri) : p] if standard(o)]
    notes = list(terms[URIRef(iri) : SKOS.editorialNote])

    return mapped or any("o standard" in note or "no matching term" in note for note in notes)


def test_every_term_maps_to_a_standard_term_or_says_that_none_was_found():
    assert [iri for iri in EVERY_TERM if not is_placed(iri)] == []


def test_the_documentation_names_every_term_and_no_stale_one():
    described = {str(s) for s in terms.subjects(RDFS.label) if not standard(s)}

    assert described == CLASSES | PROPERTIES | VALUE_IRIS | SCHEMES


@pytest.mark.parametrize("iri", sorted(PROPERTIES), ids=identifier)
def test_a_property_has_the_domain_and_range_of_its_fields(iri):
    uses = USES.get(iri)
    classes = {entry.iri for entry, _ in uses} if uses else {TERMS + "Claim"}
    domain = classes.pop() if len(classes) == 1 else TERMS + "Record"

    assert list(terms[URIRef(iri) : RDFS.domain]) == [URIRef(domain)]
    assert list(terms[URIRef(iri) : RDFS.range]) == [range_of(uses[0][1]) if uses else EG.Citation]


def range_of(prop):
    if prop.target:
        return URIRef(vocabulary.BY_RECORD[prop.target].iri)
    # A text may have a language, and is then no xsd:string.
    if prop.tags is not Tags.NAME:
        return RDFS.Literal
    return DATATYPES.get(prop.kind, EG.Value)


def test_all_fields_of_one_property_hold_the_same_kind():
    kinds_by_property = {
        iri: {(prop.kind, prop.target, prop.choices) for _, prop in USES.get(iri, [])} for iri in PROPERTIES
    }

    assert {iri: kinds for iri, kinds in kinds_by_property.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize("choices", FOLDERS, ids=lambda c: c.__name__)
def test_the_values_of_a_set_are_the_concepts_of_its_scheme(choices):
    scheme = URIRef(VALUES + FOLDERS[choices])

    assert (scheme, RDF.type, SKOS.ConceptScheme) in terms
    assert {str(v) for v in terms[: SKOS.inScheme : scheme]} == {choice_iri(v) for v in choices}
    assert all((v, RDF.type, SKOS.Concept) in terms for v in terms[: SKOS.inScheme : scheme])


@pytest.mark.parametrize("graph", [terms, shapes], ids=["evidence.ttl", "shapes.ttl"])
def test_every_node_has_a_name(graph):
    assert [node for node in graph.all_nodes() if isinstance(node, BNode)] == []


def test_terms_of_vocabularies_that_rdflib_knows_are_in_them():
    known = {str(SKOS): SKOS, str(PROV): PROV, str(SDO): SDO, str(DCTERMS): DCTERMS}
    used = {str(node) for triple in terms for node in triple if isinstance(node, URIRef)}
    unknown = {
        iri
        for iri in used
        for base, space in known.items()
        if iri.startswith(base) and iri.removeprefix(base) not in dir(space) and URIRef(iri) not in space
    }

    assert unknown == set()


def test_the_derived_shortcuts_are_those_of_sepio():
    shortcuts = {p: str(terms.value(URIRef(p), RDFS.subPropertyOf)) for p in DERIVED.values()}

    assert shortcuts == {TERMS + "backedBy": SEPIO + "0000438", TERMS + "opposedBy": SEPIO + "0000439"}


def test_cito_is_named_only_for_what_an_article_uses_a_reference_for():
    about = {str(s) for s, _, o in terms if str(o).startswith(CITO)}

    assert {iri for iri in about if not iri.startswith(VALUES + "use/")} == {TERMS + "usedFor"}


# The closure of RDFS: nothing follows that is not so.

TRAP = f"""
@prefix cito: <{CITO}> .
@prefix rdfs: <{RDFS}> .
cito:supports rdfs:subPropertyOf cito:cites .
cito:disputes rdfs:subPropertyOf cito:cites .
cito:obtainsSupportFrom rdfs:subPropertyOf cito:cites .
cito:citesAsEvidence rdfs:subPropertyOf cito:cites .
cito:obtainsBackgroundFrom rdfs:subPropertyOf cito:cites .
cito:disagreesWith rdfs:subPropertyOf cito:cites .
"""


@cache
def closure(*texts):
    """All triples that follow by RDFS from *texts*: subclasses, subproperties, domains and ranges."""
    waiting = [triple for text in texts for triple in reader.triples(text, name="inline")]
    rules = {name: defaultdict(list) for name in ("subPropertyOf", "subClassOf", "domain", "range")}
    names = {str(RDFS[name]): name for name in rules}
    for subject, predicate, value in waiting:
        if predicate in names:
            rules[names[predicate]][subject].append(value[0])

    known = set()
    while waiting:
        triple = waiting.pop()
        if triple not in known:
            known.add(triple)
            waiting += consequences(triple, rules)
    return frozenset(known)


def consequences(triple, rules):
    """What follows in one step from a *triple*."""
    subject, predicate, value = triple
    classes = [(subject, name) for name in rules["domain"].get(predicate, ())]
    if value[1] is None:
        classes += [(value[0], name) for name in rules["range"].get(predicate, ())]
    if predicate == str(RDF.type):
        classes += [(subject, name) for name in rules["subClassOf"].get(value[0], ())]

    yield from ((subject, upper, value) for upper in rules["subPropertyOf"].get(predicate, ()))
    yield from ((thing, str(RDF.type), (name, None)) for thing, name in classes)


def of_class(triples, name):
    return {s for s, p, o in triples if p == str(RDF.type) and o[0] == TERMS + name}


def citing_studies(triples):
    """Who cites an article that is no article itself."""
    articles = of_class(triples, "Article")
    return {
        (s, o[0]) for s, p, o in triples if p == CITO + "cites" and o[0] in articles and s not in articles
    }


DATA = [path for path in (HERE / "tea" / "claims.ttl", HERE.parent / "data" / "claims.ttl") if path.exists()]


@pytest.mark.parametrize("path", DATA, ids=lambda p: p.parent.name)
def test_no_study_comes_to_cite_an_article(path):
    found = closure(path.read_text("utf-8"), vocabulary.document("evidence.ttl"), TRAP)

    assert citing_studies(found) == set()


def test_the_trap_would_be_noticed():
    study, article = "https://example.org/tea/citation/leaf2001", "https://example.org/tea/article/tea-blog"
    line = f"<{study}> <{CITO}supports> <{article}> .\n"

    found = closure(DATA[0].read_text("utf-8") + line, vocabulary.document("evidence.ttl"), TRAP)

    assert citing_studies(found) == {(study, article)}


@pytest.mark.parametrize("path", DATA, ids=lambda p: p.parent.name)
def test_no_record_comes_to_be_of_another_class(path):
    text = path.read_text("utf-8")
    stated = {(s, o[0]) for s, p, o in reader.triples(text, name=path) if p == str(RDF.type)}
    records = {s for s, _ in stated}
    ours = {entry.iri for entry in SCHEMA}

    found = closure(text, vocabulary.document("evidence.ttl"), TRAP)

    inferred = {(s, o[0]) for s, p, o in found if p == str(RDF.type) and s in records and o[0] in ours}
    assert inferred == {(s, c) for s, c in stated if c in ours}


# SHACL says of each field what the table says.


def shape_of(entry, prop):
    return SHAPE[f"{entry.folder}.{identifier(prop.iri)}"]


def test_each_kind_of_record_has_a_shape_with_all_its_fields_and_open_to_more():
    for entry in SCHEMA:
        shape = SHAPE[entry.folder]
        fields = {shape_of(entry, prop) for prop in entry.properties}
        assert list(shapes[shape : SH.targetClass]) == [URIRef(entry.iri)]
        assert fields <= set(shapes[shape : SH.property])
        assert (shape, SH.closed, None) not in shapes


def test_there_is_no_shape_of_what_is_not_in_the_table():
    expected = {shape_of(entry, prop) for entry, prop in FIELDS} | {
        SHAPE[name]
        for name in ("claim.backedBy", "claim.opposedBy", "citation.doi", "citation.hasPublicationYear")
    }

    assert set(shapes.subjects(RDF.type, SH.PropertyShape)) == expected


@pytest.mark.parametrize(("entry", "prop"), FIELDS, ids=lambda x: getattr(x, "folder", None) or x.attribute)
def test_the_shape_of_a_field_says_what_the_table_says(entry, prop):
    shape = shape_of(entry, prop)
    said = {p: shapes.value(shape, p) for p in set(shapes.predicates(shape))}

    assert said.pop(RDF.type) == SH.PropertyShape
    assert said.pop(SH.path) == URIRef(prop.iri)
    assert (said.pop(SH.minCount, None) is not None) == prop.required
    is_once_a_language = prop.tags is Tags.CHOSEN and not prop.many
    assert (said.pop(SH.maxCount, None) is None) == (prop.many or is_once_a_language)
    assert (said.pop(SH.uniqueLang, None) is not None) == is_once_a_language
    assert said.pop(SH["or"], None) == (None if prop.tags is Tags.NAME else SHAPE["texts.1"])
    assert said.pop(SH.datatype, None) == (DATATYPES.get(prop.kind) if prop.tags is Tags.NAME else None)
    assert said.pop(SH.nodeKind, None) == (None if prop.kind in DATATYPES else SH.IRI)
    assert (said.pop(SH.minLength, None) is not None) == (prop.kind is Kind.TEXT)
    assert said.pop(SH["class"], None) == (range_of(prop) if prop.target else None)
    assert number_of(said.pop(SH.minInclusive, None)) == prop.least
    assert number_of(said.pop(SH.maxInclusive, None)) == prop.most
    if prop.choices:
        assert [str(v) for v in Collection(shapes, said.pop(SH["in"]))] == [
            choice_iri(v) for v in prop.choices
        ]
    if prop.pattern:
        assert said.pop(SH.pattern).toPython() == f"^{prop.pattern}$"
    assert said == {}


def number_of(literal):
    return None if literal is None else float(literal)


def test_numbers_begin_where_counting_begins_and_shares_lie_between_none_and_all():
    least = {(entry.folder, prop.attribute): prop.least for entry, prop in FIELDS if prop.least}
    shares = {prop.attribute: (prop.least, prop.most) for _, prop in FIELDS if prop.most is not None}

    assert set(least) == {
        ("data-set", "enough"),
        ("reference", "number"),
        ("passage", "end"),
        ("passage", "paragraph"),
        ("result", "number"),
        ("effect", "number"),
        ("effect", "level"),
        ("group", "number"),
        ("quote", "number"),
        ("step", "number"),
    }
    assert set(least.values()) == {1}
    assert all(prop.least is not None for _, prop in FIELDS if prop.kind is Kind.INTEGER)
    assert shares == dict.fromkeys(("support", "opposition", "unknown"), (0, 1))


def test_what_has_a_form_is_a_fingerprint_an_identifier_a_language_and_the_name_of_a_file():
    fields = [*FIELDS, *((entry, prop) for entry in BIBLIOGRAPHIC for prop in entry.properties)]
    forms = {prop.attribute: prop.pattern for _, prop in fields if prop.pattern}

    assert forms == {
        "sha256": "[0-9a-f]{64}",
        "fingerprint": "[1-9][0-9]*-[0-9a-f]{16}",  # a number of words, and a hash of them
        "doi": r"10\.[0-9]{4,9}/[^ ]+",
        "language": "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}",  # a tag of BCP 47
        "pmid": "[0-9]{1,9}",
        "weights": "[A-Za-z0-9_-][A-Za-z0-9._-]*",  # the name of a file beside the claims, no path
    }


# The shapes and the context are built.


@pytest.mark.parametrize("name", documents.DOCUMENTS)
def test_a_built_document_says_what_the_table_says_today(name):
    same = vocabulary.document(name) == documents.DOCUMENTS[name]()

    assert same, f"src/evidence_graph/vocabulary/{name} is stale; rebuild it with: make vocabulary"


def test_what_is_written_is_what_is_committed(tmp_path):
    documents.write(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"shapes.ttl", "context.jsonld"}
    assert all(path.read_text("utf-8") == vocabulary.document(path.name) for path in tmp_path.iterdir())


def test_a_field_that_enters_the_table_enters_both_documents(monkeypatch):
    field = Property("humidity", TERMS + "humidity", Kind.DECIMAL, required=True, least=0, most=100)
    grown = [replace(e, properties=(*e.properties, field)) if e.folder == "claim" else e for e in SCHEMA]
    monkeypatch.setattr(documents, "SCHEMA", tuple(grown))

    shape = Graph().parse(data=documents.shapes(), format="turtle")
    said = {p.fragment: o.toPython() for p, o in shape[SHAPE["claim.humidity"]] if p != RDF.type}
    assert said == {
        "path": TERMS + "humidity",
        "minCount": 1,
        "maxCount": 1,
        "datatype": str(XSD.decimal),
        "minInclusive": 0,
        "maxInclusive": 100,
    }
    term = json.loads(documents.context())["@context"]["humidity"]
    assert term == {"@id": "eg:humidity", "@type": "xsd:decimal"}


# The JSON-LD context.


def test_the_context_names_every_class_and_field_with_the_type_of_its_values():
    context = json.loads(vocabulary.document("context.jsonld"))["@context"]
    spaces = {name: iri for name, iri in context.items() if str(iri).endswith(("#", "/"))}

    def full(name):
        prefix, _, local = name.partition(":")
        return spaces[prefix] + local if prefix in spaces else name

    assert {full(context[identifier(entry.iri)]) for entry in SCHEMA} == {entry.iri for entry in SCHEMA}
    for _, prop in FIELDS:
        said = context[identifier(prop.iri)]
        assert full(said["@id"]) == prop.iri
        assert full(said.get("@type", "")) == json_type(prop)
        if prop.choices:
            assert said["@context"]["@vocab"] == VALUES + FOLDERS[prop.choices] + "/"


def json_type(prop):
    """How JSON-LD has to read a plain value of the field."""
    if prop.kind is Kind.CHOICE:
        return "@vocab"
    if prop.kind in {Kind.REFERENCE, Kind.IRI}:
        return "@id"
    return "" if prop.kind is Kind.TEXT else str(DATATYPES[prop.kind])


def test_plain_json_becomes_the_same_statements_with_the_context():
    from pyoxigraph import RdfFormat, parse

    context = json.loads(vocabulary.document("context.jsonld"))
    line = {
        "id": "urn:x:l",
        "type": "EvidenceLine",
        "stance": "opposes",
        "claim": "urn:x:c",
        "verified": True,
    }

    found = parse(input=json.dumps(context | line).encode(), format=RdfFormat.JSON_LD)

    assert {str(q.predicate.value).removeprefix(TERMS): str(q.object.value) for q in found} == {
        str(RDF.type): TERMS + "EvidenceLine",
        "stance": VALUES + "stance/opposes",
        "claim": "urn:x:c",
        "verified": "true",
    }


def test_every_value_by_its_word_is_that_value_in_json():
    """Many words, such as "high" or "design", are also the names of fields."""
    from pyoxigraph import RdfFormat, parse

    context = json.loads(vocabulary.document("context.jsonld"))
    for _, prop in FIELDS:
        if not prop.choices:
            continue
        expected = {choice_iri(value) for value in prop.choices}
        words = [iri.rsplit("/", 1)[1] for iri in expected]
        plain = json.dumps(context | {"id": "urn:x:s", identifier(prop.iri): words}).encode()

        assert {quad.object.value for quad in parse(input=plain, format=RdfFormat.JSON_LD)} == expected


def test_the_vocabulary_is_an_ontology():
    assert list(terms.subjects(RDF.type, OWL.Ontology)) == [URIRef("https://w3id.org/evidence-graph/terms")]
