"""The map inside a notebook: the whole page in a frame that may do nothing but draw."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MAY = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
"""What the frame may: run the page's own scripts, save what the reader asks for, and open a DOI in a tab of
its own. It has no origin, so it reaches neither the notebook nor what the notebook may reach."""


@dataclass(frozen=True, slots=True)
class InlineMap:
    """A map that shows itself in a notebook; `page` is the text of the HTML file."""

    page: str
    title: str
    height: int = 640

    def __repr__(self) -> str:
        return f"<evidence map: {self.title}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """The protocol of IPython; the page's own policy goes on holding inside the frame."""
        del include, exclude
        style = f"width: 100%; height: {self.height}px; border: 1px solid #8886; border-radius: 4px"
        frame = (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="{MAY}" title="{escape(self.title)}" '
            f'style="{style}"></iframe>'
        )

        return {"text/plain": repr(self), "text/html": frame}
