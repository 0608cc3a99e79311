"""What is said beside an answer while it is worked out: that something was damaged, or what is waited for."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

Hearer = Callable[[str], None]

HEARER: ContextVar[Hearer | None] = ContextVar("hearer", default=None)
"""Who hears a sentence; where nobody is named it goes to ``logging``, which prints it on standard error."""


def say(sentence: str) -> None:
    """Let whoever listens hear *sentence*."""
    hearer = HEARER.get()
    if hearer is not None:
        hearer(sentence)
        return

    import logging  # not at the top: most questions have nothing to say

    logging.getLogger("evidence_graph").warning(sentence)
