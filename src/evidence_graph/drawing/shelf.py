"""How a page of ours is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MARK = b'<meta name="generator" content="evidence-graph">'
_HEAD = 4_000
"""So far into a page its mark is looked for."""


def is_page(path: Path) -> bool:
    """Whether *path* is a page that this program wrote."""
    if not path.is_file():
        return False

    with path.open("rb") as stream:
        return MARK in stream.read(_HEAD)
