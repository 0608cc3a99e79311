"""What maps to a standard term means what the standard means: its kind, domain, range and direction.

A class or a value that maps to a property, a text where the standard has a thing, or a relation that leads
the other way would make others read out of our data what nobody said.
"""

import pytest
import standard_vocabularies as standards
from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import OWL
from standard_vocabularies import OBO, PROV, SCHEMA, SEPIO, TERMS, Kind

from evidence_graph import vocabulary
from evidence_graph.vocabulary import TERMS as EG
from evidence_graph.vocabulary import VALUES, identifier

MAPPED = Graph().parse(data=vocabulary.document("evidence.ttl"), format="turtle")
SAYING = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
}
"""What says that a term of ours has to do with one of a standard."""

HOLDING = SAYING - {SKOS.narrowMatch, SKOS.relatedMatch, RDFS.subClassOf}
"""What says that wherever ours is said, the standard's can be said as well."""

FITTING = {
    OWL.Class: {Kind.CLASS, Kind.CATEGORY},
    OWL.ObjectProperty: {Kind.OBJECT, Kind.ANNOTATION},
    OWL.DatatypeProperty: {Kind.DATA, Kind.ANNOTATION},
    URIRef(EG + "Value"): {Kind.INDIVIDUAL, Kind.CATEGORY},
}
"""The kinds of standard terms that a term of ours can map to, by its own kind."""


def is_ours(iri):
    return str(iri).startswith((EG, VALUES))


def matches(graph, saying):
    return sorted((s, p, o) for p in saying for s, o in graph[:p:] if is_ours(s) and not is_ours(o))


def kind_of(graph, term):
    return next(kind for kind in graph[term : RDF.type] if kind in FITTING)


def crossings(graph):
    """The matches whose two sides are not of one kind."""
    return [
        (identifier(s), identifier(o))
        for s, _, o in matches(graph, SAYING)
        if TERMS[str(o)].kind not in FITTING[kind_of(graph, s)]
    ]


def standard_classes(graph, own):
    """The standard classes to which whatever is of our class *own* belongs."""
    direct = {o for p in (RDFS.subClassOf, SKOS.closeMatch, SKOS.broadMatch) for o in graph[own:p]}
    return standards.above(direct) | {PROV + "Entity"}  # of PROV whatever there is


def strays(graph):
    """The properties by which a subject or an object would be of a standard class that it is not of."""
    slips = []
    for s, _, o in matches(graph, HOLDING):
        term = TERMS[str(o)]
        domain, target = graph.value(s, RDFS.domain), graph.value(s, RDFS.range)
        if domain is None:
            continue  # a value has neither
        if term.domain and not term.domain & standard_classes(graph, domain):
            slips.append((identifier(s), "domain"))
        of_target = standard_classes(graph, target) | {str(target)}
        if term.range and not term.range & of_target:
            slips.append((identifier(s), "range"))
    return slips


def test_every_standard_term_that_ours_map_to_was_looked_up():
    assert {str(o) for _, _, o in matches(MAPPED, SAYING)} - set(TERMS) == set()


def test_no_match_crosses_kinds():
    assert crossings(MAPPED) == []


def test_what_holds_of_ours_may_be_said_in_the_standard_term():
    assert strays(MAPPED) == []


PAST = f"""
@prefix eg: <{EG}> . @prefix skos: <{SKOS}> .
@prefix use: <{VALUES}use/> . @prefix cause: <{VALUES}cause/> .
use:evidence skos:closeMatch <{standards.CITO}citesAsEvidence> .
use:background skos:closeMatch <{standards.CITO}obtainsBackgroundFrom> .
use:counter-view skos:closeMatch <{standards.CITO}disagreesWith> .
eg:pValue skos:closeMatch <{OBO}OBI_0000175> .
eg:finding skos:closeMatch <{SEPIO}0000084>, <{SEPIO}0000173> .
eg:measure skos:closeMatch <{OBO}STATO_0000085> .
eg:estimate skos:closeMatch <{OBO}STATO_0000085> .
eg:low skos:relatedMatch <{OBO}STATO_0000196> .
eg:articleKind skos:relatedMatch <{standards.FABIO}BlogPost> .
eg:premise skos:relatedMatch <http://www.arg.dundee.ac.uk/aif#RA-node> .
eg:retractionStatus skos:relatedMatch <{standards.FABIO}hasRetractionDate> .
cause:dose skos:closeMatch <http://data.cochrane.org/ontologies/pico/Dose> .
"""
"""Matches that once stood here, each across kinds."""


