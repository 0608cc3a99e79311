"""A folder's works, brought up to date from lists and services: into a book, which nobody has written yet.

In come a book, and a list of notices or services; out go `Findings`, and the book says what is sure enough
of them. Whoever called shows them and then writes the book, or lets it go.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography.notice_register import has_number
from evidence_graph.living import candidates, recording, service_answers, suggestions, verifying
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.findings import Asked, Findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evidence_graph.authoring import Book
    from evidence_graph.bibliography.notice_register import NoticeRegister
    from evidence_graph.living.service_access import LiteratureServices
    from evidence_graph.living.service_answers import Answers
    from evidence_graph.living.suggestions import Suggestion
    from evidence_graph.model import Citation


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
    book: Book,
    services: LiteratureServices,
    *,
    tasks: Collection[Task] = tuple(Task),
    since: str | None = None,
) -> Findings:
    """What *services* say of the works of *book*, which says it as well from now on, and new works.

    New works are looked for *since* a day, or since the last judgement or search.
    """
    answers = service_answers.ask(_questions(book, services, tasks), services)
    every = tuple(_suggestions(book, answers, services, tasks))
    suggestions.put(book, every)

    not_reached = tuple(dict.fromkeys(answers.not_reached))
    findings = Findings(answers.summary(services), every, (), not_reached, tuple(answers.not_asked))
    if Task.NEW_CITATIONS in tasks:
        findings += candidates.candidates(book, answers, services, since)

    return findings


def _questions(book: Book, services: LiteratureServices, tasks: Collection[Task]) -> list[Citation]:
    """The works that are asked about: none where only new ones are wanted and PubMed tells who cites."""
    if set(tasks) == {Task.NEW_CITATIONS} and services.openalex is None:
        return []

    return recording.citations(book)


def _suggestions(
    book: Book, answers: Answers, services: LiteratureServices, tasks: Collection[Task]
) -> Iterator[Suggestion]:
    """What was answered, of the kinds that belong to *tasks*."""
    if set(tasks) == {Task.NEW_CITATIONS}:
        return

    entries = book.records(bib.Entry)
    for citation in recording.citations(book):
        study = recording.study_of(book, citation)
        entry = entries.get(citation.key) or bib.Entry(citation.key, "misc", {})
        own = verifying.OwnCitation(citation, entry, study)
        of_citation = list(verifying.of_numbers(own, answers.records.get(citation.key, ())))
        if Task.RECORDS in tasks:
            of_citation += _of_absence(own, answers, services)

        for suggestion in of_citation:
            if suggestion.kind in NOTICE_KINDS:
                task = Task.NOTICES
            else:
                task = Task.RECORDS

            if task in tasks:
                yield suggestion


def _of_absence(
    own: verifying.OwnCitation, answers: Answers, services: LiteratureServices
) -> list[Suggestion]:
    """What there is to say of a work of which nobody has a record; nothing where not all were asked."""
    key = own.citation.key
    if answers.records.get(key) or not answers.is_whole(key):
        return []

    try:
        return list(verifying.of_absence(own, answers, services))
    except ServiceStopped as stopped:
        answers.not_reached.append(f"{stopped}; works without a record")
        return []
