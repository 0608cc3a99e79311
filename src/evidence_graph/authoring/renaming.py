"""A record under another id, or two records made one, with all that names them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.authoring import translations
from evidence_graph.errors import RefusedChange, UnknownName
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, Kind, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.authoring.translations import Translation
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Record
    from evidence_graph.vocabulary import RecordType


@dataclass(frozen=True, slots=True)
class Renaming:
    """The record *old* of a *kind* is to be called *new*; with *merge* it becomes one with the one called so.

    Of two that become one, what *new* says stands; *old* fills what it leaves open, and is remembered as
    another name.
    """

    kind: type[Record]
    old: str
    new: str
    merge: bool = False

    def names(self) -> Iterable[tuple[type[Any], str]]:
        """Kind and id of what is changed."""
        return (self.kind, self.old), (self.kind, self.new)

    def applied(self, dataset: Dataset) -> Dataset:
        """*dataset* after it.

        Raises UnknownName where there is no *old*, RefusedChange where *new* is taken.
        """
        kind = BY_RECORD[self.kind].name
        is_taken = _is_there(dataset, self.kind, self.new)
        if not _is_there(dataset, self.kind, self.old):
            raise UnknownName(kind, self.old)
        if self.old == self.new:
            raise RefusedChange(f"The {kind} {self.old} is called so already.")

        if is_taken and not self.merge:
            cure = f"evidence-graph rename {self.old} {self.new} --merge"
            raise RefusedChange(f"There is a {kind} {self.new} already. To make one of the two: {cure}")

        if self.merge and not is_taken:
            raise UnknownName(kind, self.new, hint="Only with one that is there a record can be made one.")

        # The references first: what becomes of the two themselves is told from the rest then.
        changed = _redirect(dataset, self)
        if self.merge:
            changed = _merge(changed, self)
        else:
            changed = _move(changed, self)

        if self.merge:
            return _renumber(changed, self)

        return changed


def _is_there(dataset: Dataset, kind: type[Record], name: str) -> bool:
    any_kind: Any = kind
    if kind is model.Study and name in dataset.bibliography.entries:
        return True

    return name in dataset.records(any_kind)


def _redirect(dataset: Dataset, step: Renaming) -> Dataset:
    """*dataset* in which whatever names the old id names the new one."""
    coming = [
        changed
        for entry in SCHEMA
        for record in dataset.reading.records.get(entry.record, {}).values()
        if (changed := _pointing(record, entry, step)) != record
    ]

    return data.put(dataset, *coming)


def _pointing(record: Record, entry: RecordType, step: Renaming) -> Record:
    """*record* naming the new id in the place of the old one, and never itself."""
    if isinstance(record, step.kind) and record.id in {step.old, step.new}:
        itself = step.new
    else:
        itself = None

    values: dict[str, Any] = {}

    for prop in entry.properties:
        content: Any = getattr(record, prop.attribute)
        if prop.kind is not Kind.REFERENCE or prop.target is not step.kind or not content:
            continue

        if not prop.many:
            values[prop.attribute] = step.new if content == step.old else content
        elif step.old in content:
            names = (step.new if name == step.old else name for name in content)
            values[prop.attribute] = tuple(sorted({name for name in names if name != itself}))

    return replace(record, **values)


def _move(dataset: Dataset, step: Renaming) -> Dataset:
    """*dataset* in which the record itself is called anew, and all else that is said of it is said so."""
    any_kind: Any = step.kind
    record: Any = dataset.records(any_kind).get(step.old)
    bibliography = dataset.bibliography
    if step.kind is model.Study and step.old in bibliography.entries:
        bibliography = bib.rename(bibliography, step.old, step.new)
        homes = {**dataset.citation_homes, step.new: dataset.file_of_citation(step.old)}
        dataset = replace(dataset, citation_homes=homes)

    if record is None:
        return replace(dataset, bibliography=bibliography)

    reading = dataset.reading
    old = reading.iris.get((step.kind, step.old)) or record_iri(reading.base, BY_RECORD[any_kind], step.old)
    new = record_iri(reading.base, BY_RECORD[any_kind], step.new)
    foreign = [
        (new if s == old else s, p, (new, None) if term == (old, None) else term)
        for s, p, term in reading.foreign
    ]
    file = dataset.file_of(record)
    moved = data.put(data.remove(dataset, record), replace(record, id=step.new), file=file)

    return replace(moved, bibliography=bibliography, reading=replace(moved.reading, foreign=foreign))


def _merge(dataset: Dataset, step: Renaming) -> Dataset:
    """*dataset* in which the old record is part of the new one."""
    any_kind: Any = step.kind
    old: Any = dataset.records(any_kind).get(step.old)
    new: Any = dataset.records(any_kind).get(step.new)
    if step.kind is model.Study:
        dataset = _merged_citations(dataset, step)
        new = new or model.Study(step.new)
        old = old or model.Study(step.old)

    merged = _remembering(_fill_gaps(new, old), old)
    spoken = _translations(dataset, step)
    if step.old in dataset.records(any_kind):
        dataset = data.remove(dataset, old)

    return translations.put(data.put(dataset, merged), spoken)


def _translations(dataset: Dataset, step: Renaming) -> list[Translation]:
    """What the old record says in languages in which the new one says nothing."""
    present = translations.of_reading(dataset.reading)
    of_old = [each for each in present.values() if each.kind is step.kind and each.owner == step.old]
    moved = [replace(each, owner=step.new) for each in of_old]

    return [each for each in moved if each.id not in present]


def _merged_citations(dataset: Dataset, step: Renaming) -> Dataset:
    """*dataset* whose bibliography has one entry of the two works, with what either says."""
    entries = dataset.bibliography.entries
    old, new = entries.get(step.old), entries.get(step.new)
    bibliography = dataset.bibliography
    if old and new:
        entry = replace(
            new, fields={**new.fields, **{n: v for n, v in old.fields.items() if n not in new.fields}}
        )
        bibliography = bib.remove(bib.put(bibliography, entry), step.old)
    elif old:
        bibliography = bib.rename(bibliography, step.old, step.new)

    return replace(dataset, bibliography=bibliography)


def _fill_gaps(new: Any, old: Any) -> Any:  # noqa: ANN401 - records of any one kind
    """*new* with what *old* says where it says nothing itself; several values are joined."""
    values: dict[str, Any] = {}

    for prop in BY_RECORD[type(new)].properties:
        own, other = getattr(new, prop.attribute), getattr(old, prop.attribute)
        if prop.many:
            names = set(own) | set(other)
            # Of two that were related to each other none is left to be related to.
            if prop.target is type(new):
                itself = {new.id, old.id}
            else:
                itself = set()

            values[prop.attribute] = tuple(sorted(names - itself))
        elif own is None:
            values[prop.attribute] = other

    return replace(new, **values)


def _remembering(record: Any, old: Any) -> Any:  # noqa: ANN401 - records of any one kind
    """*record* with the name of *old* as another name for it, where its kind has other names."""
    if isinstance(record, model.Study):
        names = {*record.aliases, old.id}
        return replace(record, aliases=tuple(sorted(names)), version_of=_no_self(record))

    if isinstance(record, model.Concept):
        names = {*record.alternatives, old.label} - {record.label}
        return replace(record, alternatives=tuple(sorted(names)))

    if isinstance(record, model.Claim) and old.statement != record.statement:
        return replace(record, asked_as=tuple(sorted({*record.asked_as, old.statement})))

    return record


def _no_self(study: model.Study) -> str | None:
    """What *study* is a version of, which is not itself."""
    if study.version_of == study.id:
        return None

    return study.version_of


def _renumber(dataset: Dataset, step: Renaming) -> Dataset:
    """*dataset* in which no two results or figures of the one study have one number."""
    if step.kind is not model.Study:
        return dataset

    coming: list[Record] = []

    for kind in (model.Result, model.Effect):
        coming += _with_own_numbers(dataset, kind, step.new)

    return data.put(dataset, *coming)


def _with_own_numbers(
    dataset: Dataset, kind: type[model.Result | model.Effect], study: str
) -> Iterator[Record]:
    own = sorted((r for r in dataset.records(kind).values() if r.citation == study), key=lambda r: r.number)
    seen: set[int] = set()
    for record in own:
        if record.number not in seen:
            number = record.number
        else:
            number = max(seen) + 1

        seen.add(number)
        if number != record.number:
            yield replace(record, number=number)
