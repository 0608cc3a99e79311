"""OpenAlex: works by DOI with its mark "retracted", works that cite others, works found by a search.

In comes JSON such as ``{"results": [{"id": "https://openalex.org/W1", "doi": …, "is_retracted": true}]}``. It
needs a key, and each call costs credits of a budget a day: what is asked is asked for many works at once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from evidence_graph.bibliography.foreign_records import ForeignRecord
from evidence_graph.bibliography.identifiers import bare_doi, doi_identity
from evidence_graph.living.allowance import ServiceStopped
from evidence_graph.living.service_records import ServiceRecord, plain_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.living.service import Service

Item = dict[str, Any]

BATCH = 50
"""So many values one filter takes (OpenAlex, filters with OR)."""

PAGE = 100
PAGES = 20
NUMBER = re.compile(r"[0-9]{1,9}")
PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "ter"]
)
TYPES = {"article": "article", "review": "article", "book": "book", "book-chapter": "incollection"}


def records(service: Service, dois: Iterable[str]) -> Iterator[tuple[str, ServiceRecord | None]]:
    """Each of *dois* with the work that has it, or None; those asked for longest ago first.

    Raises ServiceStopped, after what is known by then.
    """
    plain = sorted({doi for doi in dois if "|" not in doi and "," not in doi})
    batches = [plain[start : start + BATCH] for start in range(0, len(plain), BATCH)]

    def last(batch: list[str]) -> str:
        asked = service.kept.asked(service.question("/works", _list({"filter": _any("doi", batch)}, "*")))
        return asked.isoformat() if asked else ""

    for batch in sorted(batches, key=last):
        every = _listed(service, {"filter": _any("doi", batch)})
        by_doi = {doi_identity(record.citation.doi or ""): record for record in every}
        yield from ((doi, by_doi.get(doi)) for doi in batch)


def citing(service: Service, numbers: list[str], day: str) -> Iterator[ServiceRecord]:
    """The works that came out since a *day* and cite one of those with these *numbers*."""
    yield from _listed(service, {"filter": f"{_any('cites', numbers)},from_publication_date:{day}"})


def found_since(service: Service, query: str, day: str) -> list[ServiceRecord]:
    """The works that OpenAlex finds for *query* and that came out since a *day*."""
    return list(_listed(service, {"search": query, "filter": f"from_publication_date:{day}"}, pages=1))


def _any(name: str, values: list[str]) -> str:
    return f"{name}:{'|'.join(values)}"


def _list(parameters: dict[str, str], cursor: str) -> dict[str, str]:
    return parameters | {"per-page": str(PAGE), "cursor": cursor}


def _listed(service: Service, parameters: dict[str, str], pages: int = PAGES) -> Iterator[ServiceRecord]:
    """The works of all pages of a list."""
    cursor = "*"
    for _ in range(pages):
        reply = service.ask("/works", _list(parameters, cursor))
        answer = _answer(service, reply.text)
        items = [item for item in answer["results"] if isinstance(item, dict)]
        yield from (_record(service, item, reply.day) for item in items)
        meta = answer.get("meta")
        cursor = str(meta.get("next_cursor") or "") if isinstance(meta, dict) else ""
        if not items or not cursor:
            return


def _answer(service: Service, text: str) -> Item:
    """The answer in JSON. Raises ServiceStopped where it is none."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise ServiceStopped(service.name, f"its answer is no list of works in JSON: {text[:80]!r}")
    return answer


def _record(service: Service, item: Item, day: str) -> ServiceRecord:
    """The work that an *item* says."""
    foreign = ForeignRecord(TYPES.get(str(item.get("type")), "misc"))
    foreign.put("title", item.get("title") or item.get("display_name"))
    for authorship in _dicts(item.get("authorships")):
        author = authorship.get("author")
        name = author.get("display_name") if isinstance(author, dict) else None
        foreign.add("author", family_first(str(name or authorship.get("raw_author_name") or "")))
    year = item.get("publication_year")
    foreign.date(year if isinstance(year, int) else None)
    foreign.put("doi", bare_doi(str(item.get("doi") or "")))
    ids = item.get("ids")
    pmid = NUMBER.search(str(ids.get("pmid") or "")) if isinstance(ids, dict) else None
    foreign.put("pmid", pmid.group() if pmid else None)
    _put_place(foreign, item)
    number = str(item.get("id") or "").rpartition("/")[2]
    return ServiceRecord(
        service.name, day, plain_citation(foreign), (), item.get("is_retracted") is True, number
    )


def _put_place(foreign: ForeignRecord, item: Item) -> None:
    """Say where the work came out."""
    location, biblio = item.get("primary_location"), item.get("biblio")
    source = location.get("source") if isinstance(location, dict) else None
    if isinstance(source, dict):
        foreign.put("journal" if foreign.type == "article" else "howpublished", source.get("display_name"))
    if isinstance(biblio, dict):
        foreign.put("volume", biblio.get("volume"))
        foreign.put("number", biblio.get("issue"))
        pages = [str(page) for page in (biblio.get("first_page"), biblio.get("last_page")) if page]
        foreign.put("pages", "-".join(dict.fromkeys(pages)))


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


def _dicts(value: object) -> list[Item]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
