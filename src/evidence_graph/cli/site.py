"""``evidence-graph site -o DIR``: the static site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph import model
from evidence_graph.cli import options, printing, progress
from evidence_graph.cli.arguments import OptionsOnly

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.prose import Text


@click.command("site", cls=OptionsOnly)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="The folder to write into.",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Add a page for each article whose text is in this folder, with its evidence beside it.",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@options.data_option
def command(output: Path, texts: Path | None, folder: options.Place | None, *, show: bool) -> None:
    """Write a static site: a page for every claim, study, article and procedure, the matrix and the map.

    It needs no server: open index.html in a browser.
    """
    from evidence_graph import folders
    from evidence_graph.errors import CannotWrite
    from evidence_graph.site import build

    if folders.is_data_folder(output):
        raise CannotWrite(output, "it is a data folder, in which only people write; name another with -o")

    graph = options.open_graph(folder)
    named = _texts(graph, texts) if texts else {}
    earlier: list[str] = []
    with printing.notices(), progress.counting("writing the pages") as progress_bar:
        number = build(graph, output, texts=named, tell=progress_bar, mention=earlier.append)

    for sentence in earlier:
        printing.tell(f"warning: {sentence}")

    front = output / "index.html"
    printing.tell(f"wrote {number} pages; open {front}")
    if show:
        click.launch(str(front))


def _texts(graph: EvidenceGraph, folder: Path) -> dict[str, Text]:
    """The texts of articles in *folder*; says which have changed, and of which article there is none."""
    from evidence_graph.reading.article_files import by_article, texts_in
    from evidence_graph.reading.passage_places import TextFit, text_fit

    texts = by_article(graph, texts_in(graph, folder, _warn))
    for article in graph.all(model.Article):
        text = texts.get(article.id)
        if text is None:
            _warn(f"no text of {article.id} is in {folder}")
        elif text_fit(article, text.content) is TextFit.CHANGED:
            _warn(f"the text of {article.id} has changed; its page says what still stands")

    return texts


def _warn(sentence: str) -> None:
    printing.tell(f"warning: {sentence}")
