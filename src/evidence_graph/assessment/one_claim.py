"""The body of evidence of one claim, from the records of a graph.

Whoever wants that of all claims takes `passes`, which reads each table once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph import names
from evidence_graph.assessment.body import (
    Body,
    Facts,
    JudgedStudy,
    LineReading,
)
from evidence_graph.assessment.crossings import crossings_of
from evidence_graph.assessment.passes import Surroundings, confirmation_of, overall_bias, recorded_search
from evidence_graph.assessment.rules import default_design
from evidence_graph.bibliography import sameness
from evidence_graph.model import (
    Citation,
    Claim,
    Margin,
    RetractionStatus,
    RiskOfBias,
    StudyDesign,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, Claim, Evidence, EvidenceLine


def body_of(graph: EvidenceGraph, claim: Claim, evidence: Iterable[Evidence] | None = None) -> Body:
    """The body of evidence of one *claim*: its *evidence*, and what is known around it."""
    if evidence is None:
        evidence = graph.evidence(claim)

    around = _around_one(graph, claim)
    crossings = crossings_of(graph.effects(claim=claim), claim, around.margins)

    lines_by_study: dict[str, list[EvidenceLine]] = {}
    for item in sorted(evidence, key=lambda item: (item.line.curator, item.line.id)):
        lines_by_study.setdefault(item.citation.key, []).append(item.line)

    twins = sameness.twins(names.citation_of_key(graph.store, key) for key in sorted(lines_by_study))
    studies = []
    for key, lines in sorted(lines_by_study.items()):
        readings = tuple(map(_reading_of, lines))
        facts = replace(around.facts(key), twin=twins.get(key))
        studies.append(JudgedStudy(key, readings, facts, crossings.get(key, ())))

    return Body(claim.id, claim.kind, tuple(studies), around.searches.get(claim.id, ()))


def _around_one(graph: EvidenceGraph, claim: Claim) -> Surroundings:
    margins = {claim.id: graph.all(Margin, claim=claim)}
    searches = {claim.id: tuple(map(recorded_search, graph.searches(claim)))}
    design = default_design(graph)

    def facts(key: str) -> Facts:
        citation = names.citation_of_key(graph.store, key)
        margins.setdefault(key, graph.all(Margin, citation=citation))

        return _facts_of(graph, citation, design)

    return Surroundings(facts, margins, searches)


def _facts_of(graph: EvidenceGraph, citation: Citation, default: StudyDesign | None) -> Facts:
    study = citation.study
    if study is None:
        return Facts(design=default, year=citation.year)

    return Facts(
        design=study.design or default,
        participants=study.participants,
        trials=study.included_studies,
        year=citation.year,
        status=study.retraction_status,
        conflict_of_interest=bool(study.conflict_of_interest),
        cohort=study.cohort,
        version_of=study.version_of,
        pools=study.pools,
        pools_complete=bool(study.pools_complete),
        pooled_designs=study.pooled_designs,
        reviewed_retracted=any(_is_retracted(graph, key) for key in study.pools),
        bias=overall_bias(graph.all(RiskOfBias, citation=citation)),
    )


def _is_retracted(graph: EvidenceGraph, key: str) -> bool:
    study = names.citation_of_key(graph.store, key).study

    return study is not None and study.retraction_status is RetractionStatus.RETRACTED


def _reading_of(line: EvidenceLine) -> LineReading:
    return LineReading(
        line.curator,
        line.stance,
        line.directness,
        confirmation_of(line.verified),
        line.withdrawn is not None,
        line.design,
        line.participants,
    )
