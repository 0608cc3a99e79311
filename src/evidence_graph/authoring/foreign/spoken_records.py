"""Records of an RDF file with the language of their texts, and what they say in further languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.translations import FIELDS, Translation
from evidence_graph.store import languages
from evidence_graph.vocabulary import BY_RECORD, Kind, Tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.model import Record
    from evidence_graph.store.conversion import Described
    from evidence_graph.store.reader import FileRecords


def records(reading: FileRecords) -> Iterator[Record]:
    """The records of a file, each text with the tag under which the file has it."""
    for kind, of_kind in reading.records.items():
        for record in of_kind.values():
            yield _tagged(record, reading.said.get(reading.iris[kind, record.id], {}))


def _tagged(record: Record, statements: Described) -> Record:
    changes: dict[str, Any] = {}
    for prop in BY_RECORD[type(record)].properties:
        if prop.kind is not Kind.TEXT or prop.tags is Tags.NAME:
            continue
        tags = {text: datatype for text, datatype in statements.get(prop.iri, ()) if datatype}
        content = getattr(record, prop.attribute)
        spoken = tuple(_text(text, tags) for text in content) if prop.many else _text(content, tags)
        if content and any(tag.startswith("@") for tag in tags.values()):
            changes[prop.attribute] = spoken
    return replace(record, **changes) if changes else record


def _text(text: str | None, tags: dict[str, str]) -> str | None:
    """*text* with the language of which its tag is, if it has one."""
    tag = tags.get(text, "") if text else ""
    return languages.Tagged(text, tag[1:]) if text and tag.startswith("@") else text


def translations(reading: FileRecords) -> Iterator[Translation]:
    """What the records of a file say in languages beside the one that they are read in."""
    owners = {iri: key for key, iri in reading.iris.items()}
    for subject, predicate, term in reading.foreign:
        kind, name = owners.get(subject, (None, ""))
        prop = FIELDS.get((kind, predicate)) if kind else None
        if kind and prop and prop.tags is Tags.CHOSEN and languages.tag(term):
            yield Translation(kind, name, prop.attribute, (term[1] or "")[1:], term[0])
