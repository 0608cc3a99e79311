"""Whether words that stand in a text were cut out of it, so that they say there what they do not say here.

    "change"   out of  "did not change"           a denial before it
    "improved" out of  "improved in no group"     a denial behind it
    "3.0%"     out of  "−3.0%"                    a number without its sign
    "0.05"     out of  "<0.05", "10.05", "0.051"  a number in pieces
    "5"        out of  "5 mM"                     a number without its unit
    "5%"       out of  "less than 5%"             a number without the bound that it is
    "it helps" out of  "Is it clear that it helps?"   a statement out of a question
    "effect"   out of  "ineffective"              a word in pieces

All texts here are in the form of `comparable`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.quoting.comparable import DASH, MINUS

if TYPE_CHECKING:
    from evidence_graph.quoting.source_text import SourceText

REACH = 1_500
"""So many characters before and behind are looked at for the rest of the sentence."""

SIGNS = f"{MINUS}+<>≤≥±~≈^≮≯"
"""What belongs to a number that follows."""

_NO_LETTER_BEFORE, _NO_LETTER_BEHIND = r"(?<![^\W\d_])", r"(?![^\W\d_])"

DENIALS = (
    "not|no|never|neither|nor|none|nobody|nothing|nowhere|cannot|[a-z]+n't"
    "|fail|fails|failed|failing|failure|unable|lack|lacks|lacked|lacking|absence|absent|devoid"
    "|(?<!a )few|(?<!a )little|seldom|unlikely|hardly|rarely|scarcely|barely|unclear|unknown|unproven"
    "|unsupported|uncertain"
    "|doubt|doubts|doubtful|doubted|false|falsely|myth|wrongly|mistaken|mistakenly"
    "|reject|rejects|rejected|refute|refutes|refuted|disprove|disproves|disproved|contradict|contradicts"
    "|contradicted|deny|denies|denied"
)
"""Words that turn a statement into its contrary, or take it back (Horn, A Natural History of Negation, ch. 1,
without those that only weaken)."""

CONDITIONS = (
    "without|if|whether|unless|rather than|instead of|contrary to|far from|hypothesis|hypotheses"
    "|hypothesi[sz]ed?|assum(?:e|es|ed|ing|ption)|suppose[ds]?|expected|predicted|question"
)
"""Words before a statement by which it is not stated."""

DENIAL_BEFORE = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:{DENIALS}|{CONDITIONS}){_NO_LETTER_BEHIND}", re.IGNORECASE
)
DENIAL_BEHIND = re.compile(rf"{_NO_LETTER_BEFORE}(?:{DENIALS}){_NO_LETTER_BEHIND}", re.IGNORECASE)

CONTRASTS = "but|whereas|while|although|though|however|yet|nevertheless|nonetheless|instead"
TURN = re.compile(rf"[;:{DASH}]|{_NO_LETTER_BEFORE}(?:{CONTRASTS}){_NO_LETTER_BEHIND}", re.IGNORECASE)
"""Where a sentence turns to something else, which a denial before it does not reach."""

NEW_CLAUSE = re.compile(r", (?:and|or|so|which|who) ", re.IGNORECASE)
"""Where a sentence goes on with something else, unless all of it hangs on a denial (“no evidence that …”)."""

HANGING = re.compile(rf"{_NO_LETTER_BEFORE}(?:that|whether|if|of){_NO_LETTER_BEHIND}", re.IGNORECASE)
CLAUSE_END = re.compile(
    rf"[,;:{DASH}]|{_NO_LETTER_BEFORE}(?:{CONTRASTS}|because|since|when){_NO_LETTER_BEHIND}", re.IGNORECASE
)

ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:[A-Z]|vs|cf|e\.g|i\.e|etc|al|[Ff]igs?|[Ee]qs?|[Rr]efs?|[Nn]os?|approx|ca|resp|[Ss]uppl"
    r"|[Dd]r|[Pp]rof|[Mm]rs?|[Ss]t|[Vv]ol|pp?|spp?|[Tt]ab)$"
)
"""What a full stop stands behind that ends no sentence."""

SENTENCE_END = re.compile(
    r"[.!?](?:[\"')\]]* |[\"')\]]+(?=[^\W\d_]*[A-Z]|$)|\^?\[?\d{1,3}(?:[,-] ?\d{1,3})*\]? ?(?=[A-Z]))"
)
"""Where a sentence may end; a number behind it is one of a reference."""

BEGINNING = re.compile(r"[.!?][\"')\]]*(?:\^\d)* ?$")
"""What stands before words that begin where a sentence does."""

CLOSING = 12
"""So many characters stand between the end of a sentence and the next: brackets, quotes, references."""

UNITS = (
    "%|‰|°C?|°F|[kcmµμn]?m|[kmµμn]?g|[kKMmµμn]?[mM]ol|[mµμnp]?M|[mdcµμn]?[lL]|[mµμn]?s|min|h|d|[kM]?Hz|[kM]?N|Nm"
    r"|[kMm]?W|[kM]?J|k?cal|[kM]?Pa|mmHg|bpm|kDa|Da|IU|U|[kmµμ]?V|[mµμ]?A|AU|rpm|ppm|dB|years?|days?|weeks?"
    "|months?|hours?|minutes?|seconds?"
)
UNIT = re.compile(rf"(?:{UNITS})(?![^\W_])")
"""A unit behind a number."""

BOUND_BEFORE = re.compile(
    rf"{_NO_LETTER_BEFORE}(?:(?:less|fewer|more|[a-z]+er|worse) than|at (?:least|most)|up to|below|above"
    r"|beyond|exceed(?:s|ed|ing)?|nearly|almost|about|around|approximately|roughly|minimum of|maximum of) ?$",
    re.IGNORECASE,
)
"""Words before a number that make it a bound or a rough one, as < and ≈ do."""

BOUND_BEHIND = re.compile(
    r" (?:or|and) (?:more|less|fewer|over|under|above|below|up|older|younger|higher|lower|greater|longer"
    rf"|shorter|larger|smaller|heavier|lighter){_NO_LETTER_BEHIND}",
    re.IGNORECASE,
)
"""The same behind it: “18 years or older”."""

_MEASURED = re.compile(r"\d(?:%| ?[^\W\d_]{1,12})?$")
"""How words end in a number, or in one with its unit."""

LONGEST_BOUND = 24

_PIECE_OF_NUMBER = re.compile(r"[\d^‰%]|[.,·:/]\d|[×x*·]10|±")


def is_cut_out(text: SourceText, start: int, end: int) -> bool:
    """Whether what stands in *text* from *start* to *end* says something else there than by itself."""
    words = text.words
    if is_torn(words, start, end):
        return True

    first, last = sentence(text, start, end)
    if words[last : last + 1] == "?" and "?" not in words[start:end]:
        return True

    return _is_denied_before(words[first:start]) or _is_denied_behind(words[end:last])


def is_torn(words: str, start: int, end: int) -> bool:
    """Whether a word or a number goes on before *start* or behind *end*."""
    return is_torn_before(words, start) or _is_torn_behind(words, end)


def is_torn_before(words: str, start: int) -> bool:
    """Whether a word or a number that stands at *start* begins before it."""
    if start == 0:
        return False

    before, first = words[start - 1], words[start]
    if first.isalpha():
        return before.isalpha() or (before in "-'" and words[start - 2 : start - 1].isalnum())
    if first in SIGNS:  # the space before it is not compared, so a letter or a number may stand there
        return before in SIGNS

    if first not in ".0123456789":
        return False

    return is_piece_of_number(words[max(0, start - 2) : start]) or is_bound(words[:start][-LONGEST_BOUND:])


def is_bound(before: str) -> bool:
    """Whether the words *before* a number make it a bound: “less than 5%” is no 5%."""
    return BOUND_BEFORE.search(before) is not None


def is_piece_of_number(before: str) -> bool:
    """Whether a number that begins behind the one or two characters *before* begins before them."""
    last = before[-1:]
    if last.isalnum() or last in SIGNS:
        return last != ""
    if last == "-":
        return before[:1].isalpha()

    return last in ".,·:/" and before[:1].isdigit()


def _is_torn_behind(words: str, end: int) -> bool:
    behind, last = words[end : end + 1], words[end - 1]
    if not behind:
        return False
    if BOUND_BEHIND.match(words, end) and _MEASURED.search(words[:end][-LONGEST_BOUND:]):
        return True
    if last.isalpha():
        return behind.isalnum() or (behind in "-'^" and words[end + 1 : end + 2].isalnum())
    if last in SIGNS:
        return True
    if not last.isdigit():
        return False

    return bool(_PIECE_OF_NUMBER.match(words, end) or UNIT.match(words, end))


def sentence(text: SourceText, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence goes of which a part stands from *start* to *end*."""
    words = text.words
    floor, ceiling = text.paragraph(start, end)
    floor, ceiling = max(floor, start - REACH), min(ceiling, end + REACH)

    first = floor
    stop_before = BEGINNING.search(words, max(floor, start - CLOSING), start)
    if stop_before and not (words[start].islower() and _is_abbreviated(words, floor, stop_before.start())):
        first = start
    else:
        for stop in SENTENCE_END.finditer(words, floor, start):
            if not _is_abbreviated(words, floor, stop.start()):
                first = stop.end()

    if words[end - 1] in ".!?":
        return first, end

    for stop in SENTENCE_END.finditer(words, end, ceiling):
        if not _is_abbreviated(words, floor, stop.start()):
            return first, stop.start()

    return first, ceiling


def _is_abbreviated(words: str, floor: int, stop: int) -> bool:
    """Whether the word that ends at the full stop at *stop* is an abbreviation."""
    return ABBREVIATION.search(words, max(floor, stop - CLOSING), stop) is not None


def _is_denied_before(words: str) -> bool:
    """Whether the *words* before a part of their sentence deny it, or make it a mere supposition."""
    denials = list(DENIAL_BEFORE.finditer(words))
    if not denials:
        return False

    last = denials[-1].end()
    if TURN.search(words, last):
        return False

    rest = words[last:]

    return HANGING.search(rest) is not None or NEW_CLAUSE.search(rest) is None


def _is_denied_behind(words: str) -> bool:
    """Whether the *words* behind a part of their sentence deny it, before they turn to something else."""
    end = CLAUSE_END.search(words)

    return DENIAL_BEHIND.search(words, 0, end.start() if end else len(words)) is not None
