"""Compiled indexes on disk, kept by what the files say.

One file an index, named after the content it was made of; beside it, when SPARQL was asked for, an
Oxigraph store of the same content. A note for each folder says of which content its files were, and when
they were last looked at: while size, times and inode are the same, the files need not be read to know.
Whatever is made is made aside and moved into place whole, so that an interrupted build is never used.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import adler32, crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

ROOM = 20 * 1024**3
"""So many bytes of indexes are kept; those used longest ago are removed first."""

SETTLED = 2 * 10**9
"""Nanoseconds after which a file that looks unchanged is unchanged: clocks of file systems are coarse."""

BLOCK = 1 << 20
INDEX, NOTE, LOCK, ASIDE = ".sqlite", ".json", ".lock", ".aside"
STORE, WORDS = BESIDE = ".oxigraph", ".words"


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
        self.root.mkdir(parents=True, exist_ok=True)
        while True:
            stamp, key = [_stamp(file) for file in files], _content(files)
            index = self._index(key)
            with _alone(index.with_suffix(LOCK)):
                if not index.is_file():
                    _in_place(index, build)
            if [_stamp(file) for file in files] == stamp:
                break
        self._note(folder, stamp, key)
        self._make_room(index)
        return index

    def beside(self, index: Path, suffix: str, build: Callable[[Path], None]) -> Path:
        """What is kept beside *index* under *suffix* (a store, words), made by *build* unless it is there."""
        target = index.with_suffix(suffix)
        if target.exists():
            return target
        with _alone(index.with_suffix(suffix + LOCK)):
            if not target.exists():
                _in_place(target, build)
        self._make_room(index)
        return target

    def kept(self) -> list[Kept]:
        """What is kept, last used first."""
        folders = {note["key"]: note["folder"] for note in self._notes()}
        found = [
            Kept(
                folders.get(index.stem.partition("-")[0], ""),
                index,
                _size(index) + sum(_size(index.with_suffix(suffix)) for suffix in BESIDE),
                index.stat().st_mtime,
            )
            for index in self.root.glob(f"*{INDEX}")
        ]
        return sorted(found, key=lambda kept: (-kept.used, kept.index.name))

    def remove(self, index: Path) -> None:
        """Remove an index, and the store beside it."""
        for suffix in (INDEX, *BESIDE):
            _remove(index.with_suffix(suffix))

    def clean(self) -> int:
        """Remove all that is kept; the bytes that were freed."""
        if not self.root.is_dir():
            return 0
        ours = [path for path in self.root.iterdir() if _is_ours(path)]
        freed = sum(_size(path) for path in ours)
        for path in ours:
            _remove(path)
        return freed

    def _make_room(self, spared: Path) -> None:
        """Remove what was used longest ago until the rest fits, *spared* and what is of use first."""
        taken = 0
        for kept in self.kept():
            taken += kept.size
            if taken > self._room and kept.index != spared:
                self.remove(kept.index)
        oldest = time.time() - 24 * 3600
        for left in self.root.glob(f"*{ASIDE}*"):
            if left.stat().st_mtime < oldest:
                _remove(left)

    def _index(self, key: str) -> Path:
        return self.root / f"{key}-{self._version}{INDEX}"

    def _place(self, folder: Path) -> Path:
        named = os.fsencode(folder.resolve())
        return self.root / f"{crc32(named):08x}{adler32(named):08x}{NOTE}"

    def _read_note(self, folder: Path) -> dict[str, Any] | None:
        try:
            note = json.loads(self._place(folder).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        ours = isinstance(note, dict) and {"folder", "stamp", "seen", "key"} <= note.keys()
        return note if ours and note["folder"] == str(folder.resolve()) else None

    def _notes(self) -> Iterator[dict[str, Any]]:
        for place in self.root.glob(f"*{NOTE}"):
            with contextlib.suppress(OSError, ValueError, KeyError):
                note = json.loads(place.read_text("utf-8"))
                yield {"key": note["key"], "folder": note["folder"]}

    def _note(self, folder: Path, stamp: list[list[int]], key: str) -> None:
        note = {"folder": str(folder.resolve()), "stamp": stamp, "seen": time.time_ns(), "key": key}
        place = self._place(folder)
        aside = place.with_suffix(f"{ASIDE}{os.getpid()}")
        with contextlib.suppress(OSError):  # a cache that cannot be written is only slower
            aside.write_text(json.dumps(note), encoding="utf-8")
            aside.replace(place)


def place() -> Path:
    """Where indexes are kept: ``EVIDENCE_GRAPH_CACHE``, else the user's cache folder."""
    own = os.environ.get("EVIDENCE_GRAPH_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "evidence-graph" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "evidence-graph"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evidence-graph"


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


def _in_place(target: Path, build: Callable[[Path], None]) -> None:
    """Let *build* make *target* aside, and move it into place when it is whole."""
    aside = target.with_suffix(f"{ASIDE}{os.getpid()}")
    try:
        build(aside)
        aside.replace(target)
    finally:
        for left in aside.parent.glob(f"{aside.stem}{ASIDE}{os.getpid()}*"):
            _remove(left)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Nobody else makes the same meanwhile; where the system has no locks, the work is done twice."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _remove(path: Path) -> None:
    if path.is_dir():
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size if path.exists() else 0


def _is_ours(path: Path) -> bool:
    return path.suffix in {INDEX, *BESIDE, NOTE, LOCK} or ASIDE in path.name
