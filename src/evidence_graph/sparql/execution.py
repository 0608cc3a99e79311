"""SPARQL 1.1 over given triples, in a child process that is ended at its time limit."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from evidence_graph.errors import RefusedQuery
from evidence_graph.sparql import query_text as sparql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Term = tuple[str, str | None]
"""``(iri, None)``, ``(text, datatype IRI)``, ``(text, "@en")``, or ``("_:label", None)``."""
Triple = tuple[str, str, Term]

TIMEOUT = 30.0
LONGEST = 86_400.0
MEMORY = 1_000_000_000
"""Bytes that a query may use unless told otherwise, beside the data themselves."""
LEAST_MEMORY = 100_000_000
"""What the engine takes before it has done anything, twice."""

WORKER = "evidence_graph.sparql.worker"
STRING = "http://www.w3.org/2001/XMLSchema#string"

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
NO_IRI = re.compile(r'[<>"{}|^`\\\x00-\x20]')
EXPECTED = re.compile(r'"(?:\\.|[^"\\])*"|[^,\s"\[\]][^,\[\]]*')
CHARACTER_CLASS = re.compile(r"\[(?:_|'[^\]]*)\]")
NEVER_MIND = {"<unreported>", "OPTIONAL", "DISTINCT"}
"""What the parser names when it has nothing better to say."""


OUT_OF_MEMORY = (
    "memory allocation",  # Rust
    "MemoryError",  # Python
    "bad_alloc",  # C++
    "Cannot allocate memory",  # the system
    "Resource temporarily unavailable",  # a thread that cannot be started
    "failed to map segment",  # a library that cannot be loaded
)
"""What a process says at its end that had no more memory."""


class UnreadableStore(Exception):  # noqa: N818 - whoever named the store answers without it
    """The store on disk is damaged, or none."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or whether an ASK holds."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    holds: bool | None = None


def run(
    query: str,
    data: Iterable[Triple] | Path,
    *,
    given: Mapping[str, Term] | None = None,
    prefixes: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
) -> QueryResult:
    """The answer of *query* over *data*, its variables *given* held to their terms.

    *data* are triples, or the folder of a store on disk; *prefixes* are known to the query without being
    written out; it may take *timeout* seconds and *memory* bytes beside the data.
    Raises RefusedQuery where the query would reach out or write, is broken, or takes too much, and
    UnreadableStore where there is no store on disk that can be read.
    """
    refuse_limit(timeout)
    refuse_memory(memory)
    known_prefixes = dict(prefixes or {})
    request = {
        "query": query,
        "bound": bind(query, given or {}, prefixes=known_prefixes),
        "prefixes": known_prefixes,
        "seconds": timeout,
        "memory": memory,
        "parent": os.getpid(),
    }
    if isinstance(data, Path):
        request["store"] = str(data)

    if isinstance(data, Path):
        body = b""
    else:
        body = "".join(lines(data)).encode()

    request["size"] = len(body)
    head = json.dumps(request, ensure_ascii=True).encode() + b"\n"
    answer = _ask_child(head + body, timeout)
    if "memory" in answer:
        raise RefusedQuery(too_much(memory))
    if "store" in answer:
        raise UnreadableStore(answer["store"])
    if "syntax" in answer:
        raise _broken(query, answer["syntax"])
    if "engine" in answer:
        raise RefusedQuery(f"The query engine cannot answer it: {answer['engine'].rstrip('.')}.")

    return _result(answer)


def bind(query: str, given: Mapping[str, Term], *, prefixes: Mapping[str, str]) -> str:
    """*query* with its variables *given* held to their terms.

    Raises RefusedQuery where it would reach out or write, or is broken.
    """
    sparql_text.refuse(query, prefixes=prefixes)

    return sparql_text.bind(query, {name: _bindable(term) for name, term in given.items()})


def refuse_limit(seconds: float) -> None:
    """Refuse a time limit that is none.

    Raises RefusedQuery.
    """
    if not 0 < seconds <= LONGEST:
        reason = f"Its time limit is {seconds:g} seconds, but has to lie between 0 and {LONGEST:,.0f}."
        raise RefusedQuery(reason)


def refuse_memory(size: int) -> None:
    """Refuse a limit of memory in which no query can be answered.

    Raises RefusedQuery.
    """
    if size < LEAST_MEMORY:
        reason = (
            f"Its limit of memory is {_megabytes(size)}, but has to be {_megabytes(LEAST_MEMORY)} or more."
        )
        raise RefusedQuery(reason)


def too_much(memory: int) -> str:
    """Why there is no answer within so much *memory*."""
    limit = _megabytes(memory)

    return f"It needs more than {limit} of memory. Narrow it, add a LIMIT, or allow more with memory=."


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def too_long(seconds: float) -> str:
    """Why there is no answer after so many *seconds*."""
    return f"It was ended at its time limit of {seconds:g} seconds. Narrow it, or allow more with timeout=."


