"""Which studies share their data, and the heaviest set of studies that do not.

A work and its preprint, papers on one cohort, and a review with the trials it pools rest on the same
observations. Of studies that share data only a set in which no two do so is counted, and of all such
sets the heaviest (a maximum weight independent set). So nothing counts twice, and adding a study can
never lower the sum: every set that could be chosen before still can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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


LARGEST = 60
"""Among more studies than this that all hang together, the heaviest are taken one after another."""


def heaviest(weights: Mapping[str, float], linked: Links) -> set[str]:
    """The keys of the heaviest set of studies no two of which share data.

    Studies of weight 0 are left out; of equally heavy sets the one that comes first by its keys is
    taken. The set is exact up to `LARGEST` studies that hang together, above that nearly so.
    """
    known: dict[frozenset[str], frozenset[str]] = {}
    chosen: set[str] = set()
    for part in _parts(frozenset(key for key, weight in weights.items() if weight > 0), linked):
        chosen |= (
            _exact(part, weights, linked, known) if len(part) <= LARGEST else _greedy(part, weights, linked)
        )
    return chosen


def _parts(keys: frozenset[str], linked: Links) -> Iterator[frozenset[str]]:
    """The groups of *keys* that hang together, those with the first keys first."""
    while keys:
        found, queue = {min(keys)}, [min(keys)]
        while queue:
            near = linked.get(queue.pop(), set()) & keys - found
            found |= near
            queue.extend(near)
        yield frozenset(found)
        keys -= found


def _exact(
    keys: frozenset[str],
    weights: Mapping[str, float],
    linked: Links,
    known: dict[frozenset[str], frozenset[str]],
) -> frozenset[str]:
    """Branch on the study with the most links, counted or not; what is left falls apart and is remembered."""
    if len(keys) <= 1:
        return keys
    if keys not in known:
        most = max(sorted(keys), key=lambda k: len(linked.get(k, set()) & keys))
        without = _all_parts(keys - {most}, weights, linked, known)
        beside = _all_parts(keys - linked.get(most, set()) - {most}, weights, linked, known) | {most}
        known[keys] = beside if _sum(beside, weights) >= _sum(without, weights) else without
    return known[keys]


def _all_parts(
    keys: frozenset[str],
    weights: Mapping[str, float],
    linked: Links,
    known: dict[frozenset[str], frozenset[str]],
) -> frozenset[str]:
    return frozenset[str]().union(*(_exact(part, weights, linked, known) for part in _parts(keys, linked)))


def _greedy(keys: frozenset[str], weights: Mapping[str, float], linked: Links) -> frozenset[str]:
    chosen: set[str] = set()
    for key in sorted(keys, key=lambda k: (-weights[k], k)):
        if not chosen & linked.get(key, set()):
            chosen.add(key)
    return frozenset(chosen)


def _sum(keys: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[key] for key in sorted(keys))
