r"""Markup that is no LaTeX, as Crossref, PubMed and web pages leave it in titles, turned into LaTeX.

In comes ``Soil &amp; <i>E. coli</i> in H<sub>2</sub>O``, out goes
``Soil \& \textit{E. coli} in H\textsubscript{2}O``. Only tags of the list below are markup: "p < 0.05 > q"
stays as it is. Both reading and export go this way, so that what is shown is what is printed.
"""

from __future__ import annotations

import html
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography.symbols import SPECIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

TAGS: Mapping[str, str] = MappingProxyType(
    {
        "i": "textit", "em": "textit", "italic": "textit",
        "b": "textbf", "strong": "textbf", "bold": "textbf",
        "sub": "textsubscript", "inf": "textsubscript", "sup": "textsuperscript",
        "sc": "textsc", "scp": "textsc", "small-caps": "textsc",
        "tt": "texttt", "monospace": "texttt",
        "p": "", "span": "", "br": "", "u": "", "underline": "", "title": "", "sec": "", "div": "", "a": "",
        "abstract": "", "font": "", "roman": "", "sans-serif": "", "small": "", "big": "", "list": "",
        "list-item": "", "label": "", "named-content": "", "styled-content": "", "ext-link": "", "xref": "",
        "inline-formula": "", "disp-formula": "", "tex-math": "", "alternatives": "",
        "math": "", "mrow": "", "mi": "", "mn": "", "mo": "", "mtext": "", "msub": "", "msup": "",
        "mstyle": "", "mspace": "", "mfrac": "", "msqrt": "", "mover": "", "munder": "", "msubsup": "",
        "mfenced": "", "mstack": "", "semantics": "", "annotation": "",
    }
)  # fmt: skip
"""The elements of HTML, JATS and MathML in titles and abstracts, each with the command that sets it."""

_PREFIX = r"(?:jats|mml|xhtml|html)\s*:\s*"
_NAME = "|".join(sorted(map(re.escape, TAGS), key=len, reverse=True))
_ATTRIBUTE = r"""\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
_TAG = re.compile(rf"<(/?)\s*(?:{_PREFIX})?({_NAME})((?:{_ATTRIBUTE})*)\s*(/?)>", re.IGNORECASE)
_ENTITY = re.compile(r"(?:\\&|\{\\&\}|&)(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CROSSREF = re.compile(r"\{?\$\\(less|greater|mathsemicolon)\$\}?")
_SIGNS = {"less": "<", "greater": ">", "mathsemicolon": ";"}
_TEXT_SIGN = re.compile(r"\{\\text(less|greater)\}|\\text(less|greater)(?:\{\}|(?![A-Za-z]) ?)")
_SUSPECT = re.compile(r"[<&]|\\(?:less|greater|mathsemicolon|textless)(?![A-Za-z])")
_TWICE = 2
"""Entities are undone twice: deposits say ``&amp;lt;`` where they mean a sign."""


class _Opening(NamedTuple):
    """A tag that waits for its end: its name, and where its text starts among the parts."""

    name: str
    at: int


def to_latex(source: str) -> str:
    r"""*source* with its tags and entities written as LaTeX.

    >>> to_latex(r"$\less$i$\greater$E. coli$\less$/i$\greater$ {\&}amp$\mathsemicolon$ H<sub>2</sub>O")
    '\\textit{E. coli} \\& H\\textsubscript{2}O'
    """
    if not _SUSPECT.search(source):
        return source

    text = _CROSSREF.sub(lambda sign: _SIGNS[sign[1]], source)
    text = _with_signs(text)
    for _ in range(_TWICE):
        text = _ENTITY.sub(_character, text)

    return _set(text) if "<" in text else text


def _with_signs(text: str) -> str:
    r"""*text* with ``{\textless}i{\textgreater}`` as a tag, which Zotero and Mendeley make of one."""
    if "\\textless" not in text:
        return text

    signs = _TEXT_SIGN.sub(lambda sign: _SIGNS[sign[1] or sign[2]], text)

    return signs if _TAG.search(signs) else text


def _character(entity: re.Match[str]) -> str:
    """The character of an *entity*; what names none stays."""
    written = f"&{entity[1]};"
    character = html.unescape(written)
    if character == written or not character.isprintable():
        return " " if character.isspace() else entity.group()

    return "".join(SPECIAL.get(sign, sign) if sign not in "<>" else sign for sign in character)


def _set(text: str) -> str:
    """*text* with each pair of tags written as a command round what stands between, and the others gone."""
    parts: list[str] = []
    waiting: list[_Opening] = []
    at = 0
    for tag in _TAG.finditer(text):
        parts.append(text[at : tag.start()])
        at = tag.end()
        name = tag[2].lower()
        if tag[4] or not TAGS[name]:
            parts.append(_gap(name))
        elif not tag[1]:
            waiting.append(_Opening(name, len(parts)))
            parts.append(tag.group())  # stays where nothing closes it: "if a<b>c" is no bold text
        elif any(opening.name == name for opening in waiting):
            _close(parts, waiting, name)

    return "".join([*parts, text[at:]]).strip()


def _gap(name: str) -> str:
    """What a tag that sets nothing leaves: a space where a line or a paragraph ended."""
    if name in {"p", "br", "title", "sec", "div", "list-item"}:
        return " "

    return ""


def _close(parts: list[str], waiting: list[_Opening], name: str) -> None:
    """Wrap in its command what has been written since the tag *name* was opened."""
    while waiting:
        opening = waiting.pop()
        if opening.name == name:
            break

    inner = "".join(parts[opening.at + 1 :])
    # A tag that crosses a brace of the source would leave an open one on either side.
    parts[opening.at :] = [f"\\{TAGS[name]}{{{inner}}}" if _is_balanced(inner) else inner]


def _is_balanced(source: str) -> bool:
    depth = 0
    for character in source:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False

    return depth == 0
