"""Which works rest on the same data, and the heaviest set of works of which no two do.

What is *known* to be shared never counts twice: a cohort, versions of one work, a work that a review
names, or that two reviews name. What a review without a complete list is *taken to hold* is a guess to
be careful: every primary work that is not newer than the review and of a design it could pool. The sums
are made both ways (`Reckoning`), and a verdict must hold in both.
"""

from __future__ import annotations

from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING

from evidence_graph.assessment import independence
from evidence_graph.assessment.weights import PLACES
from evidence_graph.model import PooledDesigns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.assessment.body import JudgedStudy
    from evidence_graph.assessment.independence import Links


class Reckoning(StrEnum):
    """How overlap that nobody recorded is counted: as there, or as not there."""

    TOGETHER = "together"
    APART = "apart"


def names(review: JudgedStudy, study: JudgedStudy) -> bool:
    """Whether *review* is recorded to pool *work*."""
    return study.key in review.facts.pools


def holds(review: JudgedStudy, study: JudgedStudy, reckoning: Reckoning) -> bool:
    """Whether the data of *work* are in *review*, as far as is recorded or, together, to be feared."""
    if not review.is_review:
        return False

    if names(review, study):
        return True

    return reckoning is Reckoning.TOGETHER and review.is_open_review and _could_pool(review, study)


def _could_pool(review: JudgedStudy, study: JudgedStudy) -> bool:
    if study.is_review:
        return False

    year, reviewed = study.facts.year, review.facts.year
    if year is not None and reviewed is not None and year > reviewed:
        return False

    pooled = review.facts.pooled_designs

    return pooled is None or (pooled is PooledDesigns.RANDOMISED) is study.is_randomised


def heaviest(
    studies: Iterable[JudgedStudy], weights: Mapping[str, float], links: Links, reckoning: Reckoning
) -> frozenset[str]:
    """The keys of the heaviest set of *works* that may count together.

    Works of weight 0 are left out. Apart, that is the heaviest set on known *links*. Together, of the
    reviews without a complete list at most one counts, and beside it no other review and no work that it
    holds: none of them and each in turn is tried, so there is one solution for each such review.
    """
    weighing = sorted(
        (study for study in studies if weights.get(study.key, 0.0) > 0), key=lambda study: study.key
    )
    if reckoning is Reckoning.APART:
        return _solve(weighing, weights, links)

    closed = [study for study in weighing if not study.is_open_review]
    best = _solve(closed, weights, links)

    for review in weighing:
        if review.is_open_review:
            heaviest_keys = _beside(review, weighing, weights, links) | {review.key}
            if total(heaviest_keys, weights) > total(best, weights):
                best = heaviest_keys

    return best


def _beside(
    review: JudgedStudy, studies: Iterable[JudgedStudy], weights: Mapping[str, float], links: Links
) -> frozenset[str]:
    """The heaviest set of primary *works* that *review* does not hold."""
    linked = links.get(review.key, set())
    others = [
        study
        for study in studies
        if not (study.is_review or study.key in linked or holds(review, study, Reckoning.TOGETHER))
    ]

    return _solve(others, weights, links)


def _solve(studies: Iterable[JudgedStudy], weights: Mapping[str, float], links: Links) -> frozenset[str]:
    return frozenset(independence.heaviest({study.key: weights[study.key] for study in studies}, links))


def total(keys: Iterable[str], weights: Mapping[str, float]) -> float:
    """What the works of *keys* weigh together, whatever their order."""
    return round(fsum(weights[key] for key in keys), PLACES)
