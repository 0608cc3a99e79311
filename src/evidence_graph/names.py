"""What a name means: an id, a key, a label, whatever its case; else the nearest names there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from evidence_graph.errors import UnknownName, WrongType
from evidence_graph.model import Article, Citation, Claim, Concept, Curator, Procedure, Scheme, Stance
from evidence_graph.nearness import nearest
from evidence_graph.store import table_sums
from evidence_graph.vocabulary import BY_RECORD
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evidence_graph.model import Record
    from evidence_graph.store.protocol import Store

R = TypeVar("R")

SHOWN = 20
"""So many topics or articles are listed when there is none of a name."""


def record(store: Store, record_type: type[R], name: str) -> R:
    """The record *name*, also in another case.

    Raises UnknownName with the nearest there are.
    """
    exact_record = store.get(record_type, name)
    if exact_record is not None:
        return exact_record

    kind: type[Record] = record_type  # type: ignore[assignment]
    folded = name.strip().casefold()
    alike_ids = [identifier for identifier in store.ids(kind) if identifier.casefold() == folded]
    alike_record = store.get(record_type, alike_ids[0]) if len(alike_ids) == 1 else None
    if alike_record is None:
        raise _unknown(store, kind, name)

    return alike_record


def _unknown(store: Store, kind: type[Record], name: str) -> UnknownName:
    """That there is no record *name*, with the nearest and the way to all."""
    word = BY_RECORD[kind].name
    hint = ""
    if kind is Article:
        hint = _list_in_words("article", store.ids(kind))
    elif kind is Claim and " " in name.strip():
        hint = "A question in your own words is answered by graph.find(question)."

    return UnknownName(word, name, nearest=lambda: nearest(name, store.ids(kind)), hint=hint)


def _list_in_words(word: str, known_names: Sequence[str]) -> str:
    if not known_names:
        return f"The data hold no {word}."

    words = ", ".join(known_names[:SHOWN])
    if len(known_names) > SHOWN:
        words += f", and {len(known_names) - SHOWN} more"

    return f"The {word}s are: {words}."


def article(store: Store, name: str) -> Article:
    """The article with this key or this title.

    Raises UnknownName.
    """
    exact_article = store.get(Article, name)
    if exact_article is not None:
        return exact_article

    wanted_text = name.strip().casefold()
    titled = [article for article in store.each(Article) if article.title.casefold() == wanted_text]
    if len(titled) == 1:
        return titled[0]

    return record(store, Article, name)


def concept(store: Store, name: str) -> Concept:
    """The concept with this id or with this label, preferred or alternative.

    Raises UnknownName.
    """
    exact_concept = store.get(Concept, name)
    if exact_concept is not None:
        return exact_concept

    by_label: dict[str, Concept] = {}
    by_alternative: dict[str, Concept] = {}
    words = []
    for one in store.each(Concept):
        words += [one.label, *one.alternatives]
        by_label.setdefault(one.label.casefold(), one)
        for alternative in one.alternatives:
            by_alternative.setdefault(alternative.casefold(), one)

    wanted_text = name.casefold()
    concept_by_label = by_label.get(wanted_text) or by_alternative.get(wanted_text)
    try:
        return concept_by_label or record(store, Concept, name)
    except UnknownName as error:
        raise UnknownName(error.kind, name, nearest=lambda: nearest(name, words), hint=error.hint) from None


def topic(topics: Sequence[Concept], name: str) -> Concept:
    """That of *topics* with this id or label, or the only one whose label holds the text.

    Raises UnknownName.
    """
    wanted_text = name.casefold()
    near_topics = []
    for one in topics:
        if wanted_text in {one.id.casefold(), one.label.casefold()}:
            return one

        if wanted_text and wanted_text in one.label.casefold():
            near_topics.append(one)

    if len(near_topics) == 1:
        return near_topics[0]

    labels = [one.label for one in topics]
    hint = _list_in_words("topic", labels)
    raise UnknownName("topic", name, nearest=lambda: nearest(name, labels), hint=hint)


def citation(store: Store, name: str) -> Citation:
    """The work with this key, or with this alias, DOI, or label ("Jarvis et al. 2019") of it.

    Raises UnknownName.
    """
    exact_citation = store.get(Citation, name)
    if exact_citation is not None:
        return exact_citation

    wanted_text = name.strip().casefold().removeprefix("https://doi.org/").removeprefix("doi:")
    aliased, alike = [], []
    for key in table_sums.citations_like(store, wanted_text) if wanted_text else ():
        likely = store.get(Citation, key)
        if likely is None:
            continue

        if likely.study and name in (*likely.study.aliases, *likely.study.trial_numbers):
            aliased.append(likely)

        if wanted_text in {likely.key.casefold(), likely.label.casefold(), (likely.doi or "").casefold()}:
            alike.append(likely)

    meant_citations = aliased or alike
    if len(meant_citations) != 1:
        raise UnknownName("citation", name, nearest=lambda: nearest(name, store.ids(Citation)))

    return meant_citations[0]


def stance(name: Stance | str) -> Stance:
    """The stance of this name.

    Raises UnknownName.
    """
    try:
        return Stance(str(name))
    except ValueError:
        words = [s.value for s in Stance]
        hint = "The stances are: " + ", ".join(words) + "."
        raise UnknownName("stance", str(name), nearest=nearest(str(name), words), hint=hint) from None


OTHER_NAMES: Mapping[type, tuple[str, Callable[[Store, str], Any]]] = {
    Article: ("an Article, its key or its title", article),
    Citation: ("a Citation, its key, DOI or label", citation),
    Concept: ("a Concept, its id or its label", concept),
}
"""The kinds that are known by more than their ids: how to say so, and what reads such a name."""

TITLES: Mapping[type, str] = {
    Article: "title",
    Claim: "statement",
    Concept: "label",
    Curator: "name",
    Procedure: "name",
    Scheme: "label",
}
"""The field by which readers know a record."""


def needs_kind(kind: object) -> None:
    """Refuse what is no kind of record, such as a draft or the word for one.

    Raises WrongType.
    """
    if kind is not Citation and kind not in BY_RECORD:
        raise WrongType("a kind of record such as evidence_graph.model.Claim", kind)


def meant(store: Store, kind: type[R], thing: object) -> R:
    """The record of a *kind* that *thing* is, or names.

    Raises UnknownName for a name that the data do not have, WrongType for what is neither and for a
    *kind* that is none.
    """
    needs_kind(kind)
    if isinstance(thing, kind):
        return thing

    takes, read = OTHER_NAMES.get(kind, (f"a {kind.__name__} or its id", None))
    if not isinstance(thing, str):
        raise WrongType(takes, thing)
    if read is None:
        return record(store, kind, thing)

    named_record: R = read(store, thing)

    return named_record


def label(store: Store, kind: type[Record], identifier: str) -> str:
    """The words by which readers know a record, or its id where the data have no such record."""
    named_record = store.get(kind, identifier)
    if named_record is None:
        return identifier

    words: str = getattr(named_record, TITLES[kind])

    return words


def citation_of_key(store: Store, key: str) -> Citation:
    """The work with this key; where the data have no such work, one of which only the key is known."""
    return store.get(Citation, key) or Citation(key)


def narrower(store: Store, wider: Concept) -> list[Concept]:
    """The concept *wider* and all concepts below it."""
    return reachable([wider], lambda above: store.pointing_to(Concept, "broader", above.id))
