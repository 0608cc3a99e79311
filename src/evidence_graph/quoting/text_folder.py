"""The texts that somebody has of the works, in a folder of theirs; nothing of them is kept.

In comes a folder and the names of the works; out go the texts of a work, and the texts that hold some words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.documents.encodings import decoded
from evidence_graph.documents.pdf_pages import NoWords
from evidence_graph.quoting import markup_text, printed_pages
from evidence_graph.quoting.shelf_marks import CitationNames, ShelfMarks
from evidence_graph.quoting.source_text import SourceText, source_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

MARKUP = frozenset([".html", ".htm", ".xhtml", ".xml", ".nxml", ".jats"])
PLAIN = frozenset([".txt", ".text", ".md", ".markdown", ""])
PDF = frozenset([".pdf"])
ENDINGS = MARKUP | PLAIN | PDF

RAREST = 4
"""By so many of its rarest words the texts are chosen in which a quote is looked for."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of which no words could be read, and why."""

    name: str
    why: str


@dataclass(slots=True)
class TextFolder:
    """The texts of a folder, each with the keys of the works it is the text of."""

    texts: list[SourceText] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    _by_key: dict[str, list[SourceText]] = field(default_factory=dict)
    _by_word: dict[str, list[int]] = field(default_factory=dict)

    def of_citation(self, key: str) -> Sequence[SourceText]:
        """The texts of the work *key*."""
        return self._by_key.get(key, ())

    def unread_of(self, key: str) -> list[Unread]:
        """The files of the work *key* of which no words could be read."""
        return [each for each in self.unread if key in self.keys[each.name]]

    def add(self, name: str, text: str, keys: set[str]) -> None:
        """Put the *text* of the file *name* among the others."""
        added = source_text(name, text)
        self.texts.append(added)
        self.keys[name] = keys
        for key in keys:
            self._by_key.setdefault(key, []).append(added)

    def add_unread(self, name: str, why: str, keys: set[str]) -> None:
        """Remember that no words of the file *name* can be read."""
        self.unread.append(Unread(name, why))
        self.keys[name] = keys

    def candidates(self, words: str) -> Iterator[SourceText]:
        """The texts in which *words*, in the form in which they are compared, may stand."""
        if not self._by_word:
            self._index()

        inner = _WORD.findall(words)[1:-1]  # the first and the last may be pieces of longer ones
        if not inner:
            yield from self.texts
            return

        rows = sorted((self._by_word.get(word, []) for word in set(inner)), key=len)
        numbers = set(rows[0]).intersection(*rows[1:RAREST])
        for number in sorted(numbers):
            yield self.texts[number]

    def _index(self) -> None:
        """Note which word stands in which texts; only what is not found in its own text asks for it."""
        for number, text in enumerate(self.texts):
            for word in set(_WORD.findall(text.words)):
                self._by_word.setdefault(word, []).append(number)


def read(folder: Path, citations: Iterable[CitationNames]) -> TextFolder:
    """The texts in *folder* and the folders in it; files of other kinds are no texts, and are left alone.

    Raises MissingExtra where there is a PDF and no reader of PDFs.
    """
    shelf = TextFolder()
    marks = ShelfMarks(citations)
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS:
            ending = path.suffix.lower()
        else:
            ending = None

        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue

        # A DOI has stops in it, so what follows the last one may be no ending.
        stem = name[: -len(ending)] if ending else name
        is_text = ending is not None or marks.citations(stem)
        if is_text:
            _take(shelf, path, name, marks.citations(stem) or marks.citations(stem.rpartition("/")[2]))

    return shelf


def _take(shelf: TextFolder, path: Path, name: str, keys: set[str]) -> None:
    """Put the text of the file at *path* into the *shelf*, or why it cannot be read."""
    try:
        if path.stat().st_size > limits.ARTICLE:
            shelf.add_unread(name, f"the file is larger than {limits.ARTICLE:,} bytes", keys)
            return

        shelf.add(name, words_of(path.read_bytes(), path.suffix.lower()), keys)
    except OSError as error:
        shelf.add_unread(name, f"the file cannot be read ({error.strerror or error})", keys)
    except NoWords as error:
        shelf.add_unread(name, str(error), keys)


def words_of(raw: bytes, ending: str) -> str:
    """The words of a file with that *ending*, which is checked by its first bytes."""
    if raw.startswith(b"%PDF"):
        return printed_pages.read(raw)

    text = decoded(raw)
    if ending in MARKUP or text.lstrip()[:5].lower() in {"<?xml", "<!doc", "<html"}:
        return markup_text.read(text)

    return text
