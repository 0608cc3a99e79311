"""Which file of a folder is the text of which work: by its key, its DOI or its PMID in the name of the file.

- the key, alone or before a sign: jarvis2019.txt, jarvis2019-supplement.pdf
- the DOI, with any sign for what the name of a file cannot hold: 10.1371_journal.pone.0129014.xml
- the PMID: PMID26043192.html, pubmed-26043192.txt, 26043192.txt
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SIGNS = re.compile(r"[\W_]+")
_PMID = re.compile(r"(?:pmid|pubmed)[\W_]*0*(\d{1,9})(?!\d)", re.IGNORECASE)
_DIGITS = re.compile(r"0*(\d{4,9})")
_DOI = re.compile(r"10[\W_]\d{4,9}[\W_]")


@dataclass(frozen=True, slots=True)
class CitationNames:
    """The names by which a file can say whose text it is."""

    key: str
    doi: str = ""
    pmid: str = ""


def _plain(name: str) -> str:
    """A *name* with one sign for all that a name of a file may have instead of another."""
    return _SIGNS.sub("_", name).strip("_").casefold()


class ShelfMarks:
    """The names of works, in which the works of a file are looked up."""

    def __init__(self, citations: Iterable[CitationNames]) -> None:
        self._by_key: dict[str, set[str]] = {}
        self._by_doi: dict[str, set[str]] = {}
        self._by_pmid: dict[str, set[str]] = {}
        for citation in citations:
            self._by_key.setdefault(_plain(citation.key), set()).add(citation.key)
            if citation.doi:
                self._by_doi.setdefault(_plain(citation.doi), set()).add(citation.key)

            if citation.pmid:
                self._by_pmid.setdefault(citation.pmid.strip().lstrip("0"), set()).add(citation.key)

    def citations(self, stem: str) -> set[str]:
        """The keys of the works whose text the file is that is called *stem*, without its ending."""
        stem = unquote(stem)
        name = _plain(stem)
        doi = _DOI.search(stem)
        if doi:
            # The longest that fits: 10.1000/tea.1 is no part of 10.1000/tea.12.
            return _longest(self._by_doi, _plain(stem[doi.start() :]))

        pmid = _PMID.search(stem) or _DIGITS.fullmatch(stem)
        if pmid and pmid[1] in self._by_pmid:
            return self._by_pmid[pmid[1]]

        return _longest(self._by_key, name)


def _longest(by_name: Mapping[str, set[str]], name: str) -> set[str]:
    """What stands under the longest beginning of *name* that ends before a sign."""
    while name:
        if name in by_name:
            return by_name[name]

        name = name.rpartition("_")[0]

    return set()
