"""A list of references cut into its entries: numbered or not, wrapped, on lines or in one paragraph.

In comes a text, out go entries: each with its printed text on one line, the number before it, and where it
stands. Headings, page numbers and what stands behind the list are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.references.letters import CAPITAL, SMALL
from evidence_graph.references.locators import YEAR
from evidence_graph.references.people_lists import STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of a list: its *text* on one line, its *number* if it is printed, and where it stands."""

    text: str
    start: int
    end: int
    number: int | None = None


_HEADING = re.compile(
    r"^[ \t#*_\d.]*(?:references?(?: ?(?:/|and|&) ?(?:further reading|notes|bibliography))?|bibliography|"
    r"works cited|literature(?: cited)?|cited literature|list of references|reference list|sources|"
    r"further reading|citations|notes and references|selected (?:references|bibliography)|literatur|"
    r"literaturverzeichnis|bibliographie|bibliografía|références|referencias|referenties|quellen)"
    r"[ \t:.*_#]*$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    r"^[ \t#*_\d.]*(?:acknowledge?ments?|appendi(?:x|ces)\b.*|supplement(?:ary|al)\b.*|author contributions?|"
    r"(?:conflicts?|declarations?) of (?:competing )?interests?|competing interests|funding|"
    r"about the authors?|author information|copyright\b.*|©.*|publisher[’']s note.*|figure legends?|"
    r"tables? \d.*|footnotes|ethics\b.*|data availability.*|received:? \d.*|correspondence\b.*)[ \t:.*_#]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NOISE = re.compile(
    r"\s*(?:(?:page|p\.) ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?\s*|\s*[-–—_=*•.\s]+\s*|"
    r"\s*(?:\[?(?:google scholar|cross ?ref(?: full text)?|pubmed(?: abstract)?|medline|full text|pdf|"
    r"abstract|view article|view record in scopus|download citation|article|cas|web of science|scopus|"
    r"open in new tab|worldcat|free full text|download pdf|show abstract|search ads|go to reference|"
    r"export citation)\]?[ |,·•()\d]*)+\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[ \t]*(?:\[ ?(?P<square>\d{1,4}) ?\]|\( ?(?P<round>\d{1,4}) ?\)|"
    r"(?P<plain>\d{1,4})(?:[.)\]:]|(?=\t| {2,}))"
    rf"|(?P<bare>\d{{1,4}})(?= [“\"\u2018«(\[]?[{CAPITAL}]))[ \t]*(?=\S)"
)
_BULLET = re.compile(r"[ \t]*(?:[•◦▪‣●○*·–—-]|\\bibitem\S*)[ \t]+(?=\S)")
_INLINE_NUMBER = re.compile(
    r"(?:(?<=^)|(?<=[\s.]))"
    r"(?:\[ ?(?P<square>\d{1,4}) ?\]|\( ?(?P<round>\d{1,4}) ?\)|(?P<plain>\d{1,4})[.)])\s*"
    rf"(?=[“\"\u2018«(\[]?[{CAPITAL}]|[dv](?:e|an|on|er)\b|https?:|10\.\d)"
)
_LINE = re.compile(r"[^\n]*\n?")
_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_HYPHENATED = re.compile(rf"(?<=[{SMALL}]{{2}})[-\u00ad\u2010]\s*\n\s*(?=[{SMALL}]{{2}})")
_TORN_ADDRESS = re.compile(r"((?:https?://|www\.|\b10\.\d{4,9}/)\S*[/._=-])\s*\n\s*(?=[\w/%?=&.-]+)")
_DATED = re.compile(rf"(?<!\d)(?:{YEAR})(?!\d)|n\.d\.|in press", re.IGNORECASE)
_GAP = 4
"""So many numbers further on begins another list."""


def entries_of(text: str) -> tuple[ListEntry, ...]:
    """The entries of the list of references in *text*, in their order."""
    start, end = _bounds(text)
    blocks = _blocks(text, start, end)
    entries = [_entry(text, *block) for block in blocks]

    return tuple(entry for entry in entries if _is_entry(entry.text))


def _is_entry(text: str) -> bool:
    return len(text) > 5 and not _NOISE.fullmatch(text) and re.search(r"[^\W\d_]", text) is not None  # noqa: PLR2004 - shorter than any


def _bounds(text: str) -> tuple[int, int]:
    """From where to where the list goes: behind its heading, to the next heading of something else."""
    headings = [heading for heading in _HEADING.finditer(text) if text[heading.end() :].strip()]
    start = headings[-1].end() if headings else 0
    if headings and len(text) - start < (len(text) - headings[0].end()) * 0.2:
        start = headings[0].end()

    end = _END.search(text, start + 1 if start else 0)
    is_behind = end is not None and end.start() > start + 20

    return start, end.start() if end and is_behind else len(text)


@dataclass(frozen=True, slots=True)
class _TextLine:
    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text.expandtabs()) - len(self.text.expandtabs().lstrip())


