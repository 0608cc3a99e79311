"""Which works are one: by DOI, PubMed number or address, by title and year, by the name people call them.

A stronger name decides alone. A title is that of the same work only where year and identifiers do not speak
against it; "Smith 2010" only where one work alone can be meant.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from evidence_graph.authoring import proposals
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.bibliography.file_contents import KEY
from evidence_graph.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STRONG = ("doi", "pmid", "pmcid")
"""Identifiers that name one work and no other."""

TITLE_WORDS = 3
"""So many words of its title are the key of a work without an author."""


class CitationIndex:
    """The works that are known, to be found again by any of their names."""

    def __init__(self, citations: Mapping[str, Citation], aliases: Mapping[str, Iterable[str]]) -> None:
        self.citations: dict[str, Citation] = {}
        self._folded: set[str] = set()
        self._by_name: dict[tuple[str, str], str] = {}
        self._by_title: defaultdict[str, list[str]] = defaultdict(list)
        self._by_label: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for citation in citations.values():
            self.add(citation, aliases.get(citation.key, ()))

    def add(self, citation: Citation, aliases: Iterable[str] = ()) -> None:
        """Know *work*, or more of it than before."""
        is_new = citation.key not in self.citations
        self._folded.add(citation.key.casefold())
        self.citations[citation.key] = citation
        for name in _names(citation, aliases):
            self._by_name.setdefault(name, citation.key)

        title = statement_key(citation.title or "")
        if title and citation.key not in self._by_title[title]:
            self._by_title[title].append(citation.key)

        label = _label(citation)
        if label and is_new:
            self._by_label[label].append(citation.key)

    def candidates(self, citation: Citation, aliases: tuple[str, ...] = (), *, letter: str = "") -> list[str]:
        """The keys of the works that *work* may be: none, the one it is, or several alike."""
        for name in _names(citation, aliases):
            if name in self._by_name:
                return [self._by_name[name]]

        if citation.title:
            titled = self._by_title.get(statement_key(citation.title or ""), ())
        else:
            titled = ()

        for key in titled:
            if _agree(self.citations[key], citation):
                return [key]

        if citation.title:
            return []

        label = _label(citation)
        if label is None or aliases or any(getattr(citation, name) for name in STRONG):
            return []

        return [key for key in self._by_label.get(label, ()) if not letter or key.endswith(letter)]

    def new_key(self, citation: Citation, aliases: tuple[str, ...] = (), letter: str = "") -> str:
        """A key for *work* that no other work has."""
        if citation.key:
            name = citation.key
        elif citation.authors:
            name = proposals.citation_key(citation.authors[0], citation.year, "") + letter
        elif citation.title:
            name = f"{proposals.slug(citation.title, words=TITLE_WORDS)}{citation.year or ''}"
        elif citation.pmid:
            name = f"pmid{citation.pmid}"
        else:
            names = (citation.doi, citation.pmcid, citation.url, *aliases)
            name = proposals.name_of(next(name for name in names if name))

        if KEY.fullmatch(name) is None:
            name = proposals.name_of(name)

        return proposals.free_key(name, self._is_taken)

    def _is_taken(self, key: str) -> bool:
        """Whether a work has *key*; capitals make no other key for BibTeX."""
        return key.casefold() in self._folded


def complete(known: Citation, other: Citation) -> Citation:
    """*known* with what only *other* says of the same work."""
    gaps = {
        part.name: getattr(other, part.name)
        for part in fields(Citation)
        if getattr(known, part.name) in {None, ()} and part.name not in {"key", "study", "results"}
    }

    return replace(known, **{name: value for name, value in gaps.items() if value not in {None, ()}})


def _names(citation: Citation, aliases: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names by which *work* is known for sure, the strongest first."""
    for kind in STRONG:
        value = getattr(citation, kind)
        if value:
            yield kind, value.lower()

    if citation.key:
        yield "key", citation.key

    if citation.url and not any(getattr(citation, kind) for kind in STRONG) and not citation.title:
        yield "url", citation.url.rstrip("/")

    for alias in aliases:
        yield "alias", statement_key(alias)
        yield "key", alias  # a key that had to be another here


def _label(citation: Citation) -> tuple[str, int] | None:
    """Family name of the first author and year, by which people call a work."""
    if not citation.authors or citation.year is None:
        return None

    return _family(citation), citation.year


def _family(citation: Citation) -> str:
    """The family name of the first author, as names are compared."""
    return proposals.name_of(citation.authors[0].split(",")[0])


def _agree(one: Citation, other: Citation) -> bool:
    """Whether two works of one title may be one: no year, author or identifier differs."""
    if one.year and other.year and one.year != other.year:
        return False
    if one.authors and other.authors and _family(one) != _family(other):
        return False

    for kind in STRONG:
        mine, theirs = getattr(one, kind), getattr(other, kind)
        if mine and theirs and mine.lower() != theirs.lower():
            return False

    return True
