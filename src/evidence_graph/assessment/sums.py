"""What weighs for a claim, against it, and without telling: the sums of one reckoning of overlap.

The sums r for and s against become support r/(r+s+W), opposition s/(r+s+W) and unknown W/(r+s+W) with the
prior weight W = 2: belief, disbelief and uncertainty of subjective logic (Jøsang, Subjective Logic,
Springer 2016, section 3.4), with weights in the place of counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_graph.assessment import independence, overlap
from evidence_graph.assessment.body import OTHER_SIDE
from evidence_graph.assessment.weights import STANDARD, weigh
from evidence_graph.model import Directness, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evidence_graph.assessment.body import Body, JudgedStudy
    from evidence_graph.assessment.independence import Links
    from evidence_graph.assessment.overlap import Reckoning
    from evidence_graph.assessment.weights import Weighed, Weights

PRIOR = 2.0
"""W: Jøsang's non-informative prior for two outcomes."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The sums of both sides, and what they leave open; support, opposition and unknown add up to 1."""

    supports: float
    opposes: float

    @property
    def whole(self) -> float:
        """What both sides and the prior weigh together."""
        return self.supports + self.opposes + PRIOR

    @property
    def support(self) -> float:
        """The belief that the claim is true."""
        return self.supports / self.whole

    @property
    def opposition(self) -> float:
        """The belief that it is not."""
        return self.opposes / self.whole

    @property
    def unknown(self) -> float:
        """What is left open."""
        return PRIOR / self.whole


@dataclass(frozen=True)
class Side:
    """One side of a claim: what each work weighs there, and which of them count.

    *weights* are those of all works on the side; superseded ones are not among them. *counted* are the
    keys of the heaviest set that may count together.
    """

    stance: Stance
    weighings: Mapping[str, Weighed]
    weights: Mapping[str, float]
    counted: frozenset[str]

    @cached_property
    def total(self) -> float:
        """What counts, together."""
        return overlap.total(self.counted, self.weights)

    @property
    def studies(self) -> list[JudgedStudy]:
        """The works that count, in the order of their keys."""
        return [self.weighings[key].study for key in sorted(self.counted)]

    @property
    def has_direct_study(self) -> bool:
        """Whether any work on the side studied the claim itself."""
        return any(self.weighings[key].direct_weight(self.stance) > 0 for key in self.weights)

    @property
    def heaviest_study(self) -> str:
        """The key of the work that counts most."""
        return min(self.counted, key=lambda key: (-self.weights[key], key))

    def share(self, is_so: Callable[[JudgedStudy], bool]) -> float:
        """What part of what counts comes from works of which *is_so* holds."""
        keys_of_share = [key for key in self.counted if is_so(self.weighings[key].study)]

        return overlap.total(keys_of_share, self.weights) / self.total

    @property
    def direct_share(self) -> float:
        """What part of what counts comes from direct readings."""
        direct = {key: self.weighings[key].direct_weight(self.stance) for key in self.counted}

        return overlap.total(direct, direct) / self.total

    @property
    def unrecorded_directness_share(self) -> float:
        """What part of what counts comes from readings whose directness nobody recorded."""
        unrecorded = dict.fromkeys(self.counted, 0.0)
        for key in self.counted:
            for reading, product in self.weighings[key].factors:
                if reading.stance is self.stance and reading.directness is Directness.NOT_RECORDED:
                    unrecorded[key] += product.weight

        return overlap.total(unrecorded, unrecorded) / self.total


