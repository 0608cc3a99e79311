"""A text that quotes are looked for in: one line of words, with the places where its paragraphs begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from evidence_graph.quoting.comparable import Comparable, comparable

_BREAK = re.compile(r"\n[ \t]*(?:\r?\n\s*)|\f")

HEADING = 0.6
"""A line shorter than this share of the longest ends a paragraph, if the next begins like a sentence."""


_ITEM = re.compile(r"[ \t]*(?:[-*•‣·–] |\d{1,2}[.)] |\|)")
"""How an item of a list or a row of a table begins, which is a paragraph by itself."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file in the form in which quotes are compared with it."""

    name: str
    form: Comparable
    starts: tuple[int, ...]

    @property
    def words(self) -> str:
        """The text as it is compared."""
        return self.form.words

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Where the paragraph of *start* begins, and where that of *end* ends."""
        first = self.starts[bisect_right(self.starts, start) - 1]
        after = bisect_right(self.starts, end - 1)

        return first, self.starts[after] if after < len(self.starts) else len(self.words)


def source_text(name: str, text: str) -> SourceText:
    """The *text* of the file *name*, whose paragraphs a blank line or a new page parts."""
    pieces: list[str] = []
    hyphens: dict[int, bool] = {}
    starts = [0]
    length = 0
    for paragraph in _paragraphs(text):
        form = comparable(paragraph)
        if not form.words:
            continue

        glue = _glue(pieces[-1][-1], form.words[0]) if pieces else ""
        start = length + len(glue)
        if pieces:
            starts.append(start)

        pieces += [glue, form.words]
        hyphens |= {start + number: firm for number, firm in form.hyphens.items()}
        length = start + len(form.words)

    return SourceText(name, Comparable("".join(pieces), hyphens, tuple(hyphens)), tuple(starts))


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of *text*; an item, and a heading that no blank line follows, is one."""
    return [part for block in _BREAK.split(text) for part in _without_headings(block)]


def _without_headings(block: str) -> list[str]:
    """The lines of *block* joined, but for those that end before the width of the others."""
    lines = block.split("\n")
    if len(lines) == 1:
        return lines

    width = HEADING * max(map(len, lines))
    parts = [lines[0]]
    for line, after in pairwise(lines):
        is_short = len(line.strip()) < width and line.strip()[-1:] not in {"-", ",", "\u00ad"}
        is_row = _ITEM.match(after) or line.lstrip().startswith("|")
        if is_row or (is_short and after.lstrip()[:1].isupper()):
            parts.append(after)
        else:
            parts[-1] += f"\n{after}"

    return parts


def _glue(last: str, first: str) -> str:
    """What stands between two paragraphs where a quote goes from one to the other."""
    return comparable(f"{last} {first}").words[1:-1]
