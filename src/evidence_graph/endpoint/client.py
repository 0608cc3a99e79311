"""A SPARQL 1.1 endpoint: queries asked of one of its graphs, and updates, over HTTP.

In come an address and a query, out goes a `Result` of terms::

    Endpoint(address.read("http://localhost:7878/query")).query("SELECT ?x { ?s ?p ?x }").rows
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from evidence_graph.endpoint import replies
from evidence_graph.endpoint.address import GRAPH
from evidence_graph.endpoint.calls import Call, Caller
from evidence_graph.errors import EndpointError, EndpointTimeout, RefusedQuery
from evidence_graph.sparql import execution, query_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.endpoint.address import Address
    from evidence_graph.endpoint.calls import Reply
    from evidence_graph.sparql.execution import QueryResult, Term

FORM = "application/x-www-form-urlencoded"
NO_GRAPH = "urn:evidence-graph:none"
"""Named as the only named graph, so that ``GRAPH ?g`` finds nothing of what others keep in the store."""

LIMITS = {"virtuoso": 1000, "fuseki": 1}
"""What a second is in the parameter ``timeout``, by what a server calls itself."""

WHO = "it wants to know who asks; put user and password into the environment or ~/.netrc, see docs/remote.md"
ELSEWHERE = "the address is that which takes queries, such as http://localhost:7878/query, see docs/remote.md"
REASONS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: WHO,
    HTTPStatus.FORBIDDEN: "it does not allow this",
    HTTPStatus.NOT_FOUND: f"it answered 404; {ELSEWHERE}",
    HTTPStatus.METHOD_NOT_ALLOWED: f"it answered 405; {ELSEWHERE}",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: f"it answered 415; {ELSEWHERE}",
}
"""What a refusal means to whoever asked; of others their number is told."""


class Endpoint:
    """Answers queries over one graph of an endpoint, the default one where none is named."""

    def __init__(self, address: Address, *, timeout: float = execution.TIMEOUT) -> None:
        self.address = address
        self.timeout = timeout
        self._caller = Caller(address)
        self.server = ""

    def ask(
        self,
        query: str,
        *,
        given: Mapping[str, Term] | None = None,
        prefixes: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> QueryResult:
        """The answer to somebody's *query*, its variables *given* held to their terms.

        *prefixes* are known to the query without being written out; it may take *timeout* seconds.
        Raises RefusedQuery as `evidence_graph.sparql.execution.run` does, EndpointError where the endpoint
        does not answer.
        """
        namespaces = dict(prefixes or {})
        seconds = self.timeout if timeout is None else timeout
        execution.refuse_limit(seconds)
        bound = execution.bind(query, given or {}, prefixes=namespaces)

        try:
            return self.query(query_text.declare(bound, namespaces), timeout=seconds)
        except EndpointTimeout:
            raise RefusedQuery(execution.too_long(seconds)) from None
        except EndpointError as error:
            if error.status == HTTPStatus.BAD_REQUEST:
                self._tell_slip(query, given or {}, namespaces, seconds)

            raise

    def query(self, query: str, *, timeout: float | None = None) -> QueryResult:
        """The answer to *query*, sent as it is.

        Raises EndpointError with what the endpoint says itself, and where it leaves out a part.
        """
        reply = self._reply(query, self.timeout if timeout is None else timeout)
        result = self._read(query, reply)
        replies.refuse_cut(reply, result, self.address.url)

        return result

    def page(self, query: str) -> QueryResult:
        """The answer to *query*, or as many of its first rows as the endpoint gives at once."""
        return self._read(query, self._reply(query, self.timeout))

    def select(self, columns: str, pattern: str, *, part: str | None = None) -> QueryResult:
        """The rows of *columns* that *pattern* gives, or such a *part* of them as the endpoint gives at once.

        Raises EndpointError, also where the answer has other columns.
        """
        query = f"SELECT {columns} WHERE {{ {pattern} }}"
        if part is None:
            result = self.query(query)
        else:
            result = self.page(f"{query}{part}")

        names = tuple(re.findall(r"\?(\w+)", columns))
        if result.columns != names:
            others = ", ".join(result.columns)[:100] or "none"
            reason = f"it answered with the columns {others} instead of {', '.join(names)}."
            raise EndpointError(self.address.url, reason)

        return result

    def count(self, pattern: str) -> int:
        """How many rows *pattern* gives."""
        return replies.count(self.select("(COUNT(*) AS ?n)", pattern), self.address.url)

    def update(self, update: str, *, timeout: float, repeatable: bool = True) -> None:
        """Carry out *update*, again where the endpoint is busy, unless it is not *repeatable*.

        Raises EndpointError with what the endpoint says itself.
        """
        call = self._form({"update": update}, accept="*/*", repeatable=repeatable)
        self.send(call, timeout=timeout)

    def send(self, call: Call, *, timeout: float) -> Reply:
        """The reply to a *call*, such as one of the Graph Store Protocol.

        Raises EndpointError with what the endpoint says itself.
        """
        reply = self._caller.send(call, seconds=timeout)
        self.server = reply.header("server").lower()
        if reply.status < HTTPStatus.MULTIPLE_CHOICES:
            return reply

        words = replies.words(reply)
        reason = REASONS.get(reply.status, f"it answered {reply.status}")
        if words:
            sentence = f"{reason}. It says: {words}"
        else:
            sentence = f"{reason}."

        raise EndpointError(self.address.url, sentence, status=reply.status, said=words)

    def _reply(self, query: str, seconds: float) -> Reply:
        form = {"query": query}
        if self.address.graph:
            form[GRAPH] = self.address.graph
            if any(token.word == "GRAPH" for token in query_text.tokens(query)):
                form["named-graph-uri"] = NO_GRAPH

        form |= self._limit(seconds)

        accept = f"{replies.TRIPLES}, text/turtle;q=0.5"
        if query_text.gives_rows(query):
            accept = replies.ROWS

        return self.send(self._form(form, accept=accept), timeout=seconds)

    def _read(self, query: str, reply: Reply) -> QueryResult:
        if query_text.gives_rows(query):
            read = replies.rows
        else:
            read = replies.triples

        return read(reply, self.address.url)

    def _form(self, form: Mapping[str, str], *, accept: str, repeatable: bool = True) -> Call:
        headers = {"Content-Type": FORM, "Accept": accept}
        return Call(self.address.url, urlencode(form).encode(), headers=headers, repeatable=repeatable)

    def _limit(self, seconds: float) -> dict[str, str]:
        """The time limit in the way this server takes it; others get none, and the call is ended here."""
        for name, unit in LIMITS.items():
            if name in self.server:
                return {"timeout": str(round(seconds * unit))}

        return {}

    def _tell_slip(
        self, query: str, given: Mapping[str, Term], prefixes: Mapping[str, str], seconds: float
    ) -> None:
        """Say where *query* is no SPARQL, as it is said of data at hand, if that is why it was refused."""
        try:
            execution.run(query, (), given=given, prefixes=prefixes, timeout=seconds)
        except RefusedQuery as error:
            if error.line is not None:
                raise
