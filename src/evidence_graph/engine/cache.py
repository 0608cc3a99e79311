"""Compiled indexes on disk, kept by what the files say.

One file an index, named after the content it was made of; beside it, when SPARQL was asked for, an
Oxigraph store of the same content. A note for each folder says of which content its files were, and when
they were last looked at: while size, times and inode are the same, the files need not be read to know.
Whatever is made is made aside and moved into place whole, so that an interrupted build is never used, and
only while the files still say what it is named after. Whoever may write here decides what is answered: the
folder is made for its user alone, and nothing is written through a link that somebody else put there.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import adler32, crc32

from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

ROOM = 20 * 1024**3
"""So many bytes of indexes are kept; those used longest ago are removed first."""

SETTLED = 2 * 10**9
"""Nanoseconds after which a file that looks unchanged is unchanged: clocks of file systems are coarse."""

BLOCK = 1 << 20
TRIES = 5
"""So often an index is made again because the files changed meanwhile."""

INDEX, NOTE, LOCK, ASIDE = ".sqlite", ".json", ".lock", ".aside"
STORE, WORDS = BESIDE = ".oxigraph", ".words"

KEY = r"[0-9a-f]{32}"
OURS = (
    rf"{KEY}-[0-9a-f]{{8}}(\.sqlite|(\.oxigraph|\.words)?(\.lock)?|\.aside.*)|[0-9a-f]{{16}}\.(json|aside.*)"
)
"""What we write is named like this; the folder may hold other things, which are not ours to remove."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A compiled folder: its index, the bytes it takes, and when it was last used (seconds since 1970)."""

    folder: str
    index: Path
    size: int
    used: float


