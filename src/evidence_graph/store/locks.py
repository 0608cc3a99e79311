"""Locks: nobody else makes the same meanwhile, and whoever waits says for what and does not wait for ever."""

from __future__ import annotations

import errno
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from evidence_graph.store import notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from filelock import BaseFileLock

SILENT = 1.0
"""Seconds of waiting after which it is said for what."""

PATIENCE = 10.0
"""Seconds after which whoever holds the lock is taken to be suspended, when it has written nothing."""


@contextmanager
def alone(lock: Path, progress: Callable[[], object]) -> Iterator[None]:
    """Hold *lock* meanwhile, which others may have to wait for.

    Raises OSError when somebody else holds it and their *progress* stands still for `PATIENCE` seconds, and
    where the system has no locks.
    """
    from filelock import FileLock  # not at the top: 20 ms that only those who make something pay

    holder = FileLock(lock, mode=0o600, fallback_to_soft=False)
    _acquire(holder, lock, progress)
    try:
        yield
    finally:
        holder.release()


def _acquire(holder: BaseFileLock, lock: Path, progress: Callable[[], object]) -> None:
    from filelock import Timeout

    idle, seen, is_silent = 0.0, progress(), True
    while idle < PATIENCE:
        with suppress(Timeout):
            holder.acquire(timeout=SILENT)
            return

        if is_silent:
            notices.say(f"waiting for another process that is compiling the same data; it holds {lock}")
            is_silent = False

        before, seen = seen, progress()
        idle = idle + SILENT if seen == before else 0.0

    reason = f"another process holds it and has written nothing for {PATIENCE:g} seconds; resume it or end it"
    raise OSError(errno.EBUSY, reason, str(lock))
