"""Which part of a text is its list of references.

In comes a text with its paragraphs; out goes the same with those of the list marked. The list stands below a
heading that says so; without one it is the run of entries at the end.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph.prose.text import Paragraph, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.prose.text import Text

_NAME = (
    r"references?(?:\s+(?:list|cited|and\s+notes))?|list\s+of\s+references|bibliograph(?:y|ie|ía|ia|y\s+and\s+notes)"
    r"|works\s+(?:cited|consulted)|literature(?:\s+cited)?|cited\s+(?:works|literature)|citations"
    r"|(?:notes\s+(?:and|&)\s+)?references|sources?|further\s+reading|endnotes"
    r"|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|références|referencias|referências|riferimenti"
)
HEADING = re.compile(
    rf"(?:[\dIVX]{{1,4}}[.)]?\s+)?(?:selected\s+|key\s+|main\s+)?(?:{_NAME})"
    rf"(?:\s*(?:/|&|and|,)\s*(?:{_NAME}))*\s*:?",
    re.IGNORECASE,
)
"""What stands above a list: "References", "6. Literature cited", "References / Further reading"."""

AFTERWARDS = re.compile(
    r"(?:appendi(?:x|ces)\b.*|acknowledge?ments?|supplement(?:ary|al)?\b.*|about\s+the\s+authors?.*"
    r"|author\s+(?:information|contributions?|note).*|funding|conflicts?\s+of\s+interest|competing\s+interests"
    r"|data\s+availability.*|ethics\b.*|comments?|leave\s+a\s+(?:reply|comment)|related\s+(?:posts|articles).*"
    r"|tables?|figures?|figure\s+legends?|abbreviations)\s*:?",
    re.IGNORECASE,
)
"""What follows a list of references and is none."""

SIGNS = (
    re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b"),
    re.compile(r"\bdoi\b|10\.\d{4,9}/|https?://|\bpmid\b|\bisbn\b|\bet al\b", re.IGNORECASE),
    re.compile(
        r"\d+\s*\(\d+[^)]{0,8}\)|\bvol\.?\s*\d+|\bpp?\.\s*\d+|\d+\s*[:;,]\s*[a-z]?\d+\s*[-–]\s*[a-z]?\d+",
        re.IGNORECASE,
    ),
    re.compile(r"^\W*(?:\d{1,3}\W+)?[A-ZÀ-Þ][\w'’-]+,?\s+(?:[A-Z]\.?[\s,-]?){1,3}[.,;\s(&]"),
)
"""Signs of an entry: a year, an identifier, the numbers of a journal, a name with initials at the start."""

TELLING = 2
"""An entry shows so many of the signs."""

FEWEST = 3
"""A run of fewer entries at the end, without a heading, is no list."""

MOST_WORDS = 120
"""An entry has no more words."""


def with_references(text: Text) -> Text:
    """*text* with the paragraphs of its list of references marked as such."""
    section = _marked(text) or _below_heading(text) or _at_end(text)
    if not section:
        return text

    numbers = {one.number for one in section}
    paragraphs = tuple(
        replace(one, kind=ParagraphKind.REFERENCE, level=0) if one.number in numbers else one
        for one in text.paragraphs
    )

    return replace(text, paragraphs=paragraphs, references=(section[0].start, section[-1].end))


def is_entry(words: str) -> bool:
    """Whether *words* look like an entry of a list of references."""
    if len(words.split()) > MOST_WORDS:
        return False

    return sum(bool(sign.search(words)) for sign in SIGNS) >= TELLING


def _marked(text: Text) -> list[Paragraph]:
    """The paragraphs that the format itself calls entries."""
    return [one for one in text.paragraphs if one.kind is ParagraphKind.REFERENCE]


def _below_heading(text: Text) -> list[Paragraph]:
    """What stands below the last heading that names the list and has an entry below it."""
    for heading in reversed(text.paragraphs):
        if not HEADING.fullmatch(text.words(heading).strip("*_# ")):
            continue

        section = _section(text, heading)
        if any(is_entry(text.words(one)) for one in section):
            return section

    return []


def _section(text: Text, heading: Paragraph) -> list[Paragraph]:
    """The paragraphs below *heading*, as far as they belong to it."""
    section: list[Paragraph] = []
    for one in text.paragraphs[heading.number :]:
        words = text.words(one)
        is_heading = one.kind is ParagraphKind.HEADING and not is_entry(words)
        # Plain text only guesses headings, and an entry without a stop looks like one.
        ends = is_heading and heading.level and one.level <= heading.level and not _is_guess(text, one)
        is_note_behind = (
            one.kind is ParagraphKind.NOTE and section and section[-1].kind is not ParagraphKind.NOTE
        )
        if ends or is_note_behind or AFTERWARDS.fullmatch(words):
            break

        if not is_heading or _is_guess(text, one):
            section.append(one)

    return section


def _is_guess(text: Text, heading: Paragraph) -> bool:
    """Whether *heading* was taken for one by its looks alone: nothing but plain text has all at one level."""
    return all(one.level == heading.level for one in text.headings) and not text.links and not text.raised


def _at_end(text: Text) -> list[Paragraph]:
    """The run of entries at the end of *text*; one paragraph that is none may stand within it."""
    run: list[Paragraph] = []
    misses = 0

    for one in reversed(text.paragraphs):
        if is_entry(text.words(one)):
            run.append(one)
            misses = 0
        elif misses or not run:
            break
        else:
            misses += 1

    if len(run) >= FEWEST:
        return _whole(text, run[::-1])

    return []


def _whole(text: Text, run: Sequence[Paragraph]) -> list[Paragraph]:
    """All paragraphs from the first to the last of *run*."""
    return list(text.paragraphs[run[0].number - 1 : run[-1].number])
