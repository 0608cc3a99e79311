"""How much is read of anything: the one place that decides it, for every road into the program.

What is over a limit of a whole file is refused before it is read; what is over a limit of one value is a
problem of that value, and the rest is read. The limits of a query and of an endpoint's answer stand with
them (`evidence_graph.sparql` and `evidence_graph.endpoint`).
"""

from __future__ import annotations

import mmap
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Raw = bytes | mmap.mmap
    """The bytes of a file, in memory or on the disk."""

FILE = 500_000_000
"""Bytes of a claims file or a bibliography."""

ARTICLE = 50_000_000
"""Bytes of the text of an article."""

NESTING = 200
"""Brackets of Turtle, or braces of BibTeX, that may be open at once."""

TOKEN = 16_000_000
"""Bytes of one text or comment of a file, or of one entry; the parser of Turtle ends at 16 MiB."""

NAME = 1_000_000
"""Bytes of one name, address or number of a file."""

LITERAL = 1_000_000
"""Characters of a text that becomes the value of a record."""

DIGITS = 100
"""Digits of a number; a longer one is taken for text."""

LINE_END = re.compile(rb"\r\n|\n|\r")


def refuse_size(path: Path, *, limit: int = FILE) -> None:
    """Raise BrokenFile for a file above *limit* bytes, without a look into it."""
    size = path.stat().st_size
    if size > limit:
        raise too_large(path, size, limit)


def too_large(path: Path, size: int, limit: int) -> BrokenFile:
    """The complaint about a file of *size* bytes."""
    return BrokenFile(path, f"the file has {size:,} bytes, more than the limit of {limit:,}.")


def too_long(name: Path | str, what: str, limit: int, *, line: int) -> BrokenFile:
    """The complaint about one thing in a file that is longer than *limit* bytes."""
    reason = f"{what} is longer than {limit:,} bytes. Shorten it; nothing of the file was read."

    return BrokenFile(name, reason, line=line)


def too_deep(name: Path | str, what: str, *, line: int) -> BrokenFile:
    """The complaint about brackets or braces within one another."""
    return BrokenFile(name, f"{what} are nested more than {NESTING} deep.", line=line)


@contextmanager
def map_file(path: Path) -> Iterator[Raw]:
    """The bytes of the file at *path*, of which little is held in memory."""
    if path.stat().st_size == 0:
        yield b""
        return

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        yield raw


def line_of(raw: Raw, place: int) -> int:
    """The line, from 1, in which the byte at *place* stands."""
    return sum(1 for _ in LINE_END.finditer(raw, 0, place)) + 1
