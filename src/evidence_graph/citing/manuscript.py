"""A manuscript as sentences with the works that each cites, whatever format it is written in.

In comes a `Page`: the words of a manuscript with everything else blanked out, letter for letter, so that a
place in it is one in the file; and the marks by which it cites. Out go `CitedSentence`s.

    Bitter it is [@leaf2001]{claim=long-steeping-makes-bitter}.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.model import Attitude
from evidence_graph.prose.sentences import spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PLACEHOLDER = "X"
"""Begins what stands for a work that is a word of its sentence: “as Leaf (2001) says”."""

ATTITUDES = {attitude.value: attitude for attitude in Attitude}
"""How a sentence may be said to stand to its claim, by the word for it."""

BREAK = "\f"
"""Ends a paragraph where no empty line does, in the place of a letter that is no word."""

_BETWEEN = re.compile(rf"\n[ \t]*\n\s*|{BREAK}")
SHORTEST_CLAUSE = 3
"""Fewer words before a citation are no clause: “As Leaf (2001) found, …”."""

_TURN = re.compile(r"[;:]|,?\s(?:but|whereas|while|although|though|however|yet)\s", re.IGNORECASE)
_CONCESSION = re.compile(
    r"^(?:although|while|whereas|though|even though|despite|unlike|in contrast to)\b[^,]*,", re.IGNORECASE
)
_MARKUP = re.compile(rf"[*_#>|\\]+|\b{PLACEHOLDER}[x]*\b")


@dataclass(frozen=True, slots=True)
class CitedKey:
    """One work that is cited: its *key*, where it stands, and the claim and attitude named for it."""

    key: str
    start: int
    claim: str | None = None
    attitude: Attitude | None = None


@dataclass(frozen=True, slots=True)
class CitationMark:
    """One mark of citation, of one or several works; *is_subject* where it is a word of its sentence."""

    start: int
    end: int
    keys: tuple[CitedKey, ...]
    is_subject: bool = False


@dataclass(slots=True)
class Page:
    """The *words* of a manuscript, the *marks* in them, and keys that it only lists."""

    words: str
    marks: list[CitationMark] = field(default_factory=list)
    listed: list[CitedKey] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence on one line, where it stands, and the works it cites, each for one of its *clauses*."""

    words: str
    start: int
    keys: tuple[CitedKey, ...]
    clauses: tuple[str, ...]


def blanked(text: str, start: int, end: int, letter: str = " ") -> str:
    """*text* with nothing but blanks from *start* to *end*; line ends stay."""
    inner = re.sub(r"[^\n]", letter, text[start:end])

    return text[:start] + inner + text[end:]


def blanked_all(text: str, pattern: re.Pattern[str]) -> str:
    """*text* with blanks for all that *pattern* matches; line ends stay."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def without_marks(text: str, marks: Sequence[CitationMark]) -> str:
    """*text* with blanks for its *marks*, and with a name that is none for those that are words."""
    for mark in marks:
        length = mark.end - mark.start
        if mark.is_subject and length > 1:
            name = PLACEHOLDER + "x" * (length - 1)
            text = text[: mark.start] + name + text[mark.end :]
        else:
            text = blanked(text, mark.start, mark.end)

    return text


def sentences(page: Page) -> Iterator[CitedSentence]:
    """The sentences of *page* that cite, in their order."""
    ends = [0, *(gap.end() for gap in _BETWEEN.finditer(page.words)), len(page.words)]
    marks = sorted(page.marks, key=lambda mark: mark.start)
    for start, end in pairwise(ends):
        inside = [mark for mark in marks if start <= mark.start < end]
        if inside:
            yield from _cited(page.words[start:end], start, inside)


def _cited(paragraph: str, start: int, marks: Sequence[CitationMark]) -> Iterator[CitedSentence]:
    """The sentences of one *paragraph* that cite by one of *marks*."""
    places = list(spans(paragraph))
    by_sentence: dict[int, list[CitationMark]] = {}
    for mark in marks:
        number = max(0, bisect_right([first for first, _ in places], mark.start - start) - 1)
        by_sentence.setdefault(number, []).append(mark)

    for number, sentence_marks in sorted(by_sentence.items()):
        first, last = places[number] if places else (0, 0)
        keys: list[CitedKey] = []
        clauses: list[str] = []
        for place, mark in enumerate(sentence_marks):
            if place:
                before = sentence_marks[place - 1].end - start
            else:
                before = first

            if place + 1 < len(sentence_marks):
                behind = sentence_marks[place + 1].start - start
            else:
                behind = last

            clause = _clause(paragraph, (before, mark.start - start), (mark.end - start, behind))
            keys += mark.keys
            # Two marks without a word between them stand for one clause.
            clauses += [clause or (clauses[-1] if clauses else "")] * len(mark.keys)

        yield CitedSentence(_plain(paragraph[first:last]), start + first, tuple(keys), tuple(clauses))


def _clause(paragraph: str, before: tuple[int, int], behind: tuple[int, int]) -> str:
    """What a mark is set for: the words *before* it since the sentence turned, else those *behind* it."""
    turns = _TURN.split(paragraph[before[0] : before[1]])
    clause = _plain(_CONCESSION.sub("", turns[-1].strip()))
    if len(clause.split()) >= SHORTEST_CLAUSE:
        return clause

    return _plain(_TURN.split(paragraph[behind[0] : behind[1]])[0])


def _plain(words: str) -> str:
    """*words* on one line, without signs of markup and names that are none."""
    return " ".join(_MARKUP.sub(" ", words).split())


class Lines:
    """The lines of a text, in which a place has a number and a column, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in re.finditer(r"\n", text))]

    def place(self, start: int) -> tuple[int, int]:
        """The line and the column of the letter at *start*."""
        line = bisect_right(self._starts, start)

        return line, start - self._starts[line - 1] + 1
