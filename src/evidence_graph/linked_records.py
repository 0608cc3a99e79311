"""All records of a kind, or those that name a thing, in the order in which readers meet them.

    records(store, model.Step)                            all steps
    records(store, model.Step, {"procedure": "squat"})    those of one procedure, by their numbers

The links are those fields of the vocabulary's table that name a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from evidence_graph import model, names
from evidence_graph.errors import UnknownName
from evidence_graph.nearness import nearest
from evidence_graph.vocabulary import BY_RECORD, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.store.protocol import Store
    from evidence_graph.vocabulary import Property, RecordType

R = TypeVar("R")

ORDERS: Mapping[type, Callable[[Any], Any]] = {
    model.Effect: lambda effect: (effect.citation, effect.number, effect.id),
    model.Group: lambda group: (group.effect, group.number),
    model.Quote: lambda quote: (quote.line, quote.number),
    model.Reference: lambda reference: (reference.article, reference.number),
    model.Step: lambda step: (step.procedure, step.number),
    # The judgement of the whole instrument stands below those of its domains.
    model.RiskOfBias: lambda one: (
        one.citation,
        one.instrument,
        one.domain is None,
        one.domain or "",
        one.id,
    ),
}
"""The order of kinds that do not stand in that of their ids: parts of a whole by their numbers."""


def records(store: Store, kind: type[R], links: Mapping[str, object] | None = None) -> list[R]:
    """The records of a *kind* whose fields name what *links* say: a record, or its id or other name.

    Raises WrongType for what is no kind of record, UnknownName for a field that is no link and for a name
    that the data do not have.
    """
    names.needs_kind(kind)
    if links:
        chosen = _linked(store, kind, links)
    else:
        chosen = store.each(kind)

    if kind in ORDERS:
        return sorted(chosen, key=ORDERS[kind])

    return list(chosen)


def _linked(store: Store, kind: type[R], links: Mapping[str, object]) -> Iterable[R]:
    """The records of a *kind* that name all that *links* say, in the order of their ids."""
    narrowings = []
    for field, thing in links.items():
        prop = _link(kind, field)
        pointing: list[Any] = store.pointing_to(kind, field, _identifier(store, prop, thing))
        narrowings.append({record.id: record for record in pointing})

    first, *others = narrowings

    return [first[name] for name in first if all(name in other for other in others)]


def _link(kind: type[Any], field: str) -> Property:
    """The link of a *kind* that is called *field*.

    Raises UnknownName with the links there are.
    """
    entry: RecordType | None = BY_RECORD.get(kind)
    word, properties = (entry.name, entry.properties) if entry else ("citation", ())
    links = {prop.attribute: prop for prop in properties if prop.kind is Kind.REFERENCE}
    if field in links:
        return links[field]

    hint = f"The links are: {', '.join(links)}." if links else "It has no links."
    raise UnknownName(f"link of a {word}", field, nearest=nearest(field, links), hint=hint)


def _identifier(store: Store, prop: Property, thing: object) -> str:
    """The id of *thing* to which a link leads; what is a record need not be in the store.

    Raises WrongType and UnknownName.
    """
    if prop.target is model.Study:
        # Links to studies name works by their keys, and whoever asks may have the work in hand.
        return names.meant(store, model.Citation, thing.id if isinstance(thing, model.Study) else thing).key

    target: Any = prop.target
    record: Any = names.meant(store, target, thing)
    identifier: str = record.id

    return identifier
