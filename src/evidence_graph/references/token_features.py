"""What the statistical reader sees of a reference: its tokens, and what is to be said of each.

In comes a reference with its marks, out go tokens with their places, and for each a list of features: its
form, its neighbours, where it stands between signs, and what patterns say of its place. A mark is one token.
No feature is a word of a title or the name of a person: the reader is to know forms, not works.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.references.locators import first_locator
from evidence_graph.references.people_lists import SHORT_LIST, full_list_at
from evidence_graph.references.printed_reference import Part
from evidence_graph.references.token_forms import END, SHORT, START, forms
from evidence_graph.references.token_groups import group_features, nesting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.references.locators import Span
    from evidence_graph.references.marks import SureMark
    from evidence_graph.references.token_forms import Forms

_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ-][^\W_]+)*|\S")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!] +(?=\w)")
_LEAD = re.compile(r"[\s.,:;(\[“\"]*")


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
    known = [forms(token.text) for token in tokens]
    around = [START, START, *known, END, END]
    hints, end_of_people, frame = _hints(blank, tokens)
    pieces, sentences = group_features(tokens, known, end_of_people)
    progress, frame = _progress(tokens, known, frame)
    nested = nesting(tokens)
    places = _places(tokens)

    said = zip(places, progress, hints, pieces, sentences, nested, strict=True)
    near = zip(around, around[1:], known, around[3:], around[4:], strict=False)
    features = []
    for (before_2, before, here, behind, behind_2), (place, past, hint, piece, sentence, nest) in zip(
        near, said, strict=True
    ):
        key = here.key
        left, right = before.pair_left + key, key + behind.pair_right
        features.append([
            *here.all, place, *past, *hint, *piece, *sentence,
            nest, frame, frame + sentence[3], frame + key,
            before.left, behind.right, before_2.left_2, behind_2.right_2,
            left, right, before_2.key + left, right + behind_2.key,
        ])  # fmt: skip

    return features


_PLACES = tuple(f"p={tenth}" for tenth in range(11))


def _places(tokens: Sequence[Token]) -> list[str]:
    """Where each token stands: in which tenth of the reference."""
    end = tokens[-1].end if tokens else 1

    return [_PLACES[token.start * 10 // end] for token in tokens]


_FAR_FROM_END = 6
_ENDS = tuple(f"z{distance}" for distance in range(_FAR_FROM_END + 1))


def _progress(
    tokens: Sequence[Token], known: Sequence[Forms], frame: str
) -> tuple[list[tuple[str, str, str]], str]:
    """What has gone before each token: years, the word In, editors; and how near the end it is.

    With it comes the *frame* of the whole reference, to which the same is added.
    """
    years, is_inside, is_edited = 0, 0, 0
    is_thesis = False
    count = len(tokens)
    rows = []
    for number, form in enumerate(known):
        said = _PROGRESS[years, is_inside, is_edited]
        rows.append((*said, _ENDS[min(count - number, _FAR_FROM_END)]))
        if form.is_year:
            years = min(years + 1, 2)
        elif form.is_editor:
            is_edited = 1
        elif form.is_thesis:
            is_thesis = True
        elif tokens[number].text in {"In", "in"} and _is_behind_title(tokens, number):
            is_inside = 1

    return rows, f"G{frame}i{is_inside}e{is_edited}t{int(is_thesis)}"


_PROGRESS = {
    (years, is_inside, is_edited): (f"y{years}i{is_inside}e{is_edited}", f"y{years}")
    for years, is_inside, is_edited in ((number // 4, number // 2 % 2, number % 2) for number in range(12))
}


def _is_behind_title(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word ends before the sign that stands before a token, and no year or initials do."""
    if number <= 1 or tokens[number - 1].text not in _BEFORE_IN:
        return False

    word = tokens[number - 2].text

    return word.isalpha() and not (word.isupper() and len(word) <= SHORT)


_BEFORE_IN = frozenset('.,?!”"»)')


def _hints(blank: str, tokens: Sequence[Token]) -> tuple[list[list[str]], int, str]:
    """What patterns say of the place of each token: in a list of people, in volume and pages.

    With it come where a list of people with initials ends, and whether a volume or pages are seen.
    """
    spans: list[tuple[int, int, str]] = []
    lead = _LEAD.match(blank)
    start = lead.end() if lead else 0
    end_of_people = 0
    for name, people_at in (("short", SHORT_LIST.match), ("full", full_list_at)):
        if listed := people_at(blank, start):
            spans.append((*listed.span(), name))
            end_of_people = end_of_people or listed.end()

    if not end_of_people and (inner := _people_inside(blank)):
        spans.append((*inner.span(), "inner"))
        end_of_people = inner.end()

    parts: Mapping[Part, Span] = {}
    if locator := first_locator(blank):
        (begin, end), parts = locator
        spans.append((begin, end, "locator"))
        spans += [(a, b, part.value) for part, (a, b) in parts.items()]

    starts = [token.start for token in tokens]
    hints: list[list[str]] = [[] for _ in tokens]
    for begin, end, name in spans:
        _add_hint(hints, starts, (begin, end), name)

    return hints, end_of_people, f"v{int(Part.VOLUME in parts)}p{int(Part.PAGES in parts)}"


_PEOPLE = frozenset({"short", "full", "inner"})


def _add_hint(hints: list[list[str]], starts: Sequence[int], span: Span, name: str) -> None:
    """Say of each token whether it stands in the *span* or behind it."""
    first, behind = bisect_left(starts, span[0]), bisect_left(starts, span[1])
    inside = f"h={name}"
    for number in range(first, behind):
        hints[number].append(inside)

    # farther ones are all alike, and said of people alone
    for distance, number in enumerate(range(behind, min(behind + 3, len(starts))), start=1):
        hints[number].append(f"a={name}{distance}")
        if name not in _PEOPLE:
            return

    for number in range(behind + 3, len(starts)):
        hints[number].append(f"a={name}")


def _people_inside(blank: str) -> re.Match[str] | None:
    """A list of people that follows a sentence, as PubMed sets it behind the title."""
    for stop in _SENTENCE.finditer(blank):
        people = SHORT_LIST.match(blank, stop.end())
        if people:
            return people

    return None
