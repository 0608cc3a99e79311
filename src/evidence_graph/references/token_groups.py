"""What the statistical reader sees of the pieces of a reference: between two signs, or two sentences.

In come the forms of tokens, out goes for each what is to be said of the group in which it stands, and of its
neighbours.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from evidence_graph.references.token_forms import LOOKS, SHORT, counts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.token_features import Token
    from evidence_graph.references.token_forms import Forms

Group = tuple[int, int]
"""From which token on, and before which."""

_SENTENCE_ENDS = frozenset(".?!")
_PART_ENDS = frozenset(',.?!;:()[]“”"«»„–—')
_QUOTES = frozenset('“”"«»')
_CLOSING = frozenset(')]”"')
_CLASS_SIGNS = sorted({sign for _, sign in LOOKS})
_FARTHEST = 5
"""Groups farther from the beginning, or from the end, are all alike."""

_SIZES = (0, 1, 2, 3, 3, 3, 6)
"""So many words or more a group has, by how many it has."""


def group_features(
    tokens: Sequence[Token], known: Sequence[Forms], end_of_people: int
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """What is said of the piece between two signs, and of the sentence, in which each token stands."""
    pieces = _groups(len(tokens), [place for place, token in enumerate(tokens) if token.text in _PART_ENDS])
    sentences = _groups(len(tokens), _sentence_ends(tokens, end_of_people))

    return _said("q", pieces, known), _said("s", sentences, known)


def _said(name: str, groups: Sequence[Group], known: Sequence[Forms]) -> list[tuple[str, ...]]:
    """What is said of each token of the *groups*."""
    tallies = [form.tally for form in known]
    looks = ["^", *[_look(sum(tallies[begin:end])) for begin, end in groups], "$"]
    last = len(groups) - 1
    rows: list[tuple[str, ...]] = []
    for number, (begin, end) in enumerate(groups):
        near = looks[number], looks[number + 1], looks[number + 2]
        said = _said_of(name, near, min(number, _FARTHEST), min(last - number, _FARTHEST))
        rows += [said] * (end - begin)

    return rows


@lru_cache(maxsize=4096)
def _said_of(name: str, near: tuple[str, str, str], place: int, rest: int) -> tuple[str, ...]:
    """What is said of a group by its look and those *near* it, its *place*, and how many are the *rest*."""
    before, here, behind = near

    return (
        f"{name}={here}",
        f"{name}<{before}|{here}",
        f"{name}>{here}|{behind}",
        f"{name}#{place}",
        f"{name}#{place}={here}",
        f"{name}${rest}",
    )


def _sentence_ends(tokens: Sequence[Token], end_of_people: int) -> list[int]:
    """The tokens with which a sentence ends: a point behind a whole word, or a quote."""
    ends = []
    for number, (text, _, end) in enumerate(tokens):
        if text in _QUOTES:
            ends.append(number)
        elif text in _SENTENCE_ENDS and number:
            word = tokens[number - 1].text
            is_whole = len(word) > SHORT and (word[-1].islower() or word[-1].isdigit())
            is_behind_people = 0 <= end - end_of_people <= 1
            if is_whole or text != "." or word in _CLOSING or is_behind_people:
                ends.append(number)

    return ends


def _groups(count: int, ends: Sequence[int]) -> list[Group]:
    """From where to where the tokens go that stand between two *ends*."""
    groups = []
    begin = 0
    for end in ends:
        groups.append((begin, end + 1))
        begin = end + 1

    if begin < count:
        groups.append((begin, count))

    return groups


@lru_cache(maxsize=4096)
def _look(tally: int) -> str:
    """How a group looks: how many words, in small letters or capitals, and of what classes."""
    counts = counts_of(tally)
    digits = "9" * (counts["numbers"] > 0)
    if not counts["words"]:
        return digits or "-"

    size = _SIZES[min(counts["words"], len(_SIZES) - 1)]
    marks = "".join(sign for sign in _CLASS_SIGNS if counts[sign])
    initials = "i" * (counts["initials"] > 0)

    return f"{size}{_case(counts['long'], counts['small'])}{marks}{initials}{digits}"


def _case(long: int, small: int) -> str:
    """Whether the long words begin small (a), with capitals (A), or some so, some so (m)."""
    if not small:
        return "A"

    return "a" if small * 2 >= long else "m"


def nesting(tokens: Sequence[Token]) -> list[str]:
    """Whether quotes or brackets are open at each token, or were."""
    quoted, depth = 0, 0
    rows = []
    for text, _, _ in tokens:
        if text in "“«„\u2018":
            quoted = 1
        elif text in "”»" and quoted:
            quoted = 2
        elif text == '"':
            quoted = 2 if quoted == 1 else 1
        elif text in "([":
            depth += 1
        elif text in ")]":
            depth -= 1

        rows.append(_NESTING[quoted, depth > 0])

    return rows


_NESTING = {(quoted, depth): f"Q{quoted}D{int(depth)}" for quoted in range(3) for depth in (False, True)}