def test_a_match_across_kinds_would_be_seen():
    past = Graph().parse(data=PAST, format="turtle")
    expected = sorted((identifier(s), identifier(o)) for s, _, o in matches(past, SAYING))

    assert len(expected) == 13
    assert [pair for pair in expected if pair not in crossings(MAPPED + past)] == []


@pytest.mark.parametrize(
    ("own", "other", "what"),
    [
        ("date", PROV + "generatedAtTime", "range"),  # a day is no moment
        ("withdrawn", PROV + "invalidatedAtTime", "range"),
        ("direction", SEPIO + "0000183", "domain"),  # an effect is no evidence line
        ("quote", standards.OA + "exact", "domain"),  # nor is a line a selector
        ("passage", standards.OA + "hasSelector", "domain"),
        ("claim", SEPIO + "0000427", "domain"),  # a search speaks of a claim, too
        ("certainty", SEPIO + "0000167", "domain"),
    ],
)
def test_a_term_of_another_domain_or_range_would_be_seen(own, other, what):
    graph = MAPPED + Graph().add((URIRef(EG + own), SKOS.closeMatch, URIRef(other)))

    assert (own, what) in strays(graph)


def objects(name, *saying):
    return {str(o) for p in saying or SAYING for o in MAPPED[URIRef(name) : p]}


def test_to_qualify_is_not_to_be_inconclusive():
    assert objects(VALUES + "stance/qualifies") == set()
    assert objects(VALUES + "stance/inconclusive") == {SEPIO + "0000405"}


def test_background_is_no_recommended_reading():
    uses = {str(o) for o in MAPPED[URIRef(VALUES + "use/background") : RDFS.seeAlso]}

    assert uses == {standards.CITO + "obtainsBackgroundFrom"}
    assert objects(VALUES + "use/background") == set()


def test_strength_confidence_and_quality_name_what_sepio_has_for_them():
    strength = {str(o) for o in MAPPED[URIRef(EG + "strength") : RDFS.seeAlso]}

    assert (strength, objects(EG + "strength")) == ({SEPIO + "0000132"}, {SEPIO + "0000429"})
    assert SEPIO + "0000167" in objects(EG + "certainty")
    assert SEPIO + "0000414" in objects(EG + "RiskOfBias")


def test_a_version_leads_to_its_work_and_not_back_in_time():
    """`prov:wasRevisionOf` leads from the later to the earlier; ours leads from the preprint to the paper."""
    assert objects(EG + "versionOf") == {standards.DCTERMS + "isVersionOf"}


def test_neither_an_assertion_nor_a_line_is_always_one_of_sepio():
    """An article may deny a claim, and a line may give background: SEPIO's classes are narrower."""
    for name, other in (("Assertion", SEPIO + "0000001"), ("EvidenceLine", SEPIO + "0000002")):
        assert other in objects(EG + name, SKOS.narrowMatch)
        assert other not in objects(EG + name, RDFS.subClassOf, SKOS.exactMatch, SKOS.closeMatch)


def test_no_two_values_of_a_set_have_one_notation():
    """A notation names one concept of a scheme."""
    notations = [(MAPPED.value(s, SKOS.inScheme), o) for s, o in MAPPED[: SKOS.notation :]]

    assert len(notations) == len(set(notations))


def test_a_work_is_more_than_a_scholarly_article():
    assert SCHEMA + "ScholarlyArticle" in objects(EG + "Citation", SKOS.narrowMatch)
    assert SCHEMA + "CreativeWork" in objects(EG + "Citation", SKOS.broadMatch)
