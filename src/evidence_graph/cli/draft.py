"""``evidence-graph draft FILE -o FOLDER``: an article made into a data folder that is to be reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import option_types, options, printing
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from evidence_graph.sheets.proposal_sheet import ProposedArticle


@click.command("draft")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="FOLDER",
    help="The data folder: a new one, or one of your own, to which the article is added.",
)
@click.option("--id", "article", metavar="ID", default="", help="The article's id; else one of its title.")
@click.option("--curator", metavar="NAME", default="", help="Your name, for a new folder.")
@click.option(
    "--also",
    multiple=True,
    type=option_types.PlaceType(),
    metavar="FOLDER|URL",
    help="Look for known claims and works here too; may be repeated. 'bundled' are those of the program.",
)
@options.formats("table", "json", told="table for people, json for programs.")
def command(
    file: Path, folder: Path, article: str, curator: str, also: tuple[options.Place, ...], form: str
) -> None:
    """Draft FILE into FOLDER: its references as literature, its claim sentences as proposals.

    Everything about claims is proposed: nothing of it is in the data, and none counts, until it is reviewed
    with: evidence-graph review FOLDER.
    """
    from evidence_graph.cli.text_audit import opened
    from evidence_graph.drafting import draft

    proposed = draft(file, folder, *map(opened, also), article=article, curator=curator)
    answer = AnswerForms(table=lambda: _table(proposed, folder), record=proposed.to_json)
    printing.give(answer, form, None)


def _table(proposed: ProposedArticle, folder: Path) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    linked = sum(bool(one.references) for one in proposed.claims)
    near = sum(any(claim.near for claim in one.known) for one in proposed.claims)
    yield answer_tables.heading(f"Draft of {proposed.title}")
    yield answer_tables.bullets([
        f"The article {proposed.article}, its list of references and the works they are stand in {folder}.",
        f"{len(proposed.claims)} sentences are proposed as claims.",
        f"For {linked} of them references are proposed, and near {near} stands a known claim.",
        "No stance is guessed, and nothing that is proposed counts.",
    ])  # fmt: skip
    yield answer_tables.plain(f"Review them with: evidence-graph review {folder}")
