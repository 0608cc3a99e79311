"""How a value shows itself in a notebook, though values know no HTML.

A notebook asks a value itself (`_repr_mimebundle_`). Values stand on the ground floor and may import
nothing from above, so they inherit `Shown`, and whoever puts the house together says once who paints
(`paint_with`): the package itself does, with ``evidence_graph.notebook``, which is imported when the
first value is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    Painter = Callable[[object], dict[str, str]]

_painters: list[Painter] = []


def paint_with(painter: Painter) -> None:
    """Let *painter* say what a notebook shows of a value, by media type; the last one given paints."""
    _painters.append(painter)


class Shown(Value):
    """A value that a notebook shows as more than its repr."""

    __slots__ = ()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """The protocol of IPython: what is shown, by media type."""
        bundle = _painters[-1](self) if _painters else {"text/plain": repr(self)}
        return {
            media: text
            for media, text in bundle.items()
            if (not include or media in include) and media not in (exclude or ())
        }
