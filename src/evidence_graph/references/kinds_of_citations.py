"""What kind of work a reference is, as a type of BibTeX, from what is printed in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.references.printed_reference import Part
from evidence_graph.references.word_classes import THESIS

if TYPE_CHECKING:
    from collections.abc import Collection

_MASTERS = re.compile(r"\b(?:[Mm]aster|M\.?Sc|M\.?A\b|MPhil)")
_THESIS = re.compile(THESIS, re.IGNORECASE)
_CONFERENCE = re.compile(r"\b(?:Proc(?:eedings|\.)? (?:of|[A-Z])|Conference|Symposium|Workshop|Congress)\b")
_REPORT = re.compile(
    r"\b(?:[Tt]echnical [Rr]eport|[Ww]orking [Pp]aper|Rep(?:ort)? [Nn]o|[Dd]iscussion [Pp]aper)\b"
)
_IN = re.compile(r"(?<=[.,:;?!)”\"])\s*\bIn:? (?=\S)")
_PREPRINT = re.compile(r"\b(?:arXiv|bioRxiv|medRxiv|SSRN|[Pp]reprint)\b")


def kind_of(printed: str, parts: Collection[Part]) -> str:
    """The type of BibTeX that fits a *printed* reference in which *parts* are found."""
    if _THESIS.search(printed):
        return "mastersthesis" if _MASTERS.search(printed) else "phdthesis"
    if _PREPRINT.search(printed) and Part.PAGES not in parts:
        return "unpublished"
    if Part.CONTAINER in parts:
        return _part_of_something(printed, parts)
    if _REPORT.search(printed):
        return "techreport"
    if Part.PUBLISHER in parts or Part.ISBN in parts:
        return "book"

    return "online" if Part.URL in parts else "misc"


def _part_of_something(printed: str, parts: Collection[Part]) -> str:
    """The type of a work that is printed in a journal or a book."""
    is_part = _IN.search(printed) is not None or Part.EDITORS in parts
    if _CONFERENCE.search(printed) and (is_part or Part.VOLUME not in parts):
        return "inproceedings"

    return "incollection" if is_part and Part.VOLUME not in parts else "article"
