"""A document of Word (DOCX), as Word, LibreOffice, Google Docs and pandoc write it.

It is a ZIP file of XML. What was deleted under tracked changes is left out, what was inserted is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from evidence_graph import limits
from evidence_graph.bibliography.xml_tree import Element, tree
from evidence_graph.errors import BrokenFile
from evidence_graph.prose.text import Composition, ParagraphKind, Piece, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DOCUMENT, STYLES, RELATIONS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"

NOTES = {"w:footnotes": "word/footnotes.xml", "w:endnotes": "word/endnotes.xml"}

SKIPPED = frozenset({"w:del", "w:moveFrom", "w:instrText", "w:delText", "w:drawing", "w:pict", "mc:Fallback"})
"""What is no text, is there a second time, or was taken out."""

LETTERS = {"w:tab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
"""Elements that stand for a character."""

KIND_OF_STYLE = (
    (re.compile(r"^(?:heading|überschrift|titre|título)\s*(\d)"), ParagraphKind.HEADING),
    (re.compile(r"^(?:sub)?title$"), ParagraphKind.HEADING),
    (re.compile(r"^bibliography"), ParagraphKind.REFERENCE),
    (re.compile(r"^(?:footnote|endnote|caption)"), ParagraphKind.NOTE),
    (re.compile(r"^(?:block text|quote|intense quote)"), ParagraphKind.QUOTATION),
    (re.compile(r"^(?:source code|verbatim|preformatted)"), ParagraphKind.CODE),
    (re.compile(r"^list"), ParagraphKind.ITEM),
)
"""What the paragraphs of a style are, by the beginning of its name; the names of Word's own styles are
English in every language of the program."""


@dataclass(slots=True)
class _Package:
    """What is read of a document beside its text."""

    styles: Mapping[str, str]
    targets: Mapping[str, str]
    notes: list[str] = field(default_factory=list)


def read(raw: bytes, path: Path, sha256: str = "") -> Text:
    """The text of the document *raw*, read from *path*. Raises BrokenFile where it is none."""
    try:
        with ZipFile(BytesIO(raw)) as package:
            document = _part(package, DOCUMENT, path)
            if document is None:
                raise BrokenFile(path, "it is a ZIP file and no document of Word. Save it as DOCX.")

            about = _Package(_styles(package, path), _targets(package, path))
            notes = {name: _part(package, place, path) for name, place in NOTES.items()}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BrokenFile(path, f"the document cannot be opened ({error}). Save it anew as DOCX.") from error

    composition = Composition()

    for body in document.at("w:document/w:body"):
        _blocks(body, composition, about)

    for name, part in notes.items():
        if part is not None:
            _notes(part, name, composition, about)

    return composition.finish(sha256)


def _part(package: ZipFile, name: str, path: Path) -> Element | None:
    """The XML of one part of the document; None where it has no such part."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None

    with package.open(entry) as file:
        # A small file can unfold to any size, whatever size it says it has.
        content = file.read(limits.ARTICLE + 1)

    if len(content) > limits.ARTICLE:
        raise limits.too_large(path, len(content), limits.ARTICLE)

    top, problems = tree(content.decode("utf-8", "replace"), name)
    if problems:
        raise BrokenFile(path, f"{name} in it is broken. {problems[0].message} Save it anew as DOCX.")

    return top


def _styles(package: ZipFile, path: Path) -> dict[str, str]:
    """The names of styles by their ids."""
    part = _part(package, STYLES, path)
    names: dict[str, str] = {}

    for style in part.at("w:styles/w:style") if part else ():
        for name in style.at("w:name"):
            names[style.attributes.get("w:styleId", "")] = name.attributes.get("w:val", "").casefold()

    return names


def _targets(package: ZipFile, path: Path) -> dict[str, str]:
    """Where the links of the document lead."""
    part = _part(package, RELATIONS, path)
    if part:
        relations = part.at("Relationships/Relationship")
    else:
        relations = []

    return {one.attributes.get("Id", ""): one.attributes.get("Target", "") for one in relations}


