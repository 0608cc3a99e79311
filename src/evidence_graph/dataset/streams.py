"""A claims file of any size as a stream: statement by statement, subject by subject."""

from __future__ import annotations

import mmap
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, RdfFormat, parse

from evidence_graph import limits
from evidence_graph.dataset import reader
from evidence_graph.limits import turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from evidence_graph.dataset.reader import Described
    from evidence_graph.dataset.terms import Term

Statements = list[tuple[str, Any]]
"""What is said of one subject: properties, and terms of the parser."""

BLOCK = 1 << 20
MARK = b"\xef\xbb\xbf"


def triples(path: Path) -> Iterator[tuple[str, str, Term]]:
    """The triples of the file at *path* as plain strings.

    Raises BrokenFile with line and column where the syntax breaks, and for what is not RDF 1.1.
    """
    for subject, held in subjects(path):
        yield from ((subject, predicate, reader.plain(term, path)) for predicate, term in held)


def subjects(path: Path, told: Callable[[int], None] | None = None) -> Iterator[tuple[str, Statements]]:
    """What the file at *path* says of its subjects, one after the other; *told* hears of the bytes read.

    A subject comes more than once when the statements about it do not stand together. Raises
    BrokenFile with line and column where the syntax breaks, or the file is over a limit.
    """
    limits.refuse_size(path)
    turtle.refuse_file(path)
    _refuse_encoding(path)
    subject: str | None = None
    held: Statements = []
    with path.open("rb") as file:
        if file.read(len(MARK)) != MARK:
            file.seek(0)
        source: Any = _Watched(file, told) if told else file
        try:
            for triple in parse(input=source, format=RdfFormat.TURTLE):
                node: Any = triple.subject
                name = str(node) if type(node) is BlankNode else node.value
                if name != subject:
                    if subject is not None:
                        yield subject, held
                    subject, held = name, []
                held.append((triple.predicate.value, triple.object))
        except SyntaxError as error:
            raise reader.broken(path, error, reader.decode(path)) from None
    if subject is not None:
        yield subject, held


def _refuse_encoding(path: Path) -> None:
    """Raise BrokenFile as `reader.decode` does; the parser passes over what is no UTF-8 in a comment."""
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        is_text = b"\0" not in file.read(2)
        file.seek(0)
        try:
            while is_text and (block := file.read(BLOCK)):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_text = False
    if not is_text:
        reader.decode(path, limit=path.stat().st_size)


class _Watched:
    """A file that tells how much of it has been read."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self._file, self._told = file, told

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self._told(len(block))
        return block


def described(held: Statements, path: Path) -> Described:
    """What is *held* of one subject as plain strings, by property."""
    described: Described = {}
    for predicate, term in held:
        described.setdefault(predicate, []).append(reader.plain(term, path))
    return described


def is_cut_off(path: Path) -> bool:
    """Whether a file that was written whole has lost its end."""
    if path.stat().st_size == 0:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return text[: len(reader.WRITTEN)] == reader.WRITTEN.encode() and text.rfind(reader.END.encode()) < 0
