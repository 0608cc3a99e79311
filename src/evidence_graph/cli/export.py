"""``evidence-graph export FORMAT``: citations and graphs for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import (
    FINE,
    PROBLEMS,
    article_annotations,
    completion,
    nanopub_export,
    options,
    pandoc_export,
    printing,
    progress,
    whole_graph,
    zotero_export,
)
from evidence_graph.cli.accepted_options import accepted_option
from evidence_graph.cli.article_annotations import ANNOTATIONS
from evidence_graph.cli.choices import WordChoice
from evidence_graph.cli.nanopub_export import NANOPUBS
from evidence_graph.cli.whole_graph import MADE

if TYPE_CHECKING:
    from evidence_graph.exports.bibtex import Parts
    from evidence_graph.exports.reference_list import ReferenceList
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.grid import Grid
    from evidence_graph.model import Citation

CITATIONS = ("bibtex", "ris", "csl-json", "zotero", "references")
"""Formats of the literature, all of it or that of some claims."""

FORMS = (*CITATIONS, "forest")
"""Formats of claims."""

GRID = "grid"
"""What was studied against what was measured; it takes two schemes and has two forms of its own."""

WHOLE = ("graphml", "turtle", "ntriples", "jsonld", "trig", "sqlite", "parquet", "pandoc", "obsidian")
"""Formats of the whole graph, which take no claim and no stance."""

FOLDERS = {"parquet": "tables", "pandoc": "a filter and its table", "obsidian": "notes"}
"""Formats of several files, and of what."""

SHAPES = ("text", "markdown", "html")
"""In what a list of references is written."""

GRID_SHAPES = ("csv", "json")
"""In what a grid is written."""


@click.command("export")
@click.argument("form", metavar="FORMAT", type=WordChoice.of(*FORMS, NANOPUBS, GRID, ANNOTATIONS, *WHOLE))
@click.argument("claims", nargs=-1, metavar="[CLAIM]...", shell_complete=completion.names("claim"))
@options.stance_option
@click.option(
    "--article",
    metavar="ARTICLE",
    shell_complete=completion.names("article"),
    help="Only the works this article lists.",
)
@article_annotations.text_option
@click.option("--annotate", is_flag=True, help="Let each entry of bibtex carry its claims and stances.")
@click.option("--rows", metavar="SCHEME", help="The concept scheme of the rows of a grid.")
@click.option("--columns", metavar="SCHEME", help="The concept scheme of its columns.")
@click.option(
    "--style",
    metavar="STYLE",
    help="How references are set: apa, vancouver, chicago, ama, mla, harvard, another of CSL or FILE.csl.",
)
@click.option(
    "-f",
    "--format",
    "shape",
    type=WordChoice.of(*SHAPES, *GRID_SHAPES),
    help="In what references are written: text (usual), markdown or html. Of a grid: csv (usual), a row for "
    "each cell and verdict, or json for EPPI-Mapper.",
)
@click.option(
    "--standard",
    is_flag=True,
    help="Say in turtle and ntriples the same in SEPIO, CiTO, PROV-O, Web Annotation and schema.org, and the "
    "verdicts; jsonld and trig always do.",
)
@nanopub_export.sign_options
@accepted_option
@options.data_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of printing; for parquet, pandoc and obsidian, the folder to make.",
)
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option of the verb
    context: click.Context,
    *,
    form: str,
    claims: tuple[str, ...],
    stance: str | None,
    article: str | None,
    article_text: Path | None,
    annotate: bool,
    rows: str | None,
    columns: str | None,
    style: str | None,
    shape: str | None,
    standard: bool,
    sign: Path | None,
    signer: str | None,
    accepted_table: Path | None,
    folder: options.Place | None,
    output: Path | None,
) -> None:
    """Write citations, a plot or the graph in FORMAT.

    FORMAT is bibtex, ris, csl-json, zotero, references, forest, nanopubs, grid, annotations, graphml, turtle,
    ntriples, jsonld, trig, sqlite, parquet, pandoc or obsidian.

    The literature (bibtex, ris, csl-json, zotero with tags and notes of the judgements, and references set in
    a --style) can be narrowed to CLAIMs, to a stance and to an article, and so can nanopubs, one for each
    judgement; forest is the plot of one CLAIM as SVG; grid is what was studied against what was measured, of
    any two concept schemes; annotations are the passages of an article in its --text as W3C Web Annotations;
    the others hold the whole graph, parquet as a folder of tables, pandoc as that of a filter that marks
    citations in manuscripts with their stances, and obsidian as a vault of notes.
    """
    article_annotations.refuse_text(form, article_text)
    if form == ANNOTATIONS:
        narrowed = bool(claims or stance)
        passages = article_annotations.passages(folder, article, article_text, narrowed=narrowed)
        _deliver(context, passages, output, form, nothing="no passage stands there")
        return

    _refuse(form, claims, narrowed=bool(stance or article or annotate))
    _refuse_sides(form, rows, columns)
    _refuse_dress(form, annotate=annotate, style=style, shape=shape)
    whole_graph.refuse_standard(form, standard=standard)
    nanopub_export.refuse_signature(form, sign, signer)
    pandoc_export.refuse_accepted(form, accepted_table)
    _refuse_place(form, output)
    graph = options.open_graph(folder)
    if form == pandoc_export.PANDOC and output is not None:
        pandoc_export.export(graph, output, folder, accepted_table)
        return

    if form in MADE and output is not None:
        MADE[form](graph, output)
        printing.tell(f"wrote {output}")
        return

    if form == NANOPUBS:
        names = [claim.id for claim in options.claims(graph, claims)]
        lines = nanopub_export.judgements(graph, names, stance=stance, article=article)
        text = nanopub_export.text(graph, lines, sign, signer) if lines else ""
        _deliver(context, text, output, form, nothing="no judgement fits")
        return

    if form in CITATIONS:
        claim_ids = tuple(claim.id for claim in options.claims(graph, claims))
        citations = _citations(graph, claim_ids, stance=stance, article=article)

    if form == "references":
        references = _references(graph, citations, style or DEFAULT_STYLE, shape or SHAPES[0])
        _deliver(context, references.text(), output, form, nothing="no reference fits")
        context.exit(PROBLEMS if references.missing else FINE)

    if form in {*LISTS, zotero_export.ZOTERO}:
        text = _list(graph, form, citations, output, claims=claim_ids, stance=stance)
        _deliver(context, text, output, form, nothing="no citation fits")
        return

    if form == "bibtex":
        parts = _bibtex(graph, citations, claim_ids, stance=stance, annotate=annotate)
        nothing = "no citation can be written" if parts.notices else "no citation fits"
        _deliver(context, parts.text(), output, form, nothing=nothing)
        context.exit(PROBLEMS if any(notice.is_lost for notice in parts.notices) else FINE)

    if form == GRID:
        _give_grid(context, graph, _grid(graph, rows, columns), shape or GRID_SHAPES[0], output)
        return

    _give_graph(context, graph, form, claims, output, standard=standard)


def _give_graph(
    context: click.Context,
    graph: EvidenceGraph,
    form: str,
    claims: tuple[str, ...],
    output: Path | None,
    *,
    standard: bool,
) -> None:
    """Print or write the whole of *graph* in its *form*, or the forest plot of the one claim."""
    if form == "forest":
        with progress.waiting(f"writing {form}"):
            text = _forest(graph, claims[0])

        _deliver(context, text, output, form, nothing="no figure of this claim can be drawn")
        return

    with progress.waiting(f"writing {form}"):
        printing.deliver_pieces(whole_graph.pieces(graph, form, standard=standard), output, form)


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
    if form in {GRID, *WHOLE} and (claims or narrowed):
        raise click.UsageError(
            f"{form} holds the whole graph; claims, --stance and --article go with {', '.join(CITATIONS)}."
        )


def _refuse_sides(form: str, *given: str | None) -> None:
    """Refuse what only a grid takes."""
    if form != GRID and any(given):
        raise click.UsageError(f"{form} is no grid; --rows and --columns go with: export grid")


def _refuse_dress(form: str, *, annotate: bool, style: str | None, shape: str | None) -> None:
    """Refuse options for how works are written that do not go with *form*."""
    if annotate and form != "bibtex":
        raise click.UsageError("--annotate goes with bibtex, whose entries have keywords and a note.")

    if style and form != "references":
        raise click.UsageError("--style goes with references: evidence-graph export references")

    shapes = {"references": SHAPES, GRID: GRID_SHAPES}.get(form, ())
    if shape and shape not in shapes:
        known_shapes = f"{form} comes as {' or '.join(shapes)}" if shapes else f"{form} has one format"
        raise click.UsageError(f"{known_shapes}; -f {shape} does not go with it.")


def _refuse_place(form: str, output: Path | None) -> None:
    """Refuse an *output* that cannot hold what *form* is."""
    if form in MADE and str(output) == "-":
        output = None

    if form == zotero_export.ZOTERO:
        zotero_export.file_format(output)

    if form in FOLDERS and output is None:
        raise click.UsageError(f"{form} is a folder of {FOLDERS[form]}; name it with -o DIR.")
    if form == "sqlite" and output is None:
        raise click.UsageError("An SQLite database is no text to print; name a file with -o FILE.")

    if form not in FOLDERS and output is not None:
        options.file_path(str(output))


def _forest(graph: EvidenceGraph, claim: str) -> str:
    from evidence_graph.drawing.forest import forest

    return forest(graph, options.claim(graph, claim))


def _give_grid(
    context: click.Context, graph: EvidenceGraph, grid: Grid, form: str, output: Path | None
) -> None:
    """Print or write a *grid* in its *form*; where no line fills a cell, say so."""
    from evidence_graph.exports import gap_map

    if not grid.cells:
        printing.tell(
            "no evidence line names an exposure (eg:exposure) and an outcome (eg:outcomeStudied) of these "
            "schemes; nothing was written"
        )
        context.exit(PROBLEMS)

    answer = printing.AnswerForms(
        table=tuple,
        record=lambda: gap_map.eppi_record(graph, grid),
        columns=gap_map.GapRow._fields,
        rows=lambda: gap_map.table(graph, grid),
    )
    printing.give(answer, form, output)


def _grid(graph: EvidenceGraph, rows: str | None, columns: str | None) -> Grid:
    """The grid of two schemes; where one is not named, the one that most lines set against the other."""
    from evidence_graph.grid import scheme_pairs, tabulate

    pairs = scheme_pairs(graph)
    fitting = [pair for pair in pairs if rows in {None, pair[0]} and columns in {None, pair[1]}]
    usual = next(iter(fitting or pairs), (None, None))

    return tabulate(graph, rows or usual[0], columns or usual[1])


def _citations(
    graph: EvidenceGraph, ids: tuple[str, ...], *, stance: str | None, article: str | None
) -> list[Citation]:
    """The works that the claims *ids* cite, those of a stance and of an article where these are given."""
    citations = graph.citations(*ids, stance=stance)
    if article is None:
        return citations

    keys_of_article = {citation.key for citation in graph.citations(article=article)}

    return [citation for citation in citations if citation.key in keys_of_article]


def _bibtex(
    graph: EvidenceGraph,
    citations: list[Citation],
    claim_ids: tuple[str, ...],
    *,
    stance: str | None,
    annotate: bool,
) -> Parts:
    from evidence_graph.exports import bibtex

    with printing.notices():
        return bibtex.parts(graph, citations, annotate=annotate, claims=claim_ids, stance=stance)


def _references(graph: EvidenceGraph, citations: list[Citation], style: str, shape: str) -> ReferenceList:
    """The references of *works*; those that the style cannot set are named."""
    from evidence_graph.exports import literature_files, reference_list

    with progress.waiting("setting references"):
        references = reference_list.reference_list(
            literature_files.items(graph, citations), style, form=shape
        )

    for key in references.missing:
        printing.tell(f"warning: the work {key!r} is left out: the style {style} cannot set it")

    return references


def _list(
    graph: EvidenceGraph,
    form: str,
    citations: list[Citation],
    output: Path | None,
    *,
    claims: tuple[str, ...],
    stance: str | None,
) -> str:
    """The text of *citations* for another program."""
    if form in LISTS:
        return LISTS[form](graph, citations)

    return zotero_export.text(graph, citations, output, claims=claims, stance=stance)


def _ris(graph: EvidenceGraph, citations: list[Citation]) -> str:
    from evidence_graph.exports import literature_files

    return literature_files.to_ris(graph, citations)


def _csl_json(graph: EvidenceGraph, citations: list[Citation]) -> str:
    from evidence_graph.exports import literature_files

    return literature_files.to_csl_json(graph, citations)


LISTS = {"ris": _ris, "csl-json": _csl_json}
"""What makes the text of works for other programs."""

DEFAULT_STYLE = "apa"
