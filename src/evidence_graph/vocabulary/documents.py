"""``shapes.ttl`` and ``context.jsonld``, built from the table; ``make vocabulary`` writes them anew.

The table says of a field its property, what it holds, whether it must stand and may stand twice, its range
and its form. The first document says so in SHACL, the second in JSON-LD. Both are committed, so that whoever
has no Python can read them; `evidence_graph.vocabulary` documents the terms by hand in ``evidence.ttl``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_graph.model import Claim, Study
from evidence_graph.vocabulary import (
    BIBLIOGRAPHIC,
    BY_RECORD,
    CONCLUSIONS,
    DERIVED,
    FABIO,
    FOLDERS,
    NUMBERS,
    PREFIXES,
    PRISM,
    SCHEMA,
    VALUES,
    Kind,
    Tags,
    choice_iri,
    crosswalk,
    identifier,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from enum import StrEnum

    from evidence_graph.model import Record
    from evidence_graph.vocabulary import Property, RecordType

HEADER = """\
# The shapes of a data set: what vocabulary/__init__.py says of each field, as SHACL.
# Built by `make vocabulary`, not by hand.
#
# Every node has a name, the cells of the lists too. No shape is closed: a data set may say more of its
# records than this vocabulary knows, and what it says is kept.
"""

DATATYPES = {
    Kind.TEXT: "xsd:string",
    Kind.INTEGER: "xsd:integer",
    Kind.DECIMAL: "xsd:decimal",
    Kind.BOOLEAN: "xsd:boolean",
    Kind.DATE: "xsd:date",
}
"""The datatype of what a field holds; the other kinds are named by an IRI."""

TEXTS = """\
shape:texts.1 rdf:first shape:text ; rdf:rest shape:texts.2 .
shape:texts.2 rdf:first shape:text-in-a-language ; rdf:rest rdf:nil .
shape:text a sh:NodeShape ; sh:datatype xsd:string .
shape:text-in-a-language a sh:NodeShape ; sh:datatype rdf:langString ."""
"""What a text is that may say its language: one without a tag, or one with it."""

LINKS = {Kind.CHOICE: "@vocab", Kind.REFERENCE: "@id", Kind.IRI: "@id"}
"""How JSON-LD has to read what a field names by an IRI."""

SHAPE_PREFIXES = {
    **PREFIXES,
    "shape": "https://w3id.org/evidence-graph/shapes/",
    "fabio": FABIO,
    "prism": PRISM,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sh": "http://www.w3.org/ns/shacl#",
}


def shapes() -> str:
    """The shapes of all kinds of records, as the text of a Turtle file."""
    blocks = [HEADER + "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in SHAPE_PREFIXES.items())]

    for entry in SCHEMA:
        blocks += _record_shapes(entry)

    blocks.append(TEXTS)
    blocks += ["\n".join(_value_list(choices, folder)) for choices, folder in FOLDERS.items()]

    return "\n\n".join(blocks) + "\n"


def context() -> str:
    """The JSON-LD context, as the text of a file with one term a line."""
    terms: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    for prefix in ("eg", "dcterms", "skos", "xsd"):
        terms[prefix] = PREFIXES[prefix]

    terms |= crosswalk.PREFIXES
    for entry in SCHEMA:
        terms[identifier(entry.iri)] = _short(entry.iri)

    fields: dict[str, Property] = {}
    for entry in (*SCHEMA, *CONCLUSIONS, *NUMBERS):
        fields |= {identifier(prop.iri): prop for prop in entry.properties}

    shortcuts = {identifier(shortcut): shortcut for shortcut in DERIVED.values()}

    names = {*terms, *fields, *shortcuts}
    for name, prop in fields.items():
        terms[name] = _term(prop, names)

    for name, shortcut in shortcuts.items():
        terms[name] = {"@id": _short(shortcut), "@type": "@id"}

    lines = [f"    {json.dumps(name)}: {json.dumps(term)}" for name, term in terms.items()]

    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


DOCUMENTS = {"shapes.ttl": shapes, "context.jsonld": context}
"""The files that are built, each with what builds its text."""


def _record_shapes(entry: RecordType) -> Iterator[str]:
    """The shape of a kind of record, then one of each of its fields: written, concluded and derived."""
    fields = [*_fields(entry)]
    names = [f"shape:{entry.folder}.{identifier(iri)}" for iri, _ in fields]

    yield _node(
        f"shape:{entry.folder} a sh:NodeShape",
        [
            f"sh:targetClass {_short(entry.iri)}",
            "sh:nodeKind sh:IRI",
            "sh:property " + ",\n        ".join(names),
        ],
    )
    for name, (iri, restrictions) in zip(names, fields, strict=True):
        yield _node(f"{name} a sh:PropertyShape", [f"sh:path {_short(iri)}", *restrictions])


def _fields(entry: RecordType) -> Iterator[tuple[str, list[str]]]:
    """Each property of a kind of record with what SHACL asks of its values."""
    for other in (*SCHEMA, *CONCLUSIONS, *NUMBERS, *BIBLIOGRAPHIC):
        for prop in other.properties if other.iri == entry.iri else ():
            yield prop.iri, [*_restrictions(prop)]

    if entry.record is Claim:
        for shortcut in DERIVED.values():
            yield shortcut, [f"sh:class {_class_of(Study)}"]


def _restrictions(prop: Property) -> Iterator[str]:
    if prop.required:
        yield "sh:minCount 1"

    if prop.tags is Tags.CHOSEN and not prop.many:
        yield "sh:uniqueLang true"
    elif not prop.many:
        yield "sh:maxCount 1"

    yield _what_it_holds(prop)
    if prop.kind is Kind.TEXT:
        yield "sh:minLength 1"

    if prop.pattern:
        yield f"sh:pattern {json.dumps(f'^{prop.pattern}$')}"

    if prop.target:
        yield f"sh:class {_class_of(prop.target)}"

    if prop.choices:
        yield f"sh:in shape:{FOLDERS[prop.choices]}-values.1"

    number = float if prop.kind is Kind.DECIMAL else int
    if prop.least is not None:
        yield f"sh:minInclusive {number(prop.least)}"

    if prop.most is not None:
        yield f"sh:maxInclusive {number(prop.most)}"


def _what_it_holds(prop: Property) -> str:
    """The datatype of a literal, of a text in a language one of two; else that an IRI belongs there."""
    if prop.tags is not Tags.NAME:
        return "sh:or shape:texts.1"

    if prop.kind in DATATYPES:
        return f"sh:datatype {DATATYPES[prop.kind]}"

    return "sh:nodeKind sh:IRI"


def _value_list(choices: type[StrEnum], folder: str) -> Iterator[str]:
    """The list of the values of a closed set, each cell with a name."""
    for number, value in enumerate(choices, 1):
        if number < len(choices):
            rest = f"shape:{folder}-values.{number + 1}"
        else:
            rest = "rdf:nil"

        name = f"shape:{folder}-values.{number}"
        yield f"{name} rdf:first {_short(choice_iri(value))} ; rdf:rest {rest} ."


def _term(prop: Property, names: Collection[str]) -> dict[str, Any]:
    """How JSON-LD has to read the values of a field.

    A value that has the name of a field, such as the certainty "high", would be taken for that field; so it
    is told in full, beside the others that are words of their set.
    """
    term: dict[str, Any] = {"@id": _short(prop.iri)}
    if prop.kind is not Kind.TEXT:
        term["@type"] = LINKS.get(prop.kind) or DATATYPES[prop.kind]

    if prop.choices:
        words = {identifier(choice_iri(value)): choice_iri(value) for value in prop.choices}
        ambiguous = {word: iri for word, iri in words.items() if word in names}
        term["@context"] = {"@vocab": f"{VALUES}{FOLDERS[prop.choices]}/", **ambiguous}

    return term


def _node(subject: str, properties: list[str]) -> str:
    return " ;\n    ".join([subject, *properties]) + " ."


def _class_of(record: type[Record]) -> str:
    return _short(BY_RECORD[record].iri)


def _short(iri: str) -> str:
    """The name of a term with its prefix: the longest namespace that it lives in."""
    inside = {space: prefix for prefix, space in SHAPE_PREFIXES.items() if iri.startswith(space)}
    space = max(inside, key=len)

    return f"{inside[space]}:{iri.removeprefix(space)}"


def write(folder: Path) -> None:
    """Write the built documents into *folder*."""
    for name, build in DOCUMENTS.items():
        (folder / name).write_text(build(), "utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(__file__).parent)
