"""``evidence-graph show THING``: all that is known of a claim, citation, article, concept or procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import options, printing
from evidence_graph.cli.article_texts import read, texts_option
from evidence_graph.cli.printing import Answer
from evidence_graph.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph

LOOK = "List the claims with: evidence-graph claims; the works with: evidence-graph ask studies-by-year"


@click.command("show")
@click.argument("thing", nargs=-1, required=True)
@texts_option
@options.data_option
@options.formats("table", "json", told="table for people, json for programs.")
@options.output_option
def command(
    thing: tuple[str, ...], texts: Path | None, folder: options.Place | None, form: str, output: Path | None
) -> None:
    """Show all that is known of THING: a claim, citation, article, procedure or concept.

    THING is an id, a key, a DOI, any word for a concept, or a question that a claim answers. A word
    that names several things shows each.
    """
    graph = options.open_graph(folder)
    found = _find(graph, " ".join(thing))
    answer = Answer(
        table=lambda: _tables(graph, found, texts),
        record=lambda: _records(graph, found),
    )
    printing.give(answer, form, output)


def _find(graph: EvidenceGraph, thing: str) -> list[tuple[str, Any]]:
    """What *thing* names, each with its kind; the word for something one does names how it is done."""
    lookups: dict[str, Callable[[str], Any]] = {
        "claim": graph.claim,
        "citation": graph.citation,
        "article": graph.article,
        "procedure": graph.procedure,
        "concept": graph.concept,
    }
    found: list[tuple[str, Any]] = []
    missed: list[UnknownName] = []
    for kind, look_up in lookups.items():
        try:
            found.append((kind, look_up(thing)))
        except UnknownName as error:
            missed.append(error)
    if not found and " " in thing.strip():
        found = [("claim", graph.claim(options.claim(graph, thing)))]
    if not found:
        nearest = [name for error in missed for name in error.nearest][:5]
        raise UnknownName("claim, citation, article, procedure or concept", thing, nearest=nearest, hint=LOOK)
    named = {held.id for kind, held in found if kind == "concept"}
    known = {held.id for kind, held in found if kind == "procedure"}
    found += [("procedure", p) for p in graph.procedures() if p.concept in named and p.id not in known]
    procedures = any(kind == "procedure" for kind, _ in found)
    return [(kind, held) for kind, held in found if kind != "concept" or not procedures]


def _records(graph: EvidenceGraph, found: list[tuple[str, Any]]) -> Any:  # noqa: ANN401 - JSON
    from evidence_graph.assessment import assess
    from evidence_graph.exports import plain
    from evidence_graph.exports.verdicts import answer_record

    makers: dict[str, Callable[[Any], Any]] = {
        "claim": lambda held: (
            answer_record(assess(graph, held))
            | plain.claim_record(graph, held)
            | {"evidence": [plain.evidence_record(e) for e in graph.evidence(held)]}
            | {"effects": [plain.effect_record(graph, e) for e in graph.effects(claim=held)]}
            | {"pooling": plain.pooling_record(graph, held)}
            | {"searches": [plain.search_record(search) for search in graph.searches(held)]}
            | {"margins": [plain.margin_record(margin) for margin in graph.margins(claim=held)]}
        ),
        "citation": lambda held: (
            plain.citation_record(held)
            | {"evidence": [{"claim": e.line.claim} | _judgement(e) for e in graph.evidence_of(held)]}
            | {"effects": [plain.effect_record(graph, e) for e in graph.effects(citation=held)]}
            | {"bias": [plain.bias_record(judgement) for judgement in graph.bias(held)]}
            | {"margins": [plain.margin_record(margin) for margin in graph.margins(citation=held)]}
        ),
        "article": lambda held: plain.article_record(graph, held),
        "procedure": lambda held: plain.procedure_record(graph, held),
        "concept": lambda held: plain.concept_record(graph, held),
    }
    records = [{"type": kind} | makers[kind](held) for kind, held in found]
    return records[0] if len(records) == 1 else records


def _judgement(evidence: Any) -> dict[str, Any]:  # noqa: ANN401 - Evidence, imported only by the graph
    from evidence_graph.exports import plain

    record = plain.evidence_record(evidence)
    del record["citation"]
    return record


def _tables(
    graph: EvidenceGraph, found: list[tuple[str, Any]], texts: Path | None
) -> Iterable[RenderableType]:
    from evidence_graph.cli import pages

    known = read(texts) if texts else {}
    for kind, held in found:
        yield from pages.page(graph, kind, held, known)
