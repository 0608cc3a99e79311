"""The claims that the overview of a large graph knows: what a question in own words is answered from.

Of each claim its statement, its id, and the map on which it stands; with the tables of the search. Where all
claims would make the page larger than it may be, those with the most studies are known.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.drawing.page import as_shown, embed
from evidence_graph.search import script_tables
from evidence_graph.store import every_wording, table_sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

MOST_BYTES = 40_000_000
"""No page is larger: browsers open one of this size in a second or two."""


def register(graph: EvidenceGraph, places: Mapping[str, str]) -> tuple[str, int]:
    """The text of the register of *graph*, and how many claims are in it.

    *places* says of each claim on which map it stands.
    """
    claims_by_id = {claim.id: claim for claim in graph.claims()}
    citations = {
        (claim, citation)
        for claim, _, citation, *_ in table_sums.judgements(graph.store)
        if citation is not None
    }
    studied = Counter(claim for claim, _ in citations)
    ranked = sorted(places, key=lambda claim: (-studied[claim], claim))
    number = len(ranked)
    while True:
        claims = [claims_by_id[name] for name in ranked[:number]]
        text = embed(as_shown(_content(graph, claims, places, studied)))
        if len(text.encode()) <= MOST_BYTES or number <= 1:
            return text, number

        number = number * MOST_BYTES // (len(text.encode()) + MOST_BYTES // 10)


def _content(
    graph: EvidenceGraph, claims: Sequence[Claim], places: Mapping[str, str], studied: Mapping[str, int]
) -> dict[str, Any]:
    ordered = sorted(claims, key=lambda claim: claim.id)
    files = list(dict.fromkeys(places[claim.id] for claim in ordered))
    numbers = {file: number for number, file in enumerate(files)}

    return {
        "files": files,
        "claims": [[claim.statement, claim.id, numbers[places[claim.id]]] for claim in ordered],
        "tables": script_tables.tables(
            every_wording.of_claims(graph.store, ordered),
            every_wording.of_concepts(graph.store, graph.all(model.Concept)),
            lambda claim: studied.get(claim, 0),
        ),
    }
