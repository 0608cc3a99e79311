"""Where sentences end: a stop, question or exclamation mark that no abbreviation, number or name explains.

    "Squats (cf. Fig. 2) help, e.g. in sprinters [3]. Do they?"  ->  two sentences

A paragraph is cut by itself, so that a heading or an item without a stop never runs into what follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.prose.text import ParagraphKind, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.prose.text import Text

UNSAID = frozenset(ParagraphKind) - {ParagraphKind.PROSE, ParagraphKind.ITEM, ParagraphKind.QUOTATION}
"""Paragraphs that hold no sentences of the text itself."""

_SHORT_WORDS = """
al approx art assoc avg ca cap cf ch chap co col dept diff dr ed eds eg e.g esp est et etc eq eqn eqs fig figs
ff hon ie i.e inc incl jr lit ltd max med mg min mr mrs ms no nos nr op p p.m a.m pp prof pt ref refs resp rev
b.sc d.phil m.d m.sc ph.d sec sen sr st suppl supp tab univ vol vols viz vs v
"""

ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
"""Words whose full stop ends no sentence, unless nothing else can: folded, without the stop."""

_LAST_WORDS = "al etc inc ltd co jr p.m a.m resp no nos nr st max min"
ENDING = frozenset(_LAST_WORDS.split())
"""Those of them with which a sentence may end, where what follows begins like a new one."""

SLOPPY = 4
"""Behind a word of so many letters a stop ends a sentence even where the next begins in small letters."""

_STOP = re.compile(
    r"(?P<stop>[.!?…]+|[\u3002\uff01\uff1f])"
    r"(?P<closing>[\"'”’»)\]]*)"
    # A marker of a reference may stand behind the stop: "growth.[12,14] The", "growth.12 The".
    r"(?P<marker>(?:\s?\[[\d,;\s–-]+\]|[¹²³⁰⁴-⁹][¹²³⁰⁴-⁹,–-]*|(?<=[a-z)\]\"”]\.)\d{1,3}(?:[,–-]\d{1,3})*(?=\s))*)"
    r"(?P<gap>\s+|(?<=[\u3002\uff01\uff1f])|$)"
)

_LAST_WORD = re.compile(r"[^\s(\[“\"'\u2018]*$")
_OPENING = re.compile(r"[\"'“\u2018«(\[]*")
_INITIAL = re.compile(r"[A-Z](?:\.-?[A-Z])*")
_ORDINAL = re.compile(r"\d{1,3}")


def sentences_of(text: Text) -> Iterator[Sentence]:
    """The sentences of *text*, in their order."""
    for paragraph in text.body:
        if paragraph.kind in UNSAID:
            continue

        content = text.content[paragraph.start : paragraph.end]
        for start, end in spans(content):
            words = " ".join(content[start:end].split())
            yield Sentence(words, paragraph.start + start, paragraph.start + end, paragraph.number)


def spans(words: str) -> Iterator[tuple[int, int]]:
    """From where to where each sentence of one paragraph goes, white space at its ends left out."""
    start = _skip_space(words, 0)

    for stop in _STOP.finditer(words):
        end = stop.start("gap")
        if stop.end() < len(words) and not _ends(words, start, stop):
            continue

        if end > start:
            yield start, end

        start = stop.end()

    last = len(words.rstrip())
    if last > start:
        yield start, last


def _skip_space(words: str, place: int) -> int:
    return place + len(words[place:]) - len(words[place:].lstrip())


def _ends(words: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the mark *stop* ends the sentence that begins at *start*."""
    following = words[stop.end() :]
    opening = _OPENING.match(following)
    first = following[opening.end() if opening else 0 :][:1]
    last_word = _LAST_WORD.search(words, start, stop.start())
    word = last_word[0] if last_word else ""
    if first.islower() and not stop["marker"]:
        return stop["stop"] in {".", "?"} and not stop["closing"] and _is_sloppy(word)
    if stop["stop"] != "." or stop["marker"] or stop["closing"]:
        return True

    return not _explains(word, words[start : stop.start()], first)


def _is_sloppy(word: str) -> bool:
    """Whether a stop behind *word* ends a sentence whatever follows."""
    return len(word) >= SLOPPY and word.isalpha() and word.islower() and word not in ABBREVIATIONS


def _explains(word: str, before: str, first: str) -> bool:
    """Whether the full stop behind *word* belongs to it; *first* is the letter that follows."""
    folded = word.casefold()
    if folded in ABBREVIATIONS:
        return folded not in ENDING or first.isdigit() or first == "("
    if _INITIAL.fullmatch(word):
        # "J. Smith" and "U.S. troops", but "in vitamin C. The": a name needs a letter before it or a start.
        return len(word) > 1 or before == word or before.rstrip(word).endswith((". ", ", ", "and ", "& "))

    # "1. Lift the hips": the number of an item at the start of a paragraph.
    return bool(_ORDINAL.fullmatch(word)) and before == word
