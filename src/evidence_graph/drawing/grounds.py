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

    parts: list[Ground] = []
    for topic in topics:
        parts += _parts(scene, labels[topic], of_topic[topic])

    return parts


def _parts(scene: Scene, label: str, claims: Sequence[Claim]) -> Iterator[Ground]:
    studied: list[Claim] = []
    bare: list[Claim] = []
    for claim in claims:
        side = studied if scene.studies.get(claim.id) else bare
        side.append(claim)

    topic = claims[0].topic
    if len(studied) <= MOST_IN_COLUMN:
        yield Ground(topic, label, label, tuple(_in_order(scene, studied)), tuple(bare))
        return

    # Parts of one size, the last of which has the claims without a study.
    count = -(-len(studied) // MOST_IN_COLUMN)
    size = -(-len(studied) // count)
    ordered = _in_order(scene, studied)
    for n in range(count):
        name = f"{label} ({n + 1} of {count})"
        own_claims = tuple(ordered[n * size : (n + 1) * size])
        yield Ground(topic, label, name, own_claims, tuple(bare) if n == count - 1 else ())


def _in_order(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """*claims* so that those with studies in common are neighbours, the most studied first."""
    citations = {}
    speaking: dict[str, list[str]] = {}
    for claim in claims:
        citations[claim.id] = {study.citation.key for study in scene.studies[claim.id]}
        for key in citations[claim.id]:
            speaking.setdefault(key, []).append(claim.id)

    most_studied = sorted(claims, key=lambda claim: (-len(citations[claim.id]), claim.id))
    remaining_claims = {claim.id: claim for claim in most_studied}
    ordered: list[Claim] = []
    while remaining_claims:
        common: Counter[str] = Counter()
        if ordered:
            for key in citations[ordered[-1].id]:
                common.update(name for name in speaking[key] if name in remaining_claims)

        nearest = min(common, key=lambda name: (-common[name], -len(citations[name]), name), default=None)
        following = nearest or next(iter(remaining_claims))
        ordered.append(remaining_claims.pop(following))

    return ordered
