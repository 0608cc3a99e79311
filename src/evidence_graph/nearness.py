"""Which names somebody may have meant who wrote another.

`nearest` looks through names once; `Neighbours` is asked again and again of the same names, as in a file
full of misspelt ones, which must not take minutes.

>>> nearest("suports", ["supports", "opposes"])
['supports']
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LIKE = 0.65
"""Names less alike than this are no slip of one another: "nothing" and "sprinting" are at 0.63."""

BEGUN = 0.8
"""A name that begins so much like what was typed may be meant by its first words."""

MOST = 3
"""So many names are told at most."""

MANY = 2_000
"""To compare a misspelt name with more than so many letter by letter takes longer than anybody waits."""

ENOUGH = 1000
"""How many names the rarest pieces of a name may lead to before the common pieces are left aside."""

CLOSE = 6
"""How many candidates are compared letter by letter."""


def nearest(name: str, names: Iterable[str], *, most: int = MOST) -> list[str]:
    """The *names* that *name* may be a slip of, best first; of very many the most alike are compared."""
    # Imported here, as below, because most names are right and a start must be short.
    from difflib import get_close_matches

    if not name.strip():
        return []

    folded_name = name.casefold()
    by_folded = {other.casefold(): other for other in names}
    compared = list(by_folded)
    if len(compared) > MANY:
        compared = _most_alike(folded_name, compared)

    close = get_close_matches(folded_name, compared, n=most, cutoff=LIKE)
    inside = [other for other in compared if folded_name in other]

    heads = {other: other[: len(folded_name) + 1] for other in compared}
    like_heads = get_close_matches(folded_name, set(heads.values()), n=most, cutoff=BEGUN)
    begun_alike = [other for other in compared if heads[other] in like_heads]

    meant_names = dict.fromkeys(close + inside + begun_alike)

    return [by_folded[other] for other in meant_names][:most]


def _most_alike(folded_name: str, names: Iterable[str]) -> list[str]:
    """Those of very many *names* that share most runs of three letters with *folded_name*."""
    from heapq import nlargest

    pieces = {folded_name[start : start + 3] for start in range(len(folded_name) - 2)}

    def likeness(name: str) -> float:
        return sum(piece in name for piece in pieces) - len(name) / 1000

    return nlargest(MANY, names, key=likeness)


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
        """The names nearest to *name*, best first; none when none is near."""
        shared: Counter[int] = Counter()
        names_with_piece = [self._with[piece] for piece in _pieces(name) if piece in self._with]
        for having in sorted(names_with_piece, key=len):
            if shared and len(having) > ENOUGH:
                break

            shared.update(having)

        def rank(number: int) -> tuple[int, int]:
            return -shared[number], abs(len(self._names[number]) - len(name))

        alike = []
        for number in sorted(shared, key=rank)[:CLOSE]:
            likeness = _likeness(name, self._names[number])
            if likeness >= LIKE:
                alike.append((-likeness, self._names[number]))

        return [other for _, other in sorted(alike)[:MOST]]


def _pieces(name: str) -> set[str]:
    """All runs of three letters of *name*, its beginning and end marked."""
    marked = f"^{name.casefold()}$"

    return {marked[start : start + 3] for start in range(max(1, len(marked) - 2))}


def _likeness(name: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, other, autojunk=False).ratio()
