"""Where in a Turtle file a statement stands: the parser does not say, and a person must find it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.store.namespaces import DECLARATIONS, Namespaces

if TYPE_CHECKING:
    from collections.abc import Collection

TEXT = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\r\n]++|\\.)*+"'
    r"|'(?:[^'\\\r\n]++|\\.)*+'"
)
"""A text in quotes. The possessive quantifiers keep a hostile text from costing more than its length."""

DELIMITER = r"\s;,\[\]()<>\"'#"
NAME = rf"(?:\\.|[^{DELIMITER}\\.]|\.(?=[0-9]))(?:\\.|[^{DELIMITER}\\.]|\.(?=\.*[^{DELIMITER}.]))*+"
"""A name, a number or a word. A full stop belongs to it when more of the name follows."""

GAP = r"(?:\s++|#[^\r\n]*+)*+"
TOKEN = re.compile(
    rf"{GAP}(?:(?P<text>{TEXT})|(?P<iri><[^<>\s]*+>)|(?P<name>{NAME})|(?P<mark>[;,\[\]().])|(?P<end>\Z)|(?P<other>.))",
    re.DOTALL,
)
"""The tokens of Turtle 1.1 (W3C Recommendation, section 6.5), as far as places need them."""

REST = re.compile(rf"(?:\s++|#[^\r\n]*+|{TEXT}|<[^<>\s]*+>|{NAME}|[;,\[\]()<>\"'])*+\.?", re.DOTALL)
"""The rest of a statement up to and with its full stop."""

REMARK = re.compile(rf"{TEXT}|<[^<>\s]*+>|{NAME}|(?P<remark>#[^\r\n]*+)", re.DOTALL)
"""A comment, and whatever else may hold its sign."""

HEAD, TAIL = "@head", "@tail"
"""Where the comments are that belong to no subject."""

LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Positions:
    """The line of each subject, and of each value it gives to a predicate; *columns* beside each line."""

    subjects: dict[str, int] = field(default_factory=dict)
    values: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    unnamed: int = 0
    columns: dict[tuple[str, str | None], list[int]] = field(default_factory=dict)

    def line(self, subject: str, predicate: str | None = None, *, occurrence: int = 0) -> int:
        """The line, from 1, of a value of *predicate*, else of *subject*; 0 when it cannot be found.

        A subject without a name is taken to stand where the first bracket opens.
        """
        if predicate is not None:
            lines = self.values.get((subject, predicate), [])
            if lines:
                return lines[min(occurrence, len(lines) - 1)]

        return self.subjects.get(subject) or (self.unnamed if subject.startswith("_:") else 0)

    def column(self, subject: str, predicate: str | None = None, *, occurrence: int = 0) -> int:
        """The column, from 1, at which what `line` finds begins; 0 when it is not known."""
        if (subject, predicate) in self.columns:
            property_there = predicate
        else:
            property_there = None

        columns = self.columns.get((subject, property_there), [0])

        return columns[min(occurrence, len(columns) - 1)]


def locate(text: str, *, wanted: Collection[str] | None = None) -> Positions:
    """The places of the statements of a Turtle *text* that parses: those about *wanted*, or all."""
    unnamed = wanted is not None and any(subject.startswith("_:") for subject in wanted)

    return _PositionWalk(text, None if unnamed else wanted).walk()


def remarks(text: str) -> dict[str, list[str]]:
    """The comments of a Turtle *text* that parses, by the subject of the statement to which they belong.

    A comment belongs to the statement in which it stands, at whose end it stands, or before which it
    stands. Those above a prefix are at `HEAD`, those below all statements at `TAIL`.
    """
    walk = _PositionWalk(text, (), keeps_ends=True)
    walk.walk()
    remarks: dict[str, list[str]] = {}
    for match in REMARK.finditer(text):
        if match["remark"]:
            remarks.setdefault(_owner(match.start(), text, walk.ends), []).append(match["remark"].rstrip())

    return remarks


def _owner(offset: int, text: str, ends: list[tuple[int, str]]) -> str:
    """To which subject a comment at *offset* belongs, when statements end at *ends*."""
    following = bisect_right(ends, offset, key=lambda end: end[0])
    if following:
        place, subject = ends[following - 1]
        if subject and LINE_END.search(text, place, offset) is None:
            return subject

    if following < len(ends):
        return ends[following][1]

    return TAIL


def line_of(text: str, offset: int) -> int:
    """The line, from 1, in which the character at *offset* stands."""
    return len(LINE_END.findall(text, 0, offset)) + 1


class _PositionWalk:
    """One walk over the tokens of a text, statement by statement."""

    def __init__(
        self, text: str, wanted_subjects: Collection[str] | None, *, keeps_ends: bool = False
    ) -> None:
        self._text, self._wanted, self._keeps_ends = text, wanted_subjects, keeps_ends
        self._counted, self._returns = (0, 1), "\r" in text
        self._found = Positions()
        self._namespaces = Namespaces()
        self._place = 0
        self.ends: list[tuple[int, str]] = []

    def walk(self) -> Positions:
        kind, token, offset = self._next()
        while kind != "end":
            if token.lower() in DECLARATIONS:
                self._declare(token)
                subject = HEAD
            else:
                subject = self._statement(token, offset)

            if self._keeps_ends:
                self.ends.append((self._place, subject or TAIL))

            kind, token, offset = self._next()

        return self._found

    def _next(self) -> tuple[str, str, int]:
        """The kind of the next token, the token, and where it begins."""
        match = TOKEN.match(self._text, self._place)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            return "end", "", len(self._text)

        self._place = match.end()

        return kind, match[kind], match.start(kind)

    def _statement(self, token: str, offset: int) -> str:
        """Take in the statement that begins with *token*, up to its full stop; its subject, if named."""
        if token in {"[", "("}:
            subject = ""
        else:
            subject = self._namespaces.resolve(token)

        if self._wanted is not None and subject and subject not in self._wanted:
            rest = REST.match(self._text, self._place)
            self._place = rest.end() if rest else len(self._text)

            return subject

        depth = 0 if subject else self._nest(token, offset)
        if subject:
            self._found.subjects.setdefault(subject, self._line(offset))
            self._found.columns.setdefault((subject, None), [self._column(offset)])

        predicate, expected = "", "predicate"
        while True:
            kind, name, place = self._next()
            if kind == "end" or (name == "." and kind == "mark" and depth == 0):
                return subject

            if depth == 0 and expected == "value":
                self._value(subject, predicate, place)
                expected = ""
            elif depth == 0 and expected == "predicate" and kind != "mark":
                predicate, expected = self._namespaces.resolve(name), "value"
            elif depth == 0 and kind == "mark":
                expected = WANTED.get(name, expected)

            depth += self._nest(name, place) if kind == "mark" else 0

    def _nest(self, mark: str, offset: int) -> int:
        """By how much *mark* changes the depth of nesting."""
        if mark in {"[", "("}:
            self._found.unnamed = self._found.unnamed or self._line(offset)
            return 1

        return -1 if mark in {"]", ")"} else 0

    def _value(self, subject: str, predicate: str, offset: int) -> None:
        if subject:
            self._found.values.setdefault((subject, predicate), []).append(self._line(offset))
            self._found.columns.setdefault((subject, predicate), []).append(self._column(offset))

    def _declare(self, word: str) -> None:
        """Take in a prefix or a base, up to its full stop if it has one."""
        if word.lower().endswith("base"):
            prefix = ""
        else:
            prefix = self._next()[1]

        self._namespaces.declare(prefix, self._next()[1])
        if word.startswith("@"):
            self._next()

    def _line(self, offset: int) -> int:
        """The line of *offset*, counted on from the place asked for before: places come in their order."""
        place, line = self._counted
        if self._returns:
            line += len(LINE_END.findall(self._text, place, offset))
        else:
            line += self._text.count("\n", place, offset)

        self._counted = offset, line

        return line

    def _column(self, offset: int) -> int:
        """How far from the beginning of its line *offset* is, counted from 1."""
        start = max(
            self._text.rfind("\n", 0, offset), self._text.rfind("\r", 0, offset) if self._returns else -1
        )

        return offset - start


WANTED = {";": "predicate", ",": "value"}
"""What comes after a mark."""
