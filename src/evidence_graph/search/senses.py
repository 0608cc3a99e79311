"""What each wording of a claim is about, and the kinds of answer that its wordings ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.search.answers import kinds
from evidence_graph.search.english import gist
from evidence_graph.search.words import stems

if TYPE_CHECKING:
    from evidence_graph.model import Claim

REMEMBERED = 2_000
"""The senses of so many claims are kept in mind, a few kilobytes each."""


@dataclass(frozen=True, slots=True)
class Sense:
    """The gists of a claim's wordings, and the kinds of answer they ask for."""

    gists: tuple[tuple[float, ...], ...]
    asks: frozenset[str]


class Senses:
    """The senses of claims, each worked out when it is first wanted."""

    def __init__(self) -> None:
        self._kept: dict[str, Sense] = {}

    def of(self, claim: Claim) -> Sense:
        """The sense of *claim*."""
        found = self._kept.get(claim.id)
        if found is None:
            if len(self._kept) >= REMEMBERED:
                self._kept.clear()
            found = self._kept[claim.id] = _sense(claim)
        return found


def _sense(claim: Claim) -> Sense:
    wordings = (claim.statement, *claim.asked_as)
    return Sense(
        gists=tuple(gist(sorted(set(stems(wording)))) for wording in wordings),
        asks=frozenset(kind for wording in wordings for kind in kinds(wording)),
    )
