"""The child process that answers one SPARQL query: it can be ended, and opens neither file nor address.

On standard input comes one line of JSON, the request, and then the data as N-Triples, as many bytes as the
request says; it stays open, and when it ends the parent has gone, and so goes the child. On standard
output goes one JSON document: the answer, or why there is none. A term is ``[text, datatype]``, an IRI
or blank node ``[text, null]``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples, RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ANSWER = 100_000_000
LOADING = 4 << 30
"""Bytes that the data may take; what the query takes comes on top and has its own limit."""
GRACE = 5
PR_SET_PDEATHSIG = 1
SHORT = "Cannot allocate memory"
DAMAGED = "Corruption"
"""What RocksDB says of a store whose files are not as they were written."""


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    _end_with_the_parent(request.get("parent"))
    meter = _Meter()
    data = sys.stdin.buffer.read(request.get("size", -1))
    if "size" in request:
        Thread(target=_wait_for_the_end, daemon=True).start()

    try:
        if "store" in request:
            stored_data = Store.read_only(request["store"])
        else:
            stored_data = None
    except (OSError, RuntimeError, ValueError) as error:
        answer: dict[str, Any] = {"store": str(error)}
    else:
        _shut_in(request["seconds"])
        store = stored_data or _load(data)
        answer = _answer(request, store, held=0 if stored_data else meter.growth())

    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


class _Meter:
    """How much memory of this process's own has grown, as far as the system tells."""

    def __init__(self) -> None:
        self._before = 0
        try:
            self._file: int | None = os.open("/proc/self/statm", os.O_RDONLY)  # nothing can be opened later
        except OSError:
            self._file = None

        self._before = self.growth()

    def growth(self) -> int:
        """So many bytes more than at first; these are what RLIMIT_DATA counts."""
        if self._file is None:
            return 0

        pages = int(os.pread(self._file, 200, 0).split()[5])

        return pages * os.sysconf("SC_PAGE_SIZE") - self._before


def _end_with_the_parent(parent: int | None) -> None:
    """Let Linux kill this process when its *parent* ends, also while the engine lets no thread run."""
    if parent is None or sys.platform != "linux":
        return

    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be said
        os._exit(1)


def _wait_for_the_end() -> None:
    """End when the other end of standard input is closed: the parent has gone, or wants no answer."""
    while os.read(0, 1):
        pass

    os._exit(1)


def _shut_in(seconds: float) -> None:
    """Let the operating system refuse every new file and socket, and end what outlives its parent."""
    _limit("CORE", 0)
    _limit("CPU", int(seconds) + GRACE)
    _limit("NOFILE", 0)
    _limit("DATA", LOADING)


def _limit(name: str, value: int) -> None:
    """Set a limit of the operating system; none becomes wider than it is."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the refusals and the time limit hold there too
        return

    limit = getattr(resource, f"RLIMIT_{name}")
    hard = resource.getrlimit(limit)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(limit, (value, hard if name == "DATA" else value))
    except (OSError, ValueError):
        return


def _load(data: bytes) -> Store:
    """The *data* in memory."""
    store = Store()
    store.load(data, format=RdfFormat.N_TRIPLES)

    return store


def _answer(request: dict[str, Any], store: Store, *, held: int) -> dict[str, Any]:
    """The answer from the *store*, which has *held* so many bytes before it was asked."""
    _limit("DATA", request["memory"] + held)
    _limit("AS", request["memory"] + held + LOADING)  # should the system not count the other
    try:
        return _results(store.query(request["bound"], prefixes=request["prefixes"]))
    except SyntaxError as error:
        return {"syntax": _in_original(request) or str(error)}
    except MemoryError:
        return {"memory": True}
    except (OSError, RuntimeError, ValueError) as error:
        message = str(error)
        if SHORT in message:
            return {"memory": True}
        if "store" in request and (isinstance(error, OSError) or DAMAGED in message):
            return {"store": message}

        return {"engine": message or type(error).__name__}


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
        return {"triples": list(_bind(rows))}

    columns = [variable.value for variable in results.variables]

    return {"columns": columns, "rows": list(_bind([_term(t) for t in row] for row in results))}


def _bind(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
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
