"""What the signs and labels beside a part say of it, where the readers did not heed them.

In come the judgements on a printed reference and what the grammar sees in it; out come the judgements with
numbers under their labels, with parts that only the grammar sees, and without words that belong to no part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.references.confidences import Judgement
from evidence_graph.references.imprints import with_imprint
from evidence_graph.references.letters import DASH
from evidence_graph.references.printed_reference import Confidence, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence_graph.references.locators import Span

Judgements = dict[Part, Judgement]

_ISSUE_LABEL = re.compile(
    r"(?:\b[Nn]os?\.?|\b[Nn]rs?\.?|\b[Ii]ss(?:ue)?s?\.?|\bH(?:eft)?\.|[Nn][°º]\.?|\()\s*$"
)
_VOLUME_LABEL = re.compile(r"\b(?:[Vv]ols?|[Vv]olumes?|Bd|Jg|[Tt]ome?|V)\.?\s*$")
_PAGES = re.compile(
    rf"\b(?:pp?|S|[Pp]ages?)\.? ?([A-Za-z]{{0,2}}\d+(?: ?[{DASH}]+ ?[A-Za-z]{{0,2}}\d+)?)(?!\w)"
)
_BEHIND_CONTAINER = re.compile(r"[\s,.(]+(?:Bd|[Vv]ols?|[Vv]olume|Jg|ahead of print|Pp|pp?)[.,]?\s*$")
_BEFORE_CONTAINER = re.compile(r"(?:[Ii]n:?|Dans:?|En:?)\s+(?=\S)")
_BEHIND_TITLE = re.compile(
    r"[\s.,]*\[(?:phd|master|ma|doctoral|unpublished)? ?(?:thesis|dissertation|internet|online)[^\]]*\]?\s*$",
    re.IGNORECASE,
)
_PLACE_AND_PUBLISHER = re.compile(r"\s*:\s+")
_NUMBER_BEFORE = re.compile(rf"(?<![\w.{DASH}])\w{{1,5}}[{DASH}/]$")
_NUMBER_BEHIND = re.compile(rf"(?:\.e\d+)?(?: ?[{DASH}/]+ ?\w{{1,7}}(?:\.e\d+)?)?(?!\w)")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})[.?!] (?=[^\W\d_])")
_LATE_YEAR = re.compile(r"\(((?:19|20)\d\d)\)")
_LOOKED_AT = 12

_FROM_GRAMMAR = (Part.YEAR, Part.VOLUME, Part.ISSUE, Part.PAGES, Part.AUTHORS, Part.CONTAINER)


def mended(printed: str, judgements: Mapping[Part, Judgement], by_grammar: Mapping[Part, Span]) -> Judgements:
    """The *judgements* on *printed* after a look at the signs beside each part."""
    better = dict(judgements)
    for mend in _MENDS:
        better = mend(printed, better)

    better = _with_whole_authors(_with_last_author(better, by_grammar), by_grammar)
    better = _with_container(printed, better, by_grammar)
    for part in _FROM_GRAMMAR:
        is_missing = part not in better and part in by_grammar
        if is_missing and _is_plausible(part, better) and _is_free(by_grammar[part], better):
            better[part] = Judgement(by_grammar[part], Confidence.GUESS)

    return with_imprint(printed, better)


def _is_plausible(part: Part, judgements: Judgements) -> bool:
    """Whether a part that only the grammar sees fits beside the others."""
    if part is Part.CONTAINER:
        return Part.VOLUME in judgements

    return part is not Part.AUTHORS or Part.EDITORS not in judgements


def _without(judgements: Judgements, part: Part) -> Judgements:
    """The other *judgements* than that on *part*."""
    return {other: judgement for other, judgement in judgements.items() if other != part}


def _is_free(span: Span, judgements: Judgements) -> bool:
    """Whether no part stands in *span*."""
    return all(span[1] <= other.span[0] or span[0] >= other.span[1] for other in judgements.values())


def _with_labelled_numbers(printed: str, judgements: Judgements) -> Judgements:
    """A lone number is an issue behind "no." or a bracket, and a volume elsewhere."""
    lone = [part for part in (Part.VOLUME, Part.ISSUE) if part in judgements]
    if len(lone) != 1:
        return judgements

    number = judgements[lone[0]]
    before = printed[max(number.span[0] - _LOOKED_AT, 0) : number.span[0]]
    part = lone[0]
    if _VOLUME_LABEL.search(before):
        part = Part.VOLUME
    elif _ISSUE_LABEL.search(before):
        part = Part.ISSUE
    elif part is Part.ISSUE and printed[number.span[0]].isdigit():
        part = Part.VOLUME

    return _without(judgements, lone[0]) | {part: number}


def _with_pages_behind_volume(printed: str, judgements: Judgements) -> Judgements:
    """A second number behind a volume that neither "no." nor a bracket makes an issue is the page."""
    if Part.PAGES in judgements or not {Part.VOLUME, Part.ISSUE} <= judgements.keys():
        return judgements

    number = judgements[Part.ISSUE]
    if _ISSUE_LABEL.search(printed[max(number.span[0] - _LOOKED_AT, 0) : number.span[0]]):
        return judgements

    return _without(judgements, Part.ISSUE) | {Part.PAGES: number}


def _with_whole_numbers(printed: str, judgements: Judgements) -> Judgements:
    """Pages and issue to the end of the number: 5–6, not 6; 377.e1–e35, not 377."""
    better = dict(judgements)
    for part in (Part.PAGES, Part.ISSUE):
        if part not in better:
            continue

        own = better.pop(part)
        before, behind = (
            _NUMBER_BEFORE.search(printed[: own.span[0]]),
            _NUMBER_BEHIND.match(printed, own.span[1]),
        )
        start = before.start() if before else own.span[0]
        end = behind.end() if behind else own.span[1]
        better[part] = own._replace(span=(start, end)) if _is_free((start, end), better) else own

    return better


def _with_late_year(printed: str, judgements: Judgements) -> Judgements:
    """A year in brackets instead of a number before 1800, which is more often a page."""
    year = judgements.get(Part.YEAR)
    if year is None or printed[year.span[0] : year.span[0] + 2] > "17":
        return judgements

    later = _LATE_YEAR.search(printed)
    if later is None:
        return judgements

    better = judgements | {Part.YEAR: Judgement(later.span(1), Confidence.LIKELY)}
    if Part.PAGES in better:
        return better

    return better | {Part.PAGES: Judgement(year.span, Confidence.GUESS)}


def _with_labelled_pages(printed: str, judgements: Judgements) -> Judgements:
    """Pages that are printed behind "p." and that no reader saw."""
    if Part.PAGES in judgements:
        return judgements

    for pages in _PAGES.finditer(printed):
        if _is_free(pages.span(1), judgements):
            return judgements | {Part.PAGES: Judgement(pages.span(1), Confidence.LIKELY)}

    return judgements


def _without_labels(printed: str, judgements: Judgements) -> Judgements:
    """Title and container without the words round them that are no part of their names."""
    better = dict(judgements)
    for part, behind in ((Part.CONTAINER, _BEHIND_CONTAINER), (Part.TITLE, _BEHIND_TITLE)):
        if part not in better:
            continue

        start, end = better[part].span
        label = behind.search(printed[:end], start)
        end = label.start() if label and label.start() > start else end
        if part is Part.CONTAINER:
            lead = _BEFORE_CONTAINER.match(printed, start, end)
        else:
            lead = None

        better[part] = better[part]._replace(span=(lead.end() if lead else start, end))

    return better


def _with_container_of_brackets(printed: str, judgements: Judgements) -> Judgements:
    """Take back a container that is but the closing bracket of what was taken for the title: a journal."""
    container, title = judgements.get(Part.CONTAINER), judgements.get(Part.TITLE)
    if container is None or any(map(str.isalnum, printed[slice(*container.span)])):
        return judgements

    others = _without(judgements, Part.CONTAINER)
    is_torn = (
        title is not None and "(" in printed[slice(*title.span)] and ")" in printed[slice(*container.span)]
    )
    if not is_torn or title is None or Part.VOLUME not in judgements:
        return others

    whole = Judgement((title.span[0], container.span[1]), Confidence.GUESS)

    return _without(others, Part.TITLE) | {Part.CONTAINER: whole}


def _with_place_and_publisher(printed: str, judgements: Judgements) -> Judgements:
    """A place and a publisher that were taken for one of them, parted at the colon between them."""
    lone = [part for part in (Part.PLACE, Part.PUBLISHER) if part in judgements]
    if len(lone) != 1:
        return judgements

    (start, end), confidence = judgements[lone[0]]
    colon = _PLACE_AND_PUBLISHER.search(printed, start, end)
    if colon is None:
        return judgements

    return judgements | {
        Part.PLACE: Judgement((start, colon.start()), confidence),
        Part.PUBLISHER: Judgement((colon.end(), end), confidence),
    }


def _with_title(printed: str, judgements: Judgements) -> Judgements:
    """A title and a journal that were taken for a journal alone, parted at the last end of a sentence."""
    if Part.TITLE in judgements or not {Part.CONTAINER, Part.VOLUME} <= judgements.keys():
        return judgements

    start, end = judgements[Part.CONTAINER].span
    stops = list(_SENTENCE_END.finditer(printed, start, end))
    if not stops:
        return judgements

    return judgements | {
        Part.TITLE: Judgement((start, stops[-1].start()), Confidence.GUESS),
        Part.CONTAINER: Judgement((stops[-1].end(), end), Confidence.GUESS),
    }


_MENDS: tuple[Callable[[str, Judgements], Judgements], ...] = (
    _with_container_of_brackets,
    _with_late_year,
    _with_pages_behind_volume,
    _with_labelled_numbers,
    _with_labelled_pages,
    _with_whole_numbers,
    _without_labels,
    _with_place_and_publisher,
    _with_title,
)
"""What looks at the print alone, in the order in which one builds on another."""


def _with_whole_authors(judgements: Judgements, by_grammar: Mapping[Part, Span]) -> Judgements:
    """The list of people that the grammar sees, where the other reader saw a piece of it."""
    authors, whole = judgements.get(Part.AUTHORS), by_grammar.get(Part.AUTHORS)
    if authors is None or whole is None or whole == authors.span:
        return judgements

    rest = _without(judgements, Part.AUTHORS)
    holds = whole[0] <= authors.span[0] and authors.span[1] <= whole[1]

    return (
        rest | {Part.AUTHORS: Judgement(whole, Confidence.LIKELY)}
        if holds and _is_free(whole, rest)
        else judgements
    )


def _with_last_author(judgements: Judgements, by_grammar: Mapping[Part, Span]) -> Judgements:
    """An author who was taken for the beginning of the journal that follows without a sign."""
    authors, container = judgements.get(Part.AUTHORS), judgements.get(Part.CONTAINER)
    whole = by_grammar.get(Part.AUTHORS)
    if authors is None or container is None or whole is None or whole[0] != authors.span[0]:
        return judgements
    if not container.span[0] < whole[1] < container.span[1] or authors.span[1] > container.span[0]:
        return judgements

    return judgements | {
        Part.AUTHORS: Judgement(whole, Confidence.LIKELY),
        Part.CONTAINER: Judgement((whole[1] + 1, container.span[1]), Confidence.LIKELY),
    }


def _with_container(printed: str, judgements: Judgements, by_grammar: Mapping[Part, Span]) -> Judgements:
    """A journal that was taken for the end of the title, where the grammar sees a volume behind it."""
    title, container = judgements.get(Part.TITLE), by_grammar.get(Part.CONTAINER)
    other = by_grammar.get(Part.TITLE)
    if title is None or container is None or other is None or Part.CONTAINER in judgements:
        return judgements

    is_end_of_title = title.span[0] < container[0] and container[1] == title.span[1]
    if not is_end_of_title or Part.VOLUME not in judgements or other[1] > container[0]:
        return judgements

    end = other[0] + len(printed[other[0] : other[1]].rstrip(" .,"))

    return judgements | {
        Part.TITLE: Judgement((title.span[0], end), Confidence.GUESS),
        Part.CONTAINER: Judgement(container, Confidence.GUESS),
    }
