"""The verdict on a body of evidence: by the sums of both reckonings of overlap, and only where they agree.

In comes a `Body`; out goes a `Rating`: verdict, certainty where there is one, to which side it leans where
it is uncertain, and the sums.

Sources: three quarters on one side is what van Tulder et al. (Spine 2003;28:1290-1299) call findings that
agree; see `certainty` and `sums` for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from evidence_graph.assessment.certainty import LEVELS, Grade, grade
from evidence_graph.assessment.counts import CLEAR, SLACK, count
from evidence_graph.assessment.overlap import Reckoning
from evidence_graph.assessment.rules import STANDARD, Rules
from evidence_graph.assessment.sums import PRIOR, Shares, of_weighings, weighings_of
from evidence_graph.model import Certainty, ClaimKind, Stance, Verdict, Weighing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment.body import Body
    from evidence_graph.assessment.certainty import CertaintyStep
    from evidence_graph.assessment.sums import ClaimSums
    from evidence_graph.assessment.weights import Weighed

BODIES = 2
"""A verdict needs so many independent bodies of evidence."""

TOLD = frozenset({Stance.SUPPORTS, Stance.OPPOSES, Stance.QUALIFIES, Stance.INCONCLUSIVE})
"""The stances of those who studied the claim; background did not."""


@dataclass(frozen=True)
class ReckonedVerdict:
    """The verdict by one reckoning of overlap, with what it follows from."""

    verdict: Verdict
    sums: ClaimSums
    grade: Grade | None = None
    lean: Stance | None = None
    why: str = ""
    votes: Shares | None = None

    @property
    def shares(self) -> Shares:
        """The votes where they were counted, else the sums of weights."""
        return self.votes or self.sums.shares

    @property
    def undecided(self) -> float:
        """What the works weigh that could not tell; votes know no such weight."""
        return 0.0 if self.votes else self.sums.undecided


@dataclass(frozen=True)
class Rating:
    """What the evidence says of a claim.

    *certainty* is that of backed and opposed, *lean* the side to which an uncertain verdict leans.
    *together* and *apart* are the findings by either reckoning of overlap; the shares are of *together*.
    """

    claim: str
    verdict: Verdict
    certainty: Certainty | None
    lean: Stance | None
    together: ReckonedVerdict
    apart: ReckonedVerdict

    @property
    def support(self) -> float:
        """The belief that the claim is true."""
        return self.shares.support

    @property
    def opposition(self) -> float:
        """The belief that it is not."""
        return self.shares.opposition

    @property
    def unknown(self) -> float:
        """What is left open; with support and opposition it adds up to 1."""
        return self.shares.unknown

    @property
    def shares(self) -> Shares:
        """Support, opposition and unknown, with what is taken to be shared counted once."""
        return self.together.shares

    @property
    def steps(self) -> tuple[CertaintyStep, ...]:
        """What the certainty follows from, in the reckoning that gives the lower one."""
        graded = [finding.grade for finding in (self.together, self.apart) if finding.grade]
        lowest = min(graded, key=lambda one: LEVELS.index(one.certainty), default=None)

        return lowest.steps if lowest else ()

    @property
    def counted(self) -> frozenset[str]:
        """The works that count on either side."""
        return self.together.sums.supports.counted | self.together.sums.opposes.counted

    @property
    def why(self) -> str:
        """The verdict in a sentence."""
        if self.verdict is self.together.verdict:
            return self.together.why

        return (
            "The verdict hangs on overlap that nobody recorded: "
            f"{self.together.verdict} if it is there, {self.apart.verdict} if it is not."
        )


def rate(body: Body, rules: Rules = STANDARD) -> Rating:
    """The rating of *body* by *rules*."""
    weighings = weighings_of(body, rules.weights)
    if rules.weighing is Weighing.COUNTS:
        votes = _count_votes(body, weighings, rules)
        return Rating(body.claim, votes.verdict, None, votes.lean, votes, votes)

    together = finding(of_weighings(body, weighings, Reckoning.TOGETHER))
    # Overlap is only feared of reviews whose lists are not whole; without one both reckonings are the same.
    is_feared = any(weighing.study.is_open_review for weighing in weighings)
    if is_feared:
        apart = finding(of_weighings(body, weighings, Reckoning.APART))
    else:
        apart = together

    verdict = _both(together.verdict, apart.verdict)

    certainty = None
    if verdict in {Verdict.BACKED, Verdict.OPPOSED} and together.grade and apart.grade:
        certainty = min(together.grade.certainty, apart.grade.certainty, key=LEVELS.index)

    leans = verdict is Verdict.UNCERTAIN and together.lean is apart.lean

    return Rating(body.claim, verdict, certainty, together.lean if leans else None, together, apart)


def _count_votes(body: Body, weighings: Sequence[Weighed], rules: Rules) -> ReckonedVerdict:
    """The verdict by votes, of which there is one reckoning."""
    verdict, lean, votes, why = count(body, rules)

    return ReckonedVerdict(verdict, of_weighings(body, weighings, Reckoning.TOGETHER), None, lean, why, votes)


def _both(together: Verdict, apart: Verdict) -> Verdict:
    """The verdict that holds in both reckonings."""
    if together is apart:
        return together

    verdicts = {together, apart}
    if Verdict.CONTESTED in verdicts or verdicts == {Verdict.BACKED, Verdict.OPPOSED}:
        return Verdict.CONTESTED

    return Verdict.UNCERTAIN


def finding(sums: ClaimSums) -> ReckonedVerdict:
    """The verdict by *sums*."""
    if sums.body.kind is ClaimKind.DEFINITION:
        return ReckonedVerdict(
            Verdict.DEFINITION, sums, why="It says what a word means or what is textbook anatomy."
        )

    if sums.supports.total == 0 and sums.opposes.total == 0:
        return _without_sides(sums)

    if not _is_clear(sums):
        return _split(sums)

    graded = grade(sums, partial(_would_split, sums))
    doubts = _doubts(sums, graded)
    if doubts:
        return ReckonedVerdict(Verdict.UNCERTAIN, sums, graded, _lean(sums), doubts)

    backed = sums.leading is sums.supports
    side = "for" if backed else "against"
    why = f"The evidence {side} it holds three quarters or more of what both sides weigh."

    return ReckonedVerdict(Verdict.BACKED if backed else Verdict.OPPOSED, sums, graded, why=why)


def _without_sides(sums: ClaimSums) -> ReckonedVerdict:
    """Nothing weighs for or against."""
    stances = {stance for weighing in sums.weighings for stance in weighing.weights}
    if stances & TOLD:
        why = "What is recorded only qualifies it, or could not tell."
        return ReckonedVerdict(Verdict.UNCERTAIN, sums, why=why)

    if sums.body.is_searched_systematically:
        return ReckonedVerdict(Verdict.NONE_FOUND, sums, why="A systematic search found no study.")

    return ReckonedVerdict(Verdict.NONE_RECORDED, sums, why="No study is recorded here.")


def _is_clear(sums: ClaimSums) -> bool:
    both = sums.leading.total + sums.trailing.total
    return sums.leading.total >= CLEAR * both - SLACK


def _split(sums: ClaimSums) -> ReckonedVerdict:
    """Neither side holds three quarters."""
    if _is_too_little_to_split(sums):
        why = "Neither side holds three quarters of what both weigh, and that is too little to disagree."
        return ReckonedVerdict(Verdict.UNCERTAIN, sums, why=why)

    return ReckonedVerdict(
        Verdict.CONTESTED, sums, why="Neither side holds three quarters of what both weigh."
    )


def _is_too_little_to_split(sums: ClaimSums) -> bool:
    direct = sums.supports.has_direct_study or sums.opposes.has_direct_study
    return sums.leading.total + sums.trailing.total < PRIOR or not direct


def _would_split(sums: ClaimSums, key: str) -> bool:
    """Whether the claim would be contested without the work *key*, the sets chosen anew."""
    others: list[Weighed] = [weighing for weighing in sums.weighings if weighing.key != key]
    rest = of_weighings(sums.body, others, sums.reckoning)
    if rest.supports.total == 0 and rest.opposes.total == 0:
        return False

    return not _is_clear(rest) and not _is_too_little_to_split(rest)


def _doubts(sums: ClaimSums, graded: Grade) -> str:
    """Why a clear side makes no verdict; empty where it does."""
    side = sums.leading
    doubts = (
        (
            sums.bodies(side) < BODIES,
            "Fewer than two independent bodies of evidence stand on the leading side.",
        ),
        (not side.has_direct_study, "No work on the leading side is known to have studied the claim itself."),
        (sums.undecided > side.total, "What could not tell weighs more than the leading side."),
        (graded.certainty is Certainty.VERY_LOW, "The certainty of the leading side is very low."),
    )

    return next((why for holds, why in doubts if holds), "")


def _lean(sums: ClaimSums) -> Stance | None:
    """The side to which an uncertain claim leans."""
    leads = sums.leading.has_direct_study and sums.undecided <= sums.leading.total

    return sums.leading.stance if leads else None
