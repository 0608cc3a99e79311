"""CSL-JSON, in which citeproc, Zotero, Crossref and pandoc speak of works: read and written.

In comes a list of items with ``container-title`` and ``date-parts``, out go works with ``journal`` and
``year``; and back. The tables say which variable of CSL 1.0.2 is which field of biblatex.
"""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evidence_graph.bibliography import dates, foreign_records
from evidence_graph.bibliography.foreign_records import ForeignRecord, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.model import Problem

Item = dict[str, Any]

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article-journal": "article", "book": "book", "chapter": "incollection",
        "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport",
        "webpage": "online", "dataset": "dataset", "software": "software", "manuscript": "unpublished",
        "document": "misc", "entry-encyclopedia": "inreference", "patent": "patent",
        "pamphlet": "booklet", "periodical": "periodical", "standard": "standard",
        "legislation": "legislation", "legal_case": "jurisdiction", "motion_picture": "movie",
        "song": "music", "graphic": "image",
    }
)  # fmt: skip
"""The type of CSL and that of biblatex; other types of CSL are a kind of misc that remembers its own."""

_OTHER_TYPES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(["inbook", "bookinbook", "suppbook", "suppcollection"], "chapter")
    | dict.fromkeys(["mastersthesis", "thesis"], "thesis")
    | dict.fromkeys(
        ["mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference"], "book"
    )
    | {"conference": "paper-conference", "report": "report", "manual": "report", "electronic": "webpage"}
    | {"www": "webpage", "video": "motion_picture", "audio": "song", "artwork": "graphic"}
)
"""What other types of BibTeX and biblatex are in CSL."""

_TO_CSL: Mapping[str, str] = MappingProxyType({ours: csl for csl, ours in TYPES.items()} | dict(_OTHER_TYPES))

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "title": "title", "title-short": "shorttitle", "container-title-short": "shortjournal",
        "collection-title": "series", "event-title": "eventtitle", "original-title": "origtitle",
        "publisher": "publisher", "publisher-place": "address", "event-place": "venue",
        "original-publisher": "origpublisher", "original-publisher-place": "origlocation",
        "volume": "volume", "issue": "number", "number": "eid", "page": "pages", "edition": "edition",
        "version": "version", "chapter-number": "chapter", "number-of-pages": "pagetotal",
        "number-of-volumes": "volumes", "DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn",
        "PMID": "pmid", "PMCID": "pmcid", "archive": "eprinttype", "archive_location": "eprint",
        "call-number": "callnumber", "abstract": "abstract", "note": "note", "annote": "annote",
        "language": "langid", "genre": "type", "medium": "howpublished", "status": "pubstate",
        "source": "source",
    }
)  # fmt: skip
"""The variable of CSL and the field of biblatex that say the same."""

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "journaltitle": "journal", "location": "address", "issue": "number",
        "archiveprefix": "eprinttype", "language": "langid", "articleno": "eid",
    }
)  # fmt: skip
"""Names of one field; the second is the one of the table."""

_OLD: Mapping[str, str] = MappingProxyType(
    {"event": "event-title", "journalAbbreviation": "container-title-short", "shortTitle": "title-short"}
)
_BOOKS = frozenset(
    ["incollection", "inproceedings", "inreference", "inbook", "conference", "bookinbook", "suppbook"]
)
_PUBLISHERS: Mapping[str, str] = MappingProxyType(
    {"phdthesis": "school", "mastersthesis": "school", "thesis": "institution", "techreport": "institution"}
    | {"report": "institution"}
)
_NUMBERED = frozenset(
    ["techreport", "report", "patent", "standard", "misc", "online", "legislation", "dataset", "software"]
)
"""The types whose number is no issue of a journal."""

PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "author": "author", "editor": "editor", "translator": "translator",
        "container-author": "bookauthor", "director": "director", "collection-editor": "serieseditor",
        "composer": "composer", "illustrator": "illustrator", "interviewer": "interviewer",
        "recipient": "recipient", "reviewed-author": "reviewedauthor",
    }
)  # fmt: skip
_DATES: Mapping[str, str] = MappingProxyType(
    {"issued": "date", "accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
)
_KNOWN_TYPE = "csltype"
_MEMBERS = frozenset(["id", "type", "citation-key", "categories", "keyword", "custom"])
_PARTICLE = re.compile(r"((?:[a-zà-ÿ’'][\w’'-]*\s+|[a-zà-ÿ]+['’])+)(?=\S)")
_MOST_DATES = 2

ITEM_KEY = "zotero-key"
"""The field for the key by which Zotero itself knows an item."""

_ZOTERO_ITEM = re.compile(r"https?://(?:www\.)?zotero\.org/\S+/items/([A-Z0-9]{8})", re.IGNORECASE)


def read(text: str, name: str) -> tuple[list[ForeignRecord], list[Problem]]:
    """The works in a CSL-JSON *text*; what is no item is told with its place."""
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        message = f"The file is no JSON: {error}."

        return [], [foreign_records.problem(name, line, message, "Export the library anew as CSL JSON.")]

    if isinstance(loaded, dict):
        loaded = loaded.get("items", [loaded])

    lines = _lines(text)
    records, problems = [], []
    for number, item in enumerate(loaded if isinstance(loaded, list) else [loaded], start=1):
        line = lines[number - 1] if number <= len(lines) else 1
        if isinstance(item, dict) and isinstance(item.get("type", ""), str):
            records.append(of_item(item, line))
        else:
            message = f"Item {number} is no work: {json.dumps(item)[:60]}."
            problems.append(
                foreign_records.problem(name, line, message, 'Write {"type": …, "title": …}, or remove it.')
            )

    return records, problems


def _lines(text: str) -> list[int]:
    """The line on which each item of a list begins: where a brace or a value opens at the depth of one."""
    lines: list[int] = []
    depth, line, is_new = 0, 1, True
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[][{},\n]|[^\s"\[\]{},]+', text):
        mark = token.group()
        if mark == "\n":
            line += 1
            continue

        if depth == 1 and is_new and mark not in "],":
            lines.append(line)

        is_new = mark == "," if depth == 1 else mark == "["
        depth += (mark in "[{") - (mark in "]}")

    return lines or [1]


def of_item(item: Item, line: int = 0) -> ForeignRecord:
    """The work that an *item* of CSL says, which stands on a *line*."""
    kind = item.get("type", "")
    if kind == "thesis" and "master" in str(item.get("genre", "")).lower():
        own = "mastersthesis"
    else:
        own = None

    foreign = ForeignRecord(own or TYPES.get(kind, "misc"), str(item.get("citation-key") or ""), line)
    if kind and kind not in TYPES:
        foreign.put(_KNOWN_TYPE, kind)

    for variable, value in item.items():
        name = _OLD.get(variable, variable)
        if name in PEOPLE and isinstance(value, list):
            for person in value:
                _add(foreign, PEOPLE[name], person)
        elif name in _DATES and isinstance(value, dict):
            _put_date(foreign, _DATES[name], value)
        elif name == "keyword" and isinstance(value, str):
            foreign.keywords += [word.strip() for word in re.split(r"[,;]", value) if word.strip()]
        elif name not in _MEMBERS:
            foreign.put(_field(foreign.type, name), _text(value))

    _put_key(foreign, str(item.get("id") or ""))

    return foreign


def _put_key(foreign: ForeignRecord, identifier: str) -> None:
    """Take the id of an item for its key, unless it is the address of an item of Zotero, which is kept."""
    foreign_records.take_key(foreign)
    address = _ZOTERO_ITEM.fullmatch(identifier)
    if address:
        foreign.put(ITEM_KEY, address[1])
    else:
        foreign.key = foreign.key or identifier


def _field(kind: str, variable: str) -> str:
    """The field of an entry of a *kind* that says what a *variable* of CSL says."""
    if variable == "container-title":
        return "booktitle" if kind in _BOOKS else "journal"
    if variable == "publisher":
        return _PUBLISHERS.get(kind, "publisher")
    if variable == "number" and kind in _NUMBERED:
        return "number"

    return TEXTS.get(variable, variable.lower().replace("_", "-"))


def _text(value: object) -> str | None:
    """What a value says in plain text; a list of texts, as Crossref gives titles, by its first."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, (str, int, float))), None)

    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None

    return str(value)


def _add(foreign: ForeignRecord, role: str, person: object) -> None:
    """List the *person* of CSL under a *role*."""
    if not isinstance(person, dict):
        return

    parts = {name: str(part).strip() for name, part in person.items() if isinstance(part, str)}
    literal = parts.get("literal") or parts.get("name")
    if literal in {"others", "et al."}:
        foreign.people.setdefault(role, []).append(foreign_records.OTHERS)
        return

    if literal:
        foreign.add(role, literal, is_body=True)
        return

    family = f"{parts.get('non-dropping-particle', '')} {parts.get('family', '')}".strip()
    given_name = f"{parts.get('given', '')} {parts.get('dropping-particle', '')}".strip()
    if family or given_name:
        foreign.add(role, ", ".join(part for part in (family, parts.get("suffix"), given_name) if part))


def _put_date(foreign: ForeignRecord, name: str, value: Item) -> None:
    """Say a date of CSL in the field *name*, as biblatex writes it where it is more than year and month."""
    ends = [
        end for end in value.get("date-parts", []) if isinstance(end, list) and end and end[0] is not None
    ]
    try:
        numbers = [[int(part) for part in end[:3] if part not in {None, ""}] for end in ends[:_MOST_DATES]]
    except (TypeError, ValueError):
        numbers = []

    numbers = [end for end in numbers if end]
    is_circa = bool(value.get("circa"))
    if not numbers:
        literal = value.get("literal") or value.get("raw")
        foreign.put("year" if name == "date" else name, literal)
    elif name == "date" and len(numbers) == 1 and not is_circa and numbers[0][0] > 0:
        foreign.date(*numbers[0])
    else:
        text = "/".join(map(dates.write_date, numbers))
        foreign.put(name, f"{text}~" if is_circa else text)
        if name == "date" and numbers[0][0] > 0:
            foreign.put("year", numbers[0][0])


def write(records: Iterable[ForeignRecord]) -> str:
    """The CSL-JSON of *records*: a list of items, as Zotero, pandoc and citeproc take it."""
    return json.dumps([item(foreign) for foreign in records], ensure_ascii=False, indent=2) + "\n"


def item(foreign: ForeignRecord) -> Item:
    """The item of CSL that says what *foreign* says."""
    csl_item: Item = {
        "id": foreign.key,
        "type": foreign.texts.get(_KNOWN_TYPE) or _TO_CSL.get(foreign.type, "document"),
    }
    csl_item |= {
        role: [_name(p) for p in foreign.people[ours]]
        for role, ours in PEOPLE.items()
        if foreign.people.get(ours)
    }
    texts = {_ALIASES.get(name, name): text for name, text in foreign.texts.items()}
    csl_item |= dict(_dates_of(texts))
    csl_item |= dict(_texts_of(foreign.type, texts))
    if foreign.keywords:
        csl_item["keyword"] = ", ".join(foreign.keywords)

    return csl_item


def _texts_of(kind: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The variables that say what the fields of an entry of a *kind* say."""
    by_field = {ours: csl for csl, ours in TEXTS.items()}
    container = next((name for name in ("booktitle", "journal") if name in texts), None)
    if container:
        yield "container-title", texts[container]

    publisher = next((n for n in ("publisher", "school", "institution", "organization") if n in texts), None)
    if publisher:
        yield "publisher", texts[publisher]

    if "subtitle" in texts and "title" in texts:
        yield "title", f"{texts['title']}: {texts['subtitle']}"

    for name, text in texts.items():
        if name == "number" and kind in _NUMBERED:
            yield "number", text
        elif name == "title" and "subtitle" in texts:
            continue
        elif name in by_field and name != "publisher":
            yield by_field[name], text.replace("--", "-") if name == "pages" else text


def _name(person: Person) -> Item:
    """A person of CSL: family, given, and the particle before the family."""
    if person.is_body or "," not in person.name:
        return {"literal": "et al." if person == foreign_records.OTHERS else person.name}

    family, *rest = (part.strip() for part in person.name.split(","))
    particle = _PARTICLE.match(family)
    csl_name: Item = {"family": family[particle.end() :] if particle else family}
    if particle:
        csl_name["non-dropping-particle"] = particle[1].strip()

    if rest:
        csl_name["given"] = rest[-1]

    if len(rest) > 1:
        csl_name["suffix"] = ", ".join(rest[:-1])

    return csl_name


def _dates_of(texts: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    """The dates of CSL that the fields say."""
    name = texts.get("month", "")[:3].lower()
    if name in foreign_records.MONTHS:
        month = foreign_records.MONTHS.index(name) + 1
    else:
        month = None

    for csl, ours in _DATES.items():
        text = texts.get(ours) or (texts.get("year") if csl == "issued" else None)
        if not text:
            continue

        parts = dates.parts(text)
        if not parts:
            yield csl, {"literal": text}
            continue

        if csl == "issued" and len(parts) == 1 and len(parts[0]) == 1 and month:
            day = texts.get("day", "")
            parts = [[parts[0][0], month, *([int(day)] if day.isdecimal() else [])]]

        yield csl, {"date-parts": parts} | ({"circa": True} if text.strip().endswith(("~", "%")) else {})
