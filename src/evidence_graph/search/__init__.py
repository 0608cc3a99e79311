"""The claim meant by a question in somebody's own words.

*coverage* is the share of what the question says that the claim speaks to, every word weighed by how
rare it is. *score* ranks: coverage together with how much of the claim the question names, so that of
two claims about the same things the more specific one comes first. Whether anything fits at all is
decided by an absolute number: the score, and a little for each rare word that is met. A word of the
question is met by a claim when it stands in its statement or in a way people ask about it, when it is
(part of) a label of a concept the claim is about, of a concept above or below that one, or of its
topic, in this order of worth. Rarity is the inverse document frequency of BM25 (Robertson and
Zaragoza, Found Trends Inf Retr 2009;3:333-389).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from evidence_graph.search.lexicon import Lexicon, Mention, lexicon
from evidence_graph.search.words import near_misses, spoken, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.model import Claim, Concept

IN_WORDS, IN_LABEL, IN_OTHER_WORDS, IN_KIN, IN_TOPIC, IN_PART = 1.0, 1.0, 0.7, 0.5, 0.5, 0.25
"""What it is worth when a word of the question meets a claim in one of these ways."""

SLIP = 0.8
"""What a word is worth that is met only after mending a slip of the finger."""

SPECIFIC = 0.4
"""The part of the score that comes from how much of the claim the question names."""

SHORTEST = 4
"""Words shorter than this are taken as they are; a slip in them could be anything."""

RARE_WORD, RARE_WORDS = 0.08, 3
"""What each rare word that is met adds to how sure a match is, up to so many: a long question in which
much is met may hold more that is not."""

ENOUGH = 0.445
"""How sure a match must be for its claim to be taken as the one meant (set on the development
sets in tests/questions)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that a question may mean.

    `coverage` and `score` go from 0 to 1; `score` ranks, `sure` says whether the claim fits at all.
    """

    claim: Claim
    score: float
    coverage: float
    sure: float

    @property
    def fits(self) -> bool:
        """Whether the claim speaks to enough of what was asked."""
        return self.sure >= ENOUGH


@dataclass(frozen=True, slots=True)
class _Variant:
    """One wording of a claim: the weight of each of its stems, and of all together."""

    weights: Mapping[str, float]
    whole: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a claim can be met by."""

    claim: Claim
    variants: tuple[frozenset[str], ...]
    about: frozenset[str]
    kin: frozenset[str]
    topic: frozenset[str]
    parts: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all wordings."""
        return frozenset[str]().union(*self.variants)


@dataclass(frozen=True, slots=True)
class _Question:
    """A question: its stems, what each weighs and is worth, and the concepts it names."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]
    whole: float
    mentions: tuple[Mention, ...]
    rarest: float


