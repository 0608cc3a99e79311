"""The references of a text: its list, its footnotes or its links, and where the text cites them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph.appraisal import listed_entries, markers
from evidence_graph.appraisal.listed_entries import EntryFault, ListedCitation, Remark
from evidence_graph.prose import ParagraphKind
from evidence_graph.prose.sections import is_entry
from evidence_graph.references import read, read_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.appraisal.appraising import Base
    from evidence_graph.appraisal.markers import Marker
    from evidence_graph.prose import Text

_CITATION = re.compile(r"doi\.org/10\.|/10\.\d{4,9}/|pubmed|/pmc\d|arxiv\.org", re.IGNORECASE)
"""What is in the address of a published work."""


def references_of(text: Text, bases: Sequence[Base]) -> tuple[list[ListedCitation], list[Marker]]:
    """The entries of the list of *text* with the works that they are, and where the text cites them."""
    entries = printed_list(text)
    places = markers.find(text, entries)
    if not entries:
        entries, places = _linked(text)

    for base in bases:
        entries = [listed_entries.recognise(entry, base.citations, base.name) for entry in entries]

    entries = listed_entries.with_doubles(entries)

    # A text without any marker, as many on the web are, cites nothing and leaves nothing out.
    cited = markers.by_entry(places)
    if cited:
        entries = [entry if entry.number in cited else _uncited(entry) for entry in entries]

    return entries, places


def printed_list(text: Text) -> list[ListedCitation]:
    """The entries of the list of *text*; without a list, the footnotes that look like entries."""
    if text.reference_list:
        return listed_entries.listed(read(text.reference_list))

    notes = (text.words(one) for one in text.paragraphs if one.kind is ParagraphKind.NOTE)

    return listed_entries.listed([read_entry(words) for words in notes if is_entry(words)])


def _linked(text: Text) -> tuple[list[ListedCitation], list[Marker]]:
    """The works to which the links of *text* lead, for pages that list none, and where they do."""
    number_of: dict[str, int] = {}
    entries: list[ListedCitation] = []
    places: list[Marker] = []

    for link in text.links:
        if not _CITATION.search(link.target):
            continue

        words = text.content[link.start : link.end]
        if link.target not in number_of:
            number_of[link.target] = len(entries) + 1
            entries.append(ListedCitation(len(entries) + 1, f"{words}. {link.target}"))

        places.append(markers.Marker(link.start, link.end, words, (number_of[link.target],)))

    return entries, places


def _uncited(entry: ListedCitation) -> ListedCitation:
    remark = Remark(EntryFault.UNCITED, "No marker in the text leads to it.")
    return replace(entry, remarks=(*entry.remarks, remark))
