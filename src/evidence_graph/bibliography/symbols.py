# ruff: noqa: RUF001 - a table of letters that look like others
"""The characters that LaTeX reads as commands, and those that pdflatex sets in mathematics only.

Latin letters and common signs stay as they are: bibtex and biber both take them in UTF-8.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SPECIAL: Mapping[str, str] = MappingProxyType(
    {
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"{\textbraceleft}",  # \{ would count as an opening brace
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "\\": r"{\textbackslash}",
        "|": r"{\textbar}",
    }
)
"""The characters that mean something to LaTeX, and how they are written as text."""

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "χ": "chi",
    "ψ": "psi", "ω": "omega", "ϵ": "epsilon", "ϑ": "vartheta", "ϕ": "phi",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma",
    "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip

_LATIN_LOOKING = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEZHIKMNOPTX", strict=True))
"""Greek capitals for which TeX has no command because a Latin letter looks the same."""

_SIGNS = {
    "<": "<",  # in TeX's oldest font encoding an inverted exclamation mark
    ">": ">",
    "ο": "o",
    "−": "-",
    "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div", "·": r"\cdot", "∗": r"\ast",
    "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "∼": r"\sim", "≡": r"\equiv",
    "≪": r"\ll", "≫": r"\gg", "∝": r"\propto", "∞": r"\infty", "√": r"\surd", "∂": r"\partial",
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∈": r"\in", "∩": r"\cap", "∪": r"\cup", "⊂": r"\subset",
    "∆": r"\triangle", "∇": r"\nabla", "∀": r"\forall", "∃": r"\exists", "∅": r"\emptyset",
    "→": r"\rightarrow", "←": r"\leftarrow", "↔": r"\leftrightarrow", "↑": r"\uparrow", "↓": r"\downarrow",
    "⇒": r"\Rightarrow", "′": "'", "″": "''", "⁺": "^+", "⁻": "^-", "₊": "_+", "₋": "_-",
    "⁼": "^=", "⁽": "^(", "⁾": "^)", "ⁿ": "^n", "ⁱ": "^i", "₌": "_=", "₍": "_(", "₎": "_)",
}  # fmt: skip

_RAISED = {sign: f"^{digit}" for digit, sign in zip("0456789", "⁰⁴⁵⁶⁷⁸⁹", strict=True)}
_LOWERED = {sign: f"_{digit}" for digit, sign in zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)}

MATHS: Mapping[str, str] = MappingProxyType(
    {sign: f"{{$\\{name}$}}" for sign, name in _GREEK.items()}
    | {sign: f"{{$\\mathrm{{{letter}}}$}}" for sign, letter in _LATIN_LOOKING.items()}
    | {sign: f"{{${command}$}}" for sign, command in (_SIGNS | _RAISED | _LOWERED).items()}
)
"""The characters that need mathematics, and how they are written."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
     "ss": "ß", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ"}
)  # fmt: skip
"""The letters that TeX has a command for."""

ACCENTS: Mapping[str, str] = MappingProxyType(
    dict(zip("'`\"^~=.uvHckrbd", map(chr, (
        0x301, 0x300, 0x308, 0x302, 0x303, 0x304, 0x307, 0x306, 0x30C, 0x30B, 0x327, 0x328, 0x30A, 0x331,
        0x323,
    )), strict=True))
)  # fmt: skip
"""The commands that put an accent on the letter after them, and the accent as Unicode combines it."""

_NAMED = {
    "textless": "<", "textgreater": ">", "textquotesingle": "'", "textquotedblleft": "“",
    "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "textemdash": "—",
    "textendash": "–",
    "textellipsis": "…", "textbullet": "•", "textdegree": "°", "texttimes": "×", "textpm": "±", "textmu": "µ",
    "texttrademark": "™", "textregistered": "®", "textcopyright": "©", "texteuro": "€", "textsection": "§",
    "textperiodcentered": "·", "textonehalf": "½", "textonequarter": "¼", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "textminus": "−", "textasciigrave": "`",
}  # fmt: skip
"""The commands of LaTeX's fonts that are named after the sign they print."""

COMMANDS: Mapping[str, str] = MappingProxyType(
    {written: character for character, written in (dict(SPECIAL) | dict(MATHS)).items()}
    | {written[1:-1] + "{}": character for character, written in SPECIAL.items() if written[0] == "{"}
    | {written[1:-1]: character for character, written in SPECIAL.items() if written[0] == "{"}
    | {r"\{": "{", r"\}": "}"}
    | {form % name: sign for name, sign in _NAMED.items() for form in (r"{\%s}", r"\%s{}", r"\%s")}
)
"""What a command stands for: all that we write, and the other spellings of the same."""
