"""Files of manuscripts: by the ending of the name read as Markdown, LaTeX or Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.citing import latex_page, markdown_page, own_library, word_page
from evidence_graph.citing.manuscript import Lines
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evidence_graph.citing.manuscript import Page
    from evidence_graph.citing.own_library import OwnLibrary

MARKDOWN = frozenset([".md", ".markdown", ".qmd", ".rmd", ".txt"])
LATEX = frozenset([".tex", ".ltx", ".latex"])
WORD = frozenset([".docx"])


@dataclass(frozen=True, slots=True)
class ManuscriptFile:
    """A manuscript that was read: its page, its lines, and the DOIs of its library by key.

    *has_library* is false where no library is named, so that no key can be unknown.
    """

    path: Path
    page: Page
    lines: Lines
    dois: Mapping[str, str]
    retracted: frozenset[str]
    has_library: bool


def read(path: Path, library: OwnLibrary | None = None) -> ManuscriptFile:
    """The manuscript at *path* with the *library* that is its own, or else with those that it names.

    Raises BrokenFile for a file that cannot be read, or whose ending says no format that is known.
    """
    raw, ending = _raw(path), path.suffix.lower()
    if ending in WORD:
        library = library or own_library.OwnLibrary()
        page, text = word_page.read(raw, path, library.dois)
    else:
        text = _decoded(raw, path)
        page = (latex_page if ending in LATEX else markdown_page).read(text)
        own_files = [path.parent / name for name in page.libraries]
        library = library or own_library.read(each for each in own_files if each.is_file())

    return ManuscriptFile(
        path, page, Lines(text), library.dois, frozenset(library.retracted), library.is_named
    )


def _raw(path: Path) -> bytes:
    if path.suffix.lower() not in MARKDOWN | LATEX | WORD:
        endings = ", ".join(sorted(MARKDOWN | LATEX | WORD))
        raise BrokenFile(
            path, f"the ending {path.suffix or 'that is missing'} says no format that is read: {endings}."
        )

    try:
        limits.refuse_size(path, limit=limits.ARTICLE)
        return path.read_bytes()
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error


def _decoded(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BrokenFile(path, "the file is not UTF-8; save it as UTF-8.") from error
