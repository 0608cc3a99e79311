"""The nearest of many names, found quickly: a file full of misspelt names must not take minutes."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENOUGH = 1000
"""How many names the rarest pieces of a name may lead to before the common pieces are left aside."""

CLOSE = 6
"""How many candidates are compared letter by letter."""

LIKE = 0.6
"""How much of two names has to be the same, as in difflib."""


class Neighbours:
    """Names that can be asked for those nearest to another name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._with: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for piece in _pieces(name):
                self._with.setdefault(piece, []).append(number)
        self.nearest = cache(self._nearest)

    def _nearest(self, name: str) -> Sequence[str]:
        """The three names nearest to *name*, best first; none when none is near."""
        shared: Counter[int] = Counter()
        for having in sorted((self._with[p] for p in _pieces(name) if p in self._with), key=len):
            if shared and len(having) > ENOUGH:
                break
            shared.update(having)
        of_like_length = sorted(shared, key=lambda n: (-shared[n], abs(len(self._names[n]) - len(name))))
        near = [(_likeness(name, self._names[n]), self._names[n]) for n in of_like_length[:CLOSE]]
        return [other for likeness, other in sorted(near, key=lambda n: (-n[0], n[1])) if likeness >= LIKE][
            :3
        ]


def _pieces(name: str) -> set[str]:
    """All runs of three letters of *name*, its beginning and end marked."""
    marked = f"^{name.casefold()}$"
    return {marked[i : i + 3] for i in range(max(1, len(marked) - 2))}


def _likeness(name: str, other: str) -> float:
    return SequenceMatcher(None, name, other, autojunk=False).ratio()
