"""The judgement that a row is, as an evidence line; and what of it tells one judgement from another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring.quotes import fingerprint
from evidence_graph.authoring.tables.cell_values import WEB

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from evidence_graph.authoring.tables.row_drafts import RowDraft


def line(
    claim: str,
    key: str,
    curator: str,
    draft: RowDraft,
    *,
    exposures: tuple[str, ...],
    outcomes: tuple[str, ...],
    item: str | None,
) -> model.EvidenceLine:
    """The evidence line of *draft*, without its id."""
    return model.EvidenceLine(
        "",
        claim,
        key,
        draft["stance"],
        curator,
        directness=draft["directness"] or model.Directness.NOT_RECORDED,
        directness_note=draft["directness_note"],
        finding=draft["finding"],
        rationale=draft["rationale"],
        verified=draft["verified"],
        date=draft["date"],
        design=draft["line_design"],
        participants=draft["line_participants"],
        strength=draft["strength"],
        exposures=exposures,
        outcomes=outcomes,
        quotes=(draft["quote"],) if draft["quote"] else (),
        quote_place=draft["quote_place"],
        further_findings=draft["further_findings"] or (),
        language=draft["language"],
        source_item=item,
        note=draft["note"],
    )


def with_role(line: model.EvidenceLine, draft: RowDraft) -> tuple[model.EvidenceLine, model.Quote | None]:
    """*line*, and what it quotes as a record of its own where the row of *draft* says what that is."""
    if not draft["quote"] or not draft["quote_role"]:
        return line, None

    [text] = line.quotes
    quote = model.Quote(
        f"{line.id}.1",
        line.id,
        1,
        text,
        place=line.quote_place,
        role=draft["quote_role"],
        language=line.language,
        sha256=fingerprint(text),
    )

    return replace(line, quotes=(), quote_place=None, language=None), quote


def core(line: model.EvidenceLine, quotes: Iterable[model.Quote] = ()) -> Hashable:
    """What makes *line* with its *quotes* the judgement it is; what is added later leaves it the same."""
    return (
        line.claim,
        line.citation,
        line.curator,
        line.stance,
        line.finding,
        line.rationale,
        tuple(sorted({*line.quotes, *(quote.text for quote in quotes)})),
        line.exposures,
        line.outcomes,
    )


def item_of(name: str | None, file: str) -> str | None:
    """What the source calls its item: an address as it is, any other name behind that of its *file*.

    >>> item_of("12", "tea.csv"), item_of("https://example.org/12", "tea.csv")
    ('tea.csv#12', 'https://example.org/12')
    """
    if not name:
        return None

    return name if WEB.fullmatch(name) else f"{file}#{name}"
