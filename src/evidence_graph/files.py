"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_bytes(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Replace the file at *path* with *content* in one step, as `write_pieces` does."""
    write_pieces(path, (content,), lasting=lasting)


def write_pieces(path: Path, pieces: Iterable[bytes], *, lasting: bool = True) -> None:
    """Replace the file at *path* with all *pieces* in one step: temporary file, fsync, rename.

    A symbolic link stays one, and the mode of an existing file is kept. What is not *lasting* is left to
    the system to bring to the disk: a file among thousands that can all be made again.
    Raises CannotWrite when that is not possible; the old file is whole then.
    """
    import tempfile

    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        _write_through(target, pieces, path)
        return

    try:
        refuse_read_only(target)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except FileNotFoundError as error:
        raise CannotWrite(path, f"there is no folder {target.parent}") from error
    except OSError as error:
        raise CannotWrite(path, str(error.strerror or error)) from error

    try:
        _fill(handle, pieces, lasting=lasting)
        Path(temporary).chmod(mode(target))
        Path(temporary).replace(target)
        if lasting:
            sync_folder(target.parent)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise CannotWrite(path, str(error.strerror or error)) from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def fill(handle: int, content: bytes, *, lasting: bool = True) -> None:
    """Write *content* into the new file behind *handle* and close it; a *lasting* one is on the disk."""
    _fill(handle, (content,), lasting=lasting)


def _fill(handle: int, pieces: Iterable[bytes], *, lasting: bool) -> None:
    with os.fdopen(handle, "wb") as stream:
        for piece in pieces:
            stream.write(piece)

        stream.flush()
        if lasting:
            os.fsync(stream.fileno())


def mode(target: Path) -> int:
    """The mode of the file *target*, or the one that a new file has."""
    if target.exists():
        return target.stat().st_mode & 0o7777

    return 0o666 & ~umask()


def refuse_read_only(target: Path) -> None:
    """Raise PermissionError when the file *target* must not be replaced."""
    if target.exists() and not (os.access(target, os.W_OK) and target.stat().st_mode & 0o222):
        raise PermissionError(13, "the file is read-only")


def _write_through(target: Path, pieces: Iterable[bytes], path: Path) -> None:
    """Write into a device or a pipe, which must not be replaced."""
    try:
        with target.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
    except OSError as error:
        raise CannotWrite(path, str(error.strerror or error)) from error


def umask() -> int:
    """The rights that a new file does not have."""
    mask = os.umask(0)
    os.umask(mask)

    return mask


def sync_folder(folder: Path) -> None:
    """Let the names of the files in *folder* be on the disk."""
    if os.name != "posix":
        return

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
