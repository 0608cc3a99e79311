"""What a cell says, whatever way people write it: identifiers, dates, numbers, names, a printed reference.

In comes the text of a cell, out goes a value of the model; what can be read in two ways is `Unreadable`,
for a guess would put into the data what nobody wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from evidence_graph.authoring.tables.unreadable import Unreadable
from evidence_graph.bibliography.identifiers import bare_doi, is_doi
from evidence_graph.invisible import is_blank

MISSING = frozenset({"", "na", "n/a", "n.a.", "nan", "null", "#n/a", "-", "–", "—", "."})
"""What people write into a cell of which nothing is known, in small letters."""

PMID = re.compile(
    r"(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?"
    r"(?:pmid|pubmed)?\s*[:=]?\s*([0-9]{1,9})(?:\.0)?\s*(?:\(pubmed\))?/?",
    re.IGNORECASE,
)
LABELLED_PMID = re.compile(r"pmid|pubmed", re.IGNORECASE)
PMCID = re.compile(r"(?:.*/)?(pmc[0-9]+)/?", re.IGNORECASE)
WEB = re.compile(r"https?://\S+", re.IGNORECASE)

NUMBER = re.compile(
    r"(?:n\s*=\s*)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0+)?(?:\s*(?:people|participants|patients))?",
    re.IGNORECASE,
)
_FIGURE = r"[-+\u2212\u2013]?(?:\d+(?:[.,]\d+)?|[.,]\d+)"
_TO = r"(?:\s*(?:to|bis|;|\.\.\.?|\u2026|\u2014|,\s)\s*|\s[-\u2013\u2212]\s+|[-\u2013\u2212])"
"""What stands between the ends of an interval. A stroke with a space before it alone may be a sign."""

_SPAN = rf"({_FIGURE}){_TO}({_FIGURE})"
INTERVAL = re.compile(
    rf"[(\[]?\s*(?:\d\d\s*%\s*)?(?:(?:CI|KI)\s*[:,=]?\s*)?[(\[]?\s*{_SPAN}\s*[)\]]*", re.IGNORECASE
)
"""An interval in one cell: "-0.6 to -0.1", "[0.65; 0.98]", "95% CI: 0.65–0.98"."""

ESTIMATE = re.compile(
    rf"({_FIGURE})\s*[,;]?\s*[(\[]\s*(?:\d\d\s*%\s*)?(?:(?:CI|KI)\s*[:,=]?\s*)?{_SPAN}\s*[)\]]", re.IGNORECASE
)
"""A figure with its interval in brackets: "0.80 (0.65 to 0.98)"."""

_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(-?\d*),(\d+)(?![\d.,])")
THOUSAND = 3

YEAR = re.compile(r"(?<![0-9])(1[4-9][0-9][0-9]|20[0-9][0-9])(?![0-9])")

ISO_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
OTHER_DAY = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: .*)?")
WORD_DAYS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%d-%b-%y")
SERIAL_DAY = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Days since the end of 1899 by which a spreadsheet stores a date: from 1954 to 2119."""

EPOCH = dt.date(1899, 12, 30)
MONTHS = 12

PRINTED = re.compile(
    r"(?P<who>[^()0-9,;]{1,120}?)(?P<rest>,?\s+et\s+al\.?)?[,.]?\s*\(?(?P<year>1[4-9][0-9]{2}|20[0-9]{2})(?P<letter>[a-z]?)\)?"
    r"(?:\.|[,.:;]\s*(?P<where>.+))?"
)
"""A work as people name it in a table: "LaRochelle et al., 2011, Oncotarget", "Ferguson & Simes 1949"."""

SENTENCES = re.compile(r"\.\s+\w{2,}")
"""What tells that more than names stands before the year, such as a title."""

MOST_WORDS = 8
"""Words of the names before the year."""

NO_INTERESTS = re.compile(
    r"(?:no|none|nil|n|false|0|unclear|unknown|(?:not|none|nothing)\s+(?:\w+\s+)?(?:declared?|reported|known|stated|disclosed?)"
    r"|(?:(?:the\s+)?authors?\s+(?:have\s+)?(?:declared?s?|reported?s?|states?d?)\s+(?:that\s+)?(?:they\s+have\s+|there\s+(?:is|are|were)\s+)?)?"
    r"no\s+(?:\w+\s+){0,3}(?:conflicts?|interests?)(?:\s+of\s+interests?)?(?:\s+\w+)?)\s*\.?",
    re.IGNORECASE,
)
"""What people write where no interest conflicts, or where a work says nothing of it."""

