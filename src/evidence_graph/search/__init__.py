"""The claim meant by a question in somebody's own words.

*coverage* is the share of what the question says that the claim speaks to, every word weighed by how
rare it is. *score* ranks: coverage together with how much of the claim the question names, so that of
two claims about the same things the more specific one comes first. Whether anything fits at all is
another question, decided by an absolute number: see `judgement`. A word of the question is met by a
claim when it stands in its statement or in a way people ask about it, when it is (part of) a label of a
concept the claim is about, of a concept above or below that one, or of its topic, in this order of
worth. Rarity is the inverse document frequency of BM25 (Robertson and Zaragoza, Found Trends Inf Retr
2009;3:333-389).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from evidence_graph.search.answers import kinds
from evidence_graph.search.english import gist, likeness, listed, rarity
from evidence_graph.search.judgement import ENOUGH, Signs, sure
from evidence_graph.search.lexicon import Lexicon, Mention, lexicon
from evidence_graph.search.senses import Senses
from evidence_graph.search.words import near_misses, spoken, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from evidence_graph.model import Claim, Concept

IN_WORDS, IN_LABEL, IN_OTHER_WORDS, IN_KIN, IN_TOPIC, IN_PART = 1.0, 1.0, 0.7, 0.5, 0.5, 0.25
"""What it is worth when a word of the question meets a claim in one of these ways."""

SLIP = 0.8
"""What a word is worth that is met only after mending a slip of the finger."""

SPECIFIC = 0.4
"""The part of the score that comes from how much of the claim the question names."""

USUALLY_NAMED = 0.5
"""The share of what a claim is about that a question names, where the data do not say what it is about."""

SHORTEST = 4
"""Words shorter than this are taken as they are; a slip in them could be anything."""


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that a question may mean.

    `coverage` and `score` go from 0 to 1; `score` ranks, `sure` says whether the claim fits at all.
    """

    claim: Claim
    score: float
    coverage: float
    signs: Signs

    @property
    def sure(self) -> float:
        """How likely it is that the claim answers the question, from 0 to 1."""
        return sure(self.signs)

    @property
    def fits(self) -> bool:
        """Whether the claim is taken as the one meant."""
        return self.sure >= ENOUGH


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a claim: the weight of each of its stems, and of all together."""

    weights: Mapping[str, float]
    whole: float


@dataclass(frozen=True, slots=True)
class Entry:
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
class Question:
    """A question: its stems, what each weighs and is worth, and the concepts it names."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]
    whole: float
    mentions: tuple[Mention, ...]
    asks: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Met:
    """How much of a question each of its stems is met by a wording of a claim, and what follows from it."""

    entry: Entry
    score: float
    coverage: float
    values: tuple[float, ...]


class Finder:
    """Finds the claim meant, among *claims* whose words are widened by *concepts*."""

    def __init__(self, claims: Iterable[Claim], concepts: Iterable[Concept]) -> None:
        claims, concepts = list(claims), list(concepts)
        self._lexicon = lexicon(concepts)
        self._entries = [entry_of(claim, self._lexicon) for claim in claims]
        self._rarity = _rarity(self._entries, self._lexicon)
        self._strangest = max(self._rarity.values(), default=1.0)
        self._known = _known_words(claims, concepts)
        self._variants = [[self._variant(v) for v in entry.variants] for entry in self._entries]
        self._senses = Senses()

    def find(self, question: str, *, limit: int = 5) -> list[Match]:
        """The claims that *question* may mean, best first, at most *limit*; unfit ones come too."""
        asked = self._read(question)
        if not asked.stems:
            return []
        pairs = self._near(asked)
        met = [found for entry, variants in pairs if (found := _best(entry, variants, asked, self._lexicon))]
        ranked = sorted(met, key=lambda found: (-found.score, found.entry.claim.id))[:limit]
        about = gist(asked.stems)
        return [
            Match(found.entry.claim, found.score, found.coverage, self._signs(found, asked, about))
            for found in ranked
        ]

    def _near(self, asked: Question) -> Iterable[tuple[Entry, Sequence[Variant]]]:  # noqa: ARG002 - all may be
        """The claims that *asked* may mean, with their wordings."""
        return zip(self._entries, self._variants, strict=True)

    def _read(self, question: str) -> Question:
        """The question as stems, slips of the finger mended."""
        said = spoken(question)
        mended, weights = [], []
        for place, word in enumerate(said):
            beside = {stem(other) for other in said[max(0, place - 1) : place + 2]}
            meant = word if stem(word) in self._rarity else self._mend(word, beside)
            mended.append(stem(meant))
            weights.append(self._weight(mended[-1]) * (1.0 if meant == word else SLIP))
        mentions = tuple(self._lexicon.mentions(mended))
        return Question(tuple(mended), tuple(weights), sum(weights), mentions, kinds(question))

    def _mend(self, word: str, beside: AbstractSet[str]) -> str:
        """The most common known word one slip away from *word*; itself when there is none.

        What is a word of general English is taken for another one only where that makes a label together
        with a word *beside* it: a "hip trust" is a hip thrust, but "cost" is not "lost".
        """
        if len(word) < SHORTEST or not word.isalpha():
            return word
        known = (w for length in range(len(word) - 1, len(word) + 2) for w in self._known.get(length, ()))
        near = near_misses(word, known)
        if listed(stem(word)):
            near = [other for other in near if self._lexicon.beside.get(stem(other), set()) & beside]
        return min(near, key=lambda n: (n[0] != word[0], self._rarity[stem(n)], n), default=word)

    def _weight(self, stem: str) -> float:
        """How rare *stem* is among the claims; one that none of them holds, how rare it is in English."""
        known = self._rarity.get(stem)
        return self._strangest * rarity(stem) if known is None else known

    def _variant(self, variant: frozenset[str]) -> Variant:
        weights = {held: self._weight(held) for held in sorted(variant)}
        return Variant(weights, sum(weights.values()))

    def _signs(self, met: _Met, asked: Question, about: Sequence[float]) -> Signs:
        sense = self._senses.of(met.entry.claim)
        rare = [rarity(stem) for stem in asked.stems]
        return Signs(
            score=met.score,
            likeness=max(likeness(about, gist) for gist in sense.gists) if about else met.score,
            length=log(len(asked.stems)),
            elsewhere=len(asked.asks - sense.asks),
            named=self._named(met.entry, asked),
            told=sum(r * value for r, value in zip(rare, met.values, strict=True)) / sum(rare),
        )

    def _named(self, entry: Entry, asked: Question) -> float:
        """The share of what *entry* is about that *asked* names, be it by a broader or a narrower name."""
        if not entry.about:
            return USUALLY_NAMED
        named = {concept for mention in asked.mentions for concept in mention.concepts}
        above = {up for concept in named for up in self._lexicon.above(concept)}
        met = [c for c in entry.about if c in named or c in above or self._lexicon.above(c) & named]
        return len(met) / len(entry.about)


