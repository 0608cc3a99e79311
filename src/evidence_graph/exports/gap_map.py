"""The evidence-gap map for other programs: as rows of a table, and as the JSON that EPPI-Reviewer writes.

EPPI-Mapper draws a map from that JSON: code sets with their attributes, and references with the codes that
each has. There every row code of a reference meets every column code of it, so a work that studied one
exercise for strength and another for pain would stand in four cells. Here such a work becomes as many
references as it takes for each cell to count exactly the works that studied that pair, and none twice.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph import looks
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

SELECTABLE, GROUPING = "Selectable (show checkbox)", "Not selectable (no checkbox)"
"""The types of attributes that EPPI-Reviewer knows: a code, and a heading above codes."""

SET_TYPE = {
    "SetTypeName": "Standard",
    "SetTypeDescription": "Codes of any depth for what was studied; none of them includes or excludes.",
}

PUBLICATIONS = {
    "article": "Journal, Article",
    "book": "Book, Whole",
    "inbook": "Book, Chapter",
    "incollection": "Book, Chapter",
    "inproceedings": "Conference Proceedings",
    "phdthesis": "Dissertation",
    "techreport": "Report",
}
"""How EPPI-Reviewer calls the entry types of BibTeX."""


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
        about = [_about(graph, claim.about, scheme) for scheme in (grid.row_scheme, grid.column_scheme)]
        yield GapRow(SAID, *about[0], *about[1], None, 0, "", claim.id)

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
    citations = {
        key: citation_of_key(graph.store, key) for cell in grid.cells.values() for key in cell.citations
    }
    designs = sorted({word for citation in citations.values() if (word := _design(citation))})
    names = [
        *(("row", heading.concept.id) for heading in grid.rows),
        *(("column", heading.concept.id) for heading in grid.columns),
        *(("design", design) for design in designs),
    ]
    ids = {name: number for number, name in enumerate(names, 1)}
    sides = (
        (_scheme(graph, grid.row_scheme, "Exposures"), _headings("row", grid.rows, ids)),
        (_scheme(graph, grid.column_scheme, "Outcomes"), _headings("column", grid.columns, ids)),
        ("Design", [_attribute(ids["design", word], word) for word in designs]),
    )
    tops = [
        _attribute(number, name, SELECTABLE if not codes else GROUPING, codes)
        for number, (name, codes) in enumerate(sides, len(ids) + 1)
    ]
    code_set = {"SetName": graph.title, "ReviewSetId": 1, "SetId": 1, "SetType": SET_TYPE}

    return {
        "CodeSets": [code_set | {"Attributes": {"AttributesList": tops}}],
        "References": list(_references(grid, citations, ids)),
    }


def _scheme(graph: EvidenceGraph, scheme: str | None, otherwise: str) -> str:
    if scheme is None:
        return otherwise

    return graph.label(scheme, Scheme)


def _headings(side: str, headings: Sequence[GridHeading], ids: Mapping[tuple[str, str], int]) -> list[Plain]:
    """A flat list: a work coded with a narrower concept is coded with the wider ones too."""
    return [
        _attribute(ids[side, heading.concept.id], heading.concept.label, about=heading.concept.definition)
        for heading in headings
    ]


def _attribute(
    number: int,
    name: str,
    kind: str = SELECTABLE,
    codes: Sequence[Plain] = (),
    about: str | None = None,
) -> Plain:
    attribute = {
        "AttributeSetId": number,
        "AttributeId": number,
        "OriginalAttributeID": 0,
        "AttributeSetDescription": "",
        "AttributeType": kind,
        "AttributeName": name,
        "AttributeDescription": about or "",
        "ExtURL": "",
        "ExtType": "",
    }
    return attribute | ({"Attributes": {"AttributesList": list(codes)}} if codes else {})


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
            codes = [ids["row", row] for row in rows] + [ids["column", column] for column in across]
            if design := _design(citations[key]):
                codes.append(ids["design", design])

            yield _reference(number, citations[key], codes, parts=len(blocks))


def _reference(number: int, citation: Citation, codes: Sequence[int], *, parts: int) -> Plain:
    """One reference; a work of several *parts* says so."""
    split = f"One of {parts} entries of this work: not every row of it was studied for every column."

    return {
        "ItemId": number,
        "Title": citation.title or citation.label,
        "ParentTitle": citation.container or "",
        "ShortTitle": citation.label,
        "Year": "" if citation.year is None else str(citation.year),
        "Volume": citation.volume or "",
        "Issue": citation.issue or "",
        "Pages": citation.pages or "",
        "DOI": citation.doi or "",
        "URL": citation.url or "",
        "Authors": "; ".join(citation.authors),
        "Abstract": "",
        "Comments": split if parts > 1 else "",
        "Keywords": "",
        "TypeName": PUBLICATIONS.get(citation.type, "Generic"),
        "OldItemId": citation.key,
        "Codes": [_code(code) for code in codes],
        "Outcomes": [],
    }


def _code(attribute: int) -> Plain:
    """That a reference has the code with this number."""
    return {
        "AttributeId": attribute,
        "AdditionalText": "",
        "ArmId": 0,
        "ArmTitle": "",
        "ItemAttributeFullTextDetails": [],
    }


def _design(citation: Citation) -> str | None:
    """The design of *work* in words, where it is recorded."""
    design = citation.study.design if citation.study else None

    return looks.word(design) if design else None
