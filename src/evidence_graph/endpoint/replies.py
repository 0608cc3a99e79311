"""What an endpoint replied, read: SPARQL results in JSON, triples, and its words about what went wrong.

In comes a `Reply`, out goes a `Result` of terms. What is something else, broken, or only a part of the answer
is an EndpointError that says so in a sentence.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from evidence_graph.endpoint.calls import whole_number
from evidence_graph.errors import BrokenFile, EndpointError
from evidence_graph.limits import turtle
from evidence_graph.sparql.execution import STRING, QueryResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.endpoint.calls import Reply
    from evidence_graph.sparql.execution import Term, Triple

    Row = tuple[Term | None, ...]

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
ROW_KINDS = {ROWS, "application/json"}
TRIPLE_KINDS = {TRIPLES: "N_TRIPLES", "text/plain": "N_TRIPLES", "text/turtle": "TURTLE"}

ASKED = "__ASK_RETVAL"
"""The column in which Virtuoso answers an ASK."""

BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
TRUTHS = {"1": "true", "0": "false"}
"""Stores keep the value of a truth and not its letters; ours are these."""

TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
REPEATED = re.compile(r"\s*SPARQL query:.*", re.DOTALL)
"""Virtuoso repeats the whole query behind its reason."""

SHOWN = 400
MAX_CELLS = 4_000_000
"""More than any 100 MB of results hold; empty rows of two bytes each would fill the memory."""

HALF_A_LETTER = re.compile(rb"\\u[dD][89a-fA-F]")
"""The escape of a surrogate: two make a letter, one makes a text that cannot be written anywhere."""

NESTED = re.compile(rb"^[^\"\n]*<<", re.MULTILINE)

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What comes of JSON that is cut off, or holds something else than SPARQL results."""


def rows(reply: Reply, place: str) -> QueryResult:
    """The rows of a SELECT, or whether an ASK holds.

    Raises EndpointError where the reply is something else, broken, or was cut short by a time limit.
    """
    _refuse_part(reply, place)
    if reply.kind not in ROW_KINDS:
        raise EndpointError(place, _instead(reply, ROWS))
    if reply.body.count(b"{") + reply.body.count(b"[") > MAX_CELLS:
        raise EndpointError(place, f"its answer has more than {MAX_CELLS:,} cells. Narrow the query.")

    try:
        return _result(reply.body)
    except UNREADABLE:
        reason = "its answer is cut off or broken: it is no SPARQL result in JSON"
        raise EndpointError(place, f"{reason}. {_beginning(reply)}") from None


def triples(reply: Reply, place: str) -> QueryResult:
    """The triples of a CONSTRUCT or DESCRIBE.

    Raises EndpointError where the reply is something else, broken, or was cut short by a time limit.
    """
    _refuse_part(reply, place)
    if reply.kind not in TRIPLE_KINDS:
        raise EndpointError(place, _instead(reply, TRIPLES))

    syntax = TRIPLE_KINDS[reply.kind]
    if NESTED.search(reply.body) or (syntax == "TURTLE" and b"<<" in reply.body):
        # Nested deep enough, they end the process of the parser.
        raise EndpointError(place, "its answer holds triples within triples, which are RDF 1.2.")

    try:
        turtle.refuse(reply.body, place)
        return QueryResult(triples=tuple(_triples(reply.body, syntax)))
    except BrokenFile as error:
        raise EndpointError(place, f"line {error.line} of its answer: {error.reason}") from None
    except SyntaxError as error:
        raise EndpointError(place, f"its triples are cut off or broken ({error}).") from None


def refuse_cut(reply: Reply, result: QueryResult, place: str) -> None:
    """Refuse rows of which Virtuoso left out what is more than its configured number.

    Raises EndpointError.
    """
    limit = whole_number(reply.header("x-sparql-maxrows"))
    size = len(result.rows if result.triples is None else result.triples)
    if limit is not None and size >= limit:
        raise EndpointError(place, f"it gives no more than {limit:,} rows. Narrow the query or add a LIMIT.")


