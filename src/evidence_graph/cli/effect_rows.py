"""How printed figures look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.cli import answer_tables
from evidence_graph.cli.answer_tables import plain
from evidence_graph.effects import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from evidence_graph.model import Effect
    from evidence_graph.sheets.claim_sheet import ClaimSheet
    from evidence_graph.sheets.details import EffectSheet


def of_claim(sheet: ClaimSheet) -> Iterable[RenderableType]:
    """The figures that bear on a claim, and what is pooled of them or why nothing is."""
    if not sheet.effects:
        return

    yield plain(f"Figures as printed ({len(sheet.effects)})", style="bold")
    yield _table(sheet.effects, by_citation=True)
    pooling = sheet.pooling.pooling
    for pooled in pooling.pools:
        yield plain(phrases.pooled_in_words(pooled), style="bold")
        yield plain(f"Pooled because {pooled.why}\n")

    if pooling.why:
        yield plain(f"{pooling.why}\n")


def of_citation(effects: Sequence[EffectSheet]) -> Iterable[RenderableType]:
    """The figures of a work, each with the claim it bears on."""
    if effects:
        yield plain(f"Figures as printed ({len(effects)})", style="bold")
        yield _table(effects, by_citation=False)


def _table(effects: Sequence[EffectSheet], *, by_citation: bool) -> RenderableType:
    table = answer_tables.grid(
        "Says", "Study, outcome, comparison" if by_citation else "Outcome, claim", "As printed"
    )
    table.columns[0].min_width = table.columns[0].max_width = 9
    table.columns[1].ratio, table.columns[2].ratio = 3, 2
    for sheet in effects:
        effect = sheet.effect
        if by_citation:
            owner = sheet.label
        else:
            owner = effect.claim or "no claim"

        table.add_row(_says(effect), _what(sheet, owner, by_citation=by_citation), _figures(effect))

    return table


def _says(effect: Effect) -> Text:
    if effect.direction is None:
        return plain("")

    look = looks.DIRECTIONS[effect.direction]

    return plain(f"{look.sign} {look.word}", style=look.style)


def _what(sheet: EffectSheet, owner: str, *, by_citation: bool) -> Text:
    effect = sheet.effect
    text = plain(owner if by_citation else effect.outcome, style="bold")
    if effect.comparison:
        comparison = phrases.minus(effect.comparison)
    else:
        comparison = None

    for part in (effect.outcome if by_citation else owner, comparison, effect.timepoint):
        if part:
            text.append("\n")
            text.append_text(plain(part, style="not bold"))

    if effect.participants is not None:
        people = f"n = {effect.participants}"
    else:
        people = ""

    groups = "; ".join(map(phrases.group, sheet.groups))
    for part in (people, groups, effect.note):
        if part:
            text.append_text(plain(f"\n{phrases.minus(part)}", style="not bold dim"))

    if effect.surrogate:
        text.append("\nsurrogate outcome", style="not bold magenta")

    return text


def _figures(effect: Effect) -> Text:
    """Measure, value and what stands beside it, a line each; what is said once is not said again."""
    value, p = phrases.value_text(effect), phrases.p_value(effect)
    text = plain(f"{effect.measure}\n", style="dim")
    text.append_text(plain(value, style="not dim bold"))
    for part in (phrases.spread(effect), p if p != value else ""):
        if part:
            text.append_text(plain(f"\n{part}", style="not dim"))

    if not effect.verified:
        text.append("\n[unverified]", style="not dim bold magenta")

    return text
