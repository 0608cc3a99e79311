"""What the services say of the works of a folder, by the key of each work; and what could not be asked."""

from __future__ import annotations

from collections import defaultdict
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
    from evidence_graph.living.service_access import LiteratureServices
    from evidence_graph.living.service_records import ServiceRecord
    from evidence_graph.model import Citation

    Look = Callable[[Service, Iterable[str]], Iterator[tuple[str, ServiceRecord | None]]]
    KeysByNumber = Mapping[str, list[str]]


@dataclass
class Answers:
    """The records of each work by its key.

    *answered_keys* are the works that each service was asked about, *question_keys* those that it should
    have been asked about, *not_reached* says why it was not, *not_asked* which numbers it does not take.
    """

    records: dict[str, list[ServiceRecord]] = field(default_factory=lambda: defaultdict(list))
    answered_keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    question_keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    not_reached: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)

    def services_for(self, key: str) -> list[str]:
        """The services that were asked about the work with this *key*."""
        return [name for name, keys in self.answered_keys.items() if key in keys]

    def is_whole(self, key: str) -> bool:
        """Whether every service that should have been asked about the work was."""
        for name, keys in self.question_keys.items():
            if key in keys and key not in self.answered_keys[name]:
                return False

        return True

    def summary(self, services: LiteratureServices) -> tuple[Asked, ...]:
        """Who was asked about how many works, and of how many of them each has a record."""
        rows = []
        for service in services.every:
            keys = self.answered_keys[service.name]
            number = sum(self._has_record(service.name, key) for key in keys)
            rows.append(Asked(service.name, service.day, len(keys), number, "a record of"))

        return tuple(rows)

    def _has_record(self, name: str, key: str) -> bool:
        return any(record.service == name for record in self.records.get(key, ()))


def ask(citations: Iterable[Citation], services: LiteratureServices) -> Answers:
    """What *services* say of *citations*, by their numbers."""
    answers = Answers()
    dois, pmids, dois_alone = _by_number(citations)

    _ask(answers, services.crossref, dois, crossref.records)
    _ask(answers, services.pubmed, pmids, pubmed_service.records)
    _ask(answers, services.pubmed, dois_alone, pubmed_service.records_by_doi)
    if services.openalex is not None:
        _ask(answers, services.openalex, dois, open_alex.records)

    return answers


def _by_number(citations: Iterable[Citation]) -> tuple[KeysByNumber, KeysByNumber, KeysByNumber]:
    """The keys of the works by DOI, by PubMed number, and by DOI of those without a PubMed number."""
    dois: dict[str, list[str]] = defaultdict(list)
    pmids: dict[str, list[str]] = defaultdict(list)
    dois_alone: dict[str, list[str]] = defaultdict(list)

    for citation in citations:
        doi = doi_identity(citation.doi or "")
        pmid = pubmed_number(citation.pmid or "")
        if is_doi(doi):
            dois[doi].append(citation.key)

        if pmid:
            pmids[pmid].append(citation.key)
        elif is_doi(doi):
            dois_alone[doi].append(citation.key)

    return dois, pmids, dois_alone


def _ask(answers: Answers, service: Service, keys_by_number: KeysByNumber, look: Look) -> None:
    """Ask *service* for the works with these numbers, as far as it answers."""
    question_keys = answers.question_keys[service.name]
    answered_keys = answers.answered_keys[service.name]
    for keys in keys_by_number.values():
        question_keys.update(keys)

    try:
        for number, record in look(service, keys_by_number):
            for key in keys_by_number[number]:
                answered_keys.add(key)
                if record is not None:
                    answers.records[key].append(record)
    except ServiceStopped as stopped:
        rest = len(question_keys - answered_keys)
        citations = f"{rest:,} of {len(question_keys):,} works"
        answers.not_reached.append(f"{stopped}; {citations}, with which the next run goes on")
        return

    own_keys = set().union(*keys_by_number.values())
    odd_keys = sorted(own_keys - answered_keys)
    if odd_keys:
        answers.not_asked.append(f"{service.name} does not take the number of {', '.join(odd_keys)}")
