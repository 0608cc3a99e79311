"""``evidence-graph export annotations``: an article's passages for programs that annotate texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options

if TYPE_CHECKING:
    from pathlib import Path


def article_annotations(
    folder: options.Place | None, article: str | None, text: Path | None, *, narrowed: bool
) -> str:
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
    return to_annotations(annotated, base=graph.store.base) if has_places else ""
