"""The Oxigraph store of a compiled folder, on disk beside its index.

Started with a path, this module makes the store there of the N-Triples on its standard input. It does so in a
process of its own: where memory or threads run out, the engine ends its process without a word, and that must
not be the one which answers.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from evidence_graph.sparql import execution

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence_graph.sparql.execution import Triple


def write(path: Path, triples: Iterable[Triple], *, named: Path) -> None:
    """Make a store at *path* of the *triples*, which are those of the folder *named*.

    Raises OSError where the process that makes it fails, or is ended by the system.
    """
    command = [sys.executable, "-P", "-m", __name__, str(path)]
    process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
        command,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        with suppress(BrokenPipeError):  # it has failed, and says why
            _feed(process, triples)

        complaint = process.communicate()[1].decode(errors="replace")
    finally:
        process.kill()
        process.communicate()

    if process.returncode != 0:
        raise _failure(process.returncode, complaint, named)


def _feed(process: subprocess.Popen[bytes], triples: Iterable[Triple]) -> None:
    if process.stdin is not None:
        process.stdin.writelines(line.encode() for line in execution.lines(triples))
        process.stdin.flush()


def _failure(status: int, complaint: str, folder: Path) -> OSError:
    """Why there is no store, by what the process said at its end."""
    if execution.is_out_of_memory(complaint):
        reason = "its store for SPARQL needs more memory than there is; allow more (ulimit -v)"
        return OSError(errno.ENOMEM, reason, str(folder))

    last = complaint.strip().rpartition("\n")[2]

    return OSError(errno.EIO, f"its store was not made ({execution.end_of(status)}: {last})", str(folder))


def main() -> None:
    """Make the store at the path that is named."""
    from pyoxigraph import RdfFormat, Store

    store = Store(sys.argv[1])
    store.bulk_load(input=sys.stdin.buffer, format=RdfFormat.N_TRIPLES)
    # Without this the first opening takes as long as the loading.
    store.flush()
    store.optimize()


if __name__ == "__main__":
    main()
