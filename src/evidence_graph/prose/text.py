"""What a text is once it is read: one string of characters, and paragraphs and sentences that point into it.

Offsets count Unicode code points of `Text.content`. For plain text that is the file as it stands, so that
they are those that the passages of an article are recorded with; every other format is written out as plain
text first, a paragraph a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.display import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class ParagraphKind(StrEnum):
    """What a paragraph of a text is."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"
    QUOTATION = "quotation"
    TABLE = "table"
    CODE = "code"
    NOTE = "note"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its *number* from 1, where it stands, and what it is.

    A heading has a *level* from 1; *line* is that of the file, from 1, where the format knows lines.
    """

    number: int
    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.PROSE
    level: int = 0
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its *words* on one line, where it stands, and in which paragraph."""

    words: str
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words that lead somewhere: to an address, or to a *target* such as ``#ref-3`` of the same text."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Text(Shown):
    """A text that was read: its *title*, all its characters, and what they are made of.

    *raised* are the superscripts, by which many styles cite; *references* is where the list of references
    stands, without its heading. *sha256* is that of the file, by which an article's text is known.
    """

    title: str | None
    content: str
    paragraphs: tuple[Paragraph, ...]
    references: tuple[int, int] | None = None
    raised: tuple[tuple[int, int], ...] = ()
    links: tuple[Hyperlink, ...] = ()
    sha256: str = ""

    def words(self, paragraph: Paragraph) -> str:
        """The words of *paragraph* on one line."""
        return " ".join(self.content[paragraph.start : paragraph.end].split())

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside the list of references."""
        return tuple(one for one in self.paragraphs if one.kind is not ParagraphKind.REFERENCE)

    @property
    def headings(self) -> tuple[Paragraph, ...]:
        """The headings, in their order."""
        return tuple(one for one in self.paragraphs if one.kind is ParagraphKind.HEADING)

    @property
    def reference_list(self) -> str:
        """The list of references as it is printed, a blank line between its entries; empty without one."""
        entries = (one for one in self.paragraphs if one.kind is ParagraphKind.REFERENCE)

        return "\n\n".join(self.content[one.start : one.end] for one in entries)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body, headings and tables left out, in their order."""
        from evidence_graph.prose.sentences import sentences_of

        return tuple(sentences_of(self))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that look alike: plain, *raised*, or leading to a *target*."""

    words: str
    raised: bool = False
    target: str = ""


@dataclass(slots=True)
class Composition:
    """A text in the making, for the formats that have markup: paragraph by paragraph."""

    title: str | None = None
    _parts: list[str] = field(default_factory=list)
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _raised: list[tuple[int, int]] = field(default_factory=list)
    _links: list[Hyperlink] = field(default_factory=list)
    _length: int = 0

    def add(
        self,
        pieces: Sequence[Piece],
        kind: ParagraphKind = ParagraphKind.PROSE,
        *,
        level: int = 0,
        line: int | None = None,
    ) -> None:
        """Put the paragraph of *pieces* behind the others; one without a visible character is left out."""
        start = self._length

        for piece, words in _squeezed(pieces):
            begin = self._length
            self._parts.append(words)
            self._length += len(words)
            self._mark(piece, begin + len(words) - len(words.lstrip()), begin + len(words.rstrip()))

        if self._length == start:
            return

        number = len(self._paragraphs) + 1
        self._paragraphs.append(Paragraph(number, start, self._length, kind, level, line))
        self._parts.append("\n")
        self._length += 1

    def _mark(self, piece: Piece, start: int, end: int) -> None:
        """Remember what is particular about *piece*, whose words stand from *start* to *end*."""
        if end <= start:
            return

        if piece.raised:
            self._raised.append((start, end))

        if piece.target:
            self._links.append(Hyperlink(start, end, piece.target))

    def finish(self, sha256: str = "") -> Text:
        """The text, its list of references not yet looked for."""
        return Text(
            title=self.title,
            content="".join(self._parts),
            paragraphs=tuple(self._paragraphs),
            raised=tuple(self._raised),
            links=tuple(self._links),
            sha256=sha256,
        )


def _squeezed(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """The *pieces* with one space where there is white space, none at the ends of the whole."""
    # A space is handed on to the next piece, so that none is left over at the end.
    has_begun, is_apart = False, False
    for piece in pieces:
        words = " ".join(piece.words.split())
        begins_apart = piece.words[:1].isspace()
        if not words:
            is_apart = is_apart or begins_apart
            continue

        gap = " " if has_begun and (is_apart or begins_apart) else ""
        yield piece, gap + words
        has_begun, is_apart = True, piece.words[-1:].isspace()
