"""Which references a sentence most likely means, and why: by its marker, else by order and words.

A list is mostly in the order in which its entries are first meant. So where a text has no markers, each entry
is laid beside a sentence with which it shares telling words, later entries beside later sentences. A list in
the order of the alphabet says nothing by its order, and is linked by words alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

from evidence_graph.appraisal import markers as marks
from evidence_graph.search.english import rarity
from evidence_graph.search.word_stems import fold, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.appraisal.listed_entries import ListedCitation
    from evidence_graph.appraisal.markers import Marker
    from evidence_graph.prose import Sentence
    from evidence_graph.search.lexicon import Lexicon

Features = dict[str, float]
"""What a text is compared by: stems, and concepts by their numbers behind a #."""

SORTED = 0.9
"""A list of which so great a share of neighbours are in order is one by the alphabet."""

WITHIN = 0.2
"""Another sentence of the same paragraph is linked too where it is as near but for so great a share."""

MOST = 4
"""So many sentences of a paragraph are linked to one entry."""

LEAST = 0.02
"""An entry that shares less with every sentence is linked to none."""

CONCEPT, WIDER = 1.5, 0.75
"""What a concept weighs that is named, and what one above it, beside a word that is as rare."""

PARAGRAPH = 0.5
"""What the likeness of its paragraph adds to that of a sentence: "it" is named in the sentence before."""


class ListOrder(StrEnum):
    """In which order a list of references is."""

    OF_TEXT = "in the order of the text"
    OF_ALPHABET = "in the order of the alphabet"


class LinkReason(StrEnum):
    """Why a reference is thought to be meant by a sentence."""

    MARKER = "a marker"
    ORDER_AND_WORDS = "its place in the list and shared words"
    WORDS = "shared words"


@dataclass(frozen=True, slots=True)
class Link:
    """That the sentence at *place* most likely means the entry of this *number*, and why."""

    place: int
    number: int
    reason: LinkReason
    score: float


def order_of(entries: Sequence[ListedCitation]) -> ListOrder:
    """In which order the list of *entries* is.

    >>> from evidence_graph.appraisal.listed_entries import ListedCitation
    >>> order_of([ListedCitation(1, "Pot, A."), ListedCitation(2, "Cup, C.")]).value
    'in the order of the text'
    """
    names = [fold(entry.printed) for entry in entries]
    neighbours = list(pairwise(names))
    in_order = sum(one <= other for one, other in neighbours)
    is_sorted = bool(neighbours) and in_order >= SORTED * len(neighbours)

    if is_sorted:
        return ListOrder.OF_ALPHABET

    return ListOrder.OF_TEXT


def link(
    sentences: Sequence[Sentence],
    entries: Sequence[ListedCitation],
    markers: Sequence[Marker],
    titles: Mapping[int, str],
    lexicon: Lexicon | None = None,
) -> list[Link]:
    """The references that *sentences* most likely mean; of a text with *markers* only those they lead to.

    *titles* are those of the entries by their numbers, where they are known: names of authors and journals
    say nothing of what a work is about.
    """
    if markers:
        return list(_marked(sentences, markers))

    links: list[Link] = []
    for entry in places(sentences, entries, titles, lexicon):
        links += _links_of(entry, sentences)

    return sorted(links, key=lambda one: (one.place, -one.score, one.number))


def _marked(sentences: Sequence[Sentence], markers: Sequence[Marker]) -> Iterator[Link]:
    for place, sentence in enumerate(sentences):
        for number in marks.numbers_of(marks.of_sentence(markers, sentence)):
            yield Link(place, number, LinkReason.MARKER, 1.0)


@dataclass(frozen=True, slots=True)
class EntryPlaces:
    """Which sentences the entry of this *number* may be meant by, the likeliest first, and by which *reason*.

    *nearness* is how much it shares with each sentence of the text.
    """

    number: int
    reason: LinkReason
    ranking: tuple[int, ...]
    nearness: tuple[float, ...]


def places(
    sentences: Sequence[Sentence],
    entries: Sequence[ListedCitation],
    titles: Mapping[int, str],
    lexicon: Lexicon | None = None,
) -> Iterator[EntryPlaces]:
    """For each of *entries* the places of the *sentences* that may mean it, by order where that tells."""
    words = [titles.get(entry.number) or entry.printed for entry in entries]
    nearness = likenesses(sentences, words, lexicon)
    scores, reason = nearness, LinkReason.WORDS
    if order_of(entries) is ListOrder.OF_TEXT:
        scores, reason = aligned(nearness), LinkReason.ORDER_AND_WORDS

    for entry, row, alone in zip(entries, scores, nearness, strict=True):
        keys = [(-score, -own, place) for place, (score, own) in enumerate(zip(row, alone, strict=True))]
        ranking = tuple(place for _, _, place in sorted(keys))
        yield EntryPlaces(entry.number, reason, ranking, tuple(alone))


