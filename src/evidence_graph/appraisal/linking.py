"""Which references a sentence most likely means, and why: by its marker, else by order and words.

A list is mostly in the order in which its entries are first meant. So where a text has no markers, the whole
list is laid along its sentences, later entries beside later sentences, by the words that they share. A list
in another order, such as that of the alphabet, says nothing by it and is linked by words alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.appraisal import markers as marks
from evidence_graph.appraisal.list_order import ListOrder, aligned, order_of
from evidence_graph.appraisal.shared_words import likenesses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.appraisal.listed_entries import ListedCitation
    from evidence_graph.appraisal.markers import Marker
    from evidence_graph.prose import Sentence
    from evidence_graph.search.lexicon import Lexicon

WITHIN = 0.5
"""Another sentence of the same paragraph is linked too where it is as near but for so great a share ..."""

WORTH = 0.25
"""... and where, in a list in the order of the text, the whole loses no more than such a share by it."""

WITHIN_ALONE = 0.3
"""The share where words alone tell."""

MOST = 2
"""So many sentences are linked to one entry."""

LEAST = 0.02
"""An entry that shares less with a sentence shares nothing with it, and has its place alone."""

FLOOR = 0.1
"""What an entry shares is taken to be as much at least, where a share of it is lost."""


class LinkReason(StrEnum):
    """Why a reference is thought to be meant by a sentence."""

    MARKER = "a marker"
    ORDER_AND_WORDS = "its place in the list and shared words"
    ORDER = "its place in the list alone"
    WORDS = "shared words"


@dataclass(frozen=True, slots=True)
class Link:
    """That the sentence at *place* most likely means the entry of this *number*, and why."""

    place: int
    number: int
    reason: LinkReason
    score: float


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
    """Which sentences may mean the entry of this *number*, the likeliest first.

    *nearness* is how much it shares with each sentence of the text; *worth* is how much the whole list does
    if the entry goes beside that sentence, where its *order* tells.
    """

    number: int
    order: ListOrder
    ranking: tuple[int, ...]
    nearness: tuple[float, ...]
    worth: tuple[float, ...]

    def reason(self, place: int) -> LinkReason:
        """Why the sentence at *place* may mean it."""
        if self.order is not ListOrder.OF_TEXT:
            return LinkReason.WORDS
        if self.nearness[place] <= LEAST:
            return LinkReason.ORDER

        return LinkReason.ORDER_AND_WORDS

    def is_as_near(self, place: int, best: int) -> bool:
        """Whether the sentence at *place* is nearly as near as the one at *best*."""
        if self.order is not ListOrder.OF_TEXT:
            return self.nearness[place] >= (1 - WITHIN_ALONE) * self.nearness[best]

        least = self.worth[best] - WORTH * max(self.nearness[best], FLOOR)

        return self.worth[place] >= least and self.nearness[place] >= (1 - WITHIN) * self.nearness[best]


def places(
    sentences: Sequence[Sentence],
    entries: Sequence[ListedCitation],
    titles: Mapping[int, str],
    lexicon: Lexicon | None = None,
) -> Iterator[EntryPlaces]:
    """For each of *entries* the places of the *sentences* that may mean it, by order where that tells."""
    words = [titles.get(entry.number) or entry.printed for entry in entries]
    nearness = likenesses(sentences, words, lexicon)
    order = order_of(entries, nearness)
    if order is ListOrder.OF_TEXT:
        worth = aligned(nearness)
    else:
        worth = nearness

    for entry, whole, own in zip(entries, worth, nearness, strict=True):
        keys = sorted((-whole[place], -own[place], place) for place in range(len(sentences)))
        ranking = tuple(place for _, _, place in keys)
        yield EntryPlaces(entry.number, order, ranking, tuple(own), tuple(whole))


def _links_of(entry: EntryPlaces, sentences: Sequence[Sentence]) -> Iterator[Link]:
    """The links of *entry*: to the likeliest sentence, and to one beside it that is nearly as near."""
    best = next(iter(entry.ranking), None)
    if best is None or (entry.reason(best) is LinkReason.WORDS and entry.nearness[best] <= LEAST):
        return

    chosen = [best]
    for place in entry.ranking[1:]:
        is_beside = sentences[place].paragraph == sentences[best].paragraph
        if len(chosen) < MOST and is_beside and entry.is_as_near(place, best):
            chosen.append(place)

    for place in chosen:
        yield Link(place, entry.number, entry.reason(place), round(entry.nearness[place], 3))
