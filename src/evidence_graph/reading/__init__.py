"""An article with its evidence beside it: a page, one file, that can be read like the article.

    eg.read_article(graph, "tea-blog", Path("tea-blog.txt"), "read.html")

`annotating` makes an `AnnotatedArticle` (`annotated`) of an article and its text: where each passage stands
(`passage_places`, by `checks.fingerprints`), what is marked for which claims (`passage_marks`), and what the
evidence says to each sentence (`facing`). `reading_page` lays it out, `headline` says what it comes to,
`reading_styles` how verdicts look in a text. Annotations go out by `web_annotations`; those of others are
read by `foreign_annotations`, found in the text by `quote_search`, and proposed by `annotation_intake`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from evidence_graph.drawing.inline import InlineMap
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article
    from evidence_graph.prose import Text

__all__ = ["read_article", "render"]


@overload
def read_article(
    graph: EvidenceGraph, article: Article | str, text: Path | str, path: None = None
) -> InlineMap: ...


@overload
def read_article(
    graph: EvidenceGraph, article: Article | str, text: Path | str, path: Path | str
) -> Path: ...


def read_article(
    graph: EvidenceGraph, article: Article | str, text: Path | str, path: Path | str | None = None
) -> Path | InlineMap:
    """Write *article* with its evidence beside its *text* to *path*, and give the path back.

    *text* is the text itself or, as a Path, the file that holds it: plain text, Markdown, HTML, DOCX or PDF.
    Without a *path* nothing is written, and what comes back shows the page in a notebook. Of a text that is
    not the one on record, the passages that still stand are marked, and the page says which do not. Raises
    UnknownName for an article that the graph does not have, BrokenFile for a file that is no text,
    CannotWrite when the page cannot be written.
    """
    from evidence_graph.drawing.inline import InlineMap
    from evidence_graph.reading.article_files import text_of
    from evidence_graph.store.writer import write_bytes

    words = text_of(graph, text) if isinstance(text, Path) else text
    page = render(graph, article, words)
    if path is None:
        return InlineMap(page, graph.article(article).title)

    target = Path(path)
    write_bytes(target, page.encode())

    return target


def render(graph: EvidenceGraph, article: Article | str, text: Text | str) -> str:
    """The page of *article* with its evidence beside its *text*."""
    from evidence_graph.reading.annotating import annotate
    from evidence_graph.reading.reading_page import page

    return page(annotate(graph, article, text), source=graph.title)