def _links_of(entry: EntryPlaces, sentences: Sequence[Sentence]) -> Iterator[Link]:
    """The links of *entry*: to the likeliest sentence, and to those beside it that are nearly as near."""
    best = next(iter(entry.ranking), None)
    if best is None or entry.nearness[best] <= LEAST:
        return

    for place in _with_neighbours(best, entry.nearness, sentences):
        yield Link(place, entry.number, entry.reason, round(entry.nearness[place], 3))


def _with_neighbours(best: int, alone: Sequence[float], sentences: Sequence[Sentence]) -> list[int]:
    """The sentence at *best*, and others of its paragraph that are nearly as near, the nearest first."""
    least = (1 - WITHIN) * alone[best]
    places: list[int] = []

    for place, sentence in enumerate(sentences):
        is_beside = sentence.paragraph == sentences[best].paragraph
        if is_beside and alone[place] >= least:
            places.append(place)

    places.sort(key=lambda place: (place != best, -alone[place], place))

    return places[:MOST]


def likenesses(
    sentences: Sequence[Sentence], titles: Sequence[str], lexicon: Lexicon | None
) -> list[list[float]]:
    """How much each of *titles* shares with each of *sentences* and its paragraph: words and concepts."""
    features = [_features(sentence.words, lexicon) for sentence in sentences]
    title_features = [_features(title, lexicon) for title in titles]
    around: dict[int, Features] = {}

    for sentence, own in zip(sentences, features, strict=True):
        around.setdefault(sentence.paragraph, {}).update(own)

    weights = _weights([*features, *title_features])
    rows: list[list[float]] = []

    for title in title_features:
        beside = {place: _likeness(title, other, weights) for place, other in around.items()}
        row: list[float] = []
        for sentence, own in zip(sentences, features, strict=True):
            row.append(_likeness(title, own, weights) + PARAGRAPH * beside[sentence.paragraph])

        rows.append(row)

    return rows


def _features(words: str, lexicon: Lexicon | None) -> Features:
    """The stems of *words* and the concepts that they name, each with what it counts."""
    roots = stems(words)
    features: Features = {root: 1.0 for root in roots if not root.isdecimal()}
    if lexicon is None:
        return features

    for mention in lexicon.mentions(roots):
        for number in mention.concepts:
            features[f"#{number}"] = CONCEPT
            for above in lexicon.above[number]:
                features.setdefault(f"#{above}", WIDER)

    return features


def _weights(texts: Sequence[Features]) -> Mapping[str, float]:
    """What each word or concept weighs: the rarer, here and in English, the more."""
    count: Counter[str] = Counter()

    for features in texts:
        count.update(features.keys())

    weights: dict[str, float] = {}

    for feature, number in count.items():
        here = log(1 + len(texts) / number)
        weights[feature] = here if feature.startswith("#") else here * sqrt(rarity(feature))

    return weights


def _likeness(one: Features, other: Features, weights: Mapping[str, float]) -> float:
    """The cosine of two texts."""
    length = sqrt(_square(one, weights) * _square(other, weights))
    shared = sum(one[name] * other[name] * weights[name] ** 2 for name in one if name in other)

    return shared / length if length else 0.0


def _square(features: Features, weights: Mapping[str, float]) -> float:
    return sum((value * weights[name]) ** 2 for name, value in features.items())


def aligned(nearness: Sequence[Sequence[float]]) -> list[list[float]]:
    """For each entry and sentence, what the best alignment of the whole list is worth that pairs the two.

    Later entries go beside the same or later sentences; one may go beside none, which adds nothing.
    """
    before = _best_before(nearness)
    turned = [list(reversed(row)) for row in reversed(nearness)]
    after = [list(reversed(row)) for row in reversed(_best_before(turned))]

    return [
        [before[entry][place] + own + after[entry][place] for place, own in enumerate(row)]
        for entry, row in enumerate(nearness)
    ]


def _best_before(nearness: Sequence[Sequence[float]]) -> list[list[float]]:
    """For each entry and sentence, the best sum of the entries before it up to that sentence."""
    width = len(nearness[0]) if nearness else 0
    table: list[list[float]] = []
    best = [0.0] * width

    for row in nearness:
        table.append(best)
        reached, sums = 0.0, []
        for place, own in enumerate(row):
            # The entry goes beside this sentence, beside one before it, or beside none.
            reached = max(reached, best[place] + own, best[place])
            sums.append(reached)

        best = sums

    return table
