"""The claim meant by a question in somebody's own words.

    words       a text as stems                english     how rare a stem is in English
    lexicon     the labels of concepts         entries     what a claim can be met by
    vocabulary  what each stem weighs          question    a question read
    score       how well a claim fits it       large       the same among very many claims
    tables      the same for the script of a page, `script/search.js`

A question looks up the claims that hold its words or are about what it names, and the nearest of them are
weighed one by one: see `score`. No model is loaded, nothing is trained, no network is wanted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, groupby
from typing import TYPE_CHECKING

from evidence_graph.display import Shown
from evidence_graph.search.entries import SearchEntry, entry_of, hyphened_words
from evidence_graph.search.lexicon import lexicon_of
from evidence_graph.search.question import read
from evidence_graph.search.score import ENOUGH, FAMILY, NEAR, Fit, fit, round_score
from evidence_graph.search.vocabulary import SmallVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from evidence_graph.model import Claim, Concept
    from evidence_graph.search.lexicon import Lexicon
    from evidence_graph.search.question import SearchQuestion
    from evidence_graph.search.vocabulary import Vocabulary

MANY = 2_000
"""Claims above which reading the words of all takes longer than looking up those of a question."""

NEAREST = 60
"""So many claims that are near a question are weighed."""

ALIKE = 1e-9
"""What differs by less is equally near: sums may differ in their last bit."""


@dataclass(frozen=True, slots=True)
class Match(Shown):
    """A claim that a question may mean.

    All numbers go from 0 to 1: `score` ranks; `coverage` is the part of it that says how much of the
    question the claim speaks to; `sure` decides whether the claim is taken, and is the score, or 0 where
    the claim lacks a name that the question has.
    """

    claim: Claim
    score: float
    coverage: float
    sure: float

    @property
    def fits(self) -> bool:
        """Whether the claim is taken as the one meant."""
        return round_score(self.sure) >= round_score(ENOUGH)


Found = tuple["Claim", Fit]
"""A claim that is near a question, and how well it fits."""


class Finder:
    """Finds the claim meant, among *claims* whose words are widened by *concepts*.

    Of claims that fit alike the one with more studies comes first: *studies* counts those of one claim.
    """

    def __init__(
        self, claims: Iterable[Claim], concepts: Iterable[Concept], studies: Callable[[str], int]
    ) -> None:
        self.claims = sorted(claims, key=lambda claim: claim.id)
        self.lexicon: Lexicon = lexicon_of(concepts)
        self.entries = [entry_of(claim, self.lexicon) for claim in self.claims]
        self.pairs: Mapping[str, tuple[str, str]] = hyphened_words(self.claims)
        self.vocabulary: Vocabulary = SmallVocabulary(self._counts(), len(self.claims))
        self._studies = studies
        self._holding: dict[str | int, list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            for key in entry.sought_by():
                self._holding[key].append(place)

    def find(self, question: str, *, limit: int = 5) -> list[Match]:
        """The claims that *question* may mean, best first, at most *limit*; unfit ones come too."""
        search_question = read(question, self.vocabulary, self.lexicon, self.pairs)
        if not search_question.weight:
            return []

        near_claims = []
        for claim, entry in self._near(search_question):
            near_claims.append((claim, fit(entry, search_question, self.lexicon, self.vocabulary)))

        matches = []
        for claim, fitting in self._ranked(near_claims, limit):
            matches.append(Match(claim, fitting.score, fitting.coverage, fitting.sure))

        return matches

    def _ranked(self, claims: Iterable[Found], limit: int) -> Iterable[Found]:
        """The best *limit* of *claims*; of those that fit alike, the one with more studies, then by id."""
        best: list[Found] = []
        ordered = sorted(claims, key=lambda one: (-round_score(one[1].score), one[0].id))
        for _, alike in groupby(ordered, key=lambda one: round_score(one[1].score)):
            if len(best) >= limit:
                break

            equals = list(alike)
            if len(equals) > 1:
                equals.sort(key=lambda one: -self._studies(one[0].id))

            best.extend(equals)

        return best[:limit]

    def _near(self, search_question: SearchQuestion) -> Iterator[tuple[Claim, SearchEntry]]:
        """The claims that are nearest to *search_question*, with what they can be met by."""
        nearness: dict[int, float] = defaultdict(float)
        for key, weight in sought(search_question):
            for place in self._holding.get(key, ()):
                nearness[place] += weight

        for place in nearest(nearness):
            yield self.claims[place], self.entries[place]

    def _counts(self) -> Mapping[str, int]:
        """How many claims hold each stem; 0 for what only labels hold."""
        counts: Counter[str] = Counter()
        for entry in self.entries:
            counts.update(entry.stems)

        for stem in chain.from_iterable(self.lexicon.stems_of):
            counts.setdefault(stem, 0)

        return counts


def nearest(nearness: Mapping[int, float]) -> list[int]:
    """The places of the `NEAREST` that are nearest, of those that are equally near the first."""
    if len(nearness) <= NEAREST:
        return _by_nearness(nearness)

    # Among very many most are far and many alike, so that only what stands above the last is sorted by more.
    last = nlargest(NEAREST, nearness.values())[-1]
    above = {place: near for place, near in nearness.items() if near > last + ALIKE}
    alike = sorted(place for place, near in nearness.items() if abs(near - last) <= ALIKE)

    return [*_by_nearness(above), *alike][:NEAREST]


def _by_nearness(nearness: Mapping[int, float]) -> list[int]:
    return sorted(nearness, key=lambda place: (-round_score(nearness[place]), place))


def sought(search_question: SearchQuestion) -> Iterator[tuple[str | int, float]]:
    """The stems and concepts by which a question is looked up, each with what it adds to the nearness."""
    for word in search_question.words:
        yield word.stem, word.weight * word.worth
        for other in word.family:
            yield other, word.weight * FAMILY

    for mention in search_question.mentions:
        weight = sum(word.weight for word in search_question.words[mention.start : mention.end])
        for concept in mention.concepts:
            yield concept, weight * NEAR
