"""Works as plain values: a BibTeX entry becomes a Citation, a Citation becomes an entry."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography import dates, inheritance, latex, name_lists, value_expressions
from evidence_graph.bibliography.blocks import Entry
from evidence_graph.bibliography.identifiers import arxiv_identity, bare_doi, doi_within
from evidence_graph.bibliography.offences import DATES
from evidence_graph.invisible import is_blank
from evidence_graph.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.bibliography.inheritance import LookUp

VERBATIM = frozenset({"doi", "url", "eprint", "file", "pmid", "pmcid"})
"""The fields that LaTeX takes letter by letter: an escape in them would break the address."""

_NO_STRINGS: Mapping[str, str] = MappingProxyType({})
_PARTS = (
    "inproceedings",
    "incollection",
    "inbook",
    "bookinbook",
    "suppbook",
    "suppcollection",
    "inreference",
)
_BOOK = ("booktitle", "maintitle", "eventtitle")
_THESIS = ("school", "institution")
_REPORT = ("institution",)
_CONTAINERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(
        [*_PARTS, "conference"],
        _BOOK,
    )
    | dict.fromkeys(["phdthesis", "mastersthesis"], _THESIS)
    | {"thesis": ("institution", "school"), "techreport": _REPORT, "report": _REPORT}
)
"""Where a work of a type appears, the first that is said; all others in a journal."""

_JOURNALS = ("journal", "journaltitle", "booktitle", "maintitle", "shortjournal")
_PUBLISHERS = ("publisher", "organization", "institution", "school")
_SUBTITLES: Mapping[str, str] = MappingProxyType(
    {
        "title": "subtitle",
        "booktitle": "booksubtitle",
        "maintitle": "mainsubtitle",
        "journaltitle": "journalsubtitle",
        "journal": "journalsubtitle",
    }
)
_ARCHIVES: Mapping[str, str] = MappingProxyType(
    {"arxiv": "arXiv", "pubmed": "PubMed", "pmc": "PubMed Central"}
)
_ENDS = ("?", "!", ".", ":", "…")

_DASH = re.compile("\\s*(?:[-\u2010\u2011–—−]\\s*)+")  # also the hyphens of U+2010 and U+2011
_RANGE = re.compile(r"(?<![-\w.])(\w+)-(\w+)(?![-\w.])")
_TILDE = re.compile(r"\\textasciitilde(?![a-z])\s*")
_ESCAPED = re.compile(r"\\([_%&#$~])")
_ADDRESS = re.compile(r"\\url\s*\{(.*)\}", re.DOTALL)
_WEB = re.compile(r"https?://\S+")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")
_BRACELESS = str.maketrans("", "", "{}")
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f\\{}^`\"]")


def _no_entry(_: str) -> Entry | None:
    """No entry: one that stands alone inherits nothing."""
    return None


def citation(entry: Entry, strings: Mapping[str, str] = _NO_STRINGS, look_up: LookUp = _no_entry) -> Citation:
    """The work that *entry* describes, in plain text.

    *strings* are the macros of its bibliography; *look_up* gives the entries from which it inherits fields.
    """
    texts = _Texts(inheritance.with_inherited(entry, look_up), strings)
    text = texts.first
    kind = entry.type.lower()
    authors, editors, translators = (texts.people(field) for field in ("author", "editor", "translator"))
    container_field = texts.field_of(*_CONTAINERS.get(kind, ("journal",)), *_JOURNALS)
    container = texts.titled(container_field)
    when = dates.publication_date(text("year"), text("date"), text("pubstate"))
    pages, how = text("pages"), text("howpublished")
    eprint = texts.eprint()

    return Citation(
        key=entry.key,
        type=kind,
        title=texts.titled("title"),
        authors=authors.names,
        authors_incomplete=authors.is_incomplete,
        year=when.year,
        container=container,
        volume=text("volume"),
        issue=text("number", "issue"),
        pages=plain_pages(pages) if pages else None,
        doi=texts.doi(),
        pmid=text("pmid") or eprint.of("pubmed"),
        pmcid=text("pmcid") or eprint.of("pmc"),
        url=text("url") or (how if how and _WEB.fullmatch(how) else None),
        editors=editors.names,
        editors_incomplete=editors.is_incomplete,
        translators=translators.names,
        bodies=tuple(dict.fromkeys(authors.bodies + editors.bodies + translators.bodies)),
        date=when.words,
        original_date=_original(text("origdate"), text("origyear")),
        publisher=texts.other(container, *_PUBLISHERS),
        place=text("location", "address"),
        edition=text("edition"),
        series=text("series") or (texts.other(container, *_JOURNALS[:2]) if container else None),
        eid=text("eid", "articleno", "article-number", "elocation-id"),
        how_published=None if how and _WEB.fullmatch(how) else how,
        version=text("version"),
        eprint=eprint.number if not eprint.is_medline else None,
        archive=eprint.archive if not eprint.is_medline else None,
        isbn=text("isbn"),
        remark=text("note"),
    )


class _Eprint(NamedTuple):
    """A number in an archive of papers."""

    number: str | None = None
    archive: str | None = None

    @property
    def is_medline(self) -> bool:
        """Whether it is a number of PubMed, which has a place of its own."""
        return self.archive in {_ARCHIVES["pubmed"], _ARCHIVES["pmc"]}

    def of(self, archive: str) -> str | None:
        """The number, if it is one of *archive*."""
        if self.archive == _ARCHIVES[archive]:
            return self.number

        return None


class _Texts:
    """What the fields of one entry say, in plain text."""

    def __init__(self, entry: Entry, strings: Mapping[str, str]) -> None:
        self._entry, self._strings = entry, strings
        self._said: dict[str, str] = {}

    def first(self, *fields: str) -> str | None:
        """What the first of *fields* says that says anything."""
        if self._entry.fields.keys().isdisjoint(fields):  # so it is with most that are asked for
            return None

        field = self.field_of(*fields)

        return self._said[field] if field else None

    def field_of(self, *fields: str) -> str | None:
        """The first of *fields* that says anything."""
        for field in fields:
            if field not in self._entry.fields:
                continue

            if field not in self._said:  # LaTeX is read once: that is what takes the time
                self._said[field] = field_text(self._entry, field, self._strings)

            if not is_blank(self._said[field]):
                return field

        return None

    def titled(self, field: str | None) -> str | None:
        """The title in *field* with its subtitle."""
        title = self.first(field) if field else None
        subtitle = self.first(_SUBTITLES.get(field or "", ""))
        if not title or not subtitle or subtitle.casefold() in title.casefold():
            return title or subtitle
        if title.endswith(_ENDS):
            return f"{title} {subtitle}"

        return f"{title}: {subtitle}"

    def other(self, than: str | None, *fields: str) -> str | None:
        """What the first of *fields* says that says something *other* than another field."""
        texts = (self.first(field) for field in fields)

        return next((text for text in texts if text and text != than), None)

    def people(self, field: str) -> name_lists.People:
        """The people that *field* lists."""
        if field not in self._entry.fields:  # most works have authors alone
            return name_lists.People()

        return name_lists.people(value_expressions.expand(self._entry.fields.get(field, ""), self._strings))

    def doi(self) -> str | None:
        """The DOI, in its own field or where else one is named."""
        if doi := self.first("doi"):
            return bare_doi(doi) or None
        if (self.first("eprinttype", "archiveprefix") or "").lower() == "doi":
            return bare_doi(self.first("eprint") or "") or None

        for field in ("url", "howpublished", "note"):
            if doi_in_text := doi_within(self.first(field) or ""):
                return doi_in_text

        return None

    def eprint(self) -> _Eprint:
        """The number in an archive of papers, and which archive it is."""
        number = self.first("eprint")
        scheme = self.first("eprinttype", "archiveprefix") or ""
        if number is None:
            return _Eprint()
        if not scheme and (arxiv := arxiv_identity(number)):
            return _Eprint(arxiv, _ARCHIVES["arxiv"])

        return _Eprint(number, _ARCHIVES.get(scheme.lower(), scheme or None))


def _original(*dated: str | None) -> str | None:
    """When a work first came out, in words."""
    text = next(filter(None, dated), None)
    if text is None:
        return None

    when = dates.publication_date(None, text)

    return when.words or (str(when.year) if when.year is not None else text)


def field_text(entry: Entry, field: str, strings: Mapping[str, str] = _NO_STRINGS) -> str:
    """What *field* of *entry* says in plain text; empty when the entry has no such field."""
    source = value_expressions.expand(entry.fields.get(field, ""), strings)
    if field in VERBATIM:
        return _address(source)
    if field in DATES:
        return " ".join(source.translate(_BRACELESS).split())

    return latex.decode(source)


def _address(source: str) -> str:
    """The address in a field that LaTeX takes letter by letter, freed of what others escape there."""
    source = _LINK.sub(r"\1", source)
    whole_address = _ADDRESS.fullmatch(source.strip())
    plain = _ESCAPED.sub(r"\1", _TILDE.sub("~", whole_address[1] if whole_address else source))

    return "".join(plain.replace("{", "").replace("}", "").split())


def from_citation(citation: Citation, *, protect: Iterable[str] = ()) -> Entry:
    r"""The BibTeX entry of *work*; the words of *protect* keep their capitals in its title.

    >>> entry = from_citation(Citation("pot2010", title="50% EMG", pages="1-9", pmid="42"))
    >>> entry.fields["title"], entry.fields["pages"], entry.fields["eprint"]
    ('{50\\% {EMG}}', '{1--9}', '{42}')
    """

    def people(names_in_order: tuple[str, ...], *, incomplete: bool = False) -> str:
        return name_lists.write(names_in_order, incomplete=incomplete, bodies=citation.bodies)

    container = _CONTAINERS.get(citation.type, ("journal",))[0]
    archive = "pubmed" if citation.pmid else citation.archive or ""
    texts = {
        "author": people(citation.authors, incomplete=citation.authors_incomplete),
        "editor": people(citation.editors, incomplete=citation.editors_incomplete),
        "translator": people(citation.translators),
        "title": latex.encode_title(citation.title or "", protect=tuple(protect)),
        container: latex.encode(citation.container or ""),
        "year": _year_source(citation),
        "volume": latex.encode(citation.volume or ""),
        "number": latex.encode(citation.issue or ""),
        "pages": page_source(citation.pages or ""),
        "doi": address_source(citation.doi),
        "eprint": address_source(citation.pmid or citation.eprint),
        "eprinttype": latex.encode(archive),
        "pmcid": address_source(citation.pmcid),
        "url": address_source(citation.url),
    }
    plain = {
        name: latex.encode(getattr(citation, attribute) or "") for name, attribute in _AS_THEY_ARE.items()
    }
    fields = texts | {name: text for name, text in plain.items() if name != container}

    return Entry(citation.key, citation.type, {name: f"{{{text}}}" for name, text in fields.items() if text})


_AS_THEY_ARE: Mapping[str, str] = MappingProxyType(
    {
        "origdate": "original_date",
        "publisher": "publisher",
        "address": "place",
        "edition": "edition",
        "series": "series",
        "eid": "eid",
        "howpublished": "how_published",
        "version": "version",
        "isbn": "isbn",
        "note": "remark",
    }
)
"""The fields that say in BibTeX what they say in a record."""


def _year_source(citation: Citation) -> str:
    """The year, or what is said instead of one; BibTeX prints whatever stands there."""
    if citation.year is not None and (citation.year > 0 or not citation.date):
        return str(citation.year)

    return latex.encode(citation.date or "")


def plain_pages(pages: str) -> str:
    """*pages* with one plain hyphen from the first to the last."""
    return _DASH.sub("-", pages)


def page_source(pages: str) -> str:
    """Pages as BibTeX writes them, with two hyphens from the first to the last."""
    plain = _DASH.sub("-", latex.tidy(pages))
    ranges = _RANGE.sub("\\1\0\\2", plain)

    return latex.encode(ranges.replace("\0", "–")).replace("–", "--")


def address_source(address: str | None) -> str:
    """An address for a field that takes it letter by letter; what would end the field is percent-encoded."""
    return _UNSAFE.sub(lambda found: _percent(found.group()), (address or "").strip())


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
