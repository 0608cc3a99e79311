"""The one place where Turtle is parsed: a text or a file of any size, subject by subject.

In comes what people wrote, out come its subjects with what is said of each, as the parser's own terms::

    ("https://example.org/claim/tea-is-wet", SubjectStatements((NamedNode(…), …), (Literal(…), …)))

A subject comes more than once when the statements about it do not stand together. `plain` makes our terms
of the parser's, and nothing else does.
"""

from __future__ import annotations

import mmap
import re
from codecs import getincrementaldecoder
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import BlankNode, Literal, RdfFormat, parse

from evidence_graph import limits
from evidence_graph.errors import BrokenFile, OtherSyntax
from evidence_graph.limits import turtle
from evidence_graph.store import positions, syntaxes
from evidence_graph.store.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from pyoxigraph import NamedNode

    from evidence_graph.store.conversion import Described, Term

SUBJECT, PREDICATE, OBJECT = map(attrgetter, ("subject", "predicate", "object"))
"""The parts of a statement of the parser."""


class SubjectStatements(NamedTuple):
    """What is said of one subject: its properties in their order, and beside each the value."""

    predicates: tuple[NamedNode, ...]
    terms: tuple[Any, ...]


END = "# end of data"
WRITTEN = "# Written by evidence-graph"

IN_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
IN_DIRECTION = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"

BLOCK = 1 << 20
MARK = b"\xef\xbb\xbf"


def subjects(
    path: Path, told: Callable[[int], None] | None = None
) -> Iterator[tuple[str, SubjectStatements]]:
    """What the file at *path* says of its subjects, one after the other; *told* hears of the bytes read.

    Little of the file is held at a time. Raises BrokenFile with line and column where the syntax breaks, or
    where the file is over a limit.
    """
    limits.refuse_size(path)
    turtle.refuse_file(path)
    _refuse_encoding(path)
    with path.open("rb") as file:
        if file.read(len(MARK)) != MARK:
            file.seek(0)

        source: Any = _Watched(file, told) if told else file
        yield from _group(source, path)


def subjects_of(
    text: str, *, name: Path | str, labels: Labels | None = None
) -> Iterator[tuple[str, SubjectStatements]]:
    """What a Turtle *text* says of its subjects; nodes without a name have the same *labels* each time.

    Raises BrokenFile with line and column where the syntax breaks, and with the line of what is over a limit.
    """
    raw = text.encode()
    turtle.refuse(raw, name)

    return _with_labels(_group(raw, name), labels or Labels(text))


def _group(source: Any, name: Path | str) -> Iterator[tuple[str, SubjectStatements]]:  # noqa: ANN401 - bytes or a file
    """The statements of *source*, those about one subject that stand together put together."""
    try:
        # Grouped and taken apart by what is written in C: a loop over each statement takes a third longer.
        for subject, group in groupby(parse(input=source, format=RdfFormat.TURTLE), SUBJECT):
            quads = list(group)
            yield _name(subject), SubjectStatements(tuple(map(PREDICATE, quads)), tuple(map(OBJECT, quads)))
    except SyntaxError as error:
        if isinstance(source, bytes):
            text = source.decode()
        else:
            text = decode(Path(name))

        raise broken(name, error, text) from None


def _name(node: NamedNode | BlankNode) -> str:
    """What a subject is called."""
    if isinstance(node, BlankNode):
        return f"_:{node.value}"

    return node.value


def _with_labels(
    subjects: Iterable[tuple[str, SubjectStatements]], labels: Labels
) -> Iterator[tuple[str, SubjectStatements]]:
    """The *subjects* with the *labels* of nodes without a name."""
    for subject, statements in subjects:
        if subject.startswith("_:"):
            name = f"_:{labels.of(subject[2:])}"
        else:
            name = subject

        yield name, SubjectStatements(statements.predicates, tuple(_labelled(statements.terms, labels)))


def _labelled(terms: Iterable[Any], labels: Labels) -> Iterator[Any]:
    """The *terms*, nodes without a name with the *labels* of theirs."""
    for term in terms:
        yield BlankNode(labels.of(term.value)) if type(term) is BlankNode else term


def plain(term: Any, name: Path | str) -> Term:  # noqa: ANN401 - any of pyoxigraph's terms
    """A term of the parser as plain strings.

    Raises BrokenFile for what is not RDF 1.1.
    """
    if type(term) is not Literal:
        return str(term) if type(term) is BlankNode else term.value, None

    datatype = term.datatype.value
    if datatype == IN_DIRECTION:
        raise BrokenFile(name, f"A text with a direction is RDF 1.2 ({term.value[:60]!r}).")

    return term.value, datatype if datatype != IN_LANGUAGE else f"@{term.language}"


def describe(statements: SubjectStatements, name: Path | str) -> Described:
    """What is said of one subject as plain strings, by property."""
    described: Described = {}
    for predicate, term in zip(*statements, strict=True):
        described.setdefault(predicate.value, []).append(plain(term, name))

    return described


def triples(text: str, *, name: Path | str) -> Iterator[tuple[str, str, Term]]:
    """The triples of a Turtle *text* as plain strings; a node without a name begins with ``_:``.

    The same text gives the same triples each time. Raises what `subjects_of` and `plain` raise.
    """
    for subject, statements in subjects_of(text, name=name):
        for predicate, term in zip(*statements, strict=True):
            yield subject, predicate.value, plain(term, name)


def decode(path: Path, *, limit: int = limits.FILE) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises BrokenFile for another encoding (with the line) or a file above *limit* bytes.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size if path.is_file() else 0  # what is no file does not say it
            if size > limit:
                raw = b""
            else:
                raw = file.read(-1 if size else limit + 1)

        size = max(size, len(raw))
        if size > limit:
            raise limits.too_large(path, size, limit)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error

    start = raw[:2]
    if start in {b"\xff\xfe", b"\xfe\xff"} or (len(start) > 1 and 0 in start):
        raise BrokenFile(path, "not UTF-8 but UTF-16; save the file as UTF-8.", line=1)

    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = positions.line_of(raw.decode("latin-1"), error.start)
        reason = "not UTF-8 (probably Latin-1 or Windows-1252); save the file as UTF-8."
        raise BrokenFile(path, reason, line=line) from None


def _refuse_encoding(path: Path) -> None:
    """Raise BrokenFile as `decode` does; the parser passes over what is no UTF-8 in a comment."""
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
        decode(path, limit=path.stat().st_size)


class _Watched:
    """A file that tells how much of it has been read."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self._file, self._told = file, told

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self._told(len(block))

        return block


def has_lost_its_end(text: str) -> bool:
    """Whether a *text* that was written whole lacks the line with which it ended."""
    return text.startswith(WRITTEN) and END not in text.splitlines()


def is_cut_off(path: Path) -> bool:
    """The same for a file of any size, of which little is held in memory."""
    if path.stat().st_size == 0:
        return False

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return text[: len(WRITTEN)] == WRITTEN.encode() and text.rfind(END.encode()) < 0


def broken(name: Path | str, error: SyntaxError, text: str = "") -> BrokenFile:
    """The parser's complaint about *text* with its place, or what the text is if it is no Turtle at all."""
    other = syntaxes.other_syntax(text)
    if other is not None:
        return OtherSyntax(name, other)

    return BrokenFile(name, _sentence(error), line=error.lineno, column=error.offset)


def _sentence(error: SyntaxError) -> str:
    """The parser's reason without the place, which is told apart."""
    reason = re.sub(r"^Parser error .*?: ", "", str(error.msg or error)).rstrip(".")

    return f"The syntax breaks here: {reason}. Mend the statement; nothing of the file was read."
