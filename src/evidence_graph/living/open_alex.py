"""OpenAlex: works by DOI with its mark "retracted", works that cite others, works that a search has.

In comes JSON such as ``{"results": [{"id": "https://openalex.org/W1", "doi": …, "is_retracted": true}]}``. It
needs a key, and each call costs credits of a budget a day: what is asked is asked for many works at once.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from evidence_graph.bibliography.foreign_records import ForeignRecord
from evidence_graph.bibliography.identifiers import bare_doi
from evidence_graph.living.json_answers import Item, an_object, member, objects, text
from evidence_graph.living.service_records import ServiceRecord, by_doi, in_batches, in_parts, plain_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.living.service import Service

PATH = "/works"

BATCH = 50
"""So many values one filter takes (OpenAlex, filters with OR)."""

PAGE = 100
PAGES = 20

NUMBER = re.compile(r"[0-9]{1,9}")
TAKEN_BY_FILTERS = frozenset("|,")

PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "ter"]
)
"""Words of a name that belong to the family behind them."""

TYPES = {"article": "article", "review": "article", "book": "book", "book-chapter": "incollection"}
"""The types of OpenAlex and those of BibTeX; all others are a kind of misc."""


def records(service: Service, dois: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *dois* with the record of its work, or None; those asked for longest ago first.

    Raises ServiceStopped, after what is known by then.
    """
    plain_dois = sorted(doi for doi in set(dois) if not TAKEN_BY_FILTERS & set(doi))
    batches = {}
    for batch in in_batches(plain_dois, BATCH):
        batches[_any("doi", batch)] = batch

    first_pages = [_first_page({"filter": name}) for name in batches]
    for page in service.longest_ago_first(PATH, first_pages):
        answers = in_parts(batches[page["filter"]], partial(_of_batch, service))
        yield from answers.items()


def _of_batch(service: Service, batch: list[str]) -> dict[str, ServiceRecord | None]:
    """The records of the works with the DOIs of *batch*."""
    batch_records = by_doi(_listed(service, _first_page({"filter": _any("doi", batch)})))

    return {doi: batch_records.get(doi) for doi in batch}


def citing(service: Service, numbers: list[str], day: str) -> Iterator[ServiceRecord]:
    """The records of works that came out since a *day* and cite one of those with these *numbers*."""
    filters = f"{_any('cites', numbers)},from_publication_date:{day}"
    yield from _listed(service, _first_page({"filter": filters}))


def since(service: Service, query: str, day: str) -> list[ServiceRecord]:
    """The records that OpenAlex has for *query* of works that came out since a *day*."""
    page = _first_page({"search": query, "filter": f"from_publication_date:{day}"})

    return list(_listed(service, page, pages=1))


def _any(name: str, values: list[str]) -> str:
    """The filter that takes any of *values*."""
    return f"{name}:{'|'.join(values)}"


def _first_page(parameters: dict[str, str]) -> dict[str, str]:
    return parameters | {"per-page": str(PAGE), "cursor": "*"}


def _listed(service: Service, parameters: dict[str, str], pages: int = PAGES) -> Iterator[ServiceRecord]:
    """The records of all pages of a list."""
    page = parameters
    for _ in range(pages):
        reply = service.ask(PATH, page)
        items = objects(member(service, reply, "results"))
        for item in items:
            yield _record(service, item, reply.day)

        meta = an_object(member(service, reply, "meta"))
        cursor = text(meta.get("next_cursor"))
        if not items or not cursor:
            return

        page = parameters | {"cursor": cursor}


def _record(service: Service, item: Item, day: str) -> ServiceRecord:
    """The record that an *item* holds."""
    foreign = ForeignRecord(TYPES.get(text(item.get("type")), "misc"))
    foreign.put("title", text(item.get("title")) or text(item.get("display_name")))
    foreign.put("doi", bare_doi(text(item.get("doi"))))

    year = item.get("publication_year")
    if isinstance(year, int):
        foreign.date(year)

    pmid = NUMBER.search(text(an_object(item.get("ids")).get("pmid")))
    if pmid is not None:
        foreign.put("pmid", pmid.group())

    _put_authors(foreign, item)
    _put_place(foreign, item)

    number = text(item.get("id")).rpartition("/")[2]
    is_flagged = item.get("is_retracted") is True

    return ServiceRecord(service.name, day, plain_citation(foreign), (), is_flagged, number)


def _put_authors(foreign: ForeignRecord, item: Item) -> None:
    """Say who wrote the work."""
    for authorship in objects(item.get("authorships")):
        author = an_object(authorship.get("author"))
        name = text(author.get("display_name")) or text(authorship.get("raw_author_name"))
        foreign.add("author", family_first(name))


def _put_place(foreign: ForeignRecord, item: Item) -> None:
    """Say where the work came out."""
    source = an_object(an_object(item.get("primary_location")).get("source"))
    biblio = an_object(item.get("biblio"))
    foreign.put("journal" if foreign.type == "article" else "howpublished", text(source.get("display_name")))
    foreign.put("volume", text(biblio.get("volume")))
    foreign.put("number", text(biblio.get("issue")))

    first, last = text(biblio.get("first_page")), text(biblio.get("last_page"))
    pages = dict.fromkeys(filter(None, (first, last)))
    foreign.put("pages", "-".join(pages))


def family_first(name: str) -> str:
    """The *name* with the family before a comma: OpenAlex writes it as it is spoken.

    >>> family_first("Ana B. van der Ek"), family_first("Ek, Ana"), family_first("WHO")
    ('van der Ek, Ana B.', 'Ek, Ana', 'WHO')
    """
    words = name.split()
    if "," in name or len(words) < 2:  # noqa: PLR2004 - one word is no name in two parts
        return name

    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1

    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"
