"""What of a work says which work it is: its title in one spelling, its people, its numbers, its place.

In come works, out go `Signature`s, which can be set beside each other. Whether a title says that its work is
retracted, or is a notice about another, is read here too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_graph.bibliography.identifiers import arxiv_identity

if TYPE_CHECKING:
    from evidence_graph.model import Citation

LONG_TITLE = 5
"""So many words of a title say which work it is, beside its first author; shorter ones need pages as well."""

FAIR_TITLE, FAIR_LETTERS = 3, 18
"""So many words and letters of a title say which work it is, beside all of its authors."""

_MARKED = re.compile(
    r"^\W*(?:retracted(?:\s+(?:article|paper|chapter))?|withdrawn(?:\s+article)?|retracted\s*/\s*withdrawn)\b\W*[:\]\-–—]\s*",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:(?:notice|statement|note)\s+of\s+(?:retraction|withdrawal|concern)|retraction(?:\s+(?:note|notice))?|"
    r"(?:author|publisher)?\s*(?:correction|erratum|corrigendum|addendum)|expression\s+of\s+concern)"
    r"\b\W*(?:to|of|for|note)?\W*[:\-–—\"“]\W*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+")
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|er|es|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"(?<=[a-z])ys(?=(?:e|ed|er|es|ing)\b)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our\b"), "or"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:al|ed|ing|s)\b)"), "or"),
    (re.compile("ae|oe"), "e"),
    (re.compile(r"(?<=[a-z]{3})tre\b"), "ter"),
)
"""British spellings as Americans write them."""

_LETTERS = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon
phi chi psi omega
"""
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _LETTERS.split(), strict=True))
_SMALL = frozenset(["a", "an", "the", "of", "in", "on", "and", "for", "to", "with", "by"])
_GENERIC = re.compile(
    r"(?:editorial|introduction|preface|foreword|reply|response|letter|comment|commentary|discussion|abstracts?|"
    r"book review|conclusions?|news|contents|in this issue|the authors? repl(?:y|ies))\b.{0,30}",
)
_PREPRINT = re.compile(
    r"rxiv|preprint|ssrn|research\s*square|\bosf\b|zenodo|authorea|f1000research|peerj prepr|qeios|hal\b",
    re.IGNORECASE,
)
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101|31234|21203|20944|48550|2139|31219|26434|36227|22541|31222|35542|32388|31223|12688|55458)/"
)
_PLACE = re.compile(r"\s*[\[(][^\[\]()]*(?:\([0-9]{4}\)|[0-9]{4})[^\[\]]*[\])]\s*$")
"""The place of a work behind its title, as notices of some publishers have it: "[J Tea 3 (2019) 10–19]"."""

_BRACKETED = re.compile(r"(.+?)\s*\[([^\[\]]{12,})\]\.?\s*")
"""A title in two languages, the second in brackets."""


