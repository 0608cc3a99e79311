"""The grounds of the map: each topic, in as many parts as columns of bearable height need."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.drawing.scene import Scene
    from evidence_graph.model import Claim

UNUSED = "Works without a claim"
MOST_IN_COLUMN = 12
"""More studied claims than this stand side by side, in parts of their topic."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The claims that share one ground: a topic, or a part of one that has more than a column holds."""

    topic: str
    name: str
    label: str
    studied: tuple[Claim, ...]
    bare: tuple[Claim, ...]

    @property
    def tested(self) -> Ground:
        """The same ground without its claims that have no study."""
        return replace(self, bare=())


def grounds(scene: Scene) -> list[Ground]:
    """The topics of *scene* by name, each in as many parts as it needs for columns of bearable height."""
    of_topic: dict[str, list[Claim]] = {}
    for claim in scene.all_claims:
        of_topic.setdefault(claim.topic, []).append(claim)

    labels = {topic: scene.graph.label(topic) for topic in of_topic}
    topics = sorted(labels, key=lambda topic: (labels[topic].casefold(), topic))

    return [part for topic in topics for part in _parts(scene, labels[topic], of_topic[topic])]


def _parts(scene: Scene, label: str, claims: Sequence[Claim]) -> Iterator[Ground]:
    studied = _in_order(scene, [c for c in claims if scene.studies.get(c.id)])
    bare = tuple(c for c in claims if not scene.studies.get(c.id))
    count = max(1, -(-len(studied) // MOST_IN_COLUMN))
    size = max(1, -(-len(studied) // count))
    for n in range(count):
        part = f"{label} ({n + 1} of {count})" if count > 1 else label
        here = tuple(studied[n * size : (n + 1) * size])
        yield Ground(claims[0].topic, label, part, here, bare if n == count - 1 else ())


def _in_order(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """*claims* so that those with studies in common are neighbours, the most studied first."""
    citations = {c.id: {study.citation.key for study in scene.studies[c.id]} for c in claims}
    remaining_claims = {c.id: c for c in sorted(claims, key=lambda c: (-len(citations[c.id]), c.id))}
    speaking: dict[str, list[str]] = {}
    for claim in remaining_claims:
        for key in citations[claim]:
            speaking.setdefault(key, []).append(claim)

    ordered: list[Claim] = []
    while remaining_claims:
        last = citations[ordered[-1].id] if ordered else set()
        common = Counter(claim for key in last for claim in speaking[key] if claim in remaining_claims)
        nearest = min(common, key=lambda c: (-common[c], -len(citations[c]), c), default=None)
        ordered.append(remaining_claims.pop(nearest or next(iter(remaining_claims))))

    return ordered
