"""What a name means: an id, a key, a label, whatever its case; else the nearest names there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from evidence_graph.errors import UnknownName
from evidence_graph.model import Article, Citation, Claim, Concept, Stance
from evidence_graph.nearness import nearest
from evidence_graph.store import sums
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.model import Record
    from evidence_graph.store.protocol import Store

R = TypeVar("R")

SHOWN = 20
"""So many topics or articles are listed when there is none of a name."""


def record(store: Store, record_type: type[R], named: str) -> R:
    """The record *named*, also in another case.

    Raises UnknownName with the nearest there are.
    """
    found = store.get(record_type, named)
    if found is not None:
        return found
    kind: type[Record] = record_type  # type: ignore[assignment]
    meant = _alike(store, kind, named.strip().casefold())
    again = store.get(record_type, meant[0]) if len(meant) == 1 else None
    if again is None:
        raise _unknown(store, kind, named)
    return again


def _alike(store: Store, kind: type[Record], folded: str) -> list[str]:
    """The ids of the records of a kind that are *folded* when their case is."""
    return [name for name in store.ids(kind) if name.casefold() == folded]


def _unknown(store: Store, kind: type[Record], named: str) -> UnknownName:
    """That there is no record *named*, with the nearest and the way to all."""
    word = BY_RECORD[kind].name
    hint = ""
    if kind is Article:
        hint = _listed("article", store.ids(kind))
    elif kind is Claim and " " in named.strip():
        hint = "A question in your own words is answered by graph.find(question)."
    return UnknownName(word, named, nearest=lambda: nearest(named, store.ids(kind)), hint=hint)


def _listed(word: str, known: Sequence[str]) -> str:
    more = f", and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    return f"The {word}s are: {', '.join(known[:SHOWN])}{more}." if known else f"The data hold no {word}."


def article(store: Store, named: str) -> Article:
    """The article with this key or this title.

    Raises UnknownName.
    """
    found = store.get(Article, named)
    wanted = named.strip().casefold()
    titled = [] if found else [a for a in store.each(Article) if a.title.casefold() == wanted]
    return found or (titled[0] if len(titled) == 1 else record(store, Article, named))


def concept(store: Store, named: str) -> Concept:
    """The concept with this id or with this label, preferred or alternative.

    Raises UnknownName.
    """
    found = store.get(Concept, named)
    if found is not None:
        return found
    wanted = named.casefold()
    concepts = list(store.each(Concept))
    preferred = (c for c in concepts if c.label.casefold() == wanted)
    other = (c for c in concepts if wanted in {a.casefold() for a in c.alternatives})
    meant = next(preferred, None) or next(other, None)
    try:
        return meant or record(store, Concept, named)
    except UnknownName as error:
        words = [word for c in concepts for word in (c.label, *c.alternatives)]
        raise UnknownName(error.kind, named, nearest=lambda: nearest(named, words), hint=error.hint) from None


def topic(topics: Sequence[Concept], named: str) -> Concept:
    """That of *topics* with this id or label, or the only one whose label holds the text.

    Raises UnknownName.
    """
    wanted = named.casefold()
    found = next((t for t in topics if wanted in {t.id.casefold(), t.label.casefold()}), None)
    near = [t for t in topics if wanted and wanted in t.label.casefold()]
    if found is None and len(near) == 1:
        return near[0]
    if found is None:
        labels = [t.label for t in topics]
        hint = _listed("topic", labels)
        raise UnknownName("topic", named, nearest=lambda: nearest(named, labels), hint=hint)
    return found


def citation(store: Store, named: str) -> Citation:
    """The work with this key, or with this alias, DOI, or label ("Jarvis et al. 2019") of it.

    Raises UnknownName.
    """
    found = store.get(Citation, named)
    if found is not None:
        return found
    wanted = named.strip().casefold().removeprefix("https://doi.org/").removeprefix("doi:")
    likely = sums.works_like(store, wanted) if wanted else []
    works = [work for key in likely if (work := store.get(Citation, key))]
    aliased = [w for w in works if w.study and named in (*w.study.aliases, *w.study.trial_numbers)]
    meant = [w for w in works if wanted in {w.key.casefold(), w.label.casefold(), (w.doi or "").casefold()}]
    if len(aliased or meant) != 1:
        raise UnknownName("citation", named, nearest=lambda: nearest(named, store.ids(Citation)))
    return (aliased or meant)[0]


def stance(named: Stance | str) -> Stance:
    """The stance of this name.

    Raises UnknownName.
    """
    try:
        return Stance(str(named))
    except ValueError:
        words = [s.value for s in Stance]
        hint = "The stances are: " + ", ".join(words) + "."
        raise UnknownName("stance", str(named), nearest=nearest(str(named), words), hint=hint) from None
