"""What makes a nanopublication: the rules of the guidelines and of the public test suite, as a checker.

One is named; its head names one assertion, provenance and publication info; all four graphs have names of
their own and statements, and there is nothing beside them; the provenance speaks of the assertion, the
publication info of the nanopublication, with a moment of creation and a creator; values are of their
datatype.
"""

from rdflib import RDF, Dataset, Literal, URIRef
from rdflib.namespace import DCTERMS, XSD

NP = "http://www.nanopub.org/nschema#"
PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


def publications(text):
    """The statements of each nanopublication in a TriG *text*: its head's graph with those that it names."""
    graphs = {}
    for s, p, o, place in Dataset().parse(data=text, format="trig").quads():
        graphs.setdefault(place, []).append((s, p, o))

    parts = {URIRef(NP + part) for part in PARTS}
    taken = set()
    for place, statements in graphs.items():
        if any(o == URIRef(NP + "Nanopublication") for _, p, o in statements if p == RDF.type):
            own = {place, *(o for _, p, o in statements if p in parts)}
            taken |= own
            yield {name: graphs.get(name, []) for name in own}
    if set(graphs) - taken:
        yield {name: graphs[name] for name in set(graphs) - taken}


def slips(graphs):
    """Which rules the nanopublication of these *graphs* breaks."""
    heads = [(s, g) for g, held in graphs.items() for s, p, o in held if o == URIRef(NP + "Nanopublication")]
    if len(heads) != 1:
        return [f"{len(heads)} nanopublications"]

    (address, head), broken = heads[0], []
    names = {
        part: [o for s, p, o in graphs[head] if p == URIRef(NP + part) and s == address] for part in PARTS
    }
    broken += [f"{len(objects)} times {part}" for part, objects in names.items() if len(objects) != 1]
    if broken:
        return broken

    assertion, provenance, info = (names[part][0] for part in PARTS)
    own = {head, assertion, provenance, info}
    if len(own) != 4 or address in own:
        broken.append("two graphs of one name")
    broken += [f"empty: {name}" for name in own if not graphs.get(name)]
    broken += [f"disconnected: {name}" for name in graphs if name not in own]

    if not any(assertion in (s, o) for s, _, o in graphs.get(provenance, ())):
        broken.append("provenance that does not speak of the assertion")
    about = {p: o for s, p, o in graphs.get(info, ()) if s == address}
    created = about.get(DCTERMS.created)
    if not isinstance(created, Literal) or created.datatype != XSD.dateTime:
        broken.append("no moment of creation")
    if not isinstance(about.get(DCTERMS.creator), URIRef):
        broken.append("no creator")
    return broken + [f"ill-typed: {o}" for held in graphs.values() for _, _, o in held if is_ill_typed(o)]


def is_ill_typed(term):
    """Whether a literal has letters that are no value of its datatype."""
    return isinstance(term, Literal) and bool(term.ill_typed)
