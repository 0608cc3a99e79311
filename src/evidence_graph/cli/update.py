"""``evidence-graph update``: what lists and services say of the works of a folder, shown and then written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import (
    FINE,
    LATER,
    PROBLEMS,
    findings_told,
    online_options,
    options,
    printing,
    progress,
    prompts,
    retraction_lists,
    writing,
)

if TYPE_CHECKING:
    from evidence_graph.authoring import Book
    from evidence_graph.cli.online_options import Online
    from evidence_graph.living.findings import Findings

TOLD = "table for people, json and csv for programs."


@click.command("update")
@options.folder_option
@retraction_lists.option
@online_options.online_options
@click.option(
    "--new-works",
    "judging",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the new works there, to judge: .ris or .csv.",
)
@click.option("--yes", is_flag=True, help="Write what is shown without asking.")
@click.option("--dry-run", is_flag=True, help="Show it and write nothing.")
@options.wait_option
@options.formats("table", "json", "csv", told=TOLD)
@options.output_option
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    context: click.Context,
    *,
    folder: options.Place | None,
    retractions: Path | None,
    online: Online,
    judging: Path | None,
    yes: bool,
    dry_run: bool,
    wait: float,
    form: str,
    output: Path | None,
) -> None:
    """Bring what a folder says of works up to date. Everything is shown before anything is written.

    --retractions FILE takes the status of each work from the CSV of Retraction Watch: retracted, corrected,
    under an expression of concern, reinstated, or without a notice, each with its day and source.

    --online asks Crossref and PubMed, and with a key OpenAlex: notices, missing fields and numbers, works
    that nobody knows, numbers of other works, and new works to judge. Nothing is asked without it.

    Exit status 0; 1 when something needs a look, or was shown and not written; 3 when a service could not be
    asked to the end: the next run goes on there.
    """
    from evidence_graph.authoring import editing

    if retractions is None and not online.wanted:
        raise click.UsageError("Say what to update from: --retractions FILE, or --online.")
    if judging is not None and judging.suffix.lower() not in findings_told.LISTS:
        raise click.BadParameter(f"{judging} ends in neither .ris nor .csv.", param_hint="'--new-works'")

    book = editing.open_book(writing.place(folder))
    findings = _findings(book, retractions, online)
    if judging is not None:
        findings_told.write_candidates(findings, judging)

    changes = book.stock.has_changes()
    moves = findings_told.moves_of(book)
    may_ask = form == "table" and output is None and not (yes or dry_run)
    if may_ask:
        findings_told.give(findings, moves, form, output, written=False)

    is_written = changes and not dry_run and (yes or (may_ask and prompts.confirm("Write this?")))
    if is_written:
        editing.write(book, wait=wait, what="update")
        printing.tell(f"wrote {book.stock.read.folder}; evidence-graph undo takes it back")

    if not may_ask:
        findings_told.give(findings, moves, form, output, written=is_written)

    is_left = changes and not is_written and not dry_run
    if is_left:
        printing.tell("Nothing is written; --yes writes it.")

    context.exit(_status(findings, is_left=is_left))


def _findings(book: Book, retractions: Path | None, online: Online) -> Findings:
    """What the list and the services say, which *book* says as well from now on."""
    from evidence_graph.living import updating
    from evidence_graph.living.findings import Findings

    findings = Findings()
    if retractions is not None:
        findings += updating.from_list(book, retraction_lists.read(retractions))

    if online.wanted:
        tasks = [task for task in updating.Task if not online.only or task.value in online.only]
        since = online.since.isoformat() if online.since else None
        with progress.waiting("asking services"):
            findings += updating.from_services(book, online.services(), tasks=tasks, since=since)

    return findings


def _status(findings: Findings, *, is_left: bool) -> int:
    """With which status the verb ends."""
    if findings.is_cut_short:
        return LATER

    needs_look = any(suggestion.needs_a_look for suggestion in findings.suggestions)

    return PROBLEMS if needs_look or is_left else FINE
