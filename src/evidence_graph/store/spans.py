"""Where in a Turtle text each statement, fact and value begins and ends, so that one of them can change.

In goes a text that parses; out come the statements about the subjects that are asked for, in their order::

    citation:leaf2001 a eg:Citation ; eg:alias "leaf1999", "leaf2000" .
    ^ start           ^ fact          ^ fact   ^ value      ^ value   ^ end
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.store.namespaces import DECLARATIONS, Namespaces
from evidence_graph.store.positions import REST, TOKEN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

OPENING, CLOSING = frozenset("[("), frozenset("])")


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


@dataclass(slots=True)
class Fact:
    """A property of a subject with the values it gives to it."""

    predicate: str
    start: int
    values: list[Span] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where the last value ends."""
        return self.values[-1].end


@dataclass(slots=True)
class Statement:
    """What stands between two full stops about a subject with a name."""

    subject: str
    start: int
    name_end: int
    prefixes: Mapping[str, str]
    """The prefixes in force, with their colons."""
    facts: list[Fact] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class SubjectSpans:
    """The statements of a text about some subjects, and the prefixes in force at its end."""

    statements: list[Statement]
    prefixes: Mapping[str, str]


class TurtleToken(NamedTuple):
    """A word or a mark of Turtle and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def outline(text: str, subjects: Collection[str]) -> SubjectSpans:
    """The outline of a Turtle *text* that parses: its statements about *subjects*."""
    walk = _SpanWalk(text)
    statements: list[Statement] = []

    while (token := walk.next()).kind != "end":
        if token.text.lower() in DECLARATIONS:
            walk.declare(token.text)
        elif token.text not in OPENING and (subject := walk.namespaces.resolve(token.text)) in subjects:
            statements.append(walk.statement(subject, token))
        else:
            walk.pass_over()

    return SubjectSpans(statements, walk.namespaces.prefixes)


class _SpanWalk:
    """One walk over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.namespaces = Namespaces()
        self._text, self._place = text, 0

    def next(self) -> TurtleToken:
        """The next token, which is taken; at the end of the text one of the kind "end"."""
        token = self._ahead()
        self._place = token.end

        return token

    def _ahead(self) -> TurtleToken:
        """The next token, which stays."""
        match = TOKEN.match(self._text, self._place)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            return TurtleToken("end", "", len(self._text), len(self._text))

        return TurtleToken(kind, match[kind], match.start(kind), match.end(kind))

    def declare(self, word: str) -> None:
        """Take in a prefix or a base, up to its full stop if it has one."""
        if word.lower().endswith("base"):
            prefix = ""
        else:
            prefix = self.next().text

        self.namespaces.declare(prefix, self.next().text)
        if word.startswith("@"):
            self.next()

    def pass_over(self) -> None:
        """Leave the rest of a statement out, up to and with its full stop."""
        rest = REST.match(self._text, self._place)
        self._place = rest.end() if rest else len(self._text)

    def statement(self, subject: str, name: TurtleToken) -> Statement:
        """The statement about *subject* that begins with its *name*, up to and with its full stop."""
        statement = Statement(subject, name.start, name.end, self.namespaces.prefixes)
        while True:
            token = self.next()
            if token.kind == "end" or token.text == ".":
                statement.end = token.end
                return statement

            if token.text not in {";", ","}:
                predicate = self.namespaces.resolve(token.text)
                statement.facts.append(self._fact(predicate, token.start))

    def _fact(self, predicate: str, start: int) -> Fact:
        """The fact that begins at *start*, up to the last of its values."""
        fact = Fact(predicate, start)
        while True:
            fact.values.append(self._value())
            if self._ahead().text != ",":
                return fact

            self.next()

    def _value(self) -> Span:
        """The value that comes next, with its language or datatype, or with all that is in its brackets."""
        first = last = self.next()
        if first.kind == "mark" and first.text in OPENING:
            depth = 1
        else:
            depth = 0

        while depth and last.kind != "end":
            last = self.next()
            if last.kind == "mark":
                depth += (last.text in OPENING) - (last.text in CLOSING)

        if first.kind == "text":
            last = self._suffix() or last

        return Span(first.start, last.end)

    def _suffix(self) -> TurtleToken | None:
        """The language or the datatype of a text, if it has one."""
        mark = self._ahead()
        if mark.kind != "name" or not mark.text.startswith(("@", "^^")):
            return None

        self.next()

        return self.next() if mark.text == "^^" else mark
