"""The cures that are certain, put into the files of a folder: nothing else of them changes by a byte.

Certain is what no person needs to think about: a DOI is written bare, a name loses the spaces around it, a
number the quotes around it. Each cure replaces one value in its place; what comes out is read again, and
nothing is written unless every other value is as it was.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import bibliography as bib
from evidence_graph import commit, folders
from evidence_graph import dataset as data
from evidence_graph.checks import citations, places, twins
from evidence_graph.checks.statements import Statements
from evidence_graph.errors import BrokenFile, CannotWrite
from evidence_graph.store import positions, reader, streams
from evidence_graph.store.conversion import DAY
from evidence_graph.vocabulary import BY_CLASS, RDF_TYPE, WHOLE_NUMBER, XSD, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evidence_graph.bibliography import Bibliography, Block
    from evidence_graph.dataset import Keep
    from evidence_graph.store.reader import Fault

LITERAL = re.compile(rf"({positions.TEXT})(?!\^\^|@)", re.DOTALL)
"""A text in Turtle without a datatype or a language behind it."""

DOI_VALUE = re.compile(r"(?<=[,\s])doi\s*=\s*", re.IGNORECASE)
DELIMITED = re.compile(r'\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*\}|"[^"{}]*+"')
"""A value of BibTeX that is one text, and no macro or several joined."""

XSD_PREFIX = re.compile(rf"(?:@prefix|prefix)\s+(\S*:)\s*<{re.escape(XSD)}>", re.IGNORECASE)
MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Cure:
    """One value that is written anew: where it stands, what it was, what it is."""

    file: str
    line: int
    code: str
    subject: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.subject}: {self.before} → {self.after} ({self.code})"


class Edit(NamedTuple):
    """A stretch of a text, and what stands there instead."""

    start: int
    end: int
    cure: Cure


def apply(
    folder: Path | str, *, dry_run: bool = False, wait: float = commit.WAIT, keep: Keep | None = None
) -> list[Cure]:
    """Put the certain cures into the files of *folder*, all or none; with *dry_run* only say them.

    A file that cannot be read stays as it is; *keep* hears what is replaced, and another writer is waited for
    *wait* seconds. Raises CannotWrite when a file cannot be replaced or would say something else than it
    should.
    """
    folder = Path(folder)
    data.require(folder)
    if dry_run:
        return [edit.cure for edits in _edits(folder).values() for edit in edits]

    with commit.alone(folder, folders.names(folder), wait=wait):
        edits = _edits(folder)
        contents = {name: _edited_bytes(folder / name, its) for name, its in edits.items() if its}
        if contents:
            _require_same(folder, contents, edits)
            if keep:
                keep({name: (folder / name).read_bytes() for name in contents}, contents)

            commit.put_in_place(folder, contents)

    return [cure for its in edits.values() for _, _, cure in its]


def _edits(folder: Path) -> dict[str, list[Edit]]:
    """The edits of each file of *folder*, in the order of their places."""
    edits: dict[str, list[Edit]] = {}
    for name in folders.names(folder):
        if name.endswith(folders.BIBTEX):
            look = _doi_edits
        else:
            look = _literal_edits

        with suppress(BrokenFile):  # which check tells; the other files may be mended meanwhile
            edits[name] = sorted(look(folder / name))

    return edits


def _edited_bytes(path: Path, edits: Iterable[Edit]) -> bytes:
    """The bytes of the file at *path* after its *edits*."""
    raw = path.read_bytes().decode("utf-8")
    mark = MARK if raw.startswith(MARK) else ""
    text, place, parts = raw.removeprefix(mark), 0, [mark]
    for edit in edits:
        parts += [text[place : edit.start], edit.cure.after]
        place = edit.end

    return "".join([*parts, text[place:]]).encode()


# The bibliography.


def _doi_edits(path: Path) -> Iterator[Edit]:
    """Where a DOI is surely another one than it is written."""
    bibliography = bib.load(path)
    place = 0
    for block in bibliography.blocks:
        edit = _doi_edit(block, bibliography, str(path), place)
        if edit:
            yield edit

        place += len(block.raw)


def _doi_edit(block: Block, bibliography: Bibliography, file: str, place: int) -> Edit | None:
    entry = block.entry
    match = DOI_VALUE.search(block.raw)
    if entry is None or match is None or len(DOI_VALUE.findall(block.raw)) > 1:
        return None

    value = DELIMITED.match(block.raw, match.end())
    written = citations.plain_text(bibliography, entry, "doi")
    bare = citations.clean_doi(written)
    if value is None or value[0] != entry.fields.get("doi") or not bare or citations.doi(written) is None:
        return None

    after = f"{value[0][0]}{bare}{value[0][-1]}"
    fields = {**entry.fields, "doi": after}
    changed = f"{block.raw[: value.start()]}{after}{block.raw[value.end() :]}"
    if bib.parse(changed).entries != {entry.key: replace(entry, fields=fields)}:
        return None  # a brace or a sign that this DOI holds would mean something there

    line = block.line + len(positions.LINE_END.findall(block.raw[: value.start()]))
    cure = Cure(file, line, "bad-doi", f"citation:{entry.key}", value[0], after)

    return Edit(place + value.start(), place + value.end(), cure)


# The claims.


def _literal_edits(path: Path) -> Iterator[Edit]:
    """Where a text in quotes is surely another value than it is written."""
    text = streams.decode(path)
    described = reader.subjects(text, name=path)
    reading = reader.interpret(described, text)
    statements = Statements(reading.base, described)
    faults = (*reading.faults, *twins.faults(statements), *places.faults(statements))
    cured = [(fault, rule) for fault in faults if (rule := RULES.get(fault.code)) and fault.predicate]

    statement_places = positions.locate(text, wanted={fault.subject for fault, _ in cured})
    starts = [0, *(match.end() for match in positions.LINE_END.finditer(text))]
    for fault, rule in cured:
        where = {"occurrence": fault.occurrence}
        line = statement_places.line(fault.subject, fault.predicate, **where)
        column = statement_places.column(fault.subject, fault.predicate, **where)
        match = LITERAL.match(text, starts[line - 1] + column - 1)
        if match and column:
            after = rule(fault, described[fault.subject], match[1], text)
        else:
            after = None

        if match and after is not None:
            subject = data.short_name(fault.subject, reading.base)
            yield Edit(*match.span(1), Cure(str(path), line, fault.code, subject, match[1], after))


def _without_spaces(fault: Fault, described: reader.Described, written: str, _: str) -> str | None:
    """A name in quotes without the spaces around it."""
    if written.startswith(('"""', "'''")):
        quotes = written[:3]
    else:
        quotes = written[0]

    inner = written[len(quotes) : -len(quotes)]
    value, _datatype = described[fault.predicate or ""][fault.occurrence]
    bare = inner.strip()
    if inner == value and bare:
        return f"{quotes}{bare}{quotes}"

    return None


