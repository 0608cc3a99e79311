"""What the statistical reader sees of the pieces of a reference: between two signs, or two sentences.

In come tokens, out goes for each what is to be said of the group in which it stands, and of its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.references.word_classes import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.token_features import Token

SHORT = 3
"""So long at most are initials, short words and most short forms."""

_SENTENCE_ENDS = frozenset(".?!")
_PART_ENDS = frozenset(',.?!;:()[]“”"«»„–—')


def group_features(tokens: Sequence[Token], end_of_people: int) -> list[list[str]]:
    """What is said of the piece between two signs, and of the sentence, in which each token stands."""
    pieces = _groups(tokens, [token.text in _PART_ENDS for token in tokens])
    sentences = _groups(tokens, _sentence_ends(tokens, end_of_people))
    rows: list[list[str]] = [[] for _ in tokens]
    for name, groups in (("q", pieces), ("s", sentences)):
        looks = ["^", *(_look(tokens[begin:end]) for begin, end in groups), "$"]
        for number, (begin, end) in enumerate(groups):
            before, here, behind = looks[number : number + 3]
            said = (
                f"{name}={here}",
                f"{name}<{before}",
                f"{name}>{behind}",
                f"{name}#{min(number, 5)}",
            )
            for place in range(begin, end):
                rows[place] += said

    _add_nesting(tokens, rows)

    return rows


def _sentence_ends(tokens: Sequence[Token], end_of_people: int) -> list[bool]:
    """Whether a sentence ends with each token: a point behind a whole word, or a quote."""
    ends = [False] * len(tokens)
    for number in range(1, len(tokens)):
        text = tokens[number].text
        word = tokens[number - 1].text
        if text in _SENTENCE_ENDS:
            is_behind_people = 0 <= tokens[number].end - end_of_people <= 1
            ends[number] = (
                (len(word) > SHORT and (word[-1].islower() or word[-1].isdigit()))
                or text != "."
                or word in ')]”"'
                or is_behind_people
            )
        elif text in '“”"«»':
            ends[number] = True

    return ends


def _groups(tokens: Sequence[Token], ends: Sequence[bool]) -> list[tuple[int, int]]:
    """From where to where the tokens go that stand between two ends."""
    groups = []
    begin = 0
    for number, is_end in enumerate(ends, start=1):
        if is_end:
            groups.append((begin, number))
            begin = number

    if begin < len(tokens):
        groups.append((begin, len(tokens)))

    return groups


def _look(tokens: Sequence[Token]) -> str:
    """How a group of tokens looks: how many words, in small letters or capitals, and of what classes."""
    words = [token.text for token in tokens if token.text[0].isalpha()]
    digits = any(token.text[0].isdigit() for token in tokens)
    if not words:
        return "9" if digits else "-"

    kinds: set[str] = set()
    for word in words:
        kinds.update(classes_of(word.lower()))

    marks = "".join(sign for name, sign in _LOOKS if name in kinds)
    size = max(step for step in _SIZES if step <= len(words))

    return f"{size}{_case(words)}{marks}{'9' * digits}"


_SIZES = (1, 2, 3, 6)
"""So many words or more a group has."""


def _case(words: Sequence[str]) -> str:
    """Whether the long ones among *words* begin small (a), with capitals (A), or some so, some so (m)."""
    long = [word for word in words if len(word) > SHORT]
    small = sum(word[0].islower() for word in long)
    if not small:
        return "A"

    return "a" if small * 2 >= len(long) else "m"


_LOOKS = (
    ("journal", "j"),
    ("publisher", "p"),
    ("school", "u"),
    ("editor", "e"),
    ("meeting", "c"),
    ("subject", "s"),
    ("thesis", "t"),
)


def _add_nesting(tokens: Sequence[Token], rows: list[list[str]]) -> None:
    """Say of each token whether quotes or brackets are open, or were."""
    quoted, depth = 0, 0
    for token, row in zip(tokens, rows, strict=True):
        text = token.text
        if text in "“«„\u2018":
            quoted = 1
        elif text in "”»" and quoted:
            quoted = 2
        elif text == '"':
            quoted = 2 if quoted == 1 else 1

        depth += (text in "([") - (text in ")]")
        row += [f"Q{quoted}", f"D{min(max(depth, 0), 1)}"]
