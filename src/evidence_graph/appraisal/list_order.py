"""In which order a list of references is, and where its entries go if it is that of the text.

A list in the order in which its entries are first meant is laid along the text as a whole: later entries
beside the same or later sentences, so that the entries before and behind say where one goes that shares
little. Whether a list is in that order is tried: laid along the text as it is printed it has to be worth
more than in any of many shuffled orders.
"""

from __future__ import annotations

import random
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.search.word_stems import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.appraisal.listed_entries import ListedCitation

    Table = Sequence[Sequence[float]]

SORTED = 0.9
"""A list of which so great a share of neighbours are in order is one by the alphabet."""

STAY, SKIP = -0.05, -0.01
"""What it costs to put an entry beside the sentence of the one before, and to pass over a sentence.

In units of likeness; that of a sentence is divided by how many sentences there are for an entry.
"""

SHUFFLES = 19
"""An order of no meaning is worth more than so many others once in twenty times."""

TRIED_FROM = 5
"""A shorter list has too few orders for that trial, and is taken to be in the order of the text."""

_SEED = 11


class ListOrder(StrEnum):
    """In which order a list of references is."""

    OF_TEXT = "in the order of the text"
    OF_ALPHABET = "in the order of the alphabet"
    OTHER = "in another order"


def order_of(entries: Sequence[ListedCitation], nearness: Table = ()) -> ListOrder:
    """In which order the list of *entries* is; *nearness* is how much each shares with each sentence.

    >>> from evidence_graph.appraisal.listed_entries import ListedCitation
    >>> order_of([ListedCitation(1, "Pot, A."), ListedCitation(2, "Cup, C.")]).value
    'in the order of the text'
    """
    names = [fold(entry.printed) for entry in entries]
    neighbours = list(pairwise(names))
    in_order = sum(one <= other for one, other in neighbours)
    if neighbours and in_order >= SORTED * len(neighbours):
        return ListOrder.OF_ALPHABET
    if len(nearness) >= TRIED_FROM and not _tells(nearness):
        return ListOrder.OTHER

    return ListOrder.OF_TEXT


def _tells(nearness: Table) -> bool:
    """Whether the order of the rows fits the text better than shuffled orders do."""
    chance = random.Random(_SEED)  # noqa: S311 - the same answer each time, no secret
    rows = list(nearness)
    worth = _worth(rows)

    for _ in range(SHUFFLES):
        chance.shuffle(rows)
        if _worth(rows) >= worth:
            return False

    return True


def _worth(nearness: Table) -> float:
    """What the best way to lay the whole list along the text is worth."""
    return max(_sums(nearness)[-1], default=0.0)


def aligned(nearness: Table) -> list[list[float]]:
    """For each entry and sentence, what the best way to lay out the whole list is worth that pairs the two.

    Later entries go beside the same or later sentences.
    """
    before = _sums(nearness)
    turned = [list(reversed(row)) for row in reversed(nearness)]
    after = [list(reversed(row)) for row in reversed(_sums(turned))]

    # Each sum counts the pair itself, so that it is taken off once.
    return [
        [one + other - own for one, other, own in zip(*rows, strict=True)]
        for rows in zip(before, after, nearness, strict=True)
    ]


def _sums(nearness: Table) -> list[list[float]]:
    """For each entry and sentence, the best sum of the entries up to that one, which goes beside it."""
    skip = SKIP / max(1.0, len(nearness[0]) / len(nearness)) if nearness else SKIP
    table: list[list[float]] = []

    for row in nearness:
        if not table:
            table.append(list(row))
            continue

        sums: list[float] = []
        ahead = float("-inf")
        for own, same in zip(row, table[-1], strict=True):
            # The entry before goes beside this sentence, or beside one before it.
            sums.append(own + max(same + STAY, ahead))
            ahead = max(ahead + skip, same)

        table.append(sums)

    return table
