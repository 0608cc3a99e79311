"""The difference of two states of the data, in the words of the domain.

In go graphs, folders, claims files or git revisions; out comes a `Difference`: what became of each record and
each bibliographic entry, which verdicts moved, and what else is stated otherwise.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.errors import NeedsFolder
from evidence_graph.history import revisions
from evidence_graph.history.changes import BibliographicRecord, Change, How, changes
from evidence_graph.history.movement import Standings, standings
from evidence_graph.store import table_sums
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evidence_graph.bibliography import Entry
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.history.movement import ClaimStanding, Movement
    from evidence_graph.model import Record

    Place = EvidenceGraph | Path | str
    """A graph, a folder, a claims file, or a revision such as ``HEAD:data``."""

Statement = tuple[str, str, str]
"""What is said beyond the records: a subject, a property, a value."""

AT_ONCE = 1000
"""So many entries of a bibliography are looked at together."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much a state holds."""

    claims: int
    studies: int
    judgements: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different between two states of the data.

    *changes* are in the order of the kinds of records and of their ids. *said* and *unsaid* are statements
    beyond the vocabulary that only the later or only the earlier state makes.
    """

    changes: tuple[Change, ...]
    standings: Standings
    said: tuple[Statement, ...]
    unsaid: tuple[Statement, ...]
    before: Numbers
    after: Numbers
    graphs: tuple[EvidenceGraph, EvidenceGraph]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.changes or self.said or self.unsaid or self.verdicts)

    @property
    def verdicts(self) -> tuple[Movement, ...]:
        """The verdicts that moved, in the order of the claims."""
        return self.standings.moved

    def standing(self, claim: str) -> ClaimStanding | None:
        """How a claim that is new stands, or how one that is gone stood."""
        return self.standings.added.get(claim) or self.standings.removed.get(claim)

    def of(self, kind: str, *ways: How) -> list[Change]:
        """The changes of one kind of record, all or those of some *ways*."""
        return [one for one in self.changes if one.kind == kind and (not ways or one.how in ways)]

    def __str__(self) -> str:
        """The difference as ``evidence-graph diff`` prints it."""
        from evidence_graph.history import telling

        return telling.plain(self)


def diff(before: Place, after: Place) -> Difference:
    """What is different in *after*, beside *before*.

    Each is a graph, a data folder, a claims file or a git revision (``HEAD:data``, or ``main`` for the data
    of this folder). Raises what `load` raises, UnknownName for a revision that is not there, and
    MissingProgram where git is asked for and not installed.
    """
    with ExitStack() as stack:
        graphs = [stack.enter_context(revisions.open_state(place)) for place in (before, after)]
        return compare(*graphs)


def compare(before: EvidenceGraph, after: EvidenceGraph) -> Difference:
    """What is different between two graphs."""
    change_list: list[Change] = []
    for record_type in BY_RECORD:
        change_list.extend(changes(_records(before, record_type), _records(after, record_type)))

    change_list.extend(changes(_citations(before), _citations(after)))

    statements = Counter(_foreign(after))
    statements.subtract(Counter(_foreign(before)))

    return Difference(
        changes=tuple(change_list),
        standings=standings(before, after, change_list),
        said=tuple(sorted((+statements).elements())),
        unsaid=tuple(sorted((-statements).elements())),
        before=_numbers(before),
        after=_numbers(after),
        graphs=(before, after),
    )


def _records(graph: EvidenceGraph, record_type: type[Record]) -> Iterator[Record]:
    return iter(graph.store.each(record_type))


def _citations(graph: EvidenceGraph) -> Iterator[BibliographicRecord]:
    """The bibliographic entries of *graph* in the order of their keys, a good many at a time."""
    labels = sorted((citation.key, citation.label) for citation in graph.store.each(model.Citation))
    for start in range(0, len(labels), AT_ONCE):
        some = dict(labels[start : start + AT_ONCE])
        bibliography = graph.store.literature(some)
        entries = bibliography.entries
        yield from (
            _citation(entries[key], some[key], bibliography.strings) for key in some if key in entries
        )


def _citation(entry: Entry, label: str, strings: Mapping[str, str]) -> BibliographicRecord:
    fields = tuple(sorted((name, _plain(entry, name, strings)) for name in entry.fields))
    return BibliographicRecord(entry.key, entry.type, dict(fields).get("title"), label, fields)


def _plain(entry: Entry, name: str, strings: Mapping[str, str]) -> str:
    """What a field says in plain text, and as it is written where that is more."""
    return bib.field_text(entry, name, strings) or entry.fields[name]


def _foreign(graph: EvidenceGraph) -> Iterator[Statement]:
    """What *graph* says beyond its records; from an endpoint nothing is known of it."""
    try:
        foreign = graph.dataset.reading.foreign
    except NeedsFolder:
        return

    for subject, predicate, (text, datatype) in foreign:
        if datatype and datatype.startswith("@"):
            language = datatype
        else:
            language = ""

        yield subject, predicate, text if datatype is None else f'"{text}"{language}'


def _numbers(graph: EvidenceGraph) -> Numbers:
    withdrawn = sum(line.withdrawn is not None for line in graph.store.each(model.EvidenceLine))
    judgements = table_sums.count(graph.store, model.EvidenceLine)

    return Numbers(
        table_sums.count(graph.store, model.Claim),
        len(graph.store.ids(model.Citation)),
        judgements,
        withdrawn,
    )
