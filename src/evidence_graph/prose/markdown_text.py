"""Markdown without its marks: CommonMark, with tables and the footnotes and superscripts of pandoc."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.prose.text import Composition, ParagraphKind, Piece, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^(\s*)\[(\^[^\]\s]+)\]:", re.MULTILINE)
_NEXT_NOTE = re.compile(r"\s(?=\[\^[^\]\s]+\]:)")
_RAISED = re.compile(r"\^(\d[\d,–-]*)\^")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:")

KINDS = {
    "heading_open": ParagraphKind.HEADING,
    "blockquote_open": ParagraphKind.QUOTATION,
    "list_item_open": ParagraphKind.ITEM,
    "tr_open": ParagraphKind.TABLE,
}
"""What the paragraphs within an element are; the innermost counts."""


def read(content: str, sha256: str = "") -> Text:
    """The text that the Markdown *content* is."""
    from markdown_it import MarkdownIt

    front = _FRONT.match(content)
    head = front[0] if front else ""
    # The lines of the front matter are kept empty, so that line numbers stay those of the file.
    body = "\n" * head.count("\n") + content[len(head) :]
    # A footnote looks like the definition of a link, which would be taken out of the text.
    body = _FOOTNOTE.sub(r"\1\\[\2]:", body)

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    composition = Composition()
    _Walk(composition).walk(tokens)
    title = _TITLE.search(front[1]) if front else None
    if title:
        composition.title = title["title"]

    return composition.finish(sha256)


class _Walk:
    """Goes through the blocks of a document and puts each into *composition*."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._open: list[Token] = []
        self._numbers: list[int | None] = []
        self._marker: str = ""
        self._row: list[Piece] = []

    def walk(self, tokens: Sequence[Token]) -> None:
        """Take each of the *tokens* in turn."""
        for token in tokens:
            if token.type == "inline":
                self._take(token)
            elif token.type in {"fence", "code_block"}:
                self._composition.add([Piece(token.content)], ParagraphKind.CODE, line=_line(token))
            elif token.nesting == 1:
                self._enter(token)
            elif token.nesting == -1:
                self._leave(token)

    def _enter(self, token: Token) -> None:
        self._open.append(token)
        if token.type == "ordered_list_open":
            self._numbers.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            self._numbers.append(None)
        elif token.type == "list_item_open":
            self._number()

    def _number(self) -> None:
        """Count the items of an ordered list: a list of references is cited by these numbers."""
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            self._marker = f"{number}. "
            self._numbers[-1] = number + 1

    def _leave(self, token: Token) -> None:
        opened = self._open.pop()
        if token.type in {"ordered_list_close", "bullet_list_close"}:
            self._numbers.pop()
        elif token.type == "tr_close":
            self._composition.add(self._row, ParagraphKind.TABLE, line=_line(opened))
            self._row = []

    def _take(self, token: Token) -> None:
        kinds = (KINDS[opened.type] for opened in reversed(self._open) if opened.type in KINDS)
        kind = next(kinds, ParagraphKind.PROSE)
        pieces = list(_pieces(token.children or ()))
        if kind is ParagraphKind.TABLE:
            self._row += [*([Piece(" | ")] if self._row else []), *pieces]
            return

        if kind is ParagraphKind.HEADING:
            level = int(self._open[-1].tag[1:])
        else:
            level = 0

        if kind is ParagraphKind.HEADING and level == 1 and not self._composition.title:
            self._composition.title = "".join(piece.words for piece in pieces)

        marker = [Piece(self._marker)] if self._marker else []
        self._marker = ""

        for part in _notes(marker + pieces):
            is_note = bool(part) and _NOTE.match(part[0].words) is not None
            self._composition.add(
                part, ParagraphKind.NOTE if is_note else kind, level=level, line=_line(token)
            )


def _line(token: Token) -> int | None:
    return token.map[0] + 1 if token.map else None


def _notes(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The *pieces* of a paragraph, cut where a footnote begins: such lines often follow each other."""
    part: list[Piece] = []
    for piece in pieces:
        first, *others = _NEXT_NOTE.split(piece.words)
        part.append(Piece(first, piece.raised, piece.target))
        for other in others:
            yield part
            part = [Piece(other, piece.raised, piece.target)]

    yield part


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """The words of a line, with what is raised and what leads somewhere."""
    target, raised = "", False
    text = ""

    for token in tokens:
        content = _content(token)
        if content is not None:
            text += content
            continue

        if token.type not in {"link_open", "link_close", "html_inline"}:
            continue

        # Only here does the look of the words change; neighbours alike are one piece.
        yield from _with_superscripts(text, raised=raised, target=target)
        text = ""
        if token.type == "html_inline":
            raised = _is_raised(token.content, was=raised)
        else:
            target = str(token.attrGet("href") or "") if token.type == "link_open" else ""

    yield from _with_superscripts(text, raised=raised, target=target)


def _content(token: Token) -> str | None:
    """The characters that *token* stands for; None where it is a mark."""
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type in {"text", "code_inline", "text_special"}:
        return token.content

    return None


def _is_raised(tag: str, *, was: bool) -> bool:
    """Whether words behind the HTML *tag* are superscripts."""
    name = tag.strip("<>/ ").casefold()
    if name == "sup":
        return not tag.startswith("</")

    return was


def _with_superscripts(text: str, *, raised: bool, target: str) -> Iterator[Piece]:
    """*text* as pieces: ^12^ as pandoc has it is raised."""
    if not text:
        return

    place = 0

    for found in _RAISED.finditer(text):
        yield Piece(text[place : found.start()], raised, target)
        yield Piece(found[1], raised=True, target=target)
        place = found.end()

    yield Piece(text[place:], raised, target)
