"""The words people use for each concept: which concepts a text names, and which are near which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.search.words import spoken, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from evidence_graph.model import Concept

Run = tuple[str, ...]
"""Stems that follow each other."""

ANY_ORDER = 4
"""Initials of so many letters or more may stand in another order than the words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of stems of a text that is a label of some concepts, by their numbers."""

    start: int
    end: int
    concepts: tuple[int, ...]


@dataclass(slots=True)
class Lexicon:
    """Labels to concepts, which are known by their numbers, and the kinship of concepts.

    `spoken` has the words of each label of each concept, `longest` how long a label is at most that begins
    with a stem.
    """

    numbers: dict[str, int]
    spoken: list[list[list[str]]]
    above: list[AbstractSet[int]]
    below: list[AbstractSet[int]]
    labels: dict[Run, list[int]] = field(default_factory=dict)
    stems_of: list[set[str]] = field(default_factory=list)
    longest: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Arrange the labels by their stems."""
        for number, labels in enumerate(self.spoken):
            self.stems_of.append(set())
            for label in labels:
                self._put(number, tuple(map(stem, label)))

    def _put(self, number: int, run: Run) -> None:
        concepts = self.labels.setdefault(run, [])
        if number not in concepts:
            concepts.append(number)
        self.stems_of[number].update(run)
        self.longest[run[0]] = max(self.longest.get(run[0], 0), len(run))

    def mentions(self, text: Sequence[str]) -> list[Mention]:
        """The labels that occur in *text*, a list of stems; of nested ones only the longest."""
        mentions: list[Mention] = []
        for start, first in enumerate(text):
            if first in self.longest:
                mention = self._mention(text, start)
                # What ends no later than one before it lies within that one.
                if mention and not (mentions and mention.end <= mentions[-1].end):
                    mentions.append(mention)
        return mentions

    def _mention(self, text: Sequence[str], start: int) -> Mention | None:
        """The longest label that begins at *start*."""
        for end in range(min(len(text), start + self.longest[text[start]]), start, -1):
            concepts = self.labels.get(tuple(text[start:end]))
            if concepts:
                return Mention(start, end, tuple(concepts))
        return None

    def spelt(self, short: str) -> Run | None:
        """The label that the abbreviation *short* stands for, the shortest of several."""
        runs = [tuple(map(stem, words)) for words in self._long_labels() if _abbreviates(short, words)]
        return min(runs, key=lambda run: (len(run), run), default=None)

    def _long_labels(self) -> Iterator[list[str]]:
        for labels in self.spoken:
            yield from (words for words in labels if len(words) > 1)


def lexicon_of(concepts: Iterable[Concept]) -> Lexicon:
    """The lexicon of *concepts*: each label, preferred or alternative."""
    concepts = list(concepts)
    numbers = {concept.id: number for number, concept in enumerate(concepts)}
    labels = [[spoken(label) for label in (c.label, *c.alternatives)] for c in concepts]
    above, below = _kinship(concepts, numbers)
    return Lexicon(numbers, [[words for words in each if words] for each in labels], above, below)


def _kinship(
    concepts: Sequence[Concept], numbers: Mapping[str, int]
) -> tuple[list[AbstractSet[int]], list[AbstractSet[int]]]:
    """What lies above and below each concept, all the way."""
    parents = [[numbers[name] for name in concept.broader if name in numbers] for concept in concepts]
    above: list[AbstractSet[int]] = [_reached(number, parents) for number in range(len(concepts))]
    below: list[set[int]] = [set() for _ in concepts]
    for number, higher in enumerate(above):
        for other in higher:
            below[other].add(number)
    return above, [*below]


def _reached(number: int, steps: Sequence[Sequence[int]]) -> set[int]:
    reached: set[int] = set()
    queue = [*steps[number]]
    while queue:
        other = queue.pop()
        if other not in reached:
            reached.add(other)
            queue.extend(steps[other])
    return reached


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
    >>> _spells("ast", "astrointestinal", ["stromal", "tumor"], spare=1)
    False
    """
    if not short:
        return not following
    letter, others = short[0], short[1:]
    if (
        following
        and following[0][0] == letter
        and _spells(others, following[0][1:], following[1:], spare=spare)
    ):
        return True
    place = rest.find(letter) if spare else -1
    return place >= 0 and _spells(others, rest[place + 1 :], following, spare=spare - 1)
