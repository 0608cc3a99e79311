"""Crossref's REST API: works by DOI and by what is said of them, and the notices about works.

In comes JSON such as ``{"message": {"items": [{"DOI": …, "title": […], "updated-by": […]}]}}``, out go
records. A notice stands in ``updated-by`` of the work, in ``update-to`` of the notice, or in both.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import csl_json
from evidence_graph.bibliography.identifiers import doi_identity
from evidence_graph.bibliography.integrity import IntegrityNotice, Nature
from evidence_graph.living.json_answers import Item, an_object, member, objects, text
from evidence_graph.living.service_records import ServiceRecord, by_doi, in_batches, in_parts, plain_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.living.service import Service
    from evidence_graph.model import Citation

PATH = "/works"

BATCH = 20
"""So many DOIs are asked for in one call, which keeps its address shorter than any server's limit."""

PAGE = 100
PAGES = 50
"""A list goes on for no more pages than this, whatever the service says."""

CANDIDATES = 5
"""So many works that are like another are looked at."""

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
    {
        "retraction": Nature.RETRACTION,
        "withdrawal": Nature.RETRACTION,
        "removal": Nature.RETRACTION,
        "expression_of_concern": Nature.CONCERN,
        "partial_retraction": Nature.CONCERN,
        "correction": Nature.CORRECTION,
        "corrigendum": Nature.CORRECTION,
        "erratum": Nature.CORRECTION,
        "reinstatement": Nature.REINSTATEMENT,
    }
)
"""Crossref's types of updates; of a partial retraction a person says what is left, so it is a concern.

All others (addendum, clarification, new edition, new version) are no notice about a fault."""

LISTS = MappingProxyType({"retraction-watch": "Retraction Watch"})
"""Who told Crossref of an update, where it was not the publisher."""

LEFT_OUT = frozenset(["reference", "abstract", "link", "license", "funder", "assertion", "relation", "type"])
"""Members of a message that say nothing of which work it is."""


