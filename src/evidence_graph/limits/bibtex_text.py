"""BibTeX that no parser should be given: an entry too long, or braces too deep in one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.limits import NESTING, TOKEN, line_of, map_file, too_deep, too_long

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.limits import Raw

NEXT_BLOCK = re.compile(rb"[\r\n][ \t]*(?=@\w*[ \t]*[{(])")
"""Where a block begins on a line of its own: there ends one that nobody closed."""

WORDS = rb"[^{}\r\n]++|[\r\n](?![ \t]*@\w*[ \t]*[{(])"
BRACE = re.compile(rb"[{}]")


def _shallow() -> re.Pattern[bytes]:
    """A block whose braces are four deep at most. Possessive, so that it costs no more than its length."""
    block = rb"\{(?:%b)*+\}" % WORDS
    for _ in range(3):
        block = rb"\{(?:%b|%b)*+\}" % (WORDS, block)

    return re.compile(block)


SHALLOW = _shallow()


def refuse(raw: Raw, name: Path | str) -> None:
    """Raise BrokenFile with the line where the BibTeX *raw* goes over a limit."""
    place = raw.find(b"{")
    while place >= 0:
        block = SHALLOW.match(raw, place)
        end = block.end() if block else _end_of_deep(raw, place, name)
        if end - place > TOKEN:
            raise too_long(name, "An entry", TOKEN, line=line_of(raw, place))

        place = raw.find(b"{", end)


def refuse_file(path: Path) -> None:
    """The same for a file of any size, of which little is held in memory."""
    with map_file(path) as raw:
        refuse(raw, path)


def _end_of_deep(raw: Raw, place: int, name: Path | str) -> int:
    """Where the block at *place* ends whose braces are deep, or not closed."""
    following = NEXT_BLOCK.search(raw, place)
    limit = following.start() if following else len(raw)
    depth = 0
    for brace in BRACE.finditer(raw, place, limit):
        depth += 1 if brace.group() == b"{" else -1
        if depth > NESTING:
            raise too_deep(name, "Braces", line=line_of(raw, brace.start()))
        if depth == 0:
            return brace.end()

    return limit
