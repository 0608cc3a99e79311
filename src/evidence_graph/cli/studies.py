"""``evidence-graph studies CLAIM``: which studies back, oppose or qualify a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.printing import Answer
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

COLUMNS = (
    "claim",
    "citation",
    "stance",
    "directness",
    "design",
    "n",
    "finding",
    "verified",
    "curator",
    "doi",
)


@click.command("studies")
@click.argument("claim", nargs=-1, required=True)
@options.stance_option
@options.data_option
@options.format_option
@options.output_option
def command(
    claim: tuple[str, ...], stance: str | None, folder: options.Place | None, form: str, output: Path | None
) -> None:
    """Show which studies back, oppose or qualify CLAIM.

    One row a study; where the curators differ, each one's stance is shown.
    """
    graph = options.open_graph(folder)
    found = graph.claim(options.claim(graph, " ".join(claim)))
    answer = Answer(
        table=lambda: _table(graph, found, stance),
        record=lambda: _record(graph, found, stance),
        columns=COLUMNS,
        rows=lambda: _rows(graph, found, stance),
    )
    printing.give(answer, form, output)


def _table(graph: EvidenceGraph, claim: Claim, stance: str | None) -> Iterable[RenderableType]:
    from evidence_graph.assessment import assess
    from evidence_graph.cli import tables, verdicts

    yield tables.plain(claim.statement, style="bold")
    if claim.note:
        yield tables.plain(f"Beware: {claim.note}", style="italic")
    yield tables.plain(f"Verdict: {verdicts.in_words(assess(graph, claim))}.\n")
    studies = graph.studies(claim, stance=stance)
    yield from tables.studies_table(studies)
    if not studies:
        verb = looks.STANCES[Stance(stance)].verb if stance else ""
        yield tables.plain(f"No study {verb} it." if stance else "No study is recorded for or against it.")
    elif any(s.disputed for s in studies):
        names = ", ".join(sorted({graph.curator_name(line.curator) for s in studies for line in s.lines}))
        yield tables.plain(f"Judged by {names}; where they differ, each one's stance is shown in this order.")
    if effects := len(graph.effects(claim=claim)):
        yield tables.plain(f"{effects} printed figure{'s' * (effects > 1)} of these studies:", style="dim")
        yield tables.indented(tables.plain(f"evidence-graph show {claim.id}", style="dim"), 2)


def _record(graph: EvidenceGraph, claim: Claim, stance: str | None) -> dict[str, Any]:
    from evidence_graph.exports.plain import claim_record, effect_record, evidence_record

    evidence = graph.evidence(claim, stance=stance)
    shown = {item.citation.key for item in evidence}
    return {
        "claim": claim_record(graph, claim),
        "evidence": [evidence_record(e) for e in evidence],
        "effects": [effect_record(graph, e) for e in graph.effects(claim=claim) if e.citation in shown],
    }


def _rows(graph: EvidenceGraph, claim: Claim, stance: str | None) -> Iterator[tuple[object, ...]]:
    for item in graph.evidence(claim, stance=stance):
        line, work = item.line, item.citation
        study = work.study
        design, n = (study.design, study.participants) if study else (None, None)
        verified = "yes" if line.verified else "no"
        yield (
            claim.id,
            work.key,
            line.stance,
            line.directness,
            design,
            n,
            line.finding,
            verified,
            line.curator,
            work.doi,
        )
