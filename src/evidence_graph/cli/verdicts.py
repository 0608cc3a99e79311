"""How answers and verdicts look in a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import looks
from evidence_graph.cli import answer_tables
from evidence_graph.model import Stance, Verdict, Weighing
from evidence_graph.sheets.speech import speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

    from evidence_graph.assessment import Assessment, Rating, Shares
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim
    from evidence_graph.sheets.speech import BarShare, Speech

VERDICT = 14
"""So wide is a verdict before its bar."""

GAP = 5
"""So far from the bar stand its shares."""

BAR = range(10, 41)
"""So wide may a bar be."""

PAINTS = (("█", "blue"), ("·", "dim"), ("▒", "yellow"))
"""The letter and the style of each share, in their order: a bar that needs no colour."""


def opening(claim: Claim, assessment: Assessment) -> Iterable[RenderableType]:
    """The question that *claim* answers, or the claim where none is recorded, and the answer."""
    yield answer_tables.plain(assessment.question or claim.statement, style="bold")
    yield answer_tables.plain(assessment.answer)
    if claim.note:
        yield answer_tables.plain(f"Watch out: {claim.note}", style="italic")

    yield answer_tables.plain("")


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """The verdict with its sign, the bar, and the shares in the direction of the question.

    Where the studies speak with one voice on a claim that answers no, the claim is said.
    """

    claim: Claim
    assessment: Assessment

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The line, for the width at hand."""
        words = speech(self.claim)
        text = verdict_text(self.assessment.verdict)
        if self.assessment.terms:
            text.append(" " * max(2, VERDICT - len(text.plain)), style="default")
            text.append_text(_bar(words.shares(self.assessment), options.max_width))

        yield text

        one_sided = self.assessment.verdict in {Verdict.BACKED, Verdict.OPPOSED}
        if one_sided and not words.answered_yes:
            verdict_and_claim = f"{looks.VERDICTS[self.assessment.verdict].word}: “{self.claim.statement}”"
            yield answer_tables.plain(verdict_and_claim, style="dim")

        yield answer_tables.plain("")


def _bar(shares: Sequence[BarShare], width: int) -> Text:
    """The *shares* as a bar and in numbers."""
    share_words = "  ".join(f"{share.word} {share.part:.2f}" for share in shares)
    room = width - VERDICT - GAP - len(share_words)
    length = min(max(room, BAR.start), BAR.stop - 1)

    first, _, last = (round(share.part * length) for share in shares)
    last = min(last, length - first)
    text = Text()
    for (letter, style), number in zip(PAINTS, (first, length - first - last, last), strict=True):
        text.append(letter * number, style=style)

    return text.append(" " * GAP).append(share_words, style="default not bold")


def verdict_text(verdict: Verdict) -> Text:
    """A verdict with its sign."""
    look = looks.VERDICTS[verdict]

    return Text(f"{look.sign} {look.word}", style=look.style)


def sureness(rating: Assessment | Rating, words: Speech | None = None) -> str:
    """How sure a verdict is, or to which side it leans; empty where it is neither.

    Where the statement stands, the side is for or against it; else it is said in *words*.
    """
    if rating.certainty is not None:
        return f"{looks.word(rating.certainty)} certainty"
    if rating.lean is not None:
        return f"leans {_side(rating.lean, words)}"

    return ""


def _side(stance: Stance, words: Speech | None) -> str:
    if words is not None and words.is_asked:
        return f"to {words.stance(stance)}"
    if stance is Stance.SUPPORTS:
        return "for it"

    return "against it"


def in_words(graph: EvidenceGraph, assessment: Assessment) -> str:
    """A verdict in a few words."""
    words = speech(graph.claim(assessment.claim))
    verdict = ", ".join(filter(None, (looks.word(assessment.verdict), sureness(assessment, words))))
    shares = ", ".join(f"{share.word} {share.part:.2f}" for share in words.shares(assessment))

    return f"{verdict} ({shares}; weighed by {weighing(graph, assessment)})"


def weighing(graph: EvidenceGraph, assessment: Assessment) -> str:
    """By which rules the verdict was made, with what the data set takes for granted."""
    words = [looks.word(assessment.weighing)]
    if assessment.weights is not None:
        words.append(f"weights of {assessment.weights}")

    about = graph.about
    if about is not None and assessment.weighing is Weighing.COUNTS:
        words += [f"enough votes: {about.enough}"] if about.enough is not None else []
        words += ["opinion has no vote"] if about.opinion_votes is False else []

    if about is not None and about.default_design is not None:
        words.append(f"design where none is recorded: {looks.word(about.default_design)}")

    return ", ".join(words)


def summary(graph: EvidenceGraph, claim: Claim, assessment: Assessment) -> Iterable[RenderableType]:
    """The verdict with its bar, the certainty and its reasons, and what is not known."""
    words = speech(claim)
    if assessment.certainty:
        certainty = looks.word(assessment.certainty)
    else:
        certainty = None

    yield VerdictLine(claim, assessment)
    yield answer_tables.facts(
        [
            ("Why", assessment.why),
            ("Leans", _side(assessment.lean, words) if assessment.lean else None),
            ("Certainty", certainty),
            ("because" if certainty else "Steps", _steps(assessment)),
            ("Overlap", _overlap(assessment, words)),
            ("Undecided", _inconclusive(assessment)),
            ("Hangs on", _turn(assessment)),
            ("Not counted", assessment.tally.not_counted),
            ("Recorded", ", ".join(map(str, assessment.recorded))),
            ("Weighed by", weighing(graph, assessment)),
        ]
    )


def _steps(assessment: Assessment) -> str:
    lines = (f"{'−' * step.steps} {step.domain}: {step.why}".strip() for step in assessment.steps)
    return "\n".join(lines)


def _overlap(assessment: Assessment, words: Speech) -> str:
    if assessment.apart is None:
        return ""

    one, apart = sums(assessment.shares, words), sums(assessment.apart, words)

    return f"What may share data is counted as one: {one}; {apart} if they are apart."


def sums(shares: Shares, words: Speech) -> str:
    """The sums of both sides in *words*."""
    by_heading = {Stance.SUPPORTS.value: shares.supports, Stance.OPPOSES.value: shares.opposes}
    sum_words = (f"{words.title(side).lower()} {by_heading[side]:.2f}" for side in words.sides)

    return ", ".join(sum_words)


def _inconclusive(assessment: Assessment) -> str:
    if not assessment.inconclusive:
        return ""

    return f"what could not tell weighs {assessment.inconclusive:.2f}"


def _turn(assessment: Assessment) -> str:
    turn = assessment.turn
    if turn:
        return f"{turn.without}: without it the verdict is {looks.word(turn.then)}"

    return ""
