"""``evidence-graph show THING``: all that is known of a claim, citation, article, concept or procedure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from evidence_graph import model
from evidence_graph.cli import completion, options, printing, shapes
from evidence_graph.cli.article_texts import read, texts_option
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.sheets.shown import ShownSheet

LOOK = "List the claims with: evidence-graph claims; the works with: evidence-graph ask studies-by-year"


@click.command("show")
@click.argument("thing", nargs=-1, required=True, shell_complete=completion.names(*completion.KINDS))
@texts_option
@options.data_option
@options.formats("table", "json", told="table for people, json for programs.")
@shapes.fields_option
@options.output_option
def command(
    thing: tuple[str, ...], texts: Path | None, folder: options.Place | None, form: str, output: Path | None
) -> None:
    """Show all that is known of THING: a claim, citation, article, procedure or concept.

    THING is an id, a key, a DOI, any word for a concept, or a question that a claim answers. A word
    that names several things shows each.
    """
    from evidence_graph.sheets.ledger import Ledger

    graph = options.open_graph(folder)
    ledger = Ledger(graph)
    sheets = [_sheet(ledger, kind, named) for kind, named in _find(graph, " ".join(thing))]
    answer = AnswerForms(
        table=lambda: _tables(graph, sheets, texts),
        record=lambda: _records(sheets),
    )
    printing.give(answer, form, output)


def _find(graph: EvidenceGraph, thing: str) -> list[tuple[str, Any]]:
    """What *thing* names, each with its kind; the word for something one does names how it is done."""
    lookups: dict[str, Callable[[str], Any]] = {
        "claim": graph.claim,
        "citation": graph.citation,
        "article": graph.article,
        "procedure": partial(graph.get, model.Procedure),
        "concept": graph.concept,
    }
    things: list[tuple[str, Any]] = []
    missed: list[UnknownName] = []
    for kind, look_up in lookups.items():
        try:
            things.append((kind, look_up(thing)))
        except UnknownName as error:
            missed.append(error)

    if not things and " " in thing.strip():
        things = [("claim", graph.claim(options.claim(graph, thing)))]

    if not things:
        nearest = [name for error in missed for name in error.nearest][:5]
        raise UnknownName("claim, citation, article, procedure or concept", thing, nearest=nearest, hint=LOOK)

    concept_ids = {held.id for kind, held in things if kind == "concept"}
    procedure_ids = {held.id for kind, held in things if kind == "procedure"}
    for procedure in graph.all(model.Procedure):
        if procedure.concept in concept_ids and procedure.id not in procedure_ids:
            things.append(("procedure", procedure))

    procedures = any(kind == "procedure" for kind, _ in things)

    return [(kind, held) for kind, held in things if kind != "concept" or not procedures]


def _sheet(ledger: Ledger, kind: str, thing: Any) -> ShownSheet:  # noqa: ANN401 - any record
    """The sheet of *thing*."""
    from evidence_graph.sheets import article_sheet, claim_sheet, concept_sheet, procedure_sheet, study_sheet

    if kind == "claim":
        return claim_sheet.claim_sheet(ledger, thing)

    makers: dict[str, Callable[[EvidenceGraph, Any], ShownSheet]] = {
        "citation": study_sheet.study_sheet,
        "article": article_sheet.article_sheet,
        "procedure": procedure_sheet.procedure_sheet,
        "concept": concept_sheet.concept_sheet,
    }

    return makers[kind](ledger.graph, thing)


def _records(sheets: Sequence[ShownSheet]) -> Any:  # noqa: ANN401 - JSON
    records = [sheet.to_json() for sheet in sheets]
    return records[0] if len(records) == 1 else records


def _tables(
    graph: EvidenceGraph, sheets: Sequence[ShownSheet], texts: Path | None
) -> Iterable[RenderableType]:
    from evidence_graph.cli import record_pages

    entries = read(texts) if texts else {}
    for sheet in sheets:
        yield from record_pages.page(graph, sheet, entries)
