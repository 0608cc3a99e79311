"""Zotero's RDF: read.

In come elements such as ``<bib:Article>`` with ``<dcterms:isPartOf>``, out go works. Attachments and tags
are no works; a note that belongs to a work becomes its ``annote``.
"""

from __future__ import annotations

import html
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import dates, foreign_records
from evidence_graph.bibliography.foreign_records import ForeignRecord
from evidence_graph.bibliography.identifiers import bare_doi
from evidence_graph.bibliography.xml_tree import Element, tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.model import Problem

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "journalArticle": "article", "magazineArticle": "article", "newspaperArticle": "article",
        "book": "book", "bookSection": "incollection", "conferencePaper": "inproceedings",
        "thesis": "phdthesis", "report": "techreport", "webpage": "online", "blogPost": "online",
        "forumPost": "online", "dataset": "dataset", "computerProgram": "software",
        "manuscript": "unpublished", "preprint": "misc", "patent": "patent", "standard": "standard",
        "statute": "legislation", "case": "jurisdiction", "film": "movie", "audioRecording": "music",
        "artwork": "image", "encyclopediaArticle": "inreference", "dictionaryEntry": "inreference",
        "presentation": "unpublished",
    }
)  # fmt: skip
"""Zotero's type (``z:itemType``) and biblatex's."""

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "dc:title": "title", "z:shortTitle": "shorttitle", "dcterms:abstract": "abstract",
        "bib:pages": "pages", "prism:volume": "volume", "prism:number": "number",
        "prism:edition": "edition", "z:language": "langid", "z:libraryCatalog": "source",
        "z:numPages": "pagetotal", "z:type": "type", "dc:rights": "rights",
        "dc:description": "note", "z:archive": "eprinttype", "z:repository": "publisher",
        "z:meetingName": "eventtitle", "prism:versionIdentifier": "version",
    }
)  # fmt: skip
"""The element and the field that says the same."""

PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "bib:authors": "author", "bib:editors": "editor", "bib:contributors": "author",
        "z:translators": "translator", "z:seriesEditors": "serieseditor",
        "z:bookAuthors": "bookauthor", "z:presenters": "author", "z:programmers": "author",
        "z:directors": "director", "z:inventors": "author", "z:composers": "composer",
        "z:interviewers": "interviewer", "z:recipients": "recipient",
    }
)  # fmt: skip
BOOKS = frozenset(["incollection", "inproceedings", "inreference"])
_PUBLISHERS: Mapping[str, str] = MappingProxyType({"phdthesis": "school", "techreport": "institution"})
_NUMBERS = re.compile(r"(DOI|ISSN|ISBN)\s+(.+)", re.IGNORECASE)
_EXTRA = re.compile(r"(?:^|\s)(PMID|PMCID|DOI)\s*:\s*(\S+)", re.IGNORECASE)
_NO_CITATIONS = frozenset(
    ["z:Attachment", "bib:Memo", "z:Collection", "rdf:Seq", "bib:Journal", "bib:Series"]
)
_FIELD_IN_EXTRA = re.compile(r"tex\.([a-z][a-z0-9-]*)\s*[:=]\s*(\S.*)")
"""How Better BibTeX has a field of BibTeX in Extra that Zotero has no place for."""

_SUFFIXED = re.compile(r"(.+?),\s*((?:Jr|Sr)\.?|[IVX]+)")

_MARKUP = re.compile(r"<[^<>]*>")
_DATE = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?")


def read(text: str, name: str) -> tuple[list[ForeignRecord], list[Problem]]:
    """The works in an RDF *text* of Zotero; an element without a type that is known is told with its line."""
    top, problems = tree(text, name)
    top = next(iter(top.children), top)
    elements_by_address = {e.attributes["rdf:about"]: e for e in top.children if "rdf:about" in e.attributes}
    records: list[ForeignRecord] = []
    for element in top.children:
        if element.name in _NO_CITATIONS or not element.is_whole:
            continue

        foreign = _foreign(element, elements_by_address)
        if foreign.texts or foreign.people:
            records.append(foreign)
        else:
            message = f"The {element.name} that starts on line {element.line} says nothing."
            problems.append(
                foreign_records.problem(name, element.line, message, "Export the library anew from Zotero.")
            )

    return records, problems


