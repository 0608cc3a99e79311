"""``evidence-graph build``: compile a data folder, so that each question costs what its answer costs."""

from __future__ import annotations

import click

from evidence_graph.cli import options, printing, progress
from evidence_graph.cli.arguments import OptionsOnly


@click.command("build", cls=OptionsOnly)
@options.folder_option
@click.option("--sparql", is_flag=True, help="Make the store that SPARQL is answered from, too.")
def command(folder: options.Place | None, *, sparql: bool) -> None:
    """Compile a data folder into an index that is kept for the next questions.

    A large folder is compiled at its first question anyway. An edit of its files is noticed at the
    next question, and the folder compiled again.
    """
    from evidence_graph import folders
    from evidence_graph.store import compiled

    data_path = options.data_folder(folder)
    folders.require(data_path)
    with progress.reading(data_path) as progress_bar:
        index = compiled.build(data_path, progress_bar)

    if sparql:
        from evidence_graph.sparql.asking import ask

        with progress.waiting("making the store for SPARQL"):
            ask(options.open_graph(data_path), "ASK { ?claim ?says ?something }")

        compiled.require_store(index)

    printing.tell(f"compiled {data_path} into {index.path}")
