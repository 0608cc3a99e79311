r"""The words of LaTeX, and the works it cites with natbib, biblatex or plain ``\cite``.

A claim is named behind a citation, ``\citep{leaf2001}\evidenceclaim{long-steeping-makes-bitter}``, with
``\newcommand{\evidenceclaim}[2][]{}`` in the preamble; ``\evidenceclaim[denies]{…}`` says that the sentence
denies it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.citing.manuscript import (
    ATTITUDES,
    BREAK,
    CitationMark,
    CitedKey,
    Page,
    blanked_all,
    without_marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_AROUND = re.compile(r"\A.*?\\begin\{document\}|\\end\{document\}.*\Z", re.DOTALL)
"""What stands before and behind the document."""

_LIBRARY = re.compile(r"\\(?:bibliography|addbibresource)(?:\[[^\]]*\])?\{(?P<names>[^{}]*)\}")
_SILENT = re.compile(
    r"\\begin\{(?P<name>verbatim|lstlisting|minted|equation\*?|align\*?|comment)\}.*?\\end\{(?P=name)\}"
    r"|\\iffalse\b.*?(?:\\fi\b|\Z)"
    r"|\\verb\*?(?P<sign>[^\w\s]).*?(?P=sign)|(?<!\\)\$[^$]*\$|\\\[.*?\\\]"
    r"|\\(?:label|ref|eqref|autoref|cref|includegraphics|url|bibliography|bibliographystyle|usepackage|input)"
    r"(?:\[[^\]]*\])?\{[^{}]*\}",
    re.DOTALL,
)
"""Code, formulas, names of files and labels: nothing there is a sentence."""

_NOTE = r"\((?:[^(){}]|\{[^{}]*\})*\)|\[(?:[^\[\]{}]|\{[^{}]*\})*\]"
"""What stands before or behind a work, in round brackets or square ones, with braces in it."""

_CITE = re.compile(
    rf"\\(?P<name>[A-Za-z]*[Cc]ite[A-Za-z]*)\*?(?P<arguments>(?:(?:\s*(?:{_NOTE}))*\s*\{{[^{{}}]*\}})+)"
)
_KEYS = re.compile(rf"{_NOTE}|\{{(?P<keys>[^{{}}]*)\}}")
_CLAIM = re.compile(r"[ \t]*\n?[ \t]*\\evidenceclaim(?:\[(?P<attitude>\w*)\])?\{(?P<claim>[^{}]*)\}")
_SUBJECT = re.compile(r"[Cc]itet|[Tt]extcite|[Cc]iteauthor|[Cc]itealt|[Cc]itealp")
_UNSHOWN = re.compile(r"nocite|DeclareCite|defcite|newcite|citestyle|bibcite|citename|setcite")
_BLOCK = re.compile(
    r"\\(?:begin|end|item|caption|title|(?:sub)*(?:section|paragraph)|chapter|part|footnote)\b\*?(?:\{\w+\*?\})?"
)
_HEADING_END = re.compile(r"(?<=\})[ \t]*\n")
_COMMAND = re.compile(r"\\[A-Za-z@]+\*?|\\[^A-Za-z]|[{}~]")


def read(text: str) -> Page:
    """The page that the LaTeX *text* is."""
    words = blanked_all(text, _COMMENT)
    libraries = list(_libraries(words))
    words = blanked_all(blanked_all(words, _AROUND), _SILENT)
    listed_keys = list(_listed_keys(words))
    marks = list(_marks(words))
    words = without_marks(words, marks)
    words = _BLOCK.sub(lambda block: BREAK + " " * (len(block[0]) - 1), words)
    words = _HEADING_END.sub(lambda end: BREAK + " " * (len(end[0]) - 1), words)
    words = _COMMAND.sub(_letter_of, words)

    return Page(words, marks, listed_keys, libraries)


def _libraries(words: str) -> Iterator[str]:
    """The files that the document names as libraries; BibTeX leaves their ending out."""
    for match in _LIBRARY.finditer(words):
        for name in re.split(r"\s*,\s*", match["names"].strip()):
            yield name if "." in name else f"{name}.bib"


def _listed_keys(words: str) -> Iterator[CitedKey]:
    r"""What is to stand in the list of references without being cited: ``\nocite{key}``."""
    for match in _CITE.finditer(words):
        if match["name"] == "nocite":
            yield from (key for key in _keys(match) if key.key != "*")


def _letter_of(command: re.Match[str]) -> str:
    """The letter that a command prints, with blanks for the rest; most print none."""
    letters = command[0]
    if letters in {r"\%", r"\&", r"\#", r"\$", r"\_"}:
        return f" {letters[1]}"

    return " " * len(letters)


def _marks(words: str) -> Iterator[CitationMark]:
    """The marks of citation, each with the claim that is named behind it."""
    for match in _CITE.finditer(words):
        if _UNSHOWN.match(match["name"]):
            continue

        claim_mark = _CLAIM.match(words, match.end())
        keys = tuple(_keys(match, claim_mark))
        if keys:
            end = (claim_mark or match).end()
            yield CitationMark(match.start(), end, keys, _SUBJECT.match(match["name"]) is not None)


def _keys(match: re.Match[str], claim_mark: re.Match[str] | None = None) -> Iterator[CitedKey]:
    """The keys of one citation."""
    claim, attitude = None, None
    if claim_mark:
        claim = claim_mark["claim"].strip()
        attitude = ATTITUDES.get(claim_mark["attitude"] or "")

    begin = match.start("arguments")
    for group in _KEYS.finditer(match["arguments"]):
        for key in re.finditer(r"[^\s,]+", group["keys"] or ""):
            yield CitedKey(key[0], begin + group.start("keys") + key.start(), claim, attitude)
