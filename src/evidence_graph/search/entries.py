"""What a claim can be met by: the stems of its wordings, and the concepts it is about or near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.search.words import FILLER, folded, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.model import Claim
    from evidence_graph.search.lexicon import Lexicon

_HYPHEN = re.compile("[-\u2010–/]")
_HYPHENED = re.compile(rf"(?<![^\W_])([^\W_]+){_HYPHEN.pattern}(?=([^\W_]+))")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a claim can be met by.

    `wordings` are the stems of its statement and of the ways people ask about it, each in their order,
    `about` the numbers of the concepts it is about, `near` of those above and below them and of its topic.
    """

    wordings: tuple[tuple[str, ...], ...]
    stems: frozenset[str]
    about: frozenset[int]
    near: frozenset[int]
    parts: frozenset[str]

    def sought_by(self) -> Iterator[str | int]:
        """The stems and the concepts by which the claim is looked up."""
        yield from self.stems | self.parts
        yield from self.about | self.near


def entry_of(claim: Claim, lexicon: Lexicon) -> Entry:
    """What *claim* can be met by, as far as *lexicon* knows the concepts it names."""
    texts = [stems(text) for text in _texts(claim)]
    about = {lexicon.numbers[name] for name in claim.about if name in lexicon.numbers}
    for mention in lexicon.mentions(texts[0]):
        about.update(mention.concepts)
    near: set[int] = set()
    for number in about:
        near |= lexicon.above[number] | lexicon.below[number]
    topic = lexicon.numbers.get(claim.topic)
    if topic is not None:
        near |= {topic, *lexicon.above[topic]}
    return Entry(
        wordings=tuple(tuple(sorted(set(text))) for text in texts),
        stems=frozenset[str]().union(*texts),
        about=frozenset(about),
        near=frozenset(near - about),
        parts=frozenset[str]().union(*(lexicon.stems_of[number] for number in about)),
    )


def hyphened(claims: Iterable[Claim]) -> dict[str, tuple[str, str]]:
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
            for one, other in _HYPHENED.findall(folded(text)):
                if one not in FILLER and other not in FILLER:
                    yield one, other


def _texts(claim: Claim) -> tuple[str, ...]:
    return (claim.statement, *claim.asked_as)
