"""A .bib file as a bibliography: cut by bibtexparser, checked against the source, nothing dropped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import limits
from evidence_graph.bibliography import damage
from evidence_graph.bibliography.blocks import Bibliography, Block, BlockKind
from evidence_graph.bibliography.file_contents import Contents
from evidence_graph.bibliography.silence import silence
from evidence_graph.errors import BrokenFile
from evidence_graph.limits import bibtex_text as bibtex_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser import model as bibtex

_MASKS = [chr(code) for code in range(0xFDD0, 0xFDF0)]
"""Characters that Unicode sets aside for use inside a program; no text holds them."""

_LONE_CR = re.compile(r"\r(?!\n)")
_LINE_END = re.compile(r"\r\n?|\n")
_NEXT_MARK = re.compile(r"@\w*[ \t]*\Z")
_BACKSLASHED_BRACE = re.compile(r"\\(?=[{}])")


class Source(NamedTuple):
    """The text of a file, and the same text, as long, in the form in which it is cut.

    bibtexparser takes a brace after a backslash for no brace, which BibTeX does not, and knows no
    line that ends in a carriage return alone; *masked* hides both from it.
    """

    text: str
    masked: str
    mask: str

    def unmasked(self, cut: str) -> str:
        """What a piece *cut* out of the masked text was."""
        if self.mask:
            return cut.replace(self.mask, "\\")

        return cut


class Tile(NamedTuple):
    """A stretch of the source and what bibtexparser made of it: None is text between blocks."""

    start: int
    end: int
    found: bibtex.Block | None


def load(
    path: Path | str,
    *,
    limit: int = limits.FILE,
    name: Path | str | None = None,
    contents: Contents | None = None,
) -> Bibliography:
    """The bibliography in the file at *path*; its problems name the file *name*, or the path.

    Where several files make one bibliography, *contents* is what those before it hold.

    Raises BrokenFile for an encoding other than UTF-8 (with the line), a file above *limit* bytes,
    and what is over another limit.
    """
    path = Path(path)
    try:
        limits.refuse_size(path, limit=limit)
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error

    bibtex_limits.refuse(raw, path)

    return parse(_decode(raw, path), name=str(name or path), contents=contents)


def parse(text: str, *, name: str = "citations.bib", contents: Contents | None = None) -> Bibliography:
    """The bibliography that a BibTeX *text* holds; its problems name the file *name*.

    *contents* as in `load`.

    >>> parse("@misc{pot2010, title = {Kettles}}").entries["pot2010"].fields["title"]
    '{Kettles}'
    """
    source = _source(text)
    contents = contents or Contents(name)
    contents.file, problems_before = name, len(contents.problems)
    blocks: list[Block] = []
    line = 1
    for tile in _tiles(source):
        before = blocks[-1] if blocks else None
        blocks.append(_block(tile, source, contents, line=line, before=before))
        line += _line_ends(source.masked, tile)

    return Bibliography(name, tuple(blocks), contents.strings, tuple(contents.problems[problems_before:]))


def stream(path: Path | str, contents: Contents, *, at_once: int = 4_000_000) -> Iterator[Block]:
    """The blocks of the file at *path*, about *at_once* characters of it held at a time.

    What they say together, and what is wrong with them, goes to *contents*. Raises BrokenFile for an
    encoding other than UTF-8, and for what is over a limit.
    """
    line, before = 1, None
    _refuse_limits(Path(path))
    for stretch in _stretches(Path(path), at_once):
        source = _source(stretch)
        for tile in _tiles(source):
            before = _block(tile, source, contents, line=line, before=before)
            yield before
            line += _line_ends(source.masked, tile)


def _refuse_limits(path: Path) -> None:
    try:
        limits.refuse_size(path)
        bibtex_limits.refuse_file(path)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error


def _stretches(path: Path, at_once: int) -> Iterator[str]:
    """The text of a file in stretches that end between entries: where all braces are closed."""
    waiting_lines: list[str] = []
    depth = depth_so_far = 0
    for line in _lines_of(path):
        if depth_so_far >= at_once and depth == 0 and line.startswith("@"):
            yield "".join(waiting_lines)
            waiting_lines, depth_so_far = [], 0

        waiting_lines.append(line)
        depth_so_far += len(line)
        depth += line.count("{") - line.count("}")

    if waiting_lines:
        yield "".join(waiting_lines)


def _lines_of(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            for line in file:
                yield _decode(line, path)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error


def _decode(raw: bytes, path: Path) -> str:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or 0 in raw[:2]:
        raise BrokenFile(path, "not UTF-8 but UTF-16; save the file as UTF-8.", line=1)

    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = 1 + len(_LINE_END.findall(raw[: error.start].decode("latin-1")))
        reason = "not UTF-8 (probably Latin-1 or Windows-1252); save the file as UTF-8."
        raise BrokenFile(path, reason, line=line) from None


def _source(text: str) -> Source:
    masked = _LONE_CR.sub("\n", text) if "\r" in text else text
    mask = ""
    if _BACKSLASHED_BRACE.search(masked):
        mask = next((character for character in _MASKS if character not in masked), "")
        masked = _BACKSLASHED_BRACE.sub(lambda _: mask or "\\", masked)

    return Source(text, masked, mask)


def _cut(masked: str) -> list[bibtex.Block]:
    """The blocks that bibtexparser finds, without its own reports: ours name file, line and cure."""
    from bibtexparser.entrypoint import parse_string

    with silence("bibtexparser.splitter"):
        return parse_string(masked, parse_stack=[]).blocks


def _tiles(source: Source) -> Iterator[Tile]:
    """The source cut without a gap; every character is in one tile."""
    from bibtexparser.model import ImplicitComment

    at = cursor = 0
    cut = _cut(source.masked)
    cut.reverse()
    while cut:
        piece = cut.pop()  # let go of what is read: the collector walks all that is kept
        if isinstance(piece, ImplicitComment):
            continue

        raw = piece.raw or ""
        start = _find(source.masked, raw, cursor)
        broken = _is_broken(piece)
        cursor = start + (_own_length(raw) if broken else len(raw))
        if start < at:  # inside a broken block, which keeps it
            continue

        end = damage.end_of(source.masked, start) if broken else cursor
        if at < start:
            yield Tile(at, start, None)

        yield Tile(start, end, piece)
        at = end

    if at < len(source.masked):
        yield Tile(at, len(source.masked), None)


def _find(text: str, block: str, cursor: int) -> int:
    """Where *block* stands; from at-sign to at-sign, which is quicker than a search for the whole."""
    start = text.index("@", cursor)
    while not text.startswith(block, start):
        start = text.index("@", start + 1)

    return start


def _own_length(broken: str) -> int:
    """How much of a *broken* block is its own: bibtexparser may add the at-sign of the next."""
    mark = _NEXT_MARK.search(broken, 1)

    return mark.start() if mark else len(broken)


def _is_broken(parsed_block: bibtex.Block) -> bool:
    from bibtexparser.model import ParsingFailedBlock

    return isinstance(parsed_block, ParsingFailedBlock) and parsed_block.ignore_error_block is None


def _line_ends(masked: str, tile: Tile) -> int:
    return masked.count("\n", tile.start, tile.end)


def _block(tile: Tile, source: Source, contents: Contents, *, line: int, before: Block | None) -> Block:
    """The block of one tile; what is wrong with it goes to the problems of *contents*."""
    from bibtexparser import model as bibtex

    raw, parsed_block = source.text[tile.start : tile.end], tile.found
    if isinstance(parsed_block, bibtex.ParsingFailedBlock) and parsed_block.ignore_error_block is not None:
        parsed_block = parsed_block.ignore_error_block  # a key or a field stands twice: ours to judge

    if isinstance(parsed_block, bibtex.Entry):
        entry = contents.take_entry(
            source.unmasked(parsed_block.key),
            parsed_block.entry_type,
            _fields(parsed_block, source),
            line=line,
        )
        return Block(BlockKind.ENTRY if entry else BlockKind.BROKEN, raw, line, entry)

    if isinstance(parsed_block, bibtex.String):
        contents.take_string(
            source.unmasked(parsed_block.key), source.unmasked(parsed_block.value), line=line
        )
        return Block(BlockKind.STRING, raw, line)

    if parsed_block is None:
        contents.problems += damage.in_text(raw, line, file=contents.file, before=before)
        return Block(BlockKind.TEXT, raw, line)

    if isinstance(parsed_block, bibtex.ParsingFailedBlock):
        contents.problems.append(damage.of_block(raw, line, file=contents.file))
        return Block(BlockKind.BROKEN, raw, line)

    if isinstance(parsed_block, bibtex.Preamble):
        kind = BlockKind.PREAMBLE
    else:
        kind = BlockKind.COMMENT

    return Block(kind, raw, line)


def _fields(parsed_entry: bibtex.Entry, source: Source) -> Iterator[tuple[str, str, int]]:
    """The name, value and line of each field, as they stand in the file."""
    for field in parsed_entry.fields:
        line = (field.start_line or 0) + 1
        if source.mask:
            yield source.unmasked(field.key).lower(), source.unmasked(field.value), line
        else:
            yield field.key.lower(), field.value, line
