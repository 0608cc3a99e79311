"""PubMed's E-utilities: works by PubMed number and DOI with their notices, who cites them, searches.

In comes MEDLINE as ``efetch`` gives it (``RIN - `` names the notice of a retraction), and JSON of ``esearch``
and ``elink``; out go works.
"""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evidence_graph.bibliography import foreign_records, pubmed
from evidence_graph.bibliography.identifiers import doi_identity, doi_within
from evidence_graph.bibliography.integrity import IntegrityNotice, Nature
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.service_records import ServiceRecord, plain_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.bibliography.foreign_records import ForeignRecord
    from evidence_graph.living.service import Service
    from evidence_graph.model import Citation

BATCH = 100
DOIS = 20
MOST = 200
"""So many works of one search are looked at."""

NOTICES: Mapping[str, Nature] = MappingProxyType(
    {
        "retractionin": Nature.RETRACTION,
        "concernin": Nature.CONCERN,
        "erratumin": Nature.CORRECTION,
    }
)
"""The fields of MEDLINE that name a notice (RIN, ECI, EIN), and its nature."""

RETRACTED = "Retracted Publication"
DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:\s+([A-Z][a-z]{2})(?:\s+([0-9]{1,2})(?![0-9]))?)?")
PMID = re.compile(r"PMID:\s*([0-9]{1,9})")
QUOTED = re.compile(r"[\"\[\]]")


def records(service: Service, pmids: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *pmids* with the work that has it, or None; those asked for longest ago first.

    Raises ServiceStopped, after what is known by then.
    """
    numbers = sorted(set(pmids))
    batches = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]

    def last(batch: list[str]) -> str:
        asked = service.kept.asked(service.question("/efetch.fcgi", _fetched(batch)))
        return asked.isoformat() if asked else ""

    for batch in sorted(batches, key=last):
        reply = service.ask("/efetch.fcgi", _fetched(batch))
        by_number = {record.citation.pmid: record for record in _read(service, reply.text, reply.day)}
        yield from ((number, by_number.get(number)) for number in batch)


def records_by_doi(service: Service, dois: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *dois* with the work that has it in PubMed, or None."""
    plain = sorted({doi for doi in dois if not QUOTED.search(doi)})
    for start in range(0, len(plain), DOIS):
        batch = plain[start : start + DOIS]
        term = " OR ".join(f'"{doi}"[doi]' for doi in batch)
        found_citations = records(service, _found(service, {"term": term}))
        by_doi = {doi_identity(record.citation.doi or ""): record for _, record in found_citations if record}
        yield from ((doi, by_doi.get(doi)) for doi in batch)


def search(service: Service, citation: Citation) -> list[ServiceRecord]:
    """The works whose title holds that of *citation*."""
    term = f'"{QUOTED.sub(" ", citation.title or "").strip(" .")}"[ti]'
    return [record for _, record in records(service, _found(service, {"term": term})[:5]) if record]


def found_since(service: Service, query: str, day: str) -> list[ServiceRecord]:
    """The works that PubMed finds for *query* and that came into it since a *day*."""
    since = {"term": query, "datetype": "edat", "mindate": day.replace("-", "/"), "maxdate": "3000"}
    return [record for _, record in records(service, _found(service, since)) if record]


def citing(service: Service, pmids: Iterable[str]) -> list[ServiceRecord]:
    """The newest works in PubMed that cite one of those with *pmids*."""
    numbers: set[str] = set()
    known = sorted(set(pmids))
    for start in range(0, len(known), BATCH):
        parameters = {
            "dbfrom": "pubmed",
            "db": "pubmed",
            "linkname": "pubmed_pubmed_citedin",
            "id": ",".join(known[start : start + BATCH]),
            "retmode": "json",
        }
        answer = _json(service, service.ask("/elink.fcgi", parameters).text, "linksets")
        for linkset in _dicts(answer["linksets"]):
            for links in _dicts(linkset.get("linksetdbs")):
                numbers.update(map(str, links.get("links") or ()))
    newest = sorted(numbers - set(known), key=int, reverse=True)[:MOST]
    return [record for _, record in records(service, newest) if record]


def _fetched(pmids: list[str]) -> dict[str, str]:
    return {"db": "pubmed", "id": ",".join(pmids), "rettype": "medline", "retmode": "text"}


def _found(service: Service, parameters: dict[str, str]) -> list[str]:
    """The numbers of the works that a search finds."""
    asked = {"db": "pubmed", "retmode": "json", "retmax": str(MOST)} | parameters
    answer = _json(service, service.ask("/esearch.fcgi", asked).text, "esearchresult")
    result = answer["esearchresult"]
    listed = result.get("idlist") if isinstance(result, dict) else None
    return [str(number) for number in listed or () if str(number).isdigit()]


def _json(service: Service, text: str, member: str) -> dict[str, Any]:
    """The answer in JSON with its *member*. Raises ServiceStopped where it is none."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or member not in answer:
        raise ServiceStopped(service.name, f"its answer is no {member} in JSON: {text[:80]!r}")
    return answer


def _read(service: Service, text: str, day: str) -> list[ServiceRecord]:
    """The works that MEDLINE says."""
    foreigners, _ = pubmed.read(text, service.name)
    if not foreigners and text.strip().startswith(("<", "{")):
        raise ServiceStopped(service.name, f"its answer is no MEDLINE: {text.strip()[:80]!r}")
    return [
        ServiceRecord(service.name, day, plain_citation(foreign), _notices(foreign, service.name))
        for foreign in foreigners
    ]


def _notices(foreign: ForeignRecord, source: str) -> tuple[IntegrityNotice, ...]:
    """The notices that a *foreign* names; one without a name where it is only called retracted."""
    notices = []
    for name, nature in NOTICES.items():
        for said in filter(None, foreign.texts.get(name, "").split("; ")):
            pmid = PMID.search(said)
            doi = doi_within(said)
            number = pmid[1] if pmid else None
            notices.append(IntegrityNotice(nature, _date(said), doi, number, source=source))
    is_marked = RETRACTED in foreign.texts.get("publicationtype", "")
    if is_marked and not any(notice.nature is Nature.RETRACTION for notice in notices):
        notices.append(IntegrityNotice(Nature.RETRACTION, source=source))
    return tuple(notices)


def _date(said: str) -> str | None:
    """The day in "J Tea. 2020 Mar 9;3(1):7. doi: …", as far as it is said."""
    found = DATE.search(said)
    if found is None:
        return None
    months = foreign_records.MONTHS
    month = (found[2] or "").lower()
    parts = [found[1]]
    if month in months:
        parts.append(f"{months.index(month) + 1:02}")
        parts += [f"{int(found[3]):02}"] if found[3] else []
    return "-".join(parts)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
