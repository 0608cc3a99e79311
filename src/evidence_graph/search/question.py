"""A question read: its words as stems, each with its weight, and the concepts it names.

Each word in turn is taken, as the first of these that holds:

    known to the data            itself; joined to the next where only both together are known: bush fires
    a hyphened pair of the data  the pair: cov2
    capitals, three to six       the label they abbreviate: NSCLC
    no word of English           the stem of the data that is a slip away, at a discount
    anything else                itself, met by nothing
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.search.word_stems import spoken_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.search.lexicon import Lexicon, Mention
    from evidence_graph.search.vocabulary import Vocabulary

SLIP = 0.8
"""What a word is worth that is met only after mending a slip of the finger."""

SHORTEST_JOINED = 6
"""So many letters at least make two words that are joined."""

_CAPITALS = re.compile(r"(?<![^\W_])[A-Z]{3,6}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: its stem, what it weighs, what meeting it is worth, and the stems like it."""

    stem: str
    weight: float
    worth: float
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """The words of a question, each stem once, and the labels of concepts among them."""

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]

    @property
    def weight(self) -> float:
        """What all words weigh together."""
        return sum(word.weight for word in self.words)


def read(
    text: str, vocabulary: Vocabulary, lexicon: Lexicon, pairs: Mapping[str, tuple[str, str]]
) -> SearchQuestion:
    """The question *text*, as the data understand it."""
    worths: dict[str, float] = {}
    for root, worth in _WordReading(text, vocabulary, lexicon, pairs).stems():
        worths.setdefault(root, worth)

    words = tuple(
        Word(root, vocabulary.weight(root), worth, tuple(vocabulary.family(root)))
        for root, worth in worths.items()
    )

    return SearchQuestion(words, tuple(lexicon.mentions(list(worths))))


class _WordReading:
    """The words of a *text*, of which each is taken for what the data know."""

    def __init__(
        self, text: str, vocabulary: Vocabulary, lexicon: Lexicon, pairs: Mapping[str, tuple[str, str]]
    ) -> None:
        self._words = spoken_words(text)
        self._capitals = set() if text.isupper() else {word.lower() for word in _CAPITALS.findall(text)}
        self._vocabulary, self._lexicon, self._pairs = vocabulary, lexicon, pairs

    def stems(self) -> Iterator[tuple[str, float]]:
        """The stems meant, each with what meeting it is worth."""
        place = 0
        while place < len(self._words):
            joined = self._joined(place)
            if joined is not None:
                yield joined, 1.0
                place += 2
            else:
                yield from self._alone(self._words[place])
                place += 1

    def _joined(self, place: int) -> str | None:
        """The stem of the word at *place* and the next, where the data know both together better."""
        if place + 1 == len(self._words):
            return None

        one, other = self._words[place : place + 2]
        if len(one + other) < SHORTEST_JOINED:
            return None

        joined = stem(one + other)
        apart = self._vocabulary.knows(stem(one)) and self._vocabulary.knows(stem(other))
        if self._vocabulary.knows(joined) and not apart:
            return joined

        return None

    def _alone(self, word: str) -> Iterator[tuple[str, float]]:
        root = stem(word)
        if self._vocabulary.knows(root):
            meant_stems: tuple[str, ...] | None = (root,)
        elif word in self._pairs:
            meant_stems = self._pairs[word]
        else:
            meant_stems = self._lexicon.spelt(word) if word in self._capitals else None

        if meant_stems:
            yield from ((other, 1.0) for other in meant_stems)
            return

        mended = self._vocabulary.mended(root)
        yield (root, 1.0) if mended is None else (mended, SLIP)
