"""What all pages of a site share: its style and its scripts, each a file of its own, written once.

A browser keeps them, and a site of thousands of pages carries them once. A page finds them beside itself,
from the disk as from a server.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from evidence_graph.drawing import forest
from evidence_graph.drawing.shelf import is_page
from evidence_graph.search import script_tables
from evidence_graph.site import site_styles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "assets"

MARK = "/* Written by evidence-graph for its pages. */\n"
"""The first line of each, by which a file of ours is known again."""

SCRIPTS = (script_tables.SCRIPT, "asking", "bibtex", "lists", "matrix")

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self' file:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing but the files of the site; ``file:`` is what some browsers ask for where a folder is opened."""


def shared_files() -> dict[str, str]:
    """The text of each file, by its path in the site."""
    scripts = {f"{FOLDER}/{name}.js": MARK + _script(name) for name in SCRIPTS}

    return {f"{FOLDER}/style.css": MARK + _style(), **scripts}


def policy(scripts: Sequence[str]) -> str:
    """The content security policy of a page that runs *scripts* of the site, or none."""
    return POLICY.format(scripts="'self' file:" if scripts else "'none'")


def is_ours(path: Path) -> bool:
    """Whether *path* is a page of ours, or one of the files that pages share."""
    if path.parent.name != FOLDER:
        return is_page(path)
    if not path.is_file():
        return False

    with path.open("rb") as stream:
        return stream.read(len(MARK)) == MARK.encode()


def _style() -> str:
    return _own("style.css") + _own("figures.css") + site_styles.of_site() + forest.style()


def _script(name: str) -> str:
    if name == script_tables.SCRIPT:
        return script_tables.script()

    return _own(f"script/{name}.js")


def _own(name: str) -> str:
    return files("evidence_graph.site").joinpath(name).read_text("utf-8")
