"""The colours of Obsidian's graph view: a group for each verdict, and one for the studies.

They are written once, where a vault has no settings of that view yet; afterwards they are its reader's.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from evidence_graph import files, looks
from evidence_graph.looks.palette import PALETTE
from evidence_graph.vault.note_text import tag
from evidence_graph.vault.vault_files import CONFIGURATION

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "graph.json"

HEXADECIMAL = 16


def colour_once(vault: Path) -> None:
    """Write the colour groups of *vault*, unless it has settings of its graph view or lies within another.

    Raises CannotWrite.
    """
    folder = vault / CONFIGURATION
    is_within = any((each / CONFIGURATION).is_dir() for each in vault.absolute().parents)
    if is_within or folder.is_symlink() or os.path.lexists(folder / SETTINGS):
        return

    folder.mkdir(exist_ok=True)
    files.write_bytes(folder / SETTINGS, json.dumps(_settings(), indent=2).encode())


def _settings() -> dict[str, Any]:
    colours = {tag(verdict): look.colour or "grey" for verdict, look in looks.VERDICTS.items()}
    groups = [{"query": f"tag:#{name}", "color": _colour(colour)} for name, colour in colours.items()]

    return {"colorGroups": groups, "showArrow": True, "hideUnresolved": True}


def _colour(name: str) -> dict[str, int]:
    """A colour as the graph view has it: how opaque it is, and one number for red, green and blue."""
    return {"a": 1, "rgb": int(PALETTE[name].day.removeprefix("#"), HEXADECIMAL)}
