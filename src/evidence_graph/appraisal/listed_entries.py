"""The list of references of a text held against the works that a data set knows.

In come the printed entries; out goes each with the work that it is, where there is one, and what is wrong
with it: the title of another work, another year, the same work twice, a work that was retracted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import looks
from evidence_graph.bibliography.identifiers import doi_identity, doi_within
from evidence_graph.bibliography.signatures import Signature, is_marked_retracted, title_tokens
from evidence_graph.display import Shown
from evidence_graph.model import Citation, RetractionStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.references import ReferenceReading

LONG_TITLE = 4
"""A title of fewer words may stand in an entry by chance, and needs the first author beside it."""

ALIKE = 93
"""How much of a title (rapidfuzz, of 100) an entry has to hold that was copied with slips."""

SHARED = 0.6
"""So great a share of the words of a title are in an entry that may print it."""

DOUBTED = frozenset(
    {RetractionStatus.RETRACTED, RetractionStatus.EXPRESSION_OF_CONCERN, RetractionStatus.DISPUTED}
)

_PMID = re.compile(r"(?:\bpmid\W{0,3}|pubmed\.ncbi[^/]*/|/pubmed/)(\d{1,8})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)[a-z]?\b")
_ADDRESS = re.compile(r"\b10\.\d{4,9}/\S+|https?://\S+")
_NUMBER = re.compile(r"[A-Za-z]?\d+")


class EntryFault(StrEnum):
    """What may be wrong with an entry, the worst first."""

    RETRACTED = "retracted"
    DOUBTED = "in doubt"
    SWAPPED = "title of another work"
    TITLE = "title differs"
    YEAR = "year differs"
    DOUBLED = "listed twice"
    UNCITED = "never cited"


class Remark(NamedTuple):
    """One fault of an entry, and in a sentence what was seen."""

    fault: EntryFault
    sentence: str


@dataclass(frozen=True, slots=True)
class ListedCitation(Shown):
    """One entry of a list of references: as printed, the *key* of the work that it is in a *base*, remarks.

    *number* is the one that is printed, else its place in the list; *title* and *year* are what was read in
    it. A *key* of None is a work that the data set does not know, which is no fault.
    """

    number: int
    printed: str
    title: str = ""
    year: int | None = None
    key: str | None = None
    by: str = ""
    base: str = ""
    remarks: tuple[Remark, ...] = ()


class KnownCitations:
    """The works of a graph, to be looked up by what an entry prints of them."""

    def __init__(self, graph: EvidenceGraph) -> None:
        self._signatures: dict[str, Signature] = {}
        self._by_number: dict[tuple[str, str], str] = {}
        self._by_place: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._by_token: dict[str, list[str]] = defaultdict(list)

        for citation in graph.store.each(Citation):
            self._put(Signature(citation))

    def _put(self, signature: Signature) -> None:
        citation = signature.citation
        self._signatures[citation.key] = signature

        for name, number in signature.numbers.items():
            self._by_number.setdefault((name, number), citation.key)

        if citation.year and signature.first_page and citation.volume:
            self._by_place[citation.year, signature.first_page].append(citation.key)

        for token in set(signature.tokens):
            self._by_token[token].append(citation.key)

    def citation(self, key: str) -> Citation:
        """The work with this *key*."""
        return self._signatures[key].citation

    def by_number(self, printed: str) -> str | None:
        """The work whose DOI or PubMed number is printed."""
        doi = doi_within(printed)
        pmid = _PMID.search(printed)
        keys = (
            self._by_number.get(("DOI", doi_identity(doi))) if doi else None,
            self._by_number.get(("PubMed number", pmid[1])) if pmid else None,
        )

        return next(filter(None, keys), None)

    def by_place(self, printed: str) -> str | None:
        """The work whose year, volume and first page are printed."""
        numbers = {number.casefold() for number in _NUMBER.findall(printed)}
        for year in {int(year) for year in _YEAR.findall(printed)}:
            for number in numbers:
                for key in self._by_place.get((year, number), ()):
                    if (self.citation(key).volume or "").casefold() in numbers:
                        return key

        return None

    def by_title(self, printed: str) -> str | None:
        """The work whose title is printed; of several the one with the longest."""
        tokens = title_tokens(printed)
        shared: Counter[str] = Counter()

        for token in set(tokens):
            shared.update(self._by_token.get(token, ()))

        joined = f" {' '.join(tokens)} "
        keys = [key for key, number in shared.items() if self._prints(key, number, joined)]

        return max(keys, key=lambda key: (len(self._signatures[key].title), key), default=None)

    def _prints(self, key: str, shared: int, joined: str) -> bool:
        """Whether the words of an entry, *joined*, hold the title of the work *key*."""
        signature = self._signatures[key]
        if shared < SHARED * len(set(signature.tokens)):
            return False

        if f" {signature.title} " in joined:
            is_short = len(signature.tokens) < LONG_TITLE
            return not is_short or any(f" {name} " in joined for name in signature.families[:1])

        from rapidfuzz import fuzz

        is_long = len(signature.tokens) >= LONG_TITLE

        return (
            is_long
            and len(signature.title) <= len(joined)
            and (fuzz.partial_ratio(signature.title, joined, score_cutoff=ALIKE) > 0)
        )


def with_doubles(entries: Sequence[ListedCitation]) -> list[ListedCitation]:
    """The *entries*, of which those that list a work again say so."""
    first: dict[str, int] = {}
    marked: list[ListedCitation] = []

    for entry in entries:
        same = entry.key or " ".join(title_tokens(entry.printed))
        number = first.setdefault(same, entry.number)
        remarks = entry.remarks
        if number != entry.number:
            remarks = (*remarks, Remark(EntryFault.DOUBLED, f"The same work is listed as {number}."))

        marked.append(replace(entry, remarks=remarks))

    return marked


def recognise(entry: ListedCitation, citations: KnownCitations, base: str) -> ListedCitation:
    """*entry* with the work that it is in a *base*, by its numbers before its title, if it is one."""
    if entry.key is not None:
        return entry

    ways = {
        "DOI or PubMed number": citations.by_number(entry.printed),
        "year, volume and page": citations.by_place(entry.printed),
        "title": citations.by_title(entry.printed),
    }
    by, key = next(((by, key) for by, key in ways.items() if key), ("", None))
    if key is None:
        return entry

    remarks = [
        *_title_remarks(entry, key, ways["title"], citations, by),
        *_other_remarks(entry, citations.citation(key)),
    ]

    return replace(entry, key=key, by=by, base=base, remarks=tuple(remarks))


def _title_remarks(
    entry: ListedCitation, key: str, titled: str | None, citations: KnownCitations, by: str
) -> Iterator[Remark]:
    """Whether the title is that of the work which the numbers lead to."""
    citation = citations.citation(key)
    if titled is None and citation.title:
        if entry.title:
            printed = f"It prints “{entry.title}”"
        else:
            printed = "It prints no title"

        yield Remark(
            EntryFault.TITLE,
            f"{printed}; the work with its {by} is “{citation.title}” ({citation.label}).",
        )
    elif titled not in {None, key} and not _are_versions(citation, citations.citation(str(titled))):
        other = citations.citation(str(titled))
        yield Remark(
            EntryFault.SWAPPED,
            f"It prints the title of {other.label} ({other.key}), and the {by} of {citation.label} ({key}).",
        )


def _are_versions(one: Citation, other: Citation) -> bool:
    versions = {citation.study.version_of for citation in (one, other) if citation.study}
    return not versions.isdisjoint({one.key, other.key})


def _other_remarks(entry: ListedCitation, citation: Citation) -> Iterator[Remark]:
    # The digits of a DOI are no year.
    years = {int(year) for year in _YEAR.findall(_ADDRESS.sub("", entry.printed))}
    if citation.year and years and citation.year not in years:
        printed = " and ".join(map(str, sorted(years)))
        yield Remark(EntryFault.YEAR, f"It prints {printed}; {citation.label} is of {citation.year}.")

    if citation.study:
        status = citation.study.retraction_status
    else:
        status = None

    if status is RetractionStatus.RETRACTED or is_marked_retracted(citation):
        yield Remark(EntryFault.RETRACTED, f"{citation.label} was retracted.")
    elif status in DOUBTED:
        yield Remark(EntryFault.DOUBTED, f"{citation.label}: {looks.word(status)}.")


def listed(references: Sequence[ReferenceReading]) -> list[ListedCitation]:
    """The entries that *references* are, each with the number that is printed, else its place in the list."""
    numbers = [reference.number or place for place, reference in enumerate(references, start=1)]
    if len(set(numbers)) < len(numbers):
        # Two lists in one, or years taken for numbers: only the order is left.
        numbers = list(range(1, len(references) + 1))

    return [
        ListedCitation(number, reference.printed, reference.title or "", reference.year)
        for number, reference in zip(numbers, references, strict=True)
    ]
