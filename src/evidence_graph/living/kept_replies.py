"""What services answered, kept for a while.

So a run that was cut short goes on where it stopped, and what was shown is not asked again to be written. One
file an answer in the folder of this user's caches, named by what was asked. No key of anybody is in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import files
from evidence_graph.errors import CannotWrite
from evidence_graph.store import cache_place

if TYPE_CHECKING:
    from pathlib import Path

FRESH = dt.timedelta(hours=20)
"""An answer is taken again for so long: less than a day, so that a daily run asks anew."""

FOLDER = "services"
"""Where they lie below the folder of caches."""

OURS = r"[0-9a-f]{64}\.json"
"""What the file of an answer is called."""

GONE = dt.timedelta(days=40)
"""An older answer is thrown away; until then it says what was asked longest ago."""


@dataclass(frozen=True, slots=True)
class KeptReply:
    """An answer: its status, its text, and when it was given."""

    status: int
    text: str
    asked: dt.datetime

    @property
    def day(self) -> str:
        """The day on which it was given."""
        return self.asked.date().isoformat()


class KeptReplies:
    """The answers that are kept; nowhere where the folder of caches cannot be used."""

    def __init__(self, *, now: dt.datetime | None = None, afresh: bool = False) -> None:
        self._now, self._afresh = now, afresh
        self._folder = _folder()
        if self._folder is not None:
            self._prune(self._folder)

    def now(self) -> dt.datetime:
        """The time it is."""
        return self._now or dt.datetime.now(tz=dt.UTC)

    def find(self, question: str) -> KeptReply | None:
        """The answer to *question* that is young enough to be taken again."""
        kept = None if self._afresh else self._read(question)
        if kept is not None and self.now() - kept.asked < FRESH:
            return kept

        return None

    def asked(self, question: str) -> dt.datetime | None:
        """When *question* was last asked, as far as anybody knows."""
        kept = self._read(question)

        return None if kept is None else kept.asked

    def keep(self, question: str, status: int, text: str) -> KeptReply:
        """Keep the answer to *question*, where that can be done."""
        reply = KeptReply(status, text, self.now())
        if self._folder is not None:
            record = {"question": question, "status": status, "text": text, "asked": reply.asked.isoformat()}
            with suppress(OSError, CannotWrite):
                files.write_bytes(
                    self._path(self._folder, question), json.dumps(record).encode(), lasting=False
                )

        return reply

    def _read(self, question: str) -> KeptReply | None:
        if self._folder is None:
            return None

        try:
            record = json.loads(self._path(self._folder, question).read_bytes())
            if record["question"] != question:
                return None

            return KeptReply(record["status"], record["text"], dt.datetime.fromisoformat(record["asked"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None  # nothing is kept, or it is damaged and asked again

    @staticmethod
    def _path(folder: Path, question: str) -> Path:
        return folder / f"{hashlib.sha256(question.encode()).hexdigest()}.json"

    def _prune(self, folder: Path) -> None:
        """Throw away what was asked long ago."""
        oldest = (self.now() - GONE).timestamp()
        for path in folder.glob("*.json"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


@dataclass(frozen=True, slots=True)
class ReplyStore:
    """The answers that are kept, all together: how many, the bytes they take, and when the last was given."""

    folder: Path
    answers: int
    size: int
    used: float


def kept(root: Path) -> ReplyStore:
    """The answers that are kept below the folder of caches *root*."""
    sizes, times = [], [0.0]
    for path in _answers(root):
        with suppress(FileNotFoundError):  # somebody else removed it meanwhile
            status = path.stat()
            sizes.append(status.st_size)
            times.append(status.st_mtime)

    return ReplyStore(root / FOLDER, len(sizes), sum(sizes), max(times))


def clean(root: Path) -> int:
    """Remove the answers that are kept below *root*; the bytes that were freed."""
    freed = kept(root).size
    for path in _answers(root):
        path.unlink(missing_ok=True)

    return freed


def _answers(root: Path) -> list[Path]:
    """The files of answers; other files in the folder are left alone."""
    return [path for path in (root / FOLDER).glob("*.json") if re.fullmatch(OURS, path.name)]


def _folder() -> Path | None:
    """The folder of kept answers, made where it is not there; None where it cannot be used."""
    with suppress(OSError, CannotWrite):
        root = cache_place.place()
        cache_place.refuse(root)
        folder = root / FOLDER
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

        return folder

    return None
