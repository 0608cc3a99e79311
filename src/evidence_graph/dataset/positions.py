"""Where in a Turtle file a statement stands: the parser does not say, and a person must find it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\r\n]*)
  | (?P<text>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
      |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^<>\s]*>)
  | (?P<mark>[;,\[\]()]|\^\^|\.(?=\s|\#|$))
  | (?P<name>(?:\\.|[^\s;,\[\]()<>"'\#])+?(?=\.?(?:[\s;,\[\]()<>"'\#]|$)))
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""The lexemes of Turtle 1.1 (W3C Recommendation, section 6.5), as far as places need them."""


@dataclass(slots=True)
class Positions:
    """The line of each subject, and of each of its predicates."""

    subjects: dict[str, int] = field(default_factory=dict)
    predicates: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def line(self, subject: str, predicate: str | None = None, *, occurrence: int = 0) -> int:
        """The line, from 1, where *subject* says *predicate*; 0 when it cannot be found."""
        if predicate is not None:
            lines = self.predicates.get((subject, predicate), [])
            if lines:
                return lines[min(occurrence, len(lines) - 1)]
        return self.subjects.get(subject, 0)


def locate(text: str) -> Positions:
    """The places of all statements of a Turtle *text* that parses."""
    found = Positions()
    prefixes: dict[str, str] = {}
    base = ""
    starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]
    statement: list[str] = []
    subject, wants_predicate, depth = "", False, 0
    for kind, lexeme, offset in _lexemes(text):
        if kind == "mark" and lexeme == "." and depth == 0:
            if statement and statement[0].lower() in {"@prefix", "@base"}:
                base = _declare(statement, prefixes, base)
            statement, subject, wants_predicate = [], "", False
        elif statement and statement[0].lower() in {"@prefix", "@base", "prefix", "base"}:
            statement.append(lexeme)
            if not statement[0].startswith("@") and kind == "iri":
                base = _declare(statement, prefixes, base)
                statement = []
        elif kind == "mark":
            depth += (lexeme in "[(") - (lexeme in "])")
            wants_predicate = lexeme == ";" if depth == 0 else wants_predicate
        elif not statement:
            statement = [lexeme]
            if lexeme.lower() not in {"@prefix", "@base", "prefix", "base"}:
                subject = _resolve(lexeme, prefixes, base)
                found.subjects.setdefault(subject, bisect_right(starts, offset))
                wants_predicate = True
        elif wants_predicate and depth == 0:
            key = subject, _resolve(lexeme, prefixes, base)
            found.predicates.setdefault(key, []).append(bisect_right(starts, offset))
            wants_predicate = False
    return found


def _lexemes(text: str) -> Iterator[tuple[str, str, int]]:
    for match in TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield match.lastgroup or "other", match.group(), match.start()


def _declare(statement: list[str], prefixes: dict[str, str], base: str) -> str:
    """Take in a prefix or base declaration; the base that holds from here on."""
    iri = statement[-1].strip("<>")
    if statement[0].lower().endswith("base"):
        return iri
    prefixes[statement[1]] = iri if ":" in iri else base + iri
    return base


def _resolve(lexeme: str, prefixes: dict[str, str], base: str) -> str:
    if lexeme == "a":
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    if lexeme.startswith("<"):
        iri = lexeme[1:-1]
        return iri if ":" in iri else base + iri
    prefix, _, local = lexeme.partition(":")
    return prefixes.get(prefix + ":", prefix + ":") + re.sub(r"\\(.)", r"\1", local)