def _best(entry: Entry, variants: Sequence[Variant], asked: Question, known: Lexicon) -> _Met | None:
    """How well *entry* fits, by the best of its wordings; None when nothing of the question meets it."""
    anywhere = entry.stems
    other = [IN_OTHER_WORDS if s in anywhere else IN_PART if s in entry.parts else 0.0 for s in asked.stems]
    named = set(asked.stems)
    for mention in asked.mentions:
        value = _value(entry, mention.concepts)
        for place in range(mention.start, mention.end):
            other[place] = max(other[place], value)
        for concept in mention.concepts & entry.about:
            named |= known.stems_of[concept]
    if not any(other):
        return None
    near = [v for v in variants if not named.isdisjoint(v.weights)] or variants[:1]
    return max((_fit(entry, v, asked, other, named) for v in near), key=lambda met: met.score)


def _fit(entry: Entry, variant: Variant, asked: Question, other: Sequence[float], named: set[str]) -> _Met:
    held = variant.weights
    values = tuple(IN_WORDS if s in held else value for s, value in zip(asked.stems, other, strict=True))
    met = sum(weight * value for weight, value in zip(asked.weights, values, strict=True))
    coverage = met / asked.whole
    specific = sum(held[stem] for stem in held.keys() & named) / variant.whole if variant.whole else 0.0
    score = coverage * (1 - SPECIFIC + SPECIFIC * specific)
    return _Met(entry, score, coverage, values)


def entry_of(claim: Claim, known: Lexicon) -> Entry:
    """What *claim* can be met by, as far as the words of *known* concepts go."""
    about = set(claim.about)
    variants = [stems(text) for text in (claim.statement, *claim.asked_as)]
    about |= {concept for mention in known.mentions(variants[0]) for concept in mention.concepts}
    above = {up for concept in about for up in known.above(concept)}
    below = {down for concept in about for down in known.below(concept)}
    return Entry(
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


def _value(entry: Entry, concepts: frozenset[str]) -> float:
    if concepts & entry.about:
        return IN_LABEL
    if concepts & entry.kin:
        return IN_KIN
    return IN_TOPIC if concepts & entry.topic else 0.0


def _rarity(entries: Sequence[Entry], known: Lexicon) -> Mapping[str, float]:
    """How rare each stem is among the claims; one that only labels hold is as rare as can be."""
    counted = Counter(stem for entry in entries for stem in entry.stems)
    total = len(entries)
    rarity = {stem: rare(number, total) for stem, number in counted.items()}
    strangest = rare(0, total)
    for label_stems in known.stems_of.values():
        for held in label_stems:
            rarity.setdefault(held, strangest)
    return rarity


def rare(number: int, total: int) -> float:
    """How rare a stem is that *number* of *total* claims have."""
    return log(1 + (total - number + 0.5) / (number + 0.5))
