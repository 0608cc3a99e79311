"""A text of a record in another language, as a change of its own beside those of records and works.

    book.translate("milk-spoils-tea", "de", statement="Milch verdirbt Tee.")

The record goes on to hold the text that is read without a language asked for; the translation is a statement
beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence_graph.store import languages
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, Property, Tags, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.authoring.stock import WorkingCopy
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Record
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import FileRecords

FIELDS = {(entry.record, prop.iri): prop for entry in SCHEMA for prop in entry.properties}


@dataclass(frozen=True, slots=True)
class Translation:
    """What a field of the record *owner* of a *kind* says in a *language*."""

    kind: type[Record]
    owner: str
    attribute: str
    language: str
    text: str

    @property
    def id(self) -> str:
        """What tells it from others: "claim:milk-spoils-tea statement@de"."""
        return f"{BY_RECORD[self.kind].name}:{self.owner} {self.attribute}@{self.language.lower()}"

    @property
    def predicate(self) -> str:
        """The property of the field."""
        properties = BY_RECORD[self.kind].properties

        return next(prop.iri for prop in properties if prop.attribute == self.attribute)


def of_reading(reading: FileRecords) -> dict[str, Translation]:
    """The translations in what was read by their ids: the texts beside those that the records hold."""
    owners = {iri: key for key, iri in reading.iris.items()}
    by_id: dict[str, Translation] = {}

    for subject, predicate, term in reading.foreign:
        kind, name = owners.get(subject, (None, ""))
        prop = FIELDS.get((kind, predicate)) if kind else None
        if kind and prop and languages.tag(term):
            translation = Translation(kind, name, prop.attribute, _tag_as_written(term), term[0])
            by_id[translation.id] = translation

    return by_id


def _tag_as_written(term: Term) -> str:
    return (term[1] or "")[1:]


def put(dataset: Dataset, coming: Iterable[Translation], leaving: Iterable[Translation] = ()) -> Dataset:
    """*dataset* with the translations that are *coming*, and without those *leaving*."""
    reading = dataset.reading
    translations = list(coming)
    places = {_place(dataset, each) for each in (*translations, *leaving)}
    foreign = [each for each in reading.foreign if (*each[:2], languages.tag(each[2])) not in places]

    for each in translations:
        subject, predicate, _ = _place(dataset, each)
        foreign.append((subject, predicate, (each.text, f"@{each.language}")))

    return replace(dataset, reading=replace(reading, foreign=foreign))


def _place(dataset: Dataset, translation: Translation) -> tuple[str, str, str]:
    """Subject, property and language of a *translation*."""
    kind, owner = translation.kind, translation.owner
    known = dataset.reading.iris.get((kind, owner))  # a record that is just coming has no address yet
    subject = known or record_iri(dataset.reading.base, BY_RECORD[kind], owner)

    return subject, translation.predicate, translation.language.lower()


def in_language(record: Any, language: str) -> Any:  # noqa: ANN401 - a record of any kind
    """*record* with its texts in a *language*, but for those that say another."""
    if not language:
        return record

    texts: dict[str, Any] = {}
    for prop in BY_RECORD[type(record)].properties:
        content = getattr(record, prop.attribute)
        if prop.tags in {Tags.CHOSEN, Tags.ALL} and not isinstance(content, languages.Tagged):
            texts[prop.attribute] = with_language(prop, content, language)

    return replace(record, **texts)


def with_language(prop: Property, content: Any, language: str, present: Any = ()) -> Any:  # noqa: ANN401 - of any field
    """*content* of a field as it is said in a *language*; what is *present* already keeps its own."""
    if not language or prop.tags not in {Tags.CHOSEN, Tags.ALL} or not content:
        return content
    if isinstance(content, tuple):
        return tuple(text if text in present else languages.Tagged(text, language) for text in content)

    if isinstance(content, str):
        return languages.Tagged(content, language)

    return content


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field of a record in a working copy, as somebody changes it in a *language*."""

    stock: WorkingCopy
    kind: type[Record]
    name: str
    prop: Property
    language: str

    def is_translation(self) -> bool:
        """Whether the language is another than that of the text that the field is read from."""
        if not self.language or self.prop.tags is not Tags.CHOSEN or self.prop.many:
            return False

        language = self.stock.language(self.kind, self.name, self.prop)

        return language is not None and language.lower() != self.language.lower()

    def translate(self, text: str) -> list[tuple[str, object, object]]:
        """Let the field say *text* beside what it says in other languages; what it was and is."""
        translation = Translation(self.kind, self.name, self.prop.attribute, self.language, text)
        present = self.stock.all(Translation).get(translation.id)
        before = present.text if present else None

        if text and before != text:
            self.stock.put(translation)
        elif present and not text:
            self.stock.drop(Translation, translation.id)
        else:
            return []

        return [(f"{self.prop.attribute}@{self.language}", before, text or None)]
