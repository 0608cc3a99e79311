"""Which references a sentence most likely means, and why: by its marker, else by order and words.

A list is mostly in the order in which its entries are first meant. So where a text has no markers, the whole
list is laid along its sentences, later entries beside later sentences, by the words that they share. A list
in another order, such as that of the alphabet, says nothing by it and is linked by words alone; there a
sentence that shares much with every entry tells little of any.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.appraisal import markers as marks
from evidence_graph.appraisal.list_order import ListOrder, aligned, order_of
from evidence_graph.appraisal.shared_words import contrasted, likenesses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from evidence_graph.appraisal.listed_entries import ListedCitation
    from evidence_graph.appraisal.markers import Marker
    from evidence_graph.prose import Sentence
    from evidence_graph.search.lexicon import Lexicon

LEAST = 0.02
"""An entry that shares less with a sentence shares nothing with it, and has its place alone."""


BY_MARKERS = 0.3
"""A text cites by markers where they reach so great a share of its list."""


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
    """The references that *sentences* most likely mean, by *markers* or, without them, by words and order.

    A name beside a year in running text leads to an entry, too; where markers reach few entries of the list,
    each counts for its own entries alone. *titles* are those of the entries by their numbers, where they are
    known: names of authors and journals say nothing of what a work is about.
    """
    marked = list(_marked(sentences, markers))
    reached = set(marks.numbers_of(markers)).intersection(entry.number for entry in entries)
    if len(reached) >= BY_MARKERS * len(entries) and markers:
        return marked

    layout = list(places(sentences, entries, titles, lexicon)) if sentences else []
    best_places = {entry.ranking[0] for entry in layout}
    links = marked

    for entry in layout:
        if entry.number in reached:
            continue

        best = entry.ranking[0]
        if entry.order is not ListOrder.OF_TEXT and entry.nearness[best] <= LEAST:
            continue

        links.extend(map(entry.link, _passage(best, best_places, sentences)))

    return sorted(links, key=lambda one: (one.place, -one.score, one.number))


def _passage(best: int, best_places: Collection[int], sentences: Sequence[Sentence]) -> list[int]:
    """The sentence at *best*, and the next of its paragraph where no entry goes beside that: it goes on."""
    following = best + 1
    is_free = following < len(sentences) and following not in best_places
    if is_free and sentences[following].paragraph == sentences[best].paragraph:
        return [best, following]

    return [best]


def _marked(sentences: Sequence[Sentence], markers: Sequence[Marker]) -> Iterator[Link]:
    for place, sentence in enumerate(sentences):
        for number in marks.numbers_of(marks.of_sentence(markers, sentence)):
            yield Link(place, number, LinkReason.MARKER, 1.0)


@dataclass(frozen=True, slots=True)
class EntryPlaces:
    """Which sentences may mean the entry of this *number*, the likeliest first, in a list of this *order*.

    *nearness* is how much it shares with each sentence of the text.
    """

    number: int
    order: ListOrder
    ranking: tuple[int, ...]
    nearness: tuple[float, ...]

    def link(self, place: int) -> Link:
        """The link to the sentence at *place*."""
        return Link(place, self.number, self.reason(place), round(self.nearness[place], 3))

    def reason(self, place: int) -> LinkReason:
        """Why the sentence at *place* may mean it."""
        if self.order is not ListOrder.OF_TEXT:
            return LinkReason.WORDS
        if self.nearness[place] <= LEAST:
            return LinkReason.ORDER

        return LinkReason.ORDER_AND_WORDS


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
        worth = contrasted(nearness)

    for entry, whole, own in zip(entries, worth, nearness, strict=True):
        keys = sorted((-whole[place], -own[place], place) for place in range(len(sentences)))
        ranking = tuple(place for _, _, place in keys)
        yield EntryPlaces(entry.number, order, ranking, tuple(own))
