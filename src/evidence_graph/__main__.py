"""The process of the command ``evidence-graph``, also by ``python -m evidence_graph``."""

import signal
import sys
from typing import NoReturn

from evidence_graph import garbage

ENDS = ("SIGTERM", "SIGHUP")
"""Told to end, and the terminal hangs up; Windows knows the first alone."""


def run() -> int:
    """Answer the arguments of the process; its exit status."""
    garbage.collect_seldom()
    for name in ENDS:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end)

    from evidence_graph.cli import main

    status = main()
    garbage.leave_the_rest()

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
