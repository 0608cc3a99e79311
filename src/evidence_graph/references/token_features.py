"""What the statistical reader sees of a reference: its tokens, and what is to be said of each.

In comes a reference with its marks, out go tokens with their places, and for each a list of features: its
form, its neighbours, where it stands between signs, and what patterns say of its place. A mark is one token.
No feature is a word of a title or the name of a person: the reader is to know forms, not works.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.locators import locators
from evidence_graph.references.people_lists import FULL_LIST, SHORT_LIST
from evidence_graph.references.token_groups import SHORT, group_features
from evidence_graph.references.word_classes import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.locators import Span
    from evidence_graph.references.marks import SureMark

_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ-][^\W_]+)*|\S")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!] +(?=\w)")


class Token(NamedTuple):
    """A word, a number, a sign or a mark, and from where to where it stands."""

    text: str
    start: int
    end: int


def tokens_of(blank: str, marks: Sequence[SureMark]) -> list[Token]:
    """The tokens of a reference that is *blank* in the place of its *marks*."""
    tokens = [Token(word[0], word.start(), word.end()) for word in _TOKEN.finditer(blank)]
    signs = [Token(f"<{mark.part.value if mark.part else 'about'}>", mark.start, mark.end) for mark in marks]
    if signs:
        return sorted([*tokens, *signs], key=lambda token: token.start)

    return tokens


def features_of(blank: str, tokens: Sequence[Token]) -> list[list[str]]:
    """For each of the *tokens* what is said of it."""
    around = [START, START, *(forms(token.text) for token in tokens), END, END]
    places = _places(tokens)
    hints, end_of_people = _hints(blank, tokens)
    groups = group_features(tokens, end_of_people)
    progress = _progress(tokens)

    features = []
    for number in range(len(tokens)):
        before_2, before, here, behind, behind_2 = around[number : number + 5]
        row = [*here.all, places[number], *progress[number], *hints[number], *groups[number]]
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
    if text[0].isalpha() and len(text) > SHORT:
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
        if len(text) <= SHORT:
            return "A" * min(len(text), 2)

        return "AAAA"

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

    return word.isalpha() and not (word.isupper() and len(word) <= SHORT)


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
        _add_hint(hints, tokens, (begin, end), name)

    return hints, end_of_people


_PEOPLE = frozenset({"short", "full", "inner"})


def _add_hint(hints: list[list[str]], tokens: Sequence[Token], span: Span, name: str) -> None:
    """Say of each token whether it stands in the *span* or behind it."""
    distances = chain(("1", "2", "3"), repeat(""))  # farther ones are all alike
    for number, token in enumerate(tokens):
        if span[0] <= token.start < span[1]:
            hints[number].append(f"h={name}")
        elif token.start >= span[1]:
            hints[number].append(f"a={name}{next(distances)}")
            if name not in _PEOPLE:
                return


def _people_inside(blank: str) -> re.Match[str] | None:
    """A list of people that follows a sentence, as PubMed sets it behind the title."""
    for stop in _SENTENCE.finditer(blank):
        people = SHORT_LIST.match(blank, stop.end())
        if people:
            return people

    return None
