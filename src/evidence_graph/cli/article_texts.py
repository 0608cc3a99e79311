"""The texts of articles, which are no part of the data: found in a folder by their SHA-256."""

from __future__ import annotations

from pathlib import Path

import click

from evidence_graph import limits
from evidence_graph.errors import BrokenFile

texts_option = click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Print the sentences of the articles out of the texts in this folder (found by their SHA-256).",
)


def read(folder: Path) -> dict[str, str]:
    """The texts in *folder* by their SHA-256."""
    from hashlib import sha256

    paths = (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))
    contents = [_content(path) for path in paths]

    return {sha256(content).hexdigest(): content.decode("utf-8", "replace") for content in contents}


def _instead_of_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder and no text"
    if path.exists():
        return "it is a pipe or a device and no text"

    return "the link leads nowhere"


def _content(path: Path) -> bytes:
    """The bytes of the text at *path*.

    Raises BrokenFile for what is no file, cannot be read, or is larger than any article.
    """
    try:
        if not path.is_file():
            raise BrokenFile(path, f"{_instead_of_file(path)}. Take it out of the folder of texts.")

        limits.refuse_size(path, limit=limits.ARTICLE)
        with path.open("rb") as file:
            content = file.read(limits.ARTICLE + 1)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error

    if len(content) > limits.ARTICLE:  # it grew, or does not say its size
        raise limits.too_large(path, len(content), limits.ARTICLE)

    return content
