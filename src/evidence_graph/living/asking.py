"""What the services say of the works of a folder, by the key of each work; and what could not be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.bibliography.identifiers import doi_identity, is_doi
from evidence_graph.bibliography.notice_register import pubmed_number
from evidence_graph.living import crossref, open_alex, pubmed_service
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.findings import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from evidence_graph.living.service import Service
    from evidence_graph.living.service_records import ServiceRecord
    from evidence_graph.living.services import Services
    from evidence_graph.model import Citation

    Look = Callable[[Service, Iterable[str]], Iterator[tuple[str, ServiceRecord | None]]]


@dataclass
class Answers:
    """What was said of each work, by its key.

    *asked* is which works each service was asked about, *meant* which it should have been.
    """

    records: dict[str, list[ServiceRecord]] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    meant: dict[str, set[str]] = field(default_factory=dict)
    not_reached: list[str] = field(default_factory=list)

    def services_for(self, key: str) -> list[str]:
        """The services that were asked about the work with this *key*."""
        return [name for name, keys in self.asked.items() if key in keys]

    def is_whole(self, key: str) -> bool:
        """Whether every service that should have been asked about the work was."""
        return all(key in self.asked.get(name, ()) for name, keys in self.meant.items() if key in keys)

    def summary(self, services: Services) -> tuple[Asked, ...]:
        """Who was asked about how many works, and how many of them each knows."""
        rows = []
        for service in services.every:
            keys = self.asked.get(service.name, set())
            known = [key for key in keys if any(w.service == service.name for w in self.records.get(key, ()))]
            rows.append(Asked(service.name, service.day, len(keys), len(known), "a record of"))
        return tuple(rows)


def ask(citations: Iterable[Citation], services: Services) -> Answers:
    """What *services* say of *citations*, by their numbers."""
    answers = Answers()
    dois, pmids, dois_alone = _by_number(citations)
    _ask(answers, services.crossref, dois, crossref.records)
    _ask(answers, services.pubmed, pmids, pubmed_service.records)
    _ask(answers, services.pubmed, dois_alone, pubmed_service.records_by_doi)
    if services.openalex is not None:
        _ask(answers, services.openalex, dois, open_alex.records)
    return answers


def _by_number(citations: Iterable[Citation]) -> tuple[dict[str, list[str]], ...]:
    """The keys of the works by DOI, by PubMed number, and by DOI of those without a PubMed number."""
    dois: dict[str, list[str]] = {}
    pmids: dict[str, list[str]] = {}
    dois_alone: dict[str, list[str]] = {}
    for citation in citations:
        doi, pmid = doi_identity(citation.doi or ""), pubmed_number(citation.pmid or "")
        if is_doi(doi):
            dois.setdefault(doi, []).append(citation.key)
        if pmid:
            pmids.setdefault(pmid, []).append(citation.key)
        elif is_doi(doi):
            dois_alone.setdefault(doi, []).append(citation.key)
    return dois, pmids, dois_alone


def _ask(answers: Answers, service: Service, keys: Mapping[str, list[str]], look: Look) -> None:
    """Ask *service* for the works with the numbers of *keys*, as far as it answers."""
    meant = {key for each in keys.values() for key in each}
    answers.meant.setdefault(service.name, set()).update(meant)
    asked = answers.asked.setdefault(service.name, set())
    try:
        for number, record in look(service, keys):
            for key in keys.get(number, ()):
                asked.add(key)
                if record is not None:
                    answers.records.setdefault(key, []).append(record)
    except ServiceStopped as stopped:
        left = len(meant - asked)
        answers.not_reached.append(
            f"{stopped}; {left:,} of {len(meant):,} works, with which the next run goes on"
        )