def _foreign(element: Element, elements_by_address: Mapping[str, Element]) -> ForeignRecord:
    kind = next((e.text for e in element.at("z:itemType")), "")
    foreign = ForeignRecord(
        TYPES.get(kind, "misc"), next((e.text for e in element.at("z:citationKey")), ""), element.line
    )
    if kind and kind not in TYPES:
        foreign.put("type", kind)

    for place, field in TEXTS.items():
        for text_element in element.at(place):
            foreign.put(
                field, _without_fields(foreign, text_element) if field == "note" else text_element.text
            )

    foreign.keywords += [subject.text for subject in element.at("dc:subject") if subject.text]
    _put_people(foreign, element)
    _put_publisher(foreign, element)
    for host_element in _wholes(element, elements_by_address):
        _put_whole(foreign, host_element)

    for number in element.at("dc:identifier"):
        _put_number(foreign, number)

    _put_dates(foreign, element)
    _put_extra(foreign)
    for reference in element.at("dcterms:isReferencedBy"):
        memo = elements_by_address.get(reference.attributes.get("rdf:resource", ""))
        foreign.put("annote", html.unescape(_MARKUP.sub(" ", memo.text)) if memo else None)

    return foreign


def _without_fields(foreign: ForeignRecord, extra: Element) -> str:
    """What Zotero calls Extra without the lines that say a field of BibTeX; these go into their fields."""
    rest = []
    for line in "".join(extra.pieces).splitlines():
        match = _FIELD_IN_EXTRA.fullmatch(line.strip())
        if match:
            foreign.texts.setdefault(match[1], match[2])
        else:
            rest.append(line)

    return " ".join(rest)


def _put_people(foreign: ForeignRecord, element: Element) -> None:
    for place, role in PEOPLE.items():
        for person_element in element.at(place):
            for person in person_element.all("foaf:Person"):
                _add(foreign, role, person)


def _add(foreign: ForeignRecord, role: str, person: Element) -> None:
    family = next((e.text for e in person.at("foaf:surname")), "")
    given_names = [*person.at("foaf:givenName"), *person.at("foaf:givenname")]  # as Zotero 4 wrote it
    given_name = next((e.text for e in given_names), "")
    if not given_name and family.lower().rstrip(".") == "et al":
        foreign.people.setdefault(role, []).append(foreign_records.OTHERS)
        return

    # Zotero has a suffix behind the given name, BibTeX before it.
    suffixed = _SUFFIXED.fullmatch(given_name)
    if suffixed:
        given_name = f"{suffixed[2]}, {suffixed[1]}"

    foreign.add(role, ", ".join(part for part in (family, given_name) if part), is_body=not given_name)


def _wholes(element: Element, elements_by_address: Mapping[str, Element]) -> Iterator[Element]:
    """The journal, book, series or site in which a work is, there or named."""
    for part in element.at("dcterms:isPartOf"):
        yield from part.children
        host_element = elements_by_address.get(part.attributes.get("rdf:resource", ""))
        if host_element:
            yield host_element


def _put_whole(foreign: ForeignRecord, host_element: Element) -> None:
    title = next((e.text for e in host_element.at("dc:title")), "")
    if foreign.type in BOOKS:
        container = "booktitle"
    else:
        container = "journal"

    foreign.put("series" if host_element.name == "bib:Series" else container, title)
    foreign.put("shortjournal", next((e.text for e in host_element.at("dcterms:alternative")), ""))
    for place in ("prism:volume", "prism:number"):
        for text_element in host_element.at(place):
            foreign.texts.setdefault(TEXTS[place], text_element.text)

    for number in host_element.at("dc:identifier"):
        _put_number(foreign, number)


def _put_publisher(foreign: ForeignRecord, element: Element) -> None:
    for organisation in element.at("dc:publisher/foaf:Organization"):
        foreign.put(
            _PUBLISHERS.get(foreign.type, "publisher"),
            next((e.text for e in organisation.at("foaf:name")), ""),
        )
        foreign.put("address", next((e.text for e in organisation.all("vcard:locality")), ""))


def _put_number(foreign: ForeignRecord, number: Element) -> None:
    """An identifier: ``DOI 10.…``, ``ISBN …``, or an address."""
    address = next((e.text for e in number.all("rdf:value")), "")
    match = _NUMBERS.fullmatch(number.text)
    if address:
        foreign.put("url", address)
    elif match:
        name = match[1].lower()
        foreign.texts.setdefault(name, bare_doi(match[2]) if name == "doi" else match[2])


def _put_dates(foreign: ForeignRecord, element: Element) -> None:
    text = next((e.text for e in element.at("dc:date")), "")
    match = _DATE.fullmatch(text)
    if match:
        foreign.date(*(int(part) for part in match.groups() if part))
    elif text:
        year = dates.publication_date(text, None).year
        foreign.put("year", year if year is not None else text)

    accessed = next((e.text for e in element.at("dcterms:dateSubmitted")), "")
    foreign.put("urldate", accessed.partition(" ")[0])


def _put_extra(foreign: ForeignRecord) -> None:
    """Take identifiers out of what Zotero calls Extra, which stays as a note."""
    foreign_records.take_key(foreign)
    for name, value in _EXTRA.findall(foreign.texts.get("note", "")):
        foreign.texts.setdefault(name.lower(), value)
