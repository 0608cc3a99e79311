"""The process of the command ``evidence-graph``, also by ``python -m evidence_graph``."""

import gc
import sys

SELDOM = 50_000
"""Garbage is looked for after so many new objects: importing makes thousands, and all of them stay."""


def run() -> int:
    """Answer the arguments of the process; its exit status."""
    gc.set_threshold(SELDOM)
    from evidence_graph.cli import main

    status = main()
    gc.freeze()  # what is left goes with the process: nobody needs to look through it first
    return status


if __name__ == "__main__":
    sys.exit(run())
