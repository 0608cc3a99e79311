"""A graph in the place of another: loaded in parts aside, counted, and then put where the other is read.

In come the `Content` and the name of the graph that it becomes::

    Loader(services).replace("https://example.org/tea/", content)

Readers see the old graph or the new one, never half of one: the last step is a single update. What was
loaded stays when the work is interrupted, so that it goes on where it stopped.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import count, islice
from typing import TYPE_CHECKING

from evidence_graph.endpoint.calls import Call
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.endpoint.replies import TRIPLES
from evidence_graph.errors import EndpointError
from evidence_graph.vocabulary import CONTENT_HASH, STAGING, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evidence_graph.endpoint.content import Content
    from evidence_graph.endpoint.paging import Row
    from evidence_graph.endpoint.services import Services
    from evidence_graph.sparql.execution import Term

    Told = Callable[[int, int], None]
    """Hears how many statements of how many have arrived."""

PART = f"{STAGING}part"
"""Says in a graph that is being loaded which parts are there; the part -1 says that it was begun."""

STORE, UPDATE = "store", "update"
LINES = {STORE: 10_000, UPDATE: 500}
"""Statements in one request; Virtuoso compiles an update, and does not take many more of them."""

UNKNOWN = {400, 404, 405, 406, 415, 501}
"""Answers of a server that does not know the Graph Store Protocol at this address."""

STEP, LAST = 120.0, 3600.0
"""Time limits in seconds: of one part, and of putting a graph in the place of another."""


class Loader:
    """Loads graphs by *protocol*: ``store``, ``update``, or ``auto`` for the first of them that works."""

    def __init__(self, services: Services, protocol: str = "auto") -> None:
        self._services, self._protocol = services, protocol
        self._place = services.query.url
        self._query = Endpoint(services.query, timeout=STEP)
        self._update = Endpoint(services.update, timeout=STEP)
        self._store = Endpoint(services.store, timeout=STEP) if services.store else None

    def published(self, target: str) -> tuple[str, int]:
        """The fingerprint of what is published as the graph *target*, and how many statements are there."""
        rows = self._query.select("?o", f"GRAPH <{target}> {{ ?s <{CONTENT_HASH}> ?o }}").rows
        marks = [text for [(text, _)] in _whole_rows(rows)]
        fingerprint = marks[0] if len(marks) == 1 else ""

        return fingerprint, self._count(target)

    def replace(self, target: str, content: Content, told: Told | None = None) -> None:
        """Put *content* in the place of the graph *target*.

        Raises EndpointError; the graph is then as it was.
        """
        ours = f"{STAGING}{sha256(target.encode()).hexdigest()[:16]}:"
        name = f"{ours}{content.fingerprint[:32]}"
        protocol = self._begin(f"{name}:{STORE}")
        aside = f"{name}:{protocol}"
        for rest in self._loading(ours) - {aside}:
            self._drop(rest)

        arrived = self._fill(aside, content, protocol, told)
        if arrived != content.count:
            # Something of an earlier try has gone meanwhile: once more from the beginning.
            self._drop(aside)
            arrived = self._fill(aside, content, protocol, told)

        if arrived != content.count:
            reason = f"{arrived:,} of {content.count:,} statements arrived; does somebody else publish there?"
            raise EndpointError(self._place, f"{reason} The graph {target} is as it was.")

        self._put_in_place(aside, target, content)

    def _begin(self, aside: str) -> str:
        """The protocol to be used, after a first statement by the Graph Store Protocol if need be."""
        if self._protocol == STORE and self._store is None:
            reason = "it is not known where this server takes graphs; name the address with Way(store_url=)"
            raise EndpointError(self._place, f'{reason}, or use Way("update").')

        if self._protocol != "auto":
            return self._protocol
        if self._store is None:
            return UPDATE

        try:
            self._add(STORE, aside, _mark(aside, -1))
        except EndpointError as error:
            if error.status in UNKNOWN:
                return UPDATE

            raise

        return STORE

    def _fill(self, aside: str, content: Content, protocol: str, told: Told | None) -> int:
        """Load what of *content* is not yet in the graph *aside*; how many statements are there then."""
        rows = self._query.select("?o", f"GRAPH <{aside}> {{ ?s <{PART}> ?o }}", part="").rows
        arrived = {text for [(text, _)] in _whole_rows(rows)}

        lines, sent = content.lines(), 0
        for number in count():
            part = list(islice(lines, LINES[protocol]))
            if not part:
                break

            if str(number) not in arrived:
                self._add(protocol, aside, "".join([*part, _mark(aside, number)]))

            sent += len(part)
            if told:
                told(sent, content.count)

        marks = self._query.count(f"GRAPH <{aside}> {{ <{aside}> <{PART}> ?o }}")

        return self._count(aside) - marks

    def _put_in_place(self, aside: str, target: str, content: Content) -> None:
        """Let the graph *aside*, which holds *content*, become the graph *target*.

        Done a second time it would empty *target*: there is no graph aside any more, and to some servers a
        graph that is not there is an empty one. So it is asked for once, and looked at when no answer came.
        """
        clean = f"DELETE WHERE {{ GRAPH <{aside}> {{ <{aside}> <{PART}> ?number }} }}"
        move = f"{clean} ;\nMOVE GRAPH <{aside}> TO GRAPH <{target}>"
        try:
            self._update.update(move, timeout=LAST, repeatable=False)
        except EndpointError:
            if self.published(target) != (content.fingerprint, content.count):
                raise

        self._look_at(target, content)

    def _look_at(self, target: str, content: Content) -> None:
        """Make sure that the graph *target* now holds *content*."""
        fingerprint, count = self.published(target)
        if fingerprint != content.fingerprint or count != content.count:
            reason = f"the graph {target} was replaced, but holds {count:,} statements"
            raise EndpointError(self._place, f"{reason} instead of {content.count:,}. Publish again.")

    def _add(self, protocol: str, graph: str, lines: str) -> None:
        if protocol == UPDATE or self._store is None:
            self._update.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}}} }}", timeout=STEP)
            return

        call = Call(self._services.graph(graph), lines.encode(), headers={"Content-Type": TRIPLES})
        self._store.send(call, timeout=STEP)

    def _drop(self, graph: str) -> None:
        self._update.update(f"DROP SILENT GRAPH <{graph}>", timeout=LAST)

    def _loading(self, start: str) -> set[str]:
        """The graphs named below *start* whose loading was begun."""
        rows = self._query.select("DISTINCT ?g", f"GRAPH ?g {{ ?s <{PART}> ?o }}").rows

        return {graph for [(graph, _)] in _whole_rows(rows) if graph.startswith(start)}

    def _count(self, graph: str) -> int:
        return self._query.count(f"GRAPH <{graph}> {{ ?s ?p ?o }}")


def _whole_rows(rows: Iterable[Row]) -> Iterator[list[Term]]:
    """Those of *rows* in which every column has a term."""
    for row in rows:
        terms = [term for term in row if term is not None]
        if len(terms) == len(row):
            yield terms


def _mark(graph: str, number: int) -> str:
    return f'<{graph}> <{PART}> "{number}"^^<{XSD}integer> .\n'
