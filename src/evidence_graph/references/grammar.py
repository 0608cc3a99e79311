"""The first of two readers: a grammar that proposes several ways to cut a reference and scores each.

In comes a reference without its marks, out go the parts that it finds and where they stand. What stands where
follows from what is sure: people at the start, a year, a quoted title, volume and pages; the rest is cut
between title and journal at the place that makes the best title and the best journal.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.letters import CAPITAL, CLOSING_QUOTES, OPENING_QUOTES
from evidence_graph.references.locators import YEAR, locators
from evidence_graph.references.people_lists import BODY, SHORT_LIST, full_list_at
from evidence_graph.references.printed_reference import Part
from evidence_graph.references.shape_scores import container_score, title_score
from evidence_graph.references.word_classes import PUBLISHER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.references.locators import Locator, Span

Spans = dict[Part, "Span"]

_LONG_LIST = 20
"""A list of people of so many characters is one; a shorter may be the beginning of a title."""

_MOST_LOCATORS = 2
_MOST_TITLES = 4
_YEAR_BEHIND = re.compile(
    rf"[,.:;]? ?(?:[(\[] ?(?P<bracketed>{YEAR}|in press|n\.d\.|forthcoming)[a-z]?"
    rf"(?:[,/] ?[^()\[\]]{{0,30}})?[)\]]|(?P<plain>{YEAR})[a-z]?(?=[.,:;]| [{CAPITAL}“\"]))[.,:;]?"
)
_ANY_YEAR = re.compile(rf"(?<![\w/.-])({YEAR})[a-z]?(?![\w/-])")
_EDITORS = re.compile(r",? ?[(\[]?\b(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg)\b\.?[)\]]?")
_BEHIND_IN = r"n:? (?=[\w“\"(])"
_BEHIND_SMALL_IN = r"n:? (?=(?:[A-Z]\. |Proc|[“\"]))"
_IN = re.compile(
    rf" I{_BEHIND_IN}|I(?<!\w.){_BEHIND_IN}| (?<=[.,] )i{_BEHIND_SMALL_IN}|i(?<=[.,].){_BEHIND_SMALL_IN}"
)
"""The word with the space before it; each way begins with a letter, for which a text is searched fast."""

_STOP = re.compile(
    rf"[.?!][”\"’]? (?=[\[(“\"]?[{CAPITAL}\d])|, (?=[{CAPITAL}])|; |\. (?=[a-z])|: (?=[{CAPITAL}])"
)
_SENTENCE = re.compile(rf"[.?!] (?=[{CAPITAL}])")
_IMPRINT = re.compile(
    rf"(?P<place>[{CAPITAL}][\w’'. -]+(?:, (?:[A-Z]{{2,3}}|[{CAPITAL}]\w+))?): ?"
    rf"(?P<publisher>[{CAPITAL}][^:;()]{{2,60}}?)"
    rf"(?=[,;.)]? ?\(?{YEAR}|[.;)]? *$)"
)
_PUBLISHER = re.compile(
    rf"(?<=[.,(] )?(?P<publisher>[{CAPITAL}][^.,:;()]{{0,40}}{PUBLISHER}[^.,:;()]{{0,30}})"
)
_LEAD = re.compile(r"[\s.,:;–—\-\])]*")
_TRIM = " .,:;–—("


class Cutting(NamedTuple):
    """One way to cut a reference, and how good it is."""

    spans: Spans
    score: float


def read_by_grammar(text: str) -> Spans:
    """The parts of the best way to cut *text*, a reference without its marks."""
    best = max(_readings(text), key=lambda reading: reading.score, default=None)

    return best.spans if best else {}


def _readings(text: str) -> Iterator[Cutting]:
    """The ways to cut *text*: people first, title first, or no people at all."""
    start = _lead(text, 0)
    ends = {sign.end() for people_at in (SHORT_LIST.match, full_list_at) if (sign := people_at(text, start))}
    for end in sorted(ends):
        yield from _after_people(text, (start, end), 3.0)

    if any(end - start > _LONG_LIST or _YEAR_BEHIND.match(text, end) for end in ends):
        return

    if body := _body_at_start(text, start):
        yield from _after_people(text, body, 1.5)

    yield from _title_first(text, start)
    yield from _cut({}, text, start, 0.0)


def _body_at_start(text: str, start: int) -> Span | None:
    """An organisation that stands where the authors stand."""
    stop = re.compile(r"\.(?= )|(?= \(\d{4})").search(text, start)
    if stop is None or stop.start() - start > 90:  # noqa: PLR2004 - longer is a title
        return None
    if BODY.search(text, start, stop.start()):
        return (start, stop.start())

    return None


def _title_first(text: str, start: int) -> Iterator[Cutting]:
    """A title, then its authors, as PubMed prints them."""
    for stop in islice(_SENTENCE.finditer(text, start), 3):
        people = SHORT_LIST.match(text, stop.end())
        if people and people.end() - people.start() > 5:  # noqa: PLR2004 - a name and initials
            spans = {Part.TITLE: _trimmed(text, start, stop.start()), Part.AUTHORS: people.span()}
            score = 3.0 + title_score(text[start : stop.start()])
            yield from _with_journal(spans, text, people.end(), score)


def _after_people(text: str, people: Span, score: float) -> Iterator[Cutting]:
    spans: Spans = {Part.AUTHORS: people}
    start = people[1]
    if editors := _EDITORS.match(text, start):
        spans = {Part.EDITORS: people}
        start = editors.end()

    if year := _YEAR_BEHIND.match(text, start):
        name = year.lastgroup or ""
        spans[Part.YEAR] = year.span(name)
        start, score = year.end(), score + 1.0

    yield from _cut(spans, text, start, score)


def _cut(spans: Spans, text: str, start: int, score: float) -> Iterator[Cutting]:
    """The ways to cut what follows people and year into title and journal."""
    start = _lead(text, start)
    if start < len(text) and text[start] in OPENING_QUOTES:
        end = _closing(text, start + 1)
        if end > 0:
            quoted = spans | {Part.TITLE: _trimmed(text, start + 1, end)}
            yield from _with_journal(quoted, text, end + 1, score + 2.0)
            return

    titles = [(title_score(text[start:stop].strip(_TRIM)), stop) for stop in _stops(text, start)]
    for worth, stop in sorted(titles, reverse=True)[:_MOST_TITLES]:
        title = _trimmed(text, start, stop)
        yield from _with_journal(spans | {Part.TITLE: title}, text, stop, score + worth)


def _stops(text: str, start: int) -> list[int]:
    """Where a title that begins at *start* may end."""
    first = next(_locators_behind(text, start), None)
    end = first.span[0] if first else len(text)
    stops = [stop.start() + 1 for stop in islice(_STOP.finditer(text, start), 8) if stop.start() < end]
    ins = [stop.start() + 1 for stop in islice(_IN.finditer(text, start), 2)]

    return sorted({*stops, *ins, len(text.rstrip())})


def _locators_behind(text: str, start: int) -> Iterator[Locator]:
    """The ways to read volume and pages that stand behind *start*."""
    return (locator for locator in locators(text) if locator.span[0] >= start - 1)


def _closing(text: str, start: int) -> int:
    """Where the quotation that begins at *start* ends: at a closing quote that no letter follows."""
    quote = re.compile(rf"[{CLOSING_QUOTES}](?!\w)").search(text, start)

    return quote.start() if quote else -1


def _with_journal(spans: Spans, text: str, start: int, score: float) -> Iterator[Cutting]:
    """The ways to read what stands behind the title."""
    has_volume = False
    for locator in islice(_locators_behind(text, start), _MOST_LOCATORS):
        has_volume = has_volume or Part.VOLUME in locator.parts
        container, worth = _container(text, start, locator.span[0])
        yield _finished(
            spans | dict(locator.parts) | container, text, score + worth + len(locator.parts) * 0.8
        )

    if has_volume:
        return

    imprint = _imprint(text, start)
    container, worth = _container(text, start, min((a for a, _ in imprint.values()), default=len(text)))
    yield _finished(spans | container | imprint, text, score + worth * 0.7 + len(imprint) * 0.8)


def _container(text: str, start: int, end: int) -> tuple[Spans, float]:
    """The journal or book between *start* and *end*, with its editors."""
    parts: Spans = {}
    if begin := _IN.match(text, max(start - 1, 0)) or _IN.match(text, start):
        start = begin.end()
        people = SHORT_LIST.match(text, start) or full_list_at(text, start)
        if people:
            editors = _EDITORS.match(text, people.end())
        else:
            editors = None

        if people and editors:
            parts[Part.EDITORS] = people.span()
            start = editors.end()

    span = _trimmed(text, start, end)
    year = next((place for place in _years(text) if span[0] <= place[0] < span[1]), None)
    if year:
        span = _trimmed(text, span[0], year[0])

    if span[0] >= span[1]:
        return parts, 0.0

    return parts | {Part.CONTAINER: span}, container_score(text[slice(*span)])


def _imprint(text: str, start: int) -> Spans:
    """Place and publisher behind *start*."""
    imprint = _IMPRINT.search(text, start)
    if imprint:
        return {Part.PLACE: imprint.span("place"), Part.PUBLISHER: imprint.span("publisher")}

    publisher = _PUBLISHER.search(text, start)
    if publisher:
        return {Part.PUBLISHER: publisher.span("publisher")}

    return {}


def _finished(spans: Spans, text: str, score: float) -> Cutting:
    """The reading, with a year from anywhere if it has none yet."""
    if Part.YEAR not in spans:
        begin, end = spans.get(Part.TITLE, (0, 0))
        years = [span for span in _years(text) if not begin <= span[0] < end]
        if years:
            spans = spans | {Part.YEAR: years[-1]}

    return Cutting(spans, score)


@lru_cache(maxsize=8)
def _years(text: str) -> tuple[Span, ...]:
    """Where years stand in *text*."""
    return tuple(year.span(1) for year in _ANY_YEAR.finditer(text))


def _lead(text: str, place: int) -> int:
    """The first place from *place* on where words begin."""
    lead = _LEAD.match(text, place)

    return lead.end() if lead else place


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without the signs round it."""
    while start < end and text[start] in _TRIM:
        start += 1

    while start < end and text[end - 1] in _TRIM:
        end -= 1

    return start, end
