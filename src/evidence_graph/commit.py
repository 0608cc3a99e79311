"""Several files of a folder that change in one step, whatever stops the writer, and one writer at a time.

Beside each file that changes its new content is put down and its old content kept. Then a marker is made:
from this moment on the new files are the truth, and whoever comes finds them beside the old ones. What
stops the writer before leaves the old state; after it the next start puts the rest in place, or reads it
from where it lies if it may not write there. A failure after the marker is taken back by a second marker,
which says that the old files are the truth. At the end nothing is left but the files.

All of it has names that are only ours and lies beside the file it belongs to, behind a link where that is
one: somebody else's folder can therefore never have us write where its maker could not.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import files
from evidence_graph.errors import CannotWrite, FolderBusy, UnfinishedWrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LOCK, COMMIT, UNDO = ".evidence-graph.lock", ".evidence-graph.commit", ".evidence-graph.undo"
NEW, OLD = "new-evidence-graph", "old-evidence-graph"

FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file of ours is opened: it must not be there yet, and Windows must not change its line ends."""

WAIT = 60.0
"""Seconds that a writer waits for another; one takes a fraction of a second."""

READER_WAIT = 2.0
"""Seconds that a reader waits for a writer who is putting files in place; then it reads what lies beside."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the files: where it is, where its new content is put down, and where its old content is kept."""

    target: Path
    new: Path
    old: Path

    def truth(self, side: str) -> Path:
        """Where the file is read while *side* is the truth."""
        beside = {NEW: self.new, OLD: self.old}.get(side)
        if beside and _is_file(beside):
            return beside

        return self.target


def places(folder: Path, names: Iterable[str]) -> list[Path]:
    """Where each of the files is read now: its own place, unless a writer was stopped half way."""
    side = _side(folder)

    return [part.truth(side) if side else folder / name for name, part in _parts(folder, names).items()]


def has_leftovers(folder: Path, names: Iterable[str]) -> bool:
    """Whether a writer is at work in *folder*, or left something there."""
    return any(map(os.path.lexists, _all(folder, _parts(folder, names).values())))


def tidy(folder: Path, names: Iterable[str]) -> None:
    """Bring to its end what a stopped writer left in *folder*, if that is allowed and nobody is at work."""
    with suppress(CannotWrite), alone(folder, names, wait=READER_WAIT if _side(folder) else 0.0):
        pass


@contextmanager
def alone(folder: Path, names: Iterable[str], *, wait: float = WAIT) -> Iterator[None]:
    """Nobody else writes in *folder* meanwhile, and what a stopped writer left there is brought to its end.

    Raises FolderBusy when somebody else writes for *wait* seconds, CannotWrite when *folder* cannot be
    locked or tidied.
    """
    from filelock import FileLock, Timeout

    place = folder / LOCK
    try:
        # Whoever may write in the folder may take the lock that somebody left there.
        lock = FileLock(place, mode=folder.stat().st_mode & 0o666 | 0o600, fallback_to_soft=False)
        lock.acquire(timeout=wait)
    except Timeout:
        raise FolderBusy(folder, wait, process=_writer(place)) from None
    except OSError as error:
        raise CannotWrite(folder, f"it cannot be locked ({error.strerror or error})") from error

    try:
        with suppress(OSError):  # whoever waits can be told for whom; that it is not written harms nobody
            place.write_text(str(os.getpid()), "ascii")

        _require_tidy(folder, names)
        yield
    finally:
        # Removed while it is held: whoever waits for it sees that it is gone, and makes a new one.
        with suppress(OSError):
            place.unlink()

        lock.release()


def _writer(place: Path) -> str:
    """The number of the process that holds the lock at *place*; nothing where it does not say."""
    try:
        number = place.read_text("ascii", "replace").strip()
    except OSError:
        return ""

    if number.isascii() and number.isdigit():
        return number

    return ""


