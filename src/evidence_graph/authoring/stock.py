"""The records and works of a data set as they become, and what each of them was before.

What was done to them can be done once more to the data set as somebody else left it meanwhile: where they
changed something else, both changes stay; where they changed the same, it is refused.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.authoring import translations
from evidence_graph.authoring.fields import in_words
from evidence_graph.authoring.homes import Home
from evidence_graph.authoring.translations import Translation
from evidence_graph.errors import RecordConflict
from evidence_graph.store import languages
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph.authoring.homes import Homes
    from evidence_graph.authoring.renaming import Renaming
    from evidence_graph.bibliography import Entry
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Record
    from evidence_graph.store.conversion import Term
    from evidence_graph.vocabulary import Property

R = TypeVar("R")

PRINCIPAL = {model.Claim: 0, model.EvidenceLine: 1, bib.Entry: 2, model.Study: 3}
"""After which of the things added their file is named."""

Key = tuple[type[Any], str]
"""Kind and id of a record; of a work the type of its entry, and its key."""


@dataclass(frozen=True, slots=True)
class StockChange:
    """What one record, or the entry of a work, was and is; None where there was or is none."""

    before: Any
    after: Any

    def onto(self, theirs: Any, name: str, path: Path) -> Any:  # noqa: ANN401 - a record or an entry
        """What *theirs*, the same as somebody else left it, becomes by this change.

        Raises RecordConflict where they changed the same.
        """
        if theirs == self.before:
            return self.after
        if theirs == self.after:
            return theirs

        if theirs is None or self.before is None or self.after is None:
            is_new = self.before is None
            raise RecordConflict(
                path, name, "it is no more" if theirs is None else "it is another now", is_new=is_new
            )

        ours = _differences(self.before, self.after)
        both = {key: each for key, each in _differences(self.before, theirs).items() if key in ours}
        if both:
            changes = ", ".join(
                f"{key} {in_words(old)} → {in_words(new)}" for key, (old, new) in both.items()
            )
            raise RecordConflict(path, name, changes)

        return _with(theirs, {key: new for key, (_, new) in ours.items()})


def _values(content: Any) -> dict[str, Any]:  # noqa: ANN401 - a record or an entry
    """The fields of a record, or those of an entry as they stand in the file."""
    if isinstance(content, bib.Entry):
        return {"type": content.type, **content.fields}

    return {each.name: getattr(content, each.name) for each in fields(content)}


def _differences(one: Any, other: Any) -> dict[str, tuple[Any, Any]]:  # noqa: ANN401 - records or entries
    """What each field is in *one* and in *other* where these differ."""
    before, after = _values(one), _values(other)
    names = dict.fromkeys([*before, *after])

    return {n: (before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)}


def _with(content: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a record or an entry
    """*content* with other *values* in some of its fields."""
    if not isinstance(content, bib.Entry):
        return replace(content, **values)

    merged = {name: value for name, value in (_values(content) | dict(values)).items() if value is not None}

    return replace(content, type=merged.pop("type"), fields=merged)


@dataclass
class Changes:
    """Changes of single records and works, made in one go."""

    by_key: dict[Key, StockChange] = field(default_factory=dict)
    homes: Homes | None = None
    """Where new records go; without it into the two files that every folder has."""

    def note(self, key: Key, before: object, after: object) -> None:
        """Take in that something is *after* now; what it was at first stays what it was *before*."""
        first = self.by_key.get(key)
        self.by_key[key] = StockChange(first.before if first else before, after)

    def names(self) -> Iterable[Key]:
        """Kind and id of what is changed."""
        return self.by_key

    def applied(self, dataset: Dataset) -> Dataset:
        """*dataset* with the changes. Raises RecordConflict where somebody else changed the same."""
        coming: list[Any] = []
        leaving: list[Any] = []

        for (kind, name), change in self.by_key.items():
            theirs = _of_kind(dataset, kind).get(name)
            becomes = change.onto(theirs, name, dataset.folder)
            if becomes is not None:
                coming.append(becomes)
            elif theirs is not None:
                leaving.append(theirs)

        return self._without_rivals(_put(_remove(dataset, leaving), coming, self._home()))

    def _home(self) -> Home:
        """The files in which the new ones of these records and works live."""
        additions = [
            key for key, change in self.by_key.items() if change.before is None and key[0] is not Translation
        ]
        if not additions or self.homes is None:
            return Home()

        _, name = min(additions, key=lambda key: PRINCIPAL.get(key[0], len(PRINCIPAL)))

        return self.homes.for_additions(dt.datetime.now(tz=dt.UTC).date().isoformat(), name)

    def _without_rivals(self, dataset: Dataset) -> Dataset:
        """*dataset* without what else stood in a changed field: a value too many, or one that is none."""
        fields_of_change: dict[tuple[str, str], str] = {}

        for (kind, name), change in self.by_key.items():
            subject = dataset.reading.iris.get((kind, name))
            if subject is None or change.before is None or change.after is None:
                continue

            changed = _differences(change.before, change.after)
            said = dataset.reading.said.get(subject, {})
            for prop in BY_RECORD[kind].properties:
                if prop.attribute in changed:
                    fields_of_change[subject, prop.iri] = languages.of_record(said.get(prop.iri, ()), prop)

        foreign = [each for each in dataset.reading.foreign if not _is_rival(each, fields_of_change)]
        if len(foreign) == len(dataset.reading.foreign):
            return dataset

        return replace(dataset, reading=replace(dataset.reading, foreign=foreign))


def _is_rival(statement: tuple[str, str, Term], fields_of_change: Mapping[tuple[str, str], str]) -> bool:
    """Whether *statement* says in a changed field what it can say no more: in no other language."""
    subject, predicate, term = statement
    language = fields_of_change.get((subject, predicate))

    return language is not None and languages.tag(term) in {languages.UNTAGGED, language.lower()}


def _of_kind(dataset: Dataset, kind: type[Any]) -> Mapping[str, Any]:
    """The records of a *kind* by id, or the entries of works by key."""
    if kind is Translation:
        return translations.of_reading(dataset.reading)

    if kind is bib.Entry:
        return dataset.bibliography.entries

    return dataset.records(kind)


def _put(dataset: Dataset, coming: list[Any], home: Home) -> Dataset:
    citations = [each for each in coming if isinstance(each, bib.Entry)]
    records = [each for each in coming if not isinstance(each, bib.Entry | Translation)]
    if records:
        dataset = data.put(dataset, *records, file=home.claims)

    dataset = translations.put(dataset, [each for each in coming if isinstance(each, Translation)])

    if citations:
        return data.put_citations(dataset, *citations, file=home.citations)

    return dataset


def _remove(dataset: Dataset, leaving: list[Any]) -> Dataset:
    citations = [each.key for each in leaving if isinstance(each, bib.Entry)]
    records = [each for each in leaving if not isinstance(each, bib.Entry | Translation)]
    dataset = translations.put(dataset, (), [each for each in leaving if isinstance(each, Translation)])
    if records:
        dataset = data.remove(dataset, *records)

    return (
        replace(dataset, bibliography=bib.remove(dataset.bibliography, *citations)) if citations else dataset
    )


class WorkingCopy:
    """The records and works of a data set while somebody works on them."""

    def __init__(self, dataset: Dataset, homes: Homes | None = None) -> None:
        self._read = self._settled = dataset
        self._homes = homes
        self._steps: list[Changes | Renaming] = []
        self._open = Changes(homes=homes)
        self._copies: dict[type[Any], dict[str, Any]] = {}

    @property
    def read(self) -> Dataset:
        """The data set as it was at first."""
        return self._read

    @property
    def strings(self) -> Mapping[str, str]:
        """The macros of the bibliography."""
        return self._read.bibliography.strings

    def all(self, kind: type[R]) -> Mapping[str, R]:
        """The records of a *kind* by id, or the entries of works by key, as they are now."""
        copy = self._copies.get(kind)
        if copy is None:
            copy = self._copies[kind] = dict(_of_kind(self._settled, kind))

        return cast("Mapping[str, R]", copy)

    def language(self, kind: type[Record], name: str, prop: Property) -> str | None:
        """The language in which the text stands that a field of a record holds; empty where it says none.

        None where the record is no older than this copy.
        """
        content = getattr(self.all(kind).get(name), prop.attribute, None)
        if isinstance(content, languages.Tagged):
            return content.language

        reading = self._settled.reading
        subject = reading.iris.get((kind, name))
        if subject is None:
            return None

        return languages.of_record(reading.said.get(subject, {}).get(prop.iri, ()), prop)

    def put(self, record: Record | Entry | Translation) -> None:
        """Take in *record* in the place of that with its id, if there is one."""
        if isinstance(record, bib.Entry):
            name = record.key
        else:
            name = record.id

        before = self.all(type(record)).get(name)
        self._open.note((type(record), name), before, record)
        self._copies[type(record)][name] = record

    def drop(self, kind: type[Any], name: str) -> None:
        """Let there be no record *name* of a *kind*."""
        before = self.all(kind)[name]
        self._open.note((kind, name), before, None)
        del self._copies[kind][name]

    def rename(self, step: Renaming) -> None:
        """Give a record another id, or make one of two."""
        self._settled = step.applied(self._settle())
        self._steps.append(step)
        self._copies.clear()

    def _settle(self) -> Dataset:
        """The data set as it is now, with all changes so far."""
        if self._open.by_key:
            self._settled = self._open.applied(self._settled)
            self._steps.append(self._open)
            self._open = Changes(homes=self._homes)

        return self._settled

    def now(self) -> Dataset:
        """The data set as it is now, as it would be read after a save. Raises CannotWrite as a save does."""
        return data.written(self._settle())

    def onto(self, dataset: Dataset) -> Dataset:
        """*dataset*, as somebody else may have left it, with all that was done here.

        Raises RecordConflict where both changed the same.
        """
        for step in [*self._steps, self._open]:
            dataset = step.applied(dataset)

        return dataset

    def touched(self, dataset: Dataset) -> Iterator[tuple[Key, Any]]:
        """Kind, id and state in *dataset* of what was changed here; what was renamed under both ids."""
        for step in [*self._steps, self._open]:
            for kind, name in step.names():
                record = _of_kind(dataset, kind).get(name)
                if record is not None:
                    yield (kind, name), record

    def has_changes(self) -> bool:
        """Whether anything was done."""
        return bool(self._steps or self._open.by_key)
