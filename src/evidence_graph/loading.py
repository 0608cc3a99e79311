"""Making a graph: of a data folder, or of the data behind a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import folders
from evidence_graph.errors import EndpointError
from evidence_graph.graph import EvidenceGraph
from evidence_graph.store import compiled

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

    if folder is not None:
        folder = Path(folder)
    else:
        folder = folders.bundled()

    folders.require(folder)
    folders.refuse_large(folder)

    return EvidenceGraph(compiled.open_store(folder, cached=cached, told=told))


def load_whole(folder: Path, *, cached: bool = True) -> EvidenceGraph:
    """The graph of the data in *folder* for whoever also needs all its statements: both of one parsing.

    Raises NotADataFolder and BrokenFile as `load` does.
    """
    folders.require(folder)
    folders.refuse_large(folder)

    return EvidenceGraph(compiled.open_store(folder, cached=cached, whole=True))


def _refuse_address(folder: str) -> None:
    from evidence_graph.endpoint.address import is_address

    if is_address(folder):
        raise EndpointError(folder, "load reads a folder; an endpoint is read with evidence_graph.connect.")


def connect(url: str, *, graph: str | None = None, timeout: float | None = None) -> EvidenceGraph:
    """The graph behind the SPARQL endpoint at *url*, in its named *graph*.

    Where none is named, the only one that holds a data set is taken. A request may take *timeout*
    seconds. Raises EndpointError when the endpoint cannot be used, or holds no data set or several.
    """
    from evidence_graph.endpoint import connecting

    return EvidenceGraph(connecting.connect(url, graph=graph, timeout=timeout or connecting.TIMEOUT))
