"""A value that a notebook shows as more than its repr, and lists of such values."""

from __future__ import annotations

from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import pandas as pd

P = ParamSpec("P")
T = TypeVar("T")


class Printer(Protocol):
    """What IPython prints a text with."""

    def text(self, words: str) -> None:
        """Print *words*."""


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


class Listing(list[T], Shown):
    """A list that a notebook shows as a table, and that becomes a data frame."""

    __slots__ = ()

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002, FBT001 - IPython's protocol
        """The same in text: IPython has its own way with lists, unless one says otherwise."""
        printer.text(self._repr_mimebundle_()["text/plain"])

    def to_pandas(self) -> pd.DataFrame:
        """The values as a data frame, one row a value.

        Raises MissingExtra when pandas is not installed.
        """
        frame: pd.DataFrame = import_module("evidence_graph.notebook.frames").to_pandas(self)

        return frame


def as_listing(method: Callable[P, list[T]]) -> Callable[P, Listing[T]]:
    """A *method* that gives a list, with one that shows itself."""

    @wraps(method)
    def give(*arguments: P.args, **options: P.kwargs) -> Listing[T]:
        return Listing(method(*arguments, **options))

    return give