def count(result: QueryResult, place: str) -> int:
    """The number that is the only thing in *result*; none at all is nought.

    Raises EndpointError where it is something else.
    """
    if result.rows and result.rows[0]:
        term = result.rows[0][0]
    else:
        term = None

    text = term[0] if term else "0"
    number = whole_number(text)
    if number is None:
        raise EndpointError(place, f"it counts {text[:SHOWN]!r}, which is no number.")

    return number


def words(reply: Reply) -> str:
    """The endpoint's own words about what went wrong, as one line."""
    text = reply.body.decode("utf-8", errors="replace")
    if reply.kind == "text/html" or text.lstrip().startswith("<"):
        text = unescape(TAG.sub(" ", text))

    line = " ".join(REPEATED.sub("", text).split())
    if len(line) <= SHOWN:
        return line

    return f"{line[:SHOWN]}…"


def _instead(reply: Reply, kind: str) -> str:
    """That the *reply* is of another kind."""
    reason = f"it answered with {reply.kind or 'something without a media type'} instead of {kind}"

    return f"{reason}; this is not the address for SPARQL queries. {_beginning(reply)}"


def _beginning(reply: Reply) -> str:
    text = words(reply)
    if text:
        return f"It says: {text}"

    return "It says nothing."


def _refuse_part(reply: Reply, place: str) -> None:
    """Virtuoso gives what it has found when its time is over, as if it were all."""
    if reply.header("x-sql-state") == "S1TAT":
        raise EndpointError(place, "its time limit was over before the answer was whole. Narrow the query.")


def _result(body: bytes) -> QueryResult:
    """What SPARQL results in JSON say; raises one of `UNREADABLE` where they are none."""
    document = json.loads(body)
    if HALF_A_LETTER.search(body):
        json.dumps(document, ensure_ascii=False).encode()

    columns = tuple(map(str, document["head"].get("vars", ())))
    if "boolean" in document:
        return QueryResult(holds=bool(document["boolean"]))

    table = tuple(_row(binding, columns) for binding in document["results"]["bindings"])
    if columns == (ASKED,) and len(table) == 1:
        [[term]] = table
        return QueryResult(holds=term is not None and term[0] in {"1", "true"})

    return QueryResult(columns, table)


def _row(binding: Any, columns: tuple[str, ...]) -> Row:  # noqa: ANN401 - whatever stands in the JSON
    return tuple(_term(binding.get(column)) for column in columns)


def _term(cell: Any) -> Term | None:  # noqa: ANN401 - whatever stands in the JSON
    if cell is None:
        return None

    kind, text = cell["type"], cell["value"]
    if not isinstance(text, str):
        raise TypeError(text)
    if kind == "uri":
        return text, None
    if kind == "bnode":
        return f"_:{text}", None
    if "xml:lang" in cell:
        return text, f"@{cell['xml:lang']}"

    return _literal(text, str(cell.get("datatype", STRING)))


def _literal(text: str, datatype: str) -> Term:
    if datatype == BOOLEAN:
        return TRUTHS.get(text, text), datatype

    return text, datatype


def _triples(body: bytes, syntax: str) -> Iterator[Triple]:
    from pyoxigraph import RdfFormat, parse

    for triple in parse(input=body, format=getattr(RdfFormat, syntax)):
        yield _name(triple.subject), triple.predicate.value, _object(triple.object)


def _name(node: Any) -> str:  # noqa: ANN401 - one of pyoxigraph's classes
    """The IRI of a node, or its label, which the parser writes with ``_:`` in front."""
    from pyoxigraph import NamedNode

    if isinstance(node, NamedNode):
        return node.value

    return str(node)


def _object(node: Any) -> Term:  # noqa: ANN401 - one of pyoxigraph's classes
    from pyoxigraph import Literal

    if not isinstance(node, Literal):
        return _name(node), None
    if node.language:
        return node.value, f"@{node.language}"

    return _literal(node.value, node.datatype.value)
