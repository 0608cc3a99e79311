"""``evidence-graph read``: an article with its evidence beside it, one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph import model
from evidence_graph.cli import completion, options, printing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article
    from evidence_graph.prose import Text
    from evidence_graph.reading.annotated import AnnotatedArticle

NAME = "read.html"


def _complete(context: click.Context, option: click.Parameter, typed: str) -> list[CompletionItem]:
    """The articles that begin so, and the files."""
    from click.shell_completion import CompletionItem

    return [*completion.names("article")(context, option, typed), CompletionItem(typed, type="file")]


@click.command("read")
@click.argument("article", metavar="ARTICLE|FILE", shell_complete=_complete)
@click.option(
    "--text",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The text of the article, which is no part of the data.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    show_default=NAME,
    metavar="FILE",
    help=f"The file to write, or a folder for {NAME}.",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@options.data_option
def command(
    article: str,
    text: Path | None,
    output: Path | None,
    show: bool,  # noqa: FBT001 - click passes flags by name
    folder: options.Place | None,
) -> None:
    """Write the page of an article that is read with its evidence beside it.

    Name the ARTICLE and its --text, or its text FILE alone, which is known by what it says. Each claim is
    marked in its sentence by its verdict; what does not hold stands first. Of a text that has changed the
    passages that still stand are marked, and the others are told.
    """
    from evidence_graph.reading.reading_page import page
    from evidence_graph.store.writer import write_bytes

    graph = options.open_graph(folder)
    file = text or _text_file(graph, article)
    target = _place(output)
    annotated = annotated_file(graph, file, article if text else None)
    with printing.notices():
        write_bytes(target, page(annotated, source=graph.title).encode())

    printing.tell(f"wrote {target}")
    if show:
        click.launch(str(target))


def annotated_file(graph: EvidenceGraph, file: Path, name: str | None) -> AnnotatedArticle:
    """The article of that *name*, or the one whose text *file* holds, with its evidence beside this text.

    Says which of its passages stand there no longer. Raises click.UsageError where the text is that of no
    article on record.
    """
    from evidence_graph.reading.annotating import annotate
    from evidence_graph.reading.article_files import text_of

    words = text_of(graph, file)
    if name:
        article = graph.article(name)
    else:
        article = _known(graph, file, words)

    with printing.notices():
        annotated = annotate(graph, article, words)

    for sentence in _losses(annotated):
        printing.tell(f"warning: {sentence}")

    return annotated


def _text_file(graph: EvidenceGraph, name: str) -> Path:
    """The file that *name* is, where no text is named beside it.

    Raises click.UsageError where it names an article alone, UnknownName where it is neither.
    """
    file = Path(name)
    if file.is_file():
        return file

    article = graph.article(name)
    raise click.UsageError(
        f"The text of {article.id} is no part of the data; name the file that holds it: "
        f"evidence-graph read {article.id} --text FILE"
    )


def _known(graph: EvidenceGraph, file: Path, text: Text) -> Article:
    """The article whose text *file* holds.

    Raises click.UsageError where it is that of none on record.
    """
    from evidence_graph.reading.article_files import article_of

    article = article_of(graph, text)
    if article is None:
        known = ", ".join(each.id for each in graph.all(model.Article)) or "none is on record"
        raise click.UsageError(
            f"{file}: no passage of an article on record stands in this text ({known}). "
            f"If it is one of them all the same: evidence-graph read ARTICLE --text {file}"
        )

    return article


def _place(output: Path | None) -> Path:
    """The file to write; where its name is only understood, no page of somebody else."""
    from evidence_graph.drawing.shelf import is_page
    from evidence_graph.placing import Rule, spare_data

    named = output or Path()
    target = named / NAME if named.is_dir() else named
    spare_data(target)
    if target != output:
        Rule("annotated article", is_page).refuse(target)

    return target


def _losses(annotated: AnnotatedArticle) -> Iterator[str]:
    """What is to be said of a text that is not the one on record, and of each passage that is not found."""
    from evidence_graph.reading.headline import lost_in_words

    summary = lost_in_words(annotated)
    if summary:
        yield summary

    for claim in annotated.claims:
        lost = [place for place in claim.places if place.start is None]
        if lost:
            told = ", ".join(f"paragraph {place.passage.paragraph}: {place.standing}" for place in lost)
            yield f"{claim.id}: of {len(claim.places)} passages {len(lost)} cannot be marked ({told})."