DOI_WITHIN = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]]")
PMID_WITHIN = re.compile(r"\bpmid\s*[:=]?\s*([0-9]{1,9})\b", re.IGNORECASE)


class CitationLabel(NamedTuple):
    """What a printed reference says of a work."""

    authors: tuple[str, ...]
    has_more_authors: bool
    year: int
    letter: str
    container: str | None


def is_missing(text: str) -> bool:
    """Whether a cell says that nothing is known."""
    return text.strip().lower() in MISSING or is_blank(text)


def plain(text: str) -> str:
    """*text* on one line, without space around it."""
    return " ".join(text.split())


def doi(text: str) -> str:
    """The DOI in *text*, without address, label and stop."""
    bare = bare_doi(text.strip()).strip().rstrip(".,;")
    if not is_doi(bare):
        raise Unreadable(f"“{text}” is no DOI", "write it as 10.1234/abc")

    return bare


def pmid(text: str) -> str:
    """The PubMed number in *text*.

    >>> pmid("22081665(PubMed)"), pmid("PMID: 42"), pmid("https://pubmed.ncbi.nlm.nih.gov/42/")
    ('22081665', '42', '42')
    """
    number = PMID.fullmatch(text.strip())
    if not number:
        raise Unreadable(f"“{text}” is no PubMed number", "write digits only")

    return number[1]


def pmcid(text: str) -> str:
    """The PubMed Central number in *text*."""
    number = PMCID.fullmatch(text.strip())
    if not number:
        raise Unreadable(f"“{text}” is no PubMed Central number", "write it as PMC123")

    return number[1].upper()


def web(text: str) -> str:
    """The web address in *text*."""
    if not WEB.fullmatch(text.strip()):
        raise Unreadable(f"“{text}” is no web address", "begin it with https://")

    return text.strip()


def named_citation(text: str) -> tuple[str, str]:
    """What *text* names a work by: a kind of identifier (doi, pmid, pmcid, url) and the identifier.

    >>> named_citation("PMID:22081665"), named_citation("https://doi.org/10.5555/tea")
    (('pmid', '22081665'), ('doi', '10.5555/tea'))
    """
    bare = bare_doi(text.strip()).rstrip(".,;")
    if is_doi(bare):
        return "doi", bare
    if PMCID.fullmatch(text.strip()):
        return "pmcid", pmcid(text)
    if LABELLED_PMID.search(text) and PMID.fullmatch(text.strip()):
        return "pmid", pmid(text)
    if WEB.fullmatch(text.strip()):
        return "url", text.strip()

    return "alias", plain(text)


def identifiers_within(text: str) -> dict[str, str]:
    """The DOI and the PubMed number that stand somewhere in a printed reference.

    >>> identifiers_within("Leaf A. Cups. Tea Tests 2001;5:1-9. doi:10.5555/cups. PMID: 42")
    {'doi': '10.5555/cups', 'pmid': '42'}
    """
    identifiers: dict[str, str] = {}
    doi_within, pmid_within = DOI_WITHIN.search(text), PMID_WITHIN.search(text)
    if doi_within:
        identifiers["doi"] = doi_within[0]

    if pmid_within:
        identifiers["pmid"] = pmid_within[1]

    return identifiers


def whole_number(text: str) -> int:
    """The count in *text*.

    >>> whole_number("1,234"), whole_number("24.0"), whole_number("n = 24")
    (1234, 24, 24)
    """
    number = NUMBER.fullmatch(text.strip())
    if not number:
        raise Unreadable(f"“{text}” is no whole number", "write digits only")

    return int(number[1].replace(",", ""))


def printed_figure(text: str) -> str:
    """The figure in *text* as it is printed, with a point for a decimal comma.

    >>> printed_figure("-0,35"), printed_figure("<0,05"), printed_figure("1,204 "), printed_figure("0,125")
    ('-0.35', '<0.05', '1,204', '0.125')
    """

    def pointed(number: re.Match[str]) -> str:
        is_thousands = len(number[2]) == THOUSAND and number[1].lstrip("-") not in {"", "0"}
        return number[0] if is_thousands else f"{number[1]}.{number[2]}"

    signed = re.sub("^\u2013", "-", plain(text).replace("\u2212", "-"))

    return _DECIMAL_COMMA.sub(pointed, signed)


