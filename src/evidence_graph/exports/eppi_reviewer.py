"""The records of the JSON that EPPI-Reviewer exports and EPPI-Mapper draws: an attribute, and a reference.

The fields, their order and how each is filled are those of a file that EPPI-Reviewer itself wrote, published
in infoqualitylab/Empirical-Retraction-Lit on GitHub as web-maintenance/eppi_export_9.9.2021.json: names of
people without a comma and each with a semicolon behind it, the explanation of a code in
AttributeSetDescription, dates and people of the data entry, of which nothing is known here, as empty texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence_graph.model import Citation

    Plain = dict[str, Any]

SELECTABLE, GROUPING = "Selectable (show checkbox)", "Not selectable (no checkbox)"
"""The types of attributes that EPPI-Reviewer knows: a code, and a heading above codes."""

PUBLICATIONS = {
    "article": "Journal, Article",
    "book": "Book, Whole",
    "inbook": "Book, Chapter",
    "incollection": "Book, Chapter",
    "inproceedings": "Conference Proceedings",
    "phdthesis": "Dissertation",
    "techreport": "Report",
}
"""How EPPI-Reviewer calls the entry types of BibTeX."""


def code_set(title: str, attributes: Sequence[Plain]) -> Plain:
    """The one code set, with all *attributes*."""
    return {
        "SetName": title,
        "SetId": 1,
        "ReviewSetId": 1,
        "SetDescription": "",
        "SetType": {
            "SetTypeDescription": "Codes of any depth for what was studied; none includes or excludes.",
            "SetTypeName": "Standard",
        },
        "Attributes": {"AttributesList": list(attributes)},
    }


def attribute(
    number: int,
    name: str,
    kind: str = SELECTABLE,
    codes: Sequence[Plain] = (),
    about: str | None = None,
) -> Plain:
    """An attribute by its *number*, explained by *about*, with the *codes* below it."""
    record = {
        "AttributeDescription": "",
        "ExtURL": "",
        "ExtType": "",
        "OriginalAttributeID": 0,
        "AttributeSetId": number,
        "AttributeId": number,
        "AttributeSetDescription": about or "",
        "AttributeType": kind,
        "AttributeName": name,
    }
    if codes:
        record["Attributes"] = {"AttributesList": list(codes)}

    return record


def reference(number: int, citation: Citation, codes: Iterable[int], *, comment: str = "") -> Plain:
    """A reference with its *codes*."""
    people = _people(citation.authors, citation.bodies)

    return {
        "Codes": [_code(code) for code in codes],
        "Outcomes": [],
        "ItemId": number,
        "Title": citation.title or citation.label,
        "ParentTitle": citation.container or "",
        "ShortTitle": citation.label,
        "DateCreated": "",
        "CreatedBy": "",
        "DateEdited": "",
        "EditedBy": "",
        "Year": "" if citation.year is None else str(citation.year),
        "Month": "",
        "StandardNumber": citation.isbn or "",
        "City": citation.place or "",
        "Country": "",
        "Publisher": citation.publisher or "",
        "Institution": "",
        "Volume": citation.volume or "",
        "Pages": citation.pages or "",
        "Edition": citation.edition or "",
        "Issue": citation.issue or "",
        "Availability": "",
        "URL": citation.url or "",
        "OldItemId": citation.key,
        "Abstract": "",
        "Comments": comment,
        "TypeName": PUBLICATIONS.get(citation.type, "Generic"),
        "Authors": "".join(f"{name} ; " for name in people),
        "ParentAuthors": "".join(f"{name} ; " for name in _people(citation.editors, citation.bodies)),
        "DOI": citation.doi or "",
        "Keywords": "",
        "ItemStatus": "I",
        "ItemStatusTooltip": "Included in review",
        "QuickCitation": _in_one_line(citation, people),
    }


def _code(number: int) -> Plain:
    """That a reference has the code with this *number*."""
    return {
        "AttributeId": number,
        "AdditionalText": "",
        "ArmId": 0,
        "ArmTitle": "",
        "ItemAttributeFullTextDetails": [],
    }


def _people(names: Iterable[str], bodies: Sequence[str]) -> list[str]:
    """The *names* without the comma behind the family name; nothing in that of a body is parted."""
    return [name if name in bodies else name.replace(",", "") for name in names]


def _in_one_line(citation: Citation, people: Sequence[str]) -> str:
    """The citation as EPPI-Reviewer writes it where there is room for one line."""
    authors = ", ".join(people[:-1]) + (f", and {people[-1]}" if len(people) > 1 else "".join(people))
    volume = f" {citation.volume}" if citation.volume else ""
    issue = f"({citation.issue})" if citation.issue else ""
    pages = f", {citation.pages}" if citation.pages else ""
    container = f" {citation.container}{volume}{issue}{pages}" if citation.container else ""
    doi = f" DOI: {citation.doi}" if citation.doi else ""

    return f"{authors} ({citation.year_words}) {citation.title or citation.label}.{container}{doi}".strip()
