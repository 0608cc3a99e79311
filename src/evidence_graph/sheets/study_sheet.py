"""The sheet of a work: its record, what the study did and found, and every claim it touches.

In come a ledger and a citation; out goes `StudySheet`, which `show` and the page of a study lay out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from evidence_graph import model
from evidence_graph.model import Citation, Curator, EvidenceLine, Margin
from evidence_graph.sheets.details import (
    BiasSheet,
    CitationSheet,
    EffectSheet,
    LineOfStudy,
    ListedReference,
    bias_sheets,
    citation_sheet,
    curators_of,
    effect_sheets,
    listed_references,
)
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.graph import EvidenceGraph


@dataclass(frozen=True, slots=True)
class StudySheet(Sheet):
    """All that is known of a published work."""

    spread: ClassVar[tuple[str, ...]] = ("facts",)
    aside: ClassVar[tuple[str, ...]] = ("lines_by_claim", "statements")

    type: Literal["citation"]
    """What kind of thing it is."""
    facts: CitationSheet
    evidence: tuple[LineOfStudy, ...]
    """The judgements of it, one an item."""
    effects: tuple[EffectSheet, ...]
    """The figures that it prints."""
    bias: tuple[BiasSheet, ...]
    """The judgements of its risk of bias."""
    margins: tuple[Margin, ...]
    """Between which figures, as it says, a difference is none that matters."""
    references: tuple[ListedReference, ...]
    """Where articles list it."""
    curators: tuple[Curator, ...]
    """Those who judged."""
    lines_by_claim: Mapping[str, Sequence[EvidenceLine]]
    statements: Mapping[str, str]

    @property
    def citation(self) -> Citation:
        """The work itself."""
        return self.facts.citation


def study_sheet(graph: EvidenceGraph, citation: Citation) -> StudySheet:
    """All that is known of *citation*."""
    lines = [item.line for item in graph.evidence(citation=citation)]
    lines_by_claim = _by_claim(lines)

    return StudySheet(
        type="citation",
        facts=citation_sheet(citation),
        evidence=tuple(LineOfStudy(line, line.claim, tuple(graph.quotes(line))) for line in lines),
        effects=effect_sheets(graph, graph.effects(citation=citation)),
        bias=bias_sheets(graph, graph.all(model.RiskOfBias, citation=citation)),
        margins=tuple(graph.all(Margin, citation=citation)),
        references=listed_references(graph.all(model.Reference, citation=citation)),
        curators=curators_of(graph, lines),
        lines_by_claim=lines_by_claim,
        statements={claim: graph.label(claim, model.Claim) for claim in lines_by_claim},
    )


def _by_claim(lines: Iterable[EvidenceLine]) -> dict[str, list[EvidenceLine]]:
    by_claim: dict[str, list[EvidenceLine]] = {}
    for line in lines:
        by_claim.setdefault(line.claim, []).append(line)

    return by_claim
