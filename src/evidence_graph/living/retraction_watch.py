"""The CSV of Retraction Watch, as published at any time: read into a register of notices.

In come rows such as ``… ,2/14/2020 0:00,10.5555/notice,0,6/1/2018 0:00,10.5555/paper,0,Retraction, …``, out
go works with their notices. Columns go by their names, with or without spaces in them; what stands for a
number that does not exist (``unavailable``, ``0``) is none.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph import limits
from evidence_graph.authoring.tables import decoding
from evidence_graph.authoring.tables.delimited import delimiter_of
from evidence_graph.bibliography.identifiers import doi_identity, is_doi
from evidence_graph.bibliography.integrity import IntegrityNotice, Nature
from evidence_graph.bibliography.notice_register import NoticeRegister, ReportedCitation, pubmed_number
from evidence_graph.errors import BrokenFile
from evidence_graph.living import notice_dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


NAME = "Retraction Watch"

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "recordid": "record",
        "title": "title",
        "author": "authors",
        "retractiondate": "date",
        "retractiondoi": "notice_doi",
        "retractionpubmedid": "notice_pmid",
        "originalpaperdate": "original_date",
        "originalpaperdoi": "doi",
        "originalpaperpubmedid": "pmid",
        "retractionnature": "nature",
        "reason": "reasons",
    }
)
"""The columns that are read, by their names in small letters without spaces."""

REQUIRED = ("retractionnature", "originalpaperdoi", "originalpaperpubmedid")

NATURES: Mapping[str, Nature] = MappingProxyType(
    {
        "retraction": Nature.RETRACTION,
        "retractandreplace": Nature.RETRACTION,
        "withdrawal": Nature.RETRACTION,
        "expressionofconcern": Nature.CONCERN,
        "correction": Nature.CORRECTION,
        "reinstatement": Nature.REINSTATEMENT,
    }
)
"""The natures of notices, in small letters without spaces."""

PLAIN_DOI = re.compile(r"10\.[0-9]{4,9}/[a-z0-9./()_\-:]*[a-z0-9]")
"""A DOI in which nothing needs a second look: most are, and there are 120,000 in the file."""

SEVERAL = re.compile(r"[;,\s]+(?=10\.[0-9]{4,9}/|https?:|doi:)", re.IGNORECASE)
"""What stands between two DOIs in one cell."""

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Header:
    """In which cell of a row each column stands."""

    places: Mapping[str, int]

    def cell(self, row: Sequence[str], column: str) -> str:
        """What *row* says in a *column*; nothing where the row ends before it."""
        place = self.places.get(column, -1)
        if 0 <= place < len(row):
            return row[place].strip()

        return ""


@dataclass(frozen=True)
class WatchTable:
    """The rows of a list, of which a work is made only where somebody asks for its number."""

    rows: Sequence[Sequence[str]]
    header: Header
    days: Mapping[str, str | None]

    def reports(self, number: str) -> list[ReportedCitation]:
        """The works under a *number*, such as "doi:10.5555/x"."""
        return [self._reports[place] for place in self._places.get(number, ())]

    @cached_property
    def _reports(self) -> LazyReports:
        return LazyReports(self)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places of the rows by each number under which a work is looked up."""
        places: dict[str, list[int]] = {}
        for place, row in enumerate(self.rows):
            for number in self._numbers(row):
                places.setdefault(number, []).append(place)

        return places

    def _numbers(self, row: Sequence[str]) -> set[str]:
        """The numbers of the work of a *row*; of a kind that it lacks, that of the notice."""
        cell = self.header.cell
        own_dois = dois(cell(row, "doi")) or dois(cell(row, "notice_doi"))
        pmid = pubmed_number(cell(row, "pmid")) or pubmed_number(cell(row, "notice_pmid"))

        return {f"doi:{doi}" for doi in own_dois} | ({f"pmid:{pmid}"} if pmid else set())


class LazyReports(dict[int, ReportedCitation]):
    """The works of a table by the places of their rows, each made once."""

    def __init__(self, table: WatchTable) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, place: int) -> ReportedCitation:
        """The work of the row at *place*, made now."""
        self[place] = _report(self._table.rows[place], self._table)

        return self[place]


