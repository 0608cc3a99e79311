"""A folder of pages written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = b'<meta name="generator" content="evidence-graph">'
_HEAD = 4_000
"""So far into a page its mark is looked for."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of *folder* when all is written.

    Raises CannotWrite when that is not possible, or when *folder* holds anything but pages of ours.
    """
    try:
        _spare(folder)
        made = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
        made.mkdir()
    except OSError as error:
        raise CannotWrite(folder, str(error.strerror or error)) from error
    try:
        yield made
        _swap(made, folder)
    except OSError as error:
        raise CannotWrite(folder, str(error.strerror or error)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _swap(made: Path, folder: Path) -> None:
    if not folder.exists():
        made.replace(folder)
        return
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as aside:
        old = folder.replace(Path(aside) / folder.name)
        try:
            made.replace(folder)
        except OSError:
            old.replace(folder)
            raise


def _spare(folder: Path) -> None:
    """Refuse a folder with anything in it that is no page of ours."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CannotWrite(folder, "it is no folder")
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        if path.suffix != ".html" or not is_page(path):
            raise CannotWrite(folder, f"it holds {path.name}, which is no page of a map; move it away first")


def is_page(path: Path) -> bool:
    """Whether *path* is a page that this program wrote."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return MARK in stream.read(_HEAD)
