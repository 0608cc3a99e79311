"""Works as plain values: a BibTeX entry becomes a Citation, a Citation becomes an entry."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import latex, names, values
from evidence_graph.bibliography.blocks import Entry
from evidence_graph.bibliography.identifiers import bare_doi
from evidence_graph.invisible import is_blank
from evidence_graph.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERBATIM = frozenset({"doi", "url", "eprint", "file", "pmid", "pmcid"})
"""The fields that LaTeX takes letter by letter: an escape in them would break the address."""

_NO_STRINGS: Mapping[str, str] = MappingProxyType({})
_CONTAINERS = MappingProxyType(
    {
        "inproceedings": "booktitle",
        "conference": "booktitle",
        "incollection": "booktitle",
        "inbook": "booktitle",
        "phdthesis": "school",
        "mastersthesis": "school",
        "thesis": "institution",
        "techreport": "institution",
        "report": "institution",
    }
)
"""Where a work of a type appears; all others in a journal."""

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_DASH = re.compile("\\s*(?:[-\u2010\u2011–—−]\\s*)+")  # also the hyphens of U+2010 and U+2011
_RANGE = re.compile(r"(?<![-\w.])(\w+)-(\w+)(?![-\w.])")
_TILDE = re.compile(r"\\textasciitilde(?![a-z])\s*")
_ESCAPED = re.compile(r"\\([_%&#$~])")
_ADDRESS = re.compile(r"\\url\s*\{(.*)\}", re.DOTALL)
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f\\{}^`\"]")


def citation(entry: Entry, strings: Mapping[str, str] = _NO_STRINGS) -> Citation:
    """The work that *entry* describes, in plain text; *strings* are the macros of its bibliography."""

    def text(*fields: str) -> str | None:
        found = (field_text(entry, field, strings) for field in fields if field in entry.fields)
        return next((value for value in found if not is_blank(value)), None)

    authors, incomplete = names.read(values.expand(entry.fields.get("author", ""), strings))
    container = _CONTAINERS.get(entry.type, "journal")
    doi, pages = text("doi"), text("pages")
    return Citation(
        key=entry.key,
        type=entry.type,
        title=text("title"),
        authors=authors,
        authors_incomplete=incomplete,
        year=_year(text("year")) or _year(text("date")),
        container=text(container, "journal", "journaltitle", "booktitle"),
        volume=text("volume"),
        issue=text("number", "issue"),
        pages=_DASH.sub("-", pages) if pages else None,
        doi=(bare_doi(doi) or None) if doi else None,
        pmid=text("pmid") or _eprint(entry, strings, "pubmed"),
        pmcid=text("pmcid") or _eprint(entry, strings, "pmc"),
        url=text("url"),
    )


def field_text(entry: Entry, field: str, strings: Mapping[str, str] = _NO_STRINGS) -> str:
    """What *field* of *entry* says in plain text; empty when the entry has no such field."""
    source = values.expand(entry.fields.get(field, ""), strings)
    return _address(source) if field in VERBATIM else latex.decode(source)


def _address(source: str) -> str:
    """The address in a field that LaTeX takes letter by letter, freed of what others escape there."""
    whole = _ADDRESS.fullmatch(source.strip())
    plain = _ESCAPED.sub(r"\1", _TILDE.sub("~", whole[1] if whole else source))
    return "".join(plain.replace("{", "").replace("}", "").split())


def from_citation(work: Citation, *, protect: Iterable[str] = ()) -> Entry:
    r"""The BibTeX entry of *work*; the words of *protect* keep their capitals in its title.

    >>> entry = from_citation(Citation("pot2010", title="50% EMG", pages="1-9", pmid="42"))
    >>> entry.fields["title"], entry.fields["pages"], entry.fields["eprint"]
    ('{50\\% {EMG}}', '{1--9}', '{42}')
    """
    texts = {
        "author": names.written(work.authors, incomplete=work.authors_incomplete),
        "title": latex.encode_title(work.title or "", protect=tuple(protect)),
        _CONTAINERS.get(work.type, "journal"): latex.encode(work.container or ""),
        "year": "" if work.year is None else str(work.year),
        "volume": latex.encode(work.volume or ""),
        "number": latex.encode(work.issue or ""),
        "pages": page_source(work.pages or ""),
        "doi": address_source(work.doi),
        "eprint": address_source(work.pmid),
        "eprinttype": "pubmed" if work.pmid else "",
        "pmcid": address_source(work.pmcid),
        "url": address_source(work.url),
    }
    return Entry(work.key, work.type, {name: f"{{{text}}}" for name, text in texts.items() if text})


def _year(text: str | None) -> int | None:
    found = _YEAR.search(text) if text else None
    return int(found.group()) if found else None


def _eprint(entry: Entry, strings: Mapping[str, str], archive: str) -> str | None:
    named = field_text(entry, "eprinttype", strings) or field_text(entry, "archiveprefix", strings)
    return (field_text(entry, "eprint", strings) or None) if named.lower() == archive else None


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
