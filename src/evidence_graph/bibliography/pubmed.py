"""PubMed's own format (.nbib, MEDLINE): read.

In come lines such as ``PMID- 42`` and ``FAU - Ito, Ken``, out go works.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import foreign_records, tagged
from evidence_graph.bibliography.foreign_records import ForeignRecord
from evidence_graph.bibliography.identifiers import bare_doi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.bibliography.tagged import TaggedRecord
    from evidence_graph.model import Problem

TAG = re.compile(r"\ufeff?([A-Z][A-Z0-9]{1,3}) {0,3}- ?")
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "TI": "title", "TT": "origtitle", "BTI": "booktitle", "VI": "volume", "IP": "number",
        "PG": "pages", "AB": "abstract", "LA": "langid", "PB": "publisher", "PL": "country",
        "EN": "edition", "PMC": "pmcid", "PMID": "pmid", "COIS": "conflictofinterest", "GN": "note",
        "RIN": "retractionin", "ROF": "retractionof", "ECI": "concernin", "EIN": "erratumin",
        "UIN": "updatein", "CTI": "series", "SI": "secondarysource",
    }
)  # fmt: skip
"""The tag of PubMed and the field that says the same."""

_PEOPLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"author": ("FAU", "AU"), "editor": ("FED", "ED"), "investigator": ("FIR", "IR")}
)
_MONTHS = {name: number for number, name in enumerate(foreign_records.MONTHS, start=1)}
_DATE = re.compile(r"([0-9]{4})(?:\s+([A-Za-z]{3})[A-Za-z]*(?:\s+([0-9]{1,2})(?![0-9]))?)?")
_IDENTIFIER = re.compile(r"(.*?)\s*\[(doi|pii|isbn|bookaccession)\]", re.IGNORECASE)
_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9Xx]")


def read(text: str, name: str) -> tuple[list[ForeignRecord], list[Problem]]:
    """The works in a *text* of PubMed; a record without a number is told with its line."""
    records: list[ForeignRecord] = []
    problems: list[Problem] = []
    for record in tagged.records(text, TAG, start="PMID"):
        if record.tags and record.tags[0].name == "PMID":
            records.append(_foreign(record))
        else:
            message = f"What starts on line {record.line} is no record: it has no PMID."
            cure = "Begin each record with PMID- and its number."
            problems.append(foreign_records.problem(name, record.line, message, cure))

    return records, problems


def _foreign(record: TaggedRecord) -> ForeignRecord:
    kinds = record.texts("PT")
    foreign = ForeignRecord(_type(record, kinds), line=record.line)
    for tag, field in TEXTS.items():
        for text in record.texts(tag):
            foreign.put(field, text)

    for role, (full, short) in _PEOPLE.items():
        for person in record.texts(full) or record.texts(short):
            foreign.add(role, person if "," in person else _family_first(person))

    for body in record.texts("CN"):
        foreign.add("author", body, is_body=True)

    foreign.put("journal" if foreign.type == "article" else "series", record.first("JT", "TA"))
    if record.first("JT") and foreign.type == "article":
        foreign.put("shortjournal", record.first("TA"))

    _put_date(foreign, record.first("DP") or record.first("DEP") or "")
    _put_numbers(foreign, record)
    foreign.keywords += [word.replace("*", "") for word in record.texts("MH", "OT")]
    foreign.put("publicationtype", "; ".join(kinds))
    if "title" in foreign.texts:
        foreign.texts["title"] = (
            foreign.texts["title"].strip("[]") if foreign.texts["title"][0] == "[" else foreign.texts["title"]
        )

    return foreign


def _type(record: TaggedRecord, kinds: list[str]) -> str:
    if record.first("BTI"):
        if record.first("TI"):
            return "incollection"

        return "book"

    if "Preprint" in kinds and not record.first("VI"):
        return "misc"

    return "article"


def _family_first(person: str) -> str:
    """The short name "Ito K" with its comma: in PubMed the last word of a short name is its initials."""
    family, _, initials = person.rpartition(" ")
    if family and initials.isupper():
        return f"{family}, {initials}"

    return person


def _put_date(foreign: ForeignRecord, text: str) -> None:
    match = _DATE.match(text)
    if match:
        month = _MONTHS.get((match[2] or "").lower())
        foreign.date(int(match[1]), month, int(match[3]) if month and match[3] else None)
    else:
        foreign.put("year", text)


def _put_numbers(foreign: ForeignRecord, record: TaggedRecord) -> None:
    """DOI, article number, ISBN and ISSN, of which PubMed says the kind after each."""
    for text in record.texts("LID", "AID"):
        match = _IDENTIFIER.fullmatch(text)
        if match and match[2].lower() == "doi":
            foreign.texts.setdefault("doi", bare_doi(match[1]))
        elif match and match[2].lower() == "pii" and not foreign.texts.get("pages"):
            foreign.texts.setdefault("eid", match[1])

    for text in record.texts("ISBN"):
        foreign.put("isbn", text.split(" ")[0])

    issns = [match.group() for text in record.texts("IS") if (match := _ISSN.search(text))]
    foreign.put("issn", issns[0] if issns else None)
