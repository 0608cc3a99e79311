"""The topics of a graph counted in one pass: how their claims stand, and the studies they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from evidence_graph.assessment import rate_all
from evidence_graph.model import Claim, Verdict
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph

MOST_KIN = 250
"""Among so many topics, the largest, shared studies are counted."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, the ids of its claims with those first that have the most studies, and how they stand.

    *studies* has the number of studies of each of *claims*.
    """

    id: str
    label: str
    claims: Sequence[str]
    studies: Sequence[int]
    verdicts: Mapping[Verdict, int]
    citations: int


@dataclass(frozen=True, slots=True)
class Survey:
    """The topics, those with the most claims first, and how many works each two of them share."""

    topics: Sequence[Topic]
    shared: Mapping[tuple[int, int], int]
    citations: int

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(len(topic.claims) for topic in self.topics)

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How all claims stand."""
        return sum((Counter(topic.verdicts) for topic in self.topics), Counter())

    def kin(self, *, most: int) -> list[tuple[int, int, int]]:
        """The *most* nearest kin of each topic: the pair and its works in common, each pair once.

        Near is what shares many works for how many the two have, so that large topics are not kin of all.
        """
        beside: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
        for (one, other), count in self.shared.items():
            nearness = count / (self.topics[one].citations * self.topics[other].citations) ** 0.5
            beside[one].append((-nearness, other, count))
            beside[other].append((-nearness, one, count))

        pairs = set()
        for one, neighbours in beside.items():
            for _, other, count in sorted(neighbours)[:most]:
                pairs.add((min(one, other), max(one, other), count))

        return sorted(pairs)


def survey(graph: EvidenceGraph) -> Survey:
    """Count the topics of *graph*, holding of each claim no more than its id, topic and number of works."""
    topic_of = {claim.id: claim.topic for claim in graph.store.each(Claim)}
    studied, citations_of = _study_counts(graph, topic_of)
    members: dict[str, list[str]] = defaultdict(list)
    for claim, topic in topic_of.items():
        members[topic].append(claim)

    verdicts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for rating in rate_all(graph):
        verdicts[topic_of[rating.claim]][rating.verdict] += 1

    citation_counts: Counter[str] = Counter()
    for spoken_topics in citations_of.values():
        citation_counts.update(spoken_topics)

    topics = []
    for topic, claims in members.items():
        ranked = sorted(claims, key=lambda claim: (-studied[claim], claim))
        topics.append(
            Topic(
                id=topic,
                label=graph.label(topic),
                claims=ranked,
                studies=[studied[claim] for claim in ranked],
                verdicts={verdict: verdicts[topic][verdict] for verdict in Verdict},
                citations=citation_counts[topic],
            )
        )

    topics.sort(key=lambda topic: (-len(topic.claims), topic.label.casefold(), topic.id))

    return Survey(topics, _shared_studies(topics, citations_of), len(citations_of))


def _study_counts(
    graph: EvidenceGraph, topic_of: Mapping[str, str]
) -> tuple[Counter[str], Mapping[str, set[str]]]:
    """How many works each claim has, and of which topics each work speaks."""
    studied: Counter[str] = Counter()
    citations_of: dict[str, set[str]] = defaultdict(set)
    last = None
    for claim, _, citation, *_ in table_sums.judgements(graph.store):
        if citation is not None and (claim, citation) != last:
            studied[claim] += 1
            citations_of[citation].add(topic_of[claim])
            last = (claim, citation)

    return studied, citations_of


def _shared_studies(
    topics: Sequence[Topic], citations_of: Mapping[str, set[str]]
) -> Counter[tuple[int, int]]:
    numbers = {topic.id: n for n, topic in enumerate(topics[:MOST_KIN])}
    shared: Counter[tuple[int, int]] = Counter()
    for topics_of_study in citations_of.values():
        large_topics = sorted(numbers[topic] for topic in topics_of_study if topic in numbers)
        shared.update(combinations(large_topics, 2))

    return shared
