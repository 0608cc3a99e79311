"""How the risk of bias of a work looks in a terminal: a light for each domain, told without colour too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.cli import answer_tables
from evidence_graph.cli.answer_tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType
    from rich.text import Text

    from evidence_graph.sheets.details import BiasSheet


def of_citation(sheets: Iterable[BiasSheet]) -> Iterable[RenderableType]:
    """The judgements of the risk of bias of a work, instrument by instrument."""
    by_instrument: dict[str, list[BiasSheet]] = {}
    for sheet in sheets:
        by_instrument.setdefault(sheet.judgement.instrument, []).append(sheet)

    if not by_instrument:
        yield plain("The risk of bias is not recorded.", style="dim")

    for instrument, group in by_instrument.items():
        yield plain(f"Risk of bias by {instrument}", style="bold")
        table = answer_tables.grid("Domain", "Risk", "Why")
        table.columns[0].ratio, table.columns[1].min_width, table.columns[2].ratio = 2, 17, 3
        for sheet in group:
            judgement = sheet.judgement
            domain = plain(judgement.domain or "over all", style="" if judgement.domain else "bold")
            table.add_row(domain, answer_tables.bias_text(judgement.judgement), _why(sheet))

        yield table


def _why(sheet: BiasSheet) -> Text:
    judgement = sheet.judgement
    text = plain(judgement.reason or "No reason is recorded.")
    if judgement.read:
        read = f"read: {looks.word(judgement.read)}"
    else:
        read = None

    source = ", ".join(filter(None, (sheet.by, read, judgement.date)))
    if source:
        return text.append_text(plain(f"\n{source}", style="dim"))

    return text
