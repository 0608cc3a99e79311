"""The child process that answers one SPARQL query: it can be ended, and opens neither file nor address.

On standard input comes one line of JSON, the request, and then the data as N-Triples. On standard
output goes one JSON document: the answer, or why there is none. A term is ``[text, datatype]``, an IRI
or blank node ``[text, null]``.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples, RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ANSWER = 100_000_000
MAX_MEMORY = 4 << 30
GRACE = 5
DAMAGED = "Corruption"
"""What RocksDB says of a store whose files are not as they were written."""


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        kept = Store.read_only(request["store"]) if "store" in request else None
    except (OSError, RuntimeError, ValueError) as error:
        answer: dict[str, Any] = {"store": str(error)}
    else:
        _shut_in(request["seconds"])
        answer = _answer(request, data, kept)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


def _shut_in(seconds: float) -> None:
    """Let the operating system refuse every new file and socket, and end what outlives its parent."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the refusals and the time limit hold there too
        return
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(seconds) + GRACE,
        resource.RLIMIT_AS: MAX_MEMORY,
        resource.RLIMIT_NOFILE: 0,
    }
    for limit, value in limits.items():
        try:
            resource.setrlimit(limit, (value, value))
        except (OSError, ValueError):
            continue


def _answer(request: dict[str, Any], data: bytes, kept: Store | None) -> dict[str, Any]:
    """The answer from the store that is *kept*, else from *data*."""
    try:
        store = kept or Store()
        if kept is None:
            store.load(data, format=RdfFormat.N_TRIPLES)
        return _results(store.query(request["bound"], prefixes=request["prefixes"]))
    except SyntaxError as error:
        return {"syntax": _in_original(request) or str(error)}
    except (OSError, RuntimeError, ValueError, MemoryError) as error:
        if kept and (isinstance(error, OSError) or DAMAGED in str(error)):
            return {"store": str(error)}
        return {"engine": str(error) or type(error).__name__}


def _in_original(request: dict[str, Any]) -> str:
    """The error at its place in the query as it was written, before values were bound into it."""
    try:
        Store().query(request["query"], prefixes=request["prefixes"])
    except SyntaxError as error:
        return str(error)
    return ""


def _results(results: Any) -> dict[str, Any]:  # noqa: ANN401 - one of three of pyoxigraph's classes
    if isinstance(results, QueryBoolean):
        return {"holds": bool(results)}
    if isinstance(results, QueryTriples):
        rows = ([_term(t.subject), _term(t.predicate), _term(t.object)] for t in results)
        return {"triples": list(_bounded(rows))}
    columns = [variable.value for variable in results.variables]
    return {"columns": columns, "rows": list(_bounded([_term(t) for t in row] for row in results))}


def _bounded(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    size = 0
    for row in rows:
        size += sum(len(term[0]) + 20 for term in row if term) + 20
        if size > MAX_ANSWER:
            raise ValueError(f"The answer is larger than {MAX_ANSWER:,} bytes; add a LIMIT.")
        yield row


def _term(term: Any) -> list[str | None] | None:  # noqa: ANN401 - any of pyoxigraph's terms
    kind = type(term)
    if kind is NamedNode:
        return [term.value, None]
    if kind is Literal:
        return [term.value, f"@{term.language}" if term.language else term.datatype.value]
    return None if term is None else [str(term), None]


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # the answer is given; to take the store apart takes time and could only fail
