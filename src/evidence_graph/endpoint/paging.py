"""The statements of a graph behind an endpoint, fetched in pages until all are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence_graph.endpoint.client import Endpoint
    from evidence_graph.engine.sparql import Term, Triple

Row = tuple["Term | None", ...]

PAGE = 50_000
MAX_TRIPLES = 2_000_000
MAX_ROWS = 10_000_000
SURELY_WHOLE = 1000
"""No server cuts an answer that is shorter than this; a longer one is counted."""

AT_ONCE = 200
"""So many records are asked for by name in one request."""


class Statements:
    """What an endpoint's graph says, as rows of terms."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    @property
    def place(self) -> str:
        """Where they come from."""
        return str(self._endpoint.address)

    def rows(self, columns: str, pattern: str) -> list[Row]:
        """All rows of *columns* that *pattern* gives, each once.

        Raises EndpointError when the endpoint gives fewer than there are.
        """
        found = list(self._page(columns, pattern, 0))
        if len(found) >= SURELY_WHOLE:
            found = self._rest(columns, pattern, found)
        return list(dict.fromkeys(found))

    def count(self, pattern: str) -> int:
        """How many rows *pattern* gives."""
        return self._endpoint.count(pattern)

    def holds(self, pattern: str) -> bool:
        """Whether there is anything that *pattern* fits."""
        return bool(self._endpoint.query(f"ASK {{ {pattern} }}").holds)

    def about(self, iris: Sequence[str], *, prop: str | None = None) -> list[Row]:
        """Subject, property and value of all that is said of *iris*, or of what is said with *prop*."""
        said = "?s ?p ?o" if prop is None else f"{among('p', [prop])} ?s ?p ?o"
        found: list[Row] = []
        for start in range(0, len(iris), AT_ONCE):
            found += self.rows("?s ?p ?o", f"{among('s', iris[start : start + AT_ONCE])} {said}")
        return found

    def triples(self, *, without: Iterable[str]) -> list[Triple]:
        """All triples but those with the properties *without*.

        Raises EndpointError when there are too many for one answer.
        """
        unwanted = ", ".join(f"<{iri}>" for iri in without)
        pattern = f"?s ?p ?o FILTER(?p NOT IN ({unwanted}))"
        total = self.count(pattern)
        if total > MAX_TRIPLES:
            reason = (
                f"it holds {total:,} statements, more than the limit of {MAX_TRIPLES:,} for one rdflib graph"
            )
            raise EndpointError(self.place, f"{reason}. Ask for a part of them with a CONSTRUCT query.")
        found: dict[Triple, None] = {}
        while len(found) < total:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }} LIMIT {PAGE} OFFSET {len(found)}"
            page = self._endpoint.page(query).triples or ()
            before = len(found)
            found.update(dict.fromkeys(page))
            if len(found) == before:
                raise self._fewer(before, total)
        return list(found)

    def _rest(self, columns: str, pattern: str, found: list[Row]) -> list[Row]:
        """*found* and the pages after it, until all rows are there or a page has nothing new."""
        total = self.count(pattern)
        if total > MAX_ROWS:
            reason = (
                f"it says that it has {total:,} rows for one question, more than the limit of {MAX_ROWS:,}"
            )
            raise EndpointError(self.place, f"{reason}. Load the data folder itself.")
        pages, seen = 1, set(found)
        while len(found) < total and (page := self._page(columns, pattern, len(found))):
            known = len(seen)
            seen.update(page)
            if len(seen) == known:
                break
            found += page
            pages += 1
        whole = len(found) if pages == 1 or self._endpoint.address.graph is None else len(seen)
        if whole < total:
            raise self._fewer(whole, total)
        return found

    def _fewer(self, found: int, total: int) -> EndpointError:
        reason = f"it gave {found:,} of {total:,} rows; its data changed meanwhile, or it cuts its answers"
        return EndpointError(self.place, f"{reason}. Try again.")

    def _page(self, columns: str, pattern: str, offset: int) -> Sequence[Row]:
        skipped = f" OFFSET {offset}" if offset else ""
        return self._endpoint.select(columns, pattern, part=f" LIMIT {PAGE}{skipped}").rows


def among(variable: str, iris: Iterable[str]) -> str:
    """That *variable* is one of *iris*; what is no IRI is left out."""
    from evidence_graph.engine.sparql import NO_IRI

    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris if not NO_IRI.search(iri))} }}"


def iris(rows: Iterable[Row]) -> Iterator[str]:
    """The IRIs of the first column."""
    for row in rows:
        term = row[0]
        if term and term[1] is None and not term[0].startswith("_:"):
            yield term[0]
