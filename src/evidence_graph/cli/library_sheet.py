"""What ``import`` says of a library: what was added, what was there already, what could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.bibliography import libraries
from evidence_graph.cli import printing, progress
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from evidence_graph.authoring.library_import import LibraryReport

FINE, PROBLEMS = 0, 1
SHOWN = 12
"""So many keys are named; JSON names all."""


def is_meant(files: Sequence[Path], *, reads_table: bool, cited: bool) -> bool:
    """Whether *files* are libraries, to be taken as they stand and not as tables.

    Raises UsageError for libraries among tables, and where *cited* works are asked of what is none.
    """
    are_libraries = [libraries.is_library(file) for file in files]
    if any(are_libraries) and not reads_table:
        if not all(are_libraries):
            raise click.UsageError("Import libraries and tables of evidence one after the other.")

        return True

    if cited:
        raise click.UsageError("--cited goes with a library of literature that is not read as a table.")

    return False


def refuse(options: Mapping[str, object]) -> None:
    """Refuse what does not go with a library, of which each entry is taken as it stands."""
    for option, value in options.items():
        if value:
            raise click.UsageError(
                f"{option} goes with tables of evidence. A library is taken as it stands; --preset library "
                "reads it as a table."
            )


def give(
    folder: Path | None, files: Sequence[Path], *, only_cited: bool, is_trial: bool, wait: float, form: str
) -> int:
    """Add the libraries in *files* to *folder* and say what came of each; the exit status."""
    from evidence_graph.authoring.library_import import import_libraries
    from evidence_graph.bibliography.libraries import read_bibliography
    from evidence_graph.folders import require

    if folder is None:
        raise click.UsageError("Name the data folder: --into FOLDER")

    require(folder)
    read = []
    for file in files:
        with progress.waiting(f"reading {file.name}"):
            read.append(read_bibliography(file))

    reports = import_libraries(folder, read, only_cited=only_cited, is_trial=is_trial, wait=wait)
    printing.give(
        AnswerForms(lambda: _lines(reports, is_trial=is_trial), lambda: list(map(_record, reports))),
        form,
        None,
    )
    for report in reports:
        for problem in report.problems:
            printing.tell(f"warning: {problem}")

    if any(report.problems for report in reports):
        return PROBLEMS

    return FINE


def _record(report: LibraryReport) -> dict[str, Any]:
    """A report for programs."""
    return {
        "file": Path(report.file).name,
        "added": list(report.added),
        "present": dict(report.present),
        "renamed": dict(report.renamed),
        "problems": len(report.problems),
    }


def _lines(reports: Sequence[LibraryReport], *, is_trial: bool) -> Iterator[RenderableType]:
    """A report for people."""
    from evidence_graph.cli.answer_tables import plain

    for report in reports:
        verb = "would be added" if is_trial else "added"
        yield plain(
            f"{Path(report.file).name}: {_number(len(report.added))} {verb}{_first_keys(report.added)}"
        )
        present_keys = [f"{key} as {own}" if key != own else key for key, own in report.present.items()]
        if present_keys:
            yield plain(f"  {_number(len(present_keys))} there already{_first_keys(present_keys)}")

        renamed = [f"{key} as {own}" for key, own in report.renamed.items()]
        if renamed:
            yield plain(f"  under another key, since it is taken or none of BibTeX{_first_keys(renamed)}")


def _number(count: int) -> str:
    return f"{count:,} work{'s' * (count != 1)}"


def _first_keys(keys: Sequence[str]) -> str:
    """The first of *keys*, after a colon."""
    if not keys:
        return ""

    if len(keys) > SHOWN:
        more = f" and {len(keys) - SHOWN:,} more"
    else:
        more = ""

    return f": {', '.join(keys[:SHOWN])}{more}"
