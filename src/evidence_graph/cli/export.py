"""``evidence-graph export FORMAT``: citations and graphs for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import PROBLEMS, options

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph

WHOLE = ("graphml", "turtle", "ntriples")
"""Formats of the whole graph, which take no claim and no stance."""


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["bibtex", *WHOLE]))
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@options.stance_option
@click.option("--article", help="Only the works this article lists.")
@click.option("--annotate", is_flag=True, help="Let each entry carry its claims and stances.")
@options.data_option
@options.output_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option of the verb
    context: click.Context,
    *,
    form: str,
    claims: tuple[str, ...],
    stance: str | None,
    article: str | None,
    annotate: bool,
    folder: Path | None,
    output: Path | None,
) -> None:
    """Write citations or the graph in FORMAT: bibtex, graphml, turtle or ntriples.

    bibtex can be narrowed to CLAIMs, to a stance and to an article; the others hold the whole graph.
    """
    if form != "bibtex" and (claims or stance or article or annotate):
        raise click.UsageError(
            f"{form} holds the whole graph; claims, --stance, --article and --annotate go with bibtex."
        )
    graph = options.open_graph(folder)
    if form == "bibtex":
        text = _bibtex(graph, claims, stance=stance, article=article, annotate=annotate)
    else:
        text = _whole(graph, form)
    if form == "bibtex" and not text:
        click.echo("no citation fits; nothing was written", err=True)
        context.exit(PROBLEMS)
    options.deliver(text, output)
    if output is not None:
        click.echo(f"wrote {output}", err=True)


def _bibtex(
    graph: EvidenceGraph, claims: tuple[str, ...], *, stance: str | None, article: str | None, annotate: bool
) -> str:
    from evidence_graph.exports import entries_bibtex

    claims = tuple(options.claim(graph, claim) for claim in claims)
    works = graph.citations(*claims, stance=stance)
    if article is not None:
        listed = {w.key for w in graph.citations(article=article)}
        works = [w for w in works if w.key in listed]
    return entries_bibtex(graph, works, annotate=annotate, claims=claims, stance=stance)


def _whole(graph: EvidenceGraph, form: str) -> str:
    if form == "graphml":
        from evidence_graph.network import to_graphml

        return to_graphml(graph)
    if form == "ntriples":
        return "".join(sorted(graph.rdf.serialize(format="nt").splitlines(keepends=True)))
    return graph.rdf.serialize(format="turtle")
