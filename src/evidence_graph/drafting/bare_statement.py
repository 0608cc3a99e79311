"""The statement that a sentence makes, without what cites in it.

"Tea cools (Pot 2019)."                              ->  "Tea cools."
"Tea cools (see Pot, 2019, p. 5, for a review)."     ->  "Tea cools."
"According to Pot (2019), tea cools."                ->  "Tea cools."
"As Pot et al. (2019) showed, tea cools."            ->  "Tea cools."
"The tea of Pot (2019) cools."                       ->  "The tea of Pot cools."
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.appraisal import markers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.appraisal.markers import Marker
    from evidence_graph.prose import Sentence, Text

MARK = "\ue000"
"""Stands where a work was cited in brackets; a code point that nobody writes (private use)."""

NAMED = "\ue001"
"""Stands before the name of one that is a word of its sentence."""

_WORK = rf"{NAMED}[^{NAMED}{MARK}]*{NAMED}"
_WORKS = rf"{_WORK}(?:,?\s+(?:and\s+)?{_WORK})*"
_REPORTS = (
    "find|finds|found|shows?|showed|shown|reports?|reported|argues?|argued|suggests?|suggested|demonstrates?"
    "|demonstrated|concludes?|concluded|notes?|noted|observes?|observed|claims?|claimed|states?|stated|proposes?"
    "|proposed|confirms?|confirmed|establish(?:es|ed)?|says?|said|writes?|wrote|points? out|pointed out"
)
_FRAMES = re.compile(
    rf"^(?:according to|following|as (?:\w+ )?by)\s+{_WORKS}\s*,\s*"
    rf"|^(?:as\s+)?{_WORKS}\s+(?:have |has |had )?(?:also |recently |clearly )?(?:{_REPORTS})\s+that\s+"
    rf"|^as\s+{_WORKS}\s+(?:have |has |had )?(?:also |recently |clearly )?(?:{_REPORTS})\s*,\s*",
    re.IGNORECASE,
)
"""What only says whose statement it is that follows."""

_BRACKET = re.compile(rf"\s*[(\[][^()\[\]]*{MARK}[^()\[\]]*[)\]]")
_LEAD = re.compile(
    r"see|also|e\.?g|cf|but|for|an?|the|and|or|in|reviewe?d?s?|by|pp?|pages?|however|compare|contra|i\.?e|from|data"
    r"|tables?|fig(?:ure)?s?|chapter|ch|sec(?:tion)?|example|instance|cited|after|discussion|details?|therein"
    r"|references?|others?|among|\d+[a-z]?|[ivxl]+",
    re.IGNORECASE,
)
"""Words that lead to a work and say nothing themselves."""

_LEFT_OVER = re.compile(r"\s*[(\[][\s;,]*[)\]]|\s+(?=[.,;:!?])|([^\s.])?\s+$")
"""What is left of brackets, and the space before a stop, where a marker was taken out."""


def bare_statement(text: Text, places: Iterable[Marker], sentence: Sentence) -> str:
    """The words of a *sentence* of *text* without what cites: the markers at *places*."""
    words = _FRAMES.sub("", _marked(text, places, sentence))
    words = _BRACKET.sub(_kept_bracket, words)
    words = words.replace(MARK, "").replace(NAMED, "")
    words = _LEFT_OVER.sub(r"\1", " ".join(words.split()))

    return words[:1].upper() + words[1:]


def _marked(text: Text, places: Iterable[Marker], sentence: Sentence) -> str:
    """The words of *sentence* with a sign in the place of each marker, and round each name."""
    words, place = "", sentence.start

    for marker in markers.of_sentence(places, sentence):
        words += text.content[place : max(place, marker.start)]
        place = max(place, marker.end)
        words += f"{NAMED}{marker.author}{NAMED}" if marker.author else MARK

    return words + text.content[place : sentence.end]


def _kept_bracket(bracket: re.Match[str]) -> str:
    """What is left of a *bracket* in which a work is cited: nothing if it only says where to look."""
    words = re.findall(r"[^\W_][\w.]*", bracket[0].replace(MARK, " "))
    if all(_LEAD.fullmatch(word.rstrip(".")) for word in words):
        return ""

    return bracket[0].replace(MARK, "")
