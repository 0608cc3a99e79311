"""Publishing: a checked data folder becomes a named graph of an endpoint, whole or not at all.

In come a folder and the address that takes queries; out goes where the graph can now be read::

    publish("data", "http://localhost:7878/query").address

This is the upper storey of the room: it needs a graph and its conclusions, of which the rooms below know
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import folders
from evidence_graph.checks import Severity, check, check_folder, severity_of
from evidence_graph.endpoint import address
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.endpoint.content import TEXT, collect
from evidence_graph.endpoint.replacement import Loader
from evidence_graph.endpoint.services import services
from evidence_graph.errors import BrokenFile, EndpointError, UnsoundFolder
from evidence_graph.loading import load_whole
from evidence_graph.model import Study
from evidence_graph.sparql import conclusions
from evidence_graph.sparql.execution import NO_IRI
from evidence_graph.vocabulary import BIBTEX, BIBTEX_STRINGS, UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.endpoint.address import Address
    from evidence_graph.endpoint.replacement import Told
    from evidence_graph.endpoint.services import Services
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.store.rdf import Triple


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
    folder = Path(folder)
    query = address.read(url, graph=graph)
    folders.require(folder)
    times = folders.times(folder)
    folders.refuse_limits(folder)

    evidence = _sound(folder)
    target = _target(query, evidence)
    loader = Loader(_services(query, way), way.protocol)

    with collect(_statements(evidence), evidence.store.base) as content:
        if folders.times(folder) != times:
            reason = "it was edited while it was checked, and nothing was sent. Publish again."
            raise BrokenFile(folder / folders.CLAIMS, reason)

        is_new = loader.published(target) != (content.fingerprint, content.count)
        if is_new:
            loader.replace(target, content, told)

    return Publication(str(replace(query, graph=target)), content.count, was_sent=is_new)


def _sound(folder: Path) -> EvidenceGraph:
    """The graph of *folder*, which has no errors."""
    try:
        evidence = load_whole(folder)
        problems = check(evidence.dataset)
    except BrokenFile:
        raise UnsoundFolder(folder, check_folder(folder)) from None

    errors = [problem for problem in problems if severity_of(problem) is Severity.ERROR]
    if errors:
        raise UnsoundFolder(folder, errors)

    return evidence


def _target(query: Address, evidence: EvidenceGraph) -> str:
    """The name of the graph that *evidence* becomes."""
    target = query.graph or evidence.store.base
    if target == UNNAMED or NO_IRI.search(target):
        reason = "the data set has no address of its own; name the graph with graph=."
        raise EndpointError(str(query), reason)

    return target


def _services(query: Address, way: Way) -> Services:
    """Where the server at *query*, which is asked for its name, takes updates and graphs."""
    endpoint = Endpoint(replace(query, graph=None))
    endpoint.query("ASK {}")

    return services(endpoint.address, endpoint.server, update_url=way.update_url, store_url=way.store_url)


def _statements(evidence: EvidenceGraph) -> Iterator[Triple]:
    """What the folder of *evidence* says, what follows from it, and its BibTeX as it stands."""
    return chain(evidence.store.triples(), conclusions.triples(evidence), _bibtex(evidence))


def _bibtex(evidence: EvidenceGraph) -> Iterator[Triple]:
    """Each entry and each macro of the bibliography, letter by letter."""
    tables = evidence.store.tables()
    for key, raw in tables.execute("SELECT key, raw FROM entry ORDER BY rowid"):
        yield evidence.store.iri(Study, key), BIBTEX, (raw, TEXT)

    for (raw,) in tables.execute("SELECT raw FROM macro ORDER BY rowid"):
        yield evidence.store.base, BIBTEX_STRINGS, (raw, TEXT)
