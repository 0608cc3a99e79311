"""Measure how claim sentences are found and references are linked, on texts that readers labelled.

usage: python tools/appraisal/evaluate.py [FOLDER] [--articles FOLDER [--data FOLDER]] [--show]

FOLDER holds text-K.json and a READER-K.json of each reader (labelled_texts.py says in which form). Each text
is made a page and read by the program like any other. A sentence counts as taken where one that the program
takes covers half of it or more. --articles measures on texts that are articles of the bundled data or of
--data, where the sentences, claims and references of these are recorded; --show lists the sentences that were
taken wrongly or missed.

F1 of links counts pairs of an entry and a sentence. "Among three" counts entries that a reader gives at
least one sentence: whether one of these is among the three likeliest that the program names for the entry.
"""

from __future__ import annotations

import argparse
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from label_scores import Count, estimate, f1, kappa, share
from labelled_texts import LabelledTextError, texts_in
from program_answers import answers_of, both, either
from recorded_articles import recorded_figures

import evidence_graph as eg
from evidence_graph.appraisal import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labelled_texts import LabelledText
    from program_answers import SentenceAnswer, TextAnswer

    Combine = Callable[[SentenceAnswer], frozenset[int]]


AGREEMENT = "where all agree"
"""The group of the sentences of which all readers say the same."""


def agreement(text: LabelledText, one: str, other: str) -> tuple[list[tuple[bool, bool]], list[Count]]:
    """What two readers say of each sentence: whether it claims, and how their references meet."""
    pairs: list[tuple[bool, bool]] = []
    counts: list[Count] = []
    for first, second in zip(text.labels[one], text.labels[other], strict=True):
        pairs.append((first.claim, second.claim))
        same = first.references & second.references
        counts.append(Count(len(same), len(first.references), len(second.references)))

    return pairs, counts


def agreement_lines(texts: Sequence[LabelledText]) -> Iterator[str]:
    """How far each two readers agree, over all texts that both labelled."""
    readers = sorted({reader for text in texts for reader in text.readers})
    for one, other in combinations(readers, 2):
        pairs: list[tuple[bool, bool]] = []
        counts: list[Count] = []
        for text in texts:
            if {one, other} <= set(text.readers):
                more_pairs, more_counts = agreement(text, one, other)
                pairs += more_pairs
                counts += more_counts

        yield f"{one} and {other}: {len(pairs)} sentences"
        yield f"  same answer, claim or none      {share(sum(a == b for a, b in pairs), len(pairs))}"
        yield f"  kappa                           {estimate(pairs, kappa)}"
        yield f"  F1 of their links to references {estimate(counts, f1)}"


def claim_lines(answers: Sequence[TextAnswer]) -> Iterator[str]:
    """F1 of claim sentences: where all readers agree, and by each of them; all taken beside it."""
    groups: dict[str, list[tuple[bool, bool]]] = {AGREEMENT: []}
    for sentence in _sentences(answers):
        labels = set(sentence.claims.values())
        if len(labels) == 1:
            groups[AGREEMENT].append((sentence.is_taken, labels.pop()))

        for reader, is_claim in sentence.claims.items():
            groups.setdefault(reader, []).append((sentence.is_taken, is_claim))

    for name, pairs in groups.items():
        counts = [Count(is_taken and is_claim, is_claim, is_taken) for is_taken, is_claim in pairs]
        everything = [one._replace(hits=one.targets, answers=1) for one in counts]
        hits, claims, takes = map(sum, zip(*counts, strict=True)) if counts else (0, 0, 0)
        yield f"{name}: {len(pairs)} sentences, {claims} of them claims"
        yield f"  F1                              {estimate(counts, f1)}"
        yield f"  F1, every sentence taken        {estimate(everything, f1)}"
        yield f"  right of those taken            {share(hits, takes)}"
        yield f"  taken of the claims             {share(hits, claims)}"


def _sentences(answers: Iterable[TextAnswer]) -> Iterator[SentenceAnswer]:
    """All sentences of all texts."""
    for answer in answers:
        yield from answer.sentences


