"""The evidence-gap map for other programs: as rows of a table, and as the JSON that EPPI-Reviewer writes.

EPPI-Mapper draws a map from that JSON: code sets with their attributes, and references with the codes that
each has. There every row code of a reference meets every column code of it, so a work that studied one
exercise for strength and another for pain would stand in four cells. Here such a work becomes as many
references as it takes for each cell to count exactly the works that studied that pair, and none twice.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph import looks
from evidence_graph.exports.eppi_reviewer import GROUPING, SELECTABLE, attribute, code_set, reference
from evidence_graph.model import Concept, Scheme
from evidence_graph.names import citation_of_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.grid import Grid, GridHeading
    from evidence_graph.model import Citation, Verdict

Plain = dict[str, Any]

STUDIED, SAID, EMPTY = "studied", "said, never studied", "empty"
"""What a row of the table is: a share of a cell, a claim that has no study, or a pair that nobody studied."""


class GapRow(NamedTuple):
    """One line of the table; ids of several concepts, claims or works are parted by spaces."""

    kind: str
    row: str
    row_label: str
    column: str
    column_label: str
    verdict: Verdict | None
    studies: int
    citations: str
    claims: str


def table(graph: EvidenceGraph, grid: Grid) -> Iterator[GapRow]:
    """Each cell by the verdicts of its claims, then claims without a study, then the pairs nobody studied."""
    for (row, column), cell in sorted(grid.cells.items()):
        ends = (row, graph.label(row), column, graph.label(column))
        for share in cell.shares:
            names = (" ".join(share.citations), " ".join(share.claims))
            yield GapRow(STUDIED, *ends, share.verdict, len(share.citations), *names)

    for claim in grid.said:
        row_ends = _about(graph, claim.about, grid.row_scheme)
        column_ends = _about(graph, claim.about, grid.column_scheme)
        yield GapRow(SAID, *row_ends, *column_ends, None, 0, "", claim.id)

    for row, column in grid.empty:
        yield GapRow(EMPTY, row, graph.label(row), column, graph.label(column), None, 0, "", "")


def _about(graph: EvidenceGraph, concepts: Sequence[str], scheme: str | None) -> tuple[str, str]:
    """The ids and labels of those *concepts* that are of *scheme*."""
    links = {} if scheme is None else {"scheme": scheme}
    members = {concept.id for concept in graph.all(Concept, **links)}
    member_concepts = [concept for concept in concepts if concept in members]

    return " ".join(member_concepts), "; ".join(map(graph.label, member_concepts))


def eppi_record(graph: EvidenceGraph, grid: Grid) -> Plain:
    """The grid as EPPI-Reviewer exports a review: rows, columns and designs as code sets, and references."""
    keys = set(chain.from_iterable(cell.citations for cell in grid.cells.values()))
    citations = {key: citation_of_key(graph.store, key) for key in keys}
    designs = sorted(set(filter(None, map(_design, citations.values()))))

    names = [("row", heading.concept.id) for heading in grid.rows]
    names += (("column", heading.concept.id) for heading in grid.columns)
    names += (("design", design) for design in designs)
    ids = {name: number for number, name in enumerate(names, 1)}

    sides = (
        (_scheme(graph, grid.row_scheme, "Exposures"), _headings("row", grid.rows, ids)),
        (_scheme(graph, grid.column_scheme, "Outcomes"), _headings("column", grid.columns, ids)),
        ("Design", [attribute(ids["design", design], design) for design in designs]),
    )
    tops = []
    for number, (name, codes) in enumerate(sides, len(ids) + 1):
        tops.append(attribute(number, name, GROUPING if codes else SELECTABLE, codes))

    return {
        "CodeSets": [code_set(graph.title, tops)],
        "References": list(_references(grid, citations, ids)),
    }


def _scheme(graph: EvidenceGraph, scheme: str | None, otherwise: str) -> str:
    if scheme is None:
        return otherwise

    return graph.label(scheme, Scheme)


def _headings(side: str, headings: Sequence[GridHeading], ids: Mapping[tuple[str, str], int]) -> list[Plain]:
    """A flat list: a work coded with a narrower concept is coded with the wider ones too."""
    attributes = []
    for heading in headings:
        concept = heading.concept
        attributes.append(attribute(ids[side, concept.id], concept.label, about=concept.definition))

    return attributes


def _references(
    grid: Grid, citations: Mapping[str, Citation], ids: Mapping[tuple[str, str], int]
) -> Iterator[Plain]:
    """For each work one reference for every group of rows that have the same columns."""
    columns: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (row, column), cell in grid.cells.items():
        for key in cell.citations:
            columns[key][row].add(column)

    number = 0
    for key in sorted(citations):
        blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row, studied in sorted(columns[key].items()):
            blocks[tuple(sorted(studied))].append(row)

        for across, rows in sorted(blocks.items()):
            number += 1
            codes = [ids["row", row] for row in rows]
            codes += (ids["column", column] for column in across)
            design = _design(citations[key])
            if design:
                codes.append(ids["design", design])

            yield reference(number, citations[key], codes, comment=_note(len(blocks)))


def _note(parts: int) -> str:
    """What a work of several *parts* says of each."""
    if parts == 1:
        return ""

    return f"One of {parts} entries of this work: not every row of it was studied for every column."


def _design(citation: Citation) -> str | None:
    """The design of *work* in words, where it is recorded."""
    design = citation.study.design if citation.study else None

    return looks.word(design) if design else None
