"""What of an article's text is marked, and for which claims: passages that cross, nest and repeat.

In come the paragraphs of a text and the passages of claims in it; out come the same cut at every start and
end of a passage, each piece with the claims it belongs to and the signs that stand behind it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.model import PassagePart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evidence_graph.prose import Paragraph, ParagraphKind

    LoudnessOf = Callable[[int], "Loudness"]


class Loudness(IntEnum):
    """How much a mark must be seen, the loudest first."""

    LOUD = 0
    SEEN = 1
    PREMISE = 2
    QUIET = 3


@dataclass(frozen=True, slots=True)
class PassageMention:
    """A passage in which a claim of that *number* is said or argued for, as the *rank*-th of its passages."""

    number: int
    rank: int
    start: int
    end: int
    part: PassagePart = PassagePart.SAYS
    is_main: bool = False

    @property
    def says(self) -> bool:
        """Whether it says the claim, and does not only argue for it."""
        return self.part is PassagePart.SAYS


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of text: *shown* is the mention whose line it bears, the sign of those *ending* follows it."""

    text: str
    mentions: tuple[PassageMention, ...] = ()
    shown: PassageMention | None = None
    ending: tuple[PassageMention, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its claims, each once."""
        return tuple(dict.fromkeys(mention.number for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A paragraph, a heading or the like in its pieces."""

    pieces: tuple[TextPiece, ...]
    kind: ParagraphKind


def marked(
    text: str,
    paragraphs: Sequence[Paragraph],
    mentions: Iterable[PassageMention],
    loudness_of: LoudnessOf,
) -> list[MarkedBlock]:
    """The *paragraphs* of *text* with its *mentions* marked.

    Where passages lie over each other, the line is that of the loudest claim that is said there, of equally
    loud ones that of the shortest passage: what does not hold is never hidden by a passage within it, and
    what nobody has studied hides nothing.
    """
    waiting = sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.number))
    result: list[MarkedBlock] = []
    for block in paragraphs:
        inside = [one for one in waiting if one.start < block.end and one.end > block.start]
        pieces = tuple(_pieces(text, block, inside, loudness_of))
        result.append(MarkedBlock(pieces, block.kind))

    return result


def _pieces(
    text: str, block: Paragraph, mentions: Sequence[PassageMention], loudness_of: LoudnessOf
) -> Iterable[TextPiece]:
    """The pieces of one block; a passage that runs on into the next has its sign behind its last piece."""
    cuts = {block.start, block.end}
    ending: dict[int, list[PassageMention]] = defaultdict(list)
    for mention in mentions:
        cuts.update(place for place in (mention.start, mention.end) if block.start < place < block.end)
        last = _last(text, mention, block)
        if last is not None:
            ending[last].append(mention)

    for start, end in pairwise(sorted(cuts)):
        inside = tuple(one for one in mentions if one.start < end and one.end > start)
        yield TextPiece(text[start:end], inside, _shown(inside, loudness_of), tuple(ending[end]))


def _last(text: str, mention: PassageMention, block: Paragraph) -> int | None:
    """The cut in *block* behind which the sign of *mention* stands, if the passage ends in it."""
    if mention.end <= block.end:
        return mention.end
    if text[block.end : mention.end].strip():
        return None

    return block.end


def _shown(mentions: Sequence[PassageMention], loudness_of: LoudnessOf) -> PassageMention | None:
    """The mention whose line a piece bears."""

    def rank(mention: PassageMention) -> tuple[Loudness, int]:
        if mention.says:
            loudness = loudness_of(mention.number)
        else:
            loudness = Loudness.PREMISE

        return (loudness, mention.end - mention.start)

    return min(mentions, key=rank, default=None)
