r"""Signs that TeX would obey where people meant to print them, and markup of the web, written as LaTeX.

In comes ``Bread & butter: 50% of <i>a_b</i>``, out goes ``Bread \& butter: 50\% of \textit{a\_b}``. What is
an address, a key or a formula keeps its signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.bibliography import markup, value_expressions
from evidence_graph.bibliography.offences import ADDRESS, CARETS, DATES, LITERAL, SHAPES
from evidence_graph.bibliography.symbols import SPECIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = frozenset("&%#_^")
_SUSPECT = re.compile(r"[&%#_^$<]|\\(?:less|greater|mathsemicolon)(?![A-Za-z])")
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[$&%#_^]", re.DOTALL)
_KEYED = frozenset(["cite", "citep", "citet", "citeauthor", "citeyear", "parencite", "textcite"])
_LITERALLY = _KEYED | {"url", "path", "nolinkurl", "doi", "href", "verb"}
"""The commands whose argument is taken letter by letter, or names keys."""

_FORMULAS = frozenset(["ensuremath", "ce", "si", "SI", "num", "qty", "unit", "ang", "isotope"])
"""The commands whose argument is a formula, where ``_`` and ``^`` lower and raise."""

_OPENERS = {"\\(": "\\)", "\\[": "\\]", "$": "$"}


def takes_signs(field: str) -> bool:
    """Whether signs in *field* are its own: in addresses, keys, options and dates."""
    return field in SHAPES or field in LITERAL or field in DATES or ADDRESS.fullmatch(field) is not None


def escape(field: str, value: str) -> str:
    r"""The *value* of *field*, each of its pieces with what TeX would obey written as text.

    >>> escape("title", "{R&D, 5$} # jan"), escape("note", r"{$x_1$ \url{a_b}}")
    ('{R\\&D, 5\\$} # jan', '{$x_1$ \\url{a_b}}')
    """
    if takes_signs(field) or not _SUSPECT.search(value) or CARETS.search(value):
        return value

    if value_expressions.is_plain(value):
        if value[0] in '{"':
            return f"{value[0]}{as_text(value[1:-1])}{value[-1]}"

        return value

    pieces, stop = value_expressions.scan(value)
    if stop != len(value):
        return value

    return " # ".join(f"{p[0]}{as_text(p[1:-1])}{p[-1]}" if p[0] in '{"' else p for p in pieces)


def as_text(latex: str) -> str:
    """*latex* with its bare signs escaped outside formulas and addresses, and web markup set by TeX."""
    if not _SUSPECT.search(latex):
        return latex

    latex = markup.to_latex(latex)

    return "".join(_parts(latex, has_formulas=_dollars(latex) % 2 == 0))


def bare_signs(field: str, value: str) -> tuple[str, ...]:
    """The signs in the *value* of *field* that TeX would obey and people meant to print, each once."""
    if takes_signs(field) or not _SUSPECT.search(value) or CARETS.search(value):
        return ()

    pieces = [markup.to_latex(piece) for piece in value_expressions.scan(value)[0] if piece[0] in '{"']
    before, after = "".join(pieces), "".join(map(as_text, pieces))

    return tuple(sign for sign in "&%#_^$" if after.count(SPECIAL[sign]) > before.count(SPECIAL[sign]))


def _dollars(latex: str) -> int:
    """How many dollar signs TeX would obey."""
    return sum(token.group() == "$" for token in _TOKEN.finditer(latex))


def _parts(latex: str, *, has_formulas: bool) -> Iterator[str]:
    """*latex* in pieces, each bare sign among them as it is written to be printed."""
    at = 0
    closer = ""
    while token := _TOKEN.search(latex, at):
        mark = token.group()
        yield latex[at : token.start()]
        at = token.end()
        if mark[0] == "\\" and mark[1:].rstrip("*") in _LITERALLY | _FORMULAS:
            end = _argument_end(latex, at)
            yield latex[token.start() : end]
            at = end
        elif closer:
            closer = "" if mark == closer else closer
            yield SPECIAL[mark] if mark in {"%", "#", "&"} else mark
        elif mark in _OPENERS and (mark != "$" or has_formulas):
            closer = _OPENERS[mark]
            yield mark
        else:
            yield SPECIAL[mark] if mark in _SIGNS or mark == "$" else mark

    yield latex[at:]


def _argument_end(latex: str, at: int) -> int:
    """Where the braced argument that starts at *at* ends; there itself where none does."""
    start = len(latex) - len(latex[at:].lstrip())
    if latex[start : start + 1] != "{":
        return at

    end = value_expressions.closing(latex, start)

    return at if end is None else end + 1
