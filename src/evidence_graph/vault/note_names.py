"""What the file of a note is called: a name that every system takes, the same at each export.

In come ids, and the names of notes that are there already; out goes a name for each id::

    tea-is-bitter         tea-is-bitter
    10.1000/xyz           10-1000-xyz-3a1f6c0e     (a sign is no part of a name: a fingerprint tells it apart)
    con                   con-3f0f9d31             (a device of Windows)

A name follows from its id alone. Only where two ids differ in capitals the one with capitals gets a
fingerprint, unless its note is there already: what has a name keeps it, also one that its reader gave it.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING

from evidence_graph.invisible import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENDING = ".md"

LONGEST = 120 - len(ENDING)
"""Bytes of a name without its ending: encrypted and synchronised folders take fewer than the usual 255."""

DIGITS = 8
"""So many of a fingerprint tell names apart."""

LINKABLE = re.compile(r'[^\[\]#^|\\/:*?"<>%`\x00-\x1f]+')
"""A name to which a link can lead."""

DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]", re.IGNORECASE)
"""Names that Windows takes for devices."""

KEPT_SIGNS = "-_+ "
"""What a name may hold beside letters and figures; a dot could begin an ending or a file that is hidden."""


def file_names(identifiers: Iterable[str], names_there: Mapping[str, str]) -> dict[str, str]:
    """A name without its ending for each of *identifiers*; those of *names_there* have theirs already."""
    names = {each: names_there[each] for each in identifiers if each in names_there}
    taken = {fold(name) for name in names_there.values()}

    # Of two that differ in capitals, the one without any gets the bare name.
    for identifier in sorted(set(identifiers) - names.keys(), key=lambda each: (each != fold(each), each)):
        name, number = _name(identifier), 0
        while fold(name) in taken:
            name, number = _apart(identifier, "\0" * number), number + 1

        names[identifier] = name
        taken.add(fold(name))

    return names


def fold(name: str) -> str:
    """*name* as file systems compare it that tell neither capitals nor the spelling of accents apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def can_lead(name: str) -> bool:
    """Whether a link can lead to a note that its reader has called *name*."""
    return LINKABLE.fullmatch(name) is not None and len(name.encode()) <= LONGEST


def _name(identifier: str) -> str:
    name = _clean(identifier)
    if name != identifier or DEVICE.fullmatch(name) or len(name.encode()) > LONGEST:
        return _apart(identifier)

    return name


def _apart(identifier: str, salt: str = "") -> str:
    """The name of *identifier* with a fingerprint."""
    fingerprint = sha256((identifier + salt).encode()).hexdigest()[:DIGITS]
    room = LONGEST - DIGITS - 1
    name = _clean(identifier).encode()[:room].decode(errors="ignore").rstrip("- ")

    return f"{name or 'note'}-{fingerprint}"


def _clean(identifier: str) -> str:
    """*identifier* with a hyphen for each sign that is no part of a name."""
    letters = (
        letter if letter in KEPT_SIGNS or unicodedata.category(letter)[0] in "LMN" else "-"
        for letter in unicodedata.normalize("NFC", bare(identifier))
    )

    return "".join(letters).strip("- ")
