"""The keywords of an entry: a list in which each keeps its own LaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.bibliography import value_expressions
from evidence_graph.bibliography.latex import decode, encode, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OPENERS = frozenset('{"')
_MARK = re.compile(r"[{},;]")


def keywords(value: str, strings: Mapping[str, str]) -> tuple[str, ...]:
    r"""The keywords that a field's *value* lists, in plain text.

    >>> keywords("{tea; {milk, warm}, R\\&D}", {})
    ('tea', 'milk, warm', 'R&D')
    """
    words = (
        decode(part) for part in value_expressions.separate(value_expressions.expand(value, strings), _MARK)
    )

    return tuple(keyword for keyword in words if keyword)


def with_keywords(value: str, added: Iterable[str]) -> str:
    """The *value* of a keywords field with the plain texts *added*, unless it lists them already."""
    present_keywords = set(keywords(value, {}))
    new = ", ".join(
        _source(word) for word in dict.fromkeys(map(tidy, added)) if word and word not in present_keywords
    )
    if not new:
        return value

    pieces = value_expressions.scan(value)[0]
    if len(pieces) > 1 or (pieces and pieces[0][0] not in _OPENERS):
        return f"{value} # {{, {new}}}"

    before = value[1:-1].strip().rstrip(",;").rstrip()
    if before:
        return f"{{{before}, {new}}}"

    return f"{{{new}}}"


def without_keywords(value: str, dropped: re.Pattern[str]) -> str:
    """The *value* of a keywords field without the keywords that *dropped* matches; empty if none is left."""
    pieces = value_expressions.scan(value)[0]
    kept_parts = [_sift(piece, dropped) if piece[0] in _OPENERS else piece for piece in pieces]

    return value if kept_parts == pieces else " # ".join(piece for piece in kept_parts if piece)


def _sift(piece: str, dropped: re.Pattern[str]) -> str:
    """A braced or quoted list without the keywords that *dropped* matches; empty if none is left."""
    parts = value_expressions.separate(piece[1:-1], _MARK)
    kept_parts = [part for part in parts if not dropped.fullmatch(decode(part))]
    if len(kept_parts) == len(parts):
        return piece
    if any(part.strip() for part in kept_parts):
        return f"{{{','.join(kept_parts).lstrip()}}}"

    return ""


def _source(keyword: str) -> str:
    source = encode(keyword)
    if "," in keyword or ";" in keyword:
        return f"{{{source}}}"

    return source
