"""Turtle that nests deeper than a parser's stack, found by looking at its brackets before it is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.dataset import positions
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from pathlib import Path

DEEPEST = 200
"""How many brackets may be open at once; 20,000 of the triples within triples of RDF 1.2 end the process."""

BRACKET = re.compile(
    rf"(?P<skip>{positions.TEXT}|<[^<>\s]*+>|\#[^\r\n]*+|\\.)|(?P<new><<|\{{\|)|(?P<bracket>[\[\]()])",
    re.DOTALL,
)
"""What nests in Turtle, and what is only text."""


def refuse(text: str, name: Path | str) -> None:
    """Raise BrokenFile when the brackets of *text* nest too deep, or hold the nested triples of RDF 1.2."""
    if "<<" not in text and "{|" not in text and text.count("(") + text.count("[") <= DEEPEST:
        return
    depth = 0
    for match in BRACKET.finditer(text):
        if match["skip"] is not None:
            continue
        if match["new"] is not None:
            line = positions.line_of(text, match.start())
            raise BrokenFile(name, "A triple within a triple is RDF 1.2; only RDF 1.1 is read.", line=line)
        depth += 1 if match["bracket"] in "[(" else -1
        if depth > DEEPEST:
            line = positions.line_of(text, match.start())
            raise BrokenFile(name, f"Brackets are nested more than {DEEPEST} deep.", line=line)
