"""Groups of claims where a topic holds more than a list can be read: by the studies and words they share.

In come the claims of a scene; out comes for each claim of such a topic the words that its group has in
common. Communities are found by the method of Louvain (Blondel et al. 2008), as NetworkX has it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from itertools import combinations
from math import log
from typing import TYPE_CHECKING

from evidence_graph.search import word_stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.drawing.scene import Scene
    from evidence_graph.model import Claim

MOST = 60
"""A topic of more claims is divided: so many fill three columns of a screen twice."""

SHARED_BY = 25
"""What more claims than this share tells nothing of how they belong together."""

NEAREST = 6
"""So many neighbours of a claim are kept: the rest makes the search long and the groups no better."""

LEAST = 4
"""A community of fewer claims stands with the others that belong nowhere."""

NAMED_BY = 3
"""So many words name a group."""

OTHERS = "others"

Nearness = dict[tuple[str, str], float]


def groups(scene: Scene) -> dict[str, str]:
    """The name of the group of each claim of *scene* whose topic is divided."""
    topics: dict[str, list[Claim]] = defaultdict(list)
    for claim in scene.claims:
        topics[claim.topic].append(claim)

    names_by_claim: dict[str, str] = {}
    for topic in sorted(topics):
        if len(topics[topic]) <= MOST:
            continue

        before = f"{scene.graph.label(topic)}: " if len(topics) > 1 else ""
        for claim_id, name in _divide(scene, topics[topic]).items():
            names_by_claim[claim_id] = before + name

    return names_by_claim


def _divide(scene: Scene, claims: Sequence[Claim]) -> dict[str, str]:
    """The name of the group of each of *claims*, all of one topic; none where they share nothing."""
    import networkx as nx

    spoken = {claim.id: set(terms(claim.statement)) for claim in claims}
    bearers: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for term in sorted(spoken[claim.id]):
            bearers[term].append(claim.id)

        for study in scene.studies.get(claim.id, ()):
            bearers[f"citation:{study.citation.key}"].append(claim.id)

    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(claim.id for claim in claims)
    for (one, other), weight in _nearest(_nearness(bearers)).items():
        joined.add_edge(one, other, weight=weight)

    communities = nx.community.louvain_communities(joined, seed=1)
    large = [sorted(members) for members in communities if len(members) >= LEAST]
    large.sort(key=lambda members: (-len(members), members))
    if len(large) < 2:  # noqa: PLR2004 - one group divides nothing
        return {}

    statements = {claim.id: claim.statement for claim in claims}
    rarity = {term: log(len(claims) / len(ids)) for term, ids in bearers.items()}
    names = dict.fromkeys(statements, OTHERS)
    names.update(_names(large, statements, spoken, rarity))

    return names


def _nearness(bearers: Mapping[str, Sequence[str]]) -> Nearness:
    """How near each two claims are: more for what fewer others share."""
    nearness: Nearness = defaultdict(float)
    for ids in bearers.values():
        if len(ids) <= SHARED_BY:
            for pair in combinations(sorted(set(ids)), 2):
                nearness[pair] += 1 / len(ids)

    return nearness


def _nearest(nearness: Nearness) -> Nearness:
    """The pairs in which one is among the nearest of the other."""
    beside: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), weight in nearness.items():
        beside[one].append((-weight, other))
        beside[other].append((-weight, one))

    nearest_claims: Nearness = {}
    for one, neighbours in beside.items():
        for weight, other in sorted(neighbours)[:NEAREST]:
            nearest_claims[min(one, other), max(one, other)] = -weight

    return nearest_claims


def _names(
    communities: Iterable[Sequence[str]],
    statements: Mapping[str, str],
    spoken: Mapping[str, set[str]],
    rarity: Mapping[str, float],
) -> Iterator[tuple[str, str]]:
    """Each claim with the name of its community: the words that many in it and few others have."""
    taken_names: set[str] = set()
    for members in communities:
        counts: Counter[str] = Counter()
        for claim in members:
            counts.update(spoken[claim])

        best = sorted(counts, key=lambda term: (-counts[term] * rarity[term], term))
        name = ", ".join(_spelling(term, members, statements) for term in best[:NAMED_BY]) or OTHERS
        while name in taken_names:
            name += " …"

        taken_names.add(name)
        yield from ((claim, name) for claim in members)


def _spelling(term: str, members: Iterable[str], statements: Mapping[str, str]) -> str:
    """How most of *members* write the word whose stem is *term*."""
    spellings: Counter[str] = Counter()
    for claim in members:
        words = word_stems.spoken_words(statements[claim])
        spellings.update(word for word in words if word_stems.stem(word) == term)

    return min(spellings, key=lambda word: (-spellings[word], word), default=term)


def terms(text: str) -> Iterator[str]:
    """The stems of *text*; of what is written without spaces each two letters.

    >>> list(terms("Sea ice melts")), list(terms("海冰融化"))
    (['sea', 'ice', 'melt'], ['海冰', '冰融', '融化'])
    """
    for word in word_stems.spoken_words(text):
        if unicodedata.east_asian_width(word[0]) == "W":
            yield from (word[n : n + 2] for n in range(len(word) - 1))
        else:
            yield word_stems.stem(word)
