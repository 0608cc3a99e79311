"""Which works of a bibliography are one work under two keys, or two versions of one.

In come works, out go pairs, each with what ties it. A number of a registry (DOI, PubMed, arXiv) goes first;
then the title, spelt in any way, with first author, year and pages. Numbers in titles, parts of a series and
words such as "men" and "women" keep works apart, since a pair that is none would hide evidence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography.identifiers import arxiv_identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.model import Citation

LONG_TITLE = 5
"""So many words of a title say which work it is, beside its first author; shorter ones need pages as well."""

NEAR_TITLES = 95
"""How alike (rapidfuzz, of 100) two titles are that differ by slips of the pen alone."""

BLOCK = 60
"""Of more works than this that share an author and a year, only equal titles are looked at."""

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
_TALKS = frozenset(["inproceedings", "conference", "proceedings"])
_STAGES = ("title and authors, one a preprint", "title and authors, one in proceedings")
_CLOSE = 1
_APART = 4
"""So many years may lie between a preprint or a talk and the article."""


class Sameness(StrEnum):
    """What two works are to each other."""

    SAME = "one work"
    VERSION = "two versions of one work"
    NOTICE = "a work and a notice about it"


class CitationPair(NamedTuple):
    """Two works by their keys, the first that came first; what they are to each other, and what says so."""

    first: str
    second: str
    sameness: Sameness
    why: str


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
        identifiers = {
            "DOI": "" if arxiv and arxiv_identity(citation.doi or "") else (citation.doi or "").casefold(),
            "PubMed number": (citation.pmid or "").strip(),
            "PubMed Central number": (citation.pmcid or "").strip().upper().removeprefix("PMC"),
            "arXiv number": arxiv or "",
        }
        return {name: number for name, number in identifiers.items() if number}

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


def title_tokens(title: str) -> tuple[str, ...]:
    """The words of *title* in one spelling.

    >>> title_tokens("RETRACTED: The Behaviour of β-carotene, randomised")
    ('behavior', 'beta', 'carotene', 'randomized')
    """
    folded = _fold(_NOTICE.sub("", _MARKED.sub("", title)))
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
    match = _NOTICE.match(notice.title or "")
    return match is not None and re.search("retract|withdraw", match.group(), re.IGNORECASE) is not None


def is_preprint(citation: Citation) -> bool:
    """Whether *citation* came out before any journal took it."""
    return Signature(citation).is_preprint


def pairs(citations: Iterable[Citation]) -> list[CitationPair]:
    """The pairs of *citations* that are one work, versions of one, or a work and a notice about it."""
    signatures = [Signature(citation) for citation in citations]
    return _pairs(signatures, [*_exact_blocks(signatures), *_near_blocks(signatures)])


def twins(citations: Iterable[Citation]) -> dict[str, str]:
    """For each of *citations* that is without doubt another of them, its preprint or talk, the first key.

    Only equal numbers and titles in one spelling count, so that it is quick for any number of works.

    >>> from evidence_graph.model import Citation
    >>> twins([Citation("a", doi="10.5555/x"), Citation("b", doi="10.5555/X"), Citation("c")])
    {'b': 'a', 'a': 'a'}
    """
    signatures = [Signature(citation) for citation in citations]
    first: dict[str, str] = {}
    for pair in _pairs(signatures, _exact_blocks(signatures)):
        if pair.sameness is Sameness.SAME or pair.why in _STAGES:
            one, other = (first.get(key, key) for key in (pair.first, pair.second))
            first |= {key: one for key, head in first.items() if head == other}
            first |= {pair.second: one, pair.first: one}
    return first


def _pairs(signatures: list[Signature], blocks: Iterable[list[Signature]]) -> list[CitationPair]:
    """The pairs in *blocks* of *signatures*, each once and in their order."""
    place = {id(signature): number for number, signature in enumerate(signatures)}
    seen: set[tuple[int, int]] = set()
    pairs_of_keys = []
    for block in blocks:
        for one, other in combinations(block, 2):
            first, second = sorted((one, other), key=lambda signature: place[id(signature)])
            numbers = place[id(first)], place[id(second)]
            if numbers in seen:
                continue
            seen.add(numbers)
            if tie := compare(first, second):
                pairs_of_keys.append((numbers, CitationPair(first.citation.key, second.citation.key, *tie)))
    return [pair for _, pair in sorted(pairs_of_keys)]


def _exact_blocks(signatures: list[Signature]) -> Iterator[list[Signature]]:
    """The groups of works that share a number or a title."""
    blocks: dict[tuple[str, str], list[Signature]] = {}
    for signature in signatures:
        for name, number in signature.numbers.items():
            blocks.setdefault((name, number), []).append(signature)
        if signature.tokens:
            blocks.setdefault(("title", "".join(signature.tokens)), []).append(signature)
    yield from (block[: BLOCK * 5] for block in blocks.values() if len(block) > 1)


def _near_blocks(signatures: list[Signature]) -> Iterator[list[Signature]]:
    """The groups of works that share a first author, and are of one year or of two that follow each other."""
    blocks: dict[tuple[str, int], list[Signature]] = {}
    for signature in signatures:
        year = signature.citation.year
        if signature.families and year is not None:
            for close in (year, year + 1):
                blocks.setdefault((signature.families[0], close), []).append(signature)
    yield from (block for block in blocks.values() if 1 < len(block) <= BLOCK)


def compare(one: Signature, other: Signature) -> tuple[Sameness, str] | None:
    """What two works are to each other, and what says so; None where nothing does."""
    shared = [name for name, number in one.numbers.items() if other.numbers.get(name) == number]
    if one.is_notice != other.is_notice:
        is_about = shared or (one.title == other.title and len(one.tokens) > 1)
        return (Sameness.NOTICE, shared[0] if shared else "the title of the notice") if is_about else None
    if shared:
        return Sameness.SAME, f"the {shared[0]}"

    clashing = [name for name, number in one.numbers.items() if other.numbers.get(name, number) != number]
    if not _titles_agree(one, other) or not _authors_agree(one, other):
        return None
    if clashing or one.is_preprint != other.is_preprint or _are_talk_and_article(one, other):
        return _as_versions(one, other)
    return _as_same(one, other)


def _as_versions(one: Signature, other: Signature) -> tuple[Sameness, str] | None:
    """Versions: a long title and an author in common, and not too many years between them."""
    years = _years_between(one, other)
    is_staged = one.is_preprint != other.is_preprint or _are_talk_and_article(one, other)
    if not one.is_telling or not other.is_telling or years > (_APART if is_staged else _CLOSE):
        return None
    if one.is_preprint != other.is_preprint:
        return Sameness.VERSION, _STAGES[0]
    if is_staged:
        return Sameness.VERSION, _STAGES[1]
    return Sameness.VERSION, "title and authors, with other numbers"


def _as_same(one: Signature, other: Signature) -> tuple[Sameness, str] | None:
    """One work: title, author and year, and pages where both have them or the title says little."""
    pages = one.first_page, other.first_page
    if all(pages) and pages[0] != pages[1]:
        return None
    has_volumes = one.citation.volume and other.citation.volume
    if has_volumes and one.citation.volume != other.citation.volume:
        return None
    if _years_between(one, other) > _CLOSE:
        return None
    if one.is_telling and other.is_telling:
        return Sameness.SAME, "title, first author and year"
    if all(pages) and one.families and other.families and _years_between(one, other) == 0:
        return Sameness.SAME, "title, first author, year and pages"
    return None


def _years_between(one: Signature, other: Signature) -> int:
    """How many years lie between two works; none where one has no year."""
    years = one.citation.year, other.citation.year
    return 0 if years[0] is None or years[1] is None else abs(years[0] - years[1])


def _are_talk_and_article(one: Signature, other: Signature) -> bool:
    return (one.citation.type in _TALKS) != (other.citation.type in _TALKS)


def _authors_agree(one: Signature, other: Signature) -> bool:
    """Whether the first author of each is among those of the other; a long title may do without authors."""
    if not one.families or not other.families:
        return one.is_telling and other.is_telling and one.title == other.title
    return one.families[0] in other.families and other.families[0] in one.families


def _titles_agree(one: Signature, other: Signature) -> bool:
    """Whether two titles are one: equal, slips of the pen apart, or one without the subtitle of the other."""
    if not one.tokens or not other.tokens:
        return False
    if one.title == other.title or one.title.replace(" ", "") == other.title.replace(" ", ""):
        return True
    if _is_main_title(one, other) or _is_main_title(other, one):
        return one.first_page == other.first_page != ""
    if not one.is_telling or not other.is_telling:
        return False

    from rapidfuzz import fuzz

    return fuzz.ratio(one.title, other.title, score_cutoff=NEAR_TITLES) > 0 and _differ_by_slips(
        one.tokens, other.tokens
    )


def _is_main_title(short: Signature, long: Signature) -> bool:
    """Whether *short* is what stands before the subtitle of *long*."""
    main = title_tokens(re.split(r"[:.?–—]\s", long.citation.title or "", maxsplit=1)[0])
    return len(short.tokens) > 2 and short.tokens == main  # noqa: PLR2004 - a title of two words is many's


def _differ_by_slips(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words in which two titles differ are misspellings of each other, and no numbers."""
    from rapidfuzz.distance import OSA

    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    least = 6
    return all(
        a.isalpha()
        and b.isalpha()
        and min(len(a), len(b)) >= least
        and a[0] == b[0]
        and OSA.distance(a, b) <= 1
        for a, b in differing
    )


def _fold(text: str) -> str:
    """*text* in small letters without accents, its Greek letters named, in one spelling."""
    parted = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    plain = "".join(_GREEK.get(sign, sign) for sign in parted if not unicodedata.combining(sign))
    plain = plain.replace("ø", "o").replace("ł", "l").replace("’", "").replace("'", "")
    for british, american in _SPELLINGS:
        plain = british.sub(american, plain)
    return plain.strip()
