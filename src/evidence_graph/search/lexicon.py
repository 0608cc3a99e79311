"""The words people use for each concept: which concepts a text names, and which are near which."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.search.word_stems import spoken_words, stem
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from evidence_graph.model import Concept

Run = tuple[str, ...]
"""Stems that follow each other."""

REMEMBERED = 5_000
"""What lies around so many sets of concepts is kept in mind, for many claims are about the same."""

ANY_ORDER = 4
"""Initials of so many letters or more may stand in another order than the words."""


class Mention(NamedTuple):
    """A run of stems of a text that is a label of some concepts, by their numbers."""

    start: int
    end: int
    concepts: tuple[int, ...]


@dataclass(slots=True)
class Lexicon:
    """Labels to concepts, which are known by their numbers, and the kinship of concepts.

    `spoken` has the words of each label of each concept, `lengths` how long the labels are that begin with
    a stem, the longest first.
    """

    numbers: dict[str, int]
    spoken: list[list[list[str]]]
    above: list[AbstractSet[int]]
    below: list[AbstractSet[int]]
    labels: dict[Run, list[int]] = field(default_factory=dict)
    stems_of: list[set[str]] = field(default_factory=list)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    _around: dict[frozenset[int], tuple[frozenset[int], frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Arrange the labels by their stems."""
        for number, labels in enumerate(self.spoken):
            self.stems_of.append(set())
            for label in labels:
                self._put(number, tuple(map(stem, label)))

        for lengths in self.lengths.values():
            lengths.sort(reverse=True)

    def _put(self, number: int, run: Run) -> None:
        concepts = self.labels.setdefault(run, [])
        if number not in concepts:
            concepts.append(number)

        lengths = self.lengths.setdefault(run[0], [])
        if len(run) not in lengths:
            lengths.append(len(run))

        self.stems_of[number].update(run)

    def mentions(self, text: Sequence[str]) -> list[Mention]:
        """The labels that occur in *text*, a list of stems; of nested ones only the longest."""
        mentions: list[Mention] = []
        for start, first in enumerate(text):
            for length in self.lengths.get(first, ()):
                end = min(start + length, len(text))
                concepts = self.labels.get(tuple(text[start:end]))
                if concepts:
                    # What ends no later than one before it lies within that one.
                    if not mentions or end > mentions[-1].end:
                        mentions.append(Mention(start, end, tuple(concepts)))

                    break

        return mentions

    def around(self, about: frozenset[int]) -> tuple[frozenset[int], frozenset[str]]:
        """The concepts above and below those a claim is *about*, and the stems of its own labels."""
        known_around = self._around.get(about)
        if known_around is None:
            if len(self._around) >= REMEMBERED:
                self._around.clear()

            near_concepts: set[int] = set()
            parts: set[str] = set()
            for number in about:
                near_concepts |= self.above[number] | self.below[number]
                parts |= self.stems_of[number]

            known_around = self._around[about] = frozenset(near_concepts), frozenset(parts)

        return known_around

    def of_topic(self, topic: str) -> AbstractSet[int]:
        """The concept that is the *topic*, and those above it."""
        number = self.numbers.get(topic)
        if number is None:
            return frozenset()

        return self.above[number] | {number}

    def spelt(self, short: str) -> Run | None:
        """The label that the abbreviation *short* stands for, the shortest of several."""
        long_labels = (words for words in chain.from_iterable(self.spoken) if len(words) > 1)
        runs = [tuple(map(stem, words)) for words in long_labels if _abbreviates(short, words)]

        return min(runs, key=lambda run: (len(run), run), default=None)


def lexicon_of(concepts: Iterable[Concept]) -> Lexicon:
    """The lexicon of *concepts*: each label, preferred or alternative."""
    concepts = list(concepts)
    numbers = {concept.id: number for number, concept in enumerate(concepts)}
    spoken = []
    for concept in concepts:
        labels = map(spoken_words, (concept.label, *concept.alternatives))
        spoken.append([words for words in labels if words])

    above, below = _kinship(concepts, numbers)

    return Lexicon(numbers, spoken, above, below)


def joint_lexicon(folders: Iterable[Iterable[Concept]]) -> Lexicon:
    """The lexicon of the concepts of several *folders*; those of one id are one, with the labels of all.

    >>> from evidence_graph.model import Concept
    >>> cup, mug = Concept("cup", "cup", "tea"), Concept("cup", "mug", "tea")
    >>> sorted(joint_lexicon([[cup], [mug]]).labels)
    [('cup',), ('mug',)]
    """
    concepts: dict[str, Concept] = {}
    for concept in chain.from_iterable(folders):
        known = concepts.get(concept.id)
        if known is None:
            concepts[concept.id] = concept
        else:
            labels = (*known.alternatives, concept.label, *concept.alternatives)
            broader = (*known.broader, *concept.broader)
            concepts[concept.id] = replace(known, alternatives=labels, broader=broader)

    return lexicon_of(concepts.values())


def _kinship(
    concepts: Sequence[Concept], numbers: Mapping[str, int]
) -> tuple[list[AbstractSet[int]], list[AbstractSet[int]]]:
    """What lies above and below each concept, all the way."""
    parents = [[numbers[name] for name in concept.broader if name in numbers] for concept in concepts]
    above: list[AbstractSet[int]] = [set(reachable(higher, parents.__getitem__)) for higher in parents]
    below: list[set[int]] = [set() for _ in concepts]
    for number, higher in enumerate(above):
        for other in higher:
            below[other].add(number)

    return above, [*below]


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether *short* may stand for *words*: their initials, or letters of them in their order."""
    initials = "".join(word[0] for word in words)
    if initials == short or (len(short) >= ANY_ORDER and sorted(initials) == sorted(short)):
        return True

    return words[0][0] == short[0] and _spells(short[1:], words[0][1:], words[1:], spare=1)


def _spells(short: str, rest: str, following: Sequence[str], *, spare: int) -> bool:
    """Whether *short* goes on with every first letter of *following*, and with *spare* letters within words.

    >>> _spells("ist", "astrointestinal", ["stromal", "tumor"], spare=1)
    True
    >>> _spells("st", "astrointestinal", ["stromal", "tumor"], spare=0)
    True
    >>> _spells("ast", "astrointestinal", ["stromal", "tumor"], spare=0)
    False
    """
    if not short:
        return not following

    letter, others = short[0], short[1:]
    begins_next = bool(following) and following[0][0] == letter
    if begins_next and _spells(others, following[0][1:], following[1:], spare=spare):
        return True

    place = rest.find(letter) if spare else -1

    return place >= 0 and _spells(others, rest[place + 1 :], following, spare=spare - 1)