def _ask_child(request: bytes, timeout: float) -> dict[str, Any]:
    """What the child says to *request*; it is killed when it takes longer than *timeout*.

    Its standard input stays open while it works: when this process ends, however it ends, the child sees it.
    """
    home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    child = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours; the query goes to its input
        [sys.executable, "-P", "-m", WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    )
    with child, _held_open(child) as line:
        try:
            with suppress(BrokenPipeError):  # it broke down, and says why
                line.write(request)
                line.flush()

            output, complaint = child.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise RefusedQuery(too_long(timeout)) from None
        finally:
            child.kill()

    if child.returncode != 0:
        return _crash_report(child.returncode, complaint.decode(errors="replace"))

    answer: dict[str, Any] = json.loads(output)

    return answer


def is_out_of_memory(complaint: str) -> bool:
    """Whether a process that ends with *complaint* had no more memory, or no room for a thread."""
    return any(sign in complaint for sign in OUT_OF_MEMORY)


def end_of(status: int) -> str:
    """How a process ended whose exit *status* is not 0."""
    if status < 0:
        return signal.Signals(-status).name

    return f"status {status}"


@contextmanager
def _held_open(child: subprocess.Popen[bytes]) -> Iterator[IO[bytes]]:
    """The standard input of *child*, which nobody closes before the end."""
    line, child.stdin = child.stdin, None
    assert line is not None  # noqa: S101 - it was asked for
    try:
        yield line
    finally:
        with suppress(BrokenPipeError):
            line.close()


def _crash_report(status: int, said: str) -> dict[str, Any]:
    """That memory was short, if the child ended for that.

    Raises RefusedQuery for any other end.
    """
    if is_out_of_memory(said):
        return {"memory": True}

    last = said.strip().rpartition("\n")[2]
    how = f"{end_of(status)}: {last}" if last else end_of(status)
    raise RefusedQuery(f"The query engine broke down over it ({how}). Make it shorter, or nest it less.")


def _result(answer: dict[str, Any]) -> QueryResult:
    if "holds" in answer:
        return QueryResult(holds=answer["holds"])
    if "triples" in answer:
        return QueryResult(triples=tuple((s[0], p[0], (o[0], o[1])) for s, p, o in answer["triples"]))

    rows = tuple(tuple((t[0], t[1]) if t else None for t in row) for row in answer["rows"])

    return QueryResult(tuple(answer["columns"]), rows)


def _broken(query: str, complaint: str) -> RefusedQuery:
    """The parser's complaint with its place and what it expected there."""
    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", complaint, re.DOTALL)
    if match is None:
        return RefusedQuery(f"It is not SPARQL 1.1: {complaint}")

    names = [name.strip() for name in EXPECTED.findall(CHARACTER_CLASS.sub("", match[3]))]
    sentence = next((name for name in names if " " in name and name[0] not in "\"'"), "")
    marks, words = [n for n in names if n[0] == '"'], [n for n in names if n.isalpha()]
    if marks or sentence or not words:
        length = 0
    else:
        length = min(map(len, words))

    place = max(0, _offset(query, int(match[1]), int(match[2])) - length)
    expected = marks or sorted(word for word in words if len(word) == length and word not in NEVER_MIND)
    if expected:
        hint = f"expected was {' or '.join(expected)}"
    else:
        hint = ""

    rest_of_line = query[place : place + 30].partition("\n")[0].strip()
    if rest_of_line:
        what_is_wrong = f"{rest_of_line!r} cannot stand here"
    else:
        what_is_wrong = "Something is missing here"

    reason = sentence or "; ".join(filter(None, (what_is_wrong, hint)))
    line, column = sparql_text.place(query, place)

    return RefusedQuery(f"{reason}.", line=line, column=column)


def _offset(query: str, line: int, column: int) -> int:
    """Where in *query* the parser stopped; where a keyword failed, it stops behind the keyword's length."""
    lines = query.split("\n")

    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1


def lines(triples: Iterable[Triple]) -> Iterator[str]:
    """The *triples* as N-Triples, a line each."""
    for subject, predicate, term in triples:
        yield f"{_node(subject)} <{predicate}> {write_term(term)} .\n"


def _bindable(term: Term) -> str:
    """The term as SPARQL writes it; one that would end before its end is none."""
    iri = term[0] if term[1] is None else term[1]
    if NO_IRI.search(iri):
        raise ValueError(f"{iri!r} is no IRI")

    return write_term(term)


def write_term(term: Term) -> str:
    """The term as N-Triples, and so SPARQL, write it."""
    text, datatype = term
    if datatype is None:
        return _node(text)

    literal = f'"{text.translate(ESCAPES)}"'
    if datatype.startswith("@"):
        return literal + datatype
    if datatype == STRING:
        return literal

    return f"{literal}^^<{datatype}>"


def _node(text: str) -> str:
    return text if text.startswith("_:") else f"<{text}>"
