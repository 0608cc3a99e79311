"""Libraries that report to the log what we report to the reader, kept quiet while they work for us."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator


@contextmanager
def silence(name: str) -> Iterator[None]:
    """A stretch of work in which the logger *name* says nothing."""
    import logging

    def refuse(_: logging.LogRecord) -> bool:
        return False

    logger = logging.getLogger(name)
    logger.addFilter(refuse)
    try:
        yield
    finally:
        logger.removeFilter(refuse)
