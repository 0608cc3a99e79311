"""``evidence-graph export annotations``: an article's passages for programs that annotate texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options

if TYPE_CHECKING:
    from evidence_graph.cli.options import Place

ANNOTATIONS = "annotations"
"""The passages of an article for programs that annotate texts; it takes an article and its text."""

text_option = click.option(
    "--text",
    "article_text",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The text of the article whose annotations are written.",
)


def refuse_text(form: str, text: Path | None) -> None:
    """Refuse the *text* of an article where none is asked for."""
    if text and form != ANNOTATIONS:
        raise click.UsageError("--text goes with: evidence-graph export annotations")


def passages(folder: Place | None, article: str | None, text: Path | None, *, narrowed: bool) -> str:
    """The passages of *article* in its *text* as W3C Web Annotations; nothing where none stands there.

    Raises click.UsageError where no text is named, or claims are that *narrowed* it.
    """
    from evidence_graph.cli.read import annotated_file
    from evidence_graph.reading.web_annotations import to_annotations

    if narrowed:
        raise click.UsageError("annotations are those of one article: export annotations --text FILE")
    if text is None:
        raise click.UsageError(
            "The quotations are those of a text, which is no part of the data; name it with --text FILE."
        )

    graph = options.open_graph(folder)
    annotated = annotated_file(graph, text, article)
    has_places = any(claim.mentions for claim in annotated.claims)
    if has_places:
        return to_annotations(annotated, base=graph.store.base)

    return ""
