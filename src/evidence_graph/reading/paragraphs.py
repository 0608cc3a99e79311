"""An article's text as its readers see it: paragraphs and headings, each with its place.

In comes a plain text; out come its blocks in their order, which cover all of it but white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADING_WORDS = 9
"""A line with more words than this is no heading."""

WRAPPED = 55
"""Lines as long as this, of which most end within a sentence, are a paragraph that a program broke."""

_CHUNK = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*")
"""Lines without an empty one between them."""

_LINE = re.compile(r"\S.*\S|\S")
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or a heading, from *start* to before *end*."""

    start: int
    end: int
    is_heading: bool = False


def blocks(text: str) -> list[TextBlock]:
    """The paragraphs and headings of *text*.

    >>> blocks("Tea. And milk.")
    [TextBlock(start=0, end=14, is_heading=False)]
    """
    pieces: list[tuple[int, int]] = []
    for chunk in _CHUNK.finditer(text):
        pieces += _pieces(chunk)
    return [
        TextBlock(start, end, _is_heading(text[start:end], is_last=end == pieces[-1][1]))
        for start, end in pieces
    ]


def _pieces(chunk: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs of lines without an empty one between them: each line, or all where they were broken."""
    lines = list(_LINE.finditer(chunk.string, chunk.start(), chunk.end()))
    if _is_wrapped([line[0] for line in lines]):
        yield lines[0].start(), lines[-1].end()
        return

    for line in lines:
        yield line.start(), line.end()


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a program broke one paragraph into *lines*: all but the last about as long, most unfinished."""
    full = lines[:-1]
    if not full:
        return False

    lengths = [len(line) for line in full]
    open_lines = [line for line in full if not _CLOSED.search(line)]
    even = max(lengths) <= median(lengths) * 1.4
    return even and median(lengths) >= WRAPPED and len(open_lines) * 2 > len(full)


def _is_heading(text: str, *, is_last: bool) -> bool:
    """Whether a line is a heading: short, not the end of a sentence, and followed by something."""
    is_short = len(text.split()) <= HEADING_WORDS
    return is_short and not is_last and "\n" not in text and not _CLOSED.search(text)
