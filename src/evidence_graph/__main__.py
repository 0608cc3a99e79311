"""The process of the command ``evidence-graph``, also by ``python -m evidence_graph``."""

import gc
import signal
import sys
from typing import NoReturn

SELDOM = 50_000
"""Garbage is looked for after so many new objects: importing makes thousands, and all of them stay."""


TERMINATED = 128 + signal.SIGTERM
"""The exit status by which a shell tells this end."""


def run() -> int:
    """Answer the arguments of the process; its exit status."""
    gc.set_threshold(SELDOM)
    signal.signal(signal.SIGTERM, _end)
    from evidence_graph.cli import main

    status = main()
    gc.freeze()  # what is left goes with the process: nobody needs to look through it first
    return status


def _end(*_: object) -> NoReturn:
    """End on SIGTERM as on an error: what was made aside is removed, and what was started ends too."""
    sys.exit(TERMINATED)


if __name__ == "__main__":
    sys.exit(run())