def _blocks(element: Element, composition: Composition, about: _Package) -> None:
    """Put the paragraphs in *element* into *composition*."""
    for child in element.children:
        if child.name == "w:p":
            _paragraph(child, composition, about)
        elif child.name == "w:tr":
            _row(child, composition, about)
        elif child.name not in SKIPPED:
            _blocks(child, composition, about)


def _paragraph(element: Element, composition: Composition, about: _Package) -> None:
    style = _value(element, "w:pPr/w:pStyle")
    name = about.styles.get(style, style.casefold())
    kind, level = _kind(name)
    if kind is ParagraphKind.PROSE and element.at("w:pPr/w:numPr"):
        kind = ParagraphKind.ITEM

    pieces = list(_pieces(element, about))
    if name == "title" and composition.title is None:
        composition.title = " ".join("".join(piece.words for piece in pieces).split()) or None

    composition.add(pieces, kind, level=level)


def _kind(style: str) -> tuple[ParagraphKind, int]:
    """What a paragraph of the *style* is, and the level of a heading."""
    for pattern, kind in KIND_OF_STYLE:
        match = pattern.match(style)
        if match:
            numbers = [int(group) for group in match.groups() if group]
            is_heading = kind is ParagraphKind.HEADING

            return kind, next(iter(numbers), 1) if is_heading else 0

    return ParagraphKind.PROSE, 0


def _row(element: Element, composition: Composition, about: _Package) -> None:
    pieces: list[Piece] = []
    for cell in element.at("w:tc"):
        if pieces:
            pieces.append(Piece(" | "))

        pieces.extend(_pieces(cell, about))

    composition.add(pieces, ParagraphKind.TABLE)


def _value(element: Element, place: str) -> str:
    """The value of the first element at *place*; empty where there is none."""
    return next((one.attributes.get("w:val", "") for one in element.at(place)), "")


def _pieces(element: Element, about: _Package, target: str = "") -> Iterator[Piece]:
    """The words in *element*, with what is raised and what leads somewhere."""
    for child in element.children:
        if child.name == "w:r":
            yield from _run(child, about, target)
        elif child.name == "m:t":
            yield Piece("".join(child.pieces), target=target)
        elif child.name == "w:hyperlink":
            anchor = child.attributes.get("w:anchor", "")
            inner = f"#{anchor}" if anchor else about.targets.get(child.attributes.get("r:id", ""), "")
            yield from _pieces(child, about, inner)
        elif child.name not in SKIPPED:
            yield from _pieces(child, about, target)


def _run(run: Element, about: _Package, target: str) -> Iterator[Piece]:
    raised = _value(run, "w:rPr/w:vertAlign") == "superscript"
    for child in run.children:
        if child.name == "w:t":
            yield Piece("".join(child.pieces), raised, target)
        elif child.name in LETTERS:
            yield Piece(LETTERS[child.name])
        elif child.name in {"w:footnoteReference", "w:endnoteReference"}:
            # Word counts notes from 1 in the order of the text, whatever ids they have.
            about.notes.append(f"{child.name.removesuffix('Reference')}s {child.attributes.get('w:id', '')}")
            yield Piece(str(len(about.notes)), raised=True)
        elif child.name == "mc:AlternateContent":
            yield from _pieces(child, about, target)


def _notes(part: Element, name: str, composition: Composition, about: _Package) -> None:
    """Put the footnotes or endnotes that the text leads to at its end, each with its number."""
    for note in part.at(f"{name}/{name.removesuffix('s')}"):
        place = f"{name} {note.attributes.get('w:id', '')}"
        if place in about.notes:
            number = about.notes.index(place) + 1
            composition.add([Piece(f"{number}. "), *_pieces(note, about)], ParagraphKind.NOTE)
