"""RDF that others hold, in any syntax: records where it uses our terms, or the standard ones we map to.

    claims.rdf, graph.jsonld, data.ttl  ->  records by id, works from their bibliographic statements

The address below which the records live is left behind: here they live below that of the folder.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from evidence_graph import limits, model
from evidence_graph.authoring import translations
from evidence_graph.authoring.foreign import (
    json_ld_contexts,
    nanopub_signatures,
    nanopublications,
    rdf_report,
    standard_shapes,
    standard_terms,
)
from evidence_graph.authoring.foreign.imported_records import ImportedRecords
from evidence_graph.errors import BrokenFile
from evidence_graph.store import reader, streams
from evidence_graph.store.rdf import CLASSES, TEXTS
from evidence_graph.vocabulary import (
    BIBTEX,
    DCTERMS,
    FABIO,
    RDF_TYPE,
    RDFS,
    identifier,
)
from evidence_graph.vocabulary.crosswalk import AUTHOR_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from evidence_graph.authoring.foreign.nanopub_signatures import SignatureFinding
    from evidence_graph.authoring.tables.source_rows import Refusal
    from evidence_graph.store.reader import Described

SYNTAXES = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".xml": "RDF_XML",
    ".jsonld": "JSON_LD",
}
"""The syntax of a file by what its name ends with."""

TOPIC = "imported"
TYPES = {FABIO + name: kind for kind, name in CLASSES.items()}
"""The type of BibTeX for a class of FaBiO."""


def read(path: Path, *, curator: str | None = None) -> ImportedRecords:
    """The records in the RDF file at *path*; by *curator* the judgements that nobody is said to have made.

    Raises BrokenFile where the syntax breaks, or where nothing in it is of our terms or the mapped ones.
    """
    limits.refuse_size(path)
    raw = path.read_bytes()
    syntax = _syntax(raw, path)
    seals = _seals(raw, syntax, path)
    without = frozenset[str]().union(*(seal.graphs for seal in seals if seal.fault))
    flat = standard_shapes.flattened(_subjects(_quads(raw, syntax, path), path, without))
    described = _with_topics(standard_terms.translate(flat))
    described = standard_terms.with_judges(described, BASE, quote(curator or path.stem, safe="-._~"))
    reading = reader.interpret(described, "")

    records = tuple(chain.from_iterable(of_kind.values() for of_kind in reading.records.values()))
    if not records and not without:
        reason = "nothing in it is of the terms of evidence-graph or of the standard terms they map to."
        raise BrokenFile(path, reason)

    citations = tuple(_citations(described))
    ordered = {_key(subject, said) for subject, said in described.items() if AUTHOR_LIST in said}

    return ImportedRecords(
        path.name,
        f"{NAMES[syntax]} in our terms",
        records,
        citations,
        (*rdf_report.refusals(reading, described, path), *_broken_seals(seals, path)),
        (*nanopub_signatures.notices(seals), *rdf_report.notices(reading, described)),
        frozenset(
            citation.key
            for citation in citations
            if len(citation.authors) > 1 and citation.key not in ordered
        ),
        left_out=tuple(rdf_report.left_out(reading, described)),
        translations=tuple(translations.of_reading(reading).values()),
    )


NAMES = {
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "N_QUADS": "N-Quads",
    "TRIG": "TriG",
    "RDF_XML": "RDF/XML",
    "JSON_LD": "JSON-LD",
}


def is_rdf(path: Path) -> bool:
    """Whether the file at *path* is RDF by its name, or by what it begins with."""
    if path.suffix.lower() in SYNTAXES:
        return True

    with path.open("rb") as file:
        start = file.read(2_000)

    return b"<rdf:RDF" in start or (path.suffix.lower() == ".json" and b'"@context"' in start)


def _syntax(raw: bytes, path: Path) -> str:
    """The syntax of a file: what it begins with counts more than its name."""
    start = raw[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<rdf:RDF")):
        return "RDF_XML"
    if start.startswith((b"{", b"[")):
        return "JSON_LD"

    return SYNTAXES.get(path.suffix.lower(), "TURTLE")


def _seals(raw: bytes, syntax: str, path: Path) -> list[SignatureFinding]:
    """What the signatures of the nanopublications in a file are worth, where it holds some."""
    if nanopublications.is_nanopublication(raw) and nanopub_signatures.may_be_sealed(raw):
        return nanopub_signatures.look(_quads(raw, syntax, path))

    return []


def _broken_seals(seals: list[SignatureFinding], path: Path) -> Iterator[Refusal]:
    """The refusals of the nanopublications of which the signature does not fit."""
    for number, seal in enumerate(seals, 1):
        if seal.fault:
            yield nanopublications.broken_seal(path, number, seal.address, seal.fault)


def _quads(raw: bytes, syntax: str, path: Path) -> Iterator[Quad]:
    """The statements of a file, one after the other. Raises BrokenFile where it breaks."""
    from pyoxigraph import RdfFormat, parse

    try:
        if syntax == "JSON_LD":
            text = json_ld_contexts.inlined(raw, path)
        else:
            text = raw

        yield from parse(input=text, format=getattr(RdfFormat, syntax), base_iri=BASE)
    except SyntaxError as error:
        raise streams.broken(path, error) from None


def _subjects(quads: Iterator[Quad], path: Path, without: frozenset[str]) -> dict[str, Described]:
    """What is said of each subject, whatever graph says it, but for the graphs *without* which it is read."""
    from pyoxigraph import BlankNode

    subjects: dict[str, Described] = {}
    for quad in quads:
        place: Any = quad.graph_name
        if without and str(getattr(place, "value", place)) in without:
            continue

        node: Any = quad.subject
        subject = str(node) if type(node) is BlankNode else node.value
        term = streams.plain(quad.object, path)
        terms = subjects.setdefault(subject, {}).setdefault(quad.predicate.value, [])
        if term not in terms:
            terms.append(term)

    return subjects


BASE = "https://example.org/imported/"
"""Below it live names that a file gives without an address."""


def _with_topics(described: dict[str, Described]) -> dict[str, Described]:
    """*described* with a topic for each claim that has none, as standard terms have none."""
    lacking = [subject for subject, statements in described.items() if standard_terms.lacks_topic(statements)]
    if not lacking:
        return described

    topic, scheme = standard_terms.topic(BASE, TOPIC)

    return {
        **described,
        **topic,
        **scheme,
        **{subject: standard_terms.with_topic(described[subject], BASE, TOPIC) for subject in lacking},
    }


KNOWN_BY = (DCTERMS + "title", TEXTS["doi"], TEXTS["pmid"])
"""By one of these a work is known without an entry of BibTeX."""


def _citations(described: dict[str, Described]) -> Iterator[model.Citation]:
    """The works of which the file has bibliographic statements: as BibTeX, or field by field."""
    from evidence_graph import bibliography as bib

    for subject, statements in described.items():
        if BIBTEX in statements:
            parsed = bib.parse(statements[BIBTEX][0][0])
            for entry in parsed.entries.values():
                yield bib.citation(entry, parsed.strings)
        elif standard_terms.is_citation(statements) and any(name in statements for name in KNOWN_BY):
            yield _citation(subject, statements)


def _citation(subject: str, statements: Described) -> model.Citation:
    """The work that *statements* describes; its first author is the one by whom it is called."""
    texts: dict[str, Any] = {name: statements[iri][0][0] for name, iri in TEXTS.items() if iri in statements}
    label = statements.get(RDFS + "label", [("", None)])[0][0]
    listed = [text for text, _ in statements.get(AUTHOR_LIST, ())]
    authors = listed or sorted(
        (text for text, _ in statements.get(DCTERMS + "creator", ())), key=lambda name: _rank(name, label)
    )
    years = statements.get(FABIO + "hasPublicationYear")
    types = [TYPES[text] for text, _ in statements.get(RDF_TYPE, ()) if text in TYPES]
    kind = "article" if "container" in texts else "misc"
    if types:
        kind = types[0]

    if years and years[0][0].isdigit():
        year = int(years[0][0])
    else:
        year = None

    return model.Citation(_key(subject, statements), kind, authors=tuple(authors), year=year, **texts)


def _key(subject: str, statements: Described) -> str:
    """The key of a work."""
    return statements.get(DCTERMS + "identifier", [(identifier(subject), None)])[0][0]


def _rank(author: str, label: str) -> tuple[bool, str]:
    """The order of authors, which RDF does not keep: the one in the label first."""
    return not label.startswith(author.split(",", maxsplit=1)[0]), author
