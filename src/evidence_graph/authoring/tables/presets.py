"""The presets: mappings for tables that many people have, each a TOML file beside this one.

A preset knows its tables by columns that they must have. One whose line says *tried* was run on a public
file of that kind; the others follow the published column names and have not met a real file yet.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.authoring.tables.detection import header_word
from evidence_graph.authoring.tables.mapping import Mapping, from_document
from evidence_graph.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def all_presets() -> dict[str, Mapping]:
    """All presets by name."""
    import tomllib

    presets: dict[str, Mapping] = {}
    folder = files("evidence_graph.authoring.tables").joinpath("preset_files")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            mapping = from_document(tomllib.loads(file.read_text("utf-8")), Path(file.name))
            presets[mapping.name] = mapping

    return presets


def preset(name: str) -> Mapping:
    """The preset called *name*; raises UnknownName with the nearest."""
    from difflib import get_close_matches

    presets = all_presets()
    if name in presets:
        return presets[name]

    near_presets = get_close_matches(name, presets, n=2)
    raise UnknownName("preset", name, nearest=near_presets, hint="(import --presets lists them.)")


def fitting(columns: Iterable[str]) -> Mapping | None:
    """The preset all of whose columns are among *columns*; of several the one that asks for most."""
    header_words = {header_word(column) for column in columns}
    fits = [
        one for one in all_presets().values() if {header_word(name) for name in one.requires} <= header_words
    ]

    return max(fits, key=lambda one: len(one.requires), default=None)
