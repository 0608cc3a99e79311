"""One figure of a study with its groups, as somebody adds it to a book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.authoring.book import Book


def add_figure(
    book: Book, study: str, values: Mapping[str, Any], groups: Iterable[Mapping[str, Any]] = ()
) -> model.Effect:
    """The figure of *study* that *book* makes of *values*, with the *groups* that it sets side by side.

    Raises UnknownName and WrongValue for what does not fit.
    """
    key = book.names.citation(study)
    others = [effect for effect in book.records(model.Effect).values() if effect.citation == key]
    number = max((effect.number for effect in others), default=0) + 1

    content = book.read(model.Effect, {**values, "citation": key, "number": number})
    name = book.free_id(model.Effect, f"{key}.{number}", joint=".")
    effect = book.add(model.Effect(id=name, **content))

    for place, group in enumerate(groups, 1):
        of_group = book.read(model.Group, {**group, "effect": effect.id, "number": place})
        book.add(model.Group(id=f"{effect.id}.{place}", **of_group))

    return effect
