"""Zotero's RDF: written, with tags and notes, which no other format brings into Zotero whole.

In come works with the fields of BibTeX, out go elements such as ``<bib:Article>`` with ``<dc:subject>`` for
each tag and a ``<bib:Memo>`` for each note. The tables are those by which `zotero_rdf` reads. What Zotero has
no field for goes into what it calls Extra, a line each, as its users do.
"""

from __future__ import annotations

import html
import re
from itertools import chain, starmap
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from evidence_graph.bibliography import dates
from evidence_graph.bibliography.foreign_records import MONTHS, OTHERS
from evidence_graph.bibliography.zotero_rdf import BOOKS, PEOPLE, TEXTS, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.bibliography.foreign_records import ForeignRecord, Person

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "z": "http://www.zotero.org/namespaces/export#",
        "bib": "http://purl.org/net/biblio#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "prism": "http://prismstandard.org/namespaces/1.2/basic/",
        "vcard": "http://nwalsh.com/rdf/vCard#",
    }
)

ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "journalArticle": "bib:Article", "book": "bib:Book", "bookSection": "bib:BookSection",
        "thesis": "bib:Thesis", "report": "bib:Report", "webpage": "bib:Document",
        "manuscript": "bib:Manuscript", "patent": "bib:Patent", "statute": "bib:Legislation",
        "film": "bib:MotionPicture", "audioRecording": "bib:Recording", "artwork": "bib:Illustration",
        "computerProgram": "bib:Data", "case": "bib:Document",
    }
)  # fmt: skip
"""The element of each type of Zotero that has one; the others are plain descriptions."""

CONTAINERS: Mapping[str, str] = MappingProxyType(
    {"journalArticle": "bib:Journal", "bookSection": "bib:Book", "conferencePaper": "bib:Journal"}
    | {"encyclopediaArticle": "bib:Book", "webpage": "z:Website"}
)
"""In what a work of each type is."""

OTHER_TYPES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(["mastersthesis", "thesis"], "thesis")
    | dict.fromkeys(["report", "manual"], "report")
    | dict.fromkeys(["inbook", "bookinbook", "suppbook"], "bookSection")
    | dict.fromkeys(["conference"], "conferencePaper")
    | dict.fromkeys(["collection", "proceedings", "mvbook", "booklet", "reference"], "book")
    | dict.fromkeys(["electronic", "www"], "webpage")
)

