r"""The form in which a quote and its source are compared: how a text looks is gone, what it says is left.

White space, ligatures, hyphenation and the forms that Unicode has of one sign may differ between a quote and
its source; digits, signs, inequalities, decimal points, brackets, units, exponents and words may not.

    "p\u2009<\u20090.05", "p < 0.05"        ->  "p<0.05"
    "−3.0 %", "-3.0%"                       ->  "−3.0%"     a sign, whatever stroke it was printed with
    "3–5", "3 - 5"                          ->  "3-5"       no sign: a stroke between two numbers
    "10⁻⁶", "10<sup>-6</sup>", "10^-6"      ->  "10^−^6"    never "10−6" or "106"
    "signifi-\ncant"                        ->  "significant", with a hyphen that may be one of the line end
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from evidence_graph import invisible

RAISED = "^"
"""Stands before what is printed as a superscript, by whoever reads a format that has such."""

ITSELF_RAISED = "\ue002"
"""Stands before a sign that is a superscript by itself, such as ⁶; what follows it need not be raised."""

LOWERED = "\ue001"
"""Stands before what is printed as a subscript; a code point that nobody writes (private use)."""

LOST = "\ufffd"
"""Stands where a file has a sign that nobody can read, such as a glyph of a PDF without a meaning."""

UNREADABLE = "\ufffe"
"""The same in a quote."""

PARAGRAPH = "\n\n"
"""What stands between the paragraphs of a text that was read."""


SOFT = "\u00ad"
DASH = "\u2014"
MINUS = "\u2212"

STROKES = "\u2010\u2011\u2012\u2013\ufe58\ufe63\uff0d\u02d7"
"""Hyphens and dashes that are all written "-" in a hurry; what else is a dash stands for a pause."""

SAME_SIGNS = {
    **dict.fromkeys(STROKES, "-"),
    **dict.fromkeys("\u2015\u2e3a\u2e3b", DASH),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2a7d\u2266", "≤"),
    **dict.fromkeys("\u2a7e\u2267", "≥"),
    **dict.fromkeys("\u223c\u02dc\uff5e", "~"),
    **dict.fromkeys("\u2219\u22c5\u2027\u30fb", "·"),
    **dict.fromkeys("\u2217\u204e", "*"),
    "\u2044": "/",
    "\u2215": "/",
    "\u2223": "|",
    "\u00ba": "°",
}
"""Signs that look and mean the same under several numbers of Unicode."""

WHITE = frozenset("\t\n\r\x0c ")
"""The controls that are white space; any other in a text is a glyph that was not understood."""

KEPT_WHOLE = frozenset(["<fraction>", "<circle>", "<vertical>"])
"""Signs that would say something else in pieces: ½ is not 1/2 behind another digit, ① is no 1."""

CATEGORIES = {**dict.fromkeys(("Zs", "Zl", "Zp"), " "), **dict.fromkeys(("Cc", "Cs", "Cn"), LOST)}
"""What all characters of a category of Unicode are compared as: spaces, and what is no character at all."""

_HIDDEN = re.compile(invisible.HIDDEN)

LETTER = r"[^\W\d_]"
_SOFT_SIGN = re.compile(rf"(?<!{LETTER}){SOFT}(?=\.?\d)")
"""A soft hyphen before a number: some fonts of PDFs have it for a minus sign."""

_LINE_HYPHEN = re.compile(rf"(?<={LETTER})-[ \t]*\r?\n\s*(?={LETTER})")
_QUOTED_HYPHEN = re.compile(rf"(?<={LETTER})-\s+(?={LETTER})")
_RAISED_RUN = re.compile(rf"\^ ?([+{MINUS}-]?[^\W_]+)")
_ORDINAL = re.compile(r"(?<=\d)\^(?=(?:st|nd|rd|th)\b)")
_LOWERED = re.compile(rf"(?<![\d]){LOWERED}+|(?<=\d){LOWERED}+(?!\d)")
_TIGHT_MINUS = re.compile(rf"(?<=[\w)\]%]){MINUS}(?=\S)|(?<=[\d)\]%]) {MINUS} (?=[\d(.])")
_LOOSE_MINUS = re.compile(rf"{MINUS} (?=\.?\d)")
_SIGN = re.compile(r"(?<![\w)\]%.'\"])-(?=\.?\d)|(?<=[=<>≤≥±~≈(\[^]) ?- ?(?=\.?\d)")
_PAUSE = re.compile(r"(?:(?<=\S) |^)- (?=\S)")
_NEEDLESS_SPACE = re.compile(
    r"(?<=[^\w .,;:!?']) | (?=[^\w .,;:!?'])"  # beside a sign or a bracket
    r"| (?=[.,;:!?](?!\d))"  # before a stop that is no decimal point
    rf"|(?<=\d) (?={LETTER})"  # between a number and its unit
)
_RANGE_DASH = re.compile(rf"(?<=\d){DASH}(?=\d)")
_HYPHEN = re.compile(rf"(?<={LETTER})[-{SOFT}](?={LETTER})")


class _Letters(dict[int, str]):
    """What each character is compared as, worked out when it is first met."""

    def __missing__(self, number: int) -> str:
        form = self[number] = _form(chr(number))
        return form


def _form(letter: str) -> str:
    """What one *letter* is compared as."""
    if letter in SAME_SIGNS:
        return SAME_SIGNS[letter]
    if letter in WHITE:
        return letter

    category = unicodedata.category(letter)
    if category in CATEGORIES:
        return CATEGORIES[category]
    if _HIDDEN.match(letter):
        return ""

    return _decomposed(letter)


def _decomposed(letter: str) -> str:
    """What a *letter* is compared as that Unicode may say to be a form of others."""
    tag, _, pieces = unicodedata.decomposition(letter).partition(" ")
    if not tag.startswith("<") or tag in KEPT_WHOLE:
        return letter

    parts = "".join(_LETTERS[int(piece, 16)] for piece in pieces.split())
    marks = {"<super>": ITSELF_RAISED, "<sub>": LOWERED}

    return marks.get(tag, "") + parts


_LETTERS = _Letters()


@dataclass(frozen=True, slots=True)
class Comparable:
    """A text as it is compared, and the hyphens between its letters, which are left out of *words*.

    Each hyphen stands before the letter with that number; a *firm* one is no hyphen of a line end.
    """

    words: str
    hyphens: dict[int, bool]
    places: tuple[int, ...] = ()
    """The numbers of the hyphens, in their order."""

    def agrees(self, other: Comparable, place: int) -> bool:
        """Whether the hyphens of *other* are those of this text from *place* on.

        A firm hyphen on one side needs one on the other; one of a line end needs none.
        """
        end = place + len(other.words)
        for number in self.places[bisect_right(self.places, place) : bisect_left(self.places, end)]:
            if self.hyphens[number] and number - place not in other.hyphens:
                return False

        return all(place + number in self.hyphens for number, firm in other.hyphens.items() if firm)


def comparable(text: str, *, is_quote: bool = False) -> Comparable:
    r"""*text* in the form in which it is compared.

    A quote may have lost the line ends of its hyphens. A reader of files writes `RAISED` and `LOWERED` before
    what is printed so.

    >>> comparable("Strength (−3.0 %; p < 0.05)").words
    'Strength(−3.0%; p<0.05)'
    >>> comparable("signifi-\ncant"), comparable("pre-test").words
    (Comparable(words='significant', hyphens={7: False}, places=(7,)), 'pretest')
    """
    text = _in_one_script(text)
    if is_quote:
        # What nobody can read is not the same on both sides.
        text = text.replace(LOST, UNREADABLE)

    text = (_QUOTED_HYPHEN if is_quote else _LINE_HYPHEN).sub(SOFT, text)
    text = _squeezed(" ".join(text.split()))

    return _without_hyphens(text)


def _in_one_script(text: str) -> str:
    """*text* with one sign for all that look and mean the same."""
    if text.isascii():
        # Nothing but controls could need another form.
        text = text if text.isprintable() else text.translate(_LETTERS)
    else:
        if SOFT in text:
            text = re.sub(rf"{SOFT}[ \t]*\r?\n\s*", "", text)
            text = _SOFT_SIGN.sub("-", text)

        text = unicodedata.normalize("NFC", text).translate(_LETTERS)

    if RAISED in text:
        text = _ORDINAL.sub("", text)
        text = _RAISED_RUN.sub(lambda run: "".join(RAISED + letter for letter in run[1]), text)

    if ITSELF_RAISED in text:
        text = text.replace(ITSELF_RAISED, RAISED)

    if RAISED in text:
        text = text.replace(f"{RAISED}-", RAISED + MINUS)

    if LOWERED in text:
        text = _LOWERED.sub("", text)

    if "<=" in text or ">=" in text or "+/-" in text:
        text = text.replace("<=", "≤").replace(">=", "≥").replace("+/-", "±")

    return text


def _squeezed(text: str) -> str:
    """*text* on one line, with signs and pauses told apart and white space only where words need it."""
    if MINUS in text:
        text = _TIGHT_MINUS.sub("-", text)
        text = _LOOSE_MINUS.sub(MINUS, text)

    if "-" in text:
        text = _SIGN.sub(MINUS, text)
        text = _PAUSE.sub(DASH, text)

    text = _NEEDLESS_SPACE.sub("", text)
    if DASH in text:
        return _RANGE_DASH.sub("-", text)

    return text


def _without_hyphens(text: str) -> Comparable:
    """*text* without the hyphens between letters, which are kept beside it."""
    hyphens = {}
    for number, hyphen in enumerate(_HYPHEN.finditer(text)):
        hyphens[hyphen.start() - number] = hyphen[0] != SOFT

    return Comparable(_HYPHEN.sub("", text) if hyphens else text, hyphens, tuple(hyphens))
