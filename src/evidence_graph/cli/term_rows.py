"""How the terms of a verdict look in a terminal: what each work adds to the sums, and why."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph.cli import answer_tables
from evidence_graph.model import Stance, Weighing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from evidence_graph.assessment import Assessment, Term
    from evidence_graph.assessment.weights import Factors
    from evidence_graph.sheets.speech import Speech

LONGEST = "1.5 × 0.5 × 0.85 × 0.85 × 0.5 = 0.27"
"""A product is read on one line where there is room for as many letters."""

PRODUCT = "design × directness × size × integrity × share"


def term_table(assessment: Assessment, words: Speech) -> RenderableType:
    """What each study adds, heaviest first, with the factors of its weight."""
    terms = sorted(assessment.terms, key=lambda t: (-max(t.supports, t.opposes), t.key))
    if assessment.weighing is Weighing.GRADE:
        heading = PRODUCT
    else:
        heading = "Vote"

    return answer_tables.Fitting(
        lambda width: (_wide if width >= answer_tables.WIDE else _narrow)(terms, heading, words)
    )


def _wide(terms: Sequence[Term], heading: str, words: Speech) -> Table:
    table = answer_tables.grid("Study", "Stance", heading, *map(words.title, words.sides))
    table.columns[0].min_width, table.columns[0].max_width = 14, 26
    table.columns[1].min_width = answer_tables.STANCE
    table.columns[2].min_width, table.columns[2].ratio = len(LONGEST), 1
    for term in terms:
        table.add_row(_who(term), _stances(term), _why(term), *_sides(term, words))

    return answer_tables.numeric(table, 2)


def _narrow(terms: Sequence[Term], heading: str, words: Speech) -> Table:
    """The same with the stance below its study, so that a product fits a line."""
    table = answer_tables.grid("Study, stance", heading, *map(words.title, words.sides))
    table.columns[0].ratio, table.columns[1].ratio = 2, 3
    for term in terms:
        table.add_row(_who(term).append("\n").append_text(_stances(term)), _why(term), *_sides(term, words))

    return answer_tables.numeric(table, 2)


def _who(term: Term) -> Text:
    who = answer_tables.plain(term.label)
    for mark in term.marks:
        who.append(f"\n{mark}", style="magenta")

    if term.bias is not None:
        who.append("\nrisk of bias ").append_text(answer_tables.bias_text(term.bias))

    return who


def _stances(term: Term) -> Text:
    readings = ((one.stance, one.directness, one.withdrawn) for one in term.readings)
    return Text("\n").join(answer_tables.judgement_text(*reading) for reading in dict.fromkeys(readings))


def _why(term: Term) -> Text:
    parts = [Text(product) for product in _products(term)]
    if term.inconclusive:
        parts.append(Text(f"{term.inconclusive:.2f} that could not tell"))

    if term.note:
        parts.append(answer_tables.plain(term.note, style="italic"))

    return Text("\n").join(parts)


def _products(term: Term) -> Iterator[str]:
    """The products that add up to the weight; where readings differ in nothing they share one."""
    shares: dict[tuple[Stance, Factors], float] = {}
    for reading, factors in zip(term.readings, term.factors, strict=False):
        like = (reading.stance, replace(factors, share=1.0))
        shares[like] = shares.get(like, 0.0) + factors.share

    for (_, factors), share in shares.items():
        together = replace(factors, share=share)
        yield " × ".join(f"{factor:.2g}" for factor in astuple(together)) + f" = {together.weight:.2f}"


def _sides(term: Term, words: Speech) -> list[str]:
    weights = {Stance.SUPPORTS.value: term.supports, Stance.OPPOSES.value: term.opposes}
    return [_number(weights[side]) for side in words.sides]


def _number(weight: float) -> str:
    return f"{weight:.2f}" if weight else ""
