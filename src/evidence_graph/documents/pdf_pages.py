"""The pages of a PDF, as pypdf finds them, for whoever looks for words and whoever reads articles."""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from evidence_graph.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""What a broken file makes of its reader, beside the errors that it has for that."""


class NoWords(Exception):  # noqa: N818 - goes on as the reason why a document is not read
    """A PDF of which no words can be read."""


def words_of_pages(raw: bytes, words_of: Callable[[Any], str]) -> list[str]:
    """What *words_of* makes of each page of the PDF whose bytes are *raw*; a page is one of pypdf.

    Raises MissingExtra where no reader is installed, NoWords where the PDF is broken, locked or a picture.
    """
    try:
        import pypdf
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as error:
        raise MissingExtra("pypdf", "pdf") from error

    try:
        with _no_warnings():
            document = pypdf.PdfReader(io.BytesIO(raw))
            if document.is_encrypted and not document.decrypt(""):
                raise NoWords("the PDF is locked by a password")

            pages = [words_of(page) for page in document.pages]
    except DependencyError as error:
        raise NoWords(f"the PDF is locked in a way that needs another package ({error})") from error
    except (PyPdfError, *BROKEN) as error:
        raise NoWords(f"the PDF is broken ({error})") from error

    if not any(letter.isalpha() for page in pages for letter in page):
        raise NoWords("the PDF holds no words, only pictures of them")

    return pages


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Let pypdf not print what it mends in a file: whoever wants its words can do nothing about it."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
