"""Compiled indexes on disk, kept by what the files say.

One file an index, named after the content it was made of; beside it, when SPARQL was asked for, an
Oxigraph store of the same content. A note for each folder says of which content its files were, and when
they were last looked at: while size, times and inode are the same, the files need not be read to know.
Whatever is made is made aside and moved into place whole, so that an interrupted build is never used, and
only while the files still say what it is named after; beside each lies its seal, by which damage is noticed.
What is not whole is removed and made again. Whoever may write here decides what is answered: the folder is
made for its user alone, one of others is not used, and nothing is written through a link.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import adler32, crc32

from evidence_graph.store import cache_place, disk, locks, notices, seals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

ROOM = 20 * 1024**3
"""So many bytes of indexes are kept; those used longest ago are removed first."""

BLOCK = 1 << 20
TRIES = 5
"""So often an index is made again because the files changed meanwhile."""

SEALED = "sealed 1"
"""The version of what is kept beside the tables: an index without a seal is another program's."""

INDEX, NOTE, LOCK, ASIDE = ".sqlite", ".json", ".lock", ".aside"
STORE, WORDS, PROBLEMS = BESIDE = ".oxigraph", ".words", ".problems"

KEY = r"[0-9a-f]{32}"
OURS = (
    rf"{KEY}-[0-9a-f]{{8}}((\.sqlite|\.oxigraph|\.words|\.problems)?(\.lock|\.seal(\.aside\d+)?)?|\.aside.*)"
    r"|[0-9a-f]{16}\.(json|aside.*)"
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
        self._version = f"{crc32(chr(0).join([SEALED, *version]).encode()):08x}"
        self._room = room

    def find(self, folder: Path, files: Sequence[Path]) -> Path | None:
        """The index of what *files* of *folder* say now, if there is one."""
        reason = cache_place.fault(self.root)
        if reason:
            notices.say(f"the cache folder {self.root} is not used: {reason}")
            return None

        note = self._read_note(folder)
        if note is None:
            return None

        stamp = [seals.stamp(file) for file in files]
        unchanged = note["stamp"] == stamp and seals.is_settled(stamp, note["seen"])
        key = note["key"] if unchanged else _content(files)
        index = self._index(key)
        if not self._is_whole(index):
            return None

        if not unchanged:
            self._note(folder, stamp, key)

        seals.mark_used(index)

        return index

    def make(self, folder: Path, files: Sequence[Path], build: Callable[[Path], None]) -> Path:
        """The index of what *files* of *folder* say, made by *build* unless there is one.

        Raises OSError or CannotWrite when it cannot be kept. An edit while it is made means that it is
        made again.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        cache_place.refuse(self.root)
        for _ in range(TRIES):
            stamp, key = [seals.stamp(file) for file in files], _content(files)
            index = self._index(key)

            def still(stamp: list[list[int]] = stamp) -> bool:
                return [seals.stamp(file) for file in files] == stamp

            with _alone(index, index.with_suffix(LOCK)):
                if not self._is_whole(index):
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

        None where the files do not *still* say what they said. Raises OSError or CannotWrite when it cannot
        be kept.
        """
        cache_place.refuse(self.root)
        target = index.with_suffix(suffix)
        if self._is_whole(target):
            return target

        with _alone(target, index.with_suffix(suffix + LOCK)):
            is_there = self._is_whole(target) or (still() and _in_place(target, build, still))

        self._make_room(index)

        return target if is_there else None

    def kept(self) -> list[Kept]:
        """What is kept, last used first."""
        folders = {note["key"]: note["folder"] for note in self._notes()}
        index_list: list[Kept] = []
        for index in self._ours(f"*{INDEX}"):
            size = sum(_size(index.with_suffix(suffix)) for suffix in (INDEX, *BESIDE))
            with contextlib.suppress(FileNotFoundError):  # somebody else removed it meanwhile
                folder_name = folders.get(index.stem.partition("-")[0], "")
                index_list.append(Kept(folder_name, index, size, seals.last_use(index)))

        return sorted(index_list, key=lambda kept: (-kept.used, kept.index.name))

    def remove(self, index: Path) -> None:
        """Remove an index, and the store beside it."""
        for suffix in (INDEX, *BESIDE):
            remove(index.with_suffix(suffix))

    def _is_whole(self, path: Path) -> bool:
        """Whether *path* is kept and whole; what is there and is not is removed, and that is said."""
        if not os.path.lexists(path):
            return False
        if seals.is_whole(path):
            return True

        notices.say(f"{path} is damaged or incomplete: it was removed, and the answer is worked out anew")
        remove(path)

        return False

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
        bytes_taken = 0
        for stored_index in self.kept():
            bytes_taken += stored_index.size
            if bytes_taken > self._room and stored_index.index != spared:
                self.remove(stored_index.index)

        oldest = time.time() - 24 * 3600
        for leftover in self._ours(f"*{ASIDE}*"):
            with contextlib.suppress(FileNotFoundError):
                if leftover.lstat().st_mtime < oldest:
                    remove(leftover)

    def _ours(self, pattern: str) -> Iterator[Path]:
        return (path for path in self.root.glob(pattern) if re.fullmatch(OURS, path.name))

    def _index(self, key: str) -> Path:
        return self.root / f"{key}-{self._version}{INDEX}"

    def _place(self, folder: Path) -> Path:
        folder_bytes = os.fsencode(folder.resolve())
        return self.root / f"{crc32(folder_bytes):08x}{adler32(folder_bytes):08x}{NOTE}"

    def _read_note(self, folder: Path) -> dict[str, Any] | None:
        note = _note_at(self._place(folder))
        return note if note and note["folder"] == str(folder.resolve()) else None

    def _notes(self) -> Iterator[dict[str, Any]]:
        return filter(None, map(_note_at, self._ours(f"*{NOTE}")))

    def _note(self, folder: Path, stamp: list[list[int]], key: str) -> None:
        folder_text = str(folder.resolve())
        checksum = _note_sum(folder_text, stamp, key)
        note = {"folder": folder_text, "stamp": stamp, "seen": time.time_ns(), "key": key, "sum": checksum}
        place = self._place(folder)
        aside = place.with_suffix(f"{ASIDE}{os.getpid()}")
        with contextlib.suppress(OSError):  # a cache that cannot be written is only slower
            disk.remove(aside)
            with aside.open("x", encoding="utf-8") as file:
                file.write(json.dumps(note))

            if place.is_dir():
                disk.remove(place)

            aside.replace(place)


def _note_at(place: Path) -> dict[str, Any] | None:
    """The note at *place*; nothing where it is none of ours, or damaged."""
    if not place.is_file():  # a pipe would be waited for
        return None

    try:
        note = json.loads(place.read_text("utf-8"))
        is_ours = isinstance(note["folder"], str) and isinstance(note["seen"], int)
        is_whole = note["sum"] == _note_sum(note["folder"], note["stamp"], note["key"])

        return note if is_ours and is_whole and re.fullmatch(KEY, note["key"]) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _note_sum(folder: str, stamp: object, key: str) -> int:
    return crc32(json.dumps([folder, stamp, key]).encode())


def _content(files: Sequence[Path]) -> str:
    """What names the content of *files*."""
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    for path in files:
        own = blake2b(digest_size=16)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                own.update(block)

        digest.update(own.digest())

    return digest.hexdigest()


def _in_place(target: Path, build: Callable[[Path], None], still: Callable[[], bool]) -> bool:
    """Let *build* make *target* aside, and move it into place with its seal; whether it was.

    It is thrown away where the files do not *still* say what *target* is named after: they would be
    found under a name that is not theirs as soon as somebody takes the edit back.
    """
    aside = target.with_suffix(f"{ASIDE}{os.getpid()}")
    disk.remove(aside)
    try:
        build(aside)
        if not still():
            return False

        disk.sync(aside)
        seals.put(aside, target)
        aside.replace(target)
    finally:
        for rest in aside.parent.glob(f"{aside.stem}{ASIDE}{os.getpid()}*"):
            disk.remove(rest)

    return True


def _alone(target: Path, lock: Path) -> AbstractContextManager[None]:
    """Nobody else makes *target* meanwhile."""

    def progress() -> int:
        return sum(map(_size, target.parent.glob(f"{target.stem}{ASIDE}*")))

    return locks.alone(lock, progress)


def remove(path: Path) -> None:
    """Remove what is kept at *path*, if it is there and that is allowed, and then its seal."""
    disk.remove(path)
    disk.remove(seals.place(path))


def _size(path: Path) -> int:
    try:
        return sum(file.lstat().st_size for file in disk.files(path))
    except OSError:  # somebody else removed it meanwhile
        return 0
