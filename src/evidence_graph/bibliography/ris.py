"""RIS, which EndNote, Zotero, Mendeley, Covidence, Rayyan and publishers write: read and written.

In come lines such as ``TY  - JOUR`` and ``AU  - Ito, K.``, out go works; and back. A tag that has no field
of BibTeX keeps its name (``ris-c1``), so that nothing is lost on the way through.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import dates, foreign_records, tagged
from evidence_graph.bibliography.foreign_records import OTHERS, ForeignRecord
from evidence_graph.bibliography.identifiers import bare_doi, is_doi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from evidence_graph.bibliography.tagged import TaggedRecord
    from evidence_graph.model import Problem

TAG = re.compile(r"\ufeff?([A-Za-z][A-Za-z0-9]) {0,2}- ?")
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "JOUR": "article", "BOOK": "book", "CHAP": "incollection", "CPAPER": "inproceedings",
        "CONF": "proceedings", "THES": "phdthesis", "RPRT": "techreport", "ELEC": "online",
        "DATA": "dataset", "COMP": "software", "UNPB": "unpublished", "GEN": "misc", "PAT": "patent",
        "PAMP": "booklet", "STAND": "standard", "STAT": "legislation", "CASE": "jurisdiction",
        "VIDEO": "movie", "SOUND": "music", "ENCYC": "inreference", "EDBOOK": "collection",
    }
)  # fmt: skip
"""The type of RIS and that of biblatex; the others are one of these and remember their own."""

_LIKE: Mapping[str, str] = MappingProxyType(
    {"EJOUR": "article", "JFULL": "article", "MGZN": "article", "NEWS": "article", "INPR": "article"}
    | {"ABST": "article", "EBOOK": "book", "ECHAP": "incollection", "SER": "book", "BLOG": "online"}
    | {"DICT": "inreference", "CTLG": "book", "DBASE": "dataset", "MPCT": "movie", "MANSCPT": "unpublished"}
)
_TO_RIS: Mapping[str, str] = MappingProxyType(
    {ours: ris for ris, ours in TYPES.items()}
    | dict.fromkeys(["inbook", "bookinbook", "suppbook", "suppcollection"], "CHAP")
    | {"conference": "CPAPER", "mastersthesis": "THES", "thesis": "THES", "report": "RPRT", "manual": "RPRT"}
    | {"electronic": "ELEC", "www": "ELEC", "mvbook": "BOOK", "mvcollection": "EDBOOK", "reference": "BOOK"}
)
_IN_BOOKS = frozenset(["incollection", "inproceedings", "inreference", "inbook", "conference", "bookinbook"])
_SCHOOLS: Mapping[str, str] = MappingProxyType({"phdthesis": "school", "techreport": "institution"})
_KIND = "ristype"

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "VL": "volume", "IS": "number", "SN": "issn", "AB": "abstract", "CY": "address",
        "ET": "edition", "LA": "langid", "N1": "note", "UR": "url", "DO": "doi", "C7": "eid",
        "ST": "shorttitle", "CN": "callnumber", "NV": "volumes", "M3": "type", "AN": "accession",
        "DB": "database", "DP": "source", "L1": "file", "OP": "origdate", "SE": "section",
        "C2": "pmcid", "RP": "reprint", "AD": "affiliation", "T3": "series",
    }
)  # fmt: skip
"""The tag of RIS and the field that say the same."""

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "N2": "AB",
        "PP": "CY",
        "CP": "IS",
        "TI": "T1",
        "CT": "T1",
        "ED": "A2",
        "Y1": "PY",
        "L2": "UR",
        "JO": "T2",
    }
    | {"JF": "T2", "BT": "T2", "JA": "J2", "A1": "AU", "TT": "RIS-TT"}
)
_PEOPLE: Mapping[str, str] = MappingProxyType(
    {"AU": "author", "A2": "editor", "A3": "serieseditor", "A4": "translator"}
)
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx]\b")
_NUMBER = re.compile(r"[0-9]+")
_PARTS = ("year", "month", "day")


def read(text: str, name: str) -> tuple[list[ForeignRecord], list[Problem]]:
    """The works in a RIS *text*; a record that cannot be read is told with its line."""
    records: list[ForeignRecord] = []
    problems: list[Problem] = []
    for record in tagged.records(text, TAG, start="TY", end="ER"):
        if record.tags and record.tags[0].name == "TY" and record.tags[0].text:
            records.append(_foreign(record))
            problems += _doubts(record, name)
        else:
            message = f"What starts on line {record.line} is no record: it does not begin with a type."
            cure = "Begin each record with TY  - JOUR (or another type) and end it with ER  -."
            problems.append(foreign_records.problem(name, record.line, message, cure))

    return records, problems


def _doubts(record: TaggedRecord, name: str) -> Iterator[Problem]:
    if not record.is_ended:
        message = f"The record that starts on line {record.line} has no end; it is taken to end there."
        yield foreign_records.problem(
            name, record.line, message, "Write ER  - on a line of its own after it."
        )


def _foreign(record: TaggedRecord) -> ForeignRecord:
    kind = record.tags[0].text.upper()
    foreign = ForeignRecord(
        TYPES.get(kind) or _LIKE.get(kind, "misc"), record.first("ID", "LB") or "", record.line
    )
    if kind not in TYPES:
        foreign.put(_KIND, kind)

    pages: dict[str, str] = {}
    for tag in record.tags[1:]:
        tag_name = _ALIASES.get(tag.name, tag.name)
        if tag_name in {"SP", "EP"}:
            pages.setdefault(tag_name, tag.text)
        elif tag_name in _PEOPLE:
            _add(foreign, _PEOPLE[tag_name], tag.text)
        elif tag_name in _READERS:
            _READERS[tag_name](foreign, tag.text)
        elif tag_name not in {"ID", "LB"} and tag.text:
            foreign.put(TEXTS.get(tag_name, f"ris-{tag_name.lower().removeprefix('ris-')}"), tag.text)

    _put_pages(foreign, pages)
    _settle(foreign)
    foreign_records.take_key(foreign)

    return foreign


def _add(foreign: ForeignRecord, role: str, name: str) -> None:
    """List a person; one without a comma is a body, as RIS has family names first."""
    if name.lower().rstrip(".") in {"et al", "others"}:
        foreign.people.setdefault(role, []).append(OTHERS)
        return

    family, *rest = (part.strip() for part in name.split(","))
    is_body = not any(rest) and " " in family

    # RIS has a suffix behind the given name, BibTeX before it.
    foreign.add(role, ", ".join([family, *reversed(rest)]) if any(rest) else name, is_body=is_body)


def _put_keywords(foreign: ForeignRecord, text: str) -> None:
    foreign.keywords += [word for word in (part.strip() for part in text.split(";")) if word]


def _put_title(foreign: ForeignRecord, text: str) -> None:
    if "title" not in foreign.texts:
        foreign.put("title", text)
    elif text != foreign.texts["title"]:
        foreign.put("ris-ti", text)


def _put_container(foreign: ForeignRecord, text: str) -> None:
    """The journal or book; the second name of a journal is its short one."""
    name = "booktitle" if foreign.type in _IN_BOOKS else "journal" if foreign.type == "article" else "series"
    texts_so_far = foreign.texts.get(name)
    if texts_so_far is None:
        foreign.put(name, text)
    elif text != texts_so_far:
        foreign.put("shortjournal" if name == "journal" else "ris-t2", text)


def _put_short(foreign: ForeignRecord, text: str) -> None:
    foreign.put("shortjournal", text)


def _put_publisher(foreign: ForeignRecord, text: str) -> None:
    foreign.put(_SCHOOLS.get(foreign.type, "publisher"), text)


def _put_date(foreign: ForeignRecord, text: str) -> None:
    """A date of RIS, ``2019/06/03/spring``: the most exact of several counts."""
    parts = [part.strip() for part in text.replace("-", "/").split("/")]
    numbers = [int(part) for part in parts[:3] if _NUMBER.fullmatch(part)]
    if numbers and len(parts[0]) == 4 and len(numbers) >= _exactness(foreign):  # noqa: PLR2004 - the digits of a year
        foreign.date(*numbers)
    elif "year" not in foreign.texts:
        foreign.put("year", text.strip("/"))


def _exactness(foreign: ForeignRecord) -> int:
    return sum(part in foreign.texts for part in _PARTS)


def _put_access(foreign: ForeignRecord, text: str) -> None:
    numbers = [int(part) for part in re.split(r"[/-]", text) if _NUMBER.fullmatch(part.strip())]
    is_dated = bool(numbers) and numbers[0] > 31  # noqa: PLR2004 - the year stands first
    foreign.put("urldate", dates.write_date(numbers[:3]) if is_dated else text)


_READERS: Mapping[str, Callable[[ForeignRecord, str], None]] = MappingProxyType(
    {
        "KW": _put_keywords,
        "T1": _put_title,
        "T2": _put_container,
        "J2": _put_short,
        "PB": _put_publisher,
        "PY": _put_date,
        "DA": _put_date,
        "Y2": _put_access,
    }
)


def _put_pages(foreign: ForeignRecord, pages: Mapping[str, str]) -> None:
    start, end = pages.get("SP"), pages.get("EP")
    if start and end and end != start and "-" not in start:
        foreign.put("pages", f"{start}-{end}")
    else:
        foreign.put("pages", start or end)


def _settle(foreign: ForeignRecord) -> None:
    """Put numbers in their own fields: a DOI without its address, an ISBN that stood as ISSN, a PMID."""
    texts = foreign.texts
    if "doi" in texts:
        texts["doi"] = bare_doi(texts["doi"].split("; ")[0])
    elif is_doi(doi := bare_doi(texts.get("url", ""))):
        texts["doi"] = doi

    if _ISBN.fullmatch(texts.get("issn", "")) or (foreign.type in {"book", "collection"} and "issn" in texts):
        texts["isbn"] = texts.pop("issn")

    if texts.get("accession", "").isdecimal() and "pubmed" in texts.get("database", "medline pubmed").lower():
        texts["pmid"] = texts.pop("accession")


def write(records: Iterable[ForeignRecord]) -> str:
    """The RIS of *records*."""
    return "\n".join("\n".join(_lines(foreign)) + "\n" for foreign in records)


def _lines(foreign: ForeignRecord) -> Iterator[str]:
    """The lines of one record."""
    texts = dict(foreign.texts)
    kind = texts.pop(_KIND, None) or _TO_RIS.get(foreign.type, "GEN")
    yield _line("TY", kind)
    yield _line("ID", foreign.key)
    for tag, role in _PEOPLE.items():
        for person in foreign.people.get(role, ()):
            yield _line(tag, "et al." if person == OTHERS else _as_ris(person))

    yield from _date_lines(texts)
    yield from _text_lines(foreign.type, texts)
    for word in foreign.keywords:
        yield _line("KW", word)

    yield "ER  - "


def _as_ris(person: foreign_records.Person) -> str:
    """A person as RIS has it, "Family, Given, Suffix"; a body of several words has no comma."""
    if person.is_body:
        return person.name.replace(",", " ").replace("  ", " ")

    parts = [part.strip() for part in person.name.split(",")]

    return ", ".join([parts[0], parts[-1], *parts[1:-1]]) if len(parts) > 2 else person.name  # noqa: PLR2004 - with a suffix


def _date_lines(texts: dict[str, str]) -> Iterator[str]:
    """The year, and the date where more is known."""
    year, month, day = (texts.pop(part, "") for part in _PARTS)
    dated = texts.pop("date", "")
    parts = dates.parts(dated or year)
    if not parts:
        if dated or year:
            yield _line("PY", dated or year)

        return

    numbers = parts[0]
    if len(numbers) == 1 and month[:3].lower() in foreign_records.MONTHS:
        numbers = [
            *numbers,
            foreign_records.MONTHS.index(month[:3].lower()) + 1,
            *([int(day)] if day.isdecimal() else []),
        ]

    yield _line("PY", str(numbers[0]))
    if len(numbers) > 1:
        yield _line("DA", "/".join([str(numbers[0]), *(f"{part:02}" for part in numbers[1:])]))


def _text_lines(kind: str, texts: dict[str, str]) -> Iterator[str]:
    """The other tags, each on its line."""
    title, subtitle = texts.pop("title", ""), texts.pop("subtitle", "")
    yield from _filled_fields("TI", f"{title}: {subtitle}" if title and subtitle else title or subtitle)
    container = "booktitle" if kind in _IN_BOOKS else "journal"
    series = next(
        (texts.pop(n) for n in (container, "journaltitle", "journal", "booktitle") if n in texts), ""
    )
    if not series and kind not in {"article", *_IN_BOOKS}:
        series = texts.pop("series", "")

    yield from _filled_fields("T2", series)
    yield from _filled_fields("J2", texts.pop("shortjournal", ""))
    yield from _filled_fields("PB", next((texts.pop(n) for n in _PUBLISHERS if n in texts), ""))
    start, _, end = texts.pop("pages", "").replace("--", "-").partition("-")
    yield from _filled_fields("SP", start.strip())
    yield from _filled_fields("EP", end.strip())
    yield from _filled_fields("Y2", texts.pop("urldate", "").replace("-", "/"))
    if "pmid" in texts:
        yield _line("AN", texts.pop("pmid"))
        yield _line("DB", texts.pop("database", "PubMed"))

    by_field = {ours: tag for tag, ours in TEXTS.items()} | dict(_SPELLINGS)
    for name, text in texts.items():
        if name.startswith("ris-"):
            yield _line(name.removeprefix("ris-").upper(), text)
        elif name in by_field:
            yield _line(by_field[name], text)


_PUBLISHERS = ("publisher", "school", "institution", "organization")
_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {"isbn": "SN", "location": "CY", "issue": "IS", "language": "LA", "annote": "N1", "howpublished": "M3"}
)


def _filled_fields(tag: str, text: str) -> Iterator[str]:
    if text:
        yield _line(tag, text)


def _line(tag: str, text: str) -> str:
    return f"{tag}  - {' '.join(text.split())}"
