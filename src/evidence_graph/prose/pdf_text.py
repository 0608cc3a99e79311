"""A PDF: the words that pypdf reads from its pages, put together to paragraphs again.

A PDF knows places of letters and no paragraphs. Running heads, page numbers and hyphens at the ends of lines
are taken out; a sign that the file does not name, such as a minus in a font of its own, may be lost.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from statistics import quantiles
from typing import TYPE_CHECKING

from evidence_graph.documents.pdf_pages import NoWords, words_of_pages
from evidence_graph.errors import BrokenFile
from evidence_graph.prose import plain_text
from evidence_graph.prose.sections import HEADING as REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evidence_graph.prose.text import Text

EDGE = 2
"""So many lines at the top and at the foot of a page may be a running head or a page number."""

REPEATED = 3
"""A line, its figures aside, that stands at the edge of so many pages is one."""

SHORT = 0.8
"""A line of less than this share of the usual length that ends in a stop ends its paragraph."""

INSTEAD = "Export it as text or DOCX, or let its text be recognised."

UNNAMED_GLYPHS = str.maketrans(
    {
        0x10: "“",
        0x11: "”",
        0x12: "„",
        0x15: "–",
        0x16: "—",
        0x1B: "ff",
        0x1C: "fi",
        0x1D: "fl",
        0x1E: "ffi",
        0x1F: "ffl",
    }
)
"""What fonts of TeX have in the place of controls (encoding T1), where a PDF does not name its glyphs."""

_SECTION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.)\s+[A-ZÀ-Þ][^.!?]{2,60}")
"""The numbered head of a section."""

_FIGURES = re.compile(r"\d+")
_HYPHEN = re.compile(r"(?<=[a-zß-ÿ])[-\u00ad\u2010]$")
_STOP = re.compile(r"[.!?:;][\"”’)\]]*(?:\d{1,3}(?:[,–-]\d{1,3})*)?$")
_NUMBERED = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}\.)\s+\S")


def read(raw: bytes, path: Path, sha256: str = "") -> Text:
    """The text of the PDF *raw*, read from *path*. Raises BrokenFile, MissingExtra without pypdf."""
    try:
        words = words_of_pages(raw, lambda page: page.extract_text())
    except NoWords as error:
        raise BrokenFile(path, f"it cannot be read: {error}. {INSTEAD}") from error

    pages = [_lines(page) for page in words]
    running = _running_lines(pages)
    lines = list(chain.from_iterable(_without(page, running) for page in pages))
    if not any(lines):
        raise BrokenFile(path, f"it cannot be read: nothing but running heads stands in it. {INSTEAD}")

    return plain_text.read("\n\n".join(_paragraphs(lines)), sha256)


def _lines(page: str) -> list[str]:
    lines = page.translate(UNNAMED_GLYPHS).splitlines()  # before a glyph is taken for white space

    return [" ".join(line.split()) for line in lines if line.strip()]


def _running_lines(pages: Sequence[list[str]]) -> set[str]:
    """What stands at the top or the foot of several pages, its figures aside."""
    count: Counter[str] = Counter()
    for page in pages:
        count.update({_FIGURES.sub("#", line) for line in (*page[:EDGE], *page[-EDGE:])})

    return {line for line, number in count.items() if number >= REPEATED} | {"#"}


def _without(page: list[str], running: set[str]) -> Iterator[str]:
    """The lines of a *page* but for those at its edges that are *running* over all pages."""
    for place, line in enumerate(page):
        is_at_edge = place < EDGE or place >= len(page) - EDGE
        if not (is_at_edge and _FIGURES.sub("#", line) in running):
            yield line


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The *lines* put together: a short line with a stop, or a number at the next, ends a paragraph."""
    usual = _usual_length(lines)
    paragraph = lines[0]

    def is_head(line: str) -> bool:
        is_section = len(line) < SHORT * usual and _SECTION.fullmatch(line)
        return bool(is_section or REFERENCES.fullmatch(line))

    for line, after in pairwise(lines):
        ends_here = len(line) < SHORT * usual and _STOP.search(line)
        is_heading = len(line) < SHORT * usual and after[:1].isupper() and line[:1].isupper()
        begins_entry = _NUMBERED.match(after) and _STOP.search(line)
        if ends_here or is_heading or is_head(line) or is_head(after) or begins_entry:
            yield paragraph
            paragraph = after
        else:
            paragraph = _join(paragraph, after)

    yield paragraph


def _usual_length(lines: Sequence[str]) -> float:
    """How long a full line is: most lines of a list are short, so the middle one would tell too little."""
    lengths = [len(line) for line in lines]
    if len(lengths) == 1:
        return lengths[0]

    return quantiles(lengths, n=4)[-1]


def _join(line: str, after: str) -> str:
    """Two lines of one paragraph as one; the hyphen of a word that was broken goes."""
    if _HYPHEN.search(line) and after[:1].islower():
        return _HYPHEN.sub("", line) + after

    return f"{line} {after}"
