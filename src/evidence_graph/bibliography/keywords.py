"""The keywords of an entry: a list in which each keeps its own LaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.bibliography import values
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
    found = (decode(part) for part in values.separate(values.expand(value, strings), _MARK))
    return tuple(keyword for keyword in found if keyword)


def with_keywords(value: str, added: Iterable[str]) -> str:
    """The *value* of a keywords field with the plain texts *added*, unless it lists them already."""
    listed = set(keywords(value, {}))
    new = ", ".join(_source(word) for word in dict.fromkeys(map(tidy, added)) if word and word not in listed)
    if not new:
        return value
    pieces = values.scan(value)[0]
    if len(pieces) > 1 or (pieces and pieces[0][0] not in _OPENERS):
        return f"{value} # {{, {new}}}"
    before = value[1:-1].strip().rstrip(",;").rstrip()
    return f"{{{before}, {new}}}" if before else f"{{{new}}}"


def without_keywords(value: str, dropped: re.Pattern[str]) -> str:
    """The *value* of a keywords field without the keywords that *dropped* matches; empty if none is left."""
    pieces = values.scan(value)[0]
    kept = [_sifted(piece, dropped) if piece[0] in _OPENERS else piece for piece in pieces]
    return value if kept == pieces else " # ".join(piece for piece in kept if piece)


def _sifted(piece: str, dropped: re.Pattern[str]) -> str:
    """A braced or quoted list without the keywords that *dropped* matches; empty if none is left."""
    parts = values.separate(piece[1:-1], _MARK)
    kept = [part for part in parts if not dropped.fullmatch(decode(part))]
    if len(kept) == len(parts):
        return piece
    return f"{{{','.join(kept).lstrip()}}}" if any(part.strip() for part in kept) else ""


def _source(keyword: str) -> str:
    source = encode(keyword)
    return f"{{{source}}}" if "," in keyword or ";" in keyword else source
