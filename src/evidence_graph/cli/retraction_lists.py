"""``--retractions FILE``, where a verb takes a list of notices, and the list read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import printing, progress

if TYPE_CHECKING:
    from evidence_graph.bibliography.notice_register import NoticeRegister

option = click.option(
    "--retractions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The CSV of Retraction Watch, as published at any time.",
)


def read(file: Path) -> NoticeRegister:
    """The notices in *file*; says what a reader should know of it.

    Raises BrokenFile where it is no such list.
    """
    from evidence_graph.living import retraction_watch

    with progress.waiting(f"reading {file.name}"):
        register = retraction_watch.read(file)

    for remark in register.remarks:
        printing.tell(f"{file.name}: {remark}")

    return register
