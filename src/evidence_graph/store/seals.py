"""What proves that a kept file or folder is whole: a seal beside it, with the checksum of each of its files.

    {"of": "0f…-28cb0707.sqlite", "sums": {".": [13475840, 2774105421]}, "stamps": {".": […]}, "read": …}

Small files are read at each opening. A large one would cost more than its answer: it is read when its times
or its inode are not those noted when it was last read, which every program that writes to it changes, and
once a day, because a bad disk changes none of them. A seal names what it seals: the file of another
data set under this name is not whole, even with its own seal.
"""

from __future__ import annotations

import json
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from evidence_graph.store import disk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEAL = ".seal"

SMALL = 4 << 20
"""Bytes up to which a file is read at each opening: 1 ms where the whole question takes 60."""

AGAIN = 24 * 3600 * 10**9
"""Nanoseconds after which a large file is read again though nothing seems to have touched it."""

SETTLED = 2 * 10**9
"""Nanoseconds after which a file that looks unchanged is unchanged: clocks of file systems are coarse."""

BLOCK = 1 << 17

Stamp = list[int]
"""Size, times of change of content and inode, and inode of a file."""

Sum = list[int]
"""Size and CRC-32 of a file: what is looked for is damage, and nobody else may write here."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The name of what is sealed, the sums of its files, and the stamps they had when last read."""

    of: str
    sums: Mapping[str, Sum]
    stamps: Mapping[str, Stamp]
    read: int


def place(path: Path) -> Path:
    """Where the seal of *path* lies."""
    return path.with_name(path.name + SEAL)


def put(path: Path, target: Path) -> None:
    """Write the seal of what lies at *path* and will be *target*. Raises OSError."""
    sums = {name: _sum(file) for name, file in _parts(path).items()}
    _write(Seal(target.name, sums, {}, 0), target)


def is_whole(path: Path) -> bool:
    """Whether the file or folder at *path* is what was sealed under its name, to the last bit."""
    seal = _seal(path)
    if seal is None or seal.of != path.name:
        return False

    try:
        return _is_whole(path, seal)
    except OSError:  # a disk that does not give it back has not kept it
        return False


def mark_used(path: Path) -> None:
    """Note that *path* is used now, without a change of its own times, by which damage is noticed."""
    now = time.time_ns()
    with suppress(OSError):
        os.utime(place(path), ns=(now, now))


def last_use(path: Path) -> float:
    """When *path* was last used, in seconds since 1970. Raises FileNotFoundError."""
    seal = place(path)

    return (seal if seal.exists() else path).stat().st_mtime


def stamp(file: Path) -> Stamp:
    """What changes when somebody writes to *file*."""
    status = file.stat()

    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def is_settled(stamps: list[Stamp], seen: int) -> bool:
    """Whether a change after *seen* would show in *stamps*."""
    return all(max(times[1], times[2]) + SETTLED < seen for times in stamps)


def _is_whole(path: Path, seal: Seal) -> bool:
    parts = _parts(path)
    if parts.keys() != seal.sums.keys() or not all(map(_is_own_file, parts.values())):
        return False

    large = {name: file for name, file in parts.items() if seal.sums[name][0] > SMALL}
    stamps = {name: stamp(file) for name, file in large.items()}
    now = time.time_ns()
    proven = (
        stamps == seal.stamps
        and is_settled(list(stamps.values()), seal.read)
        and seal.read <= now < seal.read + AGAIN
    )
    unread = parts.keys() - large.keys() if proven else parts.keys()
    if any(_sum(parts[name]) != seal.sums[name] for name in unread):
        return False

    if large and not proven:
        with suppress(OSError):  # a seal that cannot be written means only that it is read again
            _write(replace(seal, stamps=stamps, read=now), path)

    return True


def _parts(path: Path) -> dict[str, Path]:
    """The files of *path* by their names in it; a file that stands alone is ``.``."""
    return {file.relative_to(path).as_posix(): file for file in disk.files(path)}


def _is_own_file(file: Path) -> bool:
    """Whether *file* is one, not a link, a pipe or a device, and this user's."""
    status = file.lstat()
    is_own = os.name != "posix" or status.st_uid == os.geteuid()

    return stat.S_ISREG(status.st_mode) and is_own


def _sum(file: Path) -> Sum:
    size, checksum = 0, 0
    with file.open("rb", buffering=0) as opened:
        while block := opened.read(BLOCK):
            size += len(block)
            checksum = crc32(block, checksum)

    return [size, checksum]


def _write(seal: Seal, path: Path) -> None:
    body = json.dumps({"of": seal.of, "sums": seal.sums, "stamps": seal.stamps, "read": seal.read})
    target = place(path)
    aside = target.with_name(f"{target.name}.aside{os.getpid()}")
    disk.remove(aside)
    try:
        with aside.open("x", encoding="ascii") as file:
            file.write(f"{crc32(body.encode()):08x} {body}")

        if target.is_dir():
            disk.remove(target)

        aside.replace(target)
    finally:
        disk.remove(aside)


def _seal(path: Path) -> Seal | None:
    """The seal of *path*, unless it is missing or damaged itself."""
    if not place(path).is_file():  # a pipe would be waited for
        return None

    try:
        checksum, _, body = place(path).read_text("ascii").partition(" ")
        if checksum != f"{crc32(body.encode()):08x}":
            return None

        fields: dict[str, Any] = json.loads(body)

        return Seal(**fields)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