def read(path: Path | str, *, today: dt.date | None = None) -> NoticeRegister:
    """The register of notices in the CSV at *path*, as of its newest notice that is not after *today*.

    Raises BrokenFile for a file that is no such list.
    """
    path = Path(path)
    decoded = decoding.read(path)
    rows = _rows(decoded.text, path)
    header = _header(rows, path)
    body = rows[1:]

    days = _days(body, header)
    table = WatchTable(body, header, days)
    encoding_remarks = [notice.partition(";")[0] for notice in decoded.notices]
    remarks = (*encoding_remarks, *_remarks(body, header))

    return NoticeRegister(NAME, _newest(table, today), table.reports, remarks)


def _newest(table: WatchTable, today: dt.date | None) -> str | None:
    """The day of the newest notice of *table*; a day to come is a slip of the list."""
    last = (today or dt.datetime.now(tz=dt.UTC).date()).isoformat()
    texts = {table.header.cell(row, "date") for row in table.rows}
    days = [day for text in texts if (day := table.days[text]) and day <= last]

    return max(days, default=None)


def _days(rows: Sequence[Sequence[str]], header: Header) -> dict[str, str | None]:
    """Each way in which *rows* write a day, and the day: many rows are of one."""
    texts: set[str] = set()
    for column in ("date", "original_date"):
        texts.update(header.cell(row, column) for row in rows)

    day_first = notice_dates.is_day_first(texts)

    return {text: notice_dates.day(text, day_first=day_first) for text in texts}


def _rows(text: str, path: Path) -> list[list[str]]:
    """The rows of *text*, the first of which names the columns."""
    csv.field_size_limit(limits.LITERAL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text[: limits.LITERAL]))
    try:
        return list(reader)
    except csv.Error as error:
        reason = f"the row cannot be read ({error}). Download the file anew."
        raise BrokenFile(path, reason, line=reader.line_num) from None


def _header(rows: Sequence[Sequence[str]], path: Path) -> Header:
    names = [_bare(cell) for cell in rows[0]] if rows else []
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        reason = f"it has no column {' and no '.join(missing)}, and is no list of Retraction Watch."
        raise BrokenFile(path, f"{reason} Take the CSV as Crossref publishes it.", line=1)

    return Header({COLUMNS[name]: place for place, name in enumerate(names) if name in COLUMNS})


def _report(row: Sequence[str], table: WatchTable) -> ReportedCitation:
    """The work of a *row* of *table*, with the notice about it."""
    header = table.header
    notice = IntegrityNotice(
        NATURES.get(_bare(header.cell(row, "nature")), Nature.OTHER),
        table.days[header.cell(row, "date")],
        next(iter(dois(header.cell(row, "notice_doi"))), None),
        pubmed_number(header.cell(row, "notice_pmid")),
        _listed(header.cell(row, "reasons")),
        NAME,
        header.cell(row, "record") or None,
    )
    original = table.days[header.cell(row, "original_date")]

    return ReportedCitation(
        notice,
        header.cell(row, "title"),
        _listed(header.cell(row, "authors")),
        int(original[:4]) if original else None,
        dois(header.cell(row, "doi")),
        pubmed_number(header.cell(row, "pmid")),
    )


def dois(cell: str) -> tuple[str, ...]:
    """The DOIs in a *cell* as all writings of them have them.

    >>> dois("Unavailable"), dois("https://doi.org/10.5555/ABC; 10.5555/d")
    ((), ('10.5555/abc', '10.5555/d'))
    """
    folded = cell.casefold()
    if PLAIN_DOI.fullmatch(folded):
        return (folded,)
    if "10." not in folded:
        return ()

    identities = (doi_identity(part) for part in SEVERAL.split(cell))

    return tuple(dict.fromkeys(identity for identity in identities if is_doi(identity)))


def _listed(cell: str) -> tuple[str, ...]:
    """The parts of a *cell* that ends each of them with a semicolon, and begins some with a plus."""
    parts = (part.strip().removeprefix("+").strip() for part in cell.split(";"))

    return tuple(part for part in parts if part)


def _remarks(rows: Sequence[Sequence[str]], header: Header) -> list[str]:
    """What a reader should know of the file: natures that nothing is concluded from."""
    natures = sorted({header.cell(row, "nature") for row in rows})
    others = [nature for nature in natures if nature and _bare(nature) not in NATURES]
    if not others:
        return []

    return [f"nothing is concluded from notices of the nature {', '.join(others[:SHOWN])}"]


def _bare(text: str) -> str:
    """*text* in small letters without spaces and signs."""
    return re.sub(r"[\W_]+", "", text).casefold()
