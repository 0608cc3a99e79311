"""A value that a notebook shows as more than its repr."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


class Shown:
    """A value that shows itself in a notebook, by the protocol of IPython."""

    __slots__ = ()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What is shown, by media type."""
        # The ground floor imports nothing from above: the room is named, and opened when a value is shown.
        bundle: dict[str, str] = import_module("evidence_graph.notebook").bundle(self)
        return {
            media: text
            for media, text in bundle.items()
            if (not include or media in include) and media not in (exclude or ())
        }
