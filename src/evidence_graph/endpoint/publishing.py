"""Publishing: a checked data folder becomes a named graph of an endpoint, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import folders
from evidence_graph.checks import check_folder
from evidence_graph.endpoint import address
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.endpoint.content import content
from evidence_graph.endpoint.replacement import Loader
from evidence_graph.endpoint.services import services
from evidence_graph.engine.sparql import NO_IRI
from evidence_graph.errors import BrokenFile, EndpointError, UnsoundFolder
from evidence_graph.loading import load
from evidence_graph.vocabulary import UNNAMED

if TYPE_CHECKING:
    from evidence_graph.endpoint.replacement import Told

PROTOCOLS = ("auto", "store", "update")


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: where it can be read, how many statements, and whether any had to be sent."""

    address: str
    statements: int
    was_sent: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How to publish: the protocol, and the addresses for updates and graphs where they cannot be told."""

    protocol: str = "auto"
    update_url: str | None = None
    store_url: str | None = None


def publish(
    folder: Path | str,
    url: str,
    *,
    graph: str | None = None,
    way: Way | None = None,
    told: Told | None = None,
) -> Publication:
    """Put the data in *folder* in the place of a named *graph* of the endpoint at *url*.

    The graph has the name of the data set where none is given; other graphs stay as they are. Nothing is
    sent when the same was published before. *told* hears how many statements of how many have arrived.

    Raises UnsoundFolder when *folder* has problems, BrokenFile when it is over a limit or edited meanwhile,
    EndpointError when the endpoint refuses; in all cases what was published before is as it was.
    """
    way = way or Way()
    query = address.read(url, graph=graph)
    folders.require(Path(folder))
    seen = folders.times(Path(folder))
    folders.refuse_limits(Path(folder))
    problems = check_folder(folder)
    if problems:
        raise UnsoundFolder(Path(folder), problems)
    held = load(folder)
    target = query.graph or held.source.base
    if target == UNNAMED or NO_IRI.search(target):
        raise EndpointError(url, "the data set has no address of its own; name the graph with --graph IRI.")
    endpoint = Endpoint(replace(query, graph=None))
    endpoint.query("ASK {}")
    found = services(endpoint.address, endpoint.server, update_url=way.update_url, store_url=way.store_url)
    loader = Loader(found, way.protocol)
    made = content(held, bib.load(folders.current(Path(folder))[1]))
    if folders.times(Path(folder)) != seen:
        reason = "it was edited while it was checked, and nothing was sent. Publish again."
        raise BrokenFile(Path(folder) / folders.CLAIMS, reason)
    place = str(replace(query, graph=target))
    if loader.published(target) == (made.fingerprint, made.count):
        return Publication(place, made.count, was_sent=False)
    loader.replace(target, made, told)
    return Publication(place, made.count, was_sent=True)
