"""What each study of a body of evidence adds to the sums of a claim."""

from __future__ import annotations

from functools import lru_cache
from math import fsum
from typing import TYPE_CHECKING

from evidence_graph.assessment import independence, weights
from evidence_graph.assessment.judgements import Facts, Judged, Judgement, Share, Sharing
from evidence_graph.looks import DOUBTED
from evidence_graph.model import ClaimKind, Directness, RetractionStatus, Stance, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence_graph.model import Study

MEASURED = frozenset({ClaimKind.DESCRIPTION, ClaimKind.ASSOCIATION})
"""The kinds of claim that say how things are, which measuring answers as well as an experiment."""

UNCONTROLLED = {StudyDesign.BEFORE_AFTER, StudyDesign.CASE_REPORT, StudyDesign.SURVEY}

TESTED, DIRECT, VERY_INDIRECT, WEAK, MARKED, REVIEW, RANDOMISED, OPINION, OBSERVED = (
    1 << n for n in range(9)
)
"""What is so of a study: one bit each. OBSERVED is a design that cannot tell what causes what."""


@lru_cache(maxsize=1 << 16)
def facts(
    design: StudyDesign | None,
    participants: int | None,
    retraction_status: RetractionStatus | None,
    *,
    conflict_of_interest: bool,
) -> Facts:
    """What the weight of a study depends on; studies alike share one value."""
    doubt = (retraction_status.value,) if retraction_status in DOUBTED else ()
    return Facts(
        design,
        weights.size(design, participants),
        weights.integrity(retraction_status, conflict_of_interest=conflict_of_interest),
        doubt + (("conflict of interest",) if conflict_of_interest else ()),
    )


def judged(key: str, study: Study | None, lines: Iterable[tuple[Stance, Directness, bool]]) -> Judged:
    """A study with the judgements of it, as far as they weigh."""
    found = tuple(Judgement(*line) for line in lines)
    if study is None:
        return Judged(key, None, None, None, found)
    known = facts(
        study.design,
        study.participants,
        study.retraction_status,
        conflict_of_interest=bool(study.conflict_of_interest),
    )
    return Judged(key, known, study.participants, sharing(study.cohort, study.version_of, study.pools), found)


def sharing(cohort: str | None, version_of: str | None, pools: Sequence[str]) -> Sharing | None:
    """What a study says of data shared with others, if it says anything."""
    return Sharing(cohort, version_of, tuple(pools)) if cohort or version_of or pools else None


@lru_cache(maxsize=1 << 16)
def added(facts: Facts | None, lines: tuple[Judgement, ...], *, measured: bool) -> tuple[float, float, int]:
    """What a study with *facts* and *lines* adds to either side while nothing shares its data, and its bits.

    Each line carries an equal share of the study; *measured* says whether the claim is one of `MEASURED`.
    """
    part = 1 / len(lines)
    sides: dict[Stance, list[float]] = {stance: [] for stance in Stance}
    for line in lines:
        sides[line.stance].append(part * weights.factors(line, facts, measured=measured).weight)
    return fsum(sides[Stance.SUPPORTS]), fsum(sides[Stance.OPPOSES]), _marks(facts, lines)


def _marks(facts: Facts | None, lines: Sequence[Judgement]) -> int:
    design = facts.design if facts else None
    held = {
        TESTED: any(line.stance is not Stance.BACKGROUND for line in lines),
        DIRECT: any(line.directness is Directness.DIRECT for line in lines),
        VERY_INDIRECT: {line.directness for line in lines} <= {Directness.VERY_INDIRECT, Directness.UNCLEAR},
        WEAK: design in UNCONTROLLED or not all(line.verified for line in lines),
        MARKED: bool(facts and facts.marks),
        REVIEW: design in weights.REVIEWS,
        RANDOMISED: design in weights.RANDOMISED,
        OPINION: design in weights.OPINION,
        OBSERVED: design in weights.CORRELATIONAL | weights.OPINION,
    }
    return sum(bit for bit, holds in held.items() if holds)


def alone(body: Iterable[Judged], kind: ClaimKind | None) -> list[Share]:
    """What each study of *body* would add if none shared its data with another."""
    measured = kind in MEASURED
    return [
        Share(*added(facts, lines, measured=measured), people or 0) for _, facts, people, _, lines in body
    ]


def shares(body: Sequence[Judged], kind: ClaimKind | None) -> list[Share]:
    """What each study of *body* adds; what shares data with a heavier study adds nothing."""
    found = alone(body, kind)
    return found if independence.apart(body) else counted(body, found)[0]


def counted(body: Sequence[Judged], found: Sequence[Share]) -> tuple[list[Share], dict[str, set[str]]]:
    """The shares of *found* that count; for each that does not, the counted studies that share its data."""
    linked = independence.links(study for study in body if study.facts is not None)
    for_it = independence.heaviest({s.key: one.supports for s, one in zip(body, found, strict=True)}, linked)
    against = independence.heaviest({s.key: one.opposes for s, one in zip(body, found, strict=True)}, linked)
    kept, rivals = [], {}
    for study, one in zip(body, found, strict=True):
        supports = one.supports if study.key in for_it else 0.0
        opposes = one.opposes if study.key in against else 0.0
        if (supports, opposes) != (one.supports, one.opposes):
            rivals[study.key] = linked.get(study.key, set()) & (for_it | against)
        kept.append(Share(supports, opposes, one.marks, one.people))
    return kept, rivals
