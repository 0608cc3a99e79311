"""XML of others as elements that know their line; what could grow without bound is refused.

A document type brings entities, by which a small file becomes a large one or another file is read: none is
taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from evidence_graph.bibliography import foreign_records
from evidence_graph.limits import NESTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.model import Problem


class _Refusal(Exception):  # noqa: N818 - leaves the parser, never this module
    """What is in the document that we do not take."""


@dataclass(slots=True)
class Element:
    """One element: its name, its attributes, its line, what is in it."""

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    is_whole: bool = False

    @property
    def text(self) -> str:
        """All text in it, on one line."""
        return " ".join("".join(self.pieces).split())

    def all(self, name: str) -> Iterator[Element]:
        """The elements called *name* at any depth, not looked for in each other."""
        for child in self.children:
            if child.name == name:
                if child.is_whole:
                    yield child
            else:
                yield from child.all(name)

    def at(self, place: str) -> list[Element]:
        """The elements at a *place* below it, such as ``titles/title``."""
        elements = [self]
        for step in place.split("/"):
            children = (child for element in elements for child in element.children)
            elements = [child for child in children if child.name == step]

        return elements


def tree(text: str, name: str) -> tuple[Element, list[Problem]]:
    """The element that holds all others in *text*, and what is wrong; what was whole before it is kept."""
    parser = expat.ParserCreate()
    top = Element("", {}, 1)
    opened = [top]

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if len(opened) > NESTING:
            raise _Refusal(f"elements are nested deeper than {NESTING}")

        element = Element(tag, attributes, parser.CurrentLineNumber)
        opened[-1].children.append(element)
        opened.append(element)

    def end(_: str) -> None:
        closed = opened.pop()
        closed.is_whole = True
        opened[-1].pieces.extend(closed.pieces)

    def hear(data: str) -> None:
        opened[-1].pieces.append(data)

    def refuse(*_: object) -> None:
        raise _Refusal("it declares a document type or entities")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = hear
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, _Refusal) as error:
        line = parser.CurrentLineNumber
        message = f"The XML cannot be read from line {line} on: {error}."

        return top, [foreign_records.problem(name, line, message, "Export the library anew as XML.")]

    return top, []
