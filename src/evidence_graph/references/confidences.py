"""Two readings of one reference as one: what both see is sure, where they differ the better one counts.

In come the parts of the grammar and those of the statistical reader, out go spans, each with its confidence.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.plain_texts import plain_text
from evidence_graph.references.printed_reference import Confidence, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.references.locators import Span
    from evidence_graph.references.statistical_reader import SeenPart


class Bar(NamedTuple):
    """From what probability on a part is sure: where both readers see it alike, and where one sees it."""

    agreed: float
    alone: float


OF_ARTICLES = Bar(0.95, 0.999)
"""With volume and pages; what it is worth was measured, see docs/references.md."""

OF_OTHERS = Bar(0.99, 0.9999)
"""Of books, chapters and what else has no volume and pages, which styles set in more ways."""

DOUBTFUL = 0.7
"""Below this probability a part on which the readers differ is a guess."""


UNKNOWN = 0.25
"""What is less probable is left to the notes."""


IMPRINT = frozenset({Part.PUBLISHER, Part.PLACE, Part.SERIES, Part.EDITION})
"""What an article with volume and pages seldom has: there it is taken only where the model is certain."""


class Judgement(NamedTuple):
    """Where a part stands, and how sure that is."""

    span: Span
    confidence: Confidence


def joined_readings(
    printed: str, by_grammar: Mapping[Part, Span], by_statistics: Mapping[Part, SeenPart]
) -> Mapping[Part, Judgement]:
    """The parts of *printed* as both readers see them; the statistical one counts where they differ."""
    judgements = {}
    by_statistics = _with_journal(by_statistics)
    is_article = {Part.VOLUME, Part.PAGES} <= by_statistics.keys()
    bar = OF_ARTICLES if is_article else OF_OTHERS
    for part, seen in by_statistics.items():
        if seen.probability < (bar.agreed if is_article and part in IMPRINT else UNKNOWN):
            continue

        other = by_grammar.get(part)
        agrees = other is not None and _plain(printed, part, other) == _plain(printed, part, seen.span)
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


def _plain(printed: str, part: Part, span: Span) -> str:
    return plain_text(part, printed[slice(*span)]).strip(" .,")


def _confidence(probability: float, bar: Bar, *, agrees: bool) -> Confidence:
    if probability >= (bar.agreed if agrees else bar.alone):
        return Confidence.SURE
    if agrees or probability >= DOUBTFUL:
        return Confidence.LIKELY

    return Confidence.GUESS
