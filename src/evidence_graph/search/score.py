"""How well a claim fits a question: one number from 0 to 1 that ranks and refuses.

    met    = sum of weight x worth of the words
    missed = sum of the three greatest weight x (1 - worth): of a long story only the worst misses count
    named  = the greatest share, by weight, of a wording of the claim that the question names
    score  = met / (met + missed) x (0.6 + 0.4 x named)

Two misses count more. A label of several words that the question names and the claim is not about makes
the score smaller, and so does a name: a word that is no everyday English and that the data hold. A claim
that lacks such a name is not taken however much else it has; nor is any where the question has a long word
that neither the data nor English know, for that is the name of something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from evidence_graph.search.english import is_listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.search.entries import SearchEntry
    from evidence_graph.search.lexicon import Lexicon
    from evidence_graph.search.question import SearchQuestion, Word
    from evidence_graph.search.vocabulary import Vocabulary

ENOUGH = 0.375
"""A claim of a lower score is not taken as the one meant."""

HELD, FAMILY, NEAR, PART = 1.0, 0.7, 0.5, 0.25
"""What a word is worth that the claim holds, or is (in a label) of what it is about; whose family it holds;
that is in a label of what is above or below that, or of its topic; that is a part of a label."""

NAMED = 0.4
"""The part of the score that comes from how much of the claim the question names."""

MISSES = 3
"""So many missed words count, the heaviest."""

MISSED_NAME, MISSED_LABEL = 0.8, 0.8
"""What the score is multiplied with where a name or a label of several words is missed."""

UNHEARD = 6
"""A word of so many letters that neither English nor the data know is a name of something else."""

PLACES = 10**9
"""Scores are compared to nine places: sums may differ in their last bit."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The number that ranks, what it would be if the claim named nothing else, and the one that decides."""

    score: float
    coverage: float
    sure: float


NO_FIT = Fit(0.0, 0.0, 0.0)


def round_score(score: float) -> int:
    """*score* in billionths."""
    return floor(score * PLACES + 0.5)


def fit(entry: SearchEntry, search_question: SearchQuestion, lexicon: Lexicon, vocabulary: Vocabulary) -> Fit:
    """How well the claim of *entry* fits *search_question*."""
    labelled = _by_labels(entry, search_question)
    worths = [
        _worth(entry, word, value) for word, value in zip(search_question.words, labelled.values, strict=True)
    ]
    weight_met = sum(
        word.weight * worth * word.worth for word, worth in zip(search_question.words, worths, strict=True)
    )
    if not weight_met:
        return NO_FIT

    missed = sorted(
        (
            word.weight * (1 - worth * word.worth)
            for word, worth in zip(search_question.words, worths, strict=True)
        ),
        reverse=True,
    )
    coverage = weight_met / (weight_met + sum(missed[:MISSES]))
    share = _share(entry, search_question, labelled.concepts, lexicon, vocabulary)
    score = coverage * (1 - NAMED + NAMED * share)
    unmet = [word for word, worth in zip(search_question.words, worths, strict=True) if not worth]
    lacks_name = any(word.worth == 1 and vocabulary.is_name(word.stem) for word in unmet)
    refused = lacks_name or any(_is_unheard(word.stem, vocabulary) for word in unmet)
    score *= (MISSED_NAME if lacks_name else 1) * (MISSED_LABEL if labelled.missed else 1)

    return Fit(score, coverage, 0.0 if refused else score)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """What the labels in a question are worth for each of its words, the concepts met, and a miss."""

    values: Sequence[float]
    concepts: Sequence[int]
    missed: bool


def _by_labels(entry: SearchEntry, search_question: SearchQuestion) -> _Labelled:
    values = [0.0] * len(search_question.words)
    concepts: list[int] = []
    missed = False
    for mention in search_question.mentions:
        about = entry.about.intersection(mention.concepts)
        concepts.extend(about)
        value = HELD if about else NEAR if not entry.near.isdisjoint(mention.concepts) else 0.0
        missed = missed or (not value and mention.end - mention.start > 1)
        for place in range(mention.start, mention.end):
            values[place] = max(values[place], value)

    return _Labelled(values, concepts, missed)


def _worth(entry: SearchEntry, word: Word, labelled: float) -> float:
    """What *word* is worth for a claim, in the best of the ways it is met."""
    if word.stem in entry.stems:
        return HELD
    if labelled < FAMILY and not entry.stems.isdisjoint(word.family):
        return FAMILY

    return max(labelled, PART if word.stem in entry.parts else 0.0)


def _share(
    entry: SearchEntry,
    search_question: SearchQuestion,
    concepts: Sequence[int],
    lexicon: Lexicon,
    vocabulary: Vocabulary,
) -> float:
    """The greatest share of a wording that the question names, by its words or by a label."""
    named_stems = {word.stem for word in search_question.words}.union(
        *(lexicon.stems_of[number] for number in concepts)
    )
    best = 0.0
    for wording in entry.wordings:
        if not named_stems.isdisjoint(wording):
            stems = sorted(wording)  # in one order, for sums to be the same everywhere
            full_weight = sum(map(vocabulary.weight, stems))
            weight_met = sum(vocabulary.weight(stem) for stem in stems if stem in named_stems)
            best = max(best, weight_met / full_weight if full_weight else 0.0)

    return best


def _is_unheard(stem: str, vocabulary: Vocabulary) -> bool:
    return len(stem) >= UNHEARD and stem.isalpha() and not vocabulary.knows(stem) and not is_listed(stem)
