"""The sheet of an article: the claims it takes a stand on, and its reference list as printed.

In come a graph and an article; out goes `ArticleSheet`. What its citations are worth is said by the audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from evidence_graph.model import Article, Reference
from evidence_graph.sheets.details import AssertionSheet, assertion_sheets
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph


@dataclass(frozen=True, slots=True)
class ArticleSheet(Sheet):
    """All that is known of an article."""

    spread: ClassVar[tuple[str, ...]] = ("article",)

    type: Literal["article"]
    """What kind of thing it is."""
    article: Article
    references: tuple[Reference, ...]
    """Its reference list, in its order."""
    assertions: tuple[AssertionSheet, ...]
    """The claims it takes a stand on, in the order of the text."""


def article_sheet(graph: EvidenceGraph, article: Article) -> ArticleSheet:
    """All that is known of *article*."""
    return ArticleSheet(
        type="article",
        article=article,
        references=tuple(graph.references(article)),
        assertions=assertion_sheets(graph, graph.assertions(article=article)),
    )


@dataclass(frozen=True, slots=True)
class ArticleRow(Sheet):
    """An article of a list."""

    article: str
    """The key."""
    title: str
    """The title."""
    kind: str | None
    """What kind of article it is."""
    sentences: int
    """On how many claims it takes a stand."""
    references: int
    """How many references it lists."""


def article_rows(graph: EvidenceGraph) -> Iterator[ArticleRow]:
    """The articles of *graph*."""
    for article in graph.all(Article):
        sentences, references = graph.assertions(article=article), graph.references(article)
        yield ArticleRow(article.id, article.title, article.kind, len(sentences), len(references))
