"""Whether something is here already: a claim in nearly the same words, a work under another name."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from evidence_graph.authoring.proposals import MEANINGFUL
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.search.word_stems import FILLER, fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTAINED = 0.75
"""Two claims are near where so much of the shorter one's words stand in the other …"""

SHARED = 0.4
"""… and so much of all words of both."""

_WORD = re.compile(r"[^\W_]+")


def terms(statement: str) -> frozenset[str]:
    """The stems of the words by which claims are told apart."""
    words = _WORD.findall(fold(statement))

    return frozenset(stem(word) for word in words if word not in FILLER and word not in MEANINGFUL)


class ClaimWords:
    """The statements of claims, to be looked up by their words."""

    def __init__(self, statements: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, str] = {}
        self._terms: dict[str, frozenset[str]] = {}
        self._claims: defaultdict[str, list[str]] = defaultdict(list)

        for claim, statement in statements:
            self.add(claim, statement)

    def add(self, claim: str, statement: str) -> None:
        """Know the *statement* of one more *claim*."""
        self._ids.setdefault(statement_key(statement), claim)
        self._terms[claim] = terms(statement)

        for term in self._terms[claim]:
            self._claims[term].append(claim)

    def same(self, statement: str) -> str | None:
        """The claim that differs from *statement* in nothing but case, punctuation and space."""
        return self._ids.get(statement_key(statement))

    def near(self, statement: str) -> list[str]:
        """The claims in nearly the words of *statement*, the nearest first."""
        own_terms = terms(statement)
        shared: defaultdict[str, int] = defaultdict(int)

        for term in own_terms:
            for claim in self._claims.get(term, ()):
                shared[claim] += 1

        likeness = {claim: self._likeness(own_terms, claim, number) for claim, number in shared.items()}

        return sorted((c for c, share in likeness.items() if share), key=lambda c: (-likeness[c], c))

    def _likeness(self, own_terms: frozenset[str], claim: str, shared: int) -> float:
        """How much of all words two claims share; 0 where that is too little to be near."""
        terms_of_claim = self._terms[claim]
        contained = shared / min(len(own_terms), len(terms_of_claim))
        share = shared / len(own_terms | terms_of_claim)

        if contained >= CONTAINED and share >= SHARED:
            return share

        return 0.0
