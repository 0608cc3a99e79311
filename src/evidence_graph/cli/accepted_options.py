"""Which sentences are accepted to make which claims, as the verbs for manuscripts take it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.citing.acceptances import Acceptance
    from evidence_graph.graph import EvidenceGraph

EXISTING_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

accepted_option = click.option(
    "--accepted",
    "accepted_table",
    type=EXISTING_FILE,
    metavar="FILE",
    help="A CSV table with the columns sentence and claim: which sentence is accepted to make which claim.",
)


def acceptances(
    graph: EvidenceGraph, folder: options.Place | None, table: Path | None, texts: Path | None = None
) -> list[Acceptance]:
    """What the *table* says, what was accepted in reviews, and what passages say of articles with *texts*.

    The *folder* is that of the data. Raises UnknownName for a claim that the graph does not have.
    """
    from evidence_graph.citing import acceptances as known
    from evidence_graph.cli.article_texts import read

    rows = known.read(table) if table else []
    for row in rows:
        graph.claim(row.claim)

    if not isinstance(folder, str):
        rows += _of_reviews(graph, options.data_folder(folder))

    if texts:
        return [*rows, *known.of_articles(graph, read(texts))]

    return rows


def _of_reviews(graph: EvidenceGraph, folder: Path) -> Iterator[Acceptance]:
    """What somebody accepted in the reviews whose proposals lie beside the data in *folder*."""
    from evidence_graph.citing.acceptances import Acceptance, letters_of
    from evidence_graph.drafting import Decision, proposed

    for path in sorted(folder.glob(f"*{proposed.ENDING}")):
        article = proposed.load(folder, path.name.removesuffix(proposed.ENDING))
        attitudes = {
            each.claim: each.attitude for each in graph.assertions() if each.article == article.article
        }
        for one in article.claims:
            if one.decision is Decision.ACCEPTED and one.claim in attitudes:
                yield Acceptance(letters_of(one.sentence), one.claim, attitudes[one.claim])
