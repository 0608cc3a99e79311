"""The stems that some data hold: how many claims have each, what each weighs, and which are alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from math import log, pow, sqrt  # noqa: A004 - that of floats, which gives a float
from typing import TYPE_CHECKING

from evidence_graph.search.english import is_listed, rarity
from evidence_graph.search.word_stems import slips

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FAMILY_BEGINS, FAMILY_ENDS = 5, 5
"""Words are of one family when one is the beginning of the other, so long at least, which adds so many
letters at most: corona, coronavirus."""

MENDED_FROM, TWO_SLIPS_FROM = 4, 8
"""From so many letters on a slip is mended, and two; a slip in a shorter word could be anything."""

NAME_SHARE = 0.3
"""A word that more of the claims hold is what they all are about, and no name that tells them apart."""

DIGITS = 6
"""To so many places weights are rounded, so that a page works with the same ones."""


class Vocabulary(ABC):
    """The stems of the claims and of the labels of the concepts, of *total* claims."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._weights: dict[str, float] = {}

    @abstractmethod
    def count(self, stem: str) -> int | None:
        """How many claims hold *stem*; None where neither they nor a label of a concept do."""

    @abstractmethod
    def beginning(self, start: str) -> Sequence[str]:
        """The stems that begin with *start*, in their order."""

    @abstractmethod
    def of_length(self, length: int) -> Sequence[str]:
        """The stems of so many letters, in their order."""

    def knows(self, stem: str) -> bool:
        """Whether a claim or a label of a concept holds *stem*."""
        return self.count(stem) is not None

    def weight(self, stem: str) -> float:
        """How much *stem* tells, from 0 to 1: rare among the claims, and rare in English.

        Either alone fails. Among the claims "work" is as rare as "hydroxychloroquine", for few statements
        hold the verbs of a question; in English "covid" is rare where every claim is about it.
        """
        weight = self._weights.get(stem)
        if weight is None:
            weight = self._weights[stem] = self._weighed(stem)

        return weight

    def _weighed(self, stem: str) -> float:
        claims_with_stem = self.count(stem)
        if claims_with_stem is None:
            return sqrt(rarity(stem))

        telling = _inverse_frequency(claims_with_stem, self.total) / _inverse_frequency(0, self.total)

        return round(pow(telling, 0.75) * sqrt(rarity(stem)), DIGITS)

    def is_name(self, stem: str) -> bool:
        """Whether *stem* is a name that the data use: no everyday English, and not what most are about."""
        claims_with_stem = self.count(stem)
        if claims_with_stem is None or is_listed(stem) or stem.isdecimal():
            return False

        return claims_with_stem <= NAME_SHARE * self.total

    def family(self, stem: str) -> list[str]:
        """The stems that begin with *stem* or that it begins with, as far as they are of one family."""
        if len(stem) < FAMILY_BEGINS or not stem.isalpha():
            return []

        most = len(stem) + FAMILY_ENDS
        longer = [other for other in self.beginning(stem) if len(stem) < len(other) <= most]
        least = max(FAMILY_BEGINS, len(stem) - FAMILY_ENDS)
        shorter = [stem[:length] for length in range(least, len(stem))]

        return [*filter(str.isalpha, longer), *filter(self.knows, shorter)]

    def mended(self, stem: str) -> str | None:
        """The stem that is one slip of the finger away from *stem*, two where it is long: the commonest.

        A word of English is never taken for a slip: "cost" is not "lost".
        """
        if len(stem) < MENDED_FROM or not stem.isalpha() or is_listed(stem):
            return None

        near_stems = [other for other in self._about_as_long(stem, 1) if slips(stem, other, 1)]
        if not near_stems and len(stem) >= TWO_SLIPS_FROM:
            alike = (other for other in self._about_as_long(stem, 2) if other[0] == stem[0])
            near_stems = [other for other in alike if slips(stem, other, 2)]

        def rank(other: str) -> tuple[bool, int, str]:
            return other[0] != stem[0], -(self.count(other) or 0), other

        return min(near_stems, key=rank, default=None)

    def _about_as_long(self, stem: str, most: int) -> Iterable[str]:
        for length in range(max(MENDED_FROM, len(stem) - most), len(stem) + most + 1):
            yield from self.of_length(length)


class SmallVocabulary(Vocabulary):
    """The stems of claims that were all read: *counts* has those of labels too, with 0."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        super().__init__(total)
        self._counts = counts
        self._stems = sorted(counts)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for stem in self._stems:
            self._by_length[len(stem)].append(stem)

    def count(self, stem: str) -> int | None:
        """How many claims hold *stem*."""
        return self._counts.get(stem)

    def beginning(self, start: str) -> Sequence[str]:
        """The stems that begin with *start*."""
        first = last = bisect_left(self._stems, start)
        while last < len(self._stems) and self._stems[last].startswith(start):
            last += 1

        return self._stems[first:last]

    def of_length(self, length: int) -> Sequence[str]:
        """The stems of so many letters."""
        return self._by_length.get(length, ())


def _inverse_frequency(claims_with_stem: int, total: int) -> float:
    """The inverse document frequency of BM25 (Robertson and Zaragoza, Found Trends Inf Retr 2009;3:333)."""
    return log(1 + (total - claims_with_stem + 0.5) / (claims_with_stem + 0.5))
