"""What the statistical reader sees of a reference: its tokens, and what is to be said of each.

In comes a reference with its marks, out go tokens with their places, and for each a list of features: its
form, its neighbours, where it stands between signs, and what patterns say of its place. A mark is one token.
No feature is a word of a title or the name of a person: the reader is to know forms, not works.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.locators import locators
from evidence_graph.references.people_lists import FULL_LIST, SHORT_LIST
from evidence_graph.references.word_classes import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.marks import SureMark

_SHORT = 3
"""So long at most are initials, short words and most short forms."""

_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ-][^\W_]+)*|\S")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!] +(?=\w)")
_SENTENCE_ENDS = frozenset(".?!")
_PART_ENDS = frozenset(',.?!;:()[]“”"«»„–—')


class Token(NamedTuple):
    """A word, a number, a sign or a mark, and from where to where it stands."""

    text: str
    start: int
    end: int


def tokens_of(blank: str, marks: Sequence[SureMark]) -> list[Token]:
    """The tokens of a reference that is *blank* in the place of its *marks*."""
    tokens = [Token(word[0], word.start(), word.end()) for word in _TOKEN.finditer(blank)]
    signs = [Token(f"<{mark.part.value if mark.part else 'about'}>", mark.start, mark.end) for mark in marks]
    return sorted([*tokens, *signs], key=lambda token: token.start) if signs else tokens


def features_of(blank: str, tokens: Sequence[Token]) -> list[list[str]]:
    """For each of the *tokens* what is said of it."""
    own = [forms(token.text) for token in tokens]
    places = _places(tokens)
    hints, end_of_people = _hints(blank, tokens)
    chunks = _chunks(tokens, end_of_people)
    progress = _progress(tokens)
    count = len(tokens)
    features = []
    for number in range(count):
        here = own[number]
        row = [*here.all, places[number], *progress[number], *hints[number], *chunks[number]]
        before = own[number - 1] if number else START
        before_2 = own[number - 2] if number > 1 else START
        behind = own[number + 1] if number + 1 < count else END
        behind_2 = own[number + 2] if number + 2 < count else END
        row += [
            before.left, behind.right, before_2.left_2, behind_2.right_2,
            before.pair_left + here.key, here.key + behind.pair_right,
            before_2.key + before.pair_left + here.key,
            here.key + behind.pair_right + behind_2.key,
        ]  # fmt: skip
        features.append(row)
    return features


class Forms(NamedTuple):
    """What is said of a token alone, and in the words of its neighbours."""

    key: str
    all: tuple[str, ...]
    left: str
    right: str
    left_2: str
    right_2: str
    pair_left: str
    pair_right: str


@lru_cache(maxsize=20_000)
def forms(text: str) -> Forms:
    """What is said of a token by itself."""
    key = _key(text)
    classes = classes_of(text.lower())
    everything = [f"k={key}", *(f"c={one}" for one in classes)]
    if text[0].isalpha() and len(text) > _SHORT:
        everything.append(f"e={text[-3:].lower()}")
    return Forms(key, tuple(everything), f"l={key}", f"r={key}", f"L={key}", f"R={key}", f"{key}<", f">{key}")


START, END = (
    Forms(key, (), f"l={key}", f"r={key}", f"L={key}", f"R={key}", f"{key}<", f">{key}") for key in ("^", "$")
)


def _key(text: str) -> str:
    """A sign or a word that styles use as it is, the form of any other."""
    low = text.lower()
    if not text[0].isalnum() or text[0] == "<":
        return low
    if classes := classes_of(low):
        return classes[0] + ("+" if text[0].isupper() else "")
    return _shape(text)


def _shape(text: str) -> str:
    """The form of a word or number."""
    if text.isdigit():
        is_year = len(text) == 4 and "1500" <= text <= "2039"  # noqa: PLR2004 - as long as a year
        return "year" if is_year else f"{min(len(text), 6)}d"
    if any(letter.isdigit() for letter in text):
        return "x9" if text[0].isalpha() else "9x"
    if text.isupper():
        return "A" * min(len(text), 2) if len(text) <= _SHORT else "AAAA"
    if text[0].isupper():
        return f"Aa{'-' * ('-' in text)}" if len(text) > 4 else "Ab"  # noqa: PLR2004 - short forms at most
    return "a" if len(text) < 4 else "aa"  # noqa: PLR2004


def _places(tokens: Sequence[Token]) -> list[str]:
    """Where each token stands: in which tenth of the reference."""
    end = tokens[-1].end if tokens else 1
    return [f"p={token.start * 10 // end}" for token in tokens]


def _progress(tokens: Sequence[Token]) -> list[tuple[str, str, str]]:
    """What has gone before each token: years, the word In, editors; and how near the end it is."""
    years, is_inside, is_edited = 0, 0, 0
    rows = []
    for number, token in enumerate(tokens):
        text = token.text
        rows.append(
            (
                f"y{min(years, 2)}i{is_inside}e{is_edited}",
                f"y{min(years, 2)}",
                f"z{min(len(tokens) - number, 6)}",
            )
        )
        years += len(text) == 4 and text.isdigit() and "1500" <= text <= "2039"  # noqa: PLR2004 - a year
        if text in {"In", "in"} and _is_behind_title(tokens, number):
            is_inside = 1
        elif "editor" in classes_of(text.lower()):
            is_edited = 1
    return rows


def _is_behind_title(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word ends before the sign that stands before a token, and no year or initials do."""
    if number <= 1 or tokens[number - 1].text not in _BEFORE_IN:
        return False
    word = tokens[number - 2].text
    return word.isalpha() and not (word.isupper() and len(word) <= _SHORT)


