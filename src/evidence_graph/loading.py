"""Making a graph: of a data folder, or of the data behind a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import compiled, folders
from evidence_graph.errors import EndpointError
from evidence_graph.graph import EvidenceGraph

if TYPE_CHECKING:
    from collections.abc import Callable


def load(
    folder: Path | str | None = None, *, cached: bool = True, told: Callable[[int], None] | None = None
) -> EvidenceGraph:
    """The graph of the data in *folder*; of the bundled data when no folder is named.

    A large folder is compiled into an index first, of which *told* hears how many bytes are read; the
    index is kept for the next time unless *cached* is false. Raises NotADataFolder when *folder* holds
    no data, BrokenFile where a file cannot be read, EndpointError for an address, which `connect` takes.
    """
    if isinstance(folder, str) and ":" in folder:
        _refuse_address(folder)
    folder = Path(folder) if folder is not None else folders.bundled()
    folders.require(folder)
    folders.refuse_large(folder)
    index = compiled.find(folder) if cached else None
    if index is None and compiled.is_large(folder):
        index = compiled.make(folder, kept=cached, told=told)
    if index is not None:
        return EvidenceGraph(compiled.CompiledSource(folder, index), index)
    return _read(folder)


def _refuse_address(folder: str) -> None:
    from evidence_graph.endpoint.address import is_address

    if is_address(folder):
        raise EndpointError(folder, "load reads a folder; an endpoint is read with evidence_graph.connect.")


WHOLE = 20_000_000
"""Bytes of a claims file up to which a folder that is compared is read whole."""


def load_whole(folder: Path) -> EvidenceGraph:
    """The graph of *folder* with all that it says, beyond the records too, unless it is very large.

    Nothing is kept. Raises what `load` raises.
    """
    folders.require(folder)
    folders.refuse_large(folder)
    if (folder / folders.CLAIMS).stat().st_size > WHOLE:
        return load(folder, cached=False)
    return _read(folder)


def _read(folder: Path) -> EvidenceGraph:
    """The graph of a small folder, read whole."""
    from evidence_graph import dataset

    return EvidenceGraph.of_dataset(dataset.load(folder))


def connect(url: str, *, graph: str | None = None, timeout: float | None = None) -> EvidenceGraph:
    """The graph behind the SPARQL endpoint at *url*, in its named *graph*.

    Where none is named, the only one that holds a data set is taken. A request may take *timeout*
    seconds. Raises EndpointError when the endpoint cannot be used, or holds no data set or several.
    """
    from evidence_graph.endpoint import remote_source

    source = remote_source.connect(url, graph=graph, timeout=timeout or remote_source.TIMEOUT)
    return EvidenceGraph(source, source.index)
