"""`graph.evidence(claim)` on an open graph: beside the raw SQLite statement, and beside rdflib."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from measuring import Program, figures_row, in_child, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from measuring import Place, Row, Scale

AT_ONCE = 200
"""Claims asked about between two looks at the clock."""

STATEMENT = (
    "SELECT line.*, citation.*, study.* FROM line"
    " JOIN citation ON citation.key = line.citation LEFT JOIN study ON study.id = line.citation"
    " WHERE line.claim = ?"
)
QUERY = """PREFIX eg: <https://w3id.org/evidence-graph/terms#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT * WHERE {
  ?line eg:claim ?claim ; eg:stance ?stance ; eg:citation ?citation ; eg:curator ?curator .
  OPTIONAL { ?line eg:directness ?directness }
  OPTIONAL { ?line eg:finding ?finding }
  OPTIONAL { ?line eg:verified ?verified }
  OPTIONAL { ?citation rdfs:label ?label }
  OPTIONAL { ?citation dcterms:title ?title }
  OPTIONAL { ?citation fabio:hasPublicationYear ?year }
  OPTIONAL { ?citation eg:design ?design }
  OPTIONAL { ?citation eg:participants ?participants }
  OPTIONAL { ?citation eg:cohort ?cohort }
  OPTIONAL { ?citation eg:retractionStatus ?status }
}"""
"""The same facts; without `VALUES` and `BIND`, with which rdflib takes ten times as long."""


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about warm calls."""
    index, folder = place.index(scale.many), place.folder(scale.many)
    given = (scale.many, scale.repeats)
    environment = place.environment(scale.many)
    pairs = in_child("evidence", "beside_statement", folder, index, *given, environment=environment)
    citation = f"`graph.evidence(claim)`, {scale.many:,} claims, a call"
    profile = Program("evidence", "calls", (str(folder), scale.many), environment)
    yield figures_row(citation, "the raw SQLite statement", pairs, 5, profile=profile)
    small = place.folder(scale.few)
    figures = in_child("evidence", "beside_rdflib", folder, small, *given, scale.few, environment=environment)
    for side, how in ((1, "SPARQL"), (2, "SPARQL prepared beforehand")):
        pairs = [(each[0], each[side]) for each in figures]
        yield figures_row(citation, f"rdflib, {how}, {scale.few:,} claims only", pairs, 0.05)


def beside_statement(folder: str, index: str, claims: int, times: int) -> list[tuple[float, float]]:
    """Seconds a call of ours and of the statement, in turn."""
    import evidence_graph as eg

    graph, database = eg.load(folder), sqlite3.connect(index)
    ids = _ids(claims)
    assert {e.line.id for e in graph.evidence(ids[1])} == {
        row[0] for row in database.execute(STATEMENT, (ids[1],))
    }
    return [
        (
            _a_call(graph.evidence, _ids(claims, turn)),
            _a_call(lambda claim: database.execute(STATEMENT, (claim,)).fetchall(), _ids(claims, turn)),
        )
        for turn in range(1, times + 1)
    ]


def beside_rdflib(
    folder: str, small: str, claims: int, times: int, few: int
) -> list[tuple[float, float, float]]:
    """Seconds a call of ours, of rdflib's with the query as text, and with the query prepared, in turn."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    import evidence_graph as eg

    graph, peer = eg.load(folder), eg.load(small, cached=False).rdf
    base = "https://example.org/invented/claim/"

    def asking(query: Any) -> Callable[[str], list[Any]]:
        return lambda claim: list(peer.query(query, initBindings={"claim": rdflib.URIRef(base + claim)}))

    written, prepared = asking(QUERY), asking(prepareQuery(QUERY))
    return [
        (
            _a_call(graph.evidence, _ids(claims, turn)),
            _a_call(written, _ids(few, turn)[:20]),
            _a_call(prepared, _ids(few, turn + 1)[:20]),
        )
        for turn in range(1, min(times, 5) + 1)
    ]


def calls(folder: str, claims: int) -> None:
    """What is looked into when calls take too long."""
    import evidence_graph as eg

    graph = eg.load(folder)
    for claim in _ids(claims):
        graph.evidence(claim)


def _ids(claims: int, turn: int = 0) -> list[str]:
    """Claims from all over the folder, others at each *turn*, so that none is remembered from the last."""
    step = max(1, claims // AT_ONCE)
    return [f"c{number}" for number in range(turn % step, claims, step)][:AT_ONCE]


def _a_call(function: Callable[[str], Any], ids: list[str]) -> float:
    return timed(lambda: [function(claim) for claim in ids]) / len(ids)