def put_in_place(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Replace the files of *folder* that *contents* names, all or none; the caller is `alone` there.

    A link stays one, and each file keeps its mode. Raises CannotWrite when that is not possible, with the old
    state in place; UnfinishedWrite where the disk lets it neither be ended nor be taken back.
    """
    parts = _parts(folder, contents)
    for name, part in parts.items():
        _refuse_read_only(folder / name, part.target)

    try:
        for name, part in parts.items():
            _prepare(part, contents[name])

        _sync(parts.values())
        _mark(folder / COMMIT)
        _move(parts.values(), NEW)
    except OSError as error:
        _take_back(folder, parts.values())
        raise CannotWrite(folder, str(error.strerror or error)) from error
    except BaseException:
        _take_back(folder, parts.values())
        raise

    _clear(folder, parts.values())


def _parts(folder: Path, names: Iterable[str]) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for name in names:
        target = Path(os.path.realpath(folder / name))
        new, old = (target.with_name(f".{target.name}.{side}") for side in (NEW, OLD))
        parts[name] = _Part(target, new, old)

    return parts


def _all(folder: Path, parts: Iterable[_Part]) -> Iterator[Path]:
    """Everything of ours; the marker that overrules the other comes last, so that it also goes last."""
    for part in parts:
        yield part.new
        yield part.old

    yield from (folder / name for name in (COMMIT, UNDO, LOCK))


def _side(folder: Path) -> str:
    """Which files are the truth beside those in their place; an empty text when none are."""
    if os.path.lexists(folder / UNDO):
        return OLD

    return NEW if os.path.lexists(folder / COMMIT) else ""


def _refuse_read_only(path: Path, target: Path) -> None:
    try:
        files.refuse_read_only(target)
    except OSError as error:
        raise CannotWrite(path, str(error.strerror or error)) from error


def _prepare(part: _Part, content: bytes) -> None:
    """Put down the new *content* of a file beside it, and keep the old."""
    mode = files.mode(part.target)
    try:
        part.old.hardlink_to(part.target)
    except OSError:  # not every file system has links, nor may everybody make one
        _write(part.old, part.target.read_bytes(), mode)

    _write(part.new, content, mode)


def _write(path: Path, content: bytes, mode: int) -> None:
    files.fill(os.open(path, FRESH, 0o600), content)
    path.chmod(mode)


def _mark(path: Path) -> None:
    """Make a marker: the moment at which another side becomes the truth."""
    _write(path, b"", 0o644)
    files.sync_folder(path.parent)


def _move(parts: Iterable[_Part], side: str) -> None:
    """Put the files of one *side* in their place, those that are not there yet."""
    for part in parts:
        if (beside := part.truth(side)) != part.target:
            beside.replace(part.target)

    _sync(parts)


def _sync(parts: Iterable[_Part]) -> None:
    for folder in {part.target.parent for part in parts}:
        files.sync_folder(folder)


def _take_back(folder: Path, parts: Iterable[_Part]) -> None:
    """Make the old files the truth again and put them in place; what fails of it is left to the next start.

    Raises UnfinishedWrite where the new files stay the truth.
    """
    with suppress(OSError):
        if all(map(os.path.lexists, (part.new for part in parts))):
            (folder / COMMIT).unlink(missing_ok=True)

    try:
        if os.path.lexists(folder / COMMIT):
            _mark(folder / UNDO)
    except OSError as error:
        if not os.path.lexists(folder / UNDO):
            raise UnfinishedWrite(folder, str(error.strerror or error)) from error

    with suppress(OSError):
        _finish(folder, parts)


def _finish(folder: Path, parts: Iterable[_Part]) -> None:
    """Put in place what is the truth, and remove the rest."""
    if side := _side(folder):
        _move(parts, side)

    _clear(folder, parts)


def _clear(folder: Path, parts: Iterable[_Part]) -> None:
    """Remove everything of ours but the lock, in an order in which the files in place stay the truth.

    At the first that cannot be removed it ends: without what overrules it another could become the truth.
    """
    with suppress(OSError):
        for path in _all(folder, parts):
            if path.name != LOCK:
                path.unlink(missing_ok=True)


def _require_tidy(folder: Path, names: Iterable[str]) -> None:
    """Bring to its end what a stopped writer left. Raises CannotWrite when something of it stays."""
    parts = _parts(folder, names)
    try:
        _finish(folder, parts.values())
    except OSError as error:
        reason = f"what an interrupted writer left cannot be put in place ({error.strerror or error})"
        raise CannotWrite(folder, reason) from error

    for path in _all(folder, parts.values()):
        if path.name != LOCK and os.path.lexists(path):
            raise CannotWrite(folder, f"{path} stands in the way and cannot be removed; move it away")


def _is_file(path: Path) -> bool:
    """Whether *path* is a file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
