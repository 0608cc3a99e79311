"""A list of references, read: each entry cut by its readers, whose agreement is the confidence.

In comes the text of a list, out go `ReferenceReading` values in its order. What no reader understands stands
in their notes, and nothing stands in a field that is not printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.references.confidences import joined_readings
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
    from collections.abc import Iterable, Mapping

    from evidence_graph.references.confidences import Judgement
    from evidence_graph.references.locators import Span
    from evidence_graph.references.marks import SureMark
    from evidence_graph.references.unmarked import Unmarked

_PEOPLE = (Part.AUTHORS, Part.EDITORS)
_SERVER = re.compile(r"(ar[Xx]iv)(?:\.org)? (?:e-?)?[Pp]reprint")
_WORD = re.compile(r"[^\W_]{2,}")


def read(text: str) -> tuple[ReferenceReading, ...]:
    """The references that are printed in *text*, one value each, in their order.

    >>> [reference.title for reference in read("[1] Ito K. Tea and sleep. J Tea. 2004;3(2):1-9.")]
    ['Tea and sleep']
    """
    return tuple(map(_reference, entries_of(text)))


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
    by_grammar = read_by_grammar(blank)
    readings = joined_readings(printed, by_grammar, read_by_statistics(blank, marks))
    judgements = mended(blank, in_their_roles(blank, readings), by_grammar)
    fields = {part: _field(printed, part, judgement) for part, judgement in judgements.items()}
    fields |= {mark.part: _marked(mark) for mark in marks if mark.part}
    fields |= {} if Part.CONTAINER in fields else _server(printed, marks)
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
    start, end = plain.span_in_print((field.start, field.end))

    return replace(field, start=start, end=end)


def _marked(mark: SureMark) -> FieldReading:
    return FieldReading(mark.text, *mark.inner, Confidence.SURE)


def _server(printed: str, marks: Iterable[SureMark]) -> Mapping[Part, FieldReading]:
    """The server of a preprint where it is printed as the place of publication: "arXiv preprint"."""
    for mark in marks:
        server = _SERVER.match(printed, mark.start, mark.end)
        if mark.part is Part.ARXIV and server:
            return {Part.CONTAINER: FieldReading(server[1], *server.span(1), Confidence.SURE)}

    return {}


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
