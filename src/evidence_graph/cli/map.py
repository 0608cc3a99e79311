"""``evidence-graph map``: the interactive evidence map as one file."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_graph.cli import options

MOST = 2_000
"""More claims than this are no picture any more."""


@click.command("map")
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("map.html"),
    show_default=True,
    help="The file to write.",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@options.data_option
def command(claims: tuple[str, ...], output: Path, show: bool, folder: options.Place | None) -> None:  # noqa: FBT001 - click passes flags by name
    """Draw the interactive evidence map of all claims, or of the CLAIMs named."""
    from evidence_graph.drawing import draw

    graph = options.open_graph(folder)
    whole = len(graph.claims())
    if not claims and whole > MOST:
        raise click.UsageError(
            f"A map of all {whole:,} claims could not be read (at most {MOST:,}); name the claims to draw."
        )
    chosen = [graph.claim(options.claim(graph, claim)) for claim in claims] or None
    options.spare(output)
    written = draw(graph, output, claims=chosen)
    click.echo(f"wrote {written}", err=True)
    if show:
        click.launch(str(written))
