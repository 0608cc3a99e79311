"""The weighing for labels without facts: one work, one vote.

For collections that say of each work only whether it supports or refutes a claim. A work votes as most of
its readers do, or most of the lines of its only reader, background among them; a tie or background gives no
vote. There is no certainty and no overlap: nothing is recorded from which they could follow.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.assessment.body import Reason, set_aside, stands
from evidence_graph.assessment.sums import Shares
from evidence_graph.model import ClaimKind, Stance, Verdict

if TYPE_CHECKING:
    from evidence_graph.assessment.body import Body, JudgedStudy
    from evidence_graph.assessment.rules import Rules

CLEAR = 0.75
"""A side with this share of the votes is clear."""

SLACK = 1e-9


class Count(NamedTuple):
    """The verdict by votes, the side it leans to where it is uncertain, and the votes as shares."""

    verdict: Verdict
    lean: Stance | None
    shares: Shares
    why: str


def count(body: Body, rules: Rules) -> Count:
    """The verdict on *body* by votes; with too few of them it is uncertain.

    What is retracted, withdrawn or from memory does not vote, nor does opinion where the *rules* say so.
    """
    votes = Counter(vote(study, rules) for study in body.studies)
    supports, opposes = votes[Stance.SUPPORTS], votes[Stance.OPPOSES]
    verdict, why = _verdict(body, supports, opposes, rules)

    lean = None
    if verdict is Verdict.UNCERTAIN and supports != opposes:
        if supports > opposes:
            lean = Stance.SUPPORTS
        else:
            lean = Stance.OPPOSES

    return Count(verdict, lean, Shares(float(supports), float(opposes)), why)


def _verdict(body: Body, supports: int, opposes: int, rules: Rules) -> tuple[Verdict, str]:
    if body.kind is ClaimKind.DEFINITION:
        return Verdict.DEFINITION, "It says what a word means."

    votes = supports + opposes
    if not any(may_vote(study, rules) for study in body.studies):
        return (
            (Verdict.NONE_FOUND, "A systematic search found no study.")
            if body.is_searched_systematically
            else (Verdict.NONE_RECORDED, "No study is recorded here.")
        )

    if votes < max(rules.enough, 1):
        return Verdict.UNCERTAIN, f"{votes} of the {rules.enough} votes that a verdict needs."

    if max(supports, opposes) < CLEAR * votes - SLACK:
        return Verdict.CONTESTED, f"{supports} votes for it and {opposes} against."

    if supports > opposes:
        verdict = Verdict.BACKED
    else:
        verdict = Verdict.OPPOSED

    return verdict, f"{max(supports, opposes)} of {votes} votes are on one side."


def vote(study: JudgedStudy, rules: Rules) -> Stance | None:
    """The side that *work* votes for, if any."""
    if not may_vote(study, rules):
        return None

    by_reader: dict[str, Counter[Stance]] = {}
    for reading in study.readings:
        if stands(reading):
            by_reader.setdefault(reading.reader, Counter())[reading.stance] += 1

    votes = list(by_reader.values())
    if len(votes) == 1:
        ballots = votes[0]
    else:
        ballots = Counter(filter(None, map(_most, votes)))

    most = _most(ballots)
    if most in {Stance.SUPPORTS, Stance.OPPOSES}:
        return most

    return None


def may_vote(study: JudgedStudy, rules: Rules) -> bool:
    """Whether *work* counts among the votes, whatever it says."""
    if not any(map(stands, study.readings)):
        return False

    reason = set_aside(study)

    return reason is None or (reason is Reason.OPINION and rules.opinion_votes)


def _most(ballots: Counter[Stance]) -> Stance | None:
    """The stance that most give; None in a tie."""
    ranked = ballots.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None

    return ranked[0][0]
