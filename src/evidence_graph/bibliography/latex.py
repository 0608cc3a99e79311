"""LaTeX in a field to plain text, and plain text to LaTeX that prints it and runs nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from evidence_graph.bibliography import markup
from evidence_graph.bibliography.printed_commands import carried_out
from evidence_graph.bibliography.silence import silence
from evidence_graph.bibliography.symbols import ACCENTS, COMMANDS, LETTERS, MATHS, SPECIAL

if TYPE_CHECKING:
    from collections.abc import Callable

NESTING_LIMIT = 50
"""Deeper braces are taken off without being understood: pylatexenc would exhaust the stack."""

LENGTH_LIMIT = 100_000
"""A longer text keeps its commands as they stand."""

_PLACE = dict(zip(r"\{}$&%#_^~", map(chr, range(0xFDD0, 0xFDDA)), strict=True))
_HIDE = str.maketrans(_PLACE)
_SHOW = str.maketrans({place: character for character, place in _PLACE.items()})
_FORGET = str.maketrans(dict.fromkeys(_PLACE.values()))
"""A decoded sign hides behind a character that Unicode sets aside, so that nothing decodes it twice."""

_NOTHING_TO_DECODE = re.compile(r"[^\\{}$&%#~`'\-?!<]*")
_NOTHING_TO_ENCODE = re.compile(r"[A-Za-z0-9 .:;()/]*")
_PLAIN_WORD = re.compile(r"[A-Za-z]?[a-z]+[.:;]?")
_COMMAND = re.compile(
    r"\\\\"  # a line break; looked at first, lest its second half be taken for an escape
    r"|\\[&%$#_{}]"
    r"|\{\\text[a-z]+\}|\\text[a-z]+(?:\{\}|(?![A-Za-z])\s*)"
    r"|\\(?P<letter>[oOlLij]|aa|AA|ae|AE|oe|OE|ss|dh|DH|dj|DJ|th|TH)(?:\{\}|(?![A-Za-z])\s*)"
    r"|\\(?P<accent>['`\"^~=.]\s*|[uvHckrbd](?:\s+|(?=[{\\])))"
    r"(?:\{(?P<base>\\[ij]|[A-Za-z])\}|(?P<next>\\[ij](?![A-Za-z])\s*|[A-Za-z]))"
    r"|\{\$[^${}]*(?:\{[A-Z]\})?\$\}"
)
_BARE = re.compile(r"(?<!\\)[&%#]")
_BRACE = re.compile(r"[{}]")
_LIGATURE = re.compile(r"-{2,3}|``|''|[?!]`|~")
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}
_JOINING = re.compile(r"(?<=-)-|(?<=[`?!])`|(?<=')'|(?<=,),")
_JOINERS = "\u200c\u200d"
_LETTER_MIX = re.compile(r"(?=.*[0-9])(?=.*[^\W\d_])")
_LETTER = re.compile(r"\w")
_OPTIONAL_LINK = re.compile(r"\\url\s*(?=\{)|\\href\s*\{[^{}]*\}")


def decode(latex: str) -> str:
    r"""The text that *latex* prints, on one line; a command that prints nothing known stays.

    >>> decode(r"Garc{\'\i}a, {EMG} \& 50\% of {$\alpha$}")
    'García, EMG & 50% of α'
    """
    if _NOTHING_TO_DECODE.fullmatch(latex):
        return " ".join(latex.split())

    text = _COMMAND.sub(_hidden, markup.to_latex(latex.translate(_FORGET)))
    if text.count("$") % 2:
        text = text.replace("$", _PLACE["$"])

    text = _BARE.sub(lambda sign: _PLACE[sign.group()], text)
    if ("\\" in text or "$" in text) and _is_bounded(text):
        text = carried_out(text)

    if "\\" in text or "$" in text:
        text = _print(text)
    else:
        text = _without_braces(text)

    return " ".join(text.translate(_SHOW).split())


def encode(text: str) -> str:
    r"""LaTeX that prints *text*: one line, letters as they are, no sign left that LaTeX would obey.

    >>> print(encode(r"50% of TNF-α in \input"))
    50\% of TNF-{$\alpha$} in {\textbackslash}input
    """
    if _NOTHING_TO_ENCODE.fullmatch(text):
        return " ".join(text.split())

    text = _JOINING.sub(lambda sign: "\0" + sign.group(), tidy(text))

    return text.translate(_ESCAPES).replace("\0", "{}")


def encode_title(title: str, *, protect: tuple[str, ...] = ()) -> str:
    """LaTeX that prints *title*, with braces round the words whose capitals a style must not touch.

    Those are the words with a capital after their first letter, with digits and letters, the single
    capitals (vitamin D), and the words and phrases of *protect*.

    >>> encode_title("The EMG of Nordic curls", protect=("Nordic",))
    'The {EMG} of {Nordic} curls'
    """
    title = tidy(title)
    phrases = [tidy(phrase) for phrase in protect if tidy(phrase)]
    if phrases:
        alternatives = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
        parts = re.split(rf"(?<!\w)({alternatives})(?!\w)", title)
    else:
        parts = [title]

    return "".join(
        f"{{{encode(part)}}}" if number % 2 else re.sub(r"\S+", _protect, part)
        for number, part in enumerate(parts)
    )


def tidy(text: str) -> str:
    """*text* on one line and composed (NFC), without control and invisible characters."""
    text = unicodedata.normalize("NFC", text)
    if not (text.isascii() and text.isprintable()):
        text = "".join(character for character in text if _is_visible(character)).translate(_FORGET)

    return " ".join(text.split())


def _is_visible(character: str) -> bool:
    if character.isspace() or character in _JOINERS:
        return True

    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def _hidden(command: re.Match[str]) -> str:
    if command["letter"]:
        return LETTERS[command["letter"]]
    if command["accent"]:
        return _accent(command)

    character = COMMANDS.get(command.group().rstrip())
    if character is None:
        return command.group()

    return character.translate(_HIDE)


def _accent(command: re.Match[str]) -> str:
    base = (command["base"] or command["next"]).strip().removeprefix("\\")
    letter = unicodedata.normalize("NFC", base + ACCENTS[command["accent"].strip()])

    return letter if len(letter) == 1 else command.group()


def _without_braces(text: str) -> str:
    """The text without commands: ligatures made, braces gone."""
    return _BRACE.sub("", _LIGATURE.sub(lambda found: _LIGATURES[found.group()], text))


def _print(text: str) -> str:
    """The text with the commands in it carried out, as far as pylatexenc knows them."""
    if not _is_bounded(text):
        return _without_braces(text)

    try:
        with silence("pylatexenc.latex2text"):
            printed = _printer()(_OPTIONAL_LINK.sub("", text))
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the text must not be lost
        return _without_braces(text)

    # Percent signs of the text are hidden: one in the print is a template whose arguments are missing.
    if "%" in printed:
        return _without_braces(text)

    return printed


def _is_bounded(text: str) -> bool:
    """Whether *text* is neither too long nor too deep to be understood."""
    return len(text) <= LENGTH_LIMIT and _nesting(text) <= NESTING_LIMIT


def _nesting(text: str) -> int:
    depth = deepest = 0
    for brace in _BRACE.finditer(text):
        depth += 1 if brace.group() == "{" else -1
        deepest = max(deepest, depth)

    return deepest


@cache
def _printer() -> Callable[[str], str]:
    """pylatexenc, told to keep what it does not know and what would reach out or change by the day."""
    from pylatexenc import latex2text

    def verbatim(node: object) -> str:
        return str(node.latex_verbatim())  # type: ignore[attr-defined]

    commands = latex2text.get_default_latex_context_db()
    kept_commands = ["input", "include", "today", "verb", "cite", "ref", "title", "author", "date"]
    styles = ["it", "em", "bf", "sc", "sl", "tt", "rm", "sf"]
    specs = [latex2text.MacroTextSpec(name, verbatim) for name in kept_commands]
    specs += [latex2text.MacroTextSpec(name, "") for name in styles]
    commands.add_context_category("ours", prepend=True, macros=specs)
    commands.set_unknown_macro_spec(latex2text.MacroTextSpec("", verbatim))
    commands.set_unknown_environment_spec(latex2text.EnvironmentTextSpec("", verbatim))
    printer = latex2text.LatexNodes2Text(
        latex_context=commands, math_mode="text", keep_comments=True, strict_latex_spaces=True
    )

    return lambda text: str(printer.latex_to_text(text))


def _protect(word: re.Match[str]) -> str:
    whole_word = word.group()
    if _PLAIN_WORD.fullmatch(whole_word):
        return whole_word

    first, last = _LETTER.search(whole_word), _LETTER.search(whole_word[::-1])
    if not first or not last:
        return encode(whole_word)

    start, end = first.start(), len(whole_word) - last.start()
    if not _needs_braces(whole_word[start:end]):
        return encode(whole_word)

    return f"{encode(whole_word[:start])}{{{encode(whole_word[start:end])}}}{encode(whole_word[end:])}"


def _needs_braces(word: str) -> bool:
    if _LETTER_MIX.match(word) or (len(word) == 1 and word.isupper() and word not in "AI"):
        return True

    return any(character.isupper() for part in re.split(r"[-–—/]", word) for character in part[1:])


_ESCAPES = str.maketrans(dict(SPECIAL) | dict(MATHS))