def _lower(fault: Fault, described: reader.Described, written: str, _: str) -> str | None:
    """A fingerprint in lower case."""
    value, _datatype = described[fault.predicate or ""][fault.occurrence]
    is_print = re.fullmatch("[0-9A-Fa-f]{64}", value) is not None
    if is_print and written[1:-1] == value:
        return written.lower()

    return None


def _without_quotes(fault: Fault, described: reader.Described, written: str, text: str) -> str | None:
    """A whole number or a truth without quotes, a day with its datatype."""
    value, datatype = described[fault.predicate or ""][fault.occurrence]
    kinds = {
        prop.kind
        for iri, _ in described.get(RDF_TYPE, ())
        if iri in BY_CLASS
        for prop in BY_CLASS[iri].properties
        if prop.iri == fault.predicate
    }
    if datatype != XSD + "string" or written[1:-1] != value or len(kinds) != 1:
        return None

    kind = kinds.pop()
    if kind is Kind.INTEGER and WHOLE_NUMBER.fullmatch(value):
        return value
    if kind is Kind.BOOLEAN and value in {"true", "false"}:
        return value

    if kind is Kind.DATE and DAY.fullmatch(value) and _is_readable(fault):
        prefix = XSD_PREFIX.search(text)
        return f"{written}^^{f'{prefix[1]}date' if prefix else f'<{XSD}date>'}"

    return None


def _is_readable(fault: Fault) -> bool:
    """Whether a day is one of the calendar: the message names how to write it."""
    return "^^xsd:date belongs" in fault.message and "such as" not in fault.message


RULES: dict[str, Callable[[Fault, reader.Described, str, str], str | None]] = {
    "stray-space": _without_spaces,
    "bad-sha256": _lower,
    "bad-value": _without_quotes,
}
"""What makes the right value of a text in quotes, by the code of the fault; nothing where none is certain."""


# What comes out.


def _require_same(folder: Path, contents: dict[str, bytes], edits: dict[str, list[Edit]]) -> None:
    """Raise CannotWrite unless the new files say all that the old ones said, but for what was cured."""
    for name, content in contents.items():
        if name.endswith(folders.BIBTEX):
            read = _fields
        else:
            read = _statements

        before = read((folder / name).read_bytes(), folder / name)
        after = read(content, folder / name)
        gone, new = before - after, after - before
        if not len(gone) == len(new) <= len(edits[name]):
            raise CannotWrite(folder / name, "the cures would change more than they should")


def _statements(raw: bytes, path: Path) -> set[tuple[object, ...]]:
    return set(streams.triples(raw.decode("utf-8-sig"), name=path))


def _fields(raw: bytes, path: Path) -> set[tuple[object, ...]]:
    entries = bib.parse(raw.decode("utf-8-sig"), name=str(path)).entries.values()
    return {(entry.key, entry.type, name, value) for entry in entries for name, value in entry.fields.items()}
