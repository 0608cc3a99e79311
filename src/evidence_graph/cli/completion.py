"""What a shell offers when a word is begun: ids of claims, keys of works, topics, articles, concepts.

In comes what was typed so far; out go names of the data that the command would read, each with its words.
Nothing is said and nothing fails while somebody types, and no endpoint is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import model
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click
    from click.shell_completion import CompletionItem

    from evidence_graph.graph import EvidenceGraph

    Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

MOST = 200
"""A shell shows no more names at once."""


class Name(NamedTuple):
    """A name of the data, and the words for it."""

    name: str
    words: str


def _claims(graph: EvidenceGraph) -> Iterator[Name]:
    return (Name(claim.id, claim.statement) for claim in graph.claims())


def _citations(graph: EvidenceGraph) -> Iterator[Name]:
    return (Name(key, label) for key, label in table_sums.labels(graph.store))


def _articles(graph: EvidenceGraph) -> Iterator[Name]:
    return (Name(article.id, article.title) for article in graph.all(model.Article))


def _topics(graph: EvidenceGraph) -> Iterator[Name]:
    return (Name(topic.id, topic.label) for topic in graph.topics())


def _concepts(graph: EvidenceGraph) -> Iterator[Name]:
    return (Name(concept.id, concept.label) for concept in graph.all(model.Concept))


def _procedures(graph: EvidenceGraph) -> Iterator[Name]:
    return (Name(procedure.id, procedure.name) for procedure in graph.all(model.Procedure))


KINDS: dict[str, Callable[[EvidenceGraph], Iterable[Name]]] = {
    "claim": _claims,
    "citation": _citations,
    "article": _articles,
    "topic": _topics,
    "concept": _concepts,
    "procedure": _procedures,
}
"""How the names of each kind are listed."""


def names(*kinds: str) -> Completion:
    """What completes a word that names something of *kinds*."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        graph = _graph(context)
        if graph is None:
            return []

        words: dict[str, str] = {}
        for kind in kinds:
            words |= dict(KINDS[kind](graph))

        begun_names = [name for name in words if name.startswith(begun)]

        return [CompletionItem(name, help=words[name]) for name in begun_names[:MOST]]

    return complete


def names_or_files(*kinds: str) -> Completion:
    """What completes a word that names something of *kinds*, or else a file."""
    complete_names = names(*kinds)

    def complete(context: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        items = complete_names(context, option, begun)

        return items or [CompletionItem(begun, type="file")]

    return complete


def _graph(context: click.Context) -> EvidenceGraph | None:
    """The graph that the command would read; none where it is elsewhere, or cannot be read."""
    from evidence_graph import folders
    from evidence_graph.errors import EvidenceGraphError
    from evidence_graph.loading import load
    from evidence_graph.store.notices import HEARER

    place = context.params.get("folder")
    if isinstance(place, str) and "://" in place:
        return None

    silence = HEARER.set(lambda _: None)
    try:
        return load(place or folders.find())
    except (EvidenceGraphError, OSError):
        return None
    finally:
        HEARER.reset(silence)
