"""What an endpoint answers, made of what it sent: SPARQL results in JSON, and triples."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from evidence_graph.endpoint.calls import whole_number
from evidence_graph.engine.sparql import STRING, Result
from evidence_graph.errors import BrokenFile, EndpointError
from evidence_graph.limits import turtle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.endpoint.calls import Reply
    from evidence_graph.engine.sparql import Term, Triple

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


def rows(reply: Reply, place: str) -> Result:
    """The rows of a SELECT, or whether an ASK holds.

    Raises EndpointError where the reply is something else, broken, or was cut short by a time limit.
    """
    _refuse_part(reply, place)
    if reply.kind not in ROW_KINDS:
        raise EndpointError(place, _instead(reply, ROWS))
    if reply.body.count(b"{") + reply.body.count(b"[") > MAX_CELLS:
        raise EndpointError(place, f"its answer has more than {MAX_CELLS:,} cells. Narrow the query.")
    try:
        found = json.loads(reply.body)
        if HALF_A_LETTER.search(reply.body):
            json.dumps(found, ensure_ascii=False).encode()
        columns = tuple(map(str, found["head"].get("vars", ())))
        if "boolean" in found:
            return Result(holds=bool(found["boolean"]))
        bindings = found["results"]["bindings"]
        held = tuple(tuple(_term(row.get(column)) for column in columns) for row in bindings)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        reason = "its answer is cut off or broken: it is no SPARQL result in JSON"
        raise EndpointError(place, f"{reason}. {_beginning(reply)}") from None
    if columns == (ASKED,) and len(held) == 1:
        term = held[0][0]
        return Result(holds=term is not None and term[0] in {"1", "true"})
    return Result(columns, held)


def triples(reply: Reply, place: str) -> Result:
    """The triples of a CONSTRUCT or DESCRIBE.

    Raises EndpointError where the reply is something else, broken, or was cut short by a time limit.
    """
    _refuse_part(reply, place)
    if reply.kind not in TRIPLE_KINDS:
        raise EndpointError(place, _instead(reply, TRIPLES))
    is_turtle = TRIPLE_KINDS[reply.kind] == "TURTLE"
    if NESTED.search(reply.body) or (is_turtle and b"<<" in reply.body):
        # Nested deep enough, they end the process of the parser.
        raise EndpointError(place, "its answer holds triples within triples, which are RDF 1.2.")
    try:
        turtle.refuse(reply.body, place)
        found = tuple(_parsed(reply.body, TRIPLE_KINDS[reply.kind]))
    except BrokenFile as error:
        raise EndpointError(place, f"line {error.line} of its answer: {error.reason}") from None
    except SyntaxError as error:
        raise EndpointError(place, f"its triples are cut off or broken ({error}).") from None
    return Result(triples=found)


def refuse_cut(reply: Reply, result: Result, place: str) -> None:
    """Refuse rows of which Virtuoso left out what is more than its configured number.

    Raises EndpointError.
    """
    most = whole_number(reply.header("x-sparql-maxrows"))
    count = len(result.rows if result.triples is None else result.triples)
    if most is not None and count >= most:
        raise EndpointError(place, f"it gives no more than {most:,} rows. Narrow the query or add a LIMIT.")


def count(result: Result, place: str) -> int:
    """The number that is the only thing in *result*.

    Raises EndpointError where it is something else.
    """
    text = result.rows[0][0][0] if result.rows and result.rows[0] and result.rows[0][0] else "0"
    found = whole_number(text)
    if found is None:
        raise EndpointError(place, f"it counts {text[:SHOWN]!r}, which is no number.")
    return found


def said(reply: Reply) -> str:
    """The endpoint's own words about what went wrong, as one line."""
    text = reply.body.decode("utf-8", errors="replace")
    if reply.kind == "text/html" or text.lstrip()[:1] == "<":
        text = unescape(TAG.sub(" ", text))
    text = " ".join(REPEATED.sub("", text).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _instead(reply: Reply, wanted: str) -> str:
    kind = reply.kind or "something without a media type"
    reason = f"it answered with {kind} instead of {wanted}; this is not the address for SPARQL queries"
    return f"{reason}. {_beginning(reply)}"


def _beginning(reply: Reply) -> str:
    text = said(reply)
    return f"It says: {text}" if text else "It says nothing."


def _refuse_part(reply: Reply, place: str) -> None:
    """Virtuoso gives what it has found when its time is over, as if it were all."""
    if reply.header("x-sql-state") == "S1TAT":
        raise EndpointError(place, "its time limit was over before the answer was whole. Narrow the query.")


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
    return (TRUTHS.get(text, text) if datatype == BOOLEAN else text), datatype


def _parsed(body: bytes, form: str) -> Iterator[Triple]:
    from pyoxigraph import BlankNode, Literal, RdfFormat, parse

    for triple in parse(input=body, format=getattr(RdfFormat, form)):
        subject, found = triple.subject, triple.object
        term: Term
        if isinstance(found, Literal):
            datatype = f"@{found.language}" if found.language else found.datatype.value
            term = _literal(found.value, datatype)
        else:
            term = str(found) if isinstance(found, BlankNode) else found.value, None
        name = str(subject) if isinstance(subject, BlankNode) else subject.value
        yield name, triple.predicate.value, term
