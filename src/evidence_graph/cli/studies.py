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
    "heading",
    "withdrawn",
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
    """Show what the studies answer, and which of them back, oppose or qualify CLAIM.

    One row a study, under what most of its readers say; where they differ, each one's stance is shown.
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
    from evidence_graph.cli import study_lists, tables, verdicts

    assessment = assess(graph, claim)
    yield from verdicts.opening(claim, assessment)
    if claim.note:
        yield tables.plain(f"Beware: {claim.note}", style="italic")
    yield tables.plain(f"Verdict: {verdicts.in_words(graph, assessment)}.\n")

    studies = graph.studies(claim, stance=stance)
    yield from study_lists.by_heading(graph, studies, assessment.tally)
    if not studies:
        verb = looks.STANCES[Stance(stance)].verb if stance else ""
        yield tables.plain(
            f"No study is recorded that {verb} it." if stance else "No study is recorded for or against it."
        )
    elif any(s.disputed for s in studies):
        names = ", ".join(sorted({graph.curator_name(line.curator) for s in studies for line in s.lines}))
        yield tables.plain(f"Judged by {names}; where they differ, each one's stance is shown in this order.")

    if graph.searches(claim) or not studies:
        yield from study_lists.searches(graph, claim)
    if effects := len(graph.effects(claim=claim)):
        yield tables.plain(f"{effects} printed figure{'s' * (effects > 1)} of these studies:", style="dim")
        yield tables.indented(tables.plain(f"evidence-graph show {claim.id}", style="dim"), 2)


def _record(graph: EvidenceGraph, claim: Claim, stance: str | None) -> dict[str, Any]:
    from evidence_graph.assessment import assess
    from evidence_graph.exports import plain
    from evidence_graph.exports.verdicts import answer_record

    evidence = graph.evidence(claim, stance=stance)
    shown = {item.citation.key for item in evidence}
    return answer_record(assess(graph, claim)) | {
        "claim": plain.claim_record(graph, claim),
        "evidence": [plain.evidence_record(e) for e in evidence],
        "effects": [plain.effect_record(graph, e) for e in graph.effects(claim=claim) if e.citation in shown],
        "searches": [plain.search_record(search) for search in graph.searches(claim)],
    }


def _rows(graph: EvidenceGraph, claim: Claim, stance: str | None) -> Iterator[tuple[object, ...]]:
    from evidence_graph.assessment import assess

    headings = assess(graph, claim).tally.heading_by_key
    for item in graph.evidence(claim, stance=stance):
        line, work = item.line, item.citation
        study = work.study
        design, n = (study.design, study.participants) if study else (None, None)
        yield (
            claim.id,
            work.key,
            line.stance,
            line.directness,
            line.design or design,
            n if line.participants is None else line.participants,
            line.finding,
            printing.yes_or_no(line.verified),
            line.curator,
            work.doi,
            headings[work.key],
            line.withdrawn,
        )
