"""New works: those that cite a judged work, and those that the recorded searches find since their last date.

They are candidates for somebody to judge: none of them is written anywhere, and none is judged. What the data
have already is left out, whatever its number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.bibliography import sameness
from evidence_graph.bibliography.notice_register import pubmed_number
from evidence_graph.living import crossref, open_alex, pubmed_service, recording
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.findings import Candidate, Findings
from evidence_graph.living.service_records import in_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence_graph.authoring import Book
    from evidence_graph.living.service import Service
    from evidence_graph.living.service_access import LiteratureServices
    from evidence_graph.living.service_answers import Answers
    from evidence_graph.living.service_records import ServiceRecord
    from evidence_graph.model import Citation, Search

    Reason = tuple[ServiceRecord, str]
    Look = Callable[[Service, str, str], list[ServiceRecord]]

NAMES = {"pubmed": "PubMed", "medline": "PubMed", "crossref": "Crossref", "openalex": "OpenAlex"}
"""What a recorded source may be called, in small letters, and the service that it is."""

OWN = "own "
"""Before the keys of works of the data, beside those of candidates."""

SHOWN = 3
"""So many works that a candidate may cite are named."""

YEAR = dt.timedelta(days=365)


@dataclass
class Hunt:
    """What is looked for in a *book*, and what came of it; *cut* and *absent* say what was not asked."""

    book: Book
    services: LiteratureServices
    since: str | None
    reasons: list[Reason] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def take(self, reasons: Iterable[Reason], what: str) -> None:
        """Take in what *reasons* bring, as far as the services answer."""
        try:
            self.reasons.extend(reasons)
        except ServiceStopped as stopped:
            self.cut.append(f"{what}: {stopped}")


def candidates(book: Book, answers: Answers, services: LiteratureServices, since: str | None) -> Findings:
    """What is new since a day: that of the last judgement or search where *since* is None."""
    hunt = Hunt(book, services, since)
    day = since or last_day(book)
    judged_keys = {line.citation for line in book.records(model.EvidenceLine).values() if not line.withdrawn}

    if services.openalex is None:
        hunt.take(_citing_by_pubmed(hunt, judged_keys, day), "works that cite")
    else:
        hunt.take(_citing_by_openalex(services.openalex, answers, judged_keys, day), "works that cite")

    for search in latest(book.records(model.Search).values()):
        _search_again(hunt, search)

    own_citations = recording.citations(book)
    new_ones = tuple(_without_own(own_citations, hunt.reasons))

    return Findings((), (), new_ones, tuple(hunt.cut), tuple(hunt.absent))


def last_day(book: Book) -> str:
    """The day of the newest judgement or search of *book*; a year ago where nothing has a day."""
    days = [line.date for line in book.records(model.EvidenceLine).values() if line.date]
    days += [search.date for search in book.records(model.Search).values()]
    year_ago = dt.datetime.now(tz=dt.UTC).date() - YEAR

    return max(days, default=year_ago.isoformat())


def _citing_by_openalex(service: Service, answers: Answers, keys: set[str], day: str) -> Iterator[Reason]:
    """The works that cite one with any of *keys* and came out since a *day*, from OpenAlex."""
    keys_by_number = {}
    for key in sorted(keys):
        for record in answers.records.get(key, ()):
            if record.service == service.name and record.number:
                keys_by_number[record.number] = key

    for batch in in_batches(sorted(keys_by_number), open_alex.BATCH):
        batch_keys = [keys_by_number[number] for number in batch]
        for record in open_alex.citing(service, batch, day):
            yield record, f"cites one of {_named(batch_keys)}"


def _citing_by_pubmed(hunt: Hunt, keys: set[str], day: str) -> Iterator[Reason]:
    """The works that cite one with any of *keys* and came out since the year of a *day*, from PubMed."""
    keys_by_number = {}
    for citation in recording.citations(hunt.book):
        number = pubmed_number(citation.pmid or "")
        if number and citation.key in keys:
            keys_by_number[number] = citation.key

    if not keys_by_number:
        return

    first_year = int(day[:4])
    for record in pubmed_service.citing(hunt.services.pubmed, keys_by_number):
        if record.citation.year is None or record.citation.year >= first_year:
            yield record, f"cites one of {_named(keys_by_number.values())}"


def _search_again(hunt: Hunt, search: Search) -> None:
    """Do a recorded *search* once more, since it was last done; where its source can be asked."""
    looks: dict[str, tuple[Service | None, Look]] = {
        "PubMed": (hunt.services.pubmed, pubmed_service.since),
        "Crossref": (hunt.services.crossref, crossref.since),
        "OpenAlex": (hunt.services.openalex, open_alex.since),
    }
    what = f"the search {search.id}"
    name = next((name for word, name in NAMES.items() if word in search.source.lower()), None)
    if name is None:
        hunt.absent.append(f"{what}: {search.source} cannot be asked from here")
        return

    service, look = looks[name]
    if service is None:
        hunt.absent.append(f"{what}: {search.source} needs a key")
        return

    hunt.take(_reasons(look, service, search, hunt.since or search.date), what)


def _reasons(look: Look, service: Service, search: Search, day: str) -> Iterator[Reason]:
    """What *service* has for a *search* since a *day*."""
    for record in look(service, search.query, day):
        yield record, f"found by the search {search.id}"


def latest(searches: Iterable[Search]) -> list[Search]:
    """Of searches with one query in one source, the last; in the order of their ids."""
    newest: dict[tuple[str, str], Search] = {}
    for search in sorted(searches, key=lambda each: (each.date, each.id)):
        newest[search.source.lower(), search.query] = search

    return sorted(newest.values(), key=lambda each: each.id)


def _without_own(own_citations: Sequence[Citation], reasons: Sequence[Reason]) -> Iterator[Candidate]:
    """The works that are not among our own, each once with all reasons for it."""
    ours = [replace(citation, key=f"{OWN}{citation.key}") for citation in own_citations]
    theirs = [replace(record.citation, key=str(number)) for number, (record, _) in enumerate(reasons)]
    first_keys: dict[str, str] = {}
    for pair in sameness.pairs([*ours, *theirs]):
        first_keys.setdefault(pair.second, first_keys.get(pair.first, pair.first))

    reasons_by_key: dict[str, list[str]] = defaultdict(list)
    for number, (_, reason) in enumerate(reasons):
        reasons_by_key[first_keys.get(str(number), str(number))].append(reason)

    for key, own_reasons in reasons_by_key.items():
        if not key.startswith(OWN):
            record, _ = reasons[int(key)]
            yield Candidate(record.citation, tuple(dict.fromkeys(own_reasons)), record.source)


def _named(keys: Iterable[str]) -> str:
    """The first of *keys*, and how many more there are."""
    sorted_keys = sorted(keys)
    first = ", ".join(sorted_keys[:SHOWN])
    rest = len(sorted_keys) - SHOWN
    if rest > 0:
        return f"{first} and {rest} more"

    return first
