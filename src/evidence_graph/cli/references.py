"""``evidence-graph references FILE``: references pasted as text, as records."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import FINE, PROBLEMS, options, printing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.console import RenderableType

    from evidence_graph.references import ReferenceReading

TOLD = "table for people, bibtex and csl-json for programs of literature, json with how sure each field is."
STANDARD_INPUT = "-"


@click.command("references")
@click.argument("source", metavar="FILE|-", type=click.Path(allow_dash=True))
@options.formats("table", "bibtex", "csl-json", "json", told=TOLD)
@options.output_option
@click.pass_context
def command(context: click.Context, *, source: str, form: str, output: Path | None) -> None:
    """Read the references that are printed in FILE, or in what is pasted (-), into records.

    One record a reference, in order: numbered or not, wrapped, in one paragraph, in any common style. Of an
    article the list behind its heading is read. What is not understood is told in a note and never guessed.

    Exit status 0; 1 where there is no reference.
    """
    from evidence_graph.references import read

    references = read(_text(source), processes=_cores())
    if not references:
        printing.tell("no reference is found; nothing was written")
        context.exit(PROBLEMS)

    if form in WRITERS:
        printing.deliver(WRITERS[form](references), output, form)
        _tell_notes(references)
    else:
        printing.give(_answer(references), form, output)

    context.exit(FINE)


def _cores() -> int:
    """On how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))

    return os.cpu_count() or 1


def _text(source: str) -> str:
    """What is pasted or stands in a file."""
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.read().decode("utf-8-sig", "replace")

    from evidence_graph.bibliography.libraries import text_of

    return text_of(Path(source))


def _bibtex(references: Sequence[ReferenceReading]) -> str:
    from evidence_graph import bibliography
    from evidence_graph.references import to_bibliography

    return bibliography.write(to_bibliography(references))


def _csl_json(references: Sequence[ReferenceReading]) -> str:
    from evidence_graph.bibliography import csl_json
    from evidence_graph.references import to_records

    return csl_json.write(to_records(references))


WRITERS: Mapping[str, Callable[[Sequence[ReferenceReading]], str]] = {
    "bibtex": _bibtex,
    "csl-json": _csl_json,
}
"""What writes the formats that hold records alone."""


def _tell_notes(references: Iterable[ReferenceReading]) -> None:
    """Say on standard error what these formats have no place for."""
    for place, reference in enumerate(references, start=1):
        for note in reference.notes:
            printing.tell(f"reference {reference.number or place}: {note}")


def _answer(references: Sequence[ReferenceReading]) -> printing.AnswerForms:
    from evidence_graph.sheets.sheet import plain

    return printing.AnswerForms(
        table=lambda: _table(references),
        record=lambda: plain(references),
    )


def _table(references: Sequence[ReferenceReading]) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    for place, reference in enumerate(references, start=1):
        yield answer_tables.plain(f"{reference.number or place}. {reference.printed}", style="bold")
        yield answer_tables.facts(_facts(reference))


def _facts(reference: ReferenceReading) -> Iterable[tuple[str, object]]:
    """The fields as people read them, each with how sure it is unless it is."""
    from evidence_graph.references import Confidence, Part

    people = {Part.AUTHORS: reference.authors, Part.EDITORS: reference.editors}
    yield "type", reference.kind
    for part, field in reference.fields.items():
        if part in people:
            text = "; ".join(people[part])
        else:
            text = field.text

        if field.confidence is Confidence.SURE:
            doubt = ""
        else:
            doubt = f" ({field.confidence.value})"

        yield part.value, f"{text}{doubt}"

    for note in reference.notes:
        yield "note", note
