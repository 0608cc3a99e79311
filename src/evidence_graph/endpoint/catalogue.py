"""Works out of what an endpoint says: from their BibTeX where it was published, else from their fields.

In come subjects with what is said of each, out go the bibliographic records and the entries behind them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import inheritance
from evidence_graph.bibliography.file_contents import KEY as PLAIN_KEY
from evidence_graph.model import Citation
from evidence_graph.store import rdf
from evidence_graph.vocabulary import BIBTEX, BIBTEX_STRINGS, DCTERMS, FABIO, RDF_TYPE, identifier
from evidence_graph.ways import reachable_at_once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.bibliography import Entry
    from evidence_graph.endpoint.paging import Pages
    from evidence_graph.store.reader import Described

TYPES = {FABIO + name: kind for kind, name in rdf.CLASSES.items()}
LONG = 10
"""So many digits are no year."""

KEY, CREATOR, YEAR = DCTERMS + "identifier", DCTERMS + "creator", FABIO + "hasPublicationYear"


class Catalogue:
    """The bibliographic records that were fetched, with the entries they come from."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._citations: dict[str, Citation] = {}
        self._entries: dict[str, Entry] = {}
        self._sought: set[str] = set()

    def put(self, subjects: Mapping[str, Described]) -> None:
        """Keep the works among *subjects*."""
        self._fetch_parents(self._put_entries(subjects))
        for iri, facts in subjects.items():
            key = identifier(iri)
            if key in self._entries:
                self._citations[key] = bib.citation(self._entries[key], self.strings, self.entry)
            elif KEY in facts:
                self._citations[key] = _from_fields(key, facts)

    def _put_entries(self, subjects: Mapping[str, Described]) -> list[Entry]:
        """Keep the entries of those *subjects* that have one under their own key, and give them back."""
        sources = {}
        for iri, facts in subjects.items():
            if BIBTEX in facts:
                sources[identifier(iri)] = _text(facts, BIBTEX)

        return self._read(sources) if sources else []

    def _read(self, sources: Mapping[str, str]) -> list[Entry]:
        """Keep the entries in *sources*, each under its own key, and give them back."""
        entries = bib.parse("\n".join([self._macros, *sources.values()])).entries
        own = {key: entries[key] for key in sources if key in entries}
        self._entries |= own

        return list(own.values())

    def _fetch_parents(self, children: list[Entry]) -> None:
        """Fetch the entries from which *children* inherit fields, and theirs, each once."""
        reachable_at_once(self._missing_parents(children), self._fetch)

    def _fetch(self, keys: list[str]) -> set[str]:
        """Keep the entries of *keys*, and give back the keys of their parents that are still missing."""
        self._sought.update(keys)
        values = " ".join(f'"{key}"' for key in sorted(keys))
        pattern = f"VALUES ?key {{ {values} }} ?s <{KEY}> ?key ; <{BIBTEX}> ?text"
        rows = self._pages.rows("?key ?text", pattern)
        children = self._read({key[0]: text[0] for key, text in rows if key and text})

        return self._missing_parents(children)

    def _missing_parents(self, children: list[Entry]) -> set[str]:
        """The keys of parents that nobody has asked for; what is no plain key names none."""
        keys = set()
        for child in children:
            for field in inheritance.FIELDS:
                keys.update(inheritance.parents(child, field))

        return {key for key in keys - self._entries.keys() - self._sought if PLAIN_KEY.fullmatch(key)}

    def get(self, key: str) -> Citation | None:
        """The bibliographic record of *key*, if it is there."""
        return self._citations.get(key)

    def keys(self) -> list[str]:
        """The keys of the works that are there, in their order."""
        return sorted(self._citations)

    def entry(self, key: str) -> Entry | None:
        """The entry of *key* as it stood in the bibliography."""
        return self._entries.get(key)

    @cached_property
    def strings(self) -> Mapping[str, str]:
        """What the macros of the bibliography stand for."""
        return bib.parse(self._macros).strings

    @cached_property
    def _macros(self) -> str:
        rows = self._pages.rows("?text", f"?s <{BIBTEX_STRINGS}> ?text")
        return "\n".join(sorted(term[0] for [term] in rows if term))


def _from_fields(key: str, facts: Described) -> Citation:
    """The work as its fields tell it; in which order its authors stand is not known there."""
    texts = {field: _text(facts, prop) for field, prop in rdf.TEXTS.items() if prop in facts}

    return Citation(
        key,
        type=_type(facts),
        authors=tuple(sorted(text for text, _ in facts.get(CREATOR, ()))),
        year=_year(facts),
        **texts,  # type: ignore[arg-type]
    )


def _text(facts: Described, prop: str) -> str:
    """The first value of *prop*, which there is."""
    text, _ = facts[prop][0]

    return text


def _type(facts: Described) -> str:
    for iri, _ in facts.get(RDF_TYPE, ()):
        if iri in TYPES:
            return TYPES[iri]

    return "misc"


def _year(facts: Described) -> int | None:
    for text, _ in facts.get(YEAR, ()):
        if text.isdecimal() and len(text) < LONG:
            return int(text)

    return None
