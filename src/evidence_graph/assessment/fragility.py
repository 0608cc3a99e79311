"""How few studies must go until a verdict turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.body import shares
from evidence_graph.assessment.rating import rate
from evidence_graph.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.assessment.judgements import Share
    from evidence_graph.assessment.passes import Body

SETTLED = frozenset({Verdict.BACKED, Verdict.OPPOSED, Verdict.CONTESTED})
"""The verdicts that can turn."""


@dataclass(frozen=True, slots=True)
class Fragility:
    """The fewest studies found whose removal turns a verdict, and what it turns into."""

    claim: str
    verdict: Verdict
    without: tuple[str, ...]
    then: Verdict


def fragility(body: Body) -> tuple[Fragility, float] | None:
    """How fragile the verdict on *body* is, and its share of unknown; None where no verdict could turn."""
    counted = shares(body.studies, body.kind)
    now = rate(body.claim, body.kind, counted)
    if now.verdict not in SETTLED:
        return None
    for removed in _removals(body, counted, for_it=now.support >= now.opposition):
        left = [study for study in body.studies if study.key not in removed]
        then = rate(body.claim, body.kind, shares(left, body.kind))
        if then.verdict is not now.verdict:
            return Fragility(body.claim, now.verdict, removed, then.verdict), now.unknown
    everything = tuple(study.key for study in body.studies)
    return Fragility(body.claim, now.verdict, everything, Verdict.UNTESTED), now.unknown


def _removals(body: Body, counted: Sequence[Share], *, for_it: bool) -> Iterator[tuple[str, ...]]:
    """What to remove: each study that counts, heaviest first; then more and more of the leading side."""
    by_weight = sorted(
        zip((study.key for study in body.studies), counted, strict=True),
        key=lambda pair: (-abs(pair[1].supports - pair[1].opposes), pair[0]),
    )
    yield from ((key,) for key, share in by_weight if share.supports or share.opposes)
    leading = [key for key, share in by_weight if (share.supports > share.opposes) == for_it]
    yield from (tuple(leading[: size + 1]) for size in range(1, len(leading)))
