"""Which way a sentence goes: whether it says that something grows, that it falls, or that nothing changes.

    "Hip thrusts make you faster."            ->  up
    "Squats reduce knee pain."                ->  down
    "Hip thrusts do not make you faster."     ->  up, denied

Only words are counted; what a sentence means by them nobody checks. So two directions can differ here and the
sentences agree, and the answer is a remark for a person and never a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evidence_graph.appraisal.cue_lists import pattern


class Course(StrEnum):
    """How the direction of a sentence compares with that of a claim."""

    SAME = "same direction"
    CONTRARY = "contrary direction"
    UNCLEAR = "direction not clear"


@dataclass(frozen=True, slots=True)
class Trend:
    """What a sentence says: *rise* is 1 for more, -1 for less, 0 for neither; and whether it denies it."""

    rise: int
    is_denied: bool


def trend(folded: str) -> Trend:
    """The direction of a sentence in small letters with straight apostrophes.

    >>> trend("it does not make you faster"), trend("it lowers the risk")
    (Trend(rise=1, is_denied=True), Trend(rise=-1, is_denied=False))
    """
    up, down, denials = (len(pattern(section).findall(folded)) for section in ("up", "down", "denial"))

    # Two denials take each other back, as in "no athlete does without".
    return Trend((up > down) - (up < down), denials % 2 == 1)


def compare(one: Trend, other: Trend) -> Course:
    """How two directions compare; not clear where one says neither more nor less and denies nothing."""
    if one.is_denied != other.is_denied:
        if one.rise * other.rise >= 0:
            return Course.CONTRARY

        return Course.UNCLEAR

    if one.rise * other.rise < 0:
        return Course.CONTRARY

    is_clear = one.rise == other.rise and (one.rise != 0 or one.is_denied)

    return Course.SAME if is_clear else Course.UNCLEAR
