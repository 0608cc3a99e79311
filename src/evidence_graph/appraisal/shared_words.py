"""How much the titles of a list share with the sentences of a text: words, their beginnings, concepts.

    "Gluteal activation and sprinting"   x   "It wakes the glutes of sprinters."   ->   0.4

What is rare in the text, in the list and in English counts for more. Words that only begin alike
("sprinters", "sprinting") count too, for an article and the title of a study say a thing in other forms.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from evidence_graph.search.english import rarity
from evidence_graph.search.word_stems import spoken_words, stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.prose import Sentence
    from evidence_graph.search.lexicon import Lexicon

Features = dict[str, float]
"""What a text is compared by: stems, beginnings of words behind a ~, concepts by their numbers behind a #."""

CONCEPT, WIDER = 2.5, 0.6
"""What a concept weighs that is named, and what one above it, beside a word that is as rare."""

BEGINNING, LETTERS = 1.0, 4
"""What the first so many letters of a word weigh beside its stem."""

BEGINNING_RARITY = 0.7
"""How rare a beginning is taken to be in English, which has no table of these."""

PARAGRAPH = 1.0
"""What the likeness of its paragraph adds to that of a sentence: "it" is named somewhere before."""

RIVALS = 3
"""With so many entries that share most with a sentence each of them is compared."""

LENGTH = 0.25
"""To which power the length of a sentence divides what it shares: one that says more beside it says no less.

By the whole length, as a cosine has it, a list is drawn to the short sentences of a text.
"""


@dataclass(frozen=True, slots=True)
class _Bag:
    """What one text is compared by, and how long that is."""

    features: Features
    length: float


def likenesses(
    sentences: Sequence[Sentence], titles: Sequence[str], lexicon: Lexicon | None
) -> list[list[float]]:
    """How much each of *titles* shares with each of *sentences* and with its paragraph."""
    of_sentences = [_features(sentence.words, lexicon) for sentence in sentences]
    of_titles = [_features(title, lexicon) for title in titles]
    weights = _weights([*of_sentences, *of_titles])
    by_paragraph = _by_paragraph(sentences, of_sentences)
    bags = _evened([_bag(features, weights) for features in of_sentences])
    around = _evened([_bag(features, weights) for features in by_paragraph.values()])
    rows: list[list[float]] = []

    for features in of_titles:
        title = _bag(features, weights)
        shares = [_share(title, bag, weights) for bag in around]
        of_paragraph = dict(zip(by_paragraph, shares, strict=True))
        row: list[float] = []
        for sentence, bag in zip(sentences, bags, strict=True):
            context = PARAGRAPH * of_paragraph[sentence.paragraph]
            row.append(_share(title, bag, weights) + context)

        rows.append(row)

    return rows


def contrasted(nearness: Sequence[Sequence[float]]) -> list[list[float]]:
    """The same likenesses, each held against what the sentence shares with the entries that share most.

    A sentence that is like every title is taken for the best place of many. So twice the likeness counts,
    less the mean of the `RIVALS` highest of the sentence (the correction of hubs by Conneau et al. 2018,
    arXiv:1710.04087, without the part that is the same for all sentences of an entry).

    >>> contrasted([[0.5, 0.375], [0.5, 0.125]])
    [[0.5, 0.5], [0.5, 0.0]]
    """
    means = [fmean(sorted(column, reverse=True)[:RIVALS]) for column in zip(*nearness, strict=True)]

    return [[2 * own - mean for own, mean in zip(row, means, strict=True)] for row in nearness]


def _evened(bags: Sequence[_Bag]) -> list[_Bag]:
    """The same *bags* with lengths nearer to their mean."""
    if not bags:
        return []

    usual = fmean(bag.length for bag in bags)

    return [_Bag(bag.features, usual ** (1 - LENGTH) * bag.length**LENGTH) for bag in bags]


def _by_paragraph(sentences: Sequence[Sentence], features: Sequence[Features]) -> dict[int, Features]:
    """The features of the sentences of each paragraph together, each with the most that it counts."""
    around: dict[int, Features] = {}

    for sentence, own in zip(sentences, features, strict=True):
        together = around.setdefault(sentence.paragraph, {})
        for name, value in own.items():
            together[name] = max(value, together.get(name, 0.0))

    return around


def _features(words: str, lexicon: Lexicon | None) -> Features:
    """The stems of *words*, their beginnings and the concepts that they name, each with what it counts."""
    roots = stems(words)
    features: Features = {root: 1.0 for root in roots if not root.isdecimal()}
    for word in spoken_words(words):
        if len(word) >= LETTERS:
            features[f"~{word[:LETTERS]}"] = BEGINNING

    if lexicon is None:
        return features

    for mention in lexicon.mentions(roots):
        for number in mention.concepts:
            features[f"#{number}"] = CONCEPT
            for above in lexicon.above[number]:
                features.setdefault(f"#{above}", WIDER)

    return features


def _weights(texts: Sequence[Features]) -> Mapping[str, float]:
    """What each feature weighs: the rarer, here and in English, the more."""
    count: Counter[str] = Counter()

    for features in texts:
        count.update(features.keys())

    return {name: log(1 + len(texts) / number) * _rarity(name) for name, number in count.items()}


def _rarity(name: str) -> float:
    """How rare a feature is in English, where that can be known."""
    if name.startswith("#"):
        return 1.0
    if name.startswith("~"):
        return BEGINNING_RARITY

    return sqrt(rarity(name))


def _bag(features: Features, weights: Mapping[str, float]) -> _Bag:
    return _Bag(features, sqrt(sum((value * weights[name]) ** 2 for name, value in features.items())))


def _share(one: _Bag, other: _Bag, weights: Mapping[str, float]) -> float:
    shared = 0.0
    for name, value in one.features.items():
        if name in other.features:
            shared += value * other.features[name] * weights[name] ** 2

    length = one.length * other.length

    return shared / length if length else 0.0
