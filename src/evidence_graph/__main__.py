"""The process of the command ``evidence-graph``, also by ``python -m evidence_graph``."""

import gc
import signal
import sys
from typing import NoReturn

SELDOM = 50_000
"""Garbage is looked for after so many new objects: importing makes thousands, and all of them stay."""


ENDS = ("SIGTERM", "SIGHUP")
"""Told to end, and the terminal hangs up; Windows knows the first alone."""


def run() -> int:
    """Answer the arguments of the process; its exit status."""
    gc.set_threshold(SELDOM)
    for name in ENDS:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end)

    from evidence_graph.cli import main

    status = main()
    gc.freeze()  # what is left goes with the process: nobody needs to look through it first

    return status


def run_pandoc_filter() -> int:
    """Answer pandoc, which starts a filter by its name alone, with the format it writes behind it."""
    sys.argv.insert(1, "pandoc-filter")

    return run()


def _end(number: int, _: object) -> NoReturn:
    """End on a signal as on an error: what was made aside is removed, and what was started ends too."""
    sys.exit(128 + number)  # so a shell tells this end


if __name__ == "__main__":
    sys.exit(run())
