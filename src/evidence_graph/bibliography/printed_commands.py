r"""Commands with an argument, and formulas raised or lowered, as the text they print.

In comes LaTeX whose escapes are hidden already, out goes the same with ``\enquote{tea}`` as “tea” and
``CO$_2$`` as CO₂; whatever else there is stays for `latex` to print.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography.value_expressions import closing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RAISED: Mapping[int, int] = MappingProxyType(str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"))
LOWERED: Mapping[int, int] = MappingProxyType(str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"))
"""The characters that Unicode has raised and lowered, as far as every font of ours has them."""

_COMMAND = re.compile(r"\\([A-Za-z]+)\*?\s*(?=\{)")
_FORMULA = re.compile(r"\$[^$]*\$|\\\([^$]*?\\\)|\\ensuremath\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_PLAIN_FORMULA = re.compile(r"\$[\w°⁺⁻⁼⁽⁾₊₋₌₍₎.,-]+\$")
_DEGREE = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_SCRIPT = re.compile(r"([_^])\s*(?:\{([^{}\\$]*)\}|([0-9+\-−ni]))")
_DIGIT = re.compile(r"[0-9+\-−=]")


def raise_text(text: str) -> str:
    """*text* above the line, where it is a figure or a sign; letters of a word stay as they are."""
    if not text.isalpha() or text in {"n", "i"}:
        return text.translate(RAISED)

    return text


def lower_text(text: str) -> str:
    """*text* below the line, where it is a figure or a sign."""
    return text.translate(LOWERED)


def _quote(text: str) -> str:
    return f"“{text}”"


def _same(text: str) -> str:
    return text


def _nothing(_: str) -> str:
    return ""


def _formula_of_atoms(text: str) -> str:
    """What mhchem prints: figures behind an atom or a bracket stand below the line."""
    return re.sub(r"(?<=[A-Za-z)\]])\d+", lambda count: lower_text(count[0]), text)


PRINTED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "enquote": _quote,
        "mkbibquote": _quote,
        "mkbibparens": lambda text: f"({text})",
        "mkbibbrackets": lambda text: f"[{text}]",
        "textsuperscript": raise_text,
        "mkbibsuperscript": raise_text,
        "textsubscript": lower_text,
        "ce": _formula_of_atoms,
        "noop": _nothing,
        "noopsort": _nothing,
        "SortNoop": _nothing,
        "sortnoop": _nothing,
    }
    | dict.fromkeys(
        ["url", "path", "nolinkurl", "doi", "mkbibemph", "mkbibitalic", "mkbibbold", "mkbibacro", "acro"],
        _same,
    )
    | dict.fromkeys(["mathrm", "mathit", "mathsf", "text", "textnormal", "num", "si", "unit"], _same)
    | dict.fromkeys(["singleletter", "mbox", "hbox", "autocap", "ensuremath", "NoCaseChange"], _same)
)
"""What a command makes of its argument (LaTeX, csquotes, biblatex, BibTeX's own example)."""


def carried_out(latex: str) -> str:
    """*latex* with the commands of the table carried out and its formulas' figures raised and lowered."""
    if "_" in latex or "^" in latex:
        text = _FORMULA.sub(_formula, latex)
    else:
        text = latex

    at = 0
    while command := _COMMAND.search(text, at):
        printer = PRINTED.get(command[1])
        end = closing(text, command.end()) if printer else None
        if printer is None or end is None:
            at = command.end()
            continue

        printed = printer(text[command.end() + 1 : end])
        text = text[: command.start()] + printed + text[end + 1 :]
        at = command.start()  # what was inside may hold further commands

    return text


def _formula(formula: re.Match[str]) -> str:
    text = _SCRIPT.sub(_script, _DEGREE.sub("°", formula.group()))
    if _PLAIN_FORMULA.fullmatch(text):
        return text[1:-1]

    return text


def _script(script: re.Match[str]) -> str:
    """What stands above or below the line; an index of letters alone (x_i) keeps its mark."""
    inner = script[2] if script[2] is not None else script[3]
    if not _DIGIT.search(inner) and inner not in {"n", "i"}:
        return script.group()
    if script[1] == "^":
        return raise_text(inner)
    if _DIGIT.search(inner):
        return lower_text(inner)

    return script.group()
