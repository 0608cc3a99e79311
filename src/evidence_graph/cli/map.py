"""``evidence-graph map``: the interactive evidence map, one file or an overview with a map a topic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import completion, options, printing, progress

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph


@click.command("map")
@click.argument("claims", nargs=-1, metavar="[CLAIM]...", shell_complete=completion.names("claim"))
@click.option(
    "--topic",
    metavar="TOPIC",
    shell_complete=completion.names("topic"),
    help="Only the claims of this topic.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    show_default="map.html",
    metavar="FILE",
    help="The file to write, or a folder for map.html.",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@options.data_option
def command(
    claims: tuple[str, ...],
    topic: str | None,
    output: Path | None,
    show: bool,  # noqa: FBT001 - click passes flags by name
    folder: options.Place | None,
) -> None:
    """Draw the interactive evidence map of all claims, of the CLAIMs named, or of a topic.

    What is more than one map shows becomes an overview of its topics, from which a click opens the map of
    each; these stand in a folder beside it, such as map-topics beside map.html.
    """
    from evidence_graph.drawing import draw, draw_topic

    if claims and topic is not None:
        raise click.UsageError("Name claims or a topic, not both.")

    graph = options.open_graph(folder)
    output = _place(output)
    with printing.notices():
        if claims:
            written = draw(graph, output, claims=options.claims(graph, claims))
        elif topic is not None:
            written = draw_topic(graph, output, topic)
            _tell_part(graph, topic)
        else:
            written = _whole_map(graph, output)

    printing.tell(f"wrote {written}")
    if show:
        click.launch(str(written))


def _place(output: Path | None) -> Path:
    """The file to write; where its name is only understood, no page of somebody else."""
    from evidence_graph.drawing import place
    from evidence_graph.drawing.shelf import is_page
    from evidence_graph.placing import Rule, spare_data

    target = place(output or Path())
    spare_data(target)
    if target != output:
        Rule("map", is_page).refuse(target)

    return target


def _whole_map(graph: EvidenceGraph, output: Path) -> Path:
    from evidence_graph.drawing import draw
    from evidence_graph.drawing.atlas import is_large

    if is_large(graph):
        folder = output.with_name(f"{output.stem}-topics")
        printing.tell(f"More than one map shows: drawing an overview, and a map of each topic in {folder}")

    with progress.counting("drawing the topics") as progress_bar:
        return draw(graph, output, tell=progress_bar)


def _tell_part(graph: EvidenceGraph, topic: str) -> None:
    from evidence_graph.drawing.atlas import first_leaf

    leaf = first_leaf(graph, topic)
    if leaf.parts > 1:
        printing.tell(
            f"drew the {len(leaf.claims)} of {len(leaf.topic.claims):,} claims with the most studies; "
            "name claims to draw others, or draw all topics"
        )
