"""The texts of articles, which are no part of the data: found in a folder by their SHA-256."""

from __future__ import annotations

from pathlib import Path

import click

texts_option = click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Print the sentences of the articles out of the texts in this folder (found by their SHA-256).",
)


def read(folder: Path) -> dict[str, str]:
    """The texts in *folder* by their SHA-256."""
    from hashlib import sha256

    from evidence_graph.reading.article_files import content_of

    paths = (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))
    contents = [content_of(path, cure="Take it out of the folder of texts.") for path in paths]
    return {sha256(content).hexdigest(): content.decode("utf-8", "replace") for content in contents}
