"""What a new claims file says, held against what the old one says and what its records are to be.

Nothing here knows how the new text was made: both texts are read, and statements compared with statements.
What nobody changed has to be said in the same terms; what somebody changed has to be read as they meant it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.errors import BrokenFile
from evidence_graph.store import conversion, reader
from evidence_graph.vocabulary import BY_RECORD, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.model import Record
    from evidence_graph.store.reader import Described, FileRecords
    from evidence_graph.vocabulary import Property

NEW = "the new text"

Place = tuple[str, str]
"""A subject and a predicate; no predicate stands for all of the subject."""


def require_faithful(text: str, old: FileRecords, new_records: FileRecords) -> None:
    """Raise BrokenFile unless the new *text* says what *new_records* holds, and of the rest what *old* says.

    *old* is the old text as it is read.
    """
    new = reader.read(text, name=NEW)
    _require_records(new, new_records)
    changes = frozenset(_changes(old, new_records))
    before, after = _by_place(old.said), _by_place(new.said)
    is_elsewhere = new.base not in {new_records.base, old.base}
    if (set(new.foreign) ^ set(new_records.foreign)) - _doubled_statements(old.said) or is_elsewhere:
        raise BrokenFile(NEW, "it does not say what it was made from.")

    for place in before.keys() | after.keys():
        subject, predicate = place
        if before.get(place) != after.get(place) and changes.isdisjoint({place, (subject, "")}):
            raise BrokenFile(NEW, f"it would change what <{subject}> says with <{predicate}>, unasked.")


def has_changes(old: FileRecords, new_records: FileRecords) -> bool:
    """Whether *new_records* holds anything else than *old*."""
    return any(True for _ in _changes(old, new_records))


def _require_records(new: FileRecords, new_records: FileRecords) -> None:
    """Raise BrokenFile when a record is read in another way than it was meant."""
    for record_type in new.records.keys() | new_records.records.keys():
        kind = BY_RECORD[record_type].name
        after, intent = new.records.get(record_type, {}), new_records.records.get(record_type, {})
        for identifier in after.keys() | intent.keys():
            one, other = after.get(identifier), intent.get(identifier)
            if one is None or other is None or list(_differences(one, other)):
                raise BrokenFile(NEW, f"its {kind} {identifier!r} would not be read as it was meant.")


def _changes(old: FileRecords, new_records: FileRecords) -> Iterator[Place]:
    """The places at which *new_records* is another than *old*."""
    for subject, predicate, _ in set(old.foreign) ^ set(new_records.foreign):
        yield subject, predicate

    for record_type in old.records.keys() | new_records.records.keys():
        before, after = old.records.get(record_type, {}), new_records.records.get(record_type, {})
        for identifier in before.keys() | after.keys():
            one, other = before.get(identifier), after.get(identifier)
            subject = _subject(new_records if other else old, record_type, identifier)
            if one is None or other is None:
                yield subject, ""
            else:
                yield from ((subject, prop.iri) for prop in _differences(one, other))


def _differences(one: Record, other: Record) -> Iterator[Property]:
    """The fields in which two records of a kind differ; the order of several values is none."""
    for prop in BY_RECORD[type(one)].properties:
        first: Any = getattr(one, prop.attribute)
        second: Any = getattr(other, prop.attribute)
        if set(first) != set(second) if prop.many else first != second:
            yield prop


def _subject(reading: FileRecords, record_type: type[Record], identifier: str) -> str:
    iri_known = reading.iris.get((record_type, identifier))
    return iri_known or record_iri(reading.base, BY_RECORD[record_type], identifier)


def _doubled_statements(described_subjects: Mapping[str, Described]) -> set[tuple[str, str, conversion.Term]]:
    """The statements that a text makes twice: understood once, they are not understood the second time."""
    doubled: set[tuple[str, str, conversion.Term]] = set()
    for subject, described in described_subjects.items():
        for predicate, values in described.items():
            if len(values) > 1 and len(values) != len(set(values)):
                doubled.update((subject, predicate, term) for term in values if values.count(term) > 1)

    return doubled


def _by_place(described_subjects: Mapping[str, Described]) -> dict[Place, set[conversion.Term]]:
    """What *described_subjects* say, by subject and predicate."""
    places: dict[Place, set[conversion.Term]] = {}
    for subject, described in described_subjects.items():
        for predicate, values in described.items():
            places[subject, predicate] = set(values)

    return places