def _lines(text: str, start: int, end: int) -> list[_TextLine]:
    return [
        _TextLine(line.start(), line.end(), line[0].rstrip())
        for line in _LINE.finditer(text, start, end)
        if line.end() > line.start()
    ]


Block = tuple[int, int, "int | None"]
"""From where to where an entry stands, its number aside, and its number."""


def _blocks(text: str, start: int, end: int) -> list[Block]:
    lines = _lines(text, start, end)
    blocks = _numbered(lines)
    if len(blocks) > 1:
        return blocks

    return _inline(text, start, end) or blocks or _unnumbered(text, lines)


def _numbered(lines: Sequence[_TextLine]) -> list[Block]:
    """The entries of lines of which each begins with a number; none where the numbers do not ascend."""
    numbers = [(line, sign) for line in lines if (sign := _NUMBER.match(line.text))]
    chain: list[tuple[_TextLine, re.Match[str], int]] = []
    for line, sign in numbers:
        number = int(sign[sign.lastgroup or ""])
        step = number - chain[-1][2] if chain else number
        if (
            (not chain and sign.lastgroup != "bare")
            or step == 1
            or (1 < step < _GAP and sign.lastgroup != "bare")
        ):
            chain.append((line, sign, number))

    filled = [line for line in lines if line.text.strip()]
    if len(chain) < 2 and not (chain and filled and chain[0][0] is filled[0] and chain[0][2] < 1000):  # noqa: PLR2004
        return []
    if chain[0][0] is not filled[0] and filled.index(chain[0][0]) > len(chain):
        return []

    last = lines[-1].end
    starts = [line.start for line, _, _ in chain[1:]] + [last]

    return [
        (line.start + sign.end(), stop, number)
        for (line, sign, number), stop in zip(chain, starts, strict=True)
    ]


def _inline(text: str, start: int, end: int) -> list[Block]:
    """The entries of one paragraph in which each begins with the next number."""
    chain: list[tuple[re.Match[str], int]] = []
    for sign in _INLINE_NUMBER.finditer(text, start, end):
        number = int(sign[sign.lastgroup or ""])
        if chain:
            is_next = number == chain[-1][1] + 1
        else:
            is_next = not text[start : sign.start()].strip()

        if is_next:
            chain.append((sign, number))

    if len(chain) < 2:  # noqa: PLR2004 - one number proves nothing
        return []

    stops = [sign.start() for sign, _ in chain[1:]] + [end]

    return [(sign.end(), stop, number) for (sign, number), stop in zip(chain, stops, strict=True)]


def _unnumbered(text: str, lines: Sequence[_TextLine]) -> list[Block]:
    """The entries of a list without numbers: paragraphs, hanging or whole lines, or one paragraph."""
    groups = _paragraphs(lines)
    blocks: list[Block] = []
    if len(groups) > 1 and all(len(group) == 1 or _is_wrapped(group) for group in groups):
        blocks = [(group[0].start, group[-1].end, None) for group in groups]
    else:
        for group in groups:
            blocks += _of_lines(group)

    return [piece for block in blocks for piece in _of_paragraph(text, block)]


