"""The text of a file in whatever encoding a spreadsheet program wrote it.

UTF-8, and UTF-16 and UTF-32 with or without their mark, are known by their bytes. What is none of them is
read as Windows-1252, which every old spreadsheet writes; that is a guess, and it is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import limits
from evidence_graph.documents.encodings import MARKS, OLD_WINDOWS
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from pathlib import Path

OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls); save it as .xlsx or CSV"),
    (b"%PDF", "a PDF; copy its table into a spreadsheet"),
    (b"\x1f\x8b", "compressed; unpack it first"),
    (b"Rar!", "compressed; unpack it first"),
    (b"7z\xbc\xaf", "compressed; unpack it first"),
    (b"SQLite format 3", "a SQLite database; export the table as CSV"),
)
"""Files that are no text, by their first bytes."""

SAMPLE = 4096
"""So many bytes are looked at where no mark tells the encoding."""


class Decoded(NamedTuple):
    """The text of a file, and what a reader should know of its encoding."""

    text: str
    notices: tuple[str, ...]


def read(path: Path, *, encoding: str | None = None) -> Decoded:
    """The text of the file at *path*, in the *encoding* that is named or found.

    Raises BrokenFile for a file that is no text, is too large, or is not in the encoding named.
    """
    try:
        limits.refuse_size(path)
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error

    for start, kind in OTHER_KINDS:
        if raw.startswith(start):
            raise BrokenFile(path, f"the file is {kind}.")

    if encoding:
        decoded = _as_named(raw, path, encoding)
    else:
        decoded = _as_found(raw)

    if "\0" in decoded.text:
        raise BrokenFile(path, "the file is no text; save the table as CSV, JSON or .xlsx.")

    return decoded


def _as_named(raw: bytes, path: Path, encoding: str) -> Decoded:
    """The text in the *encoding* that somebody named."""
    try:
        return Decoded(raw.decode(encoding).removeprefix("\ufeff"), ())
    except (LookupError, UnicodeDecodeError) as error:
        reason = f"the file is not in the encoding {encoding} ({error}); leave --encoding out."
        raise BrokenFile(path, reason) from None


def _as_found(raw: bytes) -> Decoded:
    """The text in the encoding that the bytes speak for."""
    for mark, codec, name in MARKS:
        if raw.startswith(mark):
            return Decoded(raw.decode(codec, errors="replace"), _tell(name))

    wide = _wide(raw)
    if wide:
        return Decoded(raw.decode(wide, errors="replace"), _tell("UTF-16"))

    try:
        return Decoded(raw.decode("utf-8"), ())
    except UnicodeDecodeError as error:
        return _guess(raw, error.start)


def _tell(name: str) -> tuple[str, ...]:
    if name == "UTF-8":
        return ()

    return (f"read as {name}, as its first bytes say",)


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of mostly Latin text is zero."""
    sample = raw[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and odd > half // 2 > even:
        return "utf-16-le"
    if half and even > half // 2 > odd:
        return "utf-16-be"

    return None


def _guess(raw: bytes, first: int) -> Decoded:
    """The text as Windows-1252, or as Latin-1 where a byte has no meaning in that."""
    try:
        text = raw.decode(OLD_WINDOWS)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")

    # One byte is one letter here, so the place of the byte is that of the letter.
    word = text[max(0, text.rfind(" ", 0, first) + 1) :].split(maxsplit=1)[0][:30]

    return Decoded(
        text, (f"it is not UTF-8 and was read as Windows-1252 (“{word}”); is that wrong, say --encoding",)
    )
