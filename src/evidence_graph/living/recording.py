"""What lists and services say of the integrity of works, as suggestions of dated facts with their source.

A status on record is raised and never lowered, but for a reinstatement; what stood in its note before stays
there, as what it was.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import looks, model
from evidence_graph.bibliography.integrity import is_news
from evidence_graph.bibliography.notice_register import has_number
from evidence_graph.living.suggestions import FieldDifference, Suggestion, SuggestionKind
from evidence_graph.model import RetractionStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.authoring import Book
    from evidence_graph.bibliography.integrity import Integrity
    from evidence_graph.bibliography.notice_register import NoticeRegister, ReportedCitation
    from evidence_graph.model import Citation, Study

OPEN = frozenset({None, RetractionStatus.NOT_CHECKED, RetractionStatus.NONE_FOUND})
"""The statuses of a work of which nobody has said anything bad."""

KINDS: Mapping[RetractionStatus, SuggestionKind] = MappingProxyType(
    {
        RetractionStatus.RETRACTED: SuggestionKind.RETRACTED,
        RetractionStatus.EXPRESSION_OF_CONCERN: SuggestionKind.CONCERN,
        RetractionStatus.CORRECTED: SuggestionKind.CORRECTED,
        RetractionStatus.REINSTATED: SuggestionKind.REINSTATED,
        RetractionStatus.NONE_FOUND: SuggestionKind.CLEAR,
    }
)


def of_register(book: Book, register: NoticeRegister, *, with_absence: bool) -> Iterator[Suggestion]:
    """What *register* says of the works of *book*; *with_absence* also of those it has no notice about."""
    for citation in citations(book):
        before = study_of(book, citation)
        lookup = register.about(citation)
        yield from of_integrity(before, lookup.integrity, register.source)
        yield from (_doubted(citation, reported, register) for reported in lookup.doubtful)

        is_clear = lookup.integrity.notice is None and not lookup.doubtful and has_number(citation)
        if with_absence and is_clear and register.day:
            yield from of_absence(before, register.source, register.day)


def citations(book: Book) -> list[Citation]:
    """The works of *book*: those of its bibliography, and those that are known by their number alone."""
    entries = book.records(bib.Entry)
    of_entries = [bib.citation(entry, book.stock.strings, entries.get) for entry in entries.values()]
    studies = [study for study in book.records(model.Study).values() if study.doi or study.pmid]
    of_numbers = [model.Citation(s.id, doi=s.doi, pmid=s.pmid) for s in studies if s.id not in entries]

    return [*of_entries, *of_numbers]


def study_of(book: Book, citation: Citation) -> Study:
    """What *book* says of the study behind *citation*; a record without any fact where it says nothing."""
    return book.records(model.Study).get(citation.key) or model.Study(citation.key)


def of_integrity(study: Study, integrity: Integrity, source: str) -> Iterator[Suggestion]:
    """What notices say of *study* that is not on record, or is there without a day."""
    is_same = integrity.notice is not None and integrity.status is study.retraction_status
    if not is_news(integrity, study.retraction_status) and not (is_same and study.retraction_date is None):
        return

    note = study.retraction_note
    after = replace(
        study,
        retraction_status=integrity.status,
        retraction_date=integrity.date,
        retraction_source=source,
        retraction_notices=integrity.sentences,
        retraction_note=note if is_same or note is None else f"On record before: {note}",
    )
    if after != study:
        yield _suggestion(study, after, f"{'; '.join(integrity.sentences)}, says {source}")


def of_absence(study: Study, source: str, day: str) -> Iterator[Suggestion]:
    """That *source* knew of no notice about *study* on a *day*; nothing where more or newer is on record."""
    if study.retraction_status not in OPEN or (study.retraction_date or "") >= day:
        return

    after = replace(
        study,
        retraction_status=RetractionStatus.NONE_FOUND,
        retraction_date=day,
        retraction_source=source,
    )
    yield _suggestion(study, after, f"no notice, says {source}")


def _suggestion(before: Study, after: Study, message: str) -> Suggestion:
    """That the record of a study becomes another, and why."""
    status = after.retraction_status or RetractionStatus.NONE_FOUND
    differences: list[FieldDifference] = []
    if status is not before.retraction_status:
        old = before.retraction_status
        differences.append(FieldDifference("status", looks.word(old) if old else None, looks.word(status)))

    if before.retraction_date != after.retraction_date:
        differences.append(FieldDifference("date", before.retraction_date, after.retraction_date))

    source, day = after.retraction_source or "", after.retraction_date

    return Suggestion(KINDS[status], after.id, message, source, day, tuple(differences), (after,))


def _doubted(citation: Citation, reported: ReportedCitation, register: NoticeRegister) -> Suggestion:
    """That a number of *citation* leads to another work on the list."""
    message = f"its number is that of “{reported.title}” ({reported.notice}), which looks like another work"

    return Suggestion(
        SuggestionKind.OTHER_CITATION, citation.key, f"{message}, says {register.source}", register.source
    )