def _paragraphs(lines: Sequence[_TextLine]) -> list[list[_TextLine]]:
    groups: list[list[_TextLine]] = [[]]
    for line in lines:
        if not line.text.strip():
            groups.append([])
        elif not _NOISE.fullmatch(line.text):
            groups[-1].append(line)

    return [group for group in groups if group]


def _is_wrapped(group: Sequence[_TextLine]) -> bool:
    """Whether the lines of a paragraph are one entry: only one of them begins like one."""
    return sum(_begins(line.text) for line in group[1:]) == 0


def _begins(line: str) -> bool:
    """Whether a *line* begins as an entry does: with people, or with a body and a year."""
    bullet = _BULLET.match(line)

    return STARTS.match(line.strip() if not bullet else line[bullet.end() :]) is not None


def _of_lines(group: Sequence[_TextLine]) -> list[Block]:
    """The entries of lines that stand without a gap."""
    indents = {line.indent for line in group}
    least = min(indents)
    if len(indents) > 1 and group[0].indent == least:
        starts = [line for line in group if line.indent == least]
    elif (
        all(_BULLET.match(line.text) for line in group[:1])
        and sum(bool(_BULLET.match(line.text)) for line in group) > 1
    ):
        starts = [line for line in group if _BULLET.match(line.text)]
    elif _looks_wrapped(group):
        starts = [
            line
            for before, line in pairwise([_TextLine(0, 0, "."), *group])
            if line is group[0] or (_ends(before.text) and _begins(line.text))
        ]
    else:
        starts = list(group)

    stops = [line.start for line in starts[1:]] + [group[-1].end]

    return [(line.start, stop, None) for line, stop in zip(starts, stops, strict=True)]


def _looks_wrapped(group: Sequence[_TextLine]) -> bool:
    """Whether lines were broken at a width: many of them go on in the next."""
    open_ends = sum(not _ends(line.text) or not _DATED.search(line.text) for line in group)

    return open_ends > len(group) * 0.3 and max(len(line.text) for line in group) < 160  # noqa: PLR2004 - wider than a page


def _ends(line: str) -> bool:
    """Whether a *line* ends as an entry does."""
    return re.search(r"(?:[.\])?>]|\d|/\S+)\s*$", line) is not None


_SHORTEST, _REACH = 40, 400
"""An entry has more characters than the first number, and its year within the second."""

_BOUNDARY = re.compile(rf"(?<=[.\])\d])\s+(?=[{CAPITAL}]|(?:van|von|de)\b)")


def _of_paragraph(text: str, block: Block) -> list[Block]:
    """The entries of a paragraph that may hold several: a new one begins with people behind a dated one."""
    start, end, number = block
    if end - start < 250:  # noqa: PLR2004 - one entry is as long
        return [block]

    years = [year.start() for year in _DATED.finditer(text, start, end)]
    cuts = [start]
    for boundary in _BOUNDARY.finditer(text, start, end):
        place = boundary.end()
        is_dated = bisect_left(years, boundary.start()) > bisect_left(years, cuts[-1])
        is_followed = bisect_left(years, place) < bisect_left(years, place + _REACH)
        is_long = boundary.start() - cuts[-1] > _SHORTEST
        if is_dated and is_followed and is_long and STARTS.match(text, place, min(place + _REACH, end)):
            cuts.append(place)

    return [(a, b, number) for a, b in pairwise([*cuts, end])]


def _entry(text: str, start: int, end: int, number: int | None) -> ListEntry:
    """The entry between *start* and *end*, on one line."""
    if number is None:
        bullet = _BULLET.match(text, start, end)
    else:
        bullet = None

    start = bullet.end() if bullet else start
    raw = text[start:end]
    raw = _TORN_ADDRESS.sub(r"\1", _HYPHENATED.sub("", raw)) if "\n" in raw.strip() else raw
    lines = (line for line in raw.split("\n") if not _NOISE.fullmatch(line))
    printed = _SPACE.sub(" ", "\n".join(lines)).strip()
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())

    return ListEntry(printed, begin, begin + len(text[start:end].strip()), number)
