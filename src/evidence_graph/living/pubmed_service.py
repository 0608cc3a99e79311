"""PubMed's E-utilities: works by PubMed number and DOI with their notices, who cites them, searches.

In comes MEDLINE as ``efetch`` gives it (``RIN - `` names the notice of a retraction), and JSON of ``esearch``
and ``elink``; out go records.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import foreign_records, pubmed
from evidence_graph.bibliography.identifiers import doi_within
from evidence_graph.bibliography.integrity import IntegrityNotice, Nature
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.json_answers import BEGINNING, an_object, member, objects
from evidence_graph.living.service_records import ServiceRecord, by_doi, in_batches, plain_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.bibliography.foreign_records import ForeignRecord
    from evidence_graph.living.kept_replies import KeptReply
    from evidence_graph.living.service import Service
    from evidence_graph.model import Citation

FETCH, SEARCH, LINK = "/efetch.fcgi", "/esearch.fcgi", "/elink.fcgi"

BATCH = 100
"""So many works are fetched in one call."""

DOIS = 20
"""So many DOIs one search asks for."""

MOST = 200
"""So many works of one search are looked at."""

CANDIDATES = 5
"""So many works that are like another are looked at."""

NOTICES: Mapping[str, Nature] = MappingProxyType(
    {
        "retractionin": Nature.RETRACTION,
        "concernin": Nature.CONCERN,
        "erratumin": Nature.CORRECTION,
    }
)
"""The fields of MEDLINE that name a notice (RIN, ECI, EIN), and its nature."""

RETRACTED = "Retracted Publication"
"""The type of publication that MEDLINE gives to a work that is retracted."""

DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:\s+([A-Z][a-z]{2})(?:\s+([0-9]{1,2})(?![0-9]))?)?")
PMID = re.compile(r"PMID:\s*([0-9]{1,9})")
QUOTED = re.compile(r"[\"\[\]]")
"""What has a meaning in a search."""


def records(service: Service, pmids: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *pmids* with the record of its work, or None; those asked for longest ago first.

    Raises ServiceStopped, after what is known by then.
    """
    questions = [_fetch(batch) for batch in in_batches(sorted(set(pmids)), BATCH)]

    for question in service.longest_ago_first(FETCH, questions):
        by_number = {}
        for record in _read(service, service.ask(FETCH, question)):
            by_number[record.citation.pmid] = record

        for number in question["id"].split(","):
            yield number, by_number.get(number)


def records_by_doi(service: Service, dois: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *dois* with the record that PubMed has of its work, or None."""
    plain_dois = sorted(doi for doi in set(dois) if not QUOTED.search(doi))

    for batch in in_batches(plain_dois, DOIS):
        terms = [f'"{doi}"[doi]' for doi in batch]
        numbers = _numbers(service, {"term": " OR ".join(terms)})
        batch_records = by_doi(_known(service, numbers))
        for doi in batch:
            yield doi, batch_records.get(doi)


def search(service: Service, citation: Citation) -> list[ServiceRecord]:
    """The records of works whose title holds that of *citation*."""
    title = QUOTED.sub(" ", citation.title or "").strip(" .")
    numbers = _numbers(service, {"term": f'"{title}"[ti]'})

    return _known(service, numbers[:CANDIDATES])


def since(service: Service, query: str, day: str) -> list[ServiceRecord]:
    """The records of works that PubMed finds for *query* and that came into it since a *day*."""
    first = day.replace("-", "/")
    parameters = {"term": query, "datetype": "edat", "mindate": first, "maxdate": "3000"}

    return _known(service, _numbers(service, parameters))


def citing(service: Service, pmids: Iterable[str]) -> list[ServiceRecord]:
    """The records of the newest works in PubMed that cite one of those with *pmids*."""
    own_numbers = sorted(set(pmids))
    numbers: set[str] = set()
    for batch in in_batches(own_numbers, BATCH):
        numbers.update(_citing_numbers(service, batch))

    newest = sorted(numbers.difference(own_numbers), key=int, reverse=True)

    return _known(service, newest[:MOST])


def _citing_numbers(service: Service, pmids: list[str]) -> Iterator[str]:
    """The numbers of the works that cite one of those with *pmids*."""
    parameters = {
        "dbfrom": "pubmed",
        "db": "pubmed",
        "linkname": "pubmed_pubmed_citedin",
        "id": ",".join(pmids),
        "retmode": "json",
    }
    for linkset in objects(member(service, service.ask(LINK, parameters), "linksets")):
        for links in objects(linkset.get("linksetdbs")):
            yield from _digits(links.get("links"))


def _numbers(service: Service, parameters: dict[str, str]) -> list[str]:
    """The numbers of the works that a search finds."""
    question = {"db": "pubmed", "retmode": "json", "retmax": str(MOST)} | parameters
    result = an_object(member(service, service.ask(SEARCH, question), "esearchresult"))

    return list(_digits(result.get("idlist")))


def _digits(value: object) -> Iterator[str]:
    """The numbers in *value*, where it is a list."""
    for each in value if isinstance(value, list) else ():
        if str(each).isdigit():
            yield str(each)


def _known(service: Service, pmids: list[str]) -> list[ServiceRecord]:
    """The records of the works with *pmids*, as far as there are any."""
    return [record for _, record in records(service, pmids) if record is not None]


def _fetch(pmids: list[str]) -> dict[str, str]:
    return {"db": "pubmed", "id": ",".join(pmids), "rettype": "medline", "retmode": "text"}


def _read(service: Service, reply: KeptReply) -> Iterator[ServiceRecord]:
    """The records that a *reply* in MEDLINE holds. Raises ServiceStopped where it is none."""
    foreign_citations, _ = pubmed.read(reply.text, service.name)
    beginning = reply.text.strip()[:BEGINNING]
    if not foreign_citations and beginning.startswith(("<", "{")):
        raise ServiceStopped(service.name, f"its answer is no MEDLINE: {beginning!r}")

    for foreign in foreign_citations:
        notices = tuple(_notices(foreign, service.name))
        yield ServiceRecord(service.name, reply.day, plain_citation(foreign), notices)


def _notices(foreign: ForeignRecord, source: str) -> list[IntegrityNotice]:
    """The notices that a record names; one without a number where it is only called retracted."""
    notices: list[IntegrityNotice] = []
    for name, nature in NOTICES.items():
        texts = filter(None, foreign.texts.get(name, "").split("; "))
        notices += [_notice(nature, words, source) for words in texts]

    natures = {notice.nature for notice in notices}
    is_marked = RETRACTED in foreign.texts.get("publicationtype", "")
    if is_marked and Nature.RETRACTION not in natures:
        notices.append(IntegrityNotice(Nature.RETRACTION, source=source))

    return notices


def _notice(nature: Nature, words: str, source: str) -> IntegrityNotice:
    """The notice that is named as "J Tea. 2020 Mar 9;3(1):7. doi: 10.5555/n. PMID: 71"."""
    pmid = PMID.search(words)
    number = pmid[1] if pmid else None

    return IntegrityNotice(nature, _date(words), doi_within(words), number, source=source)


def _date(words: str) -> str | None:
    """The day that *words* name, in ISO's form, as far as they say it."""
    match = DATE.search(words)
    if match is None:
        return None

    year, month_name, day = match.groups()
    months = foreign_records.MONTHS
    if not month_name or month_name.lower() not in months:
        return year

    month = f"{year}-{months.index(month_name.lower()) + 1:02}"

    return f"{month}-{int(day):02}" if day else month
