"""Items of CSL as citeproc-py 0.11 sets them well: in other words where it prints twice, wrongly or nothing.

In go items as `csl_json` writes them for every program, out come copies for that one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from evidence_graph.bibliography import csl_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.bibliography.csl_json import Item

KINDS_OF_WORK = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
}
"""What biblatex prints for the words that it knows in the field type (manual, section 4.9.2.13)."""

_ADDRESS = re.compile(r"(?:https?|ftp)://\S+")
_CITED_TOGETHER = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def settable(items: Sequence[Item]) -> list[Item]:
    """Copies of *items* that citeproc-py sets well."""
    return [dict(_variables(item)) for item in items]


def _variables(item: Item) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if name == "container-title" and item.get("type") == "book":
            continue  # the title that a whole book has for its chapters

        if name == "medium" and _ADDRESS.fullmatch(str(value)):
            if "URL" not in item:
                yield "URL", value

            continue

        if name in csl_json.PEOPLE:
            yield name, [_person(person) for person in value]
        elif name == "genre":
            yield name, KINDS_OF_WORK.get(value, value)
        elif name == "issued":
            yield name, _date(value)
        else:
            yield name, value


def _person(person: Item) -> Item:
    """A *person* whose name is written without a space between its parts as one text."""
    family, given = person.get("family", ""), person.get("given", "")
    if family and given and _is_written_together(family + given):
        return {"literal": family + given}

    return person


def _is_written_together(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]

    return bool(letters) and all(unicodedata.name(one, "").startswith(_CITED_TOGETHER) for one in letters)


def _date(date: Item) -> Item:
    """A span of time by its years: of two dates citeproc-py prints neither."""
    years = [part[0] for part in date.get("date-parts", []) if part]
    if len(years) <= 1:
        return date
    if years[0] == years[1]:
        return {"date-parts": [years[:1]]}

    return {"literal": f"{years[0]}–{years[1]}"}
