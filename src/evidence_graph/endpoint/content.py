"""What is published of a data folder: its statements, what follows from them, and its BibTeX as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import conclusions
from evidence_graph.engine import sparql
from evidence_graph.model import Study
from evidence_graph.vocabulary import BIBTEX, BIBTEX_STRINGS, CONTENT_HASH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.rdf import Triple

TEXT = XSD + "string"
SHORT = 8
"""Bytes of a digest that tell two statements apart."""


@dataclass(frozen=True)
class Content:
    """The statements to be published: how many there are, and the fingerprint of all."""

    graph: EvidenceGraph
    bibliography: Bibliography
    count: int = 0
    fingerprint: str = ""

    def lines(self) -> Iterator[str]:
        """The statements as N-Triples, made anew each time; the fingerprint is the last."""
        yield from sparql.lines(self._statements())
        if self.fingerprint:
            yield from sparql.lines([(self.graph.source.base, CONTENT_HASH, (self.fingerprint, TEXT))])

    def _statements(self) -> Iterator[Triple]:
        return chain(self.graph.source.triples(), conclusions.triples(self.graph), self._bibtex())

    def _bibtex(self) -> Iterator[Triple]:
        """Each entry and each macro of the bibliography, letter by letter."""
        for block in self.bibliography.blocks:
            if block.entry is not None:
                yield self.graph.source.iri(Study, block.entry.key), BIBTEX, (block.raw, TEXT)
            elif block.kind is bib.BlockKind.STRING:
                yield self.graph.source.base, BIBTEX_STRINGS, (block.raw, TEXT)


def content(graph: EvidenceGraph, bibliography: Bibliography) -> Content:
    """What is to be published of *graph*, which comes from a data folder with this *bibliography*."""
    whole, seen = sha256(), set()
    for line in Content(graph, bibliography).lines():
        raw = line.encode()
        whole.update(raw)
        seen.add(blake2b(raw, digest_size=SHORT).digest())
    return Content(graph, bibliography, len(seen) + 1, whole.hexdigest())