class Cache:
    """The compiled indexes below one folder of the file system."""

    def __init__(self, root: Path, *, version: Sequence[str], room: int = ROOM) -> None:
        self.root = root
        self._version = f"{crc32(chr(0).join(version).encode()):08x}"
        self._room = room

    def find(self, folder: Path, files: Sequence[Path]) -> Path | None:
        """The index of what *files* of *folder* say now, if there is one."""
        note = self._read_note(folder)
        if note is None:
            return None
        stamp = [_stamp(file) for file in files]
        unchanged = note["stamp"] == stamp and _is_settled(stamp, note["seen"])
        key = note["key"] if unchanged else _content(files)
        index = self._index(key)
        if not index.is_file():
            return None
        if not unchanged:
            self._note(folder, stamp, key)
        with contextlib.suppress(OSError):
            os.utime(index)
        return index

    def make(self, folder: Path, files: Sequence[Path], build: Callable[[Path], None]) -> Path:
        """The index of what *files* of *folder* say, made by *build* unless there is one.

        Raises OSError when it cannot be kept. An edit while it is made means that it is made again.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _ in range(TRIES):
            stamp, key = [_stamp(file) for file in files], _content(files)
            index = self._index(key)

            def still(stamp: list[list[int]] = stamp) -> bool:
                return [_stamp(file) for file in files] == stamp

            with _alone(index.with_suffix(LOCK)):
                if not index.is_file():
                    _in_place(index, build, still)
            if still():
                self._note(folder, stamp, key)
                self._make_room(index)
                return index
        reason = "it changed each time while it was compiled; try again when nobody writes to it"
        raise OSError(errno.EBUSY, reason, str(files[0]))

    def beside(
        self, index: Path, suffix: str, build: Callable[[Path], None], *, still: Callable[[], bool]
    ) -> Path | None:
        """What is kept beside *index* under *suffix* (a store, words), made by *build* unless it is there.

        None where the files do not *still* say what they said. Raises OSError when it cannot be kept.
        """
        target = index.with_suffix(suffix)
        if target.exists():
            return target
        with _alone(index.with_suffix(suffix + LOCK)):
            if not target.exists() and still():
                _in_place(target, build, still)
        self._make_room(index)
        return target if target.exists() else None

    def kept(self) -> list[Kept]:
        """What is kept, last used first."""
        folders = {note["key"]: note["folder"] for note in self._notes()}
        found: list[Kept] = []
        for index in self._ours(f"*{INDEX}"):
            size = sum(_size(index.with_suffix(suffix)) for suffix in (INDEX, *BESIDE))
            with contextlib.suppress(FileNotFoundError):  # somebody else removed it meanwhile
                named = folders.get(index.stem.partition("-")[0], "")
                found.append(Kept(named, index, size, index.stat().st_mtime))
        return sorted(found, key=lambda kept: (-kept.used, kept.index.name))

    def remove(self, index: Path) -> None:
        """Remove an index, and the store beside it."""
        for suffix in (INDEX, *BESIDE):
            remove(index.with_suffix(suffix))

    def clean(self) -> int:
        """Remove all that is kept; the bytes that were freed."""
        if not self.root.is_dir():
            return 0
        ours = list(self._ours("*"))
        freed = sum(_size(path) for path in ours)
        for path in ours:
            remove(path)
        return freed

    def _make_room(self, spared: Path) -> None:
        """Remove what was used longest ago until the rest fits, *spared* and what is of use first."""
        taken = 0
        for kept in self.kept():
            taken += kept.size
            if taken > self._room and kept.index != spared:
                self.remove(kept.index)
        oldest = time.time() - 24 * 3600
        for left in self._ours(f"*{ASIDE}*"):
            with contextlib.suppress(FileNotFoundError):
                if left.lstat().st_mtime < oldest:
                    remove(left)

    def _ours(self, pattern: str) -> Iterator[Path]:
        return (path for path in self.root.glob(pattern) if re.fullmatch(OURS, path.name))

    def _index(self, key: str) -> Path:
        return self.root / f"{key}-{self._version}{INDEX}"

    def _place(self, folder: Path) -> Path:
        named = os.fsencode(folder.resolve())
        return self.root / f"{crc32(named):08x}{adler32(named):08x}{NOTE}"

    def _read_note(self, folder: Path) -> dict[str, Any] | None:
        note = _note_at(self._place(folder))
        return note if note and note["folder"] == str(folder.resolve()) else None

    def _notes(self) -> Iterator[dict[str, Any]]:
        return filter(None, map(_note_at, self._ours(f"*{NOTE}")))

    def _note(self, folder: Path, stamp: list[list[int]], key: str) -> None:
        note = {"folder": str(folder.resolve()), "stamp": stamp, "seen": time.time_ns(), "key": key}
        place = self._place(folder)
        aside = place.with_suffix(f"{ASIDE}{os.getpid()}")
        with contextlib.suppress(OSError):  # a cache that cannot be written is only slower
            remove(aside)
            with aside.open("x", encoding="utf-8") as file:
                file.write(json.dumps(note))
            aside.replace(place)


def place() -> Path:
    """Where indexes are kept: ``EVIDENCE_GRAPH_CACHE``, else the user's cache folder.

    Raises CannotWrite where there is no such place.
    """
    own = os.environ.get("EVIDENCE_GRAPH_CACHE")
    try:
        found = Path(own) if own else _users()
        str(found).encode()
    except RuntimeError:
        reason = "no home folder is known; name a folder for indexes in EVIDENCE_GRAPH_CACHE"
        raise CannotWrite(Path("~/.cache/evidence-graph"), reason) from None
    except UnicodeEncodeError:
        reason = "its name is no valid text; name another folder in EVIDENCE_GRAPH_CACHE"
        raise CannotWrite(found, reason) from None
    return found


def _users() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "evidence-graph" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "evidence-graph"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evidence-graph"


def _note_at(place: Path) -> dict[str, Any] | None:
    """The note at *place*; nothing where it is none of ours, or damaged."""
    try:
        note = json.loads(place.read_text("utf-8"))
        ours = isinstance(note["folder"], str) and isinstance(note["seen"], int) and "stamp" in note
        return note if ours and re.fullmatch(KEY, note["key"]) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _stamp(file: Path) -> list[int]:
    found = file.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _is_settled(stamp: list[list[int]], seen: int) -> bool:
    return all(max(times[1], times[2]) + SETTLED < seen for times in stamp)


def _content(files: Sequence[Path]) -> str:
    """What names the content of *files*."""
    from hashlib import blake2b

    whole = blake2b(digest_size=16)
    for path in files:
        own = blake2b(digest_size=16)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                own.update(block)
        whole.update(own.digest())
    return whole.hexdigest()


def _in_place(target: Path, build: Callable[[Path], None], still: Callable[[], bool]) -> None:
    """Let *build* make *target* aside, and move it into place when it is whole.

    It is thrown away where the files do not *still* say what *target* is named after: they would be
    found under a name that is not theirs as soon as somebody takes the edit back.
    """
    aside = target.with_suffix(f"{ASIDE}{os.getpid()}")
    remove(aside)
    try:
        build(aside)
        if still():
            _sync(aside)
            aside.replace(target)
    finally:
        for left in aside.parent.glob(f"{aside.stem}{ASIDE}{os.getpid()}*"):
            remove(left)


def _sync(path: Path) -> None:
    """Let a file be on the disk before it has its name, so that a power cut leaves no half one."""
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Nobody else makes the same meanwhile; where the system has no locks, the work is done twice."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def remove(path: Path) -> None:
    """Remove a file or a folder that is kept, if it is there and that is allowed."""
    if path.is_dir() and not path.is_symlink():
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        return path.stat().st_size
    except FileNotFoundError:
        return 0
