"""Which studies share their data, and the heaviest set of studies that do not.

A work and its preprint, papers on one cohort, and a review with the trials it pools rest on the same
observations. Of studies that share data only a set in which no two do so is counted, and of all such
sets the heaviest (a maximum weight independent set). So nothing counts twice, and adding a study can
never lower the sum: every set that could be chosen before still can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.model import Study

Links = dict[str, set[str]]


def links(studies: Iterable[Study]) -> Links:
    """For each study, the others it shares data with."""
    known = list(studies)
    found: Links = {study.id: set() for study in known}
    for i, one in enumerate(known):
        for other in known[i + 1 :]:
            if one.id != other.id and _share_data(one, other):
                found[one.id].add(other.id)
                found[other.id].add(one.id)
    return found


def _share_data(one: Study, other: Study) -> bool:
    same_cohort = one.cohort is not None and one.cohort == other.cohort
    versions = {one.id, one.version_of} & {other.id, other.version_of} - {None}
    pooled = one.id in other.pools or other.id in one.pools
    return same_cohort or bool(versions) or pooled or bool(set(one.pools) & set(other.pools))


def heaviest(weights: Mapping[str, float], linked: Links) -> set[str]:
    """The keys of the heaviest set of studies no two of which share data.

    Studies of weight 0 are left out; of equally heavy sets the one that comes first by its keys is taken.
    """
    open_keys = frozenset(key for key, weight in weights.items() if weight > 0)
    chosen: set[str] = set()
    while open_keys:
        part = _component(min(open_keys), open_keys, linked)
        chosen |= _heaviest_of(part, weights, linked)[1]
        open_keys -= part
    return chosen


def _component(start: str, keys: frozenset[str], linked: Links) -> frozenset[str]:
    found, queue = {start}, [start]
    while queue:
        near = linked.get(queue.pop(), set()) & keys - found
        found |= near
        queue.extend(near)
    return frozenset(found)


def _heaviest_of(
    keys: frozenset[str], weights: Mapping[str, float], linked: Links
) -> tuple[float, frozenset[str]]:
    """Branch on the study with the most links: counted, or not."""
    if not keys:
        return 0.0, frozenset()
    most = max(sorted(keys), key=lambda k: len(linked.get(k, set()) & keys))
    near = linked.get(most, set()) & keys
    if not near:
        return sum(weights[k] for k in sorted(keys)), keys
    with_weight, with_keys = _heaviest_of(keys - near - {most}, weights, linked)
    without_weight, without_keys = _heaviest_of(keys - {most}, weights, linked)
    if with_weight + weights[most] >= without_weight:
        return with_weight + weights[most], with_keys | {most}
    return without_weight, without_keys
