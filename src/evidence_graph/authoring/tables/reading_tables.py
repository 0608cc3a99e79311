"""A file of any of the formats as a table of texts, chosen by its name and by what it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.authoring.foreign import (
    annotated_bibtex,
    citations_of_libraries,
    dismech,
    nanopublications,
    va_spec,
)
from evidence_graph.authoring.tables import decoding, delimited, nested, table_shapes, workbook
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.authoring.tables.mapping import Mapping
    from evidence_graph.authoring.tables.source_rows import SourceTable

ZIP = b"PK\x03\x04"
"""How a workbook begins, whatever it is called."""

LIBRARIES = frozenset({".ris", ".nbib", ".medline"})
"""What the name of a library of literature ends with that is nothing else."""

OTHERS = {".yaml": dismech.read, ".yml": dismech.read, ".bib": annotated_bibtex.read}
"""What reads a text that is no delimited table and no JSON, by what the name of its file ends with."""

JSON_SUFFIXES = frozenset({".json", *nested.LINE_SUFFIXES})


def read(
    path: Path, *, mapping: Mapping | None = None, sheet: str | None = None, encoding: str | None = None
) -> SourceTable:
    """The table in the file at *path*; *mapping* says where the items of nested JSON lie.

    Raises BrokenFile for a file that holds no table, MissingExtra for a workbook without openpyxl.
    """
    if not path.is_file():
        raise BrokenFile(path, "there is no such file." if not path.exists() else "it is no file.")
    if _begins_with_zip(path):
        return _shape(workbook.read(path, sheet=sheet), mapping)
    if path.suffix.lower() == ".trig":
        return nanopublications.read(path.read_bytes(), path)

    if path.suffix.lower() in LIBRARIES:
        return citations_of_libraries.read(path)

    decoded = decoding.read(path, encoding=encoding)
    if not decoded.text.strip():
        raise BrokenFile(path, "the file is empty.")
    if path.suffix.lower() in OTHERS:
        return OTHERS[path.suffix.lower()](decoded.text, path)
    if path.suffix.lower() in JSON_SUFFIXES or decoded.text.lstrip()[0] in "{[":
        return _shape(_json(decoded, path, mapping), mapping)

    return _shape(delimited.read(decoded.text, path, decoded.notices), mapping)


def _begins_with_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(ZIP)) == ZIP


def _json(decoded: decoding.Decoded, path: Path, mapping: Mapping | None) -> SourceTable:
    """The table in JSON; EPPI-Reviewer's has a tree of its own."""
    if '"CodeSets"' in decoded.text and '"References"' in decoded.text:
        records = table_shapes.eppi(nested.parse(decoded.text, path))
        return nested.table(records, path, notices=decoded.notices)

    if '"proposition"' in decoded.text and path.suffix.lower() not in nested.LINE_SUFFIXES:
        document = nested.parse(decoded.text, path)
        if va_spec.is_va_spec(document):
            return nested.table(va_spec.records(document), path, notices=decoded.notices)

    expand = mapping.expand if mapping else None

    return nested.read(decoded.text, path, expand=expand, notices=decoded.notices)


def _shape(table: SourceTable, mapping: Mapping | None) -> SourceTable:
    if mapping and mapping.shape == "rayyan":
        return table_shapes.rayyan(table)

    return table
