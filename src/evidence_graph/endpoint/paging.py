"""The statements of a graph behind an endpoint, fetched in pages until all are there.

In comes a pattern, out go all rows that it gives, each once. Servers cut long answers without a word, so
what is longer than any server cuts is counted first, and fewer rows than that are an EndpointError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.errors import EndpointError
from evidence_graph.sparql.execution import NO_IRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence_graph.endpoint.client import Endpoint
    from evidence_graph.sparql.execution import Term, Triple

Row = tuple["Term | None", ...]

PAGE = 50_000
MAX_TRIPLES = 2_000_000
MAX_ROWS = 10_000_000
SURELY_WHOLE = 1000
"""A longer answer is counted, for many servers cut at a number like this one and say nothing."""

ROUND = 50
"""A shorter one is counted where its rows are a multiple of this: nobody sets a limit of 187."""

AT_ONCE = 200
"""So many records are asked for by name in one request."""


class Pages:
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
        rows = list(self._page(columns, pattern, 0))
        if len(rows) >= SURELY_WHOLE or (rows and len(rows) % ROUND == 0):
            rows = self._rest(columns, pattern, rows)

        return list(dict.fromkeys(rows))

    def count(self, pattern: str) -> int:
        """How many rows *pattern* gives."""
        return self._endpoint.count(pattern)

    def holds(self, pattern: str) -> bool:
        """Whether there is anything that *pattern* fits."""
        return bool(self._endpoint.query(f"ASK {{ {pattern} }}").holds)

    def about(self, iris: Sequence[str], *, prop: str | None = None) -> list[Row]:
        """Subject, property and value of all that is said of *iris*, or of what is said with *prop*."""
        pattern = "?s ?p ?o"
        if prop is not None:
            pattern = f"{among('p', [prop])} {pattern}"

        rows: list[Row] = []
        for start in range(0, len(iris), AT_ONCE):
            subjects = among("s", iris[start : start + AT_ONCE])
            rows += self.rows("?s ?p ?o", f"{subjects} {pattern}")

        return rows

    def triples(self, *, without: Iterable[str]) -> list[Triple]:
        """All triples but those with the properties *without*.

        Raises EndpointError when there are too many for one answer.
        """
        properties = ", ".join(f"<{iri}>" for iri in without)
        pattern = f"?s ?p ?o FILTER(?p NOT IN ({properties}))"
        total = self.count(pattern)
        if total > MAX_TRIPLES:
            limit = f"more than the limit of {MAX_TRIPLES:,} for one rdflib graph"
            reason = f"it holds {total:,} statements, {limit}. Ask for a part of them with a CONSTRUCT query."
            raise EndpointError(self.place, reason)

        # A dictionary, because it keeps the order and a page may repeat what the one before had.
        triples: dict[Triple, None] = {}
        while len(triples) < total:
            before = len(triples)
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }} LIMIT {PAGE} OFFSET {before}"
            triples.update(dict.fromkeys(self._endpoint.page(query).triples or ()))
            if len(triples) == before:
                raise self._fewer(before, total)

        return list(triples)

    def _rest(self, columns: str, pattern: str, rows: list[Row]) -> list[Row]:
        """*rows* and the pages after them, until all are there or a page has nothing new."""
        total = self.count(pattern)
        if total > MAX_ROWS:
            limit = f"more than the limit of {MAX_ROWS:,}"
            reason = (
                f"it says that it has {total:,} rows for one question, {limit}. Load the data folder itself."
            )
            raise EndpointError(self.place, reason)

        pages, distinct = 1, set(rows)
        while len(rows) < total and (page := self._page(columns, pattern, len(rows))):
            before = len(distinct)
            distinct.update(page)
            if len(distinct) == before:
                break

            rows += page
            pages += 1

        # The default graph may be several, of which each gives the same row.
        is_set = pages > 1 and self._endpoint.address.graph is not None
        size = len(distinct) if is_set else len(rows)
        if size < total:
            raise self._fewer(size, total)

        return rows

    def _fewer(self, size: int, total: int) -> EndpointError:
        reason = f"it gave {size:,} of {total:,} rows; its data changed meanwhile, or it cuts its answers"
        return EndpointError(self.place, f"{reason}. Try again.")

    def _page(self, columns: str, pattern: str, offset: int) -> Sequence[Row]:
        skip = f" OFFSET {offset}" if offset else ""
        return self._endpoint.select(columns, pattern, part=f" LIMIT {PAGE}{skip}").rows


def among(variable: str, iris: Iterable[str]) -> str:
    """That *variable* is one of *iris*; what is no IRI is left out."""
    values = " ".join(f"<{iri}>" for iri in iris if not NO_IRI.search(iri))

    return f"VALUES ?{variable} {{ {values} }}"


def first_iris(rows: Iterable[Row]) -> Iterator[str]:
    """The IRIs of the first column."""
    for term, *_ in rows:
        if term and term[1] is None and not term[0].startswith("_:"):
            yield term[0]
