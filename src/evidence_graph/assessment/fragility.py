"""How few works must go until a verdict turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.rules import STANDARD
from evidence_graph.assessment.verdict import rate
from evidence_graph.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.assessment.body import Body
    from evidence_graph.assessment.rules import Rules
    from evidence_graph.assessment.verdict import Rating

SETTLED = frozenset({Verdict.BACKED, Verdict.OPPOSED, Verdict.CONTESTED})
"""The verdicts that can turn."""


@dataclass(frozen=True, slots=True)
class Fragility:
    """The fewest works found whose removal turns a verdict, and what it turns into."""

    claim: str
    verdict: Verdict
    without: tuple[str, ...]
    then: Verdict


def fragility(body: Body, rules: Rules = STANDARD) -> tuple[Fragility, float] | None:
    """How fragile the verdict on *body* is, and its share of unknown; None where no verdict could turn."""
    now = rate(body, rules)
    if now.verdict not in SETTLED:
        return None

    for removed in _removals(now):
        then = rate(body.without(removed), rules)
        if then.verdict is not now.verdict:
            return Fragility(body.claim, now.verdict, removed, then.verdict), now.shares.unknown

    everything = tuple(study.key for study in body.studies)

    return Fragility(body.claim, now.verdict, everything, Verdict.NONE_RECORDED), now.shares.unknown


def without_heaviest(body: Body, now: Rating, rules: Rules = STANDARD) -> tuple[str, Verdict] | None:
    """The heaviest work of the leading side and the verdict without it, where that differs."""
    leading = now.together.sums.leading
    if now.verdict not in SETTLED or not leading.counted:
        return None

    heaviest = leading.heaviest_study
    then = rate(body.without((heaviest,)), rules)
    if then.verdict is now.verdict:
        return None

    return (heaviest, then.verdict)


def _removals(now: Rating) -> Iterator[tuple[str, ...]]:
    """What to remove: each work that counts, heaviest first; then more and more of the leading side."""
    sums = now.together.sums
    weights: dict[str, float] = {}
    for side in (sums.supports, sums.opposes):
        weights.update((key, side.weights[key]) for key in side.counted)

    by_weight = sorted(weights, key=lambda key: (-weights[key], key))
    for key in by_weight:
        yield (key,)

    leading = [key for key in by_weight if key in sums.leading.counted]
    for size in range(2, len(leading) + 1):
        yield tuple(leading[:size])
