"""``evidence-graph tidy``: both files of a folder written anew, in their canonical order and form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import printing
from evidence_graph.cli import writing as written
from evidence_graph.cli.arguments import OptionsOnly

if TYPE_CHECKING:
    from evidence_graph.cli.writing import Writing


@click.command("tidy", cls=OptionsOnly)
@written.writing_options
def command(writing: Writing) -> None:
    """Write both files anew: records in one order, one field a line, prefixes that are used.

    No statement and no comment is lost; a comment stands before the subject to which it belonged. No other
    verb writes more than what it changes.
    """
    from evidence_graph import dataset as data
    from evidence_graph.authoring import undoing

    before = data.load(writing.folder)
    old = before.contents()
    new = data.tidied(before)
    changed = [name for name in new if new[name] != old[name]]
    if not changed:
        written.say([f"{writing.folder} is tidy already"])
    elif writing.trial:
        written.show_difference(old, new)
    else:
        keep = undoing.keeper(writing.folder, "tidy")
        data.tidy(writing.folder, wait=writing.wait, keep=keep)
        printing.tell(f"wrote {' and '.join(str(writing.folder / name) for name in changed)}")
