"""How verdicts look in a terminal."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import signs
from evidence_graph.assessment import Assessment, Verdict
from evidence_graph.cli import tables

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLES = {
    Verdict.BACKED: "bold blue",
    Verdict.OPPOSED: "bold yellow",
    Verdict.CONTESTED: "bold magenta",
    Verdict.THIN: "cyan",
    Verdict.UNTESTED: "dim",
}
WIDTH = 40


def verdict_text(verdict: Verdict) -> Text:
    """A verdict with its sign."""
    return Text(f"{signs.VERDICTS[verdict]} {verdict.value}", style=STYLES[verdict])


def in_words(assessment: Assessment) -> str:
    """A verdict in a few words."""
    return (
        f"{assessment.verdict} with {assessment.certainty} certainty (support {assessment.support:.2f}, "
        f"opposition {assessment.opposition:.2f}, unknown {assessment.unknown:.2f})"
    )


def summary(assessment: Assessment) -> RenderableType:
    """The verdict, the three shares as a bar, the certainty and its reasons."""
    verdict = verdict_text(assessment.verdict)
    verdict.append(f"  {assessment.why}", style="not bold default")
    reasons = "\n".join(
        f"{'−' * reason.steps} {reason.domain}: {reason.why}".strip() for reason in assessment.reasons
    )
    return tables.facts(
        [
            ("Verdict", verdict),
            ("", bar(assessment)),
            ("Certainty", assessment.certainty.value),
            ("because", reasons),
        ]
    )


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


def term_table(assessment: Assessment) -> RenderableType:
    """What each study adds, heaviest first, with the factors of its weight."""
    table = tables.grid(
        "Study", "Stance", "design × directness × size × integrity × verified", "for", "against"
    )
    table.columns[0].min_width, table.columns[2].ratio = 14, 1
    for term in sorted(assessment.terms, key=lambda t: (-max(t.supports, t.opposes), t.key)):
        products = [
            " × ".join(f"{factor:.2g}" for factor in astuple(f)) + f" = {f.weight:.2f}" for f in term.factors
        ]
        why = Text("\n".join(dict.fromkeys(products)))
        if term.note:
            why.append(f"\n{term.note}", style="italic")
        who = tables.plain(term.label)
        for mark in term.marks:
            who.append(f"\n{mark}", style="magenta")
        stance = Text("\n").join(tables.stance_text(s) for s in dict.fromkeys(term.stances))
        table.add_row(who, stance, why, _number(term.supports), _number(term.opposes))
    return table


def _number(weight: float) -> str:
    return f"{weight:.2f}" if weight else ""
