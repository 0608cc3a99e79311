"""Crossref's REST API: works by DOI and by what is said of them, and the notices about works.

In comes JSON such as ``{"message": {"items": [{"DOI": …, "title": […], "updated-by": […]}]}}``, out go works.
A notice stands in ``updated-by`` of the work, in ``update-to`` of the notice, or in both.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evidence_graph.bibliography import csl_json
from evidence_graph.bibliography.identifiers import doi_identity
from evidence_graph.bibliography.integrity import IntegrityNotice, Nature
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.service_records import ServiceRecord, plain_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.living.kept_replies import KeptReply
    from evidence_graph.living.service import Service
    from evidence_graph.model import Citation

Item = dict[str, Any]

BATCH = 20
"""So many DOIs are asked for in one call, which keeps its address shorter than any server's limit."""

PAGE = 100
PAGES = 50
"""A list goes on for no more pages than this, whatever the service says."""

CANDIDATES = 5
SPECIAL = frozenset(",: ")
"""What has a meaning in a filter, so that a DOI which holds it is asked for alone."""

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "journal-article": "article-journal",
        "proceedings-article": "paper-conference",
        "book-chapter": "chapter",
        "book": "book",
        "monograph": "book",
        "edited-book": "book",
        "reference-entry": "entry-encyclopedia",
        "dissertation": "thesis",
        "report": "report",
        "dataset": "dataset",
        "standard": "standard",
    }
)
"""Crossref's types of works and those of CSL."""

NATURES: Mapping[str, Nature] = MappingProxyType(
    dict.fromkeys(["retraction", "withdrawal", "removal"], Nature.RETRACTION)
    | dict.fromkeys(["expression_of_concern", "partial_retraction"], Nature.CONCERN)
    | dict.fromkeys(["correction", "corrigendum", "erratum"], Nature.CORRECTION)
    | {"reinstatement": Nature.REINSTATEMENT}
)
"""Crossref's types of updates; of a partial retraction a person says what is left, so it is a concern.

All others (addendum, clarification, new edition, new version) are no notice about a fault."""

LEFT_OUT = frozenset(["reference", "abstract", "link", "license", "funder", "assertion", "relation", "type"])


