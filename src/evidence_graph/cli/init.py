"""``evidence-graph init``: a data folder begun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import printing, prompts, writing
from evidence_graph.model import Weighing

if TYPE_CHECKING:
    from evidence_graph.dataset import Dataset

NOBODY = "Me"
"""Who judges where nobody says who it is."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="What the data are about; without it the name of the folder.")
@click.option("--curator", metavar="NAME", help="Your name, under which your judgements stand.")
@click.option("--base", metavar="ADDRESS", help="An address of your own, below which the records live.")
@click.option("--weighing", type=click.Choice(list(Weighing)), help="How verdicts follow from the evidence.")
@click.option("--empty", is_flag=True, help="Without the example, which the first addition takes out anyway.")
@click.option("--open", "show", is_flag=True, help="Draw the map and open it in the browser.")
@click.option("--dry-run", is_flag=True, help="Show the files and write nothing.")
def command(  # noqa: PLR0913, PLR0917 - one for each option, by name
    folder: Path,
    title: str | None,
    curator: str | None,
    base: str | None,
    weighing: str | None,
    empty: bool,  # noqa: FBT001 - click passes flags by name
    show: bool,  # noqa: FBT001 - the same
    dry_run: bool,  # noqa: FBT001 - the same
) -> None:
    """Begin a data folder: claims.ttl and citations.bib, with one small example unless it is to be --empty.

    A folder that holds one of the two files is left as it is (exit status 1).
    """
    from evidence_graph.authoring import beginning

    name = beginning.title_of(folder, prompts.offer(title, "Title", beginning.title_of(folder)))
    person = prompts.offer(curator, "Your name", NOBODY) or NOBODY
    texts = beginning.contents(name, curator=person, base=base or "", weighing=weighing, empty=empty)
    if dry_run:
        beginning.refuse_data(folder)
        writing.show_difference(dict.fromkeys(texts, ""), texts)
        return

    new_dataset = beginning.write(folder, texts)
    files = " and ".join(str(folder / each) for each in texts)
    where = "" if folder == Path("data") else f" --data {folder}"
    printing.tell(f"made {files}; next: evidence-graph add claim{where}")
    if show:
        _open_map(new_dataset)


def _open_map(new_dataset: Dataset) -> None:
    """Draw the map of *new_dataset* beside it, and open it."""
    from evidence_graph.drawing import draw
    from evidence_graph.graph import EvidenceGraph

    drawing = draw(EvidenceGraph.of_dataset(new_dataset), new_dataset.folder / "map.html")
    printing.tell(f"wrote {drawing}")
    click.launch(str(drawing))
