"""The texts of articles, which are no part of the data: found in a folder by their SHA-256, and quoted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph import limits
from evidence_graph.errors import BrokenFile
from evidence_graph.model import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Assertion

texts_option = click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Print the sentences of the articles out of the texts in this folder (found by their SHA-256).",
)


def quotations(graph: EvidenceGraph, assertion: Assertion, texts: Mapping[str, str]) -> list[str] | None:
    """What the article of *assertion* says, word by word; None where its text is not among *texts*."""
    has_article = graph.has(Article, assertion.article)
    text = texts.get(graph.article(assertion.article).sha256 or "") if has_article else None
    if text is None:
        return None
    return [text[passage.start : passage.end] for passage in graph.passages(assertion)]


def read(folder: Path) -> dict[str, str]:
    """The texts in *folder* by their SHA-256."""
    from hashlib import sha256

    paths = (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))
    contents = [_content(path) for path in paths]
    return {sha256(content).hexdigest(): content.decode("utf-8", "replace") for content in contents}


def _instead_of_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder and no text"
    return "it is a pipe or a device and no text" if path.exists() else "the link leads nowhere"


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
