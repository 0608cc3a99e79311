"""Turtle that nests deeper than a parser's stack, found by looking at its brackets before it is parsed."""

from __future__ import annotations

import mmap
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

IN_BYTES = re.compile(BRACKET.pattern.encode(), re.DOTALL)
RDF_1_2 = "A triple within a triple is RDF 1.2; only RDF 1.1 is read."


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
            raise BrokenFile(name, RDF_1_2, line=line)
        depth += 1 if match["bracket"] in "[(" else -1
        if depth > DEEPEST:
            line = positions.line_of(text, match.start())
            raise BrokenFile(name, f"Brackets are nested more than {DEEPEST} deep.", line=line)


def refuse_file(path: Path) -> None:
    """The same for a file of any size. Only what can end the parser is looked for: triples within triples."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        if text.find(b"<<") < 0 and text.find(b"{|") < 0:
            return
        for match in IN_BYTES.finditer(text):
            if match["new"] is not None:
                line = text[: match.start()].count(b"\n") + 1
                raise BrokenFile(path, RDF_1_2, line=line)
