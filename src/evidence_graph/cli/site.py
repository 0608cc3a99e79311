"""``evidence-graph site -o DIR``: the static site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evidence_graph.cli import options


@click.command("site")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="The folder to write into.",
)
@options.data_option
def command(output: Path, folder: options.Place | None) -> None:
    """Write a static site: a page for every claim, study, article and procedure, the matrix and the map.

    It needs no server: open index.html in a browser.
    """
    from evidence_graph.site import build

    graph = options.open_graph(folder)
    number = build(graph, output, tell=_progress if sys.stderr.isatty() else None)
    click.echo(f"wrote {number} pages; open {output / 'index.html'}", err=True)


def _progress(done: int, whole: int) -> None:
    click.echo(f"\r{done} of {whole} pages", nl=done == whole, err=True)
