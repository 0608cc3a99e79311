"""What the program says of a labelled text, sentence by sentence, beside what its readers say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from labelled_texts import LabelledTextError

from evidence_graph import prose
from evidence_graph.appraisal import appraise, linking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from labelled_texts import LabelledText

    from evidence_graph.appraisal import Appraisal, Base, ClaimSentence
    from evidence_graph.prose import Sentence, Text

    Span = tuple[int, int]

AMONG = 3
HALF = 0.5
"""A sentence of the program is a labelled one where the two share so much of the shorter."""


@dataclass(frozen=True, slots=True)
class SentenceAnswer:
    """One labelled sentence: what the readers say, and what the program says."""

    number: int
    words: str
    claims: Mapping[str, bool]
    references: Mapping[str, frozenset[int]]
    labelled_near: frozenset[str]
    is_taken: bool
    links: frozenset[int]
    near: frozenset[str]
    candidates: frozenset[str]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """One labelled text with the answers on its sentences.

    *rankings* are the three places of labelled sentences that are likeliest for each entry, of those that
    the program takes; in *rankings_of_labelled* of those that a reader calls a claim or gives a reference.
    """

    text: LabelledText
    order: str
    sentences: tuple[SentenceAnswer, ...]
    rankings: Mapping[int, frozenset[int]]
    rankings_of_labelled: Mapping[int, frozenset[int]]
    verdicts: int


def either(sentence: SentenceAnswer) -> frozenset[int]:
    """The entries that any reader gives a sentence."""
    return frozenset().union(*sentence.references.values())


def both(sentence: SentenceAnswer) -> frozenset[int]:
    """The entries that all readers give a sentence."""
    sets = list(sentence.references.values())

    return sets[0].intersection(*sets[1:]) if sets else frozenset()


def answers_of(labelled: LabelledText, base: Base) -> TextAnswer:
    """What the program says of *labelled*, with the knowledge of *base*. Raises LabelledTextError."""
    text = prose.parse(labelled.page, form="html")
    spans = _spans(labelled, text)
    appraisal = appraise(text, [base])
    if len(appraisal.entries) != len(labelled.references):
        raise LabelledTextError(
            f"{labelled.name} lists {len(labelled.references)} references, and the program reads "
            f"{len(appraisal.entries)} entries. Write each entry as a string of its own."
        )

    taken = [one.sentence for one in appraisal.sentences]
    with_labels = [one for one in text.sentences if _is_labelled(labelled, _places(one, spans))]

    return TextAnswer(
        text=labelled,
        order=_order(appraisal, taken, _titles(appraisal, base)),
        sentences=tuple(_sentence_answers(labelled, appraisal, spans, _titles(appraisal, base))),
        rankings=_rankings(appraisal, taken, spans, _titles(appraisal, base)),
        rankings_of_labelled=_rankings(appraisal, with_labels, spans, _titles(appraisal, base)),
        verdicts=sum(line.audited is not None for line in appraisal.lines),
    )


def _order(appraisal: Appraisal, taken: Sequence[Sentence], titles: Mapping[int, str]) -> str:
    """By what the program links the list."""
    if appraisal.markers:
        return "with markers"

    entry = next(linking.places(taken, appraisal.entries, titles), None)

    return entry.order.value if entry else "no list"


def _spans(labelled: LabelledText, text: Text) -> list[Span]:
    """Where each labelled sentence stands in *text*."""
    spans: list[Span] = []
    begin = 0

    for number, words in enumerate(labelled.sentences, start=1):
        start = text.content.find(words, begin)
        if start < 0:
            raise LabelledTextError(f"Sentence {number} of {labelled.name} is not in its page: {words}")

        begin = start + len(words)
        spans.append((start, begin))

    return spans


def _places(sentence: Sentence, spans: Sequence[Span]) -> list[int]:
    """The places of the labelled sentences that *sentence* is."""
    places: list[int] = []
    for place, (start, end) in enumerate(spans):
        shared = min(end, sentence.end) - max(start, sentence.start)
        if shared >= HALF * min(end - start, sentence.end - sentence.start):
            places.append(place)

    return places


def _is_labelled(labelled: LabelledText, places: Sequence[int]) -> bool:
    """Whether a reader calls one of the sentences at *places* a claim, or gives it a reference."""
    for labels in labelled.labels.values():
        if any(labels[place].claim or labels[place].references for place in places):
            return True

    return False


def _titles(appraisal: Appraisal, base: Base) -> dict[int, str]:
    """The title of each entry: of the work that it is, else as it was read."""
    titles: dict[int, str] = {}
    for entry in appraisal.entries:
        recorded = base.citations.citation(entry.key).title if entry.key else None
        titles[entry.number] = recorded or entry.title

    return titles


def _sentence_answers(
    labelled: LabelledText, appraisal: Appraisal, spans: Sequence[Span], titles: Mapping[int, str]
) -> Iterator[SentenceAnswer]:
    """Each labelled sentence with what the program says of it."""
    links = _links(appraisal, spans, titles)
    appraised: dict[int, list[ClaimSentence]] = {}
    for one in appraisal.sentences:
        for place in _places(one.sentence, spans):
            appraised.setdefault(place, []).append(one)

    for place, words in enumerate(labelled.sentences):
        own = appraised.get(place, [])
        labels = {reader: labels[place] for reader, labels in labelled.labels.items()}
        near = chain.from_iterable(one.near for one in own)
        candidates = chain.from_iterable(one.candidates for one in own)

        yield SentenceAnswer(
            number=place + 1,
            words=words,
            claims={reader: label.claim for reader, label in labels.items()},
            references={reader: label.references for reader, label in labels.items()},
            labelled_near=frozenset().union(*(label.near for label in labels.values())),
            is_taken=bool(own),
            links=frozenset(links.get(place, ())),
            near=frozenset(one.candidate.claim.id for one in near),
            candidates=frozenset(one.candidate.claim.id for one in candidates),
        )


def _links(appraisal: Appraisal, spans: Sequence[Span], titles: Mapping[int, str]) -> dict[int, set[int]]:
    """To which entries, by their place in the list from 1, the program links each labelled sentence."""
    place_of_number = {entry.number: place for place, entry in enumerate(appraisal.entries, start=1)}
    taken = [one.sentence for one in appraisal.sentences]
    links: dict[int, set[int]] = {}

    for link in linking.link(taken, appraisal.entries, appraisal.markers, titles):
        # A marker may lead to a number that the list does not have.
        if link.number in place_of_number:
            for place in _places(taken[link.place], spans):
                links.setdefault(place, set()).add(place_of_number[link.number])

    return links


def _rankings(
    appraisal: Appraisal, sentences: Sequence[Sentence], spans: Sequence[Span], titles: Mapping[int, str]
) -> dict[int, frozenset[int]]:
    """For each entry, by its place in the list from 1, the labelled sentences that are likeliest."""
    rankings: dict[int, frozenset[int]] = {}
    for number, entry in enumerate(linking.places(sentences, appraisal.entries, titles), start=1):
        nearest = (_places(sentences[place], spans) for place in entry.ranking[:AMONG])
        rankings[number] = frozenset(chain.from_iterable(nearest))

    return rankings
