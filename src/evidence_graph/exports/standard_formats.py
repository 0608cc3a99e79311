"""The whole graph with standard terms beside ours: Turtle, N-Triples, TriG and JSON-LD.

    recorded   what people wrote, with the literature
    mapped     the same in standard terms (`evidence_graph.exports.standards`)
    computed   what follows: shortcuts, the numbers in what is printed, verdicts and what computed them

TriG keeps the three apart as named graphs, and says in the default graph which follows from which; the other
formats put them together. The same data give the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph.exports import json_ld, standards, statement_shelf
from evidence_graph.exports.standards.aside import node, thing
from evidence_graph.sparql import execution
from evidence_graph.store import rdf
from evidence_graph.vocabulary import DCTERMS, DERIVED_IRIS
from evidence_graph.vocabulary.crosswalk import PREFIXES, PROV

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple


def to_ntriples(graph: EvidenceGraph) -> str:
    """All statements of *graph* and the same in standard terms, a line each and in order."""
    return "".join(_lines(triples(graph)))


def to_turtle(graph: EvidenceGraph) -> str:
    """The same by subject, with the prefixes of the data set and of the standards."""
    import pyoxigraph as ox

    return _written(graph, to_ntriples(graph), ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE)


def to_trig(graph: EvidenceGraph) -> str:
    """The same in three named graphs: what was recorded, the same in standard terms, what was computed."""
    import pyoxigraph as ox

    quads = _lines(_about_graphs(graph))
    for name, statements in _parts(graph).items():
        place = f" <{node(graph, 'graph', name)}> .\n"
        quads += [line.removesuffix(" .\n") + place for line in _lines(statements)]

    return _written(graph, "".join(quads), ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)


def to_jsonld(graph: EvidenceGraph) -> str:
    """The same as JSON-LD with our context in it, so that nothing has to be fetched to read it."""
    return "".join(jsonld_pieces(graph))


def jsonld_pieces(graph: EvidenceGraph) -> Iterator[str]:
    """The same piece by piece, of which little is held in memory."""
    with statement_shelf.shelf() as shelf:
        shelf.put(graph.store.triples())
        # What is derived of it is no field of a record: nothing follows from it in standard terms.
        shelf.put(standards.of_subjects(graph, shelf.subjects()))
        shelf.put(standards.of_verdicts(graph))

        yield from json_ld.pieces(shelf.subjects())


def triples(graph: EvidenceGraph) -> Iterator[Triple]:
    """All statements of *graph*: recorded, mapped and computed."""
    for statements in _parts(graph).values():
        yield from statements


def _parts(graph: EvidenceGraph) -> dict[str, Iterable[Triple]]:
    """The statements by where they come from; what the graph holds is gone through once."""
    recorded: list[Triple] = []
    derived: list[Triple] = []
    for triple in graph.store.triples():
        (derived if triple[1] in DERIVED_IRIS else recorded).append(triple)

    return {
        "recorded": recorded,
        "mapped": standards.of_records(graph, recorded),
        "computed": chain(derived, standards.of_verdicts(graph)),
    }


def _about_graphs(graph: EvidenceGraph) -> Iterator[Triple]:
    """Which named graph follows from which."""
    recorded, mapped, computed = (node(graph, "graph", name) for name in ("recorded", "mapped", "computed"))
    for name in (recorded, mapped, computed):
        yield name, DCTERMS + "isPartOf", thing(graph.store.base)

    yield mapped, PROV + "wasDerivedFrom", thing(recorded)
    yield computed, PROV + "wasDerivedFrom", thing(recorded)
    yield computed, PROV + "wasGeneratedBy", thing(node(graph, "assessment"))


def _lines(statements: Iterable[Triple]) -> list[str]:
    return sorted(set(execution.lines(statements)))


def _written(graph: EvidenceGraph, text: str, given: ox.RdfFormat, wanted: ox.RdfFormat) -> str:
    """The statements of *text* in the *wanted* format."""
    import pyoxigraph as ox

    # Lenient: what the data hold is written as it is, and `check` judges it.
    parsed = ox.parse(text, format=given, lenient=True)
    written = BytesIO()
    prefixes = dict(rdf.namespaces(graph.store.base)) | PREFIXES
    ox.serialize(parsed, written, format=wanted, prefixes=prefixes)

    return written.getvalue().decode()
