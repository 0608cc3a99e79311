"""What ``import`` says of annotations: what is proposed, what was there, and what stands nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import printing
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.reading.annotation_intake import AnnotationReport

FINE, PROBLEMS = 0, 1


def is_meant(files: Sequence[Path], text_or_article: object) -> bool:
    """Whether *files* hold annotations of a text, all of them.

    Raises click.UsageError where only some do, or none does though a *text_or_article* is named.
    """
    holding = [file for file in files if _holds_annotations(file)]
    if holding and len(holding) < len(files):
        raise click.UsageError("Import annotations and tables of evidence one after the other.")
    if text_or_article and not holding:
        raise click.UsageError("--text and --article go with annotations of a text, as JSON.")

    return bool(holding)


def _holds_annotations(file: Path) -> bool:
    if file.suffix.lower() not in {".json", ".jsonld"} or not file.is_file():
        return False

    from evidence_graph.reading.foreign_annotations import is_annotations

    return is_annotations(file)


def give(
    folder: Path | None,
    files: Sequence[Path],
    text: Path | None,
    *,
    article: str | None,
    is_trial: bool,
    form: str,
) -> int:
    """Propose what the annotations in *files* mark in *text*, and say what came of each; the exit status."""
    from evidence_graph.folders import require
    from evidence_graph.reading.annotation_intake import propose

    if text is None:
        raise click.UsageError(
            "Annotations mark passages of a text, which is no part of the data; name it with --text FILE."
        )
    if folder is None:
        raise click.UsageError("Name the data folder: --into FOLDER")

    require(folder)
    # All are looked at before the first is written, so that one that cannot be read leaves nothing behind.
    reports = [propose(folder, file, text, article=article, is_trial=True) for file in files]
    if not is_trial:
        reports = [propose(folder, file, text, article=article) for file in files]

    printing.give(
        AnswerForms(lambda: _lines(reports, is_trial=is_trial), lambda: list(map(_record, reports))),
        form,
        None,
    )
    if any(report.lost for report in reports):
        return PROBLEMS

    return FINE


def _record(report: AnnotationReport) -> dict[str, Any]:
    """A report for programs."""
    return {
        "file": report.file.name,
        "article": report.article,
        "proposals": str(report.proposals),
        "new": [proposal.to_json() for proposal in report.new],
        "known": report.known,
        "lost": [annotation.quote for annotation in report.lost],
    }


def _lines(reports: Sequence[AnnotationReport], *, is_trial: bool) -> Iterator[RenderableType]:
    """A report for people."""
    from evidence_graph.cli.answer_tables import plain

    for report in reports:
        would = "would be " if is_trial else ""
        yield plain(
            f"{report.file.name}: {len(report.new)} {would}proposed for {report.article}, "
            f"{report.known} there already, {len(report.lost)} not found in the text"
        )
        for annotation in report.lost:
            yield plain(f"  not found: “{annotation.quote}”", style="magenta")

        if report.new and not is_trial:
            folder = report.proposals.parent
            yield plain(f"None counts before it is accepted: evidence-graph review {folder}")
