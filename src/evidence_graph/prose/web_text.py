"""A page of HTML: the text of its article, without what surrounds articles on the web.

What is not closed, or closed twice, is read as far as it goes; no page is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from evidence_graph.prose.text import Composition, ParagraphKind, Piece, Text

_UNREAD = """
script style noscript template svg math nav form button select textarea iframe object canvas audio video aside
dialog menu
"""
UNREAD = frozenset(_UNREAD.split())
"""Elements whose words are no part of the text."""

_UNREAD_ROLES = "navigation complementary contentinfo search banner dialog doc-backlink"
UNREAD_ROLES = frozenset(_UNREAD_ROLES.split())

NOTES = re.compile(r"doc-(?:endnotes?|footnotes?)|(?:foot|end)-?notes?", re.IGNORECASE)
"""What a role, a class or an id calls the notes of a text."""

SURROUNDINGS = re.compile(
    r"(?:^|[\s_-])(?:sidebar|share|sharing|social|comments?|breadcrumbs?|cookies?|newsletter|advert\w*|promo|menu"
    r"|pagination|skip-link|related(?:-\w+)?|screen-reader-text|visually-hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What pages call what stands round an article, in a class or an id."""

_VOID = "area base br col embed hr img input link meta source track wbr"
VOID = frozenset(_VOID.split())
"""Elements without an end."""

_BLOCKS = """
address article blockquote body caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5
h6 header hr html li main ol p pre section summary table tbody tfoot thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin and end a paragraph."""

KINDS = {
    "blockquote": ParagraphKind.QUOTATION,
    "li": ParagraphKind.ITEM,
    "dd": ParagraphKind.ITEM,
    "tr": ParagraphKind.TABLE,
    "pre": ParagraphKind.CODE,
    "figcaption": ParagraphKind.NOTE,
    **{f"h{level}": ParagraphKind.HEADING for level in range(1, 7)},
}
"""What the paragraphs within an element are; the innermost counts."""

CENTRE = frozenset({"article", "main"})

MOSTLY = 0.4
"""The article or main part of a page is its text where it holds so great a share of the words."""


@dataclass(slots=True)
class _Open:
    """An element that is open, and whether its words are read."""

    name: str
    is_read: bool
    is_centre: bool
    target: str = ""
    raised: bool = False
    number: int | None = None
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    pieces: tuple[Piece, ...]
    kind: ParagraphKind
    level: int
    line: int
    is_centre: bool

    @property
    def size(self) -> int:
        """How many words it has."""
        return sum(len(piece.words.split()) for piece in self.pieces)


class _PageReader(HTMLParser):
    """Listens to a page and keeps its paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[_Paragraph] = []
        self.title: str = ""
        self.named_title: str = ""
        self._open: list[_Open] = [_Open("", is_read=True, is_centre=False)]
        self._pieces: list[Piece] = []
        self._item = ""
        self._line = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "meta" and attributes.get("property") == "og:title":
            self.named_title = attributes.get("content", "")

        if tag in BLOCKS:
            self._end_paragraph()

        if tag == "br":
            self._pieces.append(Piece("\n"))

        if tag in {"td", "th"} and self._pieces:
            self._pieces.append(Piece(" | "))

        if tag in VOID:
            return

        if tag in {"p", "li", "dt", "dd", "tr", "td", "th", "option"}:
            self._close_open(tag)

        self._open.append(self._opened(tag, attributes))
        if tag == "li":
            self._number()

    def _opened(self, tag: str, attributes: dict[str, str]) -> _Open:
        outer = self._open[-1]
        if tag == "a":
            target = attributes.get("href", "")
        else:
            target = outer.target

        start = attributes.get("start", "1")

        return _Open(
            name=tag,
            is_read=outer.is_read and not _surrounds(tag, attributes),
            is_centre=outer.is_centre or tag in CENTRE or attributes.get("role") == "main",
            target=target,
            raised=outer.raised or tag == "sup",
            number=(int(start) if start.isascii() and start.isdigit() else 1) if tag == "ol" else None,
            is_note=outer.is_note or _holds_notes(attributes),
        )

    def _number(self) -> None:
        """Count the items of an ordered list: a list of references is cited by these numbers."""
        lists = (one for one in reversed(self._open) if one.name in {"ol", "ul"})
        owner = next(lists, None)
        self._item = ""
        if owner and owner.number is not None:
            self._item = f"{owner.number}. "
            owner.number += 1

    def _close_open(self, tag: str) -> None:
        """Close an element that the next of its kind closes, unless a list or a table lies between."""
        for place in range(len(self._open) - 1, 0, -1):
            name = self._open[place].name
            if name == tag:
                del self._open[place:]
                return

            if name in {"ol", "ul", "dl", "table", "blockquote", "div", "section", "article"}:
                return

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and all that were left open in it."""
        if tag in BLOCKS:
            self._end_paragraph()

        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].name == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Words."""
        inner = self._open[-1]
        if inner.name == "title":
            self.title += data
        elif inner.is_read:
            if not self._pieces:
                self._line = self.getpos()[0]

            if self._item and data.strip():  # the number stands before its first words, even in a paragraph
                self._pieces.append(Piece(self._item))
                self._item = ""

            self._pieces.append(Piece(data, inner.raised, inner.target))

    def close(self) -> None:
        """Take what is left when the page is over."""
        super().close()
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        pieces, self._pieces = self._pieces, []
        if not any(piece.words.strip() for piece in pieces):
            return

        names = [one.name for one in reversed(self._open) if one.name in KINDS]
        name = names[0] if names else ""
        if self._open[-1].is_note:
            kind = ParagraphKind.NOTE
        else:
            kind = KINDS.get(name, ParagraphKind.PROSE)

        level = int(name[1:]) if kind is ParagraphKind.HEADING else 0
        self.paragraphs.append(
            _Paragraph(tuple(pieces), kind, level, self._line, is_centre=self._open[-1].is_centre)
        )


def _surrounds(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element is no part of the text of its page."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"

    return (
        tag in UNREAD
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in UNREAD_ROLES
        or (tag not in {"body", "html", "main", "article"} and bool(SURROUNDINGS.search(names)))
    )


def _holds_notes(attributes: dict[str, str]) -> bool:
    """Whether an element holds the notes of its page."""
    names = (attributes.get("role", ""), attributes.get("id", ""), *attributes.get("class", "").split())

    return any(NOTES.fullmatch(name) for name in names)


def read(content: str, sha256: str = "") -> Text:
    """The text of the page *content*."""
    page = _PageReader()
    page.feed(content)
    page.close()

    composition = Composition()

    for paragraph in _article(page.paragraphs):
        composition.add(paragraph.pieces, paragraph.kind, level=paragraph.level, line=paragraph.line)

    composition.title = _title(page)

    return composition.finish(sha256)


def _article(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """The *paragraphs* of the article where the page says which these are, else all."""
    centre = [one for one in paragraphs if one.is_centre]
    size = sum(one.size for one in paragraphs)
    if sum(one.size for one in centre) >= MOSTLY * size:
        return centre

    return paragraphs


def _title(page: _PageReader) -> str | None:
    """What the page calls itself: its first great heading, or the title that it gives to programs."""
    headings = (one for one in page.paragraphs if one.kind is ParagraphKind.HEADING and one.level == 1)
    heading = next(headings, None)
    if heading:
        shown = "".join(piece.words for piece in heading.pieces)
    else:
        shown = ""

    names = (" ".join(name.split()) for name in (shown, page.named_title, page.title))

    return next(filter(None, names), None)
