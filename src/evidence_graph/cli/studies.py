"""``evidence-graph studies CLAIM``: which studies back, oppose or qualify a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import completion, options, printing, same_citation_rows
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.model import Weighing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Stance
    from evidence_graph.sheets.claim_sheet import StudiesSheet

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
@click.argument("claim", nargs=-1, required=True, shell_complete=completion.names("claim"))
@options.side_option
@options.data_option
@options.format_option
@options.output_option
def command(
    claim: tuple[str, ...], stance: str | None, folder: options.Place | None, form: str, output: Path | None
) -> None:
    """Show what the studies answer, and which of them back, oppose or qualify CLAIM.

    One row a study, under what most of its readers say; where they differ, each one's stance is shown.
    """
    from evidence_graph.sheets.brief import brief_studies
    from evidence_graph.sheets.claim_sheet import studies_sheet
    from evidence_graph.sheets.ledger import Ledger

    graph = options.open_graph(folder)
    taken_claim = options.take(graph, " ".join(claim))
    claim_record = graph.claim(taken_claim.claim)
    only = options.stance_for(claim_record, stance)
    ledger = Ledger(graph)
    sheet = studies_sheet(ledger, claim_record, stance=only, taken=taken_claim)
    answer = AnswerForms(
        table=lambda: table(graph, sheet, only, in_full=True),
        record=sheet.to_json,
        brief=lambda: brief_studies(sheet).to_json(),
        items=lambda: (row.to_json() for row in brief_studies(sheet).studies),
        columns=COLUMNS,
        rows=lambda: rows(sheet),
    )
    same_citation_rows.warn(evidence.citation for evidence in ledger.evidence_of(claim_record))
    if form == "table":
        _tell_around(sheet, only, len(ledger.studies_of(claim_record)))

    printing.give(answer, form, output)


def table(
    graph: EvidenceGraph, sheet: StudiesSheet, stance: Stance | None = None, *, in_full: bool
) -> Iterable[RenderableType]:
    """The answer, the verdict and the studies; *in_full* with what they found."""
    from evidence_graph.cli import answer_tables, study_lists, verdicts
    from evidence_graph.cli.study_table import StudyTable
    from evidence_graph.sheets.speech import speech

    claim, assessment = sheet.claim.claim, sheet.verdict.assessment
    yield from verdicts.opening(claim, assessment)
    yield verdicts.VerdictLine(claim, assessment)
    rules = verdicts.weighing(graph, assessment)
    if rules != looks.word(Weighing.GRADE):
        yield answer_tables.plain(f"Weighed by {rules}.\n", style="dim")

    if sheet.rows:
        yield StudyTable(graph, sheet.rows, speech(claim), in_full)
    else:
        verb = looks.STANCES[stance].verb if stance else ""
        yield answer_tables.plain(
            f"No study is recorded that {verb} it." if stance else "No study is recorded for or against it."
        )

    if in_full and (sheet.searches or not sheet.rows):
        yield from study_lists.searches(sheet.searches)


def _tell_around(sheet: StudiesSheet, stance: Stance | None, number: int) -> None:
    """Say on standard error what a filter shows, and where there is more."""
    from evidence_graph.sheets.speech import speech

    claim, study_count = sheet.claim.claim, sum(map(len, sheet.rows.values()))
    if stance is not None:
        word = speech(claim).stance(stance)
        printing.tell(f"shown: the studies of which a reader says {word}, {study_count} of {number}")

    if figures := len(sheet.effects):
        printing.hint(f"{figures} printed figure{'s' * (figures > 1)}: evidence-graph show {claim.id}")


def rows(sheet: StudiesSheet) -> Iterator[tuple[object, ...]]:
    """The judgements as CSV has them, one a row."""
    headings = sheet.verdict.assessment.tally.heading_by_key
    for item in sheet.evidence:
        line, citation = item.line, item.citation.citation
        study = citation.study
        design, n = (study.design, study.participants) if study else (None, None)
        yield (
            sheet.claim.claim.id,
            citation.key,
            line.stance,
            line.directness,
            line.design or design,
            n if line.participants is None else line.participants,
            " ".join(line.findings) or None,
            printing.yes_or_no(line.verified),
            line.curator,
            citation.doi,
            headings[citation.key],
            line.withdrawn,
        )