def records(service: Service, dois: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *dois* with the work that has it, or None; those asked for longest ago first.

    Raises ServiceStopped, after what is known by then.
    """
    for batch in _batches(service, sorted(set(dois))):
        batch_records = _listed(service, "doi", batch)
        by_doi = {doi_identity(record.citation.doi or ""): record for record in batch_records}
        notices = _notices(service, batch)
        for doi in batch:
            record = by_doi.get(doi)
            yield doi, _with_notices(record, notices.get(doi, [])) if record else None


def agency(service: Service, doi: str) -> str | None:
    """Who registered *doi*, where anybody did."""
    reply = service.ask(f"/works/{doi}/agency", {})
    if reply.status == HTTPStatus.NOT_FOUND:
        return None
    said = _message(service, reply).get("agency")
    return str(said.get("label") or said.get("id")) if isinstance(said, dict) else None


def search(service: Service, citation: Citation) -> list[ServiceRecord]:
    """The works that are most like what is said of *citation*."""
    said = [citation.title or "", *citation.authors[:1], str(citation.year or "")]
    parameters = {"query.bibliographic": " ".join(filter(None, said)), "rows": str(CANDIDATES)}
    return _records(service, service.ask("/works", parameters))


def found_since(service: Service, query: str, day: str) -> list[ServiceRecord]:
    """The works that Crossref finds for *query* and that came out since a *day*."""
    parameters = {"query": query, "filter": f"from-pub-date:{day}", "rows": str(PAGE), "sort": "relevance"}
    return _records(service, service.ask("/works", parameters))


def _batches(service: Service, dois: list[str]) -> list[list[str]]:
    """*dois* in batches, those first that were asked for longest ago; one that no filter takes is alone."""
    plain = [doi for doi in dois if not SPECIAL & set(doi)]
    batches = [plain[start : start + BATCH] for start in range(0, len(plain), BATCH)]
    batches += [[doi] for doi in dois if SPECIAL & set(doi)]

    def last(batch: list[str]) -> str:
        asked = service.kept.asked(service.question("/works", _filter("doi", batch, "*")))
        return asked.isoformat() if asked else ""

    return sorted(batches, key=last)


def _filter(name: str, dois: list[str], cursor: str) -> dict[str, str]:
    return {"filter": ",".join(f"{name}:{doi}" for doi in dois), "rows": str(PAGE), "cursor": cursor}


def _listed(service: Service, name: str, dois: list[str]) -> Iterator[ServiceRecord]:
    """The works of which the field *name* has one of *dois*."""
    if name == "doi" and SPECIAL & set(dois[0]):
        reply = service.ask(f"/works/{dois[0]}", {})
        if reply.status != HTTPStatus.NOT_FOUND:
            yield _record(service, _message(service, reply), reply.day)
        return
    for item, day in _items(service, name, dois):
        yield _record(service, item, day)


def _items(service: Service, name: str, dois: list[str]) -> Iterator[tuple[Item, str]]:
    """The items of all pages of a list, each with the day of its answer."""
    cursor = "*"
    for _ in range(PAGES):
        reply = service.ask("/works", _filter(name, dois, cursor))
        message = _message(service, reply)
        items = _dicts(message.get("items"))
        yield from ((item, reply.day) for item in items)
        cursor = str(message.get("next-cursor") or "")
        if len(items) < PAGE or not cursor:
            return


def _notices(service: Service, dois: list[str]) -> dict[str, list[IntegrityNotice]]:
    """The notices that say of themselves that they update one of *dois*, by that."""
    notices: dict[str, list[IntegrityNotice]] = {}
    if SPECIAL & set(dois[0]):
        return notices
    for item, _ in _items(service, "updates", dois):
        for update in _dicts(item.get("update-to")):
            about = doi_identity(str(update.get("DOI") or ""))
            if notice := _notice(update, str(item.get("DOI") or "")):
                notices.setdefault(about, []).append(notice)
    return notices


def _notice(update: Item, doi: str) -> IntegrityNotice | None:
    """The notice with a *doi* that an *update* tells of; None where it tells of no fault."""
    nature = NATURES.get(str(update.get("type") or "").lower().replace("-", "_").replace(" ", "_"))
    if nature is None:
        return None
    by = {"retraction-watch": "Retraction Watch"}.get(str(update.get("source") or ""), "Crossref")
    return IntegrityNotice(nature, _date(update.get("updated")), doi_identity(doi) or None, source=by)


def _date(said: object) -> str | None:
    """The day of ``{"date-parts": [[2020, 3, 9]]}``, as far as it is said."""
    parts = said.get("date-parts") if isinstance(said, dict) else None
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], list):
        return None
    numbers = [part for part in parts[0] if isinstance(part, int)]
    return "-".join(f"{number:02}" for number in numbers) or None


def _with_notices(record: ServiceRecord, notices: list[IntegrityNotice]) -> ServiceRecord:
    every = dict.fromkeys([*record.notices, *notices])
    return ServiceRecord(record.service, record.day, record.citation, tuple(every))


def _records(service: Service, reply: KeptReply) -> list[ServiceRecord]:
    items = _dicts(_message(service, reply).get("items"))
    return [_record(service, item, reply.day) for item in items]


def _record(service: Service, message: Item, day: str) -> ServiceRecord:
    """The work that a *message* says."""
    item = {name: value for name, value in message.items() if name not in LEFT_OUT}
    item["type"] = TYPES.get(str(message.get("type")), str(message.get("type") or ""))
    if "article-number" in item:
        item["number"] = item.pop("article-number")
    updates = _dicts(message.get("updated-by"))
    notices = [_notice(update, str(update.get("DOI") or "")) for update in updates]
    citation = plain_citation(csl_json.of_item(item))
    return ServiceRecord(service.name, day, citation, tuple(filter(None, notices)))


def _dicts(value: object) -> list[Item]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _message(service: Service, reply: KeptReply) -> Item:
    """The message of an answer. Raises ServiceStopped where it is none."""
    try:
        message = json.loads(reply.text)["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise ServiceStopped(service.name, f"its answer is no message in JSON: {reply.text[:80]!r}")
    return message