class Finder:
    """Finds the claim meant, among *claims* whose words are widened by *concepts*."""

    def __init__(self, claims: Iterable[Claim], concepts: Iterable[Concept]) -> None:
        claims, concepts = list(claims), list(concepts)
        self._lexicon = lexicon(concepts)
        self._entries = [_entry(claim, self._lexicon) for claim in claims]
        self._rarity = _rarity(self._entries, self._lexicon)
        self._strangest = max(self._rarity.values(), default=1.0)
        self._known = _known_words(claims, concepts)
        self._variants = [[self._variant(v) for v in entry.variants] for entry in self._entries]

    def find(self, question: str, *, limit: int = 5) -> list[Match]:
        """The claims that *question* may mean, best first, at most *limit*; unfit ones come too."""
        asked = self._read(question)
        if not asked.stems:
            return []
        pairs = zip(self._entries, self._variants, strict=True)
        matches = [match for entry, variants in pairs if (match := self._match(entry, variants, asked))]
        return sorted(matches, key=lambda m: (-m.score, m.claim.id))[:limit]

    def _read(self, question: str) -> _Question:
        """The question as stems, slips of the finger mended."""
        mended, weights = [], []
        for word in spoken(question):
            meant = word if stem(word) in self._rarity else self._mend(word)
            mended.append(stem(meant))
            weights.append(self._weight(mended[-1]) * (1.0 if meant == word else SLIP))
        mentions = tuple(self._lexicon.mentions(mended))
        return _Question(tuple(mended), tuple(weights), sum(weights), mentions, self._strangest)

    def _mend(self, word: str) -> str:
        """The most common known word one slip away from *word*; itself when there is none."""
        if len(word) < SHORTEST:
            return word
        known = (w for length in range(len(word) - 1, len(word) + 2) for w in self._known.get(length, ()))
        near = near_misses(word, known)
        return min(near, key=lambda n: (n[0] != word[0], self._rarity[stem(n)], n), default=word)

    def _weight(self, stem: str) -> float:
        return self._rarity.get(stem, self._strangest)

    def _variant(self, variant: frozenset[str]) -> _Variant:
        weights = {held: self._weight(held) for held in sorted(variant)}
        return _Variant(weights, sum(weights.values()))

    def _match(self, entry: _Entry, variants: Sequence[_Variant], asked: _Question) -> Match | None:
        """How well *entry* fits, by the best of its wordings; None when nothing of the question meets it."""
        anywhere = entry.stems
        other = [
            IN_OTHER_WORDS if s in anywhere else IN_PART if s in entry.parts else 0.0 for s in asked.stems
        ]
        named = set(asked.stems)
        for mention in asked.mentions:
            value = _value(entry, mention.concepts)
            for place in range(mention.start, mention.end):
                other[place] = max(other[place], value)
            for concept in mention.concepts & entry.about:
                named |= self._lexicon.stems_of[concept]
        if not any(other):
            return None
        near = [v for v in variants if not named.isdisjoint(v.weights)] or variants[:1]
        return max((_fit(entry.claim, v, asked, other, named) for v in near), key=lambda m: m.score)


def _fit(claim: Claim, variant: _Variant, asked: _Question, other: Sequence[float], named: set[str]) -> Match:
    held = variant.weights
    met = sum(
        weight * (IN_WORDS if stem in held else value)
        for stem, weight, value in zip(asked.stems, asked.weights, other, strict=True)
    )
    coverage = met / asked.whole
    specific = sum(held[stem] for stem in held.keys() & named) / variant.whole if variant.whole else 0.0
    score = coverage * (1 - SPECIFIC + SPECIFIC * specific)
    return Match(claim, score, coverage, score + RARE_WORD * min(RARE_WORDS, met / asked.rarest))


def _entry(claim: Claim, known: Lexicon) -> _Entry:
    about = set(claim.about)
    variants = [stems(text) for text in (claim.statement, *claim.asked_as)]
    about |= {concept for mention in known.mentions(variants[0]) for concept in mention.concepts}
    above = {up for concept in about for up in known.above(concept)}
    below = {concept for concept in known.parents if known.above(concept) & about}
    return _Entry(
        claim,
        variants=tuple(frozenset(variant) for variant in variants),
        about=frozenset(about),
        kin=frozenset((above | below) - about),
        topic=frozenset({claim.topic, *known.above(claim.topic)}),
        parts=frozenset(stem for concept in claim.about for stem in known.stems_of.get(concept, ())),
    )


def _known_words(claims: Iterable[Claim], concepts: Iterable[Concept]) -> Mapping[int, Sequence[str]]:
    """The words of all claims and concepts by their length."""
    texts = [text for claim in claims for text in (claim.statement, *claim.asked_as)]
    texts += [text for concept in concepts for text in (concept.label, *concept.alternatives)]
    by_length: dict[int, list[str]] = {}
    for word in sorted({word for text in texts for word in spoken(text)}):
        by_length.setdefault(len(word), []).append(word)
    return by_length


def _value(entry: _Entry, concepts: frozenset[str]) -> float:
    if concepts & entry.about:
        return IN_LABEL
    if concepts & entry.kin:
        return IN_KIN
    return IN_TOPIC if concepts & entry.topic else 0.0


def _rarity(entries: Sequence[_Entry], known: Lexicon) -> Mapping[str, float]:
    """How rare each stem is among the claims; one that only labels hold is as rare as can be."""
    counted = Counter(stem for entry in entries for stem in entry.stems)
    total = len(entries)
    rarity = {s: log(1 + (total - n + 0.5) / (n + 0.5)) for s, n in counted.items()}
    strangest = log(1 + (total + 0.5) / 0.5)
    for label_stems in known.stems_of.values():
        for held in label_stems:
            rarity.setdefault(held, strangest)
    return rarity
