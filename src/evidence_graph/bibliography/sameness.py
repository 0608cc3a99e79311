"""Which works of a bibliography are one work under two keys, or two versions of one.

In come works, out go pairs, each with what ties it. A number of a registry (DOI, PubMed, arXiv) goes first;
then the title, spelt in any way, with first author, year and pages. Numbers in titles, parts of a series and
words such as "men" and "women" keep works apart, since a pair that is none would hide evidence.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography.signatures import LONG_TITLE, Signature, title_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.model import Citation

NEAR_TITLES = 95
"""How alike (rapidfuzz, of 100) two titles are that differ by slips of the pen alone."""

TRANSLATED = 50
"""Titles less alike than this (of 100) are no two versions in one language."""

BLOCK = 60
"""Of more works than this that share an author and a year, only equal titles are looked at."""

FEW_WORDS, BEGINNING = 4, 4
"""Of a title of fewer words one word is too much of it; so many letters begin two forms of one word alike."""

_TALKS = frozenset(["inproceedings", "conference", "proceedings"])
_STAGES = ("title and authors, one a preprint", "title and authors, one in proceedings")
_OTHER_PAPER = re.compile(
    r"\d+|[ivx]{2,4}|protocol|rationale|design|pilot|feasibility|part|reply|response|comment(?:ary)?|follow(?:up)?|"
    r"second|third|erratum|correction|extension|update|replication|revisited"
)
"""Words that make another paper of one with the same main title."""

_CONFUSED = (
    ("abduct", "adduct"),
    ("dysphagi", "dysphasi"),
    ("perone", "perine"),
    ("bisphosphat", "biphosphat"),
    ("callous", "callus"),
)
"""Beginnings of words of medicine that one letter tells apart: no slips of the pen."""

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


def pairs(citations: Iterable[Citation]) -> list[CitationPair]:
    """The pairs of *citations* that are one work, versions of one, or a work and a notice about it."""
    signatures = [Signature(citation) for citation in citations]
    blocks = [*_exact_blocks(signatures), *_near_blocks(signatures), *_notice_blocks(signatures)]

    return _pairs(signatures, blocks)


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


def near_pairs(citations: Iterable[Citation]) -> list[tuple[str, str]]:
    """The keys of works that may be one and may be two.

    They are of one team, a year at most lies between them, and their titles differ in one word that begins
    alike in both ("boiling", "boiled"). Two works with numbers of their own are two.
    """
    signatures = [Signature(citation) for citation in citations]
    place = {id(signature): number for number, signature in enumerate(signatures)}
    near: dict[tuple[str, str], None] = {}
    for block in _near_blocks(signatures):
        for pair in combinations(block, 2):
            one, other = sorted(pair, key=lambda signature: place[id(signature)])
            if _differ_by_a_word(one, other) and compare(one, other) is None:
                near[one.citation.key, other.citation.key] = None

    return list(near)


def _differ_by_a_word(one: Signature, other: Signature) -> bool:
    """Whether nothing but one word of the titles parts two works, not both of which have a number."""
    if one.families != other.families or (one.numbers and other.numbers) or _are_parted(one, other):
        return False
    if (
        len(one.tokens) != len(other.tokens)
        or len(one.tokens) < FEW_WORDS
        or one.is_notice
        or other.is_notice
    ):
        return False

    differing = [(a, b) for a, b in zip(one.tokens, other.tokens, strict=True) if a != b]
    if len(differing) != 1:
        return False

    a, b = differing[0]

    return a.isalpha() and b.isalpha() and a[:BEGINNING] == b[:BEGINNING] and not _are_confused(a, b)


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

        for title in signature.titles:
            if title:
                blocks.setdefault(("title", title.replace(" ", "")), []).append(signature)

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


def _notice_blocks(signatures: list[Signature]) -> Iterator[list[Signature]]:
    """Each notice beside the works whose title stands in its own."""
    citations = [signature for signature in signatures if signature.is_telling and not signature.is_notice]
    for notice in signatures:
        if notice.is_notice:
            yield from ([notice, citation] for citation in citations if citation.title in notice.title)


def compare(one: Signature, other: Signature) -> tuple[Sameness, str] | None:
    """What two works are to each other, and what says so; None where nothing does."""
    shared = [name for name, number in one.numbers.items() if other.numbers.get(name) == number]
    if one.is_notice != other.is_notice:
        return _as_notice(one, other, shared)
    if shared:
        return Sameness.SAME, f"the {shared[0]}"

    clashing = [name for name, number in one.numbers.items() if other.numbers.get(name, number) != number]
    if not clashing and _are_in_one_place(one, other):
        return Sameness.SAME, "first author, year, volume and page"
    if not _titles_agree(one, other) or not _authors_agree(one, other):
        return None
    if clashing or one.is_preprint != other.is_preprint or _are_talk_and_article(one, other):
        return _as_versions(one, other)

    return _as_same(one, other)


def _as_notice(one: Signature, other: Signature, shared: list[str]) -> tuple[Sameness, str] | None:
    """A work and a notice about it: they share a number, or the notice has its title or cites it."""
    if shared:
        return Sameness.NOTICE, shared[0]

    has_title = one.title == other.title and len(one.tokens) > 1
    if has_title or _is_cited(one, other):
        return (Sameness.NOTICE, "the title of the notice")

    return None


def _is_cited(one: Signature, other: Signature) -> bool:
    """Whether one of two is a notice that cites the other: its authors, its title and where it stands."""
    notice, citation = (one, other) if one.is_notice else (other, one)
    if not citation.is_telling or citation.title not in notice.title:
        return False

    before, _, after = notice.title.partition(citation.title)
    names = {word for family in citation.families for word in family.split()} | {"et", "al"}

    return all(word in names or len(word) == 1 for word in before.split()) and bool(after.strip() or before)


def _are_in_one_place(one: Signature, other: Signature) -> bool:
    """Whether two works start on one page of one volume, by one first author: a title may be translated.

    Of titles in one language the words decide: "part 1" and "part 2" with one page are a slip in a page.
    """
    if one.place is None or one.place != other.place or not one.families or not other.families:
        return False
    if one.families[0] != other.families[0] or not _are_one_journal(one.citation, other.citation):
        return False

    from rapidfuzz import fuzz

    return bool(one.title and other.title) and fuzz.token_set_ratio(one.title, other.title) < TRANSLATED


def _are_one_journal(one: Citation, other: Citation) -> bool:
    """Whether two names of a journal are one, each word of one beginning as that of the other."""
    names = [title_tokens(citation.container or "") for citation in (one, other)]
    if not all(names) or len(names[0]) != len(names[1]):
        return False

    return all(a.startswith(b) or b.startswith(a) for a, b in zip(*names, strict=True))


def _as_versions(one: Signature, other: Signature) -> tuple[Sameness, str] | None:
    """Versions: a long title and an author in common, and not too many years between them."""
    years = _years_between(one, other)
    is_staged = one.is_preprint != other.is_preprint or _are_talk_and_article(one, other)
    are_telling = one.is_telling and other.is_telling
    are_telling = are_telling or (is_staged and _are_of_one_team(one, other))
    if not are_telling or years > (_APART if is_staged else _CLOSE):
        return None
    if one.is_preprint != other.is_preprint:
        return Sameness.VERSION, _STAGES[0]
    if is_staged:
        return Sameness.VERSION, _STAGES[1]

    return Sameness.VERSION, "title and authors, with other numbers"


def _are_of_one_team(one: Signature, other: Signature) -> bool:
    """Whether two fairly telling titles are one, by the same authors, all of them."""
    is_one_title = one.title == other.title and one.is_fairly_telling

    return is_one_title and bool(one.families) and one.families == other.families


def _as_same(one: Signature, other: Signature) -> tuple[Sameness, str] | None:
    """One work: title, author and year, and pages where both have them or the title says little."""
    if _are_parted(one, other):
        return None
    if one.is_telling and other.is_telling:
        return Sameness.SAME, "title, first author and year"
    if _are_of_one_team(one, other) and _are_one_journal(one.citation, other.citation):
        return Sameness.SAME, "title, authors, journal and year"

    has_pages = one.first_page and other.first_page and one.families and other.families
    if has_pages and _years_between(one, other) == 0:
        return Sameness.SAME, "title, first author, year and pages"

    return None


def _are_parted(one: Signature, other: Signature) -> bool:
    """Whether other pages, other volumes or the years between them make two works of one title two."""
    pages = one.first_page, other.first_page
    volumes = one.citation.volume, other.citation.volume
    has_others = any(all(pair) and pair[0] != pair[1] for pair in (pages, volumes))

    return has_others or _years_between(one, other) > _CLOSE


def _years_between(one: Signature, other: Signature) -> int:
    """How many years lie between two works; none where one has no year."""
    years = one.citation.year, other.citation.year
    if years[0] is None or years[1] is None:
        return 0

    return abs(years[0] - years[1])


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
    if one.titles & other.titles or one.title.replace(" ", "") == other.title.replace(" ", ""):
        return True
    if one.is_preprint != other.is_preprint and _differ_by_subtitle(one, other):
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
    return len(short.tokens) > 2 and short.tokens == long.main_tokens  # noqa: PLR2004 - a title of two words is many's


def _differ_by_subtitle(one: Signature, other: Signature) -> bool:
    """Whether a preprint and an article share a long main title and all authors, and no word parts them."""
    if one.main_tokens != other.main_tokens or len(one.main_tokens) < LONG_TITLE:
        return False

    subtitle_words = {*one.tokens[len(one.main_tokens) :], *other.tokens[len(other.main_tokens) :]}
    has_parting = any(_OTHER_PAPER.fullmatch(word) for word in subtitle_words)

    return not has_parting and one.families == other.families


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
        and sorted(a[:2]) == sorted(b[:2])
        and OSA.distance(a, b) <= 1
        and not _are_confused(a, b)
        for a, b in differing
    )


def _are_confused(one: str, other: str) -> bool:
    """Whether two words are ones that a single letter tells apart, and neither is a slip for the other."""
    return any(one.startswith(starts) and other.startswith(starts) for starts in _CONFUSED)
