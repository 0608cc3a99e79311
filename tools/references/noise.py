"""What happens to a printed reference before somebody pastes it: signs change, words are added, quotes go."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from labelled_strings import Labelled

TAILS = (
    " [CrossRef] [PubMed]",
    " [Google Scholar]",
    " Google Scholar",
    " CrossRef Full Text | Google Scholar",
    " [PubMed]",
    " Available from: https://www.example.org/articles/12.",
    " Accessed May 3, 2020.",
    " Accessed 12 June 2019.",
    " PMID: 12345678.",
    " PMID: 23456789; PMCID: PMC1234567.",
    " Epub 2011 May 5.",
    " [Epub ahead of print]",
    " https://doi.org/10.1234/abc.2010.03.005",
    " doi:10.1016/j.abc.2011.02.003.",
    " [Internet].",
    " (in press).",
)
"""What stands behind a reference on a page."""

SPACES = (
    (r"(?<=\d) (?=\()", ""),
    (r"(?<=\d)(?=\()", " "),
    (r"(?<=[;:])(?=\d)", " "),
    (r"(?<=[;:]) (?=\d)", ""),
    (r"(?<=\d)–(?=\d)", " – "),
    (r"(?<=\b[A-Z]\.) (?=[A-Z]\.)", ""),
    (r"(?<=\d)-(?=\d)", "- "),
)
"""Spaces that one page has and another has not."""


def disturbed(chance: Random, example: Labelled) -> Labelled:
    """The *example*, or what becomes of it."""
    if chance.random() < 0.6:
        return example
    for change in chance.sample(CHANGES, chance.choice([1, 1, 2, 3])):
        example = change(chance, example)
    return example


def edited(example: Labelled, start: int, end: int, text: str) -> Labelled:
    """The *example* with *text* in the place from *start* to *end*, its spans moved."""
    shift = len(text) - (end - start)

    def moved(place: int) -> int:
        return place + shift if place >= end else min(place, start + len(text))

    spans = {name: (moved(a) if a > start else a, moved(b)) for name, (a, b) in example.spans.items()}
    return replace(
        example,
        text=example.text[:start] + text + example.text[end:],
        spans={n: s for n, s in spans.items() if s[0] < s[1]},
    )


def _each(example: Labelled, pattern: str, text: str, most: int = 20) -> Labelled:
    for place in list(re.finditer(pattern, example.text))[:most][::-1]:
        example = edited(example, *place.span(), text)
    return example


def _tail(chance: Random, example: Labelled) -> Labelled:
    return edited(example, len(example.text), len(example.text), chance.choice(TAILS))


def _no_point(_: Random, example: Labelled) -> Labelled:
    return _each(example, r"\.$", "")


def _hyphens(_: Random, example: Labelled) -> Labelled:
    return _each(example, "–", "-")


def _straight(_: Random, example: Labelled) -> Labelled:
    return _each(_each(example, "[“”]", '"'), "’", "'")


def _no_quotes(_: Random, example: Labelled) -> Labelled:
    return _each(example, '[“”"«»]', "")


def _spaces(chance: Random, example: Labelled) -> Labelled:
    pattern, text = chance.choice(SPACES)
    return _each(example, pattern, text)


def _glued(chance: Random, example: Labelled) -> Labelled:
    places = list(re.finditer(r"(?<=[a-z][.,;:]) (?=[A-Z\d])", example.text))
    return edited(example, *chance.choice(places).span(), "") if places else example


def _shouted(_: Random, example: Labelled) -> Labelled:
    start, end = example.spans.get("title", (0, 0))
    upper = example.text[start:end].upper()
    return (
        replace(example, text=example.text[:start] + upper + example.text[end:])
        if len(upper) == end - start
        else example
    )


def _torn(chance: Random, example: Labelled) -> Labelled:
    start, end = example.spans.get("title", (0, 0))
    places = [start + m.start() for m in re.finditer(r"(?<=[a-z]{3})(?=[a-z]{3})", example.text[start:end])]
    return edited(example, (place := chance.choice(places)), place, "- ") if places else example


def _run_together(chance: Random, example: Labelled) -> Labelled:
    """Some spaces are lost, as when text is taken from a PDF."""
    places = [m.span() for m in re.finditer(r"(?<=[a-z.,]) (?=[A-Za-z])", example.text)]
    for place in sorted(chance.sample(places, min(len(places), chance.randint(1, 4))), reverse=True):
        example = edited(example, *place, "")
    return example


def _dashed(chance: Random, example: Labelled) -> Labelled:
    """Another sign between pages, as bad conversions leave it."""
    return _each(example, r"(?<=\d)[–-](?=\d)", chance.choice(["?", "- ", " - ", "--", "—", "−"]))


def _no_stop(chance: Random, example: Labelled) -> Labelled:
    """A stop or a comma between two fields is left out."""
    places = [m.span() for m in re.finditer(r"(?<=\w)[.,](?= [A-Z(\d])", example.text)]
    return edited(example, *chance.choice(places), "") if places else example


def _letter(chance: Random, example: Labelled) -> Labelled:
    """A letter behind the year, by which works of one year are told apart."""
    span = example.spans.get("year")
    if span is None or not example.text[span[1] - 1].isdigit():
        return example
    return edited(example, span[1], span[1], chance.choice("abc"))


CHANGES = (
    _run_together,
    _dashed,
    _no_stop,
    _no_stop,
    _letter,
    _tail,
    _tail,
    _no_point,
    _hyphens,
    _straight,
    _no_quotes,
    _spaces,
    _spaces,
    _glued,
    _shouted,
    _torn,
)
