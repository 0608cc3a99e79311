"""The claim meant by a question in somebody's own words.

Two numbers for each claim. *coverage* is absolute: the share of what the question says that the claim
speaks to, every word weighed by how rare it is. It decides whether anything fits at all. *score*
ranks: coverage together with how much of the claim the question names, so that of two claims about
the same things the more specific one comes first. A word of the question is met by a claim when it stands in
its statement, when it is (part of) a label of a concept the claim is about, of a concept above
or below that one, or of its topic, in this order of worth. Rarity is the inverse document frequency of
BM25 (Robertson and Zaragoza, Found Trends Inf Retr 2009;3:333-389).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from evidence_graph.search.lexicon import Lexicon, lexicon
from evidence_graph.search.words import light_stems, near_misses, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.model import Claim, Concept

IN_STATEMENT, IN_LABEL, IN_KIN, IN_TOPIC, IN_PART = 1.0, 0.95, 0.6, 0.5, 0.35
"""What it is worth when a word of the question meets a claim in one of these ways."""

SLIP = 0.8
"""What a word is worth that is met only after mending a slip of the finger."""

LIGHT = 0.35
"""The weight of a light word beside others of the same rarity."""

SPECIFIC = 0.45
"""The part of the score that comes from how much of the claim the question names."""

ENOUGH = 0.5
"""The coverage from which a claim is taken to be meant."""


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that a question may mean; `score` ranks, `coverage` from 0 to 1 says whether it fits."""

    claim: Claim
    score: float
    coverage: float

    @property
    def fits(self) -> bool:
        """Whether the claim speaks to enough of what was asked."""
        return self.coverage >= ENOUGH


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a claim can be met by."""

    claim: Claim
    statement: frozenset[str]
    about: frozenset[str]
    kin: frozenset[str]
    topic: frozenset[str]
    parts: frozenset[str]


class Finder:
    """Finds the claim meant, among *claims* whose words are widened by *concepts*."""

    def __init__(self, claims: Iterable[Claim], concepts: Iterable[Concept]) -> None:
        self._lexicon = lexicon(concepts)
        self._entries = [self._entry(claim) for claim in claims]
        self._rarity = _rarity(self._entries, self._lexicon)
        self._known = frozenset(self._rarity)

    def find(self, question: str, *, limit: int = 5) -> list[Match]:
        """The claims that *question* may mean, best first, at most *limit*; unfit ones come too."""
        asked, worth = self._mend(stems(question))
        if not asked:
            return []
        weights = self._weigh(asked)
        named = [(m.start, m.end, m.concepts) for m in self._lexicon.mentions(asked)]
        matches = [self._match(entry, asked, worth, weights, named) for entry in self._entries]
        matches.sort(key=lambda m: (-m.score, m.claim.id))
        return [m for m in matches[:limit] if m.score > 0]

    def _entry(self, claim: Claim) -> _Entry:
        about = set(claim.about)
        above = {up for concept in about for up in self._lexicon.above(concept)}
        below = {c for c in self._lexicon.parents if self._lexicon.above(c) & about}
        parts = {s for concept in about for s in self._lexicon.stems_of.get(concept, ())}
        topic = {claim.topic, *self._lexicon.above(claim.topic)}
        statement = stems(claim.statement)
        for mention in self._lexicon.mentions(statement):
            about |= mention.concepts
        return _Entry(
            claim,
            frozenset(statement),
            frozenset(about),
            frozenset((above | below) - about),
            frozenset(topic),
            frozenset(parts),
        )

    def _mend(self, asked: Sequence[str]) -> tuple[list[str], list[float]]:
        """The stems asked for with slips of the finger mended, and what each is worth."""
        mended, worth = [], []
        for stem in asked:
            near = [] if stem in self._known or len(stem) < 4 else near_misses(stem, self._known)  # noqa: PLR2004
            best = min(near, key=lambda n: (n[0] != stem[0], self._rarity[n], n), default=None)
            mended.append(best or stem)
            worth.append(SLIP if best else 1.0)
        return mended, worth

    def _weigh(self, asked: Sequence[str]) -> list[float]:
        strangest = max(self._rarity.values(), default=1.0)
        light = light_stems()
        return [self._rarity.get(s, strangest) * (LIGHT if s in light else 1.0) for s in asked]

    def _match(
        self,
        entry: _Entry,
        asked: Sequence[str],
        worth: Sequence[float],
        weights: Sequence[float],
        named: Sequence[tuple[int, int, frozenset[str]]],
    ) -> Match:
        met = [self._met(entry, stem) for stem in asked]
        for start, end, concepts in named:
            value = _value(entry, concepts)
            for place in range(start, end):
                met[place] = max(met[place], value)
        total = sum(weights)
        coverage = sum(w * m * k for w, m, k in zip(weights, met, worth, strict=True)) / total
        specific = self._specific(entry, set(asked), {c for _, _, concepts in named for c in concepts})
        return Match(entry.claim, coverage * (1 - SPECIFIC) + coverage * specific * SPECIFIC, coverage)

    def _met(self, entry: _Entry, stem: str) -> float:
        if stem in entry.statement:
            return IN_STATEMENT
        return IN_PART if stem in entry.parts else 0.0

    def _specific(self, entry: _Entry, asked: set[str], named: set[str]) -> float:
        """How much of the claim the question names, words weighed by their rarity."""
        light = light_stems()
        covered = {s for c in named & entry.about for s in self._lexicon.stems_of.get(c, ())}
        held = {s: self._rarity.get(s, 0.0) * (LIGHT if s in light else 1.0) for s in entry.statement}
        whole = sum(held.values())
        return sum(w for s, w in held.items() if s in asked or s in covered) / whole if whole else 0.0


def _value(entry: _Entry, concepts: frozenset[str]) -> float:
    if concepts & entry.about:
        return IN_LABEL
    if concepts & entry.kin:
        return IN_KIN
    return IN_TOPIC if concepts & entry.topic else 0.0


def _rarity(entries: Sequence[_Entry], known: Lexicon) -> Mapping[str, float]:
    """How rare each stem is among the claims; a stem of labels counts where its concept is spoken of."""
    counted: Counter[str] = Counter()
    for entry in entries:
        counted.update(entry.statement | entry.parts)
    total = len(entries)
    rarity = {s: log(1 + (total - n + 0.5) / (n + 0.5)) for s, n in counted.items()}
    strangest = log(1 + (total + 0.5) / 0.5)
    for held in known.stems_of.values():
        for stem in held:
            rarity.setdefault(stem, strangest)
    return rarity