IN_EXTRA: Mapping[str, str] = MappingProxyType({"pmid": "PMID", "pmcid": "PMCID"})
"""Numbers that Zotero knows in Extra by names of their own."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ZoteroItem(NamedTuple):
    """A work with the *notes* that belong to it, each as paragraphs or items of a list."""

    record: ForeignRecord
    notes: Sequence[Sequence[str]]


def write(items: Iterable[ZoteroItem]) -> str:
    """The RDF of *items*, as Zotero imports it."""
    declarations = starmap(' xmlns:{}="{}"'.format, NAMESPACES.items())
    lines = chain.from_iterable(map(_lines, items))

    return "\n".join(["<rdf:RDF", "\n".join(declarations) + ">", *lines, "</rdf:RDF>", ""])


def _lines(item: ZoteroItem) -> Iterator[str]:
    """The element of a work, and those of its notes."""
    foreign, texts = item.record, dict(item.record.texts)
    kind = _types().get(foreign.type) or OTHER_TYPES.get(foreign.type, "document")
    element = ELEMENTS.get(kind, "rdf:Description")
    about = f"#item_{foreign.key}"
    yield f"<{element} rdf:about={_attribute(about)}>"
    yield _text("z:itemType", kind)
    yield _text("z:citationKey", foreign.key)
    yield from _container(kind, foreign.type, texts)
    yield from _publisher(texts)
    for place, role in PEOPLE.items():
        if role in foreign.people and place not in _OTHER_PLACES:
            yield from _people(place, foreign.people[role])

    for number, _ in enumerate(item.notes, 1):
        yield f"<dcterms:isReferencedBy rdf:resource={_attribute(f'{about}_note_{number}')}/>"

    for word in foreign.keywords:
        yield _text("dc:subject", word)

    yield from _texts(texts)
    yield from _extra(foreign.key, texts)
    yield f"</{element}>"

    for number, note in enumerate(item.notes, 1):
        yield f"<bib:Memo rdf:about={_attribute(f'{about}_note_{number}')}>"
        yield _text("rdf:value", "".join(note))
        yield "</bib:Memo>"


_OTHER_PLACES = frozenset({"bib:contributors", "z:presenters", "z:programmers", "z:inventors"})
"""Where `zotero_rdf` reads an author too; authors are written as authors."""


def _types() -> dict[str, str]:
    """The type of Zotero for each of biblatex, the first of the table where several are read as one."""
    types: dict[str, str] = {}
    for zotero, ours in TYPES.items():
        types.setdefault(ours, zotero)

    return types | {"misc": "document"}


def _container(kind: str, entry_type: str, texts: dict[str, str]) -> Iterator[str]:
    """The journal, book or site in which a work is, and the series."""
    names = ["journal", "journaltitle"]
    if entry_type in BOOKS:
        names.insert(0, "booktitle")

    title = _first(texts, names)
    short = texts.pop("shortjournal", "")
    if title or short:
        element = CONTAINERS.get(kind, "bib:Journal")
        yield f"<dcterms:isPartOf><{element}>"
        yield from _filled("dc:title", title)
        yield from _filled("dcterms:alternative", short)
        yield f"</{element}></dcterms:isPartOf>"

    series = texts.pop("series", "")
    if series:
        yield f"<dcterms:isPartOf><bib:Series>{_text('dc:title', series)}</bib:Series></dcterms:isPartOf>"


def _publisher(texts: dict[str, str]) -> Iterator[str]:
    """Who published it, and where."""
    name = _first(texts, ("publisher", "school", "institution", "organization"))
    place = _first(texts, ("address", "location"))
    if not (name or place):
        return

    yield "<dc:publisher><foaf:Organization>"
    if place:
        locality = _text("vcard:locality", place)
        yield f"<vcard:adr><vcard:Address>{locality}</vcard:Address></vcard:adr>"

    yield from _filled("foaf:name", name)
    yield "</foaf:Organization></dc:publisher>"


def _first(texts: dict[str, str], names: Iterable[str]) -> str:
    """The first field of *names* that there is, which is taken out of *texts*."""
    return next((texts.pop(name) for name in names if name in texts), "")


def _people(place: str, people: Iterable[Person]) -> Iterator[str]:
    """Those who wrote it, or did something else for it, in their order."""
    yield f"<{place}><rdf:Seq>"
    for person in people:
        family, given_name = _names(person)
        names = "".join([_text("foaf:surname", family), *_filled("foaf:givenName", given_name)])
        yield f"<rdf:li><foaf:Person>{names}</foaf:Person></rdf:li>"

    yield f"</rdf:Seq></{place}>"


def _names(person: Person) -> tuple[str, str]:
    """The family name and the given name, with a suffix behind it; BibTeX has that before it."""
    if person == OTHERS:
        # Zotero has no sign for a list that is not whole, and its users write one more name.
        return "et al.", ""
    if person.is_body:
        return person.name, ""

    family, *rest = map(str.strip, person.name.split(","))

    return family, ", ".join(filter(None, reversed(rest)))


def _texts(texts: dict[str, str]) -> Iterator[str]:
    """The fields that Zotero has too; they are taken out of *texts*."""
    title, subtitle = texts.pop("title", ""), texts.pop("subtitle", "")
    yield from _filled("dc:title", ": ".join(filter(None, (title, subtitle))))
    yield from _filled("dc:date", _date(texts))
    yield from _filled("dcterms:dateSubmitted", texts.pop("urldate", ""))
    for name, word in {"doi": "DOI", "issn": "ISSN", "isbn": "ISBN"}.items():
        if name in texts:
            yield _text("dc:identifier", f"{word} {texts.pop(name)}")

    if "url" in texts:
        value = _text("rdf:value", texts.pop("url"))
        yield f"<dc:identifier><dcterms:URI>{value}</dcterms:URI></dc:identifier>"

    for place, field in TEXTS.items():
        if field in texts and field not in {"note", "publisher"}:
            yield _text(place, texts.pop(field).replace("--", "-"))


def _date(texts: dict[str, str]) -> str:
    """The day, month or year, as Zotero writes it: 2001-06-03."""
    year, month, day = texts.pop("year", ""), texts.pop("month", ""), texts.pop("day", "")
    whole = texts.pop("date", "")
    parts = dates.parts(whole or year)
    if not parts:
        return whole or year
    if whole:
        return whole

    numbers = [str(parts[0][0])]
    if month[:3].lower() in MONTHS:
        numbers.append(f"{MONTHS.index(month[:3].lower()) + 1:02}")
        if day.isdecimal():
            numbers.append(f"{int(day):02}")

    return "-".join(numbers)


def _extra(key: str, texts: Mapping[str, str]) -> Iterator[str]:
    """What Zotero calls Extra: the key and other fields where Better BibTeX looks for them, and the note."""
    note = texts.get("note", "")
    lines = [f"Citation Key: {key}"]
    for name, text in texts.items():
        line = f"{IN_EXTRA.get(name, f'tex.{name}')}: {text}"
        if name != "note" and line not in note:
            lines.append(line)

    yield _text("dc:description", "\n".join(filter(None, [*lines, note])))


def paragraphs(texts: Iterable[str]) -> list[str]:
    """*texts* as paragraphs of a note of Zotero, which is HTML."""
    return [f"<p>{html.escape(text)}</p>" for text in texts]


def listing(texts: Iterable[str]) -> str:
    """*texts* as a list in a note."""
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)

    return f"<ul>{items}</ul>"


def _filled(name: str, text: str) -> Iterator[str]:
    """An element, where there is a text for it."""
    if text:
        yield _text(name, text)


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(_NO_XML.sub('', text))}</{name}>"


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
