"""A list of references, read: each entry cut by its readers, whose agreement is the confidence.

In comes the text of a list, out go `ReferenceReading` values in its order. What no reader understands stands
in their notes, and nothing stands in a field that is not printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.references.confidences import is_firm, joined_readings
from evidence_graph.references.grammar import read_by_grammar
from evidence_graph.references.kinds_of_citations import kind_of
from evidence_graph.references.list_parts import ListEntry, entries_of
from evidence_graph.references.marks import blanked, marks_in
from evidence_graph.references.mending import mended
from evidence_graph.references.people_lists import ListedNames, names_in
from evidence_graph.references.people_roles import in_their_roles
from evidence_graph.references.plain_texts import plain_text
from evidence_graph.references.printed_reference import Confidence, FieldReading, Part, ReferenceReading
from evidence_graph.references.statistical_reader import read_by_statistics
from evidence_graph.references.unmarked import unmarked
from evidence_graph.references.word_classes import CONNECTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.references.confidences import Judgement
    from evidence_graph.references.locators import Span
    from evidence_graph.references.marks import SureMark
    from evidence_graph.references.unmarked import Unmarked

_PEOPLE = (Part.AUTHORS, Part.EDITORS)
_WORD = re.compile(r"[^\W_]{2,}")


MANY = 1500
"""From so many references on a process more is worth its start, which costs as much as some four hundred."""

_AT_ONCE = 64
"""So many references go to a process at a time."""


def read(text: str, *, processes: int = 1) -> tuple[ReferenceReading, ...]:
    """The references that are printed in *text*, one value each, in their order.

    A list of 1,500 and more is read by as many *processes* at once, with the same result. They are started
    anew on every system, so that a script that asks for them needs its ``if __name__ == "__main__":``.

    >>> [reference.title for reference in read("[1] Ito K. Tea and sleep. J Tea. 2004;3(2):1-9.")]
    ['Tea and sleep']
    """
    entries = entries_of(text)
    if processes > 1 and len(entries) >= MANY:
        return _read_by_processes(entries, processes)

    return tuple(map(_reference, entries))


def _read_by_processes(entries: Sequence[ListEntry], processes: int) -> tuple[ReferenceReading, ...]:
    """The references in *entries*, in their order; read by this process where no other can be started."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    try:
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            return tuple(pool.map(_reference, entries, chunksize=_AT_ONCE))
    except (BrokenProcessPool, OSError, NotImplementedError):
        return tuple(map(_reference, entries))


def read_entry(printed: str) -> ReferenceReading:
    """The one reference that is *printed*, without the number before it."""
    return _reference(ListEntry(" ".join(printed.split()), 0, len(printed)))


LONGEST = 3000
"""Characters of an entry; one with three hundred authors is shorter, and a longer one is no reference."""


def _reference(entry: ListEntry) -> ReferenceReading:
    printed = entry.text
    if len(printed) > LONGEST:
        note = f"It has {len(printed):,} characters, more than any reference: nothing of it is read."
        return ReferenceReading(printed, entry.start, entry.end, entry.number, notes=(note,))

    # Without its numbers and stars it is read; the places in print are put back at the end.
    plain = unmarked(printed)
    printed = plain.text
    marks = marks_in(printed)
    blank = blanked(printed, marks)
    seen = read_by_statistics(blank, marks)
    by_grammar = {} if is_firm(seen) else read_by_grammar(blank)
    readings = joined_readings(printed, by_grammar, seen)
    judgements = mended(blank, in_their_roles(blank, readings), by_grammar)
    fields = {part: _field(printed, part, judgement) for part, judgement in judgements.items()}
    fields = _server(printed, marks) | fields | {mark.part: _marked(mark) for mark in marks if mark.part}
    people = {part: names_in(fields[part].text) if part in fields else ListedNames() for part in _PEOPLE}
    authors, editors = people[Part.AUTHORS], people[Part.EDITORS]

    return ReferenceReading(
        entry.text,
        entry.start,
        entry.end,
        entry.number,
        kind_of(printed, fields),
        MappingProxyType({part: _in_print(plain, fields[part]) for part in Part if part in fields}),
        authors.names,
        authors.is_incomplete,
        editors.names,
        editors.is_incomplete,
        authors.bodies + editors.bodies,
        tuple(_notes(printed, fields, marks, people)),
    )


def _field(printed: str, part: Part, judgement: Judgement) -> FieldReading:
    start, end = judgement.span
    return FieldReading(plain_text(part, printed[start:end]), start, end, judgement.confidence)


def _in_print(plain: Unmarked, field: FieldReading) -> FieldReading:
    if isinstance(plain.places, range):  # nothing was taken off
        return field

    start, end = plain.span_in_print((field.start, field.end))

    return replace(field, start=start, end=end)


_SERVER = re.compile(r"ar[Xx]iv(?= preprint)")


def _server(printed: str, marks: Iterable[SureMark]) -> dict[Part, FieldReading]:
    """The server of a preprint, where it is named before its number: arXiv preprint arXiv:1706.03762."""
    numbers = (mark for mark in marks if mark.part is Part.ARXIV)
    for mark in numbers:
        if name := _SERVER.match(printed, mark.start):
            return {Part.CONTAINER: FieldReading(name[0], *name.span(), Confidence.LIKELY)}

    return {}


def _marked(mark: SureMark) -> FieldReading:
    return FieldReading(mark.text, *mark.inner, Confidence.SURE)


def _notes(
    printed: str,
    fields: Mapping[Part, FieldReading],
    marks: Iterable[SureMark],
    people: Mapping[Part, ListedNames],
) -> Iterable[str]:
    """What was not understood, in sentences."""
    spans = [(field.start, field.end) for field in fields.values()]
    spans += [(mark.start, mark.end) for mark in marks]
    for piece in _pieces_outside(printed, sorted(spans)):
        words = [word for word in _WORD.findall(piece) if word.lower() not in CONNECTING]
        if words:
            yield f"Not understood: {piece.strip(' .,;:')!r}."

    for part, names in people.items():
        if names.rest:
            yield f"Among the {part.value}, {names.rest!r} is no name that is understood."

    if Part.TITLE not in fields:
        yield "No title is found."

    if Part.YEAR not in fields:
        yield "No year is found."


def _pieces_outside(printed: str, spans: Iterable[Span]) -> Iterable[str]:
    """The pieces of *printed* that stand in none of *spans*."""
    place = 0
    for start, end in spans:
        if start > place:
            yield printed[place:start]

        place = max(place, end)

    yield printed[place:]
