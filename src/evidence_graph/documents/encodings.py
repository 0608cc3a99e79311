"""The letters of a file: in the encoding that its first bytes tell, in UTF-8, or as old Windows wrote them.

>>> decoded("Tee – heiß".encode("utf-16")), decoded("heiß".encode("cp1252"))
('Tee – heiß', 'heiß')
"""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""The bytes a file may begin with, what they say of its encoding, and what people call that."""

OLD_WINDOWS = "cp1252"


def has_mark(raw: bytes) -> bool:
    """Whether the first bytes of a file tell its encoding."""
    return any(raw.startswith(mark) for mark, *_ in MARKS)


def decoded(raw: bytes) -> str:
    """The letters of *raw*; a byte that stands for none is shown as such."""
    for mark, encoding, _ in MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")

    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(OLD_WINDOWS, "replace")
