"""Who published a work and where: thesis words, publishers and places that were taken for one another.

In come the judgements on a printed reference, out come the judgements with "Continuum, London" parted at its
comma, with a thesis word outside title and publisher, and with the book behind "In".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.references.confidences import Judgement
from evidence_graph.references.letters import CAPITAL, DASH
from evidence_graph.references.people_lists import SHORT_LIST
from evidence_graph.references.printed_reference import Confidence, Part
from evidence_graph.references.word_classes import COUNTRIES, MONTH, PUBLISHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph.references.locators import Span

Judgements = dict[Part, Judgement]

_THESIS_WORDS = (
    r"(?:(?:unpublished |unveröffentlichte )?(?:ph\.? ?d\.?|doctoral|doctorate|master(?:[’']?s)?|m\.? ?sc\.?|"
    r"m\.? ?a\.?|m\. ?phil\.?|bachelor(?:[’']?s)?|b\. ?sc\.?|diploma|honou?rs|licentiate)?"
    r"[ -]?(?:thesis|dissertation|diss\.)"
    r"|thèse(?: de doctorat| d[’']état)?|mémoire(?: de [\w ]{3,40})?|habilitations?(?:schrift)?"
    r"|(?:inaugural|diplom|master|bachelor|doktor)[ -]?arbeit|inaugural-?dissertation"
    r"|tesis(?: doctoral| de [\w ]{3,30})?|tesi di (?:laurea|dottorato)|proefschrift|avhandling"
    r"|ph\.? ?d\.?|pr[ée]publication|preprint|manuscript|ms\.)"
)
_THESIS_BEHIND = re.compile(
    rf"[\s.,;:–—]+[(\[]?{_THESIS_WORDS}[)\]]?(?: (?:in|en) [\w ]{{3,40}})?[\s.,;]*$", re.IGNORECASE
)
_THESIS_BEFORE = re.compile(rf"[(\[]?{_THESIS_WORDS}[)\]]?[\s.,;:]+(?=\S)", re.IGNORECASE)
_THESIS_ALONE = re.compile(rf"[(\[\s]*{_THESIS_WORDS}[)\]\s.,;]*", re.IGNORECASE)
_REPORT_BEHIND = re.compile(
    r"[\s.,]*\((?:tech(?:nical)?\.?|research) (?:rep|report)\b[^()]*\)?\.?\s*$", re.IGNORECASE
)
_TORN_REPORT = re.compile(r"\s*\((?:Tech|Rep|No|Vol|Unpublished)[\s.]*$")

_PLACE = (
    rf"(?:[{CAPITAL}][\w’'.-]+(?: (?:[{CAPITAL}][\w’'.-]+|am|an|der|sur|de|la|upon)){{0,3}}"
    rf"(?:, (?:[A-Z]{{2,3}}|[{CAPITAL}]\.[{CAPITAL}]\.|[{CAPITAL}]\w+(?: [{CAPITAL}]\w+)?)){{0,2}})"
)
_PUBLISHER_AND_PLACE = re.compile(rf"(?P<publisher>[^,]{{2,80}}), (?P<place>{_PLACE})\.?")
_NO_PLACE = re.compile(r"(?:Inc|Ltd|LLC|Co|GmbH|AG|S\.A|Jr|Sons|Verlag|Department|School|Institute)\b\.?")
_CAMPUS = re.compile(r"\bUniversit\w+ (?:of|de|di) [\w ]+$")
_IN_BOOK = re.compile(r"(?<=[.,:;?!)”\"’]) ?\bIn:? (?=[\w“\"])")
_END_OF_BOOK = re.compile(rf" ?\((?:pp?\.|[Vv]ol|[Ee]d)|\. (?=[{CAPITAL}])|, (?:pp?\.|[Vv]ol)|\.? *$")
_FREE_PAGES = re.compile(
    rf"(?<![{DASH}\w./])(?P<pages>\d{{1,5}} ?[{DASH}]{{1,2}} ?\d{{1,5}})(?![{DASH}\w/])(?! ?{MONTH})"
)
_ARTICLE_NUMBER = re.compile(r"(?<=\d, )(?P<pages>e?\d{3,8})(?=\.? *$)")
_JOURNAL_BEHIND = re.compile(rf" (?P<journal>[{CAPITAL}]\w{{3,}}(?: \w+){{0,3}})")
_DAYS = re.compile(rf"\s*{MONTH}")
_MONTH_BEFORE = re.compile(rf"{MONTH}\.? *$")


def with_imprint(printed: str, judgements: Judgements) -> Judgements:
    """The *judgements* on *printed* after a look at thesis words, publisher, place and the book around it."""
    for mend in _MENDS:
        judgements = mend(printed, judgements)

    return judgements


def _is_free(span: Span, judgements: Judgements) -> bool:
    return all(span[1] <= other.span[0] or span[0] >= other.span[1] for other in judgements.values())


def _without_thesis_words(printed: str, judgements: Judgements) -> Judgements:
    """Title, container and publisher without the words that say what kind of work it is."""
    better = {}
    for part, judgement in judgements.items():
        start, end = judgement.span
        if part in {Part.CONTAINER, Part.PUBLISHER, Part.PLACE, Part.SERIES}:
            if _THESIS_ALONE.fullmatch(printed, start, end):
                continue

            before = _THESIS_BEFORE.match(printed, start, end)
            start = before.end() if before else start
        elif part is Part.TITLE:
            for words in (_THESIS_BEHIND, _REPORT_BEHIND, _TORN_REPORT):
                behind = words.search(printed[:end], start + 1)
                end = behind.start() if behind else end

        better[part] = judgement._replace(span=(start, end))

    return better


def _with_place_behind_publisher(printed: str, judgements: Judgements) -> Judgements:
    """A publisher and the place behind it that were taken for one of the two, parted at the comma."""
    lone = [part for part in (Part.PLACE, Part.PUBLISHER) if part in judgements]
    if len(lone) != 1:
        return judgements

    start, end = judgements[lone[0]].span
    parted = _PUBLISHER_AND_PLACE.fullmatch(printed, start, end)
    if parted is None or _NO_PLACE.match(parted["place"]) or re.search(PUBLISHER, parted["place"]):
        return judgements

    last = parted["place"].rpartition(", ")[2]
    if lone[0] is Part.PLACE and not re.search(PUBLISHER, parted["publisher"]) and "," in parted["place"]:
        return judgements
    if _CAMPUS.search(parted["publisher"]) and last.lower() not in COUNTRIES:
        return judgements
    if lone[0] is Part.PLACE and (last.lower() in COUNTRIES or len(last) < 4) and last == parted["place"]:  # noqa: PLR2004 - a state
        return judgements

    return judgements | {
        Part.PUBLISHER: Judgement(parted.span("publisher"), Confidence.LIKELY),
        Part.PLACE: Judgement(parted.span("place"), Confidence.LIKELY),
    }


def _with_book(printed: str, judgements: Judgements) -> Judgements:
    """The book behind "In", where nobody saw it."""
    title = judgements.get(Part.TITLE)
    if title is None or Part.CONTAINER in judgements:
        return judgements

    begin = _IN_BOOK.search(printed, title.span[1] - 1)
    if begin is None:
        return judgements

    start = begin.end()
    editors = judgements.get(Part.EDITORS)
    if editors and editors.span[0] >= start and editors.span[0] - start < 4:  # noqa: PLR2004 - a quote
        behind = re.compile(r"[\s,.]*[(\[]?(?:[Ee]ds?|[Hh]rsg|[Ee]ditors?)?\.?[)\]]?[\s,.:]*").match(
            printed, editors.span[1]
        )
        start = behind.end() if behind else start

    stop = _END_OF_BOOK.search(printed, start)
    others = [other.span[0] for other in judgements.values() if other.span[0] >= start]
    end = min([stop.start() if stop else len(printed), *others])
    while end > start and printed[end - 1] in " .,:;(":
        end -= 1

    if end - start < 5 or not _is_free((start, end), judgements):  # noqa: PLR2004 - no name of a book
        return judgements

    return judgements | {Part.CONTAINER: Judgement((start, end), Confidence.GUESS)}


def _with_free_pages(printed: str, judgements: Judgements) -> Judgements:
    """A range of numbers, or the number of an article at the end, that belongs to no part."""
    if Part.PAGES in judgements or Part.CONTAINER not in judgements:
        return judgements

    for pattern in (_FREE_PAGES, _ARTICLE_NUMBER):
        for pages in pattern.finditer(printed, judgements[Part.CONTAINER].span[0]):
            if _is_free(pages.span("pages"), judgements) and not _MONTH_BEFORE.search(
                printed[: pages.start()]
            ):
                return judgements | {Part.PAGES: Judgement(pages.span("pages"), Confidence.LIKELY)}

    return judgements


def _with_journal_behind_people(printed: str, judgements: Judgements) -> Judgements:
    """A journal behind people without a sign, taken for one of them: Ek CA Spine (Phila Pa 1976)."""
    authors = judgements.get(Part.AUTHORS)
    people = SHORT_LIST.match(printed, authors.span[0], authors.span[1]) if authors else None
    if authors is None or people is None:
        return judgements

    tail = _JOURNAL_BEHIND.fullmatch(printed, people.end(), authors.span[1])
    if tail is None:
        return judgements

    container = judgements.get(Part.CONTAINER)
    is_next = container is not None and 0 <= container.span[0] - authors.span[1] <= 2  # noqa: PLR2004 - a bracket
    end = container.span[1] if container and is_next else authors.span[1]
    start = tail.start("journal")

    return judgements | {
        Part.AUTHORS: Judgement(people.span(), Confidence.LIKELY),
        Part.CONTAINER: Judgement((start, end), Confidence.LIKELY),
    }


def _without_days(printed: str, judgements: Judgements) -> Judgements:
    """Without volumes and pages that are the days of a month: 4-6 December, June 7-12."""
    better = dict(judgements)
    for part in (Part.VOLUME, Part.ISSUE, Part.PAGES):
        if part not in better:
            continue

        start, end = better[part].span
        is_day = end - start < 7 and (_DAYS.match(printed, end) or _MONTH_BEFORE.search(printed[:start]))  # noqa: PLR2004 - 30-31
        if is_day:
            del better[part]

    return better


_MENDS: tuple[Callable[[str, Judgements], Judgements], ...] = (
    _without_thesis_words,
    _with_journal_behind_people,
    _with_place_behind_publisher,
    _without_days,
    _with_book,
    _with_free_pages,
)
"""In the order in which one builds on another."""
