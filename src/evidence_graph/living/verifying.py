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
    from evidence_graph.living.asking import Answers
    from evidence_graph.living.service_records import ServiceRecord
    from evidence_graph.living.services import Services
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
    same: list[ServiceRecord] = []
    for record in records:
        if is_same(own.citation, record):
            same.append(record)
        else:
            yield _another(own, record)
    if same:
        yield from of_completion(own, same)
        yield from _of_notices(own, same)


def of_absence(own: OwnCitation, answers: Answers, services: Services) -> Iterator[Suggestion]:
    """What there is to say of *own* where no service has a work under its numbers, or it has none.

    Raises ServiceStopped.
    """
    citation = own.citation
    if citation.doi and crossref.agency(services.crossref, doi_identity(citation.doi)):
        return  # it is registered, elsewhere than with those who were asked
    if citation.type in UNLISTED or not citation.title:
        if citation.doi or citation.pmid:
            yield _unknown(own, answers.services_for(citation.key), services)
        return

    found = _by_title(citation, services)
    if found:
        yield from _of_title(own, found)
    elif citation.doi or citation.pmid or citation.type in INDEXED:
        asked = [services.crossref.name, services.pubmed.name, *answers.services_for(citation.key)]
        yield _unknown(own, list(dict.fromkeys(asked)), services)


def of_completion(own: OwnCitation, records: list[ServiceRecord]) -> Iterator[Suggestion]:
    """The fields that *own* lacks and one of *records* has."""
    values: dict[str, Any] = {}
    sources: dict[str, None] = {}
    for name in FIELDS:
        record = next((record for record in records if getattr(record.citation, name)), None)
        if record is not None and _is_missing(own.citation, name):
            values[name] = getattr(record.citation, name)
            sources[record.service] = None
            if name == "authors":
                values["bodies"] = tuple(dict.fromkeys([*own.citation.bodies, *record.citation.bodies]))
    if not values:
        return

    entry = _completed(own, values, records[0].citation.type)
    differences = [
        FieldDifference(n, getattr(own.citation, n), v) for n, v in values.items() if n != "bodies"
    ]
    kind = SuggestionKind.NUMBER if set(values) <= set(NUMBERS) else SuggestionKind.COMPLETION
    source = f"{in_words(sources)} on {records[0].day}"
    message = f"{', '.join(each.field for each in differences)} found, says {source}"
    yield Suggestion(kind, own.citation.key, message, source, records[0].day, tuple(differences), entry)


def _is_missing(citation: Citation, name: str) -> bool:
    """Whether *citation* says nothing of the field *name*, in no other way either."""
    others = {"year": citation.date, "pages": citation.eid, "authors": citation.editors}
    return not getattr(citation, name) and not others.get(name)


def _completed(own: OwnCitation, values: dict[str, Any], kind: str) -> Entry:
    """The entry of *own* with *values* in fields that it lacks; one known by number alone gets its *kind*."""
    before = bib.from_citation(own.citation).fields
    after = bib.from_citation(replace(own.citation, **values)).fields
    new = {name: value for name, value in after.items() if before.get(name) != value}
    fields = dict(own.entry.fields)
    fields |= {name: value for name, value in new.items() if name not in own.entry.fields}
    is_bare = own.entry.type == "misc" and "title" in values
    return replace(own.entry, type=kind if is_bare else own.entry.type, fields=fields)


def _another(own: OwnCitation, record: ServiceRecord) -> Suggestion:
    """That a number of *own* is that of another work."""
    theirs = record.citation
    is_doi = bool(own.citation.doi) and doi_identity(own.citation.doi or "") == doi_identity(theirs.doi or "")
    number = f"DOI {own.citation.doi}" if is_doi else f"PubMed number {own.citation.pmid}"
    source = f"{record.service} on {record.day}"
    message = f"the {number} is that of “{theirs.title}” ({theirs.label}), says {source}"
    return Suggestion(SuggestionKind.OTHER_CITATION, own.citation.key, message, record.service, record.day)


