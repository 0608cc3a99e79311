"""``evidence-graph site -o DIR``: the static site."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_graph.cli import options, printing, progress
from evidence_graph.cli.arguments import OptionsOnly


@click.command("site", cls=OptionsOnly)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="The folder to write into.",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@options.data_option
def command(output: Path, folder: options.Place | None, *, show: bool) -> None:
    """Write a static site: a page for every claim, study, article and procedure, the matrix and the map.

    It needs no server: open index.html in a browser.
    """
    from evidence_graph import folders
    from evidence_graph.errors import CannotWrite
    from evidence_graph.site import build

    if folders.is_data_folder(output):
        raise CannotWrite(output, "it is a data folder, in which only people write; name another with -o")
    graph = options.open_graph(folder)
    earlier: list[str] = []
    with printing.notices(), progress.counting("writing the pages") as progress_bar:
        number = build(graph, output, tell=progress_bar, mention=earlier.append)
    for sentence in earlier:
        printing.tell(f"warning: {sentence}")
    front = output / "index.html"
    printing.tell(f"wrote {number} pages; open {front}")
    if show:
        click.launch(str(front))