def records(service: Service, dois: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *dois* with the record of its work, or None; those asked for longest ago first.

    Raises ServiceStopped, after what is known by then.
    """
    sorted_dois = sorted(set(dois))
    plain_dois = [doi for doi in sorted_dois if not SPECIAL & set(doi)]
    questions = {}
    for batch in in_batches(plain_dois, BATCH):
        parameters = _filter("doi", batch)
        questions[parameters["filter"]] = batch

    first_pages = [_filter("doi", batch) for batch in questions.values()]
    for parameters in service.longest_ago_first(PATH, first_pages):
        answers = in_parts(questions[parameters["filter"]], partial(_of_batch, service))
        yield from answers.items()

    for doi in sorted_dois:
        if SPECIAL & set(doi):
            yield doi, _alone(service, doi)


def _of_batch(service: Service, batch: list[str]) -> dict[str, ServiceRecord | None]:
    """The records of the works with the DOIs of *batch*, with all notices about them."""
    batch_records = by_doi(_listed(service, _filter("doi", batch)))
    notices = _notices(service, batch)

    answers: dict[str, ServiceRecord | None] = {}
    for doi in batch:
        record = batch_records.get(doi)
        answers[doi] = _with_notices(record, notices.get(doi, [])) if record else None

    return answers


def agency(service: Service, doi: str) -> str | None:
    """Who registered *doi*, where anybody did."""
    reply = service.ask(f"{PATH}/{doi}/agency", {})
    if reply.status == HTTPStatus.NOT_FOUND:
        return None

    registrant = an_object(an_object(member(service, reply, "message")).get("agency"))

    return text(registrant.get("label")) or text(registrant.get("id")) or None


def search(service: Service, citation: Citation) -> list[ServiceRecord]:
    """The records of works that are most like what is said of *citation*."""
    words = [citation.title or "", *citation.authors[:1], str(citation.year or "")]
    parameters = {"query.bibliographic": " ".join(filter(None, words)), "rows": str(CANDIDATES)}

    return list(_page(service, parameters))


def since(service: Service, query: str, day: str) -> list[ServiceRecord]:
    """The records that Crossref has for *query* of works that came out since a *day*."""
    parameters = {"query": query, "filter": f"from-pub-date:{day}", "rows": str(PAGE), "sort": "relevance"}

    return list(_page(service, parameters))


def _filter(name: str, dois: list[str]) -> dict[str, str]:
    """The parameters of the first page of works of which the field *name* has one of *dois*."""
    filters = [f"{name}:{doi}" for doi in dois]

    return {"filter": ",".join(filters), "rows": str(PAGE), "cursor": "*"}


def _alone(service: Service, doi: str) -> ServiceRecord | None:
    """The record of the work with a *doi* that no filter takes."""
    reply = service.ask(f"{PATH}/{doi}", {})
    if reply.status == HTTPStatus.NOT_FOUND:
        return None

    return _record(service, an_object(member(service, reply, "message")), reply.day)


def _page(service: Service, parameters: dict[str, str]) -> Iterator[ServiceRecord]:
    """The records of one page."""
    reply = service.ask(PATH, parameters)
    message = an_object(member(service, reply, "message"))
    for item in objects(message.get("items")):
        yield _record(service, item, reply.day)


def _listed(service: Service, parameters: dict[str, str]) -> Iterator[ServiceRecord]:
    """The records of all pages of a list."""
    for item, day in _items(service, parameters):
        yield _record(service, item, day)


def _items(service: Service, parameters: dict[str, str]) -> Iterator[tuple[Item, str]]:
    """The items of all pages of a list, each with the day of its answer."""
    page = parameters
    for _ in range(PAGES):
        reply = service.ask(PATH, page)
        message = an_object(member(service, reply, "message"))
        items = objects(message.get("items"))
        for item in items:
            yield item, reply.day

        cursor = text(message.get("next-cursor"))
        if len(items) < PAGE or not cursor:
            return

        page = parameters | {"cursor": cursor}


def _notices(service: Service, dois: list[str]) -> dict[str, list[IntegrityNotice]]:
    """The notices that say of themselves that they update one of *dois*, by that."""
    notices: dict[str, list[IntegrityNotice]] = {}

    for item, _ in _items(service, _filter("updates", dois)):
        for update in objects(item.get("update-to")):
            notice = _notice(update, text(item.get("DOI")))
            if notice is not None:
                about = doi_identity(text(update.get("DOI")))
                notices.setdefault(about, []).append(notice)

    return notices


def _notice(update: Item, doi: str) -> IntegrityNotice | None:
    """The notice with a *doi* that an *update* tells of; None where it tells of no fault."""
    kind = text(update.get("type")).lower().replace("-", "_").replace(" ", "_")
    if kind not in NATURES:
        return None

    source = LISTS.get(text(update.get("source")), "Crossref")
    date = _date(an_object(update.get("updated")))

    return IntegrityNotice(NATURES[kind], date, doi_identity(doi) or None, source=source)


def _date(date: Item) -> str | None:
    """The day of ``{"date-parts": [[2020, 3, 9]]}`` in ISO's form, as far as it is said."""
    lists = date.get("date-parts")
    if not isinstance(lists, list) or not lists or not isinstance(lists[0], list):
        return None

    numbers = [f"{part:02}" for part in lists[0] if isinstance(part, int)]

    return "-".join(numbers) or None


def _with_notices(record: ServiceRecord, notices: list[IntegrityNotice]) -> ServiceRecord:
    """*record* with more *notices*, each once."""
    every = dict.fromkeys([*record.notices, *notices])

    return replace(record, notices=tuple(every))


def _record(service: Service, message: Item, day: str) -> ServiceRecord:
    """The record that a *message* holds."""
    item = {name: value for name, value in message.items() if name not in LEFT_OUT}
    kind = text(message.get("type"))
    item["type"] = TYPES.get(kind, kind)
    if "article-number" in item:
        item["number"] = item.pop("article-number")

    citation = plain_citation(csl_json.of_item(item))

    notices = []
    for update in objects(message.get("updated-by")):
        notice = _notice(update, text(update.get("DOI")))
        if notice is not None:
            notices.append(notice)

    return ServiceRecord(service.name, day, citation, tuple(notices))
