"""Two readings of one reference as one: what both see is sure, where they differ the better one counts.

In come the parts of the grammar and those of the statistical reader, out go spans, each with its confidence.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.plain_texts import plain_text
from evidence_graph.references.printed_reference import Confidence, Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from evidence_graph.references.locators import Span
    from evidence_graph.references.statistical_reader import SeenPart


class Bar(NamedTuple):
    """From what probability on a part is sure: where both readers see it alike, and where one sees it."""

    agreed: float
    alone: float


class Sort(StrEnum):
    """Parts that are printed in much the same way, and read about as well."""

    PEOPLE = "people"
    NUMBERS = "numbers"
    TITLE = "title"
    CONTAINER = "container"
    IMPRINT = "imprint"


_SORTS: Mapping[Part, Sort] = MappingProxyType(
    {
        Part.AUTHORS: Sort.PEOPLE,
        Part.EDITORS: Sort.PEOPLE,
        Part.YEAR: Sort.NUMBERS,
        Part.VOLUME: Sort.NUMBERS,
        Part.ISSUE: Sort.NUMBERS,
        Part.PAGES: Sort.NUMBERS,
        Part.TITLE: Sort.TITLE,
        Part.CONTAINER: Sort.CONTAINER,
    }
)
"""All others are of the imprint."""

NEVER = 1.01
"""A bar that no probability reaches."""

BARS_OF_ARTICLES: Mapping[Sort, Bar] = MappingProxyType(
    {
        Sort.PEOPLE: Bar(0.95, 0.999),
        Sort.NUMBERS: Bar(0.9, 0.999),
        Sort.TITLE: Bar(0.9, 0.995),
        Sort.CONTAINER: Bar(0.85, NEVER),
        Sort.IMPRINT: Bar(0.95, 0.99),
    }
)
"""Of what has volume and pages; `tools/references/calibrate.py` prints them for any strings."""

BARS_OF_OTHERS: Mapping[Sort, Bar] = MappingProxyType(
    {
        Sort.PEOPLE: Bar(0.99, 0.9999),
        Sort.NUMBERS: Bar(0.97, 0.9999),
        Sort.TITLE: Bar(0.99, 0.995),
        Sort.CONTAINER: Bar(0.99, 0.999),
        Sort.IMPRINT: Bar(0.99, 0.9996),
    }
)
"""Of books, chapters and what else has no volume and pages, which styles set in more ways."""

DOUBTFUL = 0.7
"""Below this probability a part on which the readers differ is a guess."""

UNKNOWN = 0.25
"""What is less probable is left to the notes."""

UNUSUAL = 0.95
"""An article with volume and pages seldom has an imprint: what is less probable there is left out."""

_CORE = frozenset({Part.AUTHORS, Part.YEAR, Part.TITLE})
"""What the grammar may add where it is missing."""


def bar_of(part: Part, *, is_article: bool) -> Bar:
    """From what probability on a *part* is sure."""
    bars = BARS_OF_ARTICLES if is_article else BARS_OF_OTHERS

    return bars[sort_of(part)]


def sort_of(part: Part) -> Sort:
    """The sort of a *part*."""
    return _SORTS.get(part, Sort.IMPRINT)


def is_firm(by_statistics: Mapping[Part, SeenPart]) -> bool:
    """Whether the statistical reader is so certain of all it sees that the other can add nothing."""
    is_article = _is_article(by_statistics)

    return by_statistics.keys() >= _CORE and all(
        seen.probability >= bar_of(part, is_article=is_article).alone for part, seen in by_statistics.items()
    )


def _is_article(parts: Collection[Part]) -> bool:
    return Part.VOLUME in parts and Part.PAGES in parts


class Judgement(NamedTuple):
    """Where a part stands, and how sure that is."""

    span: Span
    confidence: Confidence


class Sighting(NamedTuple):
    """A part that the statistical reader sees, and whether the grammar sees it alike."""

    part: Part
    seen: SeenPart
    is_article: bool
    agrees: bool


def sightings(
    printed: str, by_grammar: Mapping[Part, Span], by_statistics: Mapping[Part, SeenPart]
) -> Iterator[Sighting]:
    """The parts of *printed* that the statistical reader sees, each held against the grammar."""
    parts = _with_title(_with_journal(by_statistics))
    is_article = _is_article(parts)
    for part, seen in parts.items():
        other = by_grammar.get(part)
        agrees = other is not None and _is_alike(printed, part, other, seen.span)
        yield Sighting(part, seen, is_article, agrees)


def joined_readings(
    printed: str, by_grammar: Mapping[Part, Span], by_statistics: Mapping[Part, SeenPart]
) -> Mapping[Part, Judgement]:
    """The parts of *printed* as both readers see them; the statistical one counts where they differ."""
    judgements = {}
    for part, seen, is_article, agrees in sightings(printed, by_grammar, by_statistics):
        is_unusual = is_article and sort_of(part) is Sort.IMPRINT
        if seen.probability >= (UNUSUAL if is_unusual else UNKNOWN):
            bar = bar_of(part, is_article=is_article)
            judgements[part] = Judgement(seen.span, _confidence(seen.probability, bar, agrees=agrees))

    return MappingProxyType(judgements)


def _with_journal(by_statistics: Mapping[Part, SeenPart]) -> Mapping[Part, SeenPart]:
    """The parts seen; a publisher beside volume or issue and pages, without a journal, is the journal."""
    is_numbered = Part.PAGES in by_statistics and by_statistics.keys() & {Part.VOLUME, Part.ISSUE}
    if not is_numbered or Part.CONTAINER in by_statistics or Part.PUBLISHER not in by_statistics:
        return by_statistics

    named: dict[Part, SeenPart] = {}
    for part, seen in by_statistics.items():
        named[Part.CONTAINER if part is Part.PUBLISHER else part] = seen

    return MappingProxyType(named)


def _with_title(by_statistics: Mapping[Part, SeenPart]) -> Mapping[Part, SeenPart]:
    """The parts seen; a journal without volume, issue and pages, where no title is seen, is the title."""
    numbered = {Part.VOLUME, Part.ISSUE, Part.PAGES}
    if Part.TITLE in by_statistics or by_statistics.keys() & numbered:
        return by_statistics

    stand_in = next((part for part in _LIKE_TITLES if part in by_statistics), None)
    if stand_in is None:
        return by_statistics

    return MappingProxyType(
        {Part.TITLE if part is stand_in else part: seen for part, seen in by_statistics.items()}
    )


_LIKE_TITLES = (Part.CONTAINER, Part.SERIES)
"""What is taken for a title where there is none, the likelier first."""


def _is_alike(printed: str, part: Part, first: Span, second: Span) -> bool:
    """Whether two spans of a *part* say the same but for the signs round it."""
    return first == second or _plain(printed, part, first) == _plain(printed, part, second)


def _plain(printed: str, part: Part, span: Span) -> str:
    return plain_text(part, printed[slice(*span)]).strip(" .,")


def _confidence(probability: float, bar: Bar, *, agrees: bool) -> Confidence:
    if probability >= (bar.agreed if agrees else bar.alone):
        return Confidence.SURE
    if agrees or probability >= DOUBTFUL:
        return Confidence.LIKELY

    return Confidence.GUESS
