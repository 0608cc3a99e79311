"""The evidence-gap map: what was studied, against what was measured of it, and what nobody studied.

In come a graph and two of its concept schemes; out comes a `Grid`. A cell is filled by evidence lines alone:
a line of which one concept was the exposure and the other the outcome. What a claim is about fills none,
for a claim on five exercises and one outcome would then fill five cells with the same studies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING

from evidence_graph.assessment import rate_all
from evidence_graph.model import Claim, Concept, EvidenceLine, Verdict
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph

Pair = tuple[str, str]
"""A row and a column, each by the id of its concept."""

UNSTUDIED = frozenset({Verdict.NONE_RECORDED, Verdict.NONE_FOUND})
"""The verdicts on claims that somebody makes and no study on record bears on."""


@dataclass(frozen=True, slots=True)
class GridHeading:
    """A concept at the head of a row or column, so many steps below the widest at the head of any."""

    concept: Concept
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CellShare:
    """The claims of one verdict that studies of a cell speak of, and the keys of those studies."""

    verdict: Verdict
    claims: tuple[str, ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """What was studied of one pair: a share for each verdict, in the order of the verdicts."""

    shares: tuple[CellShare, ...]

    @property
    def citations(self) -> list[str]:
        """The keys of the works, each once."""
        return sorted(set(chain.from_iterable(share.citations for share in self.shares)))

    @property
    def claims(self) -> list[str]:
        """The ids of the claims, each once."""
        return sorted(chain.from_iterable(share.claims for share in self.shares))


@dataclass(frozen=True)
class Grid:
    """Two schemes set against each other: *cells* where there are studies, and claims that have none.

    Without schemes, *row_scheme* and *column_scheme* are None and all exposures stand against all outcomes.
    Narrower concepts count in the cells of the wider. *said* are the claims about concepts of both sides for
    which no study is on record; what needs no study is not among them.
    """

    row_scheme: str | None
    column_scheme: str | None
    rows: tuple[GridHeading, ...]
    columns: tuple[GridHeading, ...]
    cells: Mapping[Pair, GridCell]
    said: tuple[Claim, ...]

    @cached_property
    def empty(self) -> tuple[Pair, ...]:
        """The pairs that no study on record looked at, row by row."""
        rows = [heading.concept.id for heading in self.rows]
        columns = [heading.concept.id for heading in self.columns]

        return tuple(pair for pair in product(rows, columns) if pair not in self.cells)

    def row(self, heading: GridHeading) -> list[GridCell | None]:
        """The cells of a row, column by column."""
        return [self.cells.get((heading.concept.id, column.concept.id)) for column in self.columns]


def tabulate(
    graph: EvidenceGraph,
    rows: str | None = None,
    columns: str | None = None,
    *,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Grid:
    """The grid of the concepts of two schemes, *rows* and *columns*, or of all exposures and all outcomes.

    *verdicts* saves their reckoning where the caller has them. Raises UnknownName for a scheme that the
    data does not declare.
    """
    tree = _Tree(graph)
    sides = _Sides(tree, tree.members(rows), tree.members(columns))
    citations: dict[Pair, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in graph.store.each(EvidenceLine):
        if line.withdrawn is None:
            for pair in sides.pairs(line):
                citations[pair][line.claim].add(line.citation)

    if verdicts is None:
        verdicts = {rating.claim: rating.verdict for rating in rate_all(graph)}

    cells = {}
    by_row: dict[str, set[str]] = defaultdict(set)
    by_column: dict[str, set[str]] = defaultdict(set)
    for (row, column), keys_by_claim in citations.items():
        cells[row, column] = _cell(keys_by_claim, verdicts)
        by_row[row].update(keys_by_claim)
        by_column[column].update(keys_by_claim)

    shown_sides = _Sides(tree, sides.rows or frozenset(by_row), sides.columns or frozenset(by_column))

    return Grid(
        row_scheme=rows,
        column_scheme=columns,
        rows=tree.headings(by_row),
        columns=tree.headings(by_column),
        cells=cells,
        said=tuple(shown_sides.said(graph, verdicts)),
    )


def scheme_pairs(graph: EvidenceGraph) -> list[Pair]:
    """The pairs of schemes from which a line names an exposure and an outcome, those of most lines first."""
    tree = _Tree(graph)
    counts: Counter[Pair] = Counter()
    for line in graph.store.each(EvidenceLine):
        if line.withdrawn is None:
            counts.update(product(tree.schemes(line.exposures), tree.schemes(line.outcomes)))

    return sorted(counts, key=lambda pair: (-counts[pair], pair))


class _Tree:
    """The concepts with what is above each."""

    def __init__(self, graph: EvidenceGraph) -> None:
        self._graph = graph
        self._concepts = {concept.id: concept for concept in graph.all(Concept)}
        self._above: dict[str, frozenset[str]] = {}

    def members(self, scheme: str | None) -> frozenset[str] | None:
        """The ids of the concepts of *scheme*, None for those of all."""
        if scheme is None:
            return None

        return frozenset(c.id for c in self._graph.all(Concept, scheme=scheme))

    def schemes(self, concepts: Iterable[str]) -> set[str]:
        """The schemes of *concepts*."""
        return {self._concepts[name].scheme for name in concepts if name in self._concepts}

    def counted_in(self, concepts: Iterable[str]) -> set[str]:
        """*concepts* and all that are wider."""
        concept_names = set(concepts)

        return concept_names.union(*map(self.above, concept_names))

    def above(self, name: str) -> frozenset[str]:
        """The ids of the concepts wider than the one of this *name*; a circle ends."""
        if name not in self._above:
            self._above[name] = frozenset(reachable([name], self._broader)) - {name}

        return self._above[name]

    def _broader(self, name: str) -> tuple[str, ...]:
        concept = self._concepts.get(name)
        return concept.broader if concept else ()

    def headings(self, claims: Mapping[str, set[str]]) -> tuple[GridHeading, ...]:
        """The concepts as headings: those of most *claims* first, what is narrower below the wider.

        Not those of most studies first: they would stand together and the gaps out of sight.
        """

        def rank(name: str) -> tuple[int, str, str]:
            return -len(claims[name]), self._graph.label(name).casefold(), name

        below: dict[str | None, list[str]] = defaultdict(list)
        for name in sorted(claims, key=rank):
            below[self._nearest(name, claims)].append(name)

        return tuple(self._walk(below, None, depth=0))

    def _walk(
        self, below: Mapping[str | None, Sequence[str]], top: str | None, depth: int
    ) -> Iterator[GridHeading]:
        for name in below.get(top, ()):
            yield GridHeading(self._concepts.get(name) or Concept(name, name, ""), depth)
            yield from self._walk(below, name, depth + 1)

    def _nearest(self, name: str, shown_concepts: Iterable[str]) -> str | None:
        """The concept of *shown_concepts* right above the one of this *name*, None below no other.

        Of two that stand above each other neither is above, so that each is reached.
        """
        wider = [one for one in self.above(name).intersection(shown_concepts) if name not in self.above(one)]

        return max(wider, key=lambda one: (len(self.above(one)), one), default=None)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The concepts that may head rows and columns; None where all may."""

    tree: _Tree
    rows: frozenset[str] | None
    columns: frozenset[str] | None

    def pairs(self, line: EvidenceLine) -> set[Pair]:
        """The cells that *line* fills, those of wider concepts too."""
        exposures = self.tree.counted_in(line.exposures)
        outcomes = self.tree.counted_in(line.outcomes)
        pairs = set(product(_within(exposures, self.rows), _within(outcomes, self.columns)))
        if self.rows != self.columns:
            # Outcomes may be asked for as rows, and what acted on them as columns.
            pairs.update(product(_within(outcomes, self.rows), _within(exposures, self.columns)))

        return pairs

    def said(self, graph: EvidenceGraph, verdicts: Mapping[str, Verdict]) -> Iterator[Claim]:
        """The claims about concepts of both sides for which no study is on record."""
        for claim in graph.claims():
            about = self.tree.counted_in(claim.about)
            is_about_both = _within(about, self.rows) and _within(about, self.columns)
            if verdicts.get(claim.id) in UNSTUDIED and is_about_both:
                yield claim


def _within(concepts: set[str], side: frozenset[str] | None) -> set[str]:
    """Those of *concepts* that may stand on a *side*."""
    if side is None:
        return concepts

    return concepts.intersection(side)


def _cell(citations: Mapping[str, set[str]], verdicts: Mapping[str, Verdict]) -> GridCell:
    """The *works* of each claim of a cell, by the verdicts of the claims."""
    by_verdict: dict[Verdict, list[str]] = defaultdict(list)
    for claim in sorted(citations):
        by_verdict[verdicts.get(claim, Verdict.NONE_RECORDED)].append(claim)

    shares = []
    for verdict in Verdict:
        if verdict in by_verdict:
            claims = by_verdict[verdict]
            keys = set().union(*(citations[claim] for claim in claims))
            shares.append(CellShare(verdict, tuple(claims), tuple(sorted(keys))))

    return GridCell(tuple(shares))
