"""The words of HTML and of the XML of journals (JATS), with a mark where something is raised or lowered.

Both are read by the one forgiving parser of Python, which knows every named sign and loads nothing.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from evidence_graph.quoting.comparable import LOWERED, PARAGRAPH, RAISED

SKIPPED = re.compile(
    "script|style|head|template|noscript|svg|tex-math|annotation|annotation-xml|ref-list|journal-meta"
)
"""What is no running text: programs, formulas written a second time, the list of references."""

BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|d[dlt]|div|figcaption|figure|footer|h[1-6]|header|li|main|nav"
    "|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
    "|abstract|ack|article-title|boxed-text|disp-quote|fig|label|list|list-item|sec|subtitle|table-wrap|title"
)
"""The elements of HTML and of JATS that are paragraphs by themselves, or hold some."""

MARKS = {"sup": RAISED, "sub": LOWERED}
SCRIPTS = {"msup": {1: RAISED}, "msub": {1: LOWERED}, "msubsup": {1: LOWERED, 2: RAISED}}
"""The elements of MathML, with which of their children are set higher or lower."""

VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
BREAKS = {"br": "\n", "hr": PARAGRAPH}


class _Element(NamedTuple):
    """An open element: where its words begin, and whether it is skipped or the number of a reference."""

    name: str
    start: int
    is_skipped: bool
    is_reference: bool


class _MarkupWords(HTMLParser):
    """Collects the words of a document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._open: list[_Element] = []
        self._children = [0]
        self._has_reference = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        tag = tag.rpartition(":")[2]  # a name space of XML says nothing more here
        if VOID.fullmatch(tag):
            self.pieces.append(BREAKS.get(tag, ""))
            return

        start = len(self.pieces)
        self._put_mark(tag)
        is_reference = _is_reference(tag, dict(attrs))
        self._open.append(_Element(tag, start, SKIPPED.fullmatch(tag) is not None, is_reference))
        self._children.append(0)
        self._has_reference = is_reference or (self._has_reference and tag != "sup")

    def _put_mark(self, tag: str) -> None:
        """Put what stands before an element: the end of a paragraph, or that it is set higher or lower."""
        parent = self._open[-1].name if self._open else ""
        mark = MARKS.get(tag, "") or SCRIPTS.get(parent, {}).get(self._children[-1], "")
        self.pieces.append(PARAGRAPH if BLOCKS.fullmatch(tag) else mark)
        self._children[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that nobody closed."""
        tag = tag.rpartition(":")[2]
        if tag not in {element.name for element in self._open}:
            return

        while self._open:
            element = self._open.pop()
            self._children.pop()
            self._close(element)
            if element.name == tag:
                return

    def _close(self, element: _Element) -> None:
        is_within = any(each.is_reference for each in self._open)
        if element.name == "sup" and (self._has_reference or is_within):
            del self.pieces[element.start :]

        if BLOCKS.fullmatch(element.name):
            self.pieces.append(PARAGRAPH)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of XML without anything in it."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def unknown_decl(self, data: str) -> None:
        """Take words that XML marks as nothing but words."""
        self.handle_data(data.removeprefix("CDATA["))

    def handle_data(self, data: str) -> None:
        """Take words; the white space of the file is none of the page: no line of it ends in a hyphen."""
        if not any(element.is_skipped for element in self._open):
            self.pieces.append(_SPACE.sub(" ", data))


_SPACE = re.compile(r"[ \t\r\n]+")


def _is_reference(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether an element is a number of the list of references, which is no part of the sentence."""
    leads = (attributes.get("href") or "").startswith("#")

    return (tag == "a" and leads) or (tag == "xref" and attributes.get("ref-type") in {"bibr", "fn"})


def read(text: str) -> str:
    """The words of the document *text*, a blank line between its paragraphs.

    >>> read("<p>10<sup>6</sup> cells &minus;3 %</p>").strip()
    '10^6 cells −3 %'
    """
    parser = _MarkupWords()
    parser.feed(text)
    parser.close()

    return "".join(parser.pieces)
