"""The claims that the overview of a large graph knows: what a question in own words is answered from.

Of each claim its statement, its id, and the map on which it stands; with the tables of the search. Where all
claims would make the page larger than it may be, those with the most studies are known.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.drawing.json_blocks import block
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
    judged_pairs = {(claim, citation) for claim, _, citation, *_ in table_sums.judgements(graph.store)}
    studied = Counter(claim for claim, citation in judged_pairs if citation is not None)
    ranked = sorted(places, key=lambda claim: (-studied[claim], claim))
    number = len(ranked)
    while True:
        claims = [claims_by_id[name] for name in ranked[:number]]
        text = block(_content(graph, claims, places, studied))
        size = len(text.encode())
        if size <= MOST_BYTES or number <= 1:
            return text, number

        # Claims differ in length, so a tenth of the room is left.
        number = number * MOST_BYTES // (size + MOST_BYTES // 10)


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
