"""Printed references that people labelled: what stands in each, as it is compared.

In comes a file of JSON, a list of ``{"id": …, "printed": …, "fields": {"authors": ["Ito, K."], "year": …}}``,
out go results. A field that nobody labelled anywhere in the file is not compared.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from comparisons import FIELDS, compared, initialed, plain, year_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from comparisons import Answer, Result

_PEOPLE = ("authors", "editors")
_INITIALS_BEHIND = re.compile(r"^(?P<family>[^,]*[^\W\d_]{2,}[^,]*) (?P<given>(?:[^\W\d_a-z]\.?[ -]?){1,4})$")

KINDS: Mapping[str, str] = {
    "article": "article", "article-journal": "article", "journal": "article",
    "book": "book", "chapter": "chapter", "incollection": "chapter", "inbook": "chapter",
    "conference": "conference", "inproceedings": "conference", "paper-conference": "conference",
    "proceedings": "conference", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "report": "report", "techreport": "report", "web": "web", "webpage": "web", "online": "web",
    "website": "web", "preprint": "preprint", "unpublished": "preprint",
}  # fmt: skip
"""The kinds as labels, CSL and BibTeX name them."""


def labelled_results(path: Path) -> Iterator[Result]:
    """Each of the references labelled in a file, read and compared."""
    rows = json.loads(path.read_text("utf-8"))
    labels = [_answer(row["fields"]) for row in rows]
    fields = [field for field in FIELDS if any(field in label for label in labels)]
    for row, label in zip(rows, labels, strict=True):
        kind = kind_named(row["fields"].get("kind"))
        result = compared(str(row["id"]), " ".join(row["printed"].split()), label, ("all", kind), fields)
        other = _answer(row.get("second", {}))
        # Where two readers differ, either may be right.
        wrong = tuple(
            field
            for field in result.wrong
            if field not in row.get("differ", ()) or other.get(field) != result.answer.get(field)
        )
        yield result._replace(wrong=wrong)


def kind_named(kind: str | None) -> str:
    """A *kind* by the one name that it has here."""
    name = (kind or "not labelled").lower()
    return KINDS.get(name, name)


def kinds_alike(measured: Sequence[Result]) -> list[Result]:
    """The results whose kind is read as it is labelled."""
    return [result for result in measured if kind_named(result.reference.kind) == result.groups[1]]


def _answer(fields: Mapping[str, Any]) -> Answer:
    """What a person said stands in a reference, as it is compared."""
    answer = {
        name: plain(str(text)) for name, text in fields.items() if name in FIELDS and name not in _PEOPLE
    }
    if "pages" not in answer and fields.get("eid"):  # a number in the place of pages is read as pages
        answer["pages"] = plain(str(fields["eid"]))
    answer["year"] = year_in(answer.get("year", ""))
    answer["doi"] = str(fields.get("doi") or "").lower()
    for name in _PEOPLE:
        answer[name] = " / ".join(initialed(_inverted(person)) for person in _list_of(fields.get(name)))
    return {name: text for name, text in answer.items() if text and text != "none"}


def _list_of(people: object) -> list[str]:
    """The people of a list, or of a text in which semicolons part them."""
    listed = people if isinstance(people, list) else str(people or "").split(";")
    # That there are more is no name.
    return [str(person).strip() for person in listed if str(person).strip() not in {"", "others"}]


def _inverted(person: str) -> str:
    """Ito, K. A. for Ito KA; any other name as it is."""
    name = _INITIALS_BEHIND.match(person)
    return f"{name['family']}, {name['given']}" if name else person
