"""A list of notices, and which of them are about a work.

In comes a work, out go the notices about it by DOI and PubMed number. One number in common is not enough
where title, authors and year all say that it is another work: then a number is wrong somewhere, and nobody
is accused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from evidence_graph.bibliography.identifiers import doi_identity
from evidence_graph.bibliography.integrity import Integrity, IntegrityNotice, integrity_of
from evidence_graph.bibliography.signatures import Signature, title_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence_graph.model import Citation

ALIKE = 70
"""How alike (of 100) the words of two titles are, of which an editor may have changed some."""

EQUAL = 92
"""How alike two titles are where the number of the notice alone ties the work to it."""

PMID = re.compile(r"(?:pmid\s*[:=]?\s*)?0*([1-9][0-9]{0,8})(?:\.0+)?", re.IGNORECASE)
"""A PubMed number, also as a spreadsheet writes it that takes it for a fraction."""


class Tie(Enum):
    """Whether a notice is about a work."""

    SURE = auto()
    DOUBTFUL = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class ReportedCitation:
    """The work that a notice is about, as the list has it."""

    notice: IntegrityNotice
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    dois: tuple[str, ...] = ()
    pmid: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a list has about a work: its integrity, and notices whose work seems to be another one."""

    integrity: Integrity
    doubtful: tuple[ReportedCitation, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeRegister:
    """The notices of one list: *name* is what people call it, *day* the newest day that it knows of.

    *reports* gives the works under a number, such as "doi:10.5555/x" or "pmid:42"; of a work without a number
    of a kind, that of the notice stands for it.
    """

    name: str
    day: str | None
    reports: Callable[[str], Iterable[ReportedCitation]]
    remarks: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The list, and as of when, as it stands behind what it says."""
        if self.day:
            return f"{self.name} as of {self.day}"

        return self.name

    def about(self, citation: Citation) -> Lookup:
        """What the list has about *citation*."""
        reports: dict[int, ReportedCitation] = {}
        for number in numbers(citation):
            reports |= {id(reported): reported for reported in self.reports(number)}

        ties = [(reported, tie(citation, reported)) for reported in reports.values()]
        notices = [reported.notice for reported, found in ties if found is Tie.SURE]
        doubtful = [reported for reported, found in ties if found is Tie.DOUBTFUL]

        return Lookup(integrity_of(notices), tuple(doubtful))


def has_number(citation: Citation) -> bool:
    """Whether *citation* can be looked up at all.

    >>> from evidence_graph.model import Citation
    >>> has_number(Citation("k", pmid="0")), has_number(Citation("k", doi="10.5555/x"))
    (False, True)
    """
    return any(numbers(citation))


def tie(citation: Citation, reported: ReportedCitation) -> Tie:
    """Whether a notice about *reported* is one about *citation*, with which it shares a number."""
    doi, pmid = doi_identity(citation.doi or ""), pubmed_number(citation.pmid or "")
    shares_doi, shares_pmid = doi in reported.dois, bool(pmid) and pmid == reported.pmid
    if not shares_doi and not shares_pmid:
        # The number is that of the notice: it is the work only where the two have one number.
        have_titles = bool(citation.title and reported.title) and not Signature(citation).is_notice
        is_it = have_titles and likeness(citation.title or "", reported.title) >= EQUAL

        return Tie.SURE if is_it else Tie.NONE

    if shares_doi and shares_pmid:
        return Tie.SURE

    is_contradicted = bool(doi and reported.dois and not shares_doi) or bool(
        pmid and reported.pmid and not shares_pmid
    )
    is_it = may_be(citation, reported.title, reported.authors, reported.year, is_strict=is_contradicted)

    return Tie.SURE if is_it else Tie.DOUBTFUL


def may_be(
    citation: Citation, title: str, authors: Sequence[str], year: int | None, *, is_strict: bool = False
) -> bool:
    """Whether a work with this title, these authors and this year, which has a number of *citation*, is it.

    Titles of trials have half of their words in common, so those of other authors have to be equal, and so
    they have where one is *strict* because another number speaks against it. A title may be translated.
    """
    families = Signature(citation).families
    names = set(title_tokens(" ".join(authors)))
    is_of_one_hand = not families or not names or set(families[0].split()) <= names
    is_near = citation.year is not None and year is not None and abs(citation.year - year) <= 1
    if is_of_one_hand and is_near and not is_strict:
        return True

    return likeness(citation.title or "", title) >= (ALIKE if is_of_one_hand and not is_strict else EQUAL)


def pubmed_number(text: str) -> str | None:
    """The PubMed number in *text*; None where there is none.

    >>> pubmed_number("12345.0"), pubmed_number("PMID: 42"), pubmed_number("0"), pubmed_number("Unavailable")
    ('12345', '42', None, None)
    """
    found = PMID.fullmatch(text.strip())

    return found[1] if found else None


def numbers(citation: Citation) -> Iterator[str]:
    """Under which numbers *citation* may be on a list."""
    if citation.doi:
        yield f"doi:{doi_identity(citation.doi)}"

    if pmid := pubmed_number(citation.pmid or ""):
        yield f"pmid:{pmid}"


def likeness(one: str, other: str) -> float:
    """How alike two titles are, of 100; where one is missing nothing speaks against it."""
    from rapidfuzz import fuzz

    first, second = " ".join(title_tokens(one)), " ".join(title_tokens(other))
    if first and second:
        return fuzz.token_set_ratio(first, second)

    return 100.0
