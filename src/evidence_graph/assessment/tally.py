"""How many works point where: each work counted once, under what most of its readers say.

Every list and every count of every face follows this tally, so that they never contradict each other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment.body import Reason, set_aside, stands, weighing_readings
from evidence_graph.model import Directness, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.assessment.body import Body, JudgedStudy, LineReading


class Heading(StrEnum):
    """Under what a work of a claim is listed: a stance, or one of the two that no reader gives.

    A stance that has no heading here is its own. How each looks is said in `looks.HEADINGS`.
    """

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    INCONCLUSIVE = "inconclusive"
    BOTH_WAYS = "both-ways"
    QUALIFIES = "qualifies"
    BACKGROUND = "background"
    NOT_COUNTED = "not-counted"


SIDES = frozenset({Stance.SUPPORTS, Stance.OPPOSES})

NEXT = tuple(stance for stance in Stance if stance not in SIDES)
"""Which stance a tie without a side goes to: the first of them."""

Listed = Heading | Stance

NAMED: dict[str, Heading] = {heading.value: heading for heading in Heading}
ORDER = tuple(looks.HEADINGS)


@dataclass(frozen=True, slots=True)
class Tally:
    """The works of a claim by heading, and why those that are not counted are not.

    *direct* counts, of the works for and of those against, the ones that studied the claim itself.
    """

    studies: Mapping[Listed, tuple[str, ...]]
    direct: Mapping[Listed, int]
    set_aside: Mapping[str, Reason]

    def count(self, heading: Listed) -> int:
        """How many works are listed under *heading*."""
        return len(self.studies.get(heading, ()))

    @property
    def by_heading(self) -> dict[str, tuple[str, ...]]:
        """The keys of the works under each heading that has any, in the order of the lists."""
        return {under.value: self.studies[under] for under in sorted(self.studies, key=ORDER.index)}

    @property
    def heading_by_key(self) -> dict[str, str]:
        """Under which heading each work stands, by its key."""
        return {key: under for under, keys in self.by_heading.items() for key in keys}

    @property
    def not_counted(self) -> str:
        """How many works are not counted, and why; empty where all are.

        >>> Tally({}, {}, {"a": Reason.RETRACTED, "b": Reason.OPINION}).not_counted
        '2 (1 opinion, 1 retracted)'
        """
        return reasons_in_words(self.set_aside.values())


def reasons_in_words(reasons: Iterable[Reason]) -> str:
    """The number of *reasons*, and how often each is given."""
    numbers = Counter(reasons)
    if len(numbers) < 2:  # noqa: PLR2004 - nothing to tell apart
        return "".join(f"{number} ({reason})" for reason, number in numbers.items())

    parts = ", ".join(f"{numbers[reason]} {reason}" for reason in sorted(numbers))

    return f"{numbers.total()} ({parts})"


def tally(body: Body, *, opinion_counts: bool = False) -> Tally:
    """The works of *body*, each under one heading, in the order of their keys."""
    studies: dict[Listed, list[str]] = {}
    direct: Counter[Listed] = Counter()
    reasons: dict[str, Reason] = {}

    for study in sorted(body.studies, key=lambda study: study.key):
        listed_under = heading(study, opinion_counts=opinion_counts)
        studies.setdefault(listed_under, []).append(study.key)
        direct[listed_under] += is_direct(study, listed_under)

        reason = set_aside(study)
        if reason is not None and listed_under is Heading.NOT_COUNTED:
            reasons[study.key] = reason

    return Tally({under: tuple(keys) for under, keys in studies.items()}, dict(direct), reasons)


def heading(study: JudgedStudy, *, opinion_counts: bool = False) -> Listed:
    """Under what *work* is listed.

    A tie goes to the side among the stances; a tie of both sides is read both ways.
    """
    reason = set_aside(study)
    readings = weighing_readings(study)
    if reason is Reason.OPINION and opinion_counts:
        readings = list(filter(stands, study.readings))
    elif reason is not None:
        return Heading.NOT_COUNTED

    if not readings:
        return Heading.NOT_COUNTED

    votes = _votes(readings)
    most = max(votes.values())
    first = {stance for stance, vote in votes.items() if vote == most}

    sides = first & SIDES
    if len(sides) > 1:
        return Heading.BOTH_WAYS

    if sides:
        stance = next(iter(sides))
    else:
        stance = next(stance for stance in NEXT if stance in first)

    return NAMED.get(stance.value, stance)


def _votes(readings: Sequence[LineReading]) -> dict[Stance, float]:
    """Each reader has one vote, parted among the stances of that reader."""
    stances_of: dict[str, list[Stance]] = {}
    for reading in readings:
        stances_of.setdefault(reading.reader, []).append(reading.stance)

    votes: dict[Stance, float] = {}
    for stances in stances_of.values():
        for stance in stances:
            votes[stance] = round(votes.get(stance, 0.0) + 1 / len(stances), 9)

    return votes


def is_direct(study: JudgedStudy, listed_under: Listed) -> bool:
    """Whether any reading of *work* that says so studied the claim itself."""
    readings = weighing_readings(study)

    return any(
        reading.stance.value == listed_under.value and reading.directness is Directness.DIRECT
        for reading in readings
    )
