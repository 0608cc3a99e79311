"""What a knowledge base says near a sentence: the claims it may mean, and which of them are about the same.

The right claim is mostly among the first three; which of them it is, or whether any, a person decides. So
`ClaimCandidate.is_near` is a proposal, and no verdict is shown beside a sentence for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from evidence_graph import model, search
from evidence_graph.appraisal.aspects import Aspects, Meeting
from evidence_graph.appraisal.cue_lists import pattern
from evidence_graph.display import Shown
from evidence_graph.model import Claim
from evidence_graph.search import large
from evidence_graph.search.word_stems import stems
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.appraisal.aspects import Comparison, Naming
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.prose import Sentence
    from evidence_graph.search import Finder, Match
    from evidence_graph.search.lexicon import Lexicon

AMONG = 3
"""So many claims are proposed for a sentence."""

COMPARED = 10
"""So many are compared: a sentence that says three things is far from each of them."""

NEAR, WHOLE = 0.4, 0.75
"""A claim is near from this score of the search on, if the sentence names so great a share of its words."""

ALIKE = 0.8
"""Where neither names a concept, only words can be compared, and nearly all must be the same."""


OFF = 0.4
"""So great a share of its score a claim loses for its place in the list where it is about another outcome."""


@dataclass(frozen=True, slots=True)
class ClaimCandidate(Shown):
    """A claim that a sentence may mean; *share* is how much of its words the sentence names.

    It *lacks a name* that the sentence has, or the data have never heard of one.
    """

    claim: Claim
    score: float
    share: float
    comparison: Comparison
    lacks_name: bool = False

    @property
    def is_near(self) -> bool:
        """Whether nothing speaks against it that the sentence is about what the claim is about."""
        if self.comparison.names_nothing:
            return self.score >= ALIKE and self.share >= ALIKE and not self.lacks_name

        return self.score >= NEAR and self.share >= WHOLE and self.comparison.is_near


def likelihood(candidate: ClaimCandidate) -> float:
    """By what candidates are put in order: their score, and less where they are about another outcome."""
    if candidate.comparison.outcome is Meeting.OTHER:
        return (1 - OFF) * candidate.score

    return candidate.score


class Neighbourhood:
    """Finds the claims of *graph* that are near the sentences of a text."""

    def __init__(self, graph: EvidenceGraph) -> None:
        self.graph = graph
        self._aspects = Aspects(graph)
        self._finder = _finder(graph)
        self._claims: dict[str, Naming] = {}

    @property
    def lexicon(self) -> Lexicon:
        """The words of the concepts of the graph."""
        return self._finder.lexicon

    def of_text(self, sentences: Sequence[Sentence]) -> list[list[ClaimCandidate]]:
        """For each of *sentences*, in the order of the text, the claims it may mean, the likeliest first."""
        readings = [self._aspects.read(sentence.words) for sentence in sentences]

        return [
            self._candidates(sentence, readings[place], self._before(sentences, readings, place))
            for place, sentence in enumerate(sentences)
        ]

    def _before(self, sentences: Sequence[Sentence], readings: list[Naming], place: int) -> Naming | None:
        """What the nearest sentence before, in the same paragraph, says that something is done."""
        for earlier in range(place - 1, -1, -1):
            if sentences[earlier].paragraph != sentences[place].paragraph:
                return None
            if readings[earlier].of(self._aspects.roles.done):
                return readings[earlier]

        return None

    def _candidates(self, sentence: Sentence, reading: Naming, before: Naming | None) -> list[ClaimCandidate]:
        done = self._aspects.roles.done
        words = sentence.words
        if before and not reading.of(done) and pattern("pointing").search(reading.folded):
            # "It makes the glutes grow": what it is stands in the sentence before.
            words = f"{words} {self._aspects.labels(before.of(done))}"

        matches = self._finder.find(words, limit=COMPARED)

        candidates = [self._candidate(match, words, reading, before) for match in matches]

        return sorted(candidates, key=likelihood, reverse=True)

    def _candidate(self, match: Match, words: str, reading: Naming, before: Naming | None) -> ClaimCandidate:
        claim = match.claim
        if claim.id not in self._claims:
            self._claims[claim.id] = self._aspects.read_claim(claim)

        comparison = self._aspects.compare(reading, self._claims[claim.id], before)

        return ClaimCandidate(
            claim, match.score, self._share(words, claim), comparison, lacks_name=not match.sure
        )

    def _share(self, words: str, claim: Claim) -> float:
        """How much of *claim*, by the weight of its words, *words* name, themselves or by a label."""
        roots = stems(words)
        lexicon, weight = self._finder.lexicon, self._finder.vocabulary.weight
        names = set(roots)

        for mention in lexicon.mentions(roots):
            names.update(*(lexicon.stems_of[number] for number in mention.concepts))

        own = sorted(set(stems(claim.statement)))
        total = sum(map(weight, own))
        shared = sum(weight(stem) for stem in own if stem in names)

        return shared / total if total else 0.0


def _finder(graph: EvidenceGraph) -> Finder:
    """What finds claims by their statements alone: by all that people ask, far more is near by chance."""
    concepts = list(graph.all(model.Concept))
    if table_sums.count(graph.store, Claim) >= search.MANY:
        words = large.words(graph.store)
        if words is not None:
            return large.LargeFinder(words, concepts, partial(graph.store.get, Claim))

    claims = [replace(claim, asked_as=()) for claim in graph.store.each(Claim)]

    return search.Finder(claims, concepts, lambda _: 0)
