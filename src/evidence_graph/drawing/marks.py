"""How a work is marked on the map: the area of its mark by its participants, and who cites it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.drawing.scene import Scene
    from evidence_graph.model import Citation

SMALLEST, LARGEST = 3.0, 10.0
"""The radius below which a shape cannot be told, and the one above which marks would touch."""

_CAP = 0.9
_ROUND = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Marks whose area is proportional to the number of participants, up to *most* of them."""

    most: int

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Scale:
        """The scale on which about nine of ten *numbers* are drawn in proportion, up to a round number.

        >>> Scale.of([12, 14, 20, 24, 30, 42, 51, 96, 109, 5578])
        Scale(most=100)
        """
        ordered = sorted(number for number in numbers if number > 0)
        if not ordered:
            return cls(1)
        high = ordered[ceil(_CAP * len(ordered)) - 1]
        tens = 10 ** floor(log10(high))
        return cls(min((step * tens for step in _ROUND), key=lambda number: abs(log10(number / high))))

    @property
    def least(self) -> int:
        """So many participants and fewer share the smallest mark."""
        return ceil(self.most * (SMALLEST / LARGEST) ** 2)

    def radius(self, participants: int) -> float:
        """The radius of the mark.

        >>> [Scale(100).radius(n) for n in (0, 9, 36, 100, 5578)]
        [3.0, 3.0, 6.0, 10.0, 10.0]
        """
        return round(max(SMALLEST, min(LARGEST, LARGEST * sqrt(max(0, participants) / self.most))), 1)


def scale(drawn: Scene) -> Scale:
    """The scale on which the works of *drawn* are marked."""
    return Scale.of(filter(None, map(_participants, drawn.works.values())))


def marks(drawn: Scene) -> dict[str, dict[str, Any]]:
    """Radius, year and citing articles of each work; what is not known is left out."""
    measured = scale(drawn)
    cited = cited_by(drawn)
    return {f"citation:{key}": _mark(work, measured, cited) for key, work in drawn.works.items()}


def _mark(work: Citation, measured: Scale, cited: Mapping[str, list[str]]) -> dict[str, Any]:
    n = _participants(work)
    mark = {
        "r": None if n is None else measured.radius(n),
        "year": work.year,
        "cited": cited.get(work.key),
    }
    return {name: value for name, value in mark.items() if value is not None}


def _participants(work: Citation) -> int | None:
    return work.study.participants if work.study else None


def cited_by(drawn: Scene) -> dict[str, list[str]]:
    """The articles on the map in whose reference lists each work stands."""
    cited: dict[str, list[str]] = {}
    for article in drawn.articles:
        listed = dict.fromkeys(reference.citation for reference in drawn.graph.references(article))
        for key in filter(None, listed):
            cited.setdefault(key, []).append(f"article:{article.id}")
    return cited
