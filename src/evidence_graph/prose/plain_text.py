"""Plain text: its characters stay as they are, and its lines are paragraphs.

Where lines are broken to a width, as in mail, a paragraph goes from one blank line to the next.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import quantiles

from evidence_graph.prose.text import Paragraph, ParagraphKind, Text

NARROWEST, WIDEST = 40, 120
"""Lines that were broken to a width are nearly all of a length between these."""

BROKEN = 0.8
"""So great a share of the lines that another follows ends without an end of a sentence and is so long."""

HEADING_WORDS, TITLE_WORDS = 9, 20
"""A line of more words is no heading, and no title of the whole."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_ITEM = re.compile(r"\s*(?:[-*•‣·–]\s+|\(?\d{1,3}[.)]\s+|\[\d{1,3}\]\s*)")
_WITHIN = re.compile(r"[a-z][.!?]\s+[A-Z]")
"""Where a sentence ends within a line."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?:\s*[\[(][\d\s,–-]+[\])])?$|[\])]\.?$")
_STOPPED = re.compile(r"[.!?:;,…\"”’)\]]$")


def read(content: str, sha256: str = "") -> Text:
    """The text that *content* is."""
    lines = [(line.start(), line.end()) for line in _LINE.finditer(content) if line[0].strip()]
    if is_broken(content, lines):
        groups = _joined(content, lines)
    else:
        groups = [[line] for line in lines]

    paragraphs = [
        _paragraph(content, number, group[0][0], group[-1][1]) for number, group in enumerate(groups, start=1)
    ]

    return Text(
        _title(content, paragraphs), content, tuple(_with_headings(content, paragraphs)), sha256=sha256
    )


def is_broken(content: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the *lines* were broken to a width, so that a paragraph has several of them."""
    followed = [
        (line, after)
        for line, after in pairwise(lines)
        if _touches(content, line, after) and not _ITEM.match(content, *after)
    ]
    if len(followed) < 3:  # noqa: PLR2004 - fewer lines show no habit
        return False

    lengths = [end - start for (start, end), _ in followed]
    long_enough = sum(NARROWEST <= length <= WIDEST for length in lengths)
    # Lines of whole sentences also follow each other; broken ones end in the middle of one.
    open_ends = sum(_is_open(content[start:end], content[slice(*after)]) for (start, end), after in followed)

    return (
        long_enough >= BROKEN * len(followed)
        and open_ends * 2 >= len(followed)
        and quantiles(lengths, n=10)[-1] <= WIDEST
    )


def _is_open(line: str, after: str) -> bool:
    """Whether the sentence of a *line* goes on in the one *after*."""
    return not _SENTENCE_END.search(line.rstrip()) or after.lstrip()[:1].islower()


def _touches(content: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether no blank line stands between two lines."""
    return content[line[1] : after[0]].replace("\r\n", "\n").count("\n") <= 1


def _joined(content: str, lines: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The *lines* by paragraph; an item begins one."""
    groups: list[list[tuple[int, int]]] = []
    for line in lines:
        is_item = _ITEM.match(content, *line)
        if groups and not is_item and _touches(content, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])

    return groups


def _paragraph(content: str, number: int, start: int, end: int) -> Paragraph:
    words = content[start:end]
    first = start + len(words) - len(words.lstrip())
    if _ITEM.match(words):
        kind = ParagraphKind.ITEM
    else:
        kind = ParagraphKind.PROSE

    return Paragraph(number, first, start + len(words.rstrip()), kind, line=content.count("\n", 0, first) + 1)


def _with_headings(content: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The *paragraphs*, of which a short line without a stop that others follow is a heading."""
    *others, last = paragraphs or (None,)
    marked: list[Paragraph] = []

    for one in others:
        most = TITLE_WORDS if one.number == 1 else HEADING_WORDS
        is_heading = _is_heading(content[one.start : one.end], one.kind, most=most)
        marked.append(replace(one, kind=ParagraphKind.HEADING, level=2) if is_heading else one)

    return [*marked, last] if last else []


def _is_heading(words: str, kind: ParagraphKind, *, most: int = HEADING_WORDS) -> bool:
    is_short = len(words.split()) <= most and "\n" not in words
    return (
        kind is ParagraphKind.PROSE and is_short and not _STOPPED.search(words) and not _WITHIN.search(words)
    )


def _title(content: str, paragraphs: list[Paragraph]) -> str | None:
    """The first line where it looks like a heading."""
    if len(paragraphs) < 2:  # noqa: PLR2004 - a title stands above something
        return None

    words = content[paragraphs[0].start : paragraphs[0].end]
    if _is_heading(words, paragraphs[0].kind, most=TITLE_WORDS):
        return " ".join(words.split())

    return None
