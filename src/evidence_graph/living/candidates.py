"""New works: those that cite a judged work, and those that the recorded searches find since their last date.

They are a list for somebody to judge: none of them is written anywhere, and none is judged. What the data
have already is left out, whatever its number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.bibliography import sameness
from evidence_graph.bibliography.notice_register import pubmed_number
from evidence_graph.living import crossref, open_alex, pubmed_service, recording
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.findings import Candidate, Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence_graph.authoring import Book
    from evidence_graph.living.asking import Answers
    from evidence_graph.living.service import Service
    from evidence_graph.living.service_records import ServiceRecord
    from evidence_graph.living.services import Services
    from evidence_graph.model import Citation, Search

    Found = tuple[ServiceRecord, str]
    Look = Callable[[Service, str, str], list[ServiceRecord]]

SOURCES = {"pubmed": "PubMed", "medline": "PubMed", "crossref": "Crossref", "openalex": "OpenAlex"}
"""What a recorded source may be called, in small letters, and the service that it is."""

OWN = "own "
"""Before the keys of works of the data, beside those that were found."""


def candidates(book: Book, answers: Answers, services: Services, since: str | None) -> Findings:
    """What is new since a day: that of the last judgement or search where *since* is None."""
    own = recording.citations(book)
    cut: list[str] = []
    absent: list[str] = []
    found: list[Found] = []
    day = since or last_day(book)
    for look in (_citing(book, own, answers, services, day), _searched(book, services, since, cut, absent)):
        try:
            found.extend(look)
        except ServiceStopped as stopped:
            cut.append(f"{stopped}; new works")
    return Findings((), (), tuple(_without_own(own, found)), tuple(cut), tuple(absent))


def last_day(book: Book) -> str:
    """The day of the newest judgement or search of *book*; a year ago where nothing has a day."""
    lines = (line.date for line in book.records(model.EvidenceLine).values())
    searches = (search.date for search in book.records(model.Search).values())
    days = [day for day in (*lines, *searches) if day]
    year_ago = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=365)
    return max(days, default=year_ago.isoformat())


def _judged(book: Book) -> set[str]:
    return {line.citation for line in book.records(model.EvidenceLine).values() if not line.withdrawn}


def _citing(
    book: Book, own: Sequence[Citation], answers: Answers, services: Services, day: str
) -> Iterator[Found]:
    """The works that cite a judged one: from OpenAlex where it is asked, else from PubMed."""
    judged = _judged(book)
    if services.openalex is not None:
        name = services.openalex.name
        numbers = {
            record.number: key
            for key in sorted(judged)
            for record in answers.records.get(key, ())
            if record.service == name and record.number
        }
        listed = sorted(numbers)
        for start in range(0, len(listed), open_alex.BATCH):
            batch = listed[start : start + open_alex.BATCH]
            for record in open_alex.citing(services.openalex, batch, day):
                yield record, f"cites one of {_named([numbers[number] for number in batch])}"
        return

    pmids = {number: c.key for c in own if c.key in judged and (number := pubmed_number(c.pmid or ""))}
    for record in pubmed_service.citing(services.pubmed, pmids) if pmids else ():
        if record.citation.year is None or record.citation.year >= int(day[:4]):
            yield record, f"cites one of {_named(pmids.values())}"


def _searched(
    book: Book, services: Services, since: str | None, cut: list[str], absent: list[str]
) -> Iterator[Found]:
    """The works that the recorded searches find since they were last done.

    *cut* hears of searches that were not done to the end, *absent* of those that nobody can do from here.
    """
    looks: dict[str, tuple[Service | None, Look]] = {
        "PubMed": (services.pubmed, pubmed_service.found_since),
        "Crossref": (services.crossref, crossref.found_since),
        "OpenAlex": (services.openalex, open_alex.found_since),
    }
    for search in latest(book.records(model.Search).values()):
        name = next((known for word, known in SOURCES.items() if word in search.source.lower()), None)
        service, look = looks[name] if name else (None, crossref.found_since)
        if service is None:
            why = "needs a key" if name else "cannot be asked from here"
            absent.append(f"the search {search.id}: {search.source} {why}")
            continue
        try:
            for record in look(service, search.query, since or search.date):
                yield record, f"found by the search {search.id}"
        except ServiceStopped as stopped:
            cut.append(f"the search {search.id}: {stopped}")


def latest(searches: Iterable[Search]) -> list[Search]:
    """Of searches with one query in one source, the last; in the order of their ids."""
    newest: dict[tuple[str, str], Search] = {}
    for search in sorted(searches, key=lambda each: (each.date, each.id)):
        newest[search.source.lower(), search.query] = search
    return sorted(newest.values(), key=lambda each: each.id)


def _without_own(own: Sequence[Citation], found: Iterable[Found]) -> Iterator[Candidate]:
    """What was *found* and is not among our *own* works, each work once with all that speaks for it."""
    numbered = {str(number): each for number, each in enumerate(found)}
    ours = [replace(citation, key=f"{OWN}{citation.key}") for citation in own]
    theirs = [replace(record.citation, key=key) for key, (record, _) in numbered.items()]
    first: dict[str, str] = {}
    for pair in sameness.pairs([*ours, *theirs]):
        first.setdefault(pair.second, first.get(pair.first, pair.first))

    why: dict[str, list[str]] = {}
    for key, (_, reason) in numbered.items():
        why.setdefault(first.get(key, key), []).append(reason)
    for key, reasons in why.items():
        if not key.startswith(OWN):
            record = numbered[key][0]
            source = f"{record.service} on {record.day}"
            yield Candidate(record.citation, tuple(dict.fromkeys(reasons)), source)


def _named(keys: Iterable[str]) -> str:
    """The first of *keys*."""
    listed = sorted(keys)
    more = f" and {len(listed) - 3} more" if len(listed) > 3 else ""  # noqa: PLR2004 - as many as a line holds
    return f"{', '.join(listed[:3])}{more}"
