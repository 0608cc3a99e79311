"""In whose direction an answer speaks: the question's, or the claim's where no question is recorded.

In comes a claim; out go words. Under a neutral question everything says yes or no, else for or against.

>>> from evidence_graph.model import Answer, Claim
>>> asked = Claim("x", "Tea does not calm.", "tea", question="Does tea calm?", answers=Answer.NO)
>>> speech(asked).stance(Stance.SUPPORTS), speech(asked).title("opposes"), speech(asked).sides
('no', 'Yes', ('opposes', 'supports'))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import looks
from evidence_graph.assessment import question_of
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.assessment import Assessment
    from evidence_graph.model import Claim

YES, NO = "yes", "no"

IN_ANSWER = {Stance.QUALIFIES: "in part", Stance.INCONCLUSIVE: "could not tell"}
"""What a stance that takes no side says to a question."""


class BarShare(NamedTuple):
    """A share of the bar and what it is called."""

    word: str
    part: float


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of an answer; *is_asked* where a question is recorded, which the claim answers yes or no."""

    is_asked: bool
    answered_yes: bool

    @property
    def sides(self) -> tuple[str, str]:
        """The headings of both sides, that of yes or for first."""
        supports, opposes = Stance.SUPPORTS.value, Stance.OPPOSES.value
        if self.answered_yes:
            return (supports, opposes)

        return (opposes, supports)

    def stance(self, stance: Stance) -> str:
        """What *stance* says."""
        if stance.value in self.sides:
            return self._side(stance.value)
        if self.is_asked:
            return IN_ANSWER.get(stance, looks.word(stance))

        return looks.word(stance)

    def _side(self, heading: str) -> str:
        words = (YES, NO) if self.is_asked else ("for", "against")
        return words[self.sides.index(heading)]

    def title(self, heading: str) -> str:
        """What stands above the studies under *heading*."""
        if heading in self.sides:
            return self._side(heading).capitalize()
        if self.is_asked and heading == Stance.QUALIFIES.value:
            return IN_ANSWER[Stance.QUALIFIES].capitalize()

        return looks.HEADINGS[heading].heading

    def in_order(self, headings: Iterable[str]) -> list[str]:
        """*headings* as they are listed: yes, no, and the others in the order of the lists."""
        order = [*self.sides, *looks.HEADINGS]

        return sorted(headings, key=order.index)

    def shares(self, assessment: Assessment) -> tuple[BarShare, BarShare, BarShare]:
        """The three shares as they are printed: in two places, so that they add up to 1.00."""
        parts = {
            Stance.SUPPORTS.value: assessment.support,
            Stance.OPPOSES.value: assessment.opposition,
            "unknown": assessment.unknown,
        }
        printed = round_shares(parts)
        first, second = self.sides

        return (
            BarShare(self._side(first), printed[first]),
            BarShare("unknown", printed["unknown"]),
            BarShare(self._side(second), printed[second]),
        )

    def stance_of(self, word: str) -> Stance | None:
        """The stance that *word*, yes or no, means; None where no question is recorded."""
        if not self.is_asked:
            return None

        return Stance(self.sides[(YES, NO).index(word)])


def speech(claim: Claim) -> Speech:
    """The words of the answer that *claim* gives."""
    question = question_of(claim)

    return Speech(question.text is not None, question.answered_yes)


def round_shares(parts: dict[str, float]) -> dict[str, float]:
    """*parts* of 1 in two places: the hundredths that rounding down leaves go to the largest remainders.

    >>> round_shares({"a": 0.335, "b": 0.335, "c": 0.33})
    {'a': 0.34, 'b': 0.33, 'c': 0.33}
    """
    hundredths = {name: int(part * 100 + 1e-9) for name, part in parts.items()}
    missing_hundredths = 100 - sum(hundredths.values())
    by_remainder = sorted(parts, key=lambda name: hundredths[name] - parts[name] * 100)
    for name in by_remainder[:missing_hundredths]:
        hundredths[name] += 1

    return {name: number / 100 for name, number in hundredths.items()}
