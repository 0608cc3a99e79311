"""``evidence-graph undo``: the last change of a folder taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import writing as written
from evidence_graph.cli.arguments import OptionsOnly

if TYPE_CHECKING:
    from evidence_graph.cli.writing import Writing


@click.command("undo", cls=OptionsOnly)
@written.writing_options
def command(writing: Writing) -> None:
    """Take back the last change that a verb made to the folder, byte by byte; again, the one before it.

    Refused (exit status 1) where the folder has been changed otherwise since.
    """
    from evidence_graph.authoring import undo

    reversal = undo(writing.folder, wait=writing.wait, dry_run=writing.trial)
    written.say([f"{'would take' if writing.trial else 'took'} back: {reversal.what}"])
    if writing.trial:
        before = {name: written.text_of(raw) for name, raw in reversal.before.items()}
        after = {name: written.text_of(raw) for name, raw in reversal.after.items()}
        written.show_difference(before, after)
