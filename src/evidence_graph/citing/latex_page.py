r"""The words of LaTeX, and the works it cites with natbib, biblatex or plain ``\cite``.

A claim is named behind a citation, ``\citep{leaf2001}\evidenceclaim{long-steeping-makes-bitter}``, with
``\newcommand{\evidenceclaim}[2][]{}`` in the preamble; ``\evidenceclaim[denies]{…}`` says that the sentence
denies it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.citing.manuscript import BREAK, CitationMark, CitedKey, Page, blanked_all, without_marks
from evidence_graph.model import Attitude

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_PREAMBLE = re.compile(r"\A.*?\\begin\{document\}", re.DOTALL)
_LIBRARY = re.compile(r"\\(?:bibliography|addbibresource)(?:\[[^\]]*\])?\{(?P<names>[^{}]*)\}")
_SILENT = re.compile(
    r"\\begin\{(?P<name>verbatim|lstlisting|minted|equation\*?|align\*?|comment)\}.*?\\end\{(?P=name)\}"
    r"|\\verb\*?(?P<sign>[^\w\s]).*?(?P=sign)|(?<!\\)\$[^$]*\$|\\\[.*?\\\]"
    r"|\\(?:label|ref|eqref|autoref|cref|includegraphics|url|bibliography|bibliographystyle|usepackage|input)"
    r"(?:\[[^\]]*\])?\{[^{}]*\}",
    re.DOTALL,
)
"""Code, formulas, names of files and labels: nothing there is a sentence."""

_ARGUMENTS = r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]))*\s*\{[^{}]*\}"
_CITE = re.compile(rf"\\(?P<name>[A-Za-z]*cite[A-Za-z]*)\*?(?P<arguments>(?:{_ARGUMENTS})+)")
_KEYS = re.compile(r"\{(?P<keys>[^{}]*)\}")
_CLAIM = re.compile(r"[ \t]*\n?[ \t]*\\evidenceclaim(?:\[(?P<attitude>\w*)\])?\{(?P<claim>[^{}]*)\}")
_SUBJECT = re.compile(r"[Cc]itet|[Tt]extcite|[Cc]iteauthor|[Cc]itealt|[Cc]itealp")
_UNSHOWN = re.compile(r"nocite|DeclareCite|newcite|citestyle|bibcite|citename|setcite")
_BLOCK = re.compile(
    r"\\(?:begin|end|item|caption|title|(?:sub)*(?:section|paragraph)|chapter|part|footnote)\b\*?(?:\{\w+\*?\})?"
)
_HEADING_END = re.compile(r"(?<=\})[ \t]*\n")
_COMMAND = re.compile(r"\\[A-Za-z@]+\*?|\\[^A-Za-z]|[{}~]")


def read(text: str) -> Page:
    """The page that the LaTeX *text* is."""
    words = blanked_all(text, _COMMENT)
    libraries = [
        name if "." in name else f"{name}.bib"
        for found in _LIBRARY.finditer(words)
        for name in re.split(r"\s*,\s*", found["names"].strip())
    ]
    words = blanked_all(blanked_all(words, _PREAMBLE), _SILENT)
    listed = [key for found in _CITE.finditer(words) if _UNSHOWN.match(found["name"]) for key in _keys(found)]
    marks = list(_marks(words))
    words = without_marks(words, marks)
    words = _BLOCK.sub(lambda block: BREAK + " " * (len(block[0]) - 1), words)
    words = _HEADING_END.sub(lambda end: BREAK + " " * (len(end[0]) - 1), words)
    words = _COMMAND.sub(_letter_of, words)
    return Page(words, marks, [key for key in listed if key.key != "*"], libraries)


def _letter_of(command: re.Match[str]) -> str:
    """The letter that a command prints, with blanks for the rest; most print none."""
    written = command[0]
    if written in {r"\%", r"\&", r"\#", r"\$", r"\_"}:
        return f" {written[1]}"
    return " " * len(written)


def _marks(words: str) -> Iterator[CitationMark]:
    """The marks of citation, each with the claim that is named behind it."""
    for found in _CITE.finditer(words):
        if _UNSHOWN.match(found["name"]):
            continue
        named = _CLAIM.match(words, found.end())
        keys = tuple(_keys(found, named))
        if keys:
            end = named.end() if named else found.end()
            yield CitationMark(found.start(), end, keys, _SUBJECT.match(found["name"]) is not None)


def _keys(found: re.Match[str], named: re.Match[str] | None = None) -> Iterator[CitedKey]:
    """The keys of one citation."""
    claim = named["claim"].strip() if named else None
    word = (named["attitude"] or "") if named else ""
    attitude = Attitude(word) if word in set(Attitude) else None
    begin = found.start("arguments")
    for group in _KEYS.finditer(found["arguments"]):
        for key in re.finditer(r"[^\s,]+", group["keys"]):
            yield CitedKey(key[0], begin + group.start("keys") + key.start(), claim, attitude)
