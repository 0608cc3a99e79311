"""Texts as people have them, read into paragraphs, sentences, headings and the list of references.

    prose.read("article.docx")   ->   Text(title, content, paragraphs, references, …)

    text            what comes out             plain_text, markdown_text,    the formats
    sentences       where a sentence ends      web_text, word_text,
    sections        the list of references     pdf_text

Everything stays on this machine, and nothing of a text is kept.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.documents.encodings import decoded, has_mark
from evidence_graph.errors import BrokenFile
from evidence_graph.prose import markdown_text, pdf_text, plain_text, web_text, word_text
from evidence_graph.prose.sections import with_references
from evidence_graph.prose.text import Hyperlink, Paragraph, ParagraphKind, Sentence, Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Hyperlink", "Paragraph", "ParagraphKind", "Sentence", "Text", "parse", "read"]

WRITTEN: dict[str, Callable[[str, str], Text]] = {
    "text": plain_text.read,
    "markdown": markdown_text.read,
    "html": web_text.read,
}
"""The forms whose bytes are characters."""

PACKED: dict[str, Callable[[bytes, Path, str], Text]] = {"docx": word_text.read, "pdf": pdf_text.read}
"""The forms whose bytes are something else."""

FORM_OF_SUFFIX = {
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".docx", ".docm"), "docx"),
    ".pdf": "pdf",
}
"""The form of a file by the end of its name; everything else is plain text, unless its first bytes differ."""

FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an old document of Word",
    b"{\\rtf": "a document in RTF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
"""First bytes of files that no form reads."""


def read(path: Path) -> Text:
    """The text of the file at *path*: plain text, Markdown, HTML, DOCX or, with pypdf, PDF.

    Raises BrokenFile where it cannot be read as any of them, MissingExtra for a PDF without pypdf.
    """
    raw = _bytes(path)
    form = form_of(path, raw)
    digest = sha256(raw).hexdigest()
    if form in PACKED:
        return with_references(PACKED[form](raw, path, digest))

    return parse(_decoded(raw, path), form=form, sha256=digest)


def parse(content: str, *, form: str = "text", sha256: str = "") -> Text:
    """The text that *content* is, in the *form* text, markdown or html."""
    return with_references(WRITTEN[form](content, sha256))


def form_of(path: Path, raw: bytes) -> str:
    """The form of a file by its first bytes, then by the end of its name. Raises BrokenFile."""
    for start, what in FOREIGN.items():
        if raw.startswith(start):
            raise BrokenFile(path, f"it is {what}. Save it as DOCX, HTML, Markdown or plain text.")

    if raw.startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "docx"

    form = FORM_OF_SUFFIX.get(path.suffix.casefold(), "text")
    if form in PACKED:
        raise BrokenFile(
            path, f"it is no {form.upper()}, whatever its name says. Save it anew as {form.upper()}."
        )

    start = raw[:200].lstrip().lower()

    if start.startswith((b"<!doctype html", b"<html")):
        return "html"

    return form


def _bytes(path: Path) -> bytes:
    """The bytes of the file at *path*. Raises BrokenFile for what is none, or is larger than any article."""
    try:
        if not path.is_file():
            raise BrokenFile(path, "it is no file." if path.exists() else "there is no such file.")

        limits.refuse_size(path, limit=limits.ARTICLE)
        with path.open("rb") as file:
            return file.read(limits.ARTICLE)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error


def _decoded(raw: bytes, path: Path) -> str:
    """The characters of *raw*: UTF-8 or what its mark says, else those of Windows.

    Raises BrokenFile for bytes that are no text.
    """
    if b"\x00" in raw and not has_mark(raw):
        raise BrokenFile(path, "it is no text. Save it as DOCX, HTML, Markdown or plain text.")

    return decoded(raw)
