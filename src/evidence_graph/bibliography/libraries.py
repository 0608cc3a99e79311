"""A library of literature in whatever format people have it, as a bibliography.

In comes a file of Zotero, EndNote, Mendeley, JabRef, PubMed or another program, out goes a `Bibliography`:
its entries, each with the line it came from, and a problem for all that could not be read. What format it is,
the first characters say, and the ending of its name only where they do not.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.bibliography import (
    csl_json,
    endnote_xml,
    foreign_records,
    inheritance,
    pubmed,
    ris,
    zotero_rdf,
)
from evidence_graph.bibliography.bib_reader import load
from evidence_graph.bibliography.blocks import Bibliography
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.bibliography.foreign_records import ForeignRecord
    from evidence_graph.model import Problem

    Reader = Callable[[str, str], tuple[list[ForeignRecord], list[Problem]]]


class LibraryFormat(StrEnum):
    """The formats in which a library is read."""

    BIBTEX = "bibtex"
    RIS = "ris"
    PUBMED = "pubmed"
    CSL_JSON = "csl-json"
    ENDNOTE_XML = "endnote-xml"
    ZOTERO_RDF = "zotero-rdf"


_READERS: Mapping[LibraryFormat, Reader] = MappingProxyType(
    {
        LibraryFormat.RIS: ris.read,
        LibraryFormat.PUBMED: pubmed.read,
        LibraryFormat.CSL_JSON: csl_json.read,
        LibraryFormat.ENDNOTE_XML: endnote_xml.read,
        LibraryFormat.ZOTERO_RDF: zotero_rdf.read,
    }
)
_SIGNS: tuple[tuple[re.Pattern[str], LibraryFormat], ...] = (
    (re.compile(r"^TY {0,2}- ?\w+", re.MULTILINE), LibraryFormat.RIS),
    (re.compile(r"^PMID ?- ?\d+", re.MULTILINE), LibraryFormat.PUBMED),
    (re.compile(r"^\s*[\[{]\s*(?:[{\"\]]|$)"), LibraryFormat.CSL_JSON),
    (re.compile(r"<rdf:RDF[\s>]"), LibraryFormat.ZOTERO_RDF),
    (re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?<(?:xml|records|record)[\s>]"), LibraryFormat.ENDNOTE_XML),
    (re.compile(r"^[ \t]*@\s*\w+\s*[{(]", re.MULTILINE), LibraryFormat.BIBTEX),
)
"""What each format is known by, the surest first."""

_ENDINGS: Mapping[str, LibraryFormat] = MappingProxyType(
    {".bib": LibraryFormat.BIBTEX, ".ris": LibraryFormat.RIS, ".nbib": LibraryFormat.PUBMED}
    | {".json": LibraryFormat.CSL_JSON, ".xml": LibraryFormat.ENDNOTE_XML, ".rdf": LibraryFormat.ZOTERO_RDF}
)
_SURE = frozenset([".bib", ".ris", ".nbib"])
_MAYBE = frozenset([".json", ".xml", ".rdf", ".txt"])
_CSL = re.compile(r'"(?:container-title|issued|page|publisher|author)"\s*:')
_LOOKED_AT = 20_000
"""So many characters say what a file is; some exports begin with a page of words."""


def read_bibliography(path: Path | str, *, form: LibraryFormat | str | None = None) -> Bibliography:
    """The literature in the file at *path*, in BibTeX's terms, with a problem for each entry that is no good.

    BibTeX, RIS, PubMed's .nbib, CSL-JSON, EndNote's XML and Zotero's RDF are told apart by what is in them,
    unless *form* says which it is. Raises BrokenFile for a file that cannot be read or is none of these.
    """
    path = Path(path)
    text = text_of(path)
    library_format = LibraryFormat(form) if form is not None else format_of(text, path.suffix)
    if library_format is None:
        reason = "it is none of BibTeX, RIS, PubMed (.nbib), CSL-JSON, EndNote XML and Zotero RDF."
        raise BrokenFile(path, reason)

    if library_format is LibraryFormat.BIBTEX:
        return load(path)  # says on which line an encoding is wrong

    records, problems = _READERS[library_format](text, str(path))

    return foreign_records.gather(map(foreign_records.to_entry, records), problems, str(path))


def format_of(text: str, ending: str = "") -> LibraryFormat | None:
    """In which format a library's *text* is; the *ending* of its name decides where nothing in it does.

    >>> format_of("TY  - JOUR"), format_of("[]"), format_of("tea")
    (<LibraryFormat.RIS: 'ris'>, <LibraryFormat.CSL_JSON: 'csl-json'>, None)
    """
    start = text[:_LOOKED_AT].lstrip("\ufeff")
    library_format = next((each for sign, each in _SIGNS if sign.search(start)), None)

    return library_format or _ENDINGS.get(ending.lower())


def is_library(path: Path | str) -> bool:
    """Whether the file at *path* is a library of literature, and no table of evidence or graph of claims."""
    path = Path(path)
    if path.suffix.lower() in _SURE:
        return True
    if path.suffix.lower() not in _MAYBE or not path.is_file():
        return False

    with path.open("rb") as file:
        start = file.read(_LOOKED_AT).decode("utf-8", "replace")

    library_format = format_of(start)
    if library_format is LibraryFormat.CSL_JSON:
        return all(sign in start for sign in ('"type"', '"title"')) and _CSL.search(start) is not None

    return library_format in {LibraryFormat.RIS, LibraryFormat.PUBMED, LibraryFormat.ENDNOTE_XML} or (
        library_format is LibraryFormat.ZOTERO_RDF and "zotero.org/namespaces" in start
    )


def only(bibliography: Bibliography, keys: Iterable[str]) -> Bibliography:
    """*bibliography* with the entries of *keys* and of those from which they inherit, and its macros."""
    parents_by_key = {key: inheritance.all_parents(entry) for key, entry in bibliography.entries.items()}
    family_keys = set(inheritance.family((key for key in keys if key in parents_by_key), parents_by_key))
    blocks = [block for block in bibliography.blocks if block.entry is None or block.entry.key in family_keys]

    return Bibliography(bibliography.name, tuple(blocks), bibliography.strings, bibliography.problems)


def text_of(path: Path) -> str:
    """What the file at *path* says, in UTF-8, UTF-16 with its mark, or the encoding of Windows.

    Raises BrokenFile for one that cannot be read.
    """
    try:
        limits.refuse_size(path)
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error

    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")

    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # what EndNote and old RIS exports are written in
