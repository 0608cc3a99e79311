"""EndNote's XML: read.

In come ``<record>`` elements whose texts stand in ``<style>`` elements, out go works. The names of their
types are those of EndNote 20.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import foreign_records
from evidence_graph.bibliography.foreign_records import ForeignRecord
from evidence_graph.bibliography.identifiers import bare_doi
from evidence_graph.bibliography.xml_tree import Element, tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.model import Problem

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "journal article": "article", "magazine article": "article", "newspaper article": "article",
        "electronic article": "article", "book": "book", "edited book": "collection",
        "electronic book": "book", "book section": "incollection",
        "electronic book section": "incollection", "thesis": "phdthesis",
        "conference paper": "inproceedings", "conference proceedings": "inproceedings",
        "report": "techreport", "government document": "techreport", "web page": "online",
        "blog": "online", "dataset": "dataset", "computer program": "software",
        "unpublished work": "unpublished", "manuscript": "unpublished", "patent": "patent",
        "standard": "standard", "encyclopedia": "inreference", "pamphlet": "booklet",
    }
)  # fmt: skip
"""EndNote's type and biblatex's."""

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "titles/title": "title", "titles/short-title": "shorttitle", "titles/tertiary-title": "series",
        "titles/translated-title": "origtitle", "titles/alt-title": "shortjournal", "volume": "volume",
        "number": "number", "issue": "number", "pages": "pages", "edition": "edition", "isbn": "issn",
        "abstract": "abstract", "notes": "note", "research-notes": "annote", "language": "langid",
        "pub-location": "address", "electronic-resource-num": "doi", "work-type": "type",
        "accession-num": "accession", "remote-database-name": "database", "call-num": "callnumber",
        "num-vols": "volumes", "section": "section", "orig-pub": "origpublisher",
        "auth-address": "affiliation", "remote-database-provider": "source",
        "reprint-edition": "reprint", "custom2": "pmcid", "custom7": "eid", "custom1": "custom1",
        "custom3": "custom3", "custom4": "custom4", "custom5": "custom5", "custom6": "custom6",
        "label": "label", "caption": "caption",
    }
)  # fmt: skip
"""The place in a record and the field that says the same."""

_PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "authors/author": "author", "secondary-authors/author": "editor",
        "tertiary-authors/author": "serieseditor", "subsidiary-authors/author": "translator",
        "translated-authors/author": "translator",
    }
)  # fmt: skip
_BOOKS = frozenset(["incollection", "inproceedings", "inreference"])
_PUBLISHERS: Mapping[str, str] = MappingProxyType({"phdthesis": "school", "techreport": "institution"})
_MONTHS = {name: number for number, name in enumerate(foreign_records.MONTHS, start=1)}
_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s*([0-9]{1,2})?")


def read(text: str, name: str) -> tuple[list[ForeignRecord], list[Problem]]:
    """The works in an XML *text* of EndNote; a record without any text is told with its line."""
    root, broken = tree(text, name)
    records: list[ForeignRecord] = []
    problems = list(broken)
    for record in root.all("record"):
        foreign = _foreign(record)
        if foreign.texts or foreign.people:
            records.append(foreign)
        else:
            message = f"The record that starts on line {record.line} says nothing."
            problems.append(
                foreign_records.problem(name, record.line, message, "Remove it, or export the library anew.")
            )

    return records, problems


def _foreign(record: Element) -> ForeignRecord:
    type_name = next((kind.attributes.get("name", "") for kind in record.at("ref-type")), "")
    foreign = ForeignRecord(TYPES.get(type_name.lower(), "misc"), line=record.line)
    if type_name and type_name.lower() not in TYPES:
        foreign.put("type", type_name)

    for place, field in TEXTS.items():
        for element in record.at(place):
            foreign.put(field, element.text)

    for place, role in _PEOPLE.items():
        for element in record.at(f"contributors/{place}"):
            _add(foreign, role, element.text)

    foreign.keywords += [element.text for element in record.at("keywords/keyword") if element.text]
    for url in _urls(record):
        foreign.put("url", url)

    _put_places(foreign, record)
    _put_dates(foreign, record)

    return foreign


def _add(foreign: ForeignRecord, role: str, name: str) -> None:
    """List a person; EndNote ends the name of a body with a comma."""
    is_body = name.endswith(",") or ("," not in name and " " in name)
    foreign.add(role, name, is_body=is_body)


def _urls(record: Element) -> Iterator[str]:
    for place in ("related-urls", "web-urls", "text-urls"):
        yield from (url.text for url in record.at(f"urls/{place}/url") if url.text)

    yield from (url.text for url in record.at("urls/url") if url.text)


def _put_places(foreign: ForeignRecord, record: Element) -> None:
    """The journal, book, publisher and numbers, whose field depends on what the work is."""
    secondary = next((e.text for e in record.at("titles/secondary-title") if e.text), "")
    full = next((e.text for e in record.at("periodical/full-title") if e.text), "")
    container = (
        "booktitle" if foreign.type in _BOOKS else "journal" if foreign.type == "article" else "series"
    )
    foreign.put(container, secondary or full)
    if full and secondary and full != secondary:
        foreign.put("shortjournal", full)

    foreign.put(
        _PUBLISHERS.get(foreign.type, "publisher"), next((e.text for e in record.at("publisher")), "")
    )
    texts = foreign.texts
    if "doi" in texts:
        texts["doi"] = bare_doi(texts["doi"])

    if foreign.type not in {"article", "inproceedings"} and "issn" in texts:
        texts["isbn"] = texts.pop("issn")

    if texts.get("accession", "").isdecimal() and "medline" in texts.get("database", "medline").lower():
        texts["pmid"] = texts.pop("accession")


def _put_dates(foreign: ForeignRecord, record: Element) -> None:
    year = next((e.text for e in record.at("dates/year") if e.text), "")
    day = next((e.text for e in record.at("dates/pub-dates/date") if e.text), "")
    day_parts = _DAY.match(day)
    if day_parts:
        month = _MONTHS.get(day_parts[1].lower())
    else:
        month = None

    if year.isdecimal():
        foreign.date(int(year), month, int(day_parts[2]) if day_parts and month and day_parts[2] else None)
    else:
        foreign.put("year", year)