@dataclass(frozen=True)
class ClaimSums:
    """Both sides of a claim and what could not tell, in one *reckoning* of overlap."""

    body: Body
    reckoning: Reckoning
    weighings: tuple[Weighed, ...]
    links: Links

    @cached_property
    def supports(self) -> Side:
        """What is for the claim."""
        return self._side(Stance.SUPPORTS)

    @cached_property
    def opposes(self) -> Side:
        """What is against it."""
        return self._side(Stance.OPPOSES)

    @property
    def leading(self) -> Side:
        """The side that weighs more."""
        if self.supports.total >= self.opposes.total:
            return self.supports

        return self.opposes

    @property
    def trailing(self) -> Side:
        """The side that weighs less."""
        if self.leading is self.supports:
            return self.opposes

        return self.supports

    @property
    def shares(self) -> Shares:
        """What the sums leave to support, opposition and unknown."""
        return Shares(self.supports.total, self.opposes.total)

    @cached_property
    def undecided(self) -> float:
        """What the works that could not tell weigh.

        Without those of which the leading side holds the data: a review there names them, or a full
        meta-analysis holds them, and is no less direct.
        """
        weights, studies = {}, []
        for weighing in self.weighings:
            weight = weighing.weight(Stance.INCONCLUSIVE)
            if weight > 0 and not self._is_told_by_review(weighing):
                weights[weighing.key] = weight
                studies.append(weighing.study)

        return overlap.total(overlap.heaviest(studies, weights, self.links, self.reckoning), weights)

    def bodies(self, side: Side, is_so: Callable[[JudgedStudy], bool] | None = None) -> int:
        """The most independent bodies of evidence of *side* that can stand together.

        Not those of the heaviest set: else one more meta-analysis could unmake a verdict that it supports.
        """
        studies = [side.weighings[key].study for key in side.weights]
        chosen_studies = [study for study in studies if is_so is None or is_so(study)]
        counts = {study.key: float(study.bodies) for study in chosen_studies}
        together = overlap.heaviest(chosen_studies, counts, self.links, self.reckoning)

        return round(overlap.total(together, counts))

    def superseding(self, weighing: Weighed, stance: Stance) -> str | None:
        """The full meta-analysis of the other side in whose estimate the data of a primary work are.

        Only one that is no less direct, and wholly on its side.
        """
        if weighing.study.is_review or weighing.weight(stance) <= 0:
            return None

        other = OTHER_SIDE[stance]
        for review in self.weighings:
            is_wholly_opposed = review.weight(other) > 0 and review.weight(stance) <= 0
            if not is_wholly_opposed or not review.study.is_full:
                continue

            is_less_direct = review.ranks[other] > weighing.ranks[stance]
            if not is_less_direct and overlap.holds(review.study, weighing.study, self.reckoning):
                return review.key

        return None

    def _side(self, stance: Stance) -> Side:
        by_key, weights = {}, {}
        for weighing in self.weighings:
            weight = weighing.weight(stance)
            if weight > 0 and self.superseding(weighing, stance) is None:
                by_key[weighing.key] = weighing
                weights[weighing.key] = weight

        studies = [weighing.study for weighing in by_key.values()]
        counted_keys = overlap.heaviest(studies, weights, self.links, self.reckoning)

        return Side(stance, by_key, weights, counted_keys)

    def _is_told_by_review(self, weighing: Weighed) -> bool:
        stance, rank = self.leading.stance, weighing.ranks[Stance.INCONCLUSIVE]
        for review in self.leading.weighings.values():
            if not review.study.is_review or review.ranks[stance] > rank:
                continue
            if overlap.names(review.study, weighing.study):
                return True
            if review.study.is_full and overlap.holds(review.study, weighing.study, self.reckoning):
                return True

        return False


def sums(body: Body, reckoning: Reckoning) -> ClaimSums:
    """The sums of *body*, with overlap that nobody recorded counted by *reckoning*."""
    return of_weighings(body, weighings_of(body), reckoning)


def weighings_of(body: Body, weights: Weights = STANDARD) -> tuple[Weighed, ...]:
    """The works of *body* that weigh by the tables *weights*, in the order of their keys."""
    studies = sorted(body.studies, key=lambda study: study.key)
    weighings = (weigh(study, measured=body.is_measured, weights=weights) for study in studies)

    return tuple(weighing for weighing in weighings if weighing is not None)


def of_weighings(body: Body, weighings: Sequence[Weighed], reckoning: Reckoning) -> ClaimSums:
    """The sums of works that were weighed before."""
    links = independence.links(weighing.study for weighing in weighings)

    return ClaimSums(body, reckoning, tuple(weighings), links)
