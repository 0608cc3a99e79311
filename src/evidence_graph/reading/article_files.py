"""The texts of articles, which are no part of the data: read from files, and known by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model, prose
from evidence_graph.errors import BrokenFile, MissingExtra
from evidence_graph.reading.fingerprints import length
from evidence_graph.reading.passage_places import TextFit, places, text_fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Passage
    from evidence_graph.prose import Text

QUARTER = 0.25
TELLING = 6
"""Shorter passages ("No.") stand in many texts."""


def text_of(graph: EvidenceGraph, path: Path) -> Text:
    """The text in the file at *path*: plain text letter for letter, or what another format says.

    A file whose own SHA-256 is that of an article is read letter for letter, whatever its format: so the
    passages were counted in it. Raises BrokenFile for what is no text, MissingExtra for a PDF without pypdf.
    """
    text = prose.read(path)
    if text.sha256 not in {article.sha256 for article in graph.all(model.Article)}:
        return text

    return prose.parse(path.read_bytes().decode("utf-8", "replace"), sha256=text.sha256)


def texts_in(graph: EvidenceGraph, folder: Path, tell: Callable[[str], None]) -> list[Text]:
    """The texts in *folder*; *tell* hears of each file that is none."""
    texts: list[Text] = []
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            try:
                texts.append(text_of(graph, path))
            except (BrokenFile, MissingExtra) as error:
                tell(f"passed over: {error}")

    return texts


def by_article(graph: EvidenceGraph, texts: Iterable[Text]) -> dict[str, Text]:
    """Which of *texts* is that of which article; a text that fits goes before one that has changed."""
    result: dict[str, Text] = {}
    for text in texts:
        article = article_of(graph, text)
        if article and (article.id not in result or text_fit(article, text.content) is TextFit.SAME):
            result[article.id] = text

    return result


def article_of(graph: EvidenceGraph, text: Text) -> Article | None:
    """The article whose *text* this is: by its SHA-256, else by its passages.

    So many of these stand in no text of another: a quarter of those that are longer than a few words.
    """
    articles = graph.all(model.Article)
    for article in articles:
        if text_fit(article, text.content) is TextFit.SAME:
            return article

    shares = {article.id: _share(graph, article, text.content) for article in articles}
    best = max(articles, key=lambda article: shares[article.id], default=None)
    if best and shares[best.id] >= QUARTER:
        return best

    return None


def _share(graph: EvidenceGraph, article: Article, text: str) -> float:
    """How large a share of the passages of *article* stands in *text* by their fingerprints."""
    telling: dict[str, Passage] = {}
    for assertion in graph.assertions(article=article):
        for passage in graph.passages(assertion):
            if passage.fingerprint and length(passage.fingerprint) >= TELLING:
                telling[passage.id] = passage

    placed = places(text, TextFit.CHANGED, telling.values()).values()

    return sum(place.start is not None for place in placed) / max(1, len(telling))
