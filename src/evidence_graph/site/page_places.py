"""Where each page stands: a file name for every id, whatever letters it has, and its address."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices, whatever ending they have."""

LONGEST = 180
"""A longer name is cut and told apart by its fingerprint: file systems end at 255 bytes."""


def place(kind: str, identifier: str, *, told_apart: int = 0) -> str:
    """The path of a page, whatever letters the id has; each *told_apart* adds another fingerprint of the id.

    >>> place("claim", "tea/../..")
    'claim/tea%2F..%2F...html'
    >>> place("claim", "con")
    'claim/con-1143da2bc54c.html'
    """
    name = quote(identifier, safe="")
    if RESERVED.fullmatch(name):
        name, told_apart = name.replace(".", "%2E"), told_apart or 1

    if told_apart or len(name) > LONGEST:
        salted = identifier + "\0" * max(0, told_apart - 1)
        name = f"{name[:LONGEST]}-{sha256(salted.encode()).hexdigest()[:12]}"

    return f"{kind}/{name}.html"


class Places:
    """The pages there are: nothing else is linked to, so that no link leads nowhere."""

    def __init__(self, things: Mapping[str, Iterable[str]]) -> None:
        self._paths: dict[tuple[str, str], str] = {}
        for kind, identifiers in things.items():
            identifier_list = list(identifiers)
            for identifier, path in zip(identifier_list, _apart(kind, identifier_list), strict=True):
                self._paths[kind, identifier] = path

    def path(self, kind: str, identifier: str) -> str:
        """The path of the page of a thing; a KeyError when it has none."""
        return self._paths[kind, identifier]

    def href(self, kind: str, identifier: str) -> str | None:
        """The address of the page from the root of the site, None when there is no such page."""
        path = self._paths.get((kind, identifier))

        return None if path is None else quote(path)


def _apart(kind: str, identifiers: Sequence[str]) -> Iterator[str]:
    """The path of each page; not all file systems tell capitals apart, and none takes one for another."""
    alike = Counter(place(kind, identifier).casefold() for identifier in identifiers)
    taken_paths = {path for path, number in alike.items() if number == 1}
    for identifier in identifiers:
        path, times = place(kind, identifier), 0
        # An id may also be spelt as the name with a fingerprint that another one gets.
        while alike[path.casefold()] > 1 or (times and path.casefold() in taken_paths):
            times += 1
            path = place(kind, identifier, told_apart=times)

        taken_paths.add(path.casefold())
        yield path
