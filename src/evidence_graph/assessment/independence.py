"""The heaviest set of works of which no two are known to share data.

A work and its preprint, one work under two keys, papers on one cohort, and a review with the works it names
rest on the same observations. Of works that share data only a set in which no two do so is counted, and of
all such sets the heaviest (a maximum weight independent set). So nothing counts twice, and adding a work can
never lower the sum: every set that could be chosen before still can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.assessment.body import JudgedStudy

Links = dict[str, set[str]]
"""For each work, the others it shares data with."""

LARGEST = 60
"""Among more works than this that all hang together, the heaviest are taken one after another."""


def links(studies: Iterable[JudgedStudy]) -> Links:
    """For each of *works* that shares data with another of them, those others."""
    by_key = {study.key: study for study in studies}
    sharing: dict[tuple[str, str], set[str]] = {}
    for study in by_key.values():
        for data in _data(study):
            sharing.setdefault(data, set()).add(study.key)

    linked: Links = {}
    for keys in sharing.values():
        if len(keys) == 1:
            continue

        for key in keys:
            linked.setdefault(key, set()).update(keys - {key})

    return linked


def _data(study: JudgedStudy) -> Iterator[tuple[str, str]]:
    """Names of the data that *work* rests on: two works that name the same share it."""
    yield "study", study.key
    yield "version", study.key

    if study.facts.cohort is not None:
        yield "cohort", study.facts.cohort

    if study.facts.version_of is not None:
        yield "version", study.facts.version_of

    if study.facts.twin is not None:
        yield "twin", study.facts.twin

    for pooled in study.facts.pools:
        yield "study", pooled


def heaviest(weights: Mapping[str, float], linked: Links) -> set[str]:
    """The keys of the heaviest set of works no two of which share data.

    Works of weight 0 are left out; of equally heavy sets the one that comes first by its keys is
    taken. The set is exact up to `LARGEST` works that hang together, above that nearly so.
    """
    solved: dict[frozenset[str], frozenset[str]] = {}
    heaviest_keys: set[str] = set()
    weighing_keys = frozenset(key for key, weight in weights.items() if weight > 0)
    for part in _parts(weighing_keys, linked):
        if len(part) <= LARGEST:
            heaviest_keys |= _exact(part, weights, linked, solved)
        else:
            heaviest_keys |= _greedy(part, weights, linked)

    return heaviest_keys


def _parts(keys: frozenset[str], linked: Links) -> Iterator[frozenset[str]]:
    """The groups of *keys* that hang together, those with the first keys first."""
    rest = keys
    while rest:
        part = frozenset(reachable([min(rest)], lambda key: linked.get(key, set()) & keys))
        yield part
        rest -= part


def _exact(
    keys: frozenset[str],
    weights: Mapping[str, float],
    linked: Links,
    solved: dict[frozenset[str], frozenset[str]],
) -> frozenset[str]:
    """Branch on the work with the most links, counted or not; what is left falls apart and is remembered."""
    if len(keys) <= 1:
        return keys

    if keys not in solved:
        most = max(sorted(keys), key=lambda key: len(linked.get(key, set()) & keys))
        others = keys - {most}
        without = _all_parts(others, weights, linked, solved)
        beside = _all_parts(others - linked.get(most, set()), weights, linked, solved) | {most}
        solved[keys] = beside if _sum(beside, weights) >= _sum(without, weights) else without

    return solved[keys]


def _all_parts(
    keys: frozenset[str],
    weights: Mapping[str, float],
    linked: Links,
    solved: dict[frozenset[str], frozenset[str]],
) -> frozenset[str]:
    parts = (_exact(part, weights, linked, solved) for part in _parts(keys, linked))
    return frozenset[str]().union(*parts)


def _greedy(keys: frozenset[str], weights: Mapping[str, float], linked: Links) -> frozenset[str]:
    heaviest_keys: set[str] = set()
    for key in sorted(keys, key=lambda key: (-weights[key], key)):
        if not heaviest_keys & linked.get(key, set()):
            heaviest_keys.add(key)

    return frozenset(heaviest_keys)


def _sum(keys: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[key] for key in sorted(keys))
