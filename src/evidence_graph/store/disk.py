"""Files and folders as the disk has them: brought there before they are relied on, and removed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def sync(path: Path) -> None:
    """Let a file, or a folder with all its files, be on the disk: a power cut leaves no half one.

    Raises OSError when the disk refuses, also at closing.
    """
    if not path.is_dir():
        _sync(path, os.O_RDWR)
        return

    for file in files(path):
        _sync(file, os.O_RDWR)

    sync_folder(path)


def sync_folder(folder: Path) -> None:
    """Let the names in *folder* be on the disk; Windows opens no folder and needs none opened."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def files(path: Path) -> Iterator[Path]:
    """The file *path*, or all that lies below the folder *path* and is no folder, in a fixed order."""
    if not path.is_dir() or path.is_symlink():
        yield path
        return

    for entry in sorted(path.iterdir()):
        yield from files(entry)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there and that is allowed."""
    if path.is_dir() and not path.is_symlink():
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
