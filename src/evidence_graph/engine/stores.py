"""The Oxigraph store of a compiled folder, on disk beside its index."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from evidence_graph.engine.sparql import Triple

MARK = b"\xef\xbb\xbf"
AT_ONCE = 250_000
"""So many triples are loaded at a time: what a load sorts it holds in memory."""


def write(path: Path, claims: Path, derived: Iterable[Triple]) -> None:
    """Make a store at *path* of what the file *claims* says, and of the *derived* triples."""
    from pyoxigraph import RdfFormat, Store, parse

    store = Store(str(path))
    with claims.open("rb") as file:
        if file.read(len(MARK)) != MARK:
            file.seek(0)
        _load(store, parse(input=file, format=RdfFormat.TURTLE))
    _load(store, map(_quad, derived))
    # Without this the first opening takes as long as the loading.
    store.flush()
    store.optimize()


def _load(store: Store, quads: Iterator[Quad]) -> None:
    for first in quads:
        store.bulk_extend(chain([first], islice(quads, AT_ONCE)))


def _quad(triple: Triple) -> Quad:
    from pyoxigraph import Literal, NamedNode, Quad

    subject, predicate, (text, datatype) = triple
    held = NamedNode(text) if datatype is None else Literal(text, datatype=NamedNode(datatype))
    return Quad(NamedNode(subject), NamedNode(predicate), held)
