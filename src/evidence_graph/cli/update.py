"""``evidence-graph update``: what lists say of the works of a folder, shown first and then written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import (
    FINE,
    PROBLEMS,
    findings_told,
    options,
    printing,
    prompts,
    retraction_lists,
    writing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.authoring import Book

TOLD = "table for people, json and csv for programs."


@click.command("update")
@options.folder_option
@retraction_lists.option
@click.option("--yes", is_flag=True, help="Write what is shown without asking.")
@click.option("--dry-run", is_flag=True, help="Show it and write nothing.")
@click.option(
    "--wait", type=float, default=writing.WAIT, show_default=True, help="Seconds to wait for another writer."
)
@options.formats("table", "json", "csv", told=TOLD)
@options.output_option
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    context: click.Context,
    *,
    folder: options.Place | None,
    retractions: Path | None,
    yes: bool,
    dry_run: bool,
    wait: float,
    form: str,
    output: Path | None,
) -> None:
    """Bring what a folder says of works up to date. Everything is shown before anything is written.

    --retractions FILE takes the status of each work from the CSV of Retraction Watch: retracted, corrected,
    under an expression of concern, reinstated, or without a notice, each with its day and source.

    Exit status 0; 1 when something needs a look, or was shown and not written.
    """
    from evidence_graph.authoring import editing
    from evidence_graph.living import updating
    from evidence_graph.living.findings import Findings

    if retractions is None:
        raise click.UsageError("Say what to update from: --retractions FILE, the CSV of Retraction Watch.")
    book = editing.open_book(writing.place(folder))
    findings = Findings()
    if retractions is not None:
        findings += updating.from_list(book, retraction_lists.read(retractions))

    changes = book.stock.has_changes()
    moves = findings_told.moves_of(book)
    may_ask = form == "table" and output is None and not (yes or dry_run)
    if may_ask:
        findings_told.give(findings, moves, form, output, written=False)
    is_written = changes and not dry_run and (yes or (may_ask and prompts.confirm("Write this?")))
    if is_written:
        _write(book, wait)
    if not may_ask:
        findings_told.give(findings, moves, form, output, written=is_written)
    if changes and not is_written:
        printing.tell("Nothing is written; --yes writes it.")
    needs_look = any(suggestion.needs_a_look for suggestion in findings.suggestions)
    is_left = changes and not is_written and not dry_run
    context.exit(PROBLEMS if needs_look or is_left else FINE)


def _write(book: Book, wait: float) -> None:
    from evidence_graph.authoring import editing

    editing.write(book, wait=wait, what="update")
    printing.tell(f"wrote {book.stock.read.folder}; evidence-graph undo takes it back")
