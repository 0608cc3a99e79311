"""``evidence-graph export FORMAT``: citations and graphs for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import FINE, PROBLEMS, completion, options, printing, progress
from evidence_graph.cli.choices import Words

if TYPE_CHECKING:
    from evidence_graph.exports.bibtex import Parts
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation

FORMS = ("bibtex", "forest")
"""Formats of claims."""

WHOLE = ("graphml", "turtle", "ntriples", "sqlite", "parquet")
"""Formats of the whole graph, which take no claim and no stance."""


@click.command("export")
@click.argument("form", metavar="FORMAT", type=Words.of(*FORMS, *WHOLE))
@click.argument("claims", nargs=-1, metavar="[CLAIM]...", shell_complete=completion.names("claim"))
@options.stance_option
@click.option(
    "--article",
    metavar="ARTICLE",
    shell_complete=completion.names("article"),
    help="Only the works this article lists.",
)
@click.option("--annotate", is_flag=True, help="Let each entry carry its claims and stances.")
@options.data_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of printing; for parquet, the folder to make.",
)
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option of the verb
    context: click.Context,
    *,
    form: str,
    claims: tuple[str, ...],
    stance: str | None,
    article: str | None,
    annotate: bool,
    folder: options.Place | None,
    output: Path | None,
) -> None:
    """Write citations, a plot or the graph in FORMAT.

    FORMAT is bibtex, forest, graphml, turtle, ntriples, sqlite or parquet.

    bibtex can be narrowed to CLAIMs, to a stance and to an article; forest is the forest plot of one
    CLAIM as SVG; the others hold the whole graph, parquet as a folder of tables.
    """
    _refuse(form, claims, narrowed=bool(stance or article or annotate))
    _refuse_place(form, output)
    graph = options.open_graph(folder)
    if form in MADE and output is not None:
        MADE[form](graph, output)
        printing.tell(f"wrote {output}")
        return
    if form == "bibtex":
        parts = _bibtex(graph, claims, stance=stance, article=article, annotate=annotate)
        nothing = "no citation can be written" if parts.notices else "no citation fits"
        _deliver(context, parts.text(), output, form, nothing=nothing)
        context.exit(PROBLEMS if any(notice.is_lost for notice in parts.notices) else FINE)
    with progress.waiting(f"writing {form}"):
        text = _forest(graph, claims[0]) if form == "forest" else _whole(graph, form)
    _deliver(context, text, output, form, nothing="no figure of this claim can be drawn")


def _deliver(context: click.Context, text: str, output: Path | None, form: str, *, nothing: str) -> None:
    """Print or write *text*; where there is none, say that *nothing* fits."""
    if not text:
        printing.tell(f"{nothing}; nothing was written")
        context.exit(PROBLEMS)
    printing.deliver(text, output, form)


def _refuse(form: str, claims: tuple[str, ...], *, narrowed: bool) -> None:
    """Refuse claims and options that do not go with *form*."""
    if form == "forest" and (len(claims) != 1 or narrowed):
        raise click.UsageError(
            "forest is the plot of one claim: evidence-graph export forest CLAIM -o FILE.svg"
        )
    if form in WHOLE and (claims or narrowed):
        raise click.UsageError(
            f"{form} holds the whole graph; claims, --stance, --article and --annotate go with bibtex."
        )


def _refuse_place(form: str, output: Path | None) -> None:
    """Refuse an *output* that cannot hold what *form* is."""
    if form in MADE and str(output) == "-":
        output = None
    if form == "parquet" and output is None:
        raise click.UsageError("parquet is a folder of tables; name it with -o DIR.")
    if form == "sqlite" and output is None:
        raise click.UsageError("An SQLite database is no text to print; name a file with -o FILE.")
    if form != "parquet" and output is not None:
        options.file_path(str(output))


def _parquet(graph: EvidenceGraph, output: Path) -> None:
    from evidence_graph.exports import parquet

    parquet.write(graph, output, tell=printing.tell_rows)


def _forest(graph: EvidenceGraph, claim: str) -> str:
    from evidence_graph.drawing.forest import forest

    return forest(graph, options.claim(graph, claim))


def _sqlite(graph: EvidenceGraph, output: Path) -> None:
    from evidence_graph.exports.sqlite import write
    from evidence_graph.placing import spare_data

    spare_data(output)
    write(graph, output)


MADE = {"sqlite": _sqlite, "parquet": _parquet}
"""What makes the formats that are no text."""


def _bibtex(
    graph: EvidenceGraph, claims: tuple[str, ...], *, stance: str | None, article: str | None, annotate: bool
) -> Parts:
    from evidence_graph.exports import bibtex

    named = tuple(claim.id for claim in options.claims(graph, claims))
    works: list[Citation] = graph.citations(*named, stance=stance)
    if article is not None:
        listed = {w.key for w in graph.citations(article=article)}
        works = [w for w in works if w.key in listed]
    with printing.notices():
        return bibtex.parts(graph, works, annotate=annotate, claims=named, stance=stance)


def _whole(graph: EvidenceGraph, form: str) -> str:
    if form == "graphml":
        from evidence_graph.network import to_graphml

        return to_graphml(graph)
    from evidence_graph.exports import statements

    return statements.to_turtle(graph) if form == "turtle" else statements.to_ntriples(graph)
