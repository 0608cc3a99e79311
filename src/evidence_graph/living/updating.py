"""A folder's works, brought up to date from lists and services: into a book, which nobody has written yet.

In come a book, and a list of notices or services; out go `Findings`, and the book says what is sure enough
of them. Whoever called shows them and then writes the book, or lets it go.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography.notice_register import has_number
from evidence_graph.living import asking, candidates, recording, suggestions, verifying
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.findings import Asked, Findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evidence_graph.authoring import Book
    from evidence_graph.bibliography.notice_register import NoticeRegister
    from evidence_graph.living.asking import Answers
    from evidence_graph.living.services import Services
    from evidence_graph.living.suggestions import Suggestion


class Task(StrEnum):
    """What an update looks for."""

    RECORDS = "records"
    NOTICES = "notices"
    NEW_CITATIONS = "new-works"


NOTICE_KINDS = frozenset([*recording.KINDS.values(), suggestions.SuggestionKind.FLAGGED])
"""The suggestions that come of notices; all others come of records."""


def from_list(book: Book, register: NoticeRegister) -> Findings:
    """What the list *register* says of the works of *book*, which says it as well from now on."""
    citations = recording.citations(book)
    numbered = [citation for citation in citations if has_number(citation)]
    noted = sum(bool(register.about(citation).integrity.notices) for citation in numbered)
    asked = Asked(register.name, register.day, len(numbered), noted, "a notice about")

    every = tuple(recording.of_register(book, register, with_absence=True))
    suggestions.put(book, every)
    return Findings((asked,), every)


def from_services(
    book: Book, services: Services, *, tasks: Collection[Task] = tuple(Task), since: str | None = None
) -> Findings:
    """What *services* say of the works of *book*, which says it as well from now on, and new works.

    New works are looked for *since* a day, or since the last judgement or search.
    """
    citations = recording.citations(book)
    answers = asking.ask(citations, services)
    every = tuple(_suggested(book, answers, services, tasks))
    suggestions.put(book, every)
    findings = Findings(answers.summary(services), every, (), tuple(dict.fromkeys(answers.not_reached)))
    if Task.NEW_CITATIONS in tasks:
        findings += candidates.candidates(book, answers, services, since)
    return findings


def _suggested(
    book: Book, answers: Answers, services: Services, tasks: Collection[Task]
) -> Iterator[Suggestion]:
    """What was answered, of the kinds that belong to *tasks*."""
    entries = book.records(bib.Entry)
    is_stopped = False
    for citation in recording.citations(book):
        own = verifying.OwnCitation(citation, entries[citation.key], recording.study_of(book, citation))
        records = answers.records.get(citation.key, [])
        found = list(verifying.of_numbers(own, records))
        if not records and Task.RECORDS in tasks and answers.is_whole(citation.key) and not is_stopped:
            try:
                found += verifying.of_absence(own, answers, services)
            except ServiceStopped as stopped:
                is_stopped = True
                answers.not_reached.append(f"{stopped}; works without a record")
        for suggestion in found:
            task = Task.NOTICES if suggestion.kind in NOTICE_KINDS else Task.RECORDS
            if task in tasks:
                yield suggestion
