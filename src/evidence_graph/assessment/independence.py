"""Which studies share their data, and the heaviest set of studies that do not.

A work and its preprint, papers on one cohort, and a review with the trials it pools rest on the same
observations. Of studies that share data only a set in which no two do so is counted, and of all such
sets the heaviest (a maximum weight independent set). So nothing counts twice, and adding a study can
never lower the sum: every set that could be chosen before still can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.assessment.judgements import Judged

Links = dict[str, set[str]]


def apart(studies: Sequence[Judged]) -> bool:
    """Whether it is plain that no two of *studies* share data: they name nothing in common."""
    said = [study.sharing for study in studies if study.sharing]
    if not said:
        return True
    works = [work for sharing in said for work in sharing.pools]
    works += [sharing.version_of for sharing in said if sharing.version_of]
    cohorts = [sharing.cohort for sharing in said if sharing.cohort]
    return (
        len(set(cohorts)) == len(cohorts)
        and len(set(works)) == len(works)
        and set(works).isdisjoint([study.key for study in studies])
    )


def links(studies: Iterable[Judged]) -> Links:
    """For each study, the others it shares data with."""
    known = {study.key: study.sharing for study in studies}
    found: Links = {key: set() for key in known}
    groups: dict[tuple[str, str], set[str]] = {}
    for key, sharing in known.items():
        groups.setdefault(("version", key), set()).add(key)
        if sharing is None:
            continue
        if sharing.cohort is not None:
            groups.setdefault(("cohort", sharing.cohort), set()).add(key)
        if sharing.version_of is not None:
            groups.setdefault(("version", sharing.version_of), set()).add(key)
        for pooled in sharing.pools:
            groups.setdefault(("pooled", pooled), set()).add(key)
            if pooled in known:
                found[key].add(pooled)
                found[pooled].add(key)
    for group in groups.values():
        for key in group if len(group) > 1 else ():
            found[key] |= group
    for key, others in found.items():
        others.discard(key)
    return found


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
