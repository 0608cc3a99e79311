r"""What in an entry TeX would obey beyond setting type, looked for in values as BibTeX and biber join them.

A field is judged as a whole, its macros expanded and its pieces joined, since ``{\inp} # {ut{x}}`` is one
command; and each piece by itself, since a style may cut. Where biber rewrites before TeX reads, both
readings are judged: it looks at every backslash, also at the second of two, takes ``\char65`` for a
letter and the braces off a single character.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import value_expressions
from evidence_graph.bibliography.commands import SYMBOLS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = re.compile(
    r"doi|eprint|pmc?id|file|pdf|link|ur[il]|.*[-_]?(?:ur[il]|file|pdf|link|doi)(?:[-_]?\d+)?"
)
"""The names of fields whose percent signs belong to an address."""

LITERAL = frozenset({"doi", "eprint", "file", "url"})
"""The fields that biber leaves as they are: two backslashes are two there."""

SHAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"execute": re.compile(r"\s*")}
    | dict.fromkeys(("langid", "hyphenation"), re.compile(r"[\w\s,-]*"))
    | dict.fromkeys(("options", "langidopts"), re.compile(r"[^\\%]*"))
    | dict.fromkeys(("crossref", "xref", "xdata", "related", "entryset", "ids"), re.compile(r"[^\\{}%#]*"))
)
"""What biblatex acts on instead of printing it: code, the names of language files, options, keys."""

DATES = frozenset({"date", "origdate", "urldate", "eventdate"})
"""The fields in which ~ and % are signs of dates (biblatex 3.20, section 2.3.8)."""

_EDTF = re.compile(r"\{[0-9XxuT:/.~?%Z+-]*\}")
_FIELD = re.compile(r"[^\W\d][\w.:+/*?!-]*")
_MACRO = re.compile(r"[A-Za-z_][\w.:;+/*?!&<>|$-]*", re.ASCII)
_NUMBER = re.compile(r"[0-9]+")
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_QUIET = re.compile(rf"[^\\^%@{_CONTROLS}]*")
_CONTROL = re.compile(f"[{_CONTROLS}]")
CARETS = re.compile(r"\^[\s{}]*\^")
"""Two carets, by which TeX writes any character: what holds them is no text to be escaped."""

_ENTRY = re.compile(r"(?:\A|[\r\n])\s*@\s*\w+\s*[{(]")
_MODES = re.compile(r"\\ifmmode(?![A-Za-z@])(.*?)\\else(?![A-Za-z@])(.*?)\\fi(?![A-Za-z@])\s*", re.DOTALL)
_ADDRESSES = re.compile(r"\\(?:url|path|nolinkurl|doi|href)\s*\{[^{}\\%]*(?:(?:%|\\[%_&#~$])[^{}\\%]*)*\}")
_MARKS = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff"
_COMMAND = re.compile(rf"\\(?P<word>[^\W\d_](?:[^\W\d_]|[@{_MARKS}])*)|\\.|\\\Z|[{{}}%]", re.DOTALL)
_LINK = re.compile(r"\\href(?![A-Za-z@])\s*(?!\{(?:https?://|mailto:))", re.IGNORECASE)
_BRACES = frozenset(["{", "}", r"\{", r"\}"])
_MISCOUNTED = "braces that TeX counts otherwise than BibTeX"
_OPENERS = MappingProxyType({"}": "{", "\\}": "\\{"})


def of_field(name: str, value: str, strings: Mapping[str, str]) -> str | None:
    r"""What in the field *name* with this *value* no export takes as it stands; None when nothing is.

    >>> of_field("note", r"{\inp} # {ut{secret.txt}}", {})
    '\\input, which is no command of a citation'
    """
    if not _FIELD.fullmatch(name):
        return "a name that not every BibTeX takes for that of a field"
    if name in DATES and _EDTF.fullmatch(value):
        return None  # % says there "about, perhaps", and biber reads it as such
    if value_expressions.is_plain(value) and _QUIET.fullmatch(value[1:-1]) and name not in SHAPES:
        return None

    text = value_expressions.expand(value, strings)
    if name in SHAPES and not SHAPES[name].fullmatch(text):
        return "what biblatex would act on"

    offences_of_text = of_text(text, name)
    if offences_of_text is not None or value_expressions.is_plain(value):
        return offences_of_text

    offences = (_of_piece(piece, name, strings) for piece in value_expressions.scan(value)[0])

    return next(filter(None, offences), None)


def _of_piece(piece: str, field: str, strings: Mapping[str, str]) -> str | None:
    if piece[0] not in '{"' and not _MACRO.fullmatch(piece) and not _NUMBER.fullmatch(piece):
        return f"{piece[:40]}, a macro whose name not every BibTeX takes"

    return of_text(value_expressions.expand(piece, strings), field)


def of_text(latex: str, field: str = "") -> str | None:
    r"""What in the *latex* of a field TeX would obey beyond setting type, in words; None when nothing.

    >>> of_text(r"{\textit{In vivo}} at 50\% of $\alpha_1$") is None
    True
    """
    if _QUIET.fullmatch(latex):
        return None
    if _CONTROL.search(latex):
        return "a control character"
    if CARETS.search(latex):
        return "^^, by which TeX writes any character"
    if _ENTRY.search(latex):
        return "the start of another entry"
    if _LINK.search(latex):
        return r"\href to what is no page of the web"

    latex = _MODES.sub(r"{\1}{\2}", latex)
    if not ADDRESS.fullmatch(field):
        latex = _ADDRESSES.sub(r"\\url{}", latex)

    return _of_commands(latex, field)


def _of_commands(latex: str, field: str) -> str | None:
    """The first command that is none of ours, or sign that TeX would count otherwise than BibTeX."""
    opened: list[str] = []
    for command in _COMMAND.finditer(latex):
        word, mark = command["word"], command.group()
        if word:
            offence = None if word in WORDS else f"\\{word[:40]}, which is no command of a citation"
        elif mark in _BRACES:
            offence = None if _is_nested(mark, opened) else _MISCOUNTED
        else:
            offence = _of_mark(mark, field, latex[command.end() : command.end() + 1])

        if offence:
            return offence

    return _MISCOUNTED if opened else None


def _of_mark(mark: str, field: str, following: str) -> str | None:
    r"""What is wrong with a bare ``%`` or a command that is one sign, before the letter *following*."""
    if mark == "%":
        return None if ADDRESS.fullmatch(field) else "% without a backslash, which begins a comment"
    if mark == "\\":
        return "a backslash at its end"
    if mark[1] not in SYMBOLS:
        return f"{mark}, which is no command of a citation"
    if mark == "\\\\" and field not in LITERAL and following.isalpha():
        return r"\\ before a letter, which biber may join"
    if mark == r"\@" and (following.isalpha() or following in {"{", "@"}):
        return r"\@ before a letter, which biblatex may join"

    return None


def _is_nested(mark: str, opened: list[str]) -> bool:
    r"""Whether *mark*, if it closes, closes what was *opened* last: ``}`` no ``\{``."""
    if mark in _OPENERS.values():
        opened.append(mark)
        return True

    return bool(opened) and opened.pop() == _OPENERS[mark]
