"""How answers and verdicts look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import looks
from evidence_graph.cli import tables
from evidence_graph.model import Stance, Weighing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from evidence_graph.assessment import Assessment, Rating
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, Verdict

WIDTH = 22
"""So wide is the bar that its shares in numbers stand beside it at 80 columns."""


def opening(claim: Claim, assessment: Assessment) -> Iterable[RenderableType]:
    """The question that *claim* answers, or the claim where none is recorded, and the answer."""
    yield tables.plain(assessment.question or claim.statement, style="bold")
    yield tables.plain(f"{assessment.answer}\n")
    if assessment.question:
        yield tables.plain(f"Claim: {claim.statement}")


def verdict_text(verdict: Verdict) -> Text:
    """A verdict with its sign."""
    look = looks.VERDICTS[verdict]
    return Text(f"{look.sign} {look.word}", style=look.style)


def sureness(rating: Assessment | Rating) -> str:
    """How sure a verdict is, or to which side it leans; empty where it is neither."""
    if rating.certainty is not None:
        return f"{looks.word(rating.certainty)} certainty"
    if rating.lean is not None:
        return f"leans {_side(rating.lean)}"
    return ""


def _side(stance: Stance) -> str:
    return "for it" if stance is Stance.SUPPORTS else "against it"


def in_words(graph: EvidenceGraph, assessment: Assessment) -> str:
    """A verdict in a few words."""
    verdict = ", ".join(filter(None, (looks.word(assessment.verdict), sureness(assessment))))
    return (
        f"{verdict} (support {assessment.support:.2f}, opposition {assessment.opposition:.2f}, "
        f"unknown {assessment.unknown:.2f}; weighed by {weighing(graph, assessment)})"
    )


def weighing(graph: EvidenceGraph, assessment: Assessment) -> str:
    """By which rules the verdict was made, with what the data set takes for granted."""
    words = [looks.word(assessment.weighing)]
    if assessment.weights is not None:
        words.append(f"weights of {assessment.weights}")

    about = graph.about
    if about is not None and assessment.weighing is Weighing.COUNTS:
        words += [f"enough votes: {about.enough}"] if about.enough is not None else []
        words += ["opinion has no vote"] if about.opinion_votes is False else []
    if graph.default_design is not None:
        words.append(f"design where none is recorded: {looks.word(graph.default_design)}")
    return ", ".join(words)


def summary(graph: EvidenceGraph, assessment: Assessment) -> RenderableType:
    """The verdict, the three shares as a bar, the certainty and its reasons, and what is not known."""
    verdict = verdict_text(assessment.verdict)
    verdict.append(f"  {assessment.why}", style="not bold default")
    certainty = looks.word(assessment.certainty) if assessment.certainty else None

    return tables.facts(
        [
            ("Verdict", verdict),
            ("", bar(assessment)),
            ("Leans", _side(assessment.lean) if assessment.lean else None),
            ("Certainty", certainty),
            ("because" if certainty else "Steps", _steps(assessment)),
            ("Overlap", _overlap(assessment)),
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


def _overlap(assessment: Assessment) -> str:
    if assessment.apart is None:
        return ""
    one, apart = assessment.shares, assessment.apart
    return (
        f"What may share data is counted as one: {one.supports:.2f} for it, {one.opposes:.2f} against; "
        f"{apart.supports:.2f} and {apart.opposes:.2f} if they are apart."
    )


def _inconclusive(assessment: Assessment) -> str:
    if not assessment.inconclusive:
        return ""
    return f"what could not tell weighs {assessment.inconclusive:.2f}"


def _turn(assessment: Assessment) -> str:
    turn = assessment.turn
    return f"{turn.without}: without it the verdict is {looks.word(turn.then)}" if turn else ""


def bar(assessment: Assessment) -> Text:
    """Support, opposition and unknown as one bar that needs no colour."""
    support = round(assessment.support * WIDTH)
    opposition = min(WIDTH - support, round(assessment.opposition * WIDTH))
    text = Text("█" * support, style="blue")
    text.append("▒" * opposition, style="yellow")
    text.append("·" * (WIDTH - support - opposition), style="dim")
    for_it, against, unknown = assessment.support, assessment.opposition, assessment.unknown
    shares = f"  █ for {for_it:.2f}  ▒ against {against:.2f}  · unknown {unknown:.2f}"
    return text.append(shares, style="default")