def interval(text: str) -> tuple[str, str]:
    """The two ends of the interval in *text*.

    >>> interval("-0,60 to -0,10"), interval("[0.65; 0.98]"), interval("95% CI 0.65–0.98")
    (('-0.60', '-0.10'), ('0.65', '0.98'), ('0.65', '0.98'))
    """
    ends = INTERVAL.fullmatch(text.strip())
    if not ends:
        raise Unreadable(f"“{text}” is no interval", "write it as 0.65 to 0.98")

    return printed_figure(ends[1]), printed_figure(ends[2])


def estimate(text: str) -> tuple[str, str | None, str | None]:
    """The figure in *text*, and the two ends of its interval where it stands in brackets behind it.

    >>> estimate("0.80 (0.65 to 0.98)"), estimate("0,8")
    (('0.80', '0.65', '0.98'), ('0.8', None, None))
    """
    found = ESTIMATE.fullmatch(text.strip())
    if not found:
        return printed_figure(text), None, None

    return printed_figure(found[1]), printed_figure(found[2]), printed_figure(found[3])


def year(text: str) -> int:
    """The year in *text*."""
    years = YEAR.findall(text)
    if len(set(years)) != 1:
        raise Unreadable(f"“{text}” is not one year", "write four digits")

    return int(years[0])


def truth(text: str) -> bool:
    """Whether *text* says yes."""
    word = text.strip().lower()
    if word in {"true", "yes", "y", "1", "1.0", "x"}:
        return True
    if word in {"false", "no", "n", "0", "0.0"}:
        return False

    raise Unreadable(f"“{text}” is neither yes nor no", "write true or false")


def interests(text: str) -> str | None:
    """The conflict of interest in *text*; nothing where it says that there is none, or that nothing is told.

    >>> interests("Paid by a maker of cups"), interests("None declared."), interests("no")
    ('Paid by a maker of cups', None, None)
    >>> interests("The authors declare no competing interests")
    """
    return None if NO_INTERESTS.fullmatch(plain(text)) else plain(text)


def day(text: str) -> str:
    """The day in *text*, as 2026-01-31; one that can be read in two ways is not guessed.

    >>> day("2015-06-21 16:49:39 UTC"), day("21.06.2015"), day("42176"), day("21 June 2015")
    ('2015-06-21', '2015-06-21', '2015-06-21', '2015-06-21')
    """
    text = plain(text)
    first = ISO_DAY.fullmatch(text)
    if first:
        return _iso(text, int(first[1]), int(first[2]), int(first[3]))

    other = OTHER_DAY.fullmatch(text)
    if other:
        return _two_ways(text, int(other[1]), int(other[3]), int(other[4]), dotted=other[2] == ".")

    serial = SERIAL_DAY.fullmatch(text)
    if serial and FIRST_SERIAL <= int(serial[1]) <= LAST_SERIAL:
        return (EPOCH + dt.timedelta(days=int(serial[1]))).isoformat()

    return _day_in_words(text)


def _iso(text: str, number_of_year: int, month: int, number: int) -> str:
    try:
        return dt.date(number_of_year, month, number).isoformat()
    except ValueError:
        raise Unreadable(f"“{text}” is no day", "write it as 2026-01-31") from None


def _two_ways(text: str, one: int, two: int, number_of_year: int, *, dotted: bool) -> str:
    """A day whose month may come first (with slashes, in America) or second."""
    if dotted or one > MONTHS or one == two:
        return _iso(text, number_of_year, two, one)
    if two > MONTHS:
        return _iso(text, number_of_year, one, two)

    raise Unreadable(f"“{text}” can be read as two days", "write it as 2026-01-31")


def _day_in_words(text: str) -> str:
    """A day with the name of its month."""
    for form in WORD_DAYS:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue

    raise Unreadable(f"“{text}” is no day", "write it as 2026-01-31")


def printed_reference(text: str) -> CitationLabel | None:
    """What a printed reference says, if it is one of a form that can be read.

    >>> printed_reference("LaRochelle et al., 2011, Oncotarget")[:3]
    (('LaRochelle',), True, 2011)
    >>> printed_reference("Ferguson & Simes 1949").authors
    ('Ferguson', 'Simes')
    """
    from evidence_graph.authoring.tables.people import people

    reference = PRINTED.fullmatch(plain(text))
    if not reference or SENTENCES.search(reference["who"]) or len(reference["who"].split()) > MOST_WORDS:
        return None

    names, _ = people(reference["who"])
    if not names:
        return None

    return CitationLabel(
        names, bool(reference["rest"]), int(reference["year"]), reference["letter"], reference["where"]
    )
