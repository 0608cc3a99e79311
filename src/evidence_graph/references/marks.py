"""What is found in a printed reference whatever its style: identifiers, addresses, and words about them.

In comes a reference, out go marks: what each is, where it stands, what it says. Between the marks stands what
a style orders: authors, title, journal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.bibliography.identifiers import bare_doi
from evidence_graph.references.printed_reference import Part
from evidence_graph.references.word_classes import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:{MONTH}\.?,?)?(?: ?\d{{1,2}}(?:st|nd|rd|th)?,?)?"
_DATE = (
    rf"(?:\d{{4}}[ -](?:{MONTH}|\d\d?)\.?(?:[ -]\d{{1,2}})?|{_DAY} ?\d{{4}}|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|n\.d\.)"
)
_LOOKED_UP = r"(?:[Aa]ccess(?:ed)?|[Rr]etrieved|[Cc]ited|[Vv]iewed|[Vv]isited|[Cc]onsulted)"
_BUTTON = (
    r"(?:PubMed|Google Scholar|Cross ?[Rr]ef|Medline|MEDLINE|Free Full Text|PMC free article|"
    r"Web of Science|ISI)"
)
_WORDED_BUTTON = (
    r"(?:Cross ?[Rr]ef Full Text|PubMed Abstract|Google Scholar|View Article|Free PMC Article|"
    r"PubMed Central|CrossRef)"
)
_WHEN = rf"(?: \d{{4}}(?: {MONTH}(?: \d+)?)?)"

_MARKS = re.compile(
    r"(?P<doi>(?:(?:https?:// ?)?(?:[\w.-]+\.)?doi\.org/ ?(?:doi:)?|(?:\[?doi[ :]*\]?|DOI[ :]*)(?=10\.))?"
    r"\b10\.\d{4,9}(?:\.\d+)*/(?:[^\s\"<>]|<[^\s<>]*>)+)"
    r"|(?P<pmcid>(?:PMCID: ?)?\bPMC ?\d{4,}\b|PMCID: ?\d+)"
    r"|(?P<pmid>(?:PubMed )?PMID[: ]+\d+|PubMed:? ?\d{5,})"
    r"|(?P<arxiv>(?:https?://)?(?:www\.)?ar[Xx]iv(?:\.org/(?:abs|pdf)/|(?: preprint)?:? ?(?:ar[Xx]iv:)?)"
    r"(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:\.pdf)?(?: ?\[[\w.-]+\])?)"
    r"|(?P<isbn>\bISBN(?:-1[03])?:? ?[\d -]{9,16}[\dXx])"
    r"|(?P<issn>\bISSN:? ?\d{4}-\d{3}[\dXx])"
    rf"|(?P<accessed>[\[(]?(?:\b(?:Last )?{_LOOKED_UP}"
    rf"(?: on| at| date:?|:)? {_DATE}(?:,? from)?:?[\])]?))"
    r"|(?P<url>(?:(?:Available (?:from|at|online(?: at)?)|Retrieved from|Online|URL|Link|from|<)[: ]*)?<?"
    r"(?:https?://|www\.)[^\s<>\"]+>?)"
    r"|(?P<available>\b(?:Available (?:from|at|online(?: at)?)|Retrieved from|URL)\b:?)"
    rf"|(?P<about>\[?\bEpub{_WHEN}?(?: ahead of print)?\]?\.?{_WHEN}?"
    rf"|\beCollection(?: \d{{4}})?(?: {MONTH}(?: \d+)?)?"
    rf"|\bPublished(?: online)?:? ?\d{{4}} {MONTH} \d+"
    rf"|\[{_BUTTON}[^\]]*\]|\b{_WORDED_BUTTON}\b"
    r"|\[(?:Internet|[Oo]nline|Electronic version|Review|PubMed - [^\]]*|Article in [^\]]*)\]"
    r"|(?<=\. )Review\.?$|\| ?)",
)
_SIGN = re.compile(
    r"10\.\d|http|www\.|doi|PM|PubMed|[Xx]iv|ISBN|ISSN|URL|Epub|eColl|Publ|Google|View|Cross|Review|"
    r"[Aa]ccess|[Rr]etrieved|[Cc]ited|[Vv]iewed|[Vv]isited|[Cc]onsulted|Available|\[|\|"
)
"""One of these stands in every mark; before the first of them a reference is not searched."""

_BEFORE_SIGN = 12
"""A mark begins at most so many letters before its sign (Retrieved from), or with the same word."""

_VALUE = {
    "pmcid": re.compile(r"\d+"),
    "pmid": re.compile(r"\d+"),
    "arxiv": re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}"),
    "isbn": re.compile(r"[\d][\d -]{8,16}[\dXx]"),
    "url": re.compile(r"(?:https?://|www\.)[^\s<>\"]+"),
    "accessed": re.compile(_DATE),
}
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:[\w.-]+\.)?doi\.org/10\.")
_ENDS = ".,;:)]>'\"”’"


@dataclass(frozen=True, slots=True)
class SureMark:
    """Something that any style prints alike: what it is, where it stands, and what it says."""

    part: Part | None
    start: int
    end: int
    text: str = ""
    inner: tuple[int, int] = (0, 0)
    """From where to where its text stands."""


def marks_in(printed: str) -> tuple[SureMark, ...]:
    """The marks of a reference, in their order.

    >>> [(mark.part.value, mark.text) for mark in marks_in("Ito K. Tea. 2004. doi: 10.1234/x. PMID: 42")]
    [('doi', '10.1234/x'), ('pmid', '42')]
    """
    first = _SIGN.search(printed)
    if first is None:
        return ()

    start = printed.rfind(" ", 0, max(first.start() - _BEFORE_SIGN, 0))

    return tuple(_marks(printed, max(start, 0)))


def _marks(printed: str, start: int) -> Iterator[SureMark]:
    for sign in _MARKS.finditer(printed, start):
        name = sign.lastgroup or ""
        if name == "doi":
            yield _doi_mark(sign)
        elif name == "url" and (doi := _DOI_ADDRESS.search(sign[0])):
            yield _doi_mark(sign, doi.start())
        elif name in _VALUE:
            value = _VALUE[name].search(printed, sign.start(), sign.end())
            if value:
                yield _valued(name, sign, value)
        else:
            yield SureMark(None, sign.start(), sign.end())


def _doi_mark(sign: re.Match[str], skip: int = 0) -> SureMark:
    doi = bare_doi(sign[0][skip:])
    start = sign.start() + max(sign[0].find("10.", skip), 0)
    end = (
        start + len(doi) if sign.string.startswith(doi, start) else sign.start() + len(sign[0].rstrip(_ENDS))
    )

    return SureMark(Part.DOI, sign.start(), end, doi, (start, end))


def _valued(name: str, sign: re.Match[str], value: re.Match[str]) -> SureMark:
    text = value[0]
    if name == "url":
        text = _address(text)

    end = value.start() + len(text)
    if name != "url":
        whole_end = sign.end()
    else:
        whole_end = end + (sign.string[end : end + 1] == ">")

    plain = f"PMC{text}" if name == "pmcid" else text

    return SureMark(Part(name), sign.start(), whole_end, plain, (value.start(), end))


def _address(text: str) -> str:
    """An address without the signs of the sentence round it."""
    while text and text[-1] in _ENDS and not (text[-1] == ")" and text.count("(") >= text.count(")")):
        text = text[:-1]

    return text


def blanked(printed: str, marks: tuple[SureMark, ...]) -> str:
    """*printed* with spaces in the place of its *marks*, so that every other sign stands where it stood."""
    parts = []
    place = 0
    for mark in marks:
        parts += [printed[place : mark.start], " " * (mark.end - mark.start)]
        place = mark.end

    return "".join([*parts, printed[place:]])
