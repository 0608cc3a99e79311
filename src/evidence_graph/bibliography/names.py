"""The people and bodies behind a work: BibTeX's lists of names as "Family, Given", and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.bibliography import values
from evidence_graph.bibliography.latex import decode, encode, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_REST = re.compile(r"others|et\.? al\.?", re.IGNORECASE)
_MOST_PARTS = 3
"""Family, Jr, Given: BibTeX reads no name with more commas than two."""


def read(latex: str) -> tuple[tuple[str, ...], bool]:
    """The names in an author field, and whether it says that there are more.

    >>> read("Jan van der Berg and {World Health Organization} and others")
    (('van der Berg, Jan', 'World Health Organization'), True)
    """
    listed = [name for name in (part.strip() for part in values.separate(latex, _AND)) if name]
    incomplete = bool(listed) and _REST.fullmatch(listed[-1]) is not None
    if incomplete:
        listed.pop()
    names = (_plain(name) for name in listed)
    return tuple(name for name in names if name), incomplete


def written(names: Iterable[str], *, incomplete: bool = False) -> str:
    """The author field that lists *names*, each "Family, Given" or the name of a body.

    >>> written(["García, M.", "World Health Organization"], incomplete=True)
    'García, M. and {World Health Organization} and others'
    """
    listed = [_source(name) for name in map(tidy, names) if name]
    return " and ".join([*listed, "others"] if incomplete else listed)


def _plain(name: str) -> str:
    """One name as "Family, Given", or as it is when braces say that it is whole."""
    if name[0] == "{" and values.closing(name, 0) == len(name) - 1:
        return decode(name)
    if "{" not in name and "\\" not in name:
        parts = name.split(",")
        if 1 < len(parts) <= _MOST_PARTS:
            return ", ".join(part for part in map(decode, parts) if part)
    return _parted(name)


def _parted(name: str) -> str:
    """One name by BibTeX's rules for first names, von part, last names and Jr."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return decode(name)
    family = " ".join([*parts.von, *parts.last])
    texts = (decode(part) for part in (family, " ".join(parts.jr), " ".join(parts.first)))
    return ", ".join(text for text in texts if text)


def _source(name: str) -> str:
    """One name in BibTeX; braces keep whole what BibTeX would take apart otherwise."""
    parts = [part.strip() for part in name.split(",")]
    if not 1 < len(parts) <= _MOST_PARTS or not all(parts):
        return f"{{{encode(name)}}}"
    return ", ".join(f"{{{encode(part)}}}" if _reads_otherwise(part) else encode(part) for part in parts)


def _reads_otherwise(part: str) -> bool:
    """Whether BibTeX would take *part* apart: at "and", or at a small letter after a hyphen.

    It prints the family name García-de-Alcaraz as "García-de Alcaraz", taking "de" for a von part.
    """
    return "and" in part.lower().split() or any(tail[:1].islower() for tail in part.split("-")[1:])