_BEFORE_IN = frozenset('.,?!”"»)')


def _hints(blank: str, tokens: Sequence[Token]) -> tuple[list[list[str]], int]:
    """What patterns say of the place of each token: in a list of people, in volume and pages.

    With it comes where a list of people with initials ends.
    """
    spans: list[tuple[int, int, str]] = []
    lead = re.match(r"[\s.,:;(\[“\"]*", blank)
    start = lead.end() if lead else 0
    end_of_people = 0
    for name, people in (("short", SHORT_LIST), ("full", FULL_LIST)):
        if found := people.match(blank, start):
            spans.append((*found.span(), name))
            end_of_people = end_of_people or found.end()
    if not end_of_people and (inner := _people_inside(blank)):
        spans.append((*inner.span(), "inner"))
        end_of_people = inner.end()
    for (begin, end), parts in locators(blank)[:1]:
        spans.append((begin, end, "locator"))
        spans += [(a, b, part.value) for part, (a, b) in parts.items()]
    hints: list[list[str]] = [[] for _ in tokens]
    for begin, end, name in spans:
        distance = 0
        for number, token in enumerate(tokens):
            if begin <= token.start < end:
                hints[number].append(f"h={name}")
            elif token.start >= end:
                distance += 1
                hints[number].append(f"a={name}{distance if distance < 4 else ''}")  # noqa: PLR2004 - near
                if name not in {"short", "full", "inner"}:
                    break
    return hints, end_of_people


def _people_inside(blank: str) -> re.Match[str] | None:
    """A list of people that follows a sentence, as PubMed sets it behind the title."""
    for stop in _SENTENCE.finditer(blank):
        people = SHORT_LIST.match(blank, stop.end())
        if people:
            return people
    return None


def _chunks(tokens: Sequence[Token], end_of_people: int) -> list[list[str]]:
    """What is said of the piece between two signs, and of the sentence, in which each token stands."""
    pieces = _groups(tokens, [token.text in _PART_ENDS for token in tokens])
    sentences = _groups(tokens, _sentence_ends(tokens, end_of_people))
    rows: list[list[str]] = [[] for _ in tokens]
    for name, groups in (("q", pieces), ("s", sentences)):
        looks = [_look(tokens[begin:end]) for begin, end in groups]
        for number, (begin, end) in enumerate(groups):
            before = looks[number - 1] if number else "^"
            behind = looks[number + 1] if number + 1 < len(looks) else "$"
            said = (
                f"{name}={looks[number]}",
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
                (len(word) > _SHORT and (word[-1].islower() or word[-1].isdigit()))
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
    long = [word for word in words if len(word) > _SHORT]
    small = sum(word[0].islower() for word in long)
    case = "A" if not small else "a" if small * 2 >= len(long) else "m"
    kinds = {one for word in words for one in classes_of(word.lower())}
    marks = "".join(sign for name, sign in _LOOKS if name in kinds)
    size = len(words) if len(words) < 3 else 3 if len(words) < 6 else 6  # noqa: PLR2004
    return f"{size}{case}{marks}{'9' if digits else ''}"


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
