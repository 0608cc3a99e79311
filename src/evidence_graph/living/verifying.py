"""What the services' records say of one work: another title, missing fields, notices, or nothing.

In come a work of the data and what services have under its numbers; out go suggestions. A work without a
number is looked for by title, author and year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import sameness
from evidence_graph.bibliography.identifiers import doi_identity
from evidence_graph.bibliography.integrity import IntegrityNotice, Nature, integrity_of
from evidence_graph.bibliography.sameness import Sameness
from evidence_graph.bibliography.signatures import Signature
from evidence_graph.living import crossref, pubmed_service, recording
from evidence_graph.living.service_records import in_words, is_same
from evidence_graph.living.suggestions import FieldDifference, Suggestion, SuggestionKind
from evidence_graph.model import RetractionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.bibliography import Entry
    from evidence_graph.living.service_access import LiteratureServices
    from evidence_graph.living.service_answers import Answers
    from evidence_graph.living.service_records import ServiceRecord
    from evidence_graph.model import Citation, Study

NUMBERS = ("doi", "pmid", "pmcid")
FIELDS = ("title", "authors", "year", "container", "volume", "issue", "pages", *NUMBERS)
"""The fields that are completed where they are missing, and never replaced."""

INDEXED = frozenset(["article", "inproceedings", "conference"])
"""The types of works that the services list; a book that none of them knows is no fabrication."""

UNLISTED = frozenset(
    ["online", "electronic", "www", "software", "dataset", "standard", "patent", "legislation"]
)
"""The types that nobody looks for by a title."""


@dataclass(frozen=True, slots=True)
class OwnCitation:
    """A work as the data have it: its record in plain text, its entry, and what is on record of the study."""

    citation: Citation
    entry: Entry
    study: Study


def of_numbers(own: OwnCitation, records: Iterable[ServiceRecord]) -> Iterator[Suggestion]:
    """What *records*, which services have under the numbers of *own*, say of it."""
    own_records: list[ServiceRecord] = []
    for record in records:
        if is_same(own.citation, record):
            own_records.append(record)
        else:
            yield _another(own, record)

    if own_records:
        completions = list(of_completion(own, own_records))
        yield from completions
        # A new entry takes over the numbers that the study had.
        if completions:
            study = replace(own.study, doi=None, pmid=None)
        else:
            study = own.study

        yield from _of_notices(replace(own, study=study), own_records)


def of_absence(own: OwnCitation, answers: Answers, services: LiteratureServices) -> Iterator[Suggestion]:
    """What there is to say of *own* where no service has a work under its numbers, or it has none.

    Raises ServiceStopped.
    """
    citation = own.citation
    has_number = bool(citation.doi or citation.pmid)
    if citation.doi and crossref.agency(services.crossref, doi_identity(citation.doi)):
        return  # it is registered, elsewhere than with those who were asked

    names = answers.services_for(citation.key)
    if citation.type in UNLISTED or not citation.title:
        if has_number:
            yield _unknown(own, names, services)

        return

    records = _by_title(citation, services)
    if records:
        yield from _of_title(own, records)
    elif has_number or citation.type in INDEXED:
        yield _unknown(own, [services.crossref.name, services.pubmed.name, *names], services)


def of_completion(own: OwnCitation, records: list[ServiceRecord]) -> Iterator[Suggestion]:
    """The fields that *own* lacks and one of *records* has."""
    values: dict[str, Any] = {}
    sources: list[str] = []
    for name in FIELDS:
        record = next((record for record in records if getattr(record.citation, name)), None)
        if record is not None and _is_missing(own.citation, name):
            values[name] = getattr(record.citation, name)
            sources.append(record.service)

    if not values:
        return

    bodies = own.citation.bodies
    if "authors" in values:
        bodies += next(record.citation.bodies for record in records if record.citation.authors)

    entry = _completed(own, values | {"bodies": bodies}, records[0].citation.type)
    differences = [FieldDifference(name, getattr(own.citation, name), values[name]) for name in values]

    if set(values) <= set(NUMBERS):
        kind = SuggestionKind.NUMBER
    else:
        kind = SuggestionKind.COMPLETION

    day = records[0].day
    source = f"{in_words(sources)} on {day}"
    message = f"{', '.join(values)} found, says {source}"
    records_of_change: list[Entry | Study] = [entry]
    if own.study.doi or own.study.pmid:
        records_of_change.append(replace(own.study, doi=None, pmid=None))

    put = tuple(records_of_change)
    yield Suggestion(kind, own.citation.key, message, source, day, tuple(differences), put)


def _is_missing(citation: Citation, name: str) -> bool:
    """Whether *citation* says nothing of the field *name*, in no other way either."""
    others = {"year": citation.date, "pages": citation.eid, "authors": citation.editors}

    return not getattr(citation, name) and not others.get(name)


def _completed(own: OwnCitation, values: dict[str, Any], kind: str) -> Entry:
    """The entry of *own* with *values* in fields that it lacks; one known by number alone gets its *kind*."""
    before = bib.from_citation(own.citation).fields
    after = bib.from_citation(replace(own.citation, **values)).fields
    fields = dict(own.entry.fields)
    for name, value in after.items():
        if before.get(name) != value or not own.entry.fields:
            fields.setdefault(name, value)

    is_bare = own.entry.type == "misc" and "title" in values

    return replace(own.entry, type=kind if is_bare else own.entry.type, fields=fields)


def _another(own: OwnCitation, record: ServiceRecord) -> Suggestion:
    """That a number of *own* is that of another work."""
    citation, theirs = own.citation, record.citation
    own_doi, their_doi = doi_identity(citation.doi or ""), doi_identity(theirs.doi or "")
    is_doi = bool(own_doi) and own_doi == their_doi
    if is_doi:
        number = f"DOI {citation.doi}"
    else:
        number = f"PubMed number {citation.pmid}"

    message = f"the {number} is that of “{theirs.title}” ({theirs.label}), says {record.source}"

    return Suggestion(SuggestionKind.OTHER_CITATION, citation.key, message, record.service, record.day)


def _of_notices(own: OwnCitation, records: list[ServiceRecord]) -> Iterator[Suggestion]:
    """What the notices of *records* say of the integrity of *own*, or that there are none."""
    notices: list[IntegrityNotice] = []
    for record in records:
        notices += record.notices

    integrity = integrity_of(merge(notices))

    day = min(record.day for record in records)
    names = [record.service for record in records if not record.is_flagged]
    source = f"{in_words(names)} on {day}"
    statuses = {integrity.status, own.study.retraction_status}
    is_flagged = len(names) < len(records) and RetractionStatus.RETRACTED not in statuses
    if is_flagged:
        yield _flagged(own, records, names)

    if integrity.notice is not None:
        yield from recording.of_integrity(own.study, integrity, source)
    elif names and not is_flagged:
        yield from recording.of_absence(own.study, source, day)


def _flagged(own: OwnCitation, records: list[ServiceRecord], names: list[str]) -> Suggestion:
    """That a service calls *own* retracted, and no notice of that is known: *names* know of none."""
    record = next(record for record in records if record.is_flagged)
    if names:
        others = f"no notice is known to {in_words(names)}"
    else:
        others = "nobody else was asked"

    message = f"{record.service} calls it retracted and names no notice; {others}: look at its page"

    return Suggestion(SuggestionKind.FLAGGED, own.citation.key, message, record.service, record.day)


def merge(notices: Iterable[IntegrityNotice]) -> list[IntegrityNotice]:
    """*notices*, of which those that several services tell of stand once, with all that is said of them."""
    every: list[IntegrityNotice] = []
    for notice in notices:
        for place, other in enumerate(every):
            if _is_one(notice, other):
                every[place] = _merged(other, notice)
                break
        else:
            every.append(notice)

    return every


def _merged(one: IntegrityNotice, other: IntegrityNotice) -> IntegrityNotice:
    """One notice that two services tell of: the numbers of both, and the day that is said more exactly."""
    days = [day for day in (one.date, other.date) if day]

    return replace(
        one,
        date=max(days, key=len, default=None),
        doi=one.doi or other.doi,
        pmid=one.pmid or other.pmid,
    )


def _is_one(one: IntegrityNotice, other: IntegrityNotice) -> bool:
    """Whether both are one notice: of one nature, with a number in common or without one."""
    if one.nature is not other.nature:
        return False
    if (one.doi and one.doi == other.doi) or (one.pmid and one.pmid == other.pmid):
        return True

    is_numberless = not (one.doi or one.pmid) or not (other.doi or other.pmid)

    return one.nature is Nature.RETRACTION and is_numberless


def _by_title(citation: Citation, services: LiteratureServices) -> list[ServiceRecord]:
    """The records of the work that has title, author and year of *citation*, from the first who knows it."""
    bare = replace(citation, doi=None, pmid=None, pmcid=None, volume=None, pages=None, issue=None)
    searches = ((crossref.search, services.crossref), (pubmed_service.search, services.pubmed))
    for search, service in searches:
        records = [record for record in search(service, citation) if _is_that(bare, record.citation)]
        if records:
            return records

    return []


def _is_that(bare: Citation, theirs: Citation) -> bool:
    tie = sameness.compare(Signature(bare), Signature(theirs))
    return tie is not None and tie[0] is Sameness.SAME


def _of_title(own: OwnCitation, records: list[ServiceRecord]) -> Iterator[Suggestion]:
    """The number that the work has; where *own* has another one, or there are several, a person looks."""
    citation = own.citation
    numbers = {doi_identity(record.citation.doi or "") or record.citation.pmid for record in records}
    has_number = bool(citation.doi or citation.pmid)
    if len(numbers) == 1 and not has_number:
        yield from of_completion(own, records)
        return

    others = ", ".join(sorted(filter(None, numbers)))
    if has_number:
        lead = f"no source knows {citation.doi or citation.pmid}; "
    else:
        lead = ""

    message = f"{lead}a work of this title, author and year has {others}, says {records[0].service}"
    yield Suggestion(SuggestionKind.UNKNOWN, citation.key, message, records[0].service, records[0].day)


def _unknown(own: OwnCitation, names: list[str], services: LiteratureServices) -> Suggestion:
    """That nobody who was asked knows *own*: the services with these *names*."""
    citation = own.citation
    names = list(dict.fromkeys(names))
    if citation.doi:
        number = f"DOI {citation.doi}"
    else:
        number = f"PubMed number {citation.pmid}"

    has_number = bool(citation.doi or citation.pmid)
    parts = [f"its {number}"] if has_number else []
    parts += ["its title"] if citation.title else []

    days = {service.name: service.day for service in services.every}
    who = ", ".join(f"{name} on {days.get(name)}" for name in names)
    message = f"nobody knows {' nor '.join(parts)}; asked: {who}"

    return Suggestion(SuggestionKind.UNKNOWN, citation.key, message, in_words(names), days.get(names[0]))