@dataclass(frozen=True)
class Signature:
    """What of a work says which work it is."""

    citation: Citation

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of its title, in one spelling, without marks such as "RETRACTED:"."""
        return title_tokens(self.citation.title or "")

    @cached_property
    def title(self) -> str:
        """The title in one spelling; a notice has that of the work which it is about."""
        return " ".join(self.tokens)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The title, and where it is in two languages either of them, in one spelling."""
        both = _BRACKETED.fullmatch(self.citation.title or "")
        if both:
            parts = [" ".join(title_tokens(part)) for part in both.groups()]
        else:
            parts = []

        return frozenset([self.title, *(part for part in parts if part)])

    @cached_property
    def main_tokens(self) -> tuple[str, ...]:
        """The words of the title before its subtitle."""
        return title_tokens(re.split(r"[:.?–—]\s", self.citation.title or "", maxsplit=1)[0])

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The family names of its authors, or of its editors."""
        names = self.citation.authors or self.citation.editors

        return tuple(_fold(name if name in self.citation.bodies else name.split(",")[0]) for name in names)

    @cached_property
    def first_page(self) -> str:
        """The page or number on which it starts."""
        return (self.citation.pages or self.citation.eid or "").partition("-")[0].strip().casefold()

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Its numbers in registries, each in one spelling."""
        citation = self.citation
        arxiv = arxiv_identity(citation.doi or "") or (
            arxiv_identity(citation.eprint or "") if citation.archive == "arXiv" else None
        )
        found = {
            "DOI": "" if arxiv and arxiv_identity(citation.doi or "") else (citation.doi or "").casefold(),
            "PubMed number": (citation.pmid or "").strip(),
            "PubMed Central number": (citation.pmcid or "").strip().upper().removeprefix("PMC"),
            "arXiv number": arxiv or "",
        }

        return {name: number for name, number in found.items() if number}

    @cached_property
    def is_notice(self) -> bool:
        """Whether it is a notice about another work and no work of its own."""
        return _NOTICE.match(self.citation.title or "") is not None

    @cached_property
    def is_preprint(self) -> bool:
        """Whether it came out before any journal took it."""
        citation = self.citation
        places = " ".join(
            filter(None, (citation.container, citation.publisher, citation.how_published, citation.archive))
        )

        return bool(
            _PREPRINT.search(places)
            or _PREPRINT_DOI.match(citation.doi or "")
            or set(self.numbers) == {"arXiv number"}
        )

    @property
    def is_telling(self) -> bool:
        """Whether its title is no heading that many works have."""
        return len(self.tokens) >= LONG_TITLE and not _GENERIC.fullmatch(self.title)

    @property
    def is_fairly_telling(self) -> bool:
        """Whether its title, together with all of its authors, says which work it is."""
        return (
            len(self.tokens) >= FAIR_TITLE
            and len(self.title) >= FAIR_LETTERS
            and not _GENERIC.fullmatch(self.title)
        )

    @cached_property
    def place(self) -> tuple[str, str, int] | None:
        """Volume, first page and year, where it has all three and the page is no number of an abstract."""
        citation = self.citation
        page = self.first_page
        if not (citation.volume and page.isdigit() and citation.year):
            return None

        return citation.volume.strip().casefold(), page, citation.year


def title_tokens(title: str) -> tuple[str, ...]:
    """The words of *title* in one spelling.

    >>> title_tokens("RETRACTED: The Behaviour of β-carotene, randomised")
    ('behavior', 'beta', 'carotene', 'randomized')
    """
    unmarked = _MARKED.sub("", title)
    plain = _NOTICE.sub("", unmarked)
    folded = _fold(plain if plain == unmarked else _PLACE.sub("", plain))

    return tuple(token for token in _TOKEN.findall(folded) if token not in _SMALL)


def is_marked_retracted(citation: Citation) -> bool:
    """Whether the title or the note of *citation* says that it is retracted.

    >>> from evidence_graph.model import Citation
    >>> [is_marked_retracted(Citation("k", title=t)) for t in ("RETRACTED ARTICLE: Tea", "Retracted tea")]
    [True, False]
    """
    note = re.match(
        r"\W*(?:this (?:article|paper) (?:has been|was) )?retracted\b", citation.remark or "", re.IGNORECASE
    )

    return bool(_MARKED.match(citation.title or "") or note)


def is_notice(citation: Citation) -> bool:
    """Whether *citation* is a notice of retraction, correction or concern about another."""
    return Signature(citation).is_notice


def is_retraction(notice: Citation) -> bool:
    """Whether a *notice* tells of a retraction, and not of a correction or a concern."""
    found = _NOTICE.match(notice.title or "")

    return found is not None and re.search("retract|withdraw", found.group(), re.IGNORECASE) is not None


def is_preprint(citation: Citation) -> bool:
    """Whether *citation* came out before any journal took it."""
    return Signature(citation).is_preprint


def _fold(text: str) -> str:
    """*text* in small letters without accents, its Greek letters named, in one spelling."""
    parted = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    plain = "".join(_GREEK.get(sign, sign) for sign in parted if not unicodedata.combining(sign))
    plain = plain.replace("ø", "o").replace("ł", "l").replace("’", "").replace("'", "")
    for british, american in _SPELLINGS:
        plain = british.sub(american, plain)

    return plain.strip()
