"""What the signs and labels beside a part say of it, where the readers did not heed them.

In come the judgements on a printed reference and what the grammar sees in it; out come the judgements with
numbers under their labels, with parts that only the grammar sees, and without words that belong to no part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.references.confidences import Judgement
from evidence_graph.references.letters import DASH
from evidence_graph.references.printed_reference import Confidence, Part

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_LOOKED_AT = 12

_FROM_GRAMMAR = (Part.YEAR, Part.VOLUME, Part.ISSUE, Part.PAGES)


def mended(printed: str, judgements: Mapping[Part, Judgement], by_grammar: Mapping[Part, Span]) -> Judgements:
    """The *judgements* on *printed* after a look at the signs beside each part."""
    better = dict(judgements)
    for mend in (_with_labelled_numbers, _with_labelled_pages, _without_labels, _with_place_and_publisher):
        better = mend(printed, better)
    better = _with_last_author(better, by_grammar)
    for part in _FROM_GRAMMAR:
        if part not in better and part in by_grammar and _is_free(by_grammar[part], better):
            better[part] = Judgement(by_grammar[part], Confidence.GUESS)
    return _with_container(printed, better, by_grammar)


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
    rest = {other: judgement for other, judgement in judgements.items() if other is not lone[0]}
    return rest | {part: number}


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
        lead = _BEFORE_CONTAINER.match(printed, start, end) if part is Part.CONTAINER else None
        better[part] = better[part]._replace(span=(lead.end() if lead else start, end))
    return better


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
