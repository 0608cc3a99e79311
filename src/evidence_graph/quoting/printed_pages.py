"""The words of a PDF, with a mark where something is set higher, as exponents are.

A PDF says where each piece stands and in which size, not what is an exponent; without that, 10⁶ would read
like 106. pypdf leaves a glyph without a meaning as a control character, by which no quote is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evidence_graph.documents.pdf_pages import words_of_pages
from evidence_graph.quoting.comparable import LOST, RAISED

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLER = 0.9
"""What is set higher is smaller than this share of what is beside it."""

HIGHER = 0.15
"""It stands higher by at least this share of the size beside it, and by less than a line."""


@dataclass(slots=True)
class _Page:
    """The words of one page, put together piece by piece."""

    pieces: list[str] = field(default_factory=list)
    size: float = 0.0
    height: float = 0.0
    is_raised: bool = False

    def take(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:  # noqa: ANN401
        """Take the next piece of a page: the *text*, where it stands, and in which size."""
        if not text.strip():
            self.pieces.append(text)
            self.is_raised = self.is_raised and "\n" not in text
            return

        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        shown_size = size * abs(tm[3] or 1) * abs(cm[3] or 1)
        rise = height - self.height
        is_small = shown_size < SMALLER * self.size
        if is_small and HIGHER * self.size < rise < self.size:
            self.pieces.append("" if self.is_raised else RAISED)
            self.is_raised = True
        elif not is_small or abs(rise) >= self.size:
            self.size, self.height, self.is_raised = shown_size, height, False

        self.pieces.append(text)

    @property
    def text(self) -> str:
        """All words of the page."""
        return "".join(self.pieces)


def read(raw: bytes) -> str:
    """The words of the PDF whose bytes are *raw*.

    Raises MissingExtra and NoWords as `words_of_pages` does.
    """
    return "\n".join(words_of_pages(raw, _words))


def _words(page: Any) -> str:  # noqa: ANN401 - a page of pypdf
    composed = _Page()
    page.extract_text(visitor_text=composed.take)

    return composed.text.replace("\x0c", LOST)
