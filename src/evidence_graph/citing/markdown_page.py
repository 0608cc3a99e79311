"""The words of Markdown, Quarto and R Markdown, and the works it cites as pandoc does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.citing.manuscript import (
    ATTITUDES,
    BREAK,
    CitationMark,
    CitedKey,
    Page,
    blanked_all,
    without_marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.model import Attitude

_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LIBRARY = re.compile(
    r"^bibliography:[ \t]*(?P<first>[^\n\[]*)(?P<list>\[[^\]]*\]|(?:\n[ \t]*-[^\n]*)*)", re.MULTILINE
)
_FENCED = re.compile(
    r"^(?P<fence>[ \t]*(?:`{3,}|~{3,}))[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_SILENT = re.compile(
    r"<!--.*?-->|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\{\{<.*?>\}\}|\$\$.*?\$\$|(?<=\])\([^()\s]*\)"
    r"|<[A-Za-z/][^<>\n]*>|\[\^[^\]]*\]:?|(?<!@)(?<!@\{)https?://\S+",
    re.DOTALL,
)
"""Code in a line, comments, formulas, addresses, tags and numbers of notes: nothing there is a sentence."""

_KEY = re.compile(
    r"(?<![\w@\\.])-?@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>(?:https?://)?\w(?:\w|[:.#$%&+?<>~/-](?=\w))*))"
)
"""A key as pandoc takes it (manual, section Citation syntax)."""

_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|nte|tip|wrn|imp|cau)-")
"""What Quarto refers to within a document is no work."""

PREFIX = 4
"""So many words may stand before a work in its bracket: “see also, for example”."""

_ATTRIBUTES = re.compile(r"\](?P<all>\{(?P<inner>[^{}]*)\})")
_CLAIM = re.compile(r"(?:^|\s)claim=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s}\"]+))")
_ATTITUDE = re.compile(r"(?:^|\s)attitude=\"?(?P<word>\w+)\"?")
_BLOCK_START = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)][ \t]|(?:>[ \t]?)+|:::+[^\n]*|[ \t]*[-=|:+ ]{3,}$)",
    re.MULTILINE,
)
_CONTINUED = re.compile(
    r"[ \t]*(?:[-*+]|\(?(?:#|@\w*|[A-Za-z]|[ivxlc]{1,6}|\d{1,9})[.)]|\[\^[^\]]*\]:|:)(?:[ \t]|$)"
)
"""What an indented paragraph goes on: an item of a list, a note, a definition."""

_ROW = re.compile(r"^[ \t]*\|[^\n]*$", re.MULTILINE)


class _Span(NamedTuple):
    """A stretch in square brackets for which a claim is named."""

    start: int
    end: int
    claim: str
    attitude: Attitude | None


def read(text: str) -> Page:
    """The page that the Markdown *text* is."""
    front = _FRONT.match(text)
    libraries = _libraries(front[0]) if front else []
    words = _without_indented_code(blanked_all(blanked_all(text, _FRONT), _FENCED))
    words = blanked_all(words, _SILENT)  # only now: a line that begins with a tag is not indented
    spans = list(_spans(words))
    marks = list(_marks(words, spans))
    words = _ATTRIBUTES.sub(lambda match: "]" + " " * len(match["all"]), words)
    words = without_marks(words, marks).replace("[", " ").replace("]", " ")
    words = _ROW.sub(lambda row: row[0].replace("|", BREAK), words)
    words = _BLOCK_START.sub(lambda block: BREAK + " " * (len(block[0]) - 1), words)

    return Page(words, marks, libraries=libraries)


def _without_indented_code(words: str) -> str:
    """*words* with spaces in the place of code that its indent alone marks; in a list that is a paragraph."""
    lines = words.split("\n")
    is_in_list, can_begin = False, True
    for number, line in enumerate(lines):
        if not line.strip():
            can_begin = True
            continue

        is_indented = line.startswith(("    ", "\t"))
        if is_indented and can_begin and not is_in_list:
            lines[number] = " " * len(line)
            continue

        if _CONTINUED.match(line):
            is_in_list = True
        elif can_begin and not line[0].isspace():
            is_in_list = False

        can_begin = False

    return "\n".join(lines)


def _libraries(front: str) -> list[str]:
    """The files that the front matter names as libraries."""
    entry = _LIBRARY.search(front)
    if not entry:
        return []

    names = re.split(r"[\[\],\n]", f"{entry['first']}\n{entry['list']}")

    return [name.strip().removeprefix("-").strip(" \"'") for name in names if name.strip(" -\"'\t")]


def _spans(words: str) -> Iterator[_Span]:
    """What stands in brackets with attributes behind them, the innermost last."""
    for match in _ATTRIBUTES.finditer(words):
        claim = _CLAIM.search(match["inner"])
        start = _opening(words, match.start())
        if claim is None or start is None:
            continue

        word = _ATTITUDE.search(match["inner"])
        attitude = ATTITUDES.get(word["word"]) if word else None
        yield _Span(start, match.end(), claim["quoted"] or claim["plain"], attitude)


def _opening(words: str, closing: int) -> int | None:
    """Where the bracket opens that ends at *closing*."""
    depth = 0
    for place in range(closing, -1, -1):
        if words[place] == "]":
            depth += 1
        elif words[place] == "[":
            depth -= 1
            if depth == 0:
                return place

    return None


def _marks(words: str, spans: list[_Span]) -> Iterator[CitationMark]:
    """The marks of citation, those of one bracket together."""
    groups: dict[tuple[int, int] | int, list[re.Match[str]]] = {}
    for key in _KEY.finditer(words):
        name = _name(key)
        if not _CROSS_REFERENCE.match(name):
            groups.setdefault(_bracket(words, key.start()) or key.start(), []).append(key)

    for place, keys in groups.items():
        cited_keys = tuple(_cited(key, spans) for key in keys)
        if isinstance(place, tuple):
            yield CitationMark(*place, cited_keys)
        else:
            yield CitationMark(keys[0].start(), keys[0].end(), cited_keys, is_subject=True)


def _name(key: re.Match[str]) -> str:
    return key["braced"] or key["plain"]


def _bracket(words: str, place: int) -> tuple[int, int] | None:
    """From where to where the bracket goes in which a citation stands; none for one in the text.

    A bracket with a sentence before the work holds words, and no citation alone.
    """
    start, end = words.rfind("[", 0, place), words.find("]", place)
    if start < 0 or end < 0 or "]" in words[start:place] or "\n\n" in words[start:end]:
        return None
    if len(words[start:place].rpartition(";")[2].split()) > PREFIX:
        return None

    return start, end + 1


def _cited(key: re.Match[str], spans: list[_Span]) -> CitedKey:
    """A key with what is named for the narrowest stretch around it."""
    around = [span for span in spans if span.start <= key.start() < span.end]
    if not around:
        return CitedKey(_name(key), key.start())

    span = min(around, key=lambda each: each.end - each.start)

    return CitedKey(_name(key), key.start(), span.claim, span.attitude)
