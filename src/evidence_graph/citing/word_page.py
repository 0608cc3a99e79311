"""The words of a Word document (DOCX), and the works it cites: as pandoc does, or by Zotero and Mendeley.

A reference manager keeps what it cites as CSL in a field of the document; a claim is named behind that as in
Markdown, ``(Leaf 2001){claim=long-steeping-makes-bitter}``. A paragraph is a line.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from evidence_graph import limits
from evidence_graph.citing import markdown_page
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evidence_graph.citing.manuscript import Page

DOCUMENT = "word/document.xml"
_FIELD = re.compile(r"CSL_CITATION\s*(?P<json>\{.*\})", re.DOTALL)
_CODE = re.compile(r"verbatim|code", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s{}]")


class _EntityFound(Exception):  # noqa: N818 - leaves the parser, never this module
    """What is in the document that we do not take."""


@dataclass(slots=True)
class _Field:
    """A field of the document while it is read: its instruction, and whether its result is being shown."""

    instruction: list[str] = field(default_factory=list)
    is_shown: bool = False


@dataclass(slots=True)
class _Body:
    """The text of a document, with each citation of a reference manager as pandoc would write it."""

    pieces: list[str] = field(default_factory=list)
    keys_by_doi: dict[str, str] = field(default_factory=dict)
    fields: list[_Field] = field(default_factory=list)
    _hears: str = ""
    _is_code: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name in {"w:t", "w:instrText"}:
            self._hears = name
        elif name == "w:r":
            self._is_code = False
        elif name == "w:rStyle":
            self._is_code = _CODE.search(attributes.get("w:val", "")) is not None
        elif name == "w:fldChar":
            self._turn(attributes.get("w:fldCharType", ""))
        elif name in {"w:tab", "w:br"}:
            self.pieces.append(" ")

    def _turn(self, kind: str) -> None:
        """Take the begin, the middle or the end of a field."""
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_shown = True
        elif kind == "end" and self.fields:
            last_field = self.fields.pop()
            citation = self._cited("".join(last_field.instruction))
            if citation:
                self.pieces.append(citation)

    def _cited(self, instruction: str) -> str:
        """The citation that an *instruction* is, as pandoc writes it; empty where it is none."""
        match = _FIELD.search(instruction)
        if not match:
            return ""

        try:
            items = json.loads(match["json"]).get("citationItems", [])
        except ValueError:
            return ""

        keys = [self._key(item) for item in items if isinstance(item, dict)]

        return f"[{'; '.join(f'@{{{key}}}' for key in keys if key)}]"

    def _key(self, item: dict[str, Any]) -> str:
        """The key of a cited *item*: by its DOI in the library, else its own."""
        data = item.get("itemData") or {}
        doi = str(data.get("DOI") or "").casefold()
        key = self.keys_by_doi.get(doi) or data.get("citation-key") or data.get("id") or item.get("id") or ""

        return _UNSAFE.sub("_", str(key))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name in {"w:t", "w:instrText"}:
            self._hears = ""
        elif name == "w:p":
            self.pieces.append("\n\n")

    def hear(self, words: str) -> None:
        """Take words; what a citation of a reference manager shows is not read a second time."""
        if self._hears == "w:instrText" and self.fields:
            self.fields[-1].instruction.append(words)
        elif self._hears == "w:t" and not (self._is_code or self._is_within_citation()):
            self.pieces.append(words)

    def _is_within_citation(self) -> bool:
        return any(each.is_shown and _FIELD.search("".join(each.instruction)) for each in self.fields)


def read(raw: bytes, path: Path, dois: dict[str, str]) -> tuple[Page, str]:
    """The page that the DOCX with the bytes *raw* is, and its text, a paragraph a line.

    Works are known by the *dois* of the library. Raises BrokenFile where it is no DOCX.
    """
    body = _Body(keys_by_doi={doi.casefold(): key for key, doi in dois.items() if doi})
    _parse(_document(raw, path), body, path)
    text = "".join(body.pieces)

    return markdown_page.read(text), text


def _document(raw: bytes, path: Path) -> bytes:
    """The main part of a DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if archive.getinfo(DOCUMENT).file_size > limits.ARTICLE:
                raise BrokenFile(path, f"its text has more than {limits.ARTICLE:,} bytes.")

            return archive.read(DOCUMENT)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise BrokenFile(path, "the file is no Word document (.docx).") from error


def _parse(raw: bytes, body: _Body, path: Path) -> None:
    """Read the XML of a document into *body*; entities, by which a small file becomes large, are refused."""
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = body.begin, body.end
    parser.CharacterDataHandler = body.hear
    refuse: Callable[..., None] = _refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, _EntityFound) as error:
        raise BrokenFile(path, f"the XML of the Word document cannot be read ({error}).") from error


def _refuse(*_: object) -> None:
    raise _EntityFound("it declares entities")
