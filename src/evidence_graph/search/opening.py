"""What finds the claims of a store: a finder of few claims, or one that looks very many up in a file."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from evidence_graph import search
from evidence_graph.model import Claim, Concept
from evidence_graph.store import every_wording, table_sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.search import Finder
    from evidence_graph.store.protocol import Store


def finder_of(store: Store) -> Finder:
    """What finds the claims of *store*."""
    concepts = every_wording.of_concepts(store, store.each(Concept))
    if table_sums.count(store, Claim) >= search.MANY:
        from evidence_graph.search import large

        words = large.words(store)
        if words is not None:
            return large.LargeFinder(words, concepts, partial(store.get, Claim))

    claims = every_wording.of_claims(store, store.each(Claim))
    studies = _studies_by_claim(store)

    return search.Finder(claims, concepts, lambda claim: studies.get(claim, 0))


def _studies_by_claim(store: Store) -> Mapping[str, int]:
    """How many works are judged for each claim that has any."""
    judged_pairs = {
        (claim, citation) for claim, _, citation, *_ in table_sums.judgements(store) if citation is not None
    }

    return Counter(claim for claim, _ in judged_pairs)