def _of_notices(own: OwnCitation, records: list[ServiceRecord]) -> Iterator[Suggestion]:
    """What the notices of *records* say of the integrity of *own*, or that there are none."""
    notices = merged(notice for record in records for notice in record.notices)
    knowing = list(dict.fromkeys(record.service for record in records if not record.is_flagged))
    day = min(record.day for record in records)
    source = f"{in_words(knowing)} on {day}"
    integrity = integrity_of(notices)
    flagging = [record for record in records if record.is_flagged]
    is_flagged = bool(flagging) and integrity.status is not RetractionStatus.RETRACTED
    if is_flagged and own.study.retraction_status is not RetractionStatus.RETRACTED:
        others = f"{in_words(knowing)} know of no retraction" if knowing else "nobody else was asked"
        message = f"{flagging[0].service} calls it retracted and names no notice; {others}: look at its page"
        yield Suggestion(SuggestionKind.FLAGGED, own.citation.key, message, flagging[0].service, day)
        return
    if integrity.notice is not None:
        yield from recording.of_integrity(own.study, integrity, source)
    elif knowing:
        yield from recording.of_absence(own.study, source, day)


def merged(notices: Iterable[IntegrityNotice]) -> list[IntegrityNotice]:
    """*notices*, of which those that several services tell of stand once, with all that is said of them."""
    every: list[IntegrityNotice] = []
    for notice in notices:
        place = next((n for n, other in enumerate(every) if _is_one(notice, other)), None)
        if place is None:
            every.append(notice)
            continue
        first = every[place]
        every[place] = replace(
            first,
            date=max(filter(None, (first.date, notice.date)), key=len, default=None),
            doi=first.doi or notice.doi,
            pmid=first.pmid or notice.pmid,
        )
    return every


def _is_one(one: IntegrityNotice, other: IntegrityNotice) -> bool:
    """Whether both are one notice: of one nature, with a number in common or without one."""
    if one.nature is not other.nature:
        return False
    is_shared = (one.doi and one.doi == other.doi) or (one.pmid and one.pmid == other.pmid)
    has_numbers = [bool(each.doi or each.pmid) for each in (one, other)]
    return bool(is_shared) or (one.nature is Nature.RETRACTION and not all(has_numbers))


def _by_title(citation: Citation, services: Services) -> list[ServiceRecord]:
    """The works with another number, or any, that have title, author and year of *citation*."""
    bare = replace(citation, doi=None, pmid=None, pmcid=None, volume=None, pages=None, issue=None)
    for search, service in ((crossref.search, services.crossref), (pubmed_service.search, services.pubmed)):
        found = [record for record in search(service, citation) if _is_that(bare, record.citation)]
        if found:
            return found
    return []


def _is_that(bare: Citation, theirs: Citation) -> bool:
    tie = sameness.compare(Signature(bare), Signature(theirs))
    return tie is not None and tie[0] is Sameness.SAME


def _of_title(own: OwnCitation, records: list[ServiceRecord]) -> Iterator[Suggestion]:
    """The number that the work has; where *own* has another one, or there are several, a person looks."""
    numbers = {doi_identity(record.citation.doi or "") or record.citation.pmid for record in records}
    has_number = bool(own.citation.doi or own.citation.pmid)
    if len(numbers) == 1 and not has_number:
        yield from of_completion(own, records)
        return
    others = ", ".join(sorted(filter(None, numbers)))
    lead = f"no source knows {own.citation.doi or own.citation.pmid}; " if has_number else ""
    message = f"{lead}a work of this title, author and year has {others}, says {records[0].service}"
    yield Suggestion(SuggestionKind.UNKNOWN, own.citation.key, message, records[0].service, records[0].day)


def _unknown(own: OwnCitation, asked: list[str], services: Services) -> Suggestion:
    """That nobody who was asked knows *own*."""
    citation = own.citation
    number = f"DOI {citation.doi}" if citation.doi else f"PubMed number {citation.pmid}"
    what = f"nobody knows its {number}" if citation.doi or citation.pmid else "nobody knows its title"
    days = {service.name: service.day for service in services.every}
    who = ", ".join(f"{name} on {days.get(name)}" for name in asked)
    message = (
        f"{what}, nor its title; asked: {who}"
        if citation.title and "DOI" in what
        else f"{what}; asked: {who}"
    )
    return Suggestion(SuggestionKind.UNKNOWN, citation.key, message, ", ".join(asked), days.get(asked[0]))
