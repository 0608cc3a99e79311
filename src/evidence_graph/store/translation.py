"""A store whose records say their texts in another language, as far as the data have them in it.

What the data have in no text of that language is said in English, or as it is, and marked: ``… [en]``,
``… [not in de]``. What stands as somebody printed it, and names, are not translated and not marked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evidence_graph.model import Citation, DataSet, Study
from evidence_graph.store import conversion, languages
from evidence_graph.vocabulary import BY_RECORD, Tags

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.model import Record
    from evidence_graph.sparql.execution import QueryResult
    from evidence_graph.store.conversion import Described, Term
    from evidence_graph.store.protocol import Store
    from evidence_graph.store.rdf import Triple
    from evidence_graph.vocabulary import Property

R = TypeVar("R")

HAS_TAGS = "SELECT 1 FROM said WHERE datatype >= '@' AND datatype < 'A' LIMIT 1"
SAID = "SELECT DISTINCT predicate, text, datatype FROM said WHERE subject = ?"


def has_tags(store: Store) -> bool:
    """Whether any text of *store* says in which language it is, as far as it was read."""
    return store.tables(DataSet).execute(HAS_TAGS).fetchone() is not None


def statements_about(store: Store, kind: type[Record], name: str) -> Described:
    """What the data say of a record in several languages; nothing where its texts have no tags."""
    facts: Described = {}
    for predicate, text, datatype in store.tables(DataSet).execute(SAID, (store.iri(kind, name),)):
        facts.setdefault(predicate, []).append((text, datatype))

    return facts


class TranslatedStore:
    """The records of another store, in one *language*."""

    def __init__(self, store: Store, language: str) -> None:
        self.store, self.language = store, language

    def __str__(self) -> str:
        return str(self.store)

    @property
    def base(self) -> str:
        """The IRI below which the records live."""
        return self.store.base

    def get(self, kind: type[R], name: str) -> R | None:
        """The record with the id *name*, if there is one."""
        record = self.store.get(kind, name)
        if record is None:
            return None

        return self._translate(record)

    def each(self, kind: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""
        return map(self._translate, self.store.each(kind))

    def ids(self, kind: type[Record | Citation]) -> list[str]:
        """The ids of all records of a kind."""
        return self.store.ids(kind)

    def pointing_to(self, kind: type[R], attribute: str, target: str) -> list[R]:
        """The records whose *attribute* names *target*, in the order of their ids."""
        return list(map(self._translate, self.store.pointing_to(kind, attribute, target)))

    def tables(self, *kinds: type[Record | Citation]) -> sqlite3.Connection:
        """The records as tables, whose texts are those of no language asked for."""
        return self.store.tables(*kinds)

    def iri(self, kind: type[Record], name: str) -> str:
        """The IRI of a record, also of one that is named but not there."""
        return self.store.iri(kind, name)

    def names(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The ids of those of *iris* that are records and do not say them."""
        return self.store.names(iris)

    def triples(self) -> Iterable[Triple]:
        """What people wrote, in all languages, and what is derived from it."""
        return self.store.triples()

    def literature(self, keys: Iterable[str]) -> Bibliography:
        """The bibliography's own entries for *keys*."""
        return self.store.literature(keys)

    def file(self, name: str) -> str:
        """The text of the file *name* beside the claims."""
        return self.store.file(name)

    def aside(self, suffix: str, build: Callable[[Path], None]) -> Path | None:
        """What *build* makes, kept for the next time."""
        return self.store.aside(suffix, build)

    def flaws(self) -> int:
        """How many places of the data do not fit."""
        return self.store.flaws()

    def answer(
        self,
        query: str,
        given: Mapping[str, Term],
        *,
        concluded: Iterable[Triple],
        timeout: float,
        memory: int,
    ) -> QueryResult:
        """The answer to a SPARQL *query*, over the texts of all languages."""
        return self.store.answer(query, given, concluded=concluded, timeout=timeout, memory=memory)

    def _translate(self, record: R) -> R:
        """*record* with its texts in the language."""
        any_record: Any = record
        if isinstance(record, Citation):
            study: Study | None = record.study
            results = tuple(map(self._translate, record.results))

            return cast("R", replace(record, study=study and self._translate(study), results=results))

        entry = BY_RECORD[type(any_record)]
        facts = statements_about(self.store, entry.record, any_record.id)
        texts = {
            prop.attribute: self._text(prop, facts.get(prop.iri, ()), getattr(record, prop.attribute))
            for prop in entry.properties
            if prop.tags is Tags.CHOSEN
        }

        return cast("R", replace(any_record, **texts))

    def _text(self, prop: Property, terms: Iterable[Term], content: Any) -> Any:  # noqa: ANN401 - of any field
        """What a field that holds *content* and of which *terms* are said has to say in the language."""
        if not content:
            return content

        chosen = languages.terms_to_read([*terms], prop, self.language)
        several = [self._mark(text, term) for term in chosen if (text := conversion.readable(term, prop))]
        if not several:
            several = [self._mark(text, (text, None)) for text in (content if prop.many else (content,))]

        return tuple(several) if prop.many else several[0]

    def _mark(self, text: object, term: Term) -> str:
        """*text*, with a mark where it is in another language than was asked for."""
        tag = languages.tag(term)
        if languages.is_of(tag, self.language):
            return str(text)

        return f"{text} [{tag or f'not in {self.language}'}]"
