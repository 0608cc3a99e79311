"""The filter for pandoc and Quarto that needs no Python: a Lua program and the stances as a table beside it.

In comes a `StanceTable`, out goes a folder that is an extension of Quarto, too.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from evidence_graph import __version__
from evidence_graph.placing import Rule, place_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph.citing.stance_table import StanceTable

LUA, TABLE, EXTENSION = "evidence-graph.lua", "evidence-stances.lua", "_extension.yml"

MANIFEST = f"""\
title: evidence-graph
author: evidence-graph {__version__}
version: 1.0.0
quarto-required: ">=1.2.0"
contributes:
  filters:
    - {LUA}
"""
"""What Quarto wants to know of an extension."""

SIGNED = 500
"""Among so many bytes at its start a file of ours names us."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\]')


def _is_ours(path: Path) -> bool:
    """Whether the file at *path* is one of the extension."""
    with path.open("rb") as file:
        return path.name in {LUA, TABLE, EXTENSION} and b"evidence-graph" in file.read(SIGNED)


RULE = Rule("file of this filter", _is_ours)


def text(name: str) -> str:
    """A text of Lua in quotes; what could end it, or is a control, stands there by its number."""
    return '"' + _UNSAFE.sub(lambda letter: f"\\{ord(letter[0]):03}", name) + '"'


def lua_table(table: StanceTable) -> str:
    """The *table* as a program of Lua that gives it back."""
    return "".join(_lines(table))


def _lines(table: StanceTable) -> Iterator[str]:
    yield "-- What works say to claims; written by evidence-graph, to be written anew and not to be edited.\n"
    yield "return {\n  claims = {\n"
    for claim, row in table.claims.items():
        fields = f"statement = {text(row.statement)}, verdict = {text(row.verdict)}"
        yield f"    [{text(claim)}] = {{ {fields}, stances = {_pairs(row.stances)} }},\n"

    yield "  },\n  works = {\n"
    for key, citation in table.citations.items():
        fields = f"label = {text(citation.label)}, doi = {text(citation.doi)}"
        if citation.is_retracted:
            retracted = ", retracted = true"
        else:
            retracted = ""

        yield f"    [{text(key)}] = {{ {fields}{retracted} }},\n"

    yield f"  }},\n  aliases = {_pairs(table.aliases)},\n  accepted = {{\n"
    for acceptance in table.accepted:
        yield f"    {{ letters = {text(acceptance.letters)}, claim = {text(acceptance.claim)} }},\n"

    yield "  },\n}\n"


def _pairs(pairs: Mapping[str, str]) -> str:
    text_pairs = ", ".join(f"[{text(key)}] = {text(value)}" for key, value in pairs.items())
    return f"{{ {text_pairs} }}" if text_pairs else "{}"


def contents(table: StanceTable) -> Iterable[tuple[str, str]]:
    """The files of the extension, each with its text."""
    program = files("evidence_graph.citing").joinpath(LUA).read_text("utf-8")

    return [(EXTENSION, MANIFEST), (LUA, program), (TABLE, lua_table(table))]


def export(table: StanceTable, folder: Path) -> None:
    """Put the extension into *folder*, which is made where it is not there; its files are put anew."""
    pairs = list(contents(table))
    RULE.refuse_any(folder, [name for name, _ in pairs])
    with place_whole(folder, RULE) as made:
        for name, content in pairs:
            (made / name).write_bytes(content.encode())
