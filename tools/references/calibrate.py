"""From what probability on a part may be called sure: the bars of `confidences`, as other strings show them.

usage: python tools/references/calibrate.py STRINGS... [--right SHARE]

STRINGS are files that ``evaluate.py --strings`` kept; beside them stand invented strings of a seed of their
own. For each sort of part, of articles and of others, seen alike by both readers or by one, the least
probability is printed above which so large a share is right.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comparisons import FIELDS, compared
from evaluate import expected
from invented_citations import citation
from labelled_strings import Labelled
from noise import disturbed
from random_styles import set_anew

from evidence_graph.references.confidences import NEVER, Sort, sightings, sort_of
from evidence_graph.references.grammar import read_by_grammar
from evidence_graph.references.marks import blanked, marks_in
from evidence_graph.references.statistical_reader import read_by_statistics
from evidence_graph.references.unmarked import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED, INVENTED = "held out", 1500
FEWEST = 30
"""A bar above which fewer parts stand is no bar."""


class Sample(NamedTuple):
    """A part as it was read: of what sort, how probable, and whether it is right."""

    group: tuple[Sort, bool, bool]
    probability: float
    is_right: bool


def samples(example: Labelled) -> Iterator[Sample]:
    """The parts read in an example."""
    result = compared(example.style, example.text, expected(example), ())
    text = unmarked(example.text).text
    marks = marks_in(text)
    blank = blanked(text, marks)
    seen_parts = read_by_statistics(blank, marks)
    for part, seen, is_article, agrees in sightings(text, read_by_grammar(blank), seen_parts):
        if part.value in FIELDS:
            is_right = part.value not in result.wrong
            yield Sample((sort_of(part), is_article, agrees), seen.probability, is_right)


def bar(listed: Sequence[Sample], right: float) -> float:
    """The least probability above which a share of *right* is right, wherever one stops above it."""
    least, wrong = NEVER, 0
    for count, sample in enumerate(sorted(listed, key=lambda sample: -sample.probability), start=1):
        wrong += not sample.is_right
        if count >= FEWEST and wrong <= (1 - right) * count:
            least = sample.probability
    return least


def strings_of(paths: Sequence[Path]) -> Iterator[Labelled]:
    """The strings that were kept, and invented ones."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            yield Labelled(**json.loads(line))
    chance = random.Random(SEED)
    for number in range(INVENTED):
        yield disturbed(chance, set_anew(chance, citation(chance, number)))


def main() -> None:
    """Print the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strings", nargs="*", type=Path)
    parser.add_argument("--right", type=float, default=0.997)
    options = parser.parse_args()
    groups: dict[tuple[Sort, bool, bool], list[Sample]] = {}
    for example in strings_of(options.strings):
        for sample in samples(example):
            groups.setdefault(sample.group, []).append(sample)
    for (sort, is_article, agrees), listed in sorted(groups.items()):
        least = bar(listed, options.right)
        above = sum(sample.probability >= least for sample in listed)
        kind = "articles" if is_article else "others"
        seen = "agreed" if agrees else "alone"
        print(f"{sort:10} {kind:9} {seen:7} {least:.4f}  {above:5} of {len(listed):5}")


if __name__ == "__main__":
    main()
