"""Records to canonical Turtle, and files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.dataset import reader, terms
from evidence_graph.errors import CannotWrite
from evidence_graph.vocabulary import (
    BY_RECORD,
    RDF_TYPE,
    XSD,
    prefixes,
    record_iri,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph
    from rdflib.term import Literal, URIRef

    from evidence_graph.model import Record

SECTIONS: dict[type[Record], int] = {
    model.DataSet: 0,
    model.Curator: 1,
    model.Article: 2,
    model.Reference: 2,
    model.Claim: 3,
    model.Assertion: 3,
    model.Passage: 3,
    model.EvidenceLine: 3,
    model.Disagreement: 4,
    model.Study: 5,
    model.Result: 5,
    model.Procedure: 6,
    model.Step: 6,
    model.Scheme: 7,
    model.Concept: 8,
}
"""The order of a claims file: each claim with its passages and evidence, each work with its results."""


def to_turtle(reading: reader.Reading) -> str:
    """The canonical Turtle of everything in *reading*, what was not understood included.

    The same records give the same bytes, in whatever order they came.
    """
    from rdflib import URIRef
    from rdflib.namespace import RDF
    from rdflib.plugins.serializers.turtle import TurtleSerializer

    graph = to_graph(reading)
    places = {URIRef(iri): place for iri, place in _places(reading)}
    order = {
        URIRef(entry.iri): {URIRef(p.iri): rank for rank, p in enumerate(entry.properties)}
        for entry in BY_RECORD.values()
    }

    class InOrder(TurtleSerializer):
        """rdflib's Turtle with the records in the order people read them."""

        def orderSubjects(self) -> list[URIRef]:  # type: ignore[override]  # noqa: N802
            return sorted(self._subjects, key=lambda s: (places.get(s, (99, "", 0, 0, "")), s))  # type: ignore[arg-type]

        def sortProperties(self, properties: dict[URIRef, list[Any]]) -> list[URIRef]:  # type: ignore[override]  # noqa: N802
            for held in properties.values():
                held.sort()
            known = next((order[c] for c in properties.get(RDF.type, []) if c in order), {})
            return sorted(properties, key=lambda p: (p != RDF.type, known.get(p, len(known)), p))

    out = BytesIO()
    InOrder(graph).serialize(out)
    return (
        f"{reader.WRITTEN}; reading and editing by hand is welcome.\n{out.getvalue().decode()}{reader.END}\n"
    )


def to_graph(reading: reader.Reading) -> Graph:
    """An rdflib graph of *reading*, without derived triples."""
    from rdflib import Graph, URIRef

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(reading.base).items():
        graph.bind(prefix, namespace)
    for subject, predicate, term in statements(reading):
        graph.add((URIRef(subject), URIRef(predicate), rdflib_term(term)))
    return graph


def rdflib_term(term: terms.Term) -> URIRef | Literal:
    """The rdflib node of *term*: a text without a datatype, as rdflib users write it."""
    from rdflib import Literal, URIRef

    text, datatype = term
    if datatype is None:
        return URIRef(text)
    if datatype == XSD + "string":
        return Literal(text)
    return Literal(text, datatype=URIRef(datatype), normalize=False)


def statements(reading: reader.Reading) -> Iterator[tuple[str, str, terms.Term]]:
    """All triples of *reading* as plain strings."""

    def iri_of(record_type: type[Record], identifier: str) -> str:
        known = reading.iris.get((record_type, identifier))
        return known or record_iri(reading.base, BY_RECORD[record_type], identifier)

    for record_type, records in reading.records.items():
        entry = BY_RECORD[record_type]
        for record in records.values():
            subject = iri_of(record_type, record.id)
            yield subject, RDF_TYPE, (entry.iri, None)
            for predicate, term in terms.terms(record, entry, iri_of=iri_of):
                yield subject, predicate, term
    yield from reading.foreign


def _places(reading: reader.Reading) -> Iterator[tuple[str, tuple[int, str, int, int, str]]]:
    claim_of_passage = {
        passage: assertion.claim
        for assertion in reading.records.get(model.Assertion, {}).values()
        if isinstance(assertion, model.Assertion)
        for passage in assertion.passages
    }
    for rank, (record_type, section) in enumerate(SECTIONS.items()):
        for record in reading.records.get(record_type, {}).values():
            iri = reading.iris.get((record_type, record.id)) or record_iri(
                reading.base, BY_RECORD[record_type], record.id
            )
            number = getattr(record, "number", 0)
            yield iri, (section, _group(record, claim_of_passage), rank, number, record.id)


def _group(record: Record, claim_of_passage: dict[str, str]) -> str:
    """The id of the record that *record* is printed under."""
    if isinstance(record, model.Passage):
        return claim_of_passage.get(record.id, "")
    owner = OWNERS.get(type(record), "id")
    return str(getattr(record, owner))


OWNERS: dict[type[Record], str] = {
    model.Assertion: "claim",
    model.EvidenceLine: "claim",
    model.Reference: "article",
    model.Result: "citation",
    model.Step: "procedure",
    model.Concept: "scheme",
}
"""The field that names the record under which a record is printed."""


def write_texts(texts: Iterable[tuple[Path, str]]) -> None:
    """Write each text to its file; each file is replaced whole or left as it was.

    Raises CannotWrite when a file cannot be replaced.
    """
    for path, text in texts:
        write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file at *path* with *content* in one step: temporary file, fsync, rename.

    A symbolic link stays one, and the mode of an existing file is kept.
    Raises CannotWrite when that is not possible; the old file is whole then.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "the file is read-only")
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CannotWrite(path, str(error.strerror or error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise CannotWrite(path, str(error.strerror or error)) from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
