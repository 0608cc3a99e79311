"""How far the curators agree: per cent, Cohen's kappa with its interval, and the pairs in dispute.

Cohen, Educ Psychol Meas 1960;20:37-46; the interval is that of Fleiss, Cohen and Everitt (Psychol Bull
1969;72:323-327), as statsmodels computes it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from evidence_graph.errors import MissingExtra
from evidence_graph.model import EvidenceLine, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evidence_graph.graph import EvidenceGraph

    Measure = Callable[["Sequence[Pair]", str], "Agreement"]

CLASH = {Stance.SUPPORTS, Stance.OPPOSES}


@dataclass(frozen=True, slots=True)
class Pair:
    """What two curators judged of one citation for one claim."""

    claim: str
    citation: str
    topic: str
    first: EvidenceLine
    second: EvidenceLine

    @property
    def agreed(self) -> bool:
        """Whether both gave the same stance."""
        return self.first.stance is self.second.stance

    @property
    def clash(self) -> bool:
        """Whether one says supports and the other opposes."""
        return {self.first.stance, self.second.stance} == CLASH


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two curators agree over some pairs.

    `kappa` and its 95 % interval are None where they are not defined: no pair, or only one stance
    given by both; and where they were not computed.
    """

    scope: str
    pairs: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None

    @property
    def share(self) -> float:
        """The share of pairs with the same stance, from 0 to 1; 0 when there is no pair."""
        return self.agreed / self.pairs if self.pairs else 0.0


def pairs(graph: EvidenceGraph) -> list[Pair]:
    """All pairs of lines by two curators on the same claim and citation."""
    pairs_of_curators = []
    for claim in graph.claims():
        for study in graph.studies(claim):
            for first, second in combinations(study.lines, 2):
                pairs_of_curators.append(Pair(claim.id, study.citation.key, claim.topic, first, second))

    return pairs_of_curators


def disputed_pairs(compared: Iterable[Pair]) -> list[Pair]:
    """The pairs in dispute: clashes of supports and opposes first."""
    disputed = [pair for pair in compared if not pair.agreed]

    return sorted(disputed, key=lambda pair: (not pair.clash, pair.topic, pair.claim, pair.citation))


def agreement(compared: Sequence[Pair], scope: str = "all") -> Agreement:
    """How far the curators agree over *compared*.

    Raises MissingExtra when statsmodels is not installed.
    """
    return Agreement(scope, *_numbers(compared), *_kappa(compared))


def counts_without_kappa(compared: Sequence[Pair], scope: str = "all") -> Agreement:
    """The same without kappa, for which nothing needs to be installed."""
    return Agreement(scope, *_numbers(compared), None, None, None)


def by_topic(compared: Sequence[Pair], measure: Measure = agreement) -> list[Agreement]:
    """How far the curators agree, topic by topic, by `agreement` or another *measure*."""
    pairs_by_topic: dict[str, list[Pair]] = defaultdict(list)
    for pair in compared:
        pairs_by_topic[pair.topic].append(pair)

    return [measure(pairs_by_topic[topic], topic) for topic in sorted(pairs_by_topic)]


def _numbers(compared: Sequence[Pair]) -> tuple[int, int]:
    return len(compared), sum(pair.agreed for pair in compared)


def _kappa(compared: Sequence[Pair]) -> tuple[float | None, float | None, float | None]:
    stances = {pair.first.stance for pair in compared} | {pair.second.stance for pair in compared}
    if len(stances) < 2:  # noqa: PLR2004 - chance agreement is 1, kappa is 0 / 0
        return None, None, None

    try:
        from statsmodels.stats.inter_rater import cohens_kappa
    except ImportError:
        raise MissingExtra("statsmodels", "agreement") from None

    place = {stance: number for number, stance in enumerate(Stance)}
    table = [[0] * len(place) for _ in place]
    for pair in compared:
        table[place[pair.first.stance]][place[pair.second.stance]] += 1

    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):  # its z-test, which we do not use, divides by 0
        kappa = cohens_kappa(table)

    return float(kappa.kappa), max(-1.0, float(kappa.kappa_low)), min(1.0, float(kappa.kappa_upp))
