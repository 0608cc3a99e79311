"""Turtle that no parser should be given: too long a token, too deep a nest, triples within triples.

One look at the bytes before they are parsed. What is ordinary is passed over by one pattern, at a tenth
of the time of parsing; only deep brackets, long texts and what is over a limit are looked at singly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.errors import BrokenFile
from evidence_graph.limits import NAME, NESTING, TOKEN, line_of, map_file, too_deep, too_long

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.limits import Raw

RDF_1_2 = "A triple within a triple is RDF 1.2; only RDF 1.1 is read."

LETTER = rb"""[^\s"'<#\\\[\](){;,]"""
"""What names, numbers, labels and language tags are made of, as far as their length goes."""

BRIEF = (
    rb"""[^"'<#\\\[\](){]++"""
    rb'|"(?!"")(?:[^"\\\r\n]++|\\.)*+"'
    rb"|'(?!'')(?:[^'\\\r\n]++|\\.)*+'"
    rb"|<(?!<)[^<>\s]*+>"
    rb"|\#[^\r\n]*+"
    rb"|\\."
)
"""What stands on one line, where no line is as long as a limit."""

BOUNDED = (
    rb"[\s;,]++"
    + rb"|%b{1,%d}+(?!%b)" % (LETTER, NAME, LETTER)
    + rb'|"[^"\\\r\n]{0,%d}+"(?!")' % TOKEN
    + rb"|'[^'\\\r\n]{0,%d}+'(?!')" % TOKEN
    + rb"|<(?!<)[^<>\s]{0,%d}+>" % NAME
    + rb"|\#[^\r\n]{0,%d}+(?![^\r\n])" % TOKEN
)
"""The same where lines may be of any length: what is within its limit."""


SHALLOW = 2
"""So deep brackets are passed over as one."""


def _ordinary(token: bytes, depth: int = SHALLOW) -> re.Pattern[bytes]:
    """Any number of such tokens, in brackets too. Possessive, so that it costs no more than its length."""
    pattern = token
    for _ in range(depth):
        pattern = rb"%b|[\[(](?:%b)*+[\])]" % (token, pattern)

    return re.compile(rb"(?:%b)*+" % pattern, re.DOTALL)


ORDINARY, CAREFUL, FLAT = _ordinary(BRIEF), _ordinary(BOUNDED), _ordinary(BOUNDED, depth=0)
STRIDE = NAME // 2
"""A line longer than a name may be fills one stretch of so many bytes."""

TEXT = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    rb'|"(?!"")(?:[^"\\\r\n]++|\\.)*+"'
    rb"|'(?!'')(?:[^'\\\r\n]++|\\.)*+'",
    re.DOTALL,
)
QUOTES = (b'"', b"'")
LONG_QUOTES = (b'"""', b"'''")
REST_OF_LINE = re.compile(rb"[^\r\n]*+")
OPENING, CLOSING = b"[(", b"])"


class TokenKind(NamedTuple):
    """A kind of token: what people call it, the most bytes it may have, and how far it goes."""

    what: str
    limit: int
    pattern: re.Pattern[bytes]


KINDS = {
    b'"': TokenKind("A text", TOKEN, TEXT),
    b"'": TokenKind("A text", TOKEN, TEXT),
    b"#": TokenKind("A comment", TOKEN, REST_OF_LINE),
    b"<": TokenKind("An address", NAME, re.compile(rb"<[^<>\s]*+")),
}
NAMED = TokenKind("A name or number", NAME, re.compile(rb"(?:%b|\\.)++" % LETTER, re.DOTALL))


def refuse(raw: Raw, name: Path | str) -> None:
    """Raise BrokenFile with the line where the Turtle *raw* goes over a limit, or is not RDF 1.1."""
    ordinary = CAREFUL if _has_long_line(raw) else ORDINARY
    depth, place = 0, _pass_over(raw, 0, ordinary)
    while place < len(raw):
        mark = raw[place : place + 1]
        if mark in OPENING:
            depth += 1
            if depth > NESTING:
                raise too_deep(name, "Brackets", line=line_of(raw, place))

            place += 1
        elif mark in CLOSING:
            depth -= 1
            place += 1
        elif raw[place : place + 2] in {b"<<", b"{|"}:
            raise BrokenFile(name, RDF_1_2, line=line_of(raw, place))
        else:
            place = _end_of_odd(raw, place, name)

        place = _pass_over(raw, place, ordinary if depth < NESTING - SHALLOW else FLAT)


def refuse_file(path: Path) -> None:
    """The same for a file of any size, of which little is held in memory."""
    with map_file(path) as raw:
        refuse(raw, path)


def _has_long_line(raw: Raw) -> bool:
    """Whether a line may be longer than a name: whether a stretch of the file has no end of a line."""
    return any(
        raw.find(b"\n", start, start + STRIDE) < 0 and raw.find(b"\r", start, start + STRIDE) < 0
        for start in range(0, len(raw) - STRIDE, STRIDE)
    )


def _pass_over(raw: Raw, place: int, ordinary: re.Pattern[bytes]) -> int:
    """Where what is *ordinary* from *place* on ends."""
    match = ordinary.match(raw, place)

    return match.end() if match else place


def _end_of_odd(raw: Raw, place: int, name: Path | str) -> int:
    """Where the token at *place* ends that is not ordinary.

    Raises BrokenFile when it is too long. What no parser reads ends after its first letter.
    """
    mark = raw[place : place + 1]
    kind = KINDS.get(mark, NAMED)
    rest = kind.pattern.match(raw, place)
    end = rest.end() if rest else _end_of_unclosed(raw, place)
    if end - place > kind.limit:
        raise too_long(name, kind.what, kind.limit, line=line_of(raw, place))

    return max(end, place + 1)


def _end_of_unclosed(raw: Raw, place: int) -> int:
    """Where the text at *place* that nobody closes ends: with its line, or with the file."""
    if raw[place : place + 3] in LONG_QUOTES:
        return len(raw)

    line = REST_OF_LINE.match(raw, place)
    if line and raw[place : place + 1] in QUOTES:
        return line.end()

    return place + 1
