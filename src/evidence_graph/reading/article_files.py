"""The texts of articles, which are no part of the data: read from files, and known by what they say."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.errors import BrokenFile
from evidence_graph.reading.fingerprints import length
from evidence_graph.reading.passage_places import TextFit, places, text_fit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Passage

QUARTER = 0.25
TELLING = 6
"""Shorter passages ("No.") stand in many texts."""


def text_of(path: Path) -> str:
    """The text in the file at *path*, letter for letter.

    Raises BrokenFile for what is no file, cannot be read, is no text, or is larger than any article.
    """
    content = content_of(path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BrokenFile(path, "this is no text in UTF-8; save it as plain text.", line=line) from error


def content_of(path: Path, *, cure: str = "") -> bytes:
    """The bytes of the file at *path*; what is no file has this *cure*.

    Raises BrokenFile for what is no file, cannot be read, or is larger than any article.
    """
    try:
        if not path.is_file():
            raise BrokenFile(path, f"{_instead_of_file(path)}. {cure}".rstrip())
        limits.refuse_size(path, limit=limits.ARTICLE)
        with path.open("rb") as file:
            content = file.read(limits.ARTICLE + 1)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error
    if len(content) > limits.ARTICLE:  # it grew, or does not say its size
        raise limits.too_large(path, len(content), limits.ARTICLE)
    return content


def _instead_of_file(path: Path) -> str:
    if path.is_dir():
        return "it is a folder and no text"
    return "it is a pipe or a device and no text" if path.exists() else "the link leads nowhere"


def texts_in(folder: Path) -> dict[Path, str]:
    """The texts in *folder* by their files; a file that is no text in UTF-8 is passed over.

    Raises BrokenFile for what is no file, cannot be read, or is larger than any article.
    """
    texts: dict[Path, str] = {}
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            content = content_of(path, cure="Take it out of the folder of texts.")
            with suppress(UnicodeDecodeError):
                texts[path] = content.decode("utf-8")
    return texts


def by_article(graph: EvidenceGraph, texts: Iterable[str]) -> dict[str, str]:
    """Which of *texts* is that of which article; a text that fits goes before one that has changed."""
    result: dict[str, str] = {}
    for text in texts:
        article = article_of(graph, text)
        if article and (article.id not in result or text_fit(article, text) is TextFit.SAME):
            result[article.id] = text
    return result


def article_of(graph: EvidenceGraph, text: str) -> Article | None:
    """The article whose *text* this is: by its SHA-256, else by its passages.

    So many of these stand in no text of another: a quarter of those that are longer than a few words.
    """
    articles = graph.articles()
    for article in articles:
        if text_fit(article, text) is TextFit.SAME:
            return article

    shares = {article.id: _share(graph, article, text) for article in articles}
    best = max(articles, key=lambda article: shares[article.id], default=None)
    return best if best and shares[best.id] >= QUARTER else None


def _share(graph: EvidenceGraph, article: Article, text: str) -> float:
    """How large a share of the passages of *article* stands in *text* by their fingerprints."""
    telling: dict[str, Passage] = {}
    for assertion in graph.assertions(article=article):
        for passage in graph.passages(assertion):
            if passage.fingerprint and length(passage.fingerprint) >= TELLING:
                telling[passage.id] = passage

    placed = places(text, TextFit.CHANGED, telling.values()).values()
    return sum(place.start is not None for place in placed) / max(1, len(telling))