def link_lines(answers: Sequence[TextAnswer]) -> Iterator[str]:
    """Links by the style of the list, against what any reader says and what all say."""
    for style in sorted({answer.text.style for answer in answers}):
        of_style = [answer for answer in answers if answer.text.style == style]
        entries = sum(len(answer.text.references) for answer in of_style)
        orders = ", ".join(sorted({answer.order for answer in of_style}))
        yield f"{style}: {len(of_style)} texts, {entries} entries; the program says: {orders}"
        for name, combine in {"any reader": either, "all readers": both}.items():
            yield f"  among three, {name:18} {_among_three(of_style, combine)}"
            yield f"    ... of the labelled sentences {_among_three(of_style, combine, of_labelled=True)}"
            yield f"  F1, {name:27} {estimate(list(_pair_counts(of_style, combine)), f1)}"


def _among_three(answers: Iterable[TextAnswer], combine: Combine, *, of_labelled: bool = False) -> str:
    right, count = 0, 0
    for answer in answers:
        targets: dict[int, set[int]] = {}
        for place, sentence in enumerate(answer.sentences):
            for number in combine(sentence):
                targets.setdefault(number, set()).add(place)

        rankings = answer.rankings_of_labelled if of_labelled else answer.rankings
        count += len(targets)
        for number, places in targets.items():
            right += not places.isdisjoint(rankings.get(number, ()))

    return share(right, count)


def _pair_counts(answers: Iterable[TextAnswer], combine: Combine) -> Iterator[Count]:
    for sentence in _sentences(answers):
        targets = combine(sentence)
        yield Count(len(targets & sentence.links), len(targets), len(sentence.links))


def near_lines(answers: Sequence[TextAnswer]) -> Iterator[str]:
    """What was shown near sentences, and whether a verdict was."""
    near, right, with_label, among = 0, 0, 0, 0
    for sentence in _sentences(answers):
        near += len(sentence.near)
        right += len(sentence.near & sentence.labelled_near)
        with_label += bool(sentence.labelled_near)
        among += not sentence.labelled_near.isdisjoint(sentence.candidates)

    yield f"  near claims shown, that any reader names  {share(right, near)}"
    yield f"  sentences with a near claim among three   {share(among, with_label)}"
    yield f"  verdicts shown for what nobody accepted   {sum(answer.verdicts for answer in answers)}"


def wrong_lines(answers: Iterable[TextAnswer]) -> Iterator[str]:
    """The sentences on which the readers agree and the program does not."""
    for answer in answers:
        for sentence in answer.sentences:
            labels = set(sentence.claims.values())
            if labels and labels != {sentence.is_taken} and len(labels) == 1:
                deed = "taken" if sentence.is_taken else "missed"
                yield f"  {deed:6} {answer.text.name} {sentence.number}: {sentence.words}"


def report(folder: Path, *, show: bool = False) -> Iterator[str]:
    """All that is measured on the texts in *folder*."""
    texts = texts_in(folder)
    base = Base(eg.load())
    answers = [answers_of(text, base) for text in texts]
    sentences = sum(len(text.sentences) for text in texts)

    yield f"{len(texts)} texts, {sentences} sentences. 95 % intervals in brackets."
    yield "\nAgreement of the readers"
    yield from agreement_lines(texts)
    yield "\nClaim sentences"
    yield from claim_lines(answers)
    yield "\nLinks between entries and sentences"
    yield from link_lines(answers)
    yield "\nClaims near a sentence"
    yield from near_lines(answers)
    if show:
        yield "\nTaken wrongly or missed"
        yield from wrong_lines(answers)


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    try:
        if options.folder:
            print(*report(options.folder, show=options.show), sep="\n")
        if options.articles:
            print(*recorded_figures(options.articles, eg.load(options.data)), sep="\n")
    except LabelledTextError as error:
        print(error, file=sys.stderr)
        return 2

    return 0


if __name__ == "__main__":
    sys.exit(main())
