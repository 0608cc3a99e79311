"""What a claim can be met by: the stems of its wordings, and the concepts it is about or near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.search.word_stems import FILLER, fold, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.model import Claim
    from evidence_graph.search.lexicon import Lexicon

_HYPHEN = re.compile("[-\u2010–/]")
_HYPHENED = re.compile(rf"(?<![^\W_])([^\W_]+){_HYPHEN.pattern}(?=([^\W_]+))")


class SearchEntry(NamedTuple):
    """What a claim can be met by.

    `wordings` are the stems of its statement and of each way people ask about it, `about` the numbers of the
    concepts it is about, `near` of those above and below them and of its topic, `parts` the stems of the
    labels of the former.
    """

    wordings: tuple[frozenset[str], ...]
    stems: frozenset[str]
    about: frozenset[int]
    near: frozenset[int]
    parts: frozenset[str]

    def sought_by(self) -> list[str | int]:
        """The stems and the concepts by which the claim is looked up."""
        return [*(self.stems | self.parts), *(self.about | self.near)]


def entry_of(claim: Claim, lexicon: Lexicon) -> SearchEntry:
    """What *claim* can be met by, as far as *lexicon* knows the concepts it names."""
    texts = [stems(text) for text in _texts(claim)]
    about = {lexicon.numbers[name] for name in claim.about if name in lexicon.numbers}
    for mention in lexicon.mentions(texts[0]):
        about.update(mention.concepts)

    concepts_met = frozenset(about)
    near_concepts, parts = lexicon.around(concepts_met)
    wordings = tuple(map(frozenset, texts))
    if len(wordings) == 1:
        words_held = wordings[0]
    else:
        words_held = frozenset[str]().union(*wordings)

    return SearchEntry(
        wordings,
        words_held,
        concepts_met,
        (near_concepts | lexicon.of_topic(claim.topic)) - concepts_met,
        parts,
    )


def hyphened_words(claims: Iterable[Claim]) -> dict[str, tuple[str, str]]:
    """The words that *claims* write with a hyphen: joined, and the stems of the two.

    What is written "CoV-2" may be asked for as "cov2".
    """
    pairs: dict[str, tuple[str, str]] = {}
    for claim in claims:
        for one, other in _pairs(claim):
            pairs.setdefault(one + other, (stem(one), stem(other)))

    return pairs


def _pairs(claim: Claim) -> Iterator[tuple[str, str]]:
    for text in _texts(claim):
        if _HYPHEN.search(text):
            for one, other in _HYPHENED.findall(fold(text)):
                if one not in FILLER and other not in FILLER:
                    yield one, other


def _texts(claim: Claim) -> tuple[str, ...]:
    return (claim.statement, *claim.asked_as)
