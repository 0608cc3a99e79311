"""How verdicts look in a terminal."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import looks
from evidence_graph.cli import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from evidence_graph.assessment import Assessment, Term
    from evidence_graph.model import Verdict

PRODUCT = "design × directness × size × integrity × verified"

WIDTH = 24
"""So wide is the bar that its shares in numbers stand beside it at 80 columns."""


def verdict_text(verdict: Verdict) -> Text:
    """A verdict with its sign."""
    look = looks.VERDICTS[verdict]
    return Text(f"{look.sign} {look.word}", style=look.style)


def in_words(assessment: Assessment) -> str:
    """A verdict in a few words."""
    return (
        f"{looks.word(assessment.verdict)} with {looks.word(assessment.certainty)} certainty "
        f"(support {assessment.support:.2f}, opposition {assessment.opposition:.2f}, "
        f"unknown {assessment.unknown:.2f})"
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
            ("Certainty", looks.word(assessment.certainty)),
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
    terms = sorted(assessment.terms, key=lambda t: (-max(t.supports, t.opposes), t.key))
    return tables.Fitting(lambda width: _wide(terms) if width >= tables.WIDE else _narrow(terms))


def _wide(terms: Sequence[Term]) -> Table:
    table = tables.grid("Study", "Stance", PRODUCT, "for", "against")
    table.columns[0].min_width, table.columns[2].ratio = 14, 1
    for term in terms:
        table.add_row(_who(term), _stances(term), _why(term), *_sides(term))
    return tables.numeric(table, 2)


def _narrow(terms: Sequence[Term]) -> Table:
    """The same with the stance below its study, so that a product fits a line."""
    table = tables.grid("Study, stance", PRODUCT, "for", "against")
    table.columns[0].ratio, table.columns[1].ratio = 2, 3
    for term in terms:
        table.add_row(_who(term).append("\n").append_text(_stances(term)), _why(term), *_sides(term))
    return tables.numeric(table, 2)


def _who(term: Term) -> Text:
    who = tables.plain(term.label)
    for mark in term.marks:
        who.append(f"\n{mark}", style="magenta")
    return who


def _stances(term: Term) -> Text:
    return Text("\n").join(tables.stance_text(s) for s in dict.fromkeys(term.stances))


def _why(term: Term) -> Text:
    products = (
        " × ".join(f"{factor:.2g}" for factor in astuple(f)) + f" = {f.weight:.2f}" for f in term.factors
    )
    why = Text("\n".join(dict.fromkeys(products)))
    return why.append(f"\n{term.note}", style="italic") if term.note else why


def _sides(term: Term) -> tuple[str, str]:
    return _number(term.supports), _number(term.opposes)


def _number(weight: float) -> str:
    return f"{weight:.2f}" if weight else ""
